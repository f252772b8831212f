"""Whatever quotes a text holds one of the phrases that are looked for."""

import json
import random
from pathlib import Path

import pytest

from language import passages
from language.retelling import WORD

FILES = sorted((Path(__file__).parents[1] / "data").glob("written_reports_*.jsonl"))
TEXTS = [json.loads(line)["text"] for file in FILES for line in file.read_text("utf-8").splitlines()]


def plain(text: str) -> str:
    return f" {' '.join(WORD.findall(text.lower()))} "


@pytest.mark.parametrize("text", random.Random(4).sample(TEXTS, 60))
def test_every_seven_words_in_a_row_hold_a_phrase(text):
    words, phrases = plain(text).split(), [f" {one} " for one in passages.phrases(text)]
    for at in range(len(words) - passages.LONG_RUN + 1):
        run = f" {' '.join(words[at : at + passages.LONG_RUN])} "
        assert any(one in run for one in phrases)


def test_the_most_telling_phrase_is_looked_for_and_none_across_what_an_index_reads_otherwise():
    assert passages.phrases("It was the methotrexate that she had") == ["methotrexate that she had"]
    assert all(
        "follow up" not in one for one in passages.phrases("She had a methotrexate follow-up of the ward here")
    )
    assert passages.phrases("Six words make no long run") == []


def test_telling_words_are_looked_for_together_unless_all_are_everybodys():
    assert passages.together("the patient and a letter to the GP") == []
    assert passages.together("Lithium: the patient has a letter") == [("lithium", "patient", "letter")]
