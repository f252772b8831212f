"""F7: texts that make a careless pattern slow. The gate reads any of them about as fast as what people write."""

import importlib
import json
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from re import _constants as sre
from re import _parser

import pytest

import language
from language.identifiers import screen
from tests.language.test_identifier_speed import HOSTILE

pytestmark = pytest.mark.faults
MOST = 3  # times what as many characters take of ordinary texts in which somebody is told; the densest take 1.2 times
WRITTEN = Path(__file__).parent.parent / "data" / "identifiers_dev.jsonl"
CARELESS = r"(\w+\s?)+$"
APART = {  # what is repeated within begins with a sign that cannot stand before it
    r"[^\W\d_]+(?:['-][^\W\d_]+)*",
    r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*\.?",
}


def patterns(thing: object, depth: int = 0) -> Iterator[re.Pattern]:
    """Those in a value, however they are put away in it."""
    if isinstance(thing, re.Pattern):
        yield thing
    elif depth < 4 and isinstance(thing, dict):
        yield from patterns(list(thing.values()), depth)
    elif depth < 4 and isinstance(thing, list | tuple | set | frozenset):
        for one in thing:
            yield from patterns(one, depth + 1)
    elif depth < 4 and is_dataclass(thing) and not isinstance(thing, type):
        yield from patterns([getattr(thing, field.name) for field in fields(thing)], depth)


def of_the_language() -> set[tuple[str, int]]:
    found = set()
    for module in pkgutil.walk_packages(language.__path__, "language."):
        values = [value for name, value in vars(importlib.import_module(module.name)).items() if name[:2] != "__"]
        found |= {(one.pattern, one.flags) for one in patterns(values)}
    return found


def within(kind, given) -> list:
    """The parts of a part."""
    at = {sre.MAX_REPEAT: 2, sre.MIN_REPEAT: 2, sre.SUBPATTERN: 3, sre.ASSERT: 1, sre.ASSERT_NOT: 1}
    return given[1] if kind is sre.BRANCH else [given[at[kind]]] if kind in at else []


def is_nested(parts: Iterable, inside: bool = False) -> bool:
    """Whether something without an end is repeated without an end."""
    for kind, given in parts:
        endless = kind in {sre.MAX_REPEAT, sre.MIN_REPEAT} and given[1] == sre.MAXREPEAT
        if (endless and inside) or any(is_nested(one, inside or endless) for one in within(kind, given)):
            return True
    return False


def test_no_pattern_repeats_a_repetition_but_those_that_are_known_to_be_harmless():
    nested = {pattern for pattern, flags in of_the_language() if is_nested(_parser.parse(pattern, flags))}
    assert nested == APART
    assert len(of_the_language()) > 200
    assert is_nested(_parser.parse(CARELESS))


def seconds(act, text: str) -> float:
    """Of processor; the least of three."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        act(text)
        taken.append(time.process_time() - began)
    return min(taken)


def repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


@cache
def ordinary() -> str:
    written = [json.loads(line) for line in WRITTEN.read_text().splitlines()]
    return " ".join(one["text"] for one in written if one["spans"])[:2_500]


def spent(text: str) -> float:
    began = time.process_time()
    screen(text, closely=False)
    return time.process_time() - began


@pytest.mark.parametrize("unit", HOSTILE)
def test_ten_thousand_characters_take_little_more_than_those_that_people_write(unit):
    turns = [(spent(ordinary()), spent(repeated(unit, 10_000))) for _ in range(2)]
    usual, hostile = (min(times) for times in zip(*turns, strict=True))
    assert hostile < MOST * 4 * usual


def test_a_careless_pattern_takes_twice_as_long_for_each_character_more():
    match = re.compile(CARELESS).search
    assert seconds(match, "a" * 19 + "!") > 2.5 * seconds(match, "a" * 16 + "!")
