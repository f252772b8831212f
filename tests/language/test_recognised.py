"""What is masked because a word is surely part of an identifier in its context, though no rule says so."""

import json
from collections.abc import Collection
from pathlib import Path

import pytest

from language import recognised as masking
from language.identifiers import screen
from language.measuring_identifiers import measure
from language.reading.view import MASKS, STANDS_FOR
from language.recogniser import Piece, Recognised
from language.screening import CLOSE_READINGS

DATA = Path(__file__).parent.parent / "data"
UNSEEN = "identifiers_fortnight"
KEPT_APART = ["identifiers_dev", "identifiers_every_day", "identifiers_board_officer"]


def read_as(monkeypatch, text: str, chances: dict[str, float], kind: str = "NAME") -> str:
    """A text as a network reads it that knows these words; returns it for `spans`."""
    pieces = [Piece(*one) for one in words(text)]
    told = [Recognised(piece, kind, chances.get(piece.text, 0.0)) for piece in pieces]
    monkeypatch.setattr(masking, "recognised", lambda _: told)
    return text


def words(text: str):
    at = 0
    for word in text.replace("\n", " \n ").replace(",", " , ").split(" "):
        if word:
            at = text.index(word, at)
            yield word, at, at + len(word)
            at += len(word)


def spans(text: str, staff: Collection[str] = (), left: Collection[tuple[int, int]] = ()) -> list[str]:
    return [text[start:end] for start, end, _, _ in masking.recognised_spans(text, staff, left)]


def test_only_what_is_likely_is_masked(monkeypatch):
    text = read_as(monkeypatch, "please ring Ottoline or ask Maud today", {"Ottoline": 0.95, "Maud": 0.5})
    assert spans(text) == ["Ottoline"]


def test_beside_what_is_likely_what_may_be_counts_too(monkeypatch):
    text = read_as(
        monkeypatch, "please ring Ottoline Quince , Dell today", {"Ottoline": 0.95, "Quince": 0.3, "Dell": 0.2}
    )
    assert spans(text) == ["Ottoline Quince , Dell"]


def test_beside_a_mask_what_may_be_counts_too(monkeypatch):
    mask = STANDS_FOR["NAME"]
    text = read_as(monkeypatch, f"please ring {mask} Quince about it today", {"Quince": 0.3})
    assert spans(text) == ["Quince"]


def test_nothing_is_joined_over_the_end_of_a_line(monkeypatch):
    text = read_as(monkeypatch, "please ring Ottoline\nQuince about it today", {"Ottoline": 0.95, "Quince": 0.3})
    assert spans(text) == ["Ottoline"]


def test_who_is_at_work_by_a_rule_is_not_masked(monkeypatch):
    text = read_as(monkeypatch, "please ring Ottoline about it today", {"Ottoline": 0.95})
    assert spans(text, staff={"ottoline"}) == [] and spans(text) == ["Ottoline"]


def test_a_line_of_a_few_words_has_no_context(monkeypatch):
    text = read_as(monkeypatch, "ring Ottoline today", {"Ottoline": 0.95})
    assert spans(text) == []


def test_what_the_rules_leave_alone_is_spared(monkeypatch):
    text = read_as(monkeypatch, "please ring Ottoline about it today", {"Ottoline": 0.95})
    assert spans(text) == ["Ottoline"] and spans(text, left=[(12, 20)]) == []


@pytest.mark.parametrize("kind", ["EMAIL", "PHONE", "POSTCODE", "DOB", "NHS_NUMBER"])
def test_what_the_rules_know_by_its_shape_is_theirs(monkeypatch, kind):
    text = read_as(monkeypatch, "please ring about 99999 again today", {"99999": 0.99}, kind=kind)
    assert spans(text) == []


@pytest.mark.parametrize("number", ["01514960772", "19700925"])
def test_a_telephones_number_and_a_date_are_no_patients_number(monkeypatch, number):
    text = read_as(monkeypatch, f"please ask about {number} again today", {number: 0.99}, kind="REFERENCE")
    assert spans(text) == []


@pytest.mark.parametrize("place", ["Lime Walk House", "Lily Lane campus", "Iris Wood wing", "Cherry Tree building"])
def test_a_place_of_work_is_nobodys_home(monkeypatch, place):
    chances = dict.fromkeys(place.split()[:-1], 0.95)
    assert spans(read_as(monkeypatch, f"he went to {place} for it today", chances, kind="ADDRESS")) == []


@pytest.mark.parametrize("name", KEPT_APART)
def test_the_gate_reaches_what_is_wanted_on_texts_that_were_kept_apart(name):
    figures = measure(DATA / f"{name}.jsonl")
    assert figures.found["NHS_NUMBER"] == figures.spans["NHS_NUMBER"]
    assert figures.found.total() >= 0.95 * figures.spans.total()
    assert figures.noticed >= 0.97 * figures.holding
    assert figures.untouched >= 0.92 * figures.clean


def test_on_texts_that_nobody_had_seen_it_comes_near():
    figures = measure(DATA / f"{UNSEEN}.jsonl")
    assert figures.found["NHS_NUMBER"] == figures.spans["NHS_NUMBER"]
    assert figures.found.total() >= 0.95 * figures.spans.total()
    assert figures.noticed >= 0.96 * figures.holding
    assert figures.untouched >= 0.9 * figures.clean


@pytest.mark.parametrize(
    "text",
    [
        "Escalated to medical records job no 4471. Ted took it on, his notes are lost.",
        "Joy was short-lived, the letters are late again.",
        "Ask for Rose in room 3.",
        "She lives in a cottage in Haddon.",
        "his wife rose early and rang",
        "The work of Aneurin Bevan and of three Londonwide LMCs.",
        "recep Jan took the message from her daughter.",
        "I told Karen to ring again",
        "The drug's name is spelt differently on each: Zomorph, Zomorf.",
    ],
)
def test_what_only_a_closer_reading_takes_wrongly_is_left_by_the_rules(text):
    assert screen(text, closely=False).masked == text


@pytest.mark.parametrize("behind", ["in clinic", "left hospital", "on Ward 4", "from the unit"])
def test_who_is_at_a_place_of_work_is_still_somebody(monkeypatch, behind):
    text = read_as(monkeypatch, f"we saw Ottoline {behind} about it", {"Ottoline": 0.95})
    assert spans(text) == ["Ottoline"]


def test_read_closely_more_is_found_than_by_rules_alone():
    rows = [json.loads(line) for line in (DATA / f"{UNSEEN}.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows if row["spans"]]
    by_rules = sum(not screen(text, closely=False).found for text in texts)
    assert by_rules > 2 * sum(not screen(text).found for text in texts)


@pytest.mark.parametrize("name", [UNSEEN, *KEPT_APART])
def test_what_was_masked_is_found_no_more(name):
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        assert screen(screen(json.loads(line)["text"]).masked).found == ()


def test_what_its_writer_releases_stays():
    text = "Seen again today and still no letter, Ottoline Quincey's daughter rang the practice twice about it."
    found = screen(text).found
    assert found and MASKS["NAME"] in screen(text).masked
    assert screen(text, release=[(one.start, one.end) for one in found]).masked == text


def test_a_text_is_read_closely_only_so_often(monkeypatch):
    text = "please ring about it again today and tomorrow"
    readings = []

    def always_more(view_text, staff, left):
        readings.append(view_text)
        at = 7 + len(view_text) - len(text)
        yield at, at + 4, "NAME", False

    monkeypatch.setattr("language.screening.recognised_spans", always_more)
    screen(text)
    assert len(readings) == CLOSE_READINGS
