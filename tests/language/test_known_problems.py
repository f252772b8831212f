"""The library of known problems is whole: every entry says enough to be reviewed and to be recognised."""

import pytest

from language import coordinates, known_problems
from language.identifiers import screen
from language.known_problems import KnownProblem

SHORTEST = {"name": 8, "definition": 40, "is_not": 8, "standard": 12, "owner": 8}


def test_the_library_is_broad_and_no_two_entries_or_wordings_are_the_same() -> None:
    entries = known_problems.library()
    assert len(entries) >= 120
    for values in ([one.slug for one in entries], [one.name.lower() for one in entries]):
        assert len(set(values)) == len(entries)
    wordings = [line.lower() for one in entries for line in one.wordings]
    assert len(set(wordings)) == len(wordings)


@pytest.mark.parametrize("entry", known_problems.library(), ids=lambda entry: entry.slug)
def test_an_entry_says_what_it_is_and_is_not_the_standard_and_whose_it_is(entry: KnownProblem) -> None:
    for field, shortest in SHORTEST.items():
        assert len(getattr(entry, field)) >= shortest, field
    assert len(entry.wordings) >= 3
    assert entry.definition.endswith(".") and entry.is_not.endswith(".") and entry.standard.endswith(".")


def test_stored_vectors_of_the_library_are_of_this_library() -> None:
    with coordinates.np.load(coordinates.LIBRARY_ROWS, allow_pickle=False) as stored:
        assert str(stored["of"]) == coordinates.edition()
        assert len(stored["rows"]) == len(known_problems.lessons())
        usual, spread = coordinates._usual(stored["rows"].astype("float32"))
        assert abs(stored["usual"] - usual).max() < 1e-4 and abs(stored["spread"] - spread).max() < 1e-4


def test_every_known_problem_is_told_in_many_reports_and_no_two_are_the_same() -> None:
    told = known_problems.made_up_reports()
    of_each = [sum(problem == entry.slug for problem, _ in told) for entry in known_problems.library()]
    assert min(of_each) >= 15
    assert len({text.lower() for _, text in told}) == len(told)


def test_a_made_up_report_holds_nothing_that_the_gate_would_mask() -> None:
    texts = [text for _, text in known_problems.made_up_reports()[::5]]
    assert [text for text in texts if screen(text, closely=False).found] == []
    assert sum(bool(screen(text).found) for text in texts) <= len(texts) // 200


def test_lessons_stand_by_entry_after_the_definitions() -> None:
    entries = [entry for entry, _ in known_problems.lessons()]
    count = len(known_problems.library())
    assert entries[:count] == list(range(count))
    assert entries[count:] == sorted(entries[count:]) and set(entries[count:]) == set(range(count))
