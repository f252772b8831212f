"""A responder finds whose an issue is in a long list by typing a part of its name."""

from playwright.sync_api import expect

from issues.models import Issue
from routing.models import Desk
from tests import make


def test_the_list_shortens_while_one_types_and_the_issue_is_sent_on(visitor, system):
    oakdale = make.trust("Oakdale Hospitals")
    for kind in (Desk.Kind.MEDICAL_DIRECTOR, Desk.Kind.CHIEF_NURSE):
        make.desk(oakdale, kind, make.user(oakdale))
    pharmacy = make.desk(system.trust, Desk.Kind.CHIEF_PHARMACIST, make.user(system.trust))
    issue = make.issue(by=system.gp, about=system.trust)
    director = visitor()
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    director.opens_up("Not ours: send it on")
    form = director.page.locator("form[action*='/reroute/']")
    options = form.locator("option")
    everybody = options.count()
    form.get_by_label("Type a part of its name to shorten the list").fill("oakdale")
    expect(options).to_have_text(
        ["Choose one", oakdale.name, "Chief nurse, Oakdale Hospitals", "Medical director, Oakdale Hospitals"]
    )
    form.get_by_label("Type a part of its name to shorten the list").fill("")
    expect(options).to_have_count(everybody)
    form.get_by_label("Type a part of its name to shorten the list").fill("pharm")
    expect(form.get_by_label("Whose is it?")).to_have_value(str(pharmacy.pk))
    director.finds_the_page_sound()
    form.get_by_label("Why is it theirs?").fill("A matter of supply.")
    form.get_by_role("button", name="Not ours: send it on").click()
    director.reads("Sent on.")
    assert Issue.objects.get().desk == pharmacy
