"""A pattern is tried only on texts with one of its signs, so whatever it matches must hold one."""

import importlib
import pkgutil
import random
from collections.abc import Iterator
from re import _constants as sre
from re import _parser

import pytest

import language
from language.reading.cued import Cued, cued

TIMES = 200


def of_the_language() -> list[Cued]:
    found: dict[str, Cued] = {}
    for module in pkgutil.walk_packages(language.__path__, "language."):
        for value in vars(importlib.import_module(module.name)).values():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Cued):
                    found[one.pattern.pattern] = one
    return list(found.values())


def _of_a_class(given: list) -> str:
    """A letter that is in the class, or any where the class only says what is not."""
    for kind, what in given:
        if kind is sre.LITERAL:
            return chr(what)
        if kind is sre.RANGE:
            return chr(what[0])
    return "~"


def words(parts, dice: random.Random) -> Iterator[str]:
    """A text that the pattern matches, looking neither before nor behind it."""
    for kind, given in parts:
        if kind is sre.LITERAL:
            yield chr(given)
        elif kind is sre.IN:
            yield _of_a_class(given)
        elif kind is sre.BRANCH:
            yield from words(dice.choice(given[1]), dice)
        elif kind is sre.SUBPATTERN:
            yield from words(given[3], dice)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            for _ in range(dice.randint(given[0], min(given[0] + 1, given[1]))):
                yield from words(given[2], dice)
        elif kind is sre.ASSERT:  # what is looked for before and behind is in the text as well
            yield from words(given[1], dice)
        elif kind in (sre.NOT_LITERAL, sre.ANY):
            yield "~"


def without_a_sign(one: Cued) -> list[str]:
    parts, dice = _parser.parse(one.pattern.pattern, one.pattern.flags), random.Random(7)
    made = ("".join(words(parts, dice)).lower() for _ in range(TIMES))
    return [text for text in made if not any(sign in text for sign in one.signs)]


def test_there_are_patterns_with_signs():
    assert len(of_the_language()) > 30


@pytest.mark.parametrize("one", of_the_language(), ids=lambda one: one.pattern.pattern[:40])
def test_whatever_a_pattern_matches_holds_one_of_its_signs(one):
    assert without_a_sign(one) == []


def test_a_sign_that_is_left_out_is_noticed():
    assert without_a_sign(cued(("ring", "call"), r"\b(?:ring|call|phone) (?P<names>[A-Z][a-z]+)"))


def test_a_text_without_a_sign_is_not_read():
    one = cued(("ring",), r"(?i:ring) (?P<names>[A-Z][a-z]+)")
    assert [match.group("names") for match in one.finditer("Ring Jo", "ring jo")] == ["Jo"]
    assert list(one.finditer("Ring Jo", "")) == []
