"""Themes keep their keys."""

from hypothesis import given
from hypothesis import strategies as some

from language import continuity


def test_a_theme_that_grew_keeps_its_key() -> None:
    assert continuity.carry([["1", "2", "3", "4"]], {"old": ["1", "2", "3"]}) == ["old"]


def test_of_two_halves_the_larger_keeps_the_key() -> None:
    keys = continuity.carry([["1", "2"], ["3", "4", "5"]], {"old": ["1", "2", "3", "4", "5"]})
    assert keys[1] == "old" and keys[0] != "old"


def test_of_two_joined_themes_the_larger_gives_its_key() -> None:
    earlier = {"small": ["1", "2"], "large": ["3", "4", "5"]}
    assert continuity.carry([["1", "2", "3", "4", "5"]], earlier) == ["large"]


def test_a_theme_that_shares_hardly_anything_is_a_new_one() -> None:
    earlier = {"old": [str(number) for number in range(20)]}
    assert continuity.carry([["1", "a", "b", "c", "d", "e"]], earlier) != ["old"]


def test_a_new_key_comes_from_the_earliest_member_and_never_repeats_an_earlier_one() -> None:
    (key,) = continuity.carry([["1", "2", "3"]], {})
    assert [key] == continuity.carry([["1", "9", "8"]], {})
    assert continuity.carry([["1", "2", "3"]], {key: ["7", "8", "9"]}) != [key]


groups = some.lists(some.integers(0, 60), unique=True, max_size=40).map(
    lambda ids: [[str(one) for one in ids[at : at + 4]] for at in range(0, len(ids), 4)]
)


@given(groups, groups)
def test_keys_are_unique_and_the_next_identical_run_keeps_them_all(
    first: list[list[str]], second: list[list[str]]
) -> None:
    earlier = dict(zip(continuity.carry(first, {}), first, strict=True))
    keys = continuity.carry(second, earlier)
    assert len(set(keys)) == len(second)
    assert continuity.carry(second, dict(zip(keys, second, strict=True))) == keys
