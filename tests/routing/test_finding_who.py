"""Anybody finds who is responsible for a practice or trust anywhere in England, and what each can and cannot do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.models import Alias, Organisation, Service
from routing import branding, describing, searching
from routing.models import Desk
from routing.names import names_changed
from tests import make

pytestmark = pytest.mark.django_db
FACTS = {
    "can_help": "Swallowing, voice and speech in adults.",
    "cannot_help": "Children: ask the children's trust.",
    "hours": "Monday to Friday, 9am to 5pm",
    "urgent_line": "01632 960 001, until 8pm",
    "link": "https://fernhall.example/speech",
}


@pytest.fixture
def system() -> dict:
    made = make.registry()
    other = make.icb("QYY", "Eastern Vale ICB")
    made["elsewhere"] = make.practice("Lantern Street Surgery", icb=other, place=None, postcode="ZZ9 9AA")
    made["here"] = make.practice("Lantern Street Surgery", postcode="ZZ1 1AB", town="Sandhaven")
    make.desk(make.icb(), Desk.Kind.PLACE_CLINICAL_LEAD, place=make.place(), title="Place clinical lead, Sandhaven")
    return made


def found(words: str) -> list[Organisation]:
    return searching.look_up(words, icb=make.icb(), limit=10)


def test_what_is_near_comes_first_and_all_of_england_after(system):
    assert found("lantern street") == [system["here"], system["elsewhere"]]


def test_misspelt_words_find_what_is_meant_in_every_icb_signed_in_or_not(client, system):
    wanted = make.practice("Quaymere Medical Practice", icb=system["elsewhere"].icb, place=None, town="Hollinport")
    make.practice("Quay Surgery")
    for words in ("quaymeer medical", "Qaymere Medcal Practice", "quaymere hollinprot"):
        assert found(words)[0] == wanted, words
        assert client.post(reverse("routing:suggest"), {"q": words}).json()[0]["code"] == wanted.code, words
        page = client.get(reverse("routing:find"), {"q": words}).text
        assert wanted.get_absolute_url() in page, words
    Organisation.objects.filter(pk=wanted.pk).update(status="closed")
    names_changed()
    assert wanted not in found("quaymeer medical")


def test_what_is_misspelt_is_found_here_before_elsewhere(system):
    other = system["elsewhere"].icb
    far = make.practice("Thornwick Clinic", icb=other, place=None)
    near = make.practice("Thornwick Surgery")
    assert found("thornwik")[:2] == [near, far]


@pytest.mark.parametrize("words", ["lantern street", "lantren street", "surgery", "zz1 1ab"])
def test_a_search_of_somebody_signed_in_takes_no_more_than_a_page_may(
    client, system, django_assert_max_num_queries, words
):
    client.force_login(system["team"])
    client.get(reverse("routing:find"), {"q": words})
    with django_assert_max_num_queries(12):
        assert system["here"].get_absolute_url() in client.get(reverse("routing:find"), {"q": words}).text


def test_what_begins_with_the_words_is_found_among_very_many_that_hold_them(system):
    other = system["elsewhere"].icb
    [make.practice(f"Aspen {number} Grove", icb=other, place=None) for number in range(20)]
    wanted = [make.practice(name, icb=other, place=None) for name in ("Grove", "Grove Street Surgery")]
    assert found("grove")[:2] == wanted
    assert found("gro")[:2] == wanted


def test_looking_up_misspelt_words_costs_the_same_however_much_there_is(system, django_assert_num_queries):
    found("thornwik")
    with django_assert_num_queries(8):
        found("lantren street")
    [make.practice(f"Lantern {number}") for number in range(12)]
    found("thornwik")
    with django_assert_num_queries(8):
        found("lantren street")


def test_a_name_said_in_full_elsewhere_comes_before_what_is_only_like_it_here(system):
    wanted = make.practice("Lanternfield Surgery", icb=system["elsewhere"].icb, place=None)
    assert found("lanternfield surgery")[0] == wanted
    assert system["here"] in found("lantern surgery")


def test_a_name_that_says_the_words_comes_before_a_town_that_does(system):
    other = system["elsewhere"].icb
    [make.practice(f"Aspen {number}", icb=other, place=None, town="Marshhill") for number in range(12)]
    wanted = make.practice("The Marshhill Clinic", icb=other, place=None)
    assert found("marshhill")[0] == wanted
    assert found("marshhil")[0] == wanted


def test_a_code_a_town_and_another_name_find_it_elsewhere_too(system):
    Alias.objects.create(organisation=system["elsewhere"], name="Old Lamp House")
    assert found(system["elsewhere"].code)[0] == system["elsewhere"]
    assert found("old lamp house") == [system["elsewhere"]]
    assert found("sandhaven surgery") == [system["here"]]


def test_a_postcode_finds_its_own_then_its_sector_then_its_district(system):
    near = make.practice("Near Surgery", postcode="ZZ1 2CD")
    assert found("zz1 1ab") == [system["here"]]
    assert found("ZZ1 2XX") == [near]
    assert set(found("ZZ1")) == {near, system["here"]}
    assert found("zz11ab") == [system["here"]]


def test_a_closed_organisation_is_found_and_marked(client, system):
    after = make.practice("Shutter Lane Surgery")
    facts = {"status": "closed", "closed_on": "2026-03-31", "successor": after}
    closed = make.practice("Shuttered Surgery", **facts)
    assert found("shuttered surgery")[:2] == [closed, after]
    Alias.objects.create(organisation=closed, name="Blinds House")
    assert found("blinds house")[0] == closed
    page = client.get(reverse("routing:find"), {"q": "shuttered surgery"}).text
    assert f'Closed on 31 March 2026, now <a href="{after.get_absolute_url()}">' in page
    assert "This organisation closed on 31 March 2026." in client.get(closed.get_absolute_url()).text
    make.practice("Shuttered", status="closed")
    assert client.post(reverse("routing:suggest"), {"q": "shuttered"}).json()[0]["detail"].endswith("closed")


def test_a_closed_trust_is_found_without_what_every_trust_is_called_and_says_what_followed_it(client, system):
    after = make.trust("Valemoor Community NHS Trust")
    facts = {"status": "closed", "closed_on": "2026-03-31", "successor": after}
    closed = make.trust("Dunmere Community Health NHS Foundation Trust", **facts)
    make.trust("Dunmere Community Health Elsewhere NHS Trust", status="closed")
    for words in ("dunmere community health", "Dunmere Community Health NHS Foundation Trust"):
        assert found(words)[:2] == [closed, after], words
    page = client.get(reverse("routing:find"), {"q": "Dunmere Community Health"}).text
    assert f'Closed on 31 March 2026, now <a href="{after.get_absolute_url()}">' in page


def test_an_open_organisation_comes_before_a_closed_one_of_the_same_name(system):
    closed = make.practice("Lantern Street Surgery", status="closed")
    assert found("lantern street surgery")[:2] == [system["here"], closed]


def test_elsewhere_only_what_is_open_is_offered(system):
    other = system["elsewhere"].icb
    make.practice("Bramble Surgery", icb=other, place=None, status="closed", postcode="ZZ9 9AA")
    assert found("bramble surgery") == []
    assert found("ZZ9 9AA") == [system["elsewhere"]]


def test_words_that_fit_nothing_find_nothing_and_strange_ones_break_nothing(system):
    for words in ("zzyzx", "'", '"', "NEAR(", "a*", "x" * 500, "!!"):
        assert found(words) == [], words


def test_a_gp_who_is_not_signed_in_finds_the_place_lead_by_title(client, system):
    page = client.get(reverse("routing:find"), {"q": "ZZ1 1AB"})
    assert system["here"].get_absolute_url() in page.text
    page = client.get(system["here"].get_absolute_url()).text
    assert "In Sandhaven" in page
    assert "Place clinical lead, Sandhaven" in page


def test_what_a_service_can_and_cannot_do_is_open_to_anybody(client, system):
    describing.describe(by=system["team"], organisation=system["trust"], name="Speech therapy", **FACTS)
    page = client.get(system["trust"].get_absolute_url()).text
    for words in ("Speech therapy", *FACTS.values()):
        assert words.replace("'", "&#x27;") in page


def test_a_desk_says_what_its_kind_is_for_and_a_vacant_one_who_answers_instead(client, system):
    pharmacist = make.desk(system["trust"], Desk.Kind.CHIEF_PHARMACIST, fallback=system["desk"])
    address = system["trust"].get_absolute_url()
    for path in (address, reverse("routing:one_page", args=[system["trust"].code])):
        page = client.get(path).text
        assert "Prescribing, shared care and medicines on discharge at a trust." in page
        assert "Nobody is named here just now: it goes to Medical director, Fernhall Hospitals." in page
        assert page.count("Nobody is named here just now") == 1
    Desk.objects.filter(pk=pharmacist.pk).update(fallback=None, helps_with="Only insulin.")
    page = client.get(address).text
    assert "Only insulin." in page
    assert "it goes to the interface team." in page
    assert "Not described yet" not in page


def test_every_kind_of_desk_says_what_it_is_for():
    assert set(describing.ANSWERS_FOR) == set(Desk.Kind.values)


def test_a_site_shows_the_services_of_its_trust(client, system):
    site = make.organisation("Greenhow Hospital", "site", parent=system["trust"])
    describing.describe(by=system["team"], organisation=system["trust"], name="Speech therapy", **FACTS)
    assert "Speech therapy" in client.get(site.get_absolute_url()).text


def test_one_page_names_desks_by_title_and_the_trusts_around_and_nobody_by_name(client, system):
    describing.describe(by=system["team"], organisation=system["trust"], name="Speech therapy", **FACTS)
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox="director@fernhall.example")
    client.force_login(system["team"])
    page = client.get(reverse("routing:one_page", args=[system["here"].code])).text
    assert "Who to ask: Lantern Street Surgery" in page
    assert "In Sandhaven" in page
    assert "<strong>Place clinical lead</strong>" in page
    assert "Fernhall Hospitals</strong>: medical director" in page
    assert "Speech therapy, urgent: 01632 960 001, until 8pm" in page
    assert "Mina Director" not in page
    assert "director@fernhall.example" not in page


def test_the_interface_teams_own_contact_is_shown_where_it_gave_one(client, system):
    assert "Questions about this page" not in client.get(system["here"].get_absolute_url()).text
    branding.present(
        by=system["team"], icb=make.icb(), name="", logo_text="", colour="blue", contact="hub@icb.example"
    )
    assert "hub@icb.example" in client.get(system["here"].get_absolute_url()).text
    assert "hub@icb.example" not in client.get(system["elsewhere"].get_absolute_url()).text


def test_a_service_is_added_changed_and_removed_on_pages(client, system):
    lead = make.user(system["trust"], "lead")
    client.force_login(lead)
    address = reverse("routing:services", args=[system["trust"].code])
    assert client.post(address, {"name": "Speech therapy"} | FACTS).status_code == 302
    made = Service.objects.get()
    assert (
        client.post(reverse("routing:service", args=[made.pk]), {"name": "Speech", "hours": "Never"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.name, made.hours, made.can_help) == ("Speech", "Never", "")
    client.post(reverse("routing:remove_service", args=[made.pk]))
    assert not Service.objects.exists()


def test_wrong_answers_about_a_service_are_said_and_kept(client, system):
    client.force_login(system["team"])
    describing.describe(by=system["team"], organisation=system["trust"], name="Speech therapy")
    address = reverse("routing:services", args=[system["trust"].code])
    page = client.post(address, {"name": "speech  therapy", "link": "http://a.example", "hours": "Always"})
    assert page.status_code == 422
    assert "speech therapy is listed already" in page.text
    assert "Write an address that begins with https://" in page.text
    assert 'value="Always"' in page.text


def test_others_do_not_describe_it(system):
    for person in (system["director"], make.user(make.trust("Haddon"), "lead")):
        with pytest.raises(PermissionDenied):
            describing.describe(by=person, organisation=system["trust"], name="Speech therapy")


def test_an_organisation_that_is_not_switched_on_says_so(client, system):
    Organisation.objects.filter(pk=make.icb().pk).update(goes_by_steps=True)
    assert "does not use this portal yet" in client.get(system["here"].get_absolute_url()).text


@pytest.mark.parametrize("name", ["routing:organisation", "routing:one_page"])
def test_pages_cost_the_same_however_much_there_is(client, system, name, django_assert_max_num_queries):
    for number in range(6):
        trust = make.trust(f"Trust {number}")
        make.desk(trust, Desk.Kind.CHIEF_NURSE, make.user(trust))
        describing.describe(by=system["team"], organisation=trust, name="Speech therapy", **FACTS)
    with django_assert_max_num_queries(9):
        client.get(reverse(name, args=[system["here"].code]))
