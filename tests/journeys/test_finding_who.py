"""Somebody who is not signed in finds who leads their Place, with scripts and without; a team keeps the registry."""

import pytest
from playwright.sync_api import expect

from people.models import Alias, UnknownName
from routing import describing
from routing.models import Desk
from tests import make


@pytest.fixture
def place(system):
    """The practice's Place has a clinical lead; the trust says what one service can and cannot do."""
    network = make.organisation("Harbour PCN", "pcn", place=system.practice.place)
    type(system.practice).objects.filter(pk=system.practice.pk).update(parent=network)
    lead = make.user(make.icb(), name="Lena Placelead")
    title = "Place clinical lead, Sandhaven"
    helps = "Helps where practices and hospitals disagree. Does not commission."
    make.desk(make.icb(), Desk.Kind.PLACE_CLINICAL_LEAD, lead, place=make.place(), title=title, helps_with=helps)
    facts = {"can_help": "Adults.", "cannot_help": "Children.", "urgent_line": "01632 960 001"}
    describing.describe(by=system.team, organisation=system.trust, name="Speech therapy", **facts)
    return system


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_gp_who_is_not_signed_in_finds_their_place_lead(visitor, place, scripts):
    gp = visitor(java_script_enabled=scripts)
    gp.opens("/")
    gp.chooses("Who is responsible")
    gp.stands_on("Find who is responsible")
    gp.fills(q="qz1 2ab")
    if scripts:
        expect(gp.page.get_by_role("option").first).to_be_visible()
    gp.presses("Search")  # the suggestions do not cover it
    sound(gp, scripts)
    gp.chooses("Harbour Lane Surgery")
    gp.stands_on("Harbour Lane Surgery")
    gp.reads("Primary care network", "Harbour PCN", "Sandhaven", "Northmere ICB")
    gp.reads("Place clinical lead, Sandhaven", "Helps where practices and hospitals disagree. Does not commission.")
    assert "Lena Placelead" not in gp.page.content()
    sound(gp, scripts)
    gp.chooses("On one page, to print")
    gp.stands_on("Who to ask: Harbour Lane Surgery")
    gp.reads("In Sandhaven", "Place clinical lead", "Fernhall Hospitals", "Speech therapy, urgent: 01632 960 001")
    sound(gp, scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_gp_who_knows_only_the_place_finds_who_leads_it_and_its_practices(visitor, place, scripts):
    gp = visitor(java_script_enabled=scripts, viewport={"width": 375, "height": 800})
    gp.opens("/who-is-responsible/")
    gp.fills(q="sandhaven")
    gp.presses("Search")
    gp.chooses("Sandhaven")
    gp.stands_on("Sandhaven")
    gp.reads("Place clinical lead, Sandhaven", "Northmere ICB", "Harbour PCN")
    assert "Lena Placelead" not in gp.page.content()
    sound(gp, scripts)
    gp.chooses("Harbour Lane Surgery")
    gp.stands_on("Harbour Lane Surgery")


def test_a_suggested_place_is_taken_by_its_name(visitor, place):
    gp = visitor()
    gp.opens("/who-is-responsible/")
    gp.fills(q="sandh")
    gp.page.get_by_role("option", name="Sandhaven Place").click()
    expect(gp.page.locator("[name=q]")).to_have_value("Sandhaven")


def sound(gp, scripts: bool) -> None:
    """Axe is a script."""
    if scripts:
        gp.finds_the_page_sound()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_page_fits_and_says_what_a_service_can_do(visitor, place, width):
    gp = visitor(viewport={"width": width, "height": 800})
    gp.opens(place.trust.get_absolute_url())
    gp.reads("What its services can and cannot do", "Speech therapy", "Adults.", "Children.")
    assert gp.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_interface_team_teaches_a_name_and_switches_a_trust_on(visitor, place):
    make.issue(about=None, about_words="Zibble Hall")
    team = visitor()
    team.signs_in(place.team)
    team.chooses("Registry")
    team.chooses("Names not recognised")
    team.page.locator("input[name=code][role=combobox]").fill(place.trust.code)
    expect(team.page.get_by_role("option").first).to_be_visible()
    team.page.get_by_role("button", name="Teach").click()  # the suggestions do not cover it
    team.reads("“Zibble Hall” means Fernhall Hospitals from now on.")
    assert Alias.objects.filter(name="Zibble Hall", organisation=place.trust).exists()
    assert not UnknownName.objects.exists()
    team.opens("/registry/area/")
    team.presses("Go step by step")
    team.stands_on("Go step by step?")
    team.reads("will be off until you switch each on")
    team.finds_the_page_sound()
    team.presses("Go step by step")
    team.page.get_by_role("button", name="Switch on Fernhall Hospitals").click()
    expect(team.page.get_by_role("button", name="Switch off Fernhall Hospitals")).to_be_visible()


def test_a_leader_says_what_a_service_cannot_do(visitor, place):
    leader = visitor(java_script_enabled=False)
    leader.signs_in(make.user(place.trust, "lead", name="Lee Lead"))
    leader.opens(place.trust.get_absolute_url())
    leader.chooses("Change what its services can and cannot do")
    leader.chooses("Speech therapy")
    leader.fills(cannot_help="Children: ask the children’s trust.", link="nowhere")
    leader.presses("Save")
    leader.reads("There is a problem")
    leader.fills(link="")
    leader.presses("Save")
    leader.opens(place.trust.get_absolute_url())
    leader.reads("Children: ask the children’s trust.")
