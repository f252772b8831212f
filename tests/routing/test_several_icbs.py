"""Several ICBs in one installation: each has its own team, rules, looks and pace."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Branding, Organisation, Place
from routing import branding, switching
from routing.facts import Facts
from routing.models import Desk, Rule, Rulebook
from routing.registry import route
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> dict:
    """`make.registry()`, where the ICB goes by steps and nothing is switched on."""
    made = make.registry()
    icb = switching.go_by_steps(by=made["team"], icb=made["trust"].icb, on=True)
    return made | {"icb": icb, "reporter": make.user()}


def facts(system: dict, about: Organisation | None, words: str = "") -> Facts:
    return Facts(icb=make.icb(), category="letters", about=about, about_words=words)


def desk_of(system: dict, about: Organisation) -> Desk:
    return route(facts(system, Organisation.objects.get(pk=about.pk))).desk


def switch(system: dict, what: Place | Organisation, on: bool = True) -> None:
    switching.switch(by=system["team"], icb=make.icb(), what=what, on=on)


def test_a_trust_that_is_not_switched_on_yet_leaves_its_issues_to_the_interface_desk(system):
    found = route(facts(system, system["trust"]))
    assert (found.desk, found.gap) == (system["interface_desk"], "not_live")
    assert found.reasons[0] == (
        "Fernhall Hospitals does not use this portal yet. "
        "The interface team takes your report and passes it on by hand."
    )


def test_a_trust_that_is_switched_on_gets_its_issues(system):
    switch(system, system["trust"])
    assert desk_of(system, system["trust"]) == system["desk"]
    switch(system, system["trust"], on=False)
    assert desk_of(system, system["trust"]) == system["interface_desk"]


def test_a_site_is_on_with_its_trust(system):
    site = make.organisation("Greenhow Hospital", "site", parent=system["trust"])
    assert desk_of(system, site) == system["interface_desk"]
    switch(system, system["trust"])
    assert desk_of(system, site) == system["desk"]


def test_a_place_switches_on_its_practices_and_no_others_and_no_trust(system):
    make.rules(practices={"desk_kind": Desk.Kind.PRACTICE_MANAGER, "desk_at": Rule.At.ABOUT})
    here, there = (make.practice(place=make.place(name)) for name in ("Sandhaven", "Selwick"))
    for one in (here, there):
        make.desk(one, Desk.Kind.PRACTICE_MANAGER, make.user(one))
    Organisation.objects.filter(pk=system["trust"].pk).update(place=here.place)
    switch(system, here.place)
    assert desk_of(system, here).organisation == here
    assert desk_of(system, there) == system["interface_desk"]
    assert route(facts(system, Organisation.objects.get(pk=system["trust"].pk))).gap == "not_live"


def test_a_day_to_come_switches_nothing_on_before(system):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    Organisation.objects.filter(pk=system["trust"].pk).update(live_on=tomorrow)
    assert desk_of(system, system["trust"]) == system["interface_desk"]


def test_an_icb_that_does_not_go_by_steps_asks_nothing_more(system, django_assert_max_num_queries):
    switching.go_by_steps(by=system["team"], icb=make.icb(), on=False)
    asked = facts(system, system["trust"])
    route(asked)
    with django_assert_max_num_queries(3):
        assert route(asked).desk == system["desk"]


def test_the_reporter_is_told_before_sending(client, system):
    client.force_login(system["reporter"])
    answers = {
        "about_words": f"Fernhall Hospitals ({system['trust'].code})",
        "category": "letters",
        "text": "The letter never came.",
        "harm": "none",
        "key": "one",
    }
    page = client.post(reverse("themes:check"), answers)
    assert "Not switched on yet" in page.text
    assert "Fernhall Hospitals does not use this portal yet." in page.text


def other_icb() -> Organisation:
    """A second ICB with a trust, a team, a desk and rules of its own."""
    other = make.icb("QYY", "Marlshire ICB")
    trust = make.trust("Haddon Hospitals", icb=other)
    team = make.user(other, "interface_team", name="Mo Marlshire")
    make.desk(other, Desk.Kind.INTERFACE_TEAM, team)
    make.desk(trust, Desk.Kind.CHIEF_NURSE, make.user(trust))
    book = Rulebook.objects.create(icb=other, number=1)
    Rule.objects.create(rulebook=book, name="all", desk_kind="chief_nurse", desk_at="about")
    return other


def test_each_icb_has_its_own_rules_and_interface_desk():
    make.registry()
    other = other_icb()
    haddon = Organisation.objects.get(name="Haddon Hospitals")
    found = route(Facts(icb=other, category="letters", about=haddon))
    assert (found.desk.kind, found.desk.organisation, found.rule.rulebook.icb) == ("chief_nurse", haddon, other)
    lost = route(Facts(icb=other, category="letters", about_words="Zzyzx"))
    assert lost.desk.organisation == other


def test_one_team_does_not_decide_for_another_icb(client, system):
    other = other_icb()
    haddon = Organisation.objects.get(name="Haddon Hospitals")
    client.force_login(system["team"])
    address = reverse("routing:switch")
    assert client.post(address, {"what": f"trust:{haddon.code}", "on": "yes"}).status_code == 404
    client.post(reverse("routing:area"), {"name": "Ours", "colour": "green"})
    assert Branding.objects.filter(icb=other).count() == 0
    with pytest.raises(PermissionDenied):
        switching.switch(by=system["team"], icb=other, what=haddon, on=True)


def test_the_page_switches_a_place_and_a_trust_on_and_off(client, system):
    place = make.place("Sandhaven")
    client.force_login(system["team"])
    for what, row in ((f"place:{place.slug}", place), (f"trust:{system['trust'].code}", system["trust"])):
        for on, day in (("yes", timezone.localdate()), ("no", None)):
            page = client.post(reverse("routing:switch"), {"what": what, "on": on}, follow=True)
            assert f"{row.name} is switched {'on' if on == 'yes' else 'off'}." in page.text
            row.refresh_from_db()
            assert row.live_on == day


def test_going_step_by_step_is_confirmed_with_what_it_does(client, system):
    for name in ("Sandhaven", "Wexbury"):
        make.place(name)
    make.trust("Haverton Hospitals", live_on=timezone.localdate())
    switching.go_by_steps(by=system["team"], icb=make.icb(), on=False)
    client.force_login(system["team"])
    asked = {"what": "steps", "on": "yes"}
    page = client.post(reverse("routing:switch"), asked).text
    assert "2 Places and 1 trust will be off until you switch each on." in page
    assert "1 trust stays on." in page
    assert not Organisation.objects.get(pk=make.icb().pk).goes_by_steps
    page = client.post(reverse("routing:switch"), asked | {"sure": "yes"}, follow=True).text
    assert "You go step by step. Switch on each Place and trust when it is ready." in page
    assert Organisation.objects.get(pk=make.icb().pk).goes_by_steps
    asked["on"] = "no"
    page = client.post(reverse("routing:switch"), asked).text
    assert "2 Places and 1 trust not switched on yet will be on at once." in page
    assert Organisation.objects.get(pk=make.icb().pk).goes_by_steps
    assert "Everybody is on." in client.post(reverse("routing:switch"), asked | {"sure": "yes"}, follow=True).text


def test_an_ambulance_trust_under_an_icb_without_the_portal_is_switched_on_by_each_it_serves(client, system):
    vale = make.organisation("Vale Ambulance", "ambulance", icb=make.icb("QYY", "Marlshire ICB"), place=None)
    desk = make.desk(vale, Desk.Kind.MEDICAL_DIRECTOR, make.user(vale))
    client.force_login(system["team"])
    assert "Vale Ambulance" in client.get(reverse("routing:area")).text
    assert desk_of(system, vale) == system["interface_desk"]
    client.post(reverse("routing:switch"), {"what": f"trust:{vale.code}", "on": "yes"}, follow=True)
    assert desk_of(system, vale) == desk
    Rulebook.objects.create(icb=vale.icb, number=1)
    assert "Vale Ambulance" not in client.get(reverse("routing:area")).text


def test_people_see_the_name_and_colour_of_their_own_icb_only(client, system):
    branding.present(
        by=system["team"], icb=make.icb(), name="Interface Hub", logo_text="Northmere", colour="plum", contact=""
    )
    stranger = make.user(make.practice(icb=other_icb(), place=None))
    for reader, sees in ((system["reporter"], True), (stranger, False)):
        client.force_login(reader)
        page = client.get(reverse("issues:mine")).text
        assert (("header-plum" in page), ("Interface Hub</title>" in page), ("Northmere</span>" in page)) == (
            sees,
        ) * 3


def test_a_wrong_answer_is_kept_and_said_beside_the_field(client, system):
    client.force_login(system["team"])
    page = client.post(reverse("routing:area"), {"name": "Ours", "colour": "yellow", "contact": "nobody"})
    assert page.status_code == 422
    assert "Choose one of these colours" in page.text
    assert "Enter an email address, like name@nhs.net" in page.text
    assert 'value="Ours"' in page.text


def test_what_is_too_long_or_left_open_is_said_in_a_plain_sentence(client, system):
    client.force_login(system["team"])
    page = client.post(reverse("routing:area"), {"name": "x" * 232, "colour": "green"})
    assert "Write at most 60 characters. You wrote 232" in page.text
    page = client.post(reverse("routing:add_desk", args=[system["trust"].code]), {})
    assert "Give an answer to “Which responsibility”" in page.text
    assert "This field is required" not in page.text


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_white_letters_can_be_read_on_every_header_colour():
    css = (Path(settings.BASE_DIR) / "static" / "site.css").read_text()
    for colour in Branding.Colour.values:
        if colour == "blue":
            continue
        found = re.search(rf"\.header-{colour} \.nhsuk-header__navigation \{{\s*background-color: (#\w{{6}});", css)
        assert found, colour
        assert 1.05 / (luminance(found[1]) + 0.05) >= 4.5, colour
        assert f".header-{colour} .nhsuk-header__account" in css, colour
