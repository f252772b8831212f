"""The library of known problems is whole: every entry says enough to be reviewed and to be recognised."""

import pytest

from language import coordinates, known_problems
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
        assert len(stored["rows"]) == len(known_problems.lines())
