"""How well names are understood as busy people in Cheshire and Merseyside write them, on those the matcher was tuned
on and on those it was not. `-s` prints the figures."""

import csv
import time
from collections import defaultdict
from pathlib import Path

import pytest

from people.models import Organisation, Place
from routing import naming
from routing.loading import load

CASES = Path(__file__).parents[1] / "data" / "names_as_written.csv"
FIRST, FIRST_THREE, SURE_AND_WRONG, MILLISECONDS = 0.90, 0.97, 0.03, 20


@pytest.fixture
def icb(db) -> Organisation:
    return load("cheshire-and-merseyside").icb


def test_names_not_seen_before_are_understood(icb):
    places = {place.slug: place for place in Place.objects.filter(icb=icb)}
    naming.find("warm up", icb=icb)
    told: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    took = []
    with CASES.open() as lines:
        for case in csv.DictReader(lines):
            began = time.process_time()
            found = naming.find(case["words"], icb=icb, place=places[case["place"]])
            took.append(1000 * (time.process_time() - began))
            told[case["part"]].append(judged(found, set(case["meant"].split("|"))))
    for part, cases in told.items():
        first, three, wrong = (sum(each) / len(cases) for each in zip(*cases, strict=True))
        print(f"{part}: {len(cases)} names, first {first:.1%}, in three {three:.1%}, sure and wrong {wrong:.1%}")  # noqa: T201
        assert first >= FIRST, part
        assert three >= FIRST_THREE, part
        assert wrong <= SURE_AND_WRONG, part
    assert sorted(took)[len(took) * 9 // 10] < MILLISECONDS


def judged(found: list[naming.Candidate], meant: set[str]) -> tuple[bool, bool, bool]:
    """Whether what was meant came first, among three, and whether something else was taken for sure."""
    codes = [one.organisation.code for one in found[:3]]
    is_sure = bool(found) and found[0].is_sure
    if meant == {"none"}:
        return not is_sure, not is_sure, is_sure
    return codes[:1] != [] and codes[0] in meant, bool(meant & set(codes)), is_sure and codes[0] not in meant


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Lancashire Teaching Hospitals NHS Foundation Trust", "RXN"),
        ("Mersey Care talking therapies", "RW4"),
        ("NHS Stockport CCG", "QOP"),
        ("NHS Wirral CCG", "QYG"),
        ("helsby st", "N81041"),
    ],
)
def test_full_names_former_names_and_strange_words_beside_a_name_are_understood(icb, words, code):
    place = Place.objects.get(icb=icb, slug="warrington")
    assert naming.find(words, icb=icb, place=place)[0].organisation.code == code


def test_where_words_had_to_be_left_out_the_reporter_is_asked(icb):
    found = naming.find("Mersey Care zibbleflop", icb=icb)
    assert found[0].organisation.code == "RW4"
    assert not found[0].is_sure


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("St George's University Hospital", "RJ7"),
        ("Midlands Partnership NHS Foundation Trust", "RRE"),
        ("Notts Healthcare", "RHA"),
        ("SW Yorks Partnership", "RXG"),
        ("Yorkshire ambulance", "RX8"),
        ("our ambulance trust", "RX7"),
        ("Brownlow Health PCN", "U24190"),
    ],
)
def test_short_counties_hospitals_in_the_singular_and_trusts_far_away_are_understood(icb, words, code):
    assert naming.find(words, icb=icb)[0].organisation.code == code
