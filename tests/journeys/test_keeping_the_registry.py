"""The registry is kept true: the interface team changes rules, a lead their own desks, a holder confirms."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from people.models import EmailDomain, Membership, Notice
from routing import confirmations, publishing
from routing.models import Desk
from tests import make


@pytest.fixture
def registry(system):
    """A safety lead at the trust, to whom no rule sends anything yet, and an issue that would have gone there."""
    system.safety = make.category("safety", "Safety concern")
    system.patient_safety = make.desk(
        system.trust,
        "patient_safety_lead",
        make.user(system.trust, name="Sue Safety"),
        title="Patient safety, Fernhall",
    )
    system.issue = make.issue(by=system.gp, about=system.trust, category=system.safety, text="The wrong patient.")
    return system


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def someone(visitor, request):
    def come():
        person = visitor(java_script_enabled=request.param)
        if not request.param:
            person.finds_the_page_sound = lambda: None  # axe is a script
        return person

    return come


def test_the_interface_team_changes_a_rule_tries_it_publishes_it_and_goes_back(someone, registry):
    ira = someone()
    ira.signs_in(registry.team)
    ira.chooses("Registry")
    ira.chooses("Change the rules")
    ira.stands_on("Rules")
    ira.presses("Begin a draft")
    ira.stands_on("Your draft of the rules")
    ira.chooses("Add a rule")
    ira.presses("Save in my draft")
    ira.reads("There is a problem", "Give the rule a name")
    ira.fills(name="safety at a provider", acknowledge_days="1", answer_days="5")
    ira.picks(category="Safety concern", desk_kind="Patient safety lead")
    ira.finds_the_page_sound()
    ira.presses("Save in my draft")
    ira.reads("Safety concern goes to its patient safety lead.", "safety at a provider is new")
    ira.finds_the_page_sound()
    ira.chooses("Try it on last quarter’s issues")
    ira.reads("1 of the 1 issue of the last quarter would have gone elsewhere", registry.issue.reference)
    ira.never_reads("wrong patient")
    ira.finds_the_page_sound()
    ira.chooses("Your draft of the rules")
    ira.presses("Publish")
    ira.reads("Version 2 is in force.")
    ira.finds_the_page_sound()

    after = make.issue(by=registry.gp, about=registry.trust, category=registry.safety)
    assert after.desk == registry.patient_safety
    ira.presses("Go back to the version before")
    ira.reads("Version 3 is in force, the same as version 1.")
    ira.chooses("Earlier versions")
    ira.chooses("Version 2")
    ira.stands_on("Version 2 of the rules")
    ira.reads("safety at a provider is left out")
    ira.finds_the_page_sound()
    assert make.issue(by=registry.gp, about=registry.trust, category=registry.safety).desk == registry.desk


def test_two_people_who_change_the_rules_at_once_lose_nothing(visitor, registry):
    sam_user = make.user(make.icb(), Membership.Role.INTERFACE_TEAM, name="Sam Second")
    ira, sam = visitor(), visitor()
    for person, user, days in ((ira, registry.team, "20"), (sam, sam_user, "30")):
        person.signs_in(user)
        person.opens("/registry/rules/")
        person.presses("Begin a draft")
        person.page.get_by_role("link", name="Change anything").click()
        person.fills(answer_days=days)
        person.presses("Save in my draft")
    sam.reads("Ira Interface has a draft too")
    ira.presses("Publish")
    ira.reads("Version 2 is in force.")
    sam.presses("Publish")
    sam.reads("Version 2 was published by Ira Interface")
    sam.opens("/registry/rules/draft/")
    sam.reads("In force: An issue goes to its medical director. 2 and 20 working days.")
    sam.reads("Your draft: An issue goes to its medical director. 2 and 30 working days.")
    sam.finds_the_page_sound()
    sam.presses("Bring my draft up to date")
    sam.presses("Publish")
    sam.reads("Version 3 is in force.")
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 30


def test_what_would_happen_and_who_answers_for_what_are_tried(someone, registry):
    ira = someone()
    ira.signs_in(registry.team)
    ira.chooses("Registry")
    ira.chooses("What would happen if")
    ira.presses("Try it")
    ira.reads("There is a problem", "Choose a category")
    ira.fills(about="Fernhall")
    ira.page.keyboard.press("Escape")
    ira.picks(category="Safety concern")
    ira.presses("Try it")
    ira.reads("Mina Director", "An issue goes to its medical director.", "By version 1 of the rules")
    ira.finds_the_page_sound()
    ira.opens("/registry/coverage/")
    ira.reads("Fernhall Hospitals", "Harbour Lane Surgery", "No rule or nobody of that kind")
    ira.finds_the_page_sound()
    ira.picks(missing="Only where something is missing", kind="GP practices")
    ira.presses("Show")
    ira.reads("Harbour Lane Surgery")
    assert "Fernhall" not in ira.page.locator("tbody").inner_text()


def test_a_lead_keeps_the_responsibilities_of_their_own_organisation(someone, registry):
    EmailDomain.objects.create(domain="fernhall.example")
    lou = someone()
    lou.signs_in(make.user(registry.trust, Membership.Role.LEAD, name="Lou Lead"))
    lou.chooses("Registry")
    lou.reads("You lead Fernhall Hospitals")
    lou.chooses("keep its responsibilities true")
    lou.chooses(registry.desk.title)
    lou.chooses("Change what is written here")
    lou.fills(helps_with="Not single appointments.", services="All clinics", title="")
    lou.presses("Save")
    lou.reads("There is a problem", "Give it a title")
    expect(lou.page.locator("[name=helps_with]")).to_have_value("Not single appointments.")
    lou.fills(title="Medical director’s office, Fernhall")
    lou.finds_the_page_sound()
    lou.presses("Save")
    lou.stands_on("Medical director’s office, Fernhall")
    lou.fills(email="nia.new@fernhall.example", name="Nia New")
    lou.page.get_by_label("Deputy").check()
    lou.presses("Name them")
    lou.reads("Nia New (deputy)")
    lou.finds_the_page_sound()
    for name in ("Mina Director", "Nia New"):
        lou.chooses(f"Take off {name}")
        lou.stands_on(f"Take {name} off?")
        lou.finds_the_page_sound()
        lou.presses("Take off")
    lou.reads("Vacant: nobody is named here", "Mina Director has left.")
    lou.chooses("Fernhall Hospitals")
    lou.chooses("Add a responsibility")
    lou.picks(kind="Chief nurse")
    lou.finds_the_page_sound()
    lou.presses("Add")
    lou.stands_on("Chief nurse, Fernhall Hospitals")
    assert Desk.objects.get(kind="chief_nurse").organisation == registry.trust


def test_a_holder_confirms_by_one_press_from_the_reminder(someone, registry):
    confirmations.ask_due()
    notice = Notice.objects.get(recipient=registry.director, subject__startswith="Is this still right")
    mina = someone()
    mina.signs_in(registry.director)
    mina.opens(notice.path)
    mina.finds_the_page_sound()
    mina.presses("Yes, this is still right")
    mina.reads("Thank you. It is confirmed as of today.", "by Mina Director")
    assert Desk.objects.get(pk=registry.desk.pk).confirmed_by == registry.director


def test_words_that_speak_for_another_category_are_said_and_left_to_the_reporter(someone, registry):
    type(registry.safety).objects.filter(pk="safety").update(cues="never event")
    other = make.category("other", "Other")
    grace = someone()
    grace.signs_in(registry.gp)
    grace.opens("/issues/new/")
    grace.fills(text="A never event, I think.", about_words="Fernhall")
    grace.picks(category=other.name)
    grace.presses("Continue")
    grace.reads("Your words sound more like “Safety concern”")
    grace.finds_the_page_sound()
    grace.presses("Change it to Safety concern")
    grace.presses("Send")
    grace.reads("Sent. Your reference is")
    assert Issue.objects.order_by("pk").last().category == registry.safety


@pytest.mark.parametrize(("width", "fewest"), [(1280, 11), (375, 2)])
def test_who_answers_for_what_shows_many_columns_and_the_first_stays(visitor, registry, width, fewest):
    for number in range(17):
        make.category(f"kind{number}", f"Discharge and transfer {number}")
    lead = visitor(viewport={"width": width, "height": 800})
    lead.signs_in(registry.team)
    lead.opens("/registry/coverage/")
    lead.reads("it scrolls sideways, and the first column stays")
    lead.finds_the_page_sound()
    seen = "[...document.querySelectorAll('.matrix thead th')].filter((one, at) => at && "
    seen += f"one.getBoundingClientRect().right <= {width}).length"
    assert lead.page.evaluate(seen) >= fewest
    assert lead.page.evaluate("document.documentElement.scrollWidth") <= width
    first = lead.page.locator(".matrix tbody th").first
    before = first.bounding_box()["x"]
    lead.page.locator(".matrix").evaluate("one => one.scrollLeft = 600")
    assert lead.page.locator(".matrix").evaluate("one => one.scrollLeft") > 100
    assert first.bounding_box()["x"] == before
