"""Which organisation people mean, and how sure that is."""

import pytest

from people.models import Alias, Organisation
from routing import naming
from routing.matching import Index, Name, initials_of, words_of
from routing.models import Rule
from routing.sides import service_in, side_of, side_of_words
from tests import make

Side = Rule.Side


def best(words: str, **asked) -> str:
    found = naming.find(words, icb=make.icb(), **asked)
    return found[0].organisation.name if found and found[0].is_sure else ""


@pytest.fixture
def known(db) -> dict[str, Organisation]:
    royal, fernhall = make.trust("Northmere Royal University Hospitals NHS Trust"), make.trust("Fernhall Hospitals")
    make.organisation("Greenhow Hospital", "site", parent=royal)
    partnership = make.organisation("Marlshire Partnership NHS Foundation Trust", "mental_health_trust")
    for owner, name, is_former in (
        (royal, "the Royal", False),
        (royal, "Old Infirmary NHS Trust", True),
        (partnership, "Sandhaven CAMHS", False),
        (fernhall, "Wexbury CAMHS", False),
    ):
        Alias.objects.create(organisation=owner, name=name, is_former=is_former)
    for name, place in (("High Street Surgery", "Sandhaven"), ("High Street Surgery", "Wexbury")):
        make.practice(name, place=make.place(name=place))
    return {"royal": royal, "fernhall": fernhall, "partnership": partnership}


@pytest.mark.parametrize(
    "words",
    [
        "the Royal",
        "Royal A&E",
        "the royal cardiology secretary",
        "Northmere Royal",
        "Nothmere Royal hospital",
        "NRUH",
        "Greenhow",
        "Grenhow Hospital",
        "Old Infirmary",
        "Northmere Royal University Hospitals NHS Trust",
    ],
)
def test_everyday_names_misspellings_sites_and_former_names_are_understood(known, words):
    assert best(words) == known["royal"].name


def test_a_code_in_brackets_is_certain(known):
    found = naming.find(f"Fernhall Hospitals ({known['fernhall'].code})", icb=make.icb())
    assert [(one.organisation, one.sureness) for one in found] == [(known["fernhall"], 1.0)]


def test_the_reporters_place_breaks_ties_and_without_it_the_matcher_is_not_sure(known):
    assert best("High Street Surgery") == ""
    place = make.place("Wexbury")
    found = naming.find("High Street Surgery", icb=make.icb(), place=place)
    assert found[0].organisation.place == place


def test_a_service_means_the_one_of_the_reporters_place(known):
    assert best("CAMHS", place=make.place("Sandhaven")) == known["partnership"].name
    assert best("CAMHS", place=make.place("Wexbury")) == known["fernhall"].name


@pytest.mark.parametrize(
    "words", ["a practice in Selwick", "the GP", "another surgery", "several practices", "Zzyzx", ""]
)
def test_words_that_name_nobody_find_nobody(known, words):
    assert best(words) == ""


def test_a_closed_organisation_by_its_exact_name_surely_leads_to_what_followed_it(known):
    closed = make.trust("Dunmere Community", status="closed", successor=known["fernhall"])
    found = naming.find("dunmere community", icb=make.icb())
    assert (found[0].organisation, found[0].is_sure) == (known["fernhall"], True)
    assert found[0].why == "Dunmere Community is closed; it is Fernhall Hospitals now."
    Alias.objects.create(organisation=closed, name="Old Dunmere")
    assert best("old dunmere") == known["fernhall"].name
    assert best(f"Dunmere Community ({closed.code})") == known["fernhall"].name
    assert not naming.find("Dunmere", icb=make.icb())[0].is_sure


def test_a_closed_organisation_that_nothing_followed_is_found_by_its_exact_name(known):
    make.practice("Chapel Street Surgery", status="closed")
    assert best("Chapel Street Surgery", place=make.place("Wexbury")) == "Chapel Street Surgery"
    still = make.practice("Chapel Street Surgery", place=make.place("Wexbury"))
    assert naming.find("Chapel Street Surgery", icb=make.icb())[0].organisation == still


@pytest.mark.parametrize("words", ["???", "...", "-", "🏥🏥", "the"])
def test_a_name_without_letters_or_that_says_nothing_means_nobody(known, words):
    make.trust("Sandhaven Hospital", place=make.place("Sandhaven"))
    place = make.place("Sandhaven")
    assert naming.find(words, icb=make.icb(), place=place) == []
    assert naming.suggest(words * 2, icb=make.icb(), place=place) == ([], [])


@pytest.mark.parametrize("words", ["the hospital", "hospital", "the trust", "ward", "our local hospital"])
def test_a_mere_kind_of_organisation_is_a_guess_that_is_asked_about(known, words):
    place = make.place("Sandhaven")
    make.trust("Sandhaven Hospital", place=place)
    found = naming.find(words, icb=make.icb(), place=place)
    assert not any(one.is_sure for one in found)


def test_the_likeliest_of_a_kind_is_offered(known):
    place = make.place("Sandhaven")
    hospital = make.trust("Sandhaven Hospital", place=place)
    assert naming.find("the hospital", icb=make.icb(), place=place)[0].organisation == hospital


def test_a_new_name_is_found_at_once(known):
    assert best("Larkfield") == ""
    Alias.objects.create(organisation=known["royal"], name="Larkfield")
    assert best("Larkfield") == known["royal"].name


def test_finding_costs_two_statements(known, django_assert_num_queries):
    naming.find("the Royal", icb=make.icb())
    icb = make.icb()
    with django_assert_num_queries(2):
        naming.find("Greenhow", icb=icb)


def test_spellings_are_made_one():
    assert words_of("St. Helen’s Hosp A & E") == ["st", "helens", "hospital", "ae"]
    assert {"coch", "cch"} <= initials_of("Countess of Chester Hospital NHS Foundation Trust")


def test_the_matcher_is_pure_and_says_the_same_every_time():
    index = Index([Name(1, "Leighton Hospital"), Name(2, "Leigh Infirmary"), Name(3, "Whiston Hospital")])
    assert [match.owner for match in index.find("leighton")] == [match.owner for match in index.find("leighton")]
    assert index.find("leighton")[0].owner == 1


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("GPs in Wexbury", Side.SEVERAL_PRACTICES),
        ("five practices", Side.SEVERAL_PRACTICES),
        ("a practice in Wexbury", Side.UNNAMED_PRACTICE),
        ("the patient's GP", Side.UNNAMED_PRACTICE),
        ("nobody provides it", Side.ELSEWHERE),
        ("a private hospital", Side.ELSEWHERE),
        ("e-RS", Side.ICB),
        ("our commissioners", Side.ICB),
        ("cardiac surgery", Side.UNKNOWN),
        ("", Side.UNKNOWN),
    ],
)
def test_words_without_a_name_say_which_side_is_meant(words, side):
    assert side_of_words(words) == side


def test_a_trust_of_another_icb_is_elsewhere_unless_it_is_an_ambulance_trust(db):
    other = Organisation.objects.create(code="QYY", name="Other ICB", kind="icb")
    assert side_of(make.trust(icb=other), icb=make.icb()) == Side.ELSEWHERE
    assert side_of(make.organisation("Vale Ambulance", "ambulance", icb=other), icb=make.icb()) == Side.PROVIDER


@pytest.mark.parametrize("words", ["Alder Hey CAMHS", "the CMHT", "crisis team", "adult psychiatry", "mental health"])
def test_mental_health_services_are_known_by_their_words(words):
    assert service_in(words) == "mental_health"


@pytest.mark.parametrize(
    "words",
    [
        "N'mere Royal",
        "Northm Royal",
        "Norfmere Royal",
        "the Royal ward 30 pharmacy",
        "the Royal - no letters on Docman",
    ],
)
def test_shortened_words_sounds_wards_and_what_is_told_after_a_dash_leave_the_name_to_be_understood(known, words):
    found = naming.find(words, icb=make.icb())
    assert found[0].organisation == known["royal"]
    assert found[0].sureness > naming.LITTLE


def test_what_is_told_after_a_dash_is_no_name(known):
    assert best("the Royal - Fernhall says it never had the letter") == known["royal"].name
    assert best("no letters - zzyzx") == ""


def test_a_short_form_that_fits_no_word_stays_as_it_is(known):
    assert naming.find("Z'blat", icb=make.icb()) == []


@pytest.mark.parametrize(
    "words",
    [
        "not sure who",
        "I don't know",
        "Don’t know the name",
        "whoever it was",
        "that place",
        "unknown trust",
        "dunno?",
    ],
)
def test_who_says_that_they_do_not_know_is_asked(known, words):
    assert naming.find(words, icb=make.icb(), place=make.place()) == []
    assert side_of_words(words) == Side.UNKNOWN


def test_who_is_not_sure_but_names_somebody_is_understood(known):
    assert naming.find("not sure, the Royal I think", icb=make.icb())[0].organisation == known["royal"]


def test_a_service_that_goes_by_no_name_is_guessed_by_those_that_do_in_the_place_but_never_surely(known):
    found = naming.find("talking therapies", icb=make.icb(), place=make.place())
    assert [one.organisation for one in found] == [known["partnership"]]
    assert not found[0].is_sure
    assert naming.find("talking therapies", icb=make.icb()) == []


def test_the_beginning_of_a_practice_elsewhere_that_names_an_independent_provider_too_is_asked_about(known):
    priory = make.practice("Priory Medical Centre")
    found = naming.find("Priory", icb=make.icb())
    assert found[0].organisation == priory
    assert not found[0].is_sure
    assert best("Priory Medical Centre") == priory.name


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("loads of practices round here", Side.SEVERAL_PRACTICES),
        ("Kirkby surgeries", Side.SEVERAL_PRACTICES),
        ("one of our local surgeries", Side.UNNAMED_PRACTICE),
        ("any of the GPs", Side.UNNAMED_PRACTICE),
        ("there isn't a lymphoedema service", Side.ELSEWHERE),
        ("we don’t have a community IV team", Side.ELSEWHERE),
        ("can't find anyone who takes under fives", Side.ELSEWHERE),
        ("e referral system", Side.ICB),
    ],
)
def test_one_of_many_is_one_and_what_is_not_there_is_missing_however_it_is_said(words, side):
    assert side_of_words(words) == side


def test_a_practice_whose_name_is_a_plural_is_found_by_it(known):
    practice = make.practice("Princeway Surgeries")
    assert best("Princeway Surgeries") == practice.name


def test_a_word_is_never_taken_for_a_code_that_is_spelt_like_it(known):
    make.trust("Willowmere Hospitals", code="RNS")
    assert naming.find("runs", icb=make.icb()) == []
    assert best("rns") == "Willowmere Hospitals"


@pytest.mark.parametrize("words", ["pt's surgery", "an unknown surgery in Bootle", "the patient's own GP"])
def test_whose_practice_is_not_named_is_not_guessed(known, words):
    make.practice("Bootle Village Surgery")
    assert naming.find(words, icb=make.icb()) == []
    assert side_of_words(words) == Side.UNNAMED_PRACTICE
