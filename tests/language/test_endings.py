"""A look at the last letters never decides otherwise than the pattern would."""

import json
from pathlib import Path

import pytest

from language.names import surgeon_words, work_words
from language.particulars import places
from language.reading.endings import Ending

ENDINGS = {
    f"{module.__name__}.{name}": found
    for module in (places, surgeon_words, work_words)
    for name, found in vars(module).items()
    if isinstance(found, Ending)
}
SAID = [
    "our practice manager, ",
    "the new ward clerk is called ",
    "typed on Monday by ",
    "maternity cover for ",
    "well done to ",
    "AUTHOR: ",
    "the ICB's ",
    "Sent to the trust's own ",
    "under the care of ",
    "secretary to ",
    "Theatre 2: ",
    "awaiting ",
    "letter to consultant  ",
    "Mill House Surgery, ",
    "site: ",
    "we are now based at ",
    "the main clinic is on\n",
]


def openings() -> list[str]:
    """Everything that stands before a word in texts as people write them."""
    lines = Path("tests/data/identifiers_dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return [text[max(0, at - 48) : at] for text in texts for at, char in enumerate(text) if char.isspace()]


@pytest.mark.parametrize("name", ENDINGS)
def test_the_last_letters_decide_as_the_pattern_would(name):
    ending, before = ENDINGS[name], [*SAID, *(f"{one} " for one in openings()), *openings()]
    assert [text for text in before if ending.ends(text) != bool(ending.pattern.search(text))] == []


def test_each_ending_is_seen_in_one_of_the_texts():
    assert [name for name, ending in ENDINGS.items() if not any(map(ending.ends, SAID))] == []
