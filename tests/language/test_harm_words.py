"""Words that may tell of harm to a patient, and those that tell of none."""

import pytest

from language.harm_words import told_in
from tests.in_step import assert_in_step


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The same on 7B; she died", "died"),
        ("No letter came and the patient DIED.", "DIED"),
        ("No letter, she died", "died"),
        ("Ours too, one death in May", "death"),
        ("He was found dead at home", "found dead"),
        ("She came to   harm", "came to harm"),
        ("Two patients were harmed by it", "harmed"),
        ("It did lasting harm", "lasting harm"),
        ("He lost his leg", "lost his leg"),
        ("Ended up in hospital for a week", "Ended up in hospital"),
        ("Patient went to ITU", "went to ITU"),
        ("Readmitted with sepsis two days later", "Readmitted"),
        ("No patient died before, but last week one died", "died"),
    ],
)
def test_harm_is_seen(line, said):
    assert told_in(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The same on ward 3.",
        "No harm came of it. Nobody died.",
        "No patient was harmed",
        "The line goes dead when we ring",
        "The death certificate comes late",
        "Death notifications reach us by fax",
        "The sepsis pathway letter is missing",
        "Letters from the minor injuries unit, for patients in ICU, with a suicide risk form",
        "Sent without harm to anybody; it was not harmed",
        "The diesel generator, the deadline, the studied notes",
    ],
)
def test_where_none_is_told_none_is_seen(line):
    assert told_in(line) == ""


@pytest.mark.parametrize("part", ["no ", "no patients ", "not was been to ", "harm ", "lost his ", "  "])
def test_a_long_line_is_read_in_step_with_its_length(part):
    assert_in_step(told_in, part * 40_000)
