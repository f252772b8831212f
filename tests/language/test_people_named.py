"""Who is named in words that anyone may read, and who only seems to be."""

import time
from functools import partial

import pytest

from language import known_problems
from language.people_named import alone_of, in_a_name, people_named, said_of


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dr Leila Haddad never answers", ["Dr Leila Haddad"]),
        ("DR LEILA HADDAD NEVER ANSWERS", ["DR LEILA HADDAD"]),
        ("dr haddad never answers", ["dr haddad"]),
        ("Letters of Dr. L. Haddad and Prof Green", ["Dr. L. Haddad", "Prof Green"]),
        ("Dr Haddad’s clinic letters come late", ["Dr Haddad"]),
        ("Mr Khan's clinic letters", ["Mr Khan"]),
        ("Sister Jane Pritchard keeps them", ["Sister Jane Pritchard"]),
        ("Ward sister Pritchard and Nurse Okonkwo do not ring", ["sister Pritchard", "Nurse Okonkwo"]),
        ("Ask the medical secretary Anna Kowalska for letters", ["Anna Kowalska"]),
        ("Write to dr.haddad@nhs.net", ["dr.haddad"]),
    ],
)
def test_people_at_work_are_named_as_they_were_typed(text, named):
    assert people_named(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Parkinson’s medicines are missed on wards, and nobody asks the Macmillan nurse",
        "The doctor First seen does not write, and the Nurse Practitioner has no list",
        "Metformin MR tablets and MS Teams calls",
        "Waterlow scores, Foley catheters and Hickman lines",
        "Letters of Dr Haddad's Surgery and Dr Hussain & Partners go astray",
        "The Ward Sister signs. Sister Ward A and Matron Rounds come first",
        "Patients of the IBD and HPB units",
    ],
)
def test_eponyms_posts_and_surgeries_name_nobody(text):
    assert people_named(text) == []


def test_the_words_of_the_known_problems_name_nobody():
    for one in known_problems.library():
        for text in (one.name, one.definition, one.is_not, one.standard, one.owner):
            assert (people_named(text), in_a_name(one.name)) == ([], [])


def test_a_whole_name_is_found_whatever_its_titles_and_capitals():
    assert said_of(["Dr Leila Haddad"], "we asked leila haddad, twice") == ["leila haddad"]
    assert said_of(["Leila Haddad"], "Ask LEILA HADDAD. Leila Haddad knows") == ["LEILA HADDAD"]
    assert said_of(["Leila Haddad", "Haddad", ""], "Leila asked; Haddad knows. Haddad Leila") == []


def test_a_name_of_ordinary_words_is_found_only_with_capitals():
    assert said_of(["Mark Down"], "We mark down what is late") == []
    assert said_of(["Mark Down"], "Ask Mark Down") == ["Mark Down"]
    assert said_of(["Interface Team"], "The Interface Team answers") == []


PEOPLE = [
    *[
        "Dr Ama Boateng",
        "Dr Tunde Adeyemi",
        "Blessing Okafor",
        "Kate Green",
        "Sam Bolton",
        "Jean Price",
        "May Hughes",
    ],
    *["John Parkinson", "Chester Lowe", "Mark Hall"],
]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Boateng is dealing with it, and so is Blessing", ["Boateng", "Blessing"]),
        ("Boateng's shortage", ["Boateng"]),
        ("BOATENG'S SHORTAGE", ["BOATENG"]),
        ("Boateng’s laboratory: Adeyemi and Blessing look after it", ["Boateng", "Adeyemi", "Blessing"]),
        ("The Boateng Letters Project", ["Boateng"]),
        ("Letters are late. Green says so, and Hall too", ["Green", "Hall"]),
        ("Green's letters are late; ask Green", ["Green"]),
        ("We hear that Bolton says nothing", ["Bolton"]),
        ("It was left to Ama and to Mark", ["Ama", "Mark"]),
        ("Ask Parkinson, who knows", ["Parkinson"]),
    ],
)
def test_a_name_alone_names_one_of_these_people(text, named):
    assert alone_of(PEOPLE, text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Green inhalers. Price rises since May 2026 in Bolton and at the Chester hospital, in May and in June",
        "Parkinson's medicines are late in Bolton's wards, and Parkinson disease nurses are few",
        "Get It Right: The Green Inhaler Project and Community Blessing Group Meetings",
        "Letters of Boateng's Surgery and the Boateng Practice",
        "the hall is green, and a blessing; mark the price",
        "Nobody of these people",
    ],
)
def test_words_places_eponyms_and_surgeries_alone_name_none_of_these_people(text):
    assert alone_of(PEOPLE, text) == []


def test_a_name_of_a_theme_has_no_number_no_address_and_no_patient():
    assert in_a_name("Never answers (dr.haddad@nhs.net, 07700 900123)") == ["dr.haddad@nhs.net", "07700 900123"]
    assert in_a_name("What happened to Hargreaves in bed 4") == ["Hargreaves"]
    for text in ("Hickman lines of patients in bed", "Letters from Hargreaves are late", "111 and 999 calls in 2026"):
        assert in_a_name(text) == []


@pytest.mark.parametrize("unit", ["Dr ", "Mr Smith ", "Dr J. ", "Sister Jo Pritchard, ", "a.b@c.", "07700 ", "+1 ("])
def test_work_grows_in_step_with_the_text(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        people = ["Jane Pritchard", "Smith Smith"]
        begun = time.process_time()
        for look in (people_named, in_a_name, partial(said_of, people), partial(alone_of, people)):
            look(text)
        return time.process_time() - begun

    turns = [(seconds(5_000), seconds(20_000)) for _ in range(3)]
    short, long = (min(times) for times in zip(*turns, strict=True))
    assert long / max(short, 1e-4) < 8
