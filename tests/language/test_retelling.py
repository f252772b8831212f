"""A passage close to what somebody wrote is found, and what people say of one problem alike is not."""

import json
import random
import time
from pathlib import Path

import pytest

from language import known_problems
from language.retelling import WORD, retold

FILES = sorted((Path(__file__).parents[1] / "data").glob("written_reports_*.jsonl"))
TURKEY = "Cosmetic surgery in Turkey, wound open to fat. No letter."


def words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def found(text: str, *told: str) -> list[str]:
    said = words(text)
    return [" ".join(said[a : b + 1]) for a, b in retold(said, [(words(one), who) for who, one in enumerate(told)])]


@pytest.fixture(scope="module")
def reports() -> dict[str, list[str]]:
    by_problem: dict[str, list[str]] = {}
    for file in FILES:
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            by_problem.setdefault(row["theme"], []).append(row["text"])
    return by_problem


@pytest.mark.parametrize(
    "text",
    [
        "cosmetic surgery in Turkey with the wound open to fat",
        "Patients come after cosmetic surgery they had in Turkey; the wounds were left open to the fat",
        "Cosmetic surgery, Turkey. Open to fat.",
    ],
)
def test_words_put_in_left_out_or_ended_otherwise_hide_no_quote(text):
    assert len(found(text, TURKEY)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "People who had surgery abroad come home with open wounds, and no letter says what was done",
        "Fat, open wound, Turkey, surgery, cosmetic",
        "Cosmetic clinics write nothing. A practice sees the patient days later. After Turkey it is worst: "
        "the hospital there sends no summary, and a nurse finds the wound. Most stay open for weeks. Fat grafts too",
    ],
)
def test_the_same_told_in_other_words_in_another_order_or_far_apart_is_no_quote(text):
    assert found(text, TURKEY) == []


def test_words_that_three_people_of_the_theme_say_are_nobodys_own():
    text = "Buccolam syringes with no marking on the barrel reach schools"
    told = [
        "Buccolam syringe without marking on barrel reached the school.",
        "Syringe of buccolam, barrel and marking gone.",
    ]
    assert found(text, *told) != []
    assert found(text, *told, "A school saw no marking on the syringe, nor on the barrel of any buccolam.") == []


ENZYMES = (
    "Nine calls today about enzyme capsules. All of them had been advised by the hospital to contact us. "
    "Reception have nothing to tell them."
)
SAID_BY_THREE = [
    f"Enzyme capsules: {more}" for more in ("none at the hospital", "ask the hospital", "hospital has none")
]


@pytest.mark.parametrize(
    "text",
    [
        "Nine calls in a day about the enzyme capsules. Every one of them had been advised by their hospital to "
        "contact us. The reception has nothing to tell them.",
        "There were calls about enzyme capsules: all advised by hospitals to contact us, and reception says little",
    ],
)
def test_many_words_in_order_of_a_short_stretch_are_a_quote_though_each_is_everybodys(text):
    assert len(found(text, ENZYMES, *SAID_BY_THREE)) == 1


def test_the_same_told_in_ones_own_words_is_no_quote_though_the_words_are_everybodys():
    text = "Who takes enzyme capsules is sent to practices by the hospital. Practices cannot answer their calls."
    assert found(text, ENZYMES, *SAID_BY_THREE) == []


def test_no_two_people_who_tell_of_the_same_problem_quote_each_other(reports):
    draw = random.Random(7)
    for texts in reports.values():
        for one in draw.sample(texts, min(3, len(texts))):
            told = [(words(other), who) for who, other in enumerate(texts) if other != one]
            assert retold(words(one), told) == [], one


HONEST = [
    "Discharge letters reach practices weeks after the patient has gone home, so medicines are not changed in time.",
    "Patients leave hospital without a fit note and have to ask their own practice for one.",
    "Practices are asked to arrange blood tests that the hospital itself wanted, without being told what "
    "to do with the results.",
    "Shared care is begun before the practice has agreed to it, and nobody monitors the medicine.",
    "Referrals are sent back without saying what is missing, and patients wait again from the start.",
    "Results of scans that hospitals order are sent to the wrong doctor, or to nobody.",
    "Nobody answers the phone lines that practices are given for clinicians, so urgent questions wait.",
    "People who missed an appointment are discharged at once and need a new referral from their GP.",
    "Enzyme capsules are out of stock in many pharmacies; hospitals send patients to their practice, "
    "which cannot help.",
    "Children waiting for mental health services are turned down without advice on what else there is.",
]


def test_summaries_in_ones_own_words_and_the_names_of_known_problems_quote_no_report():
    told = [(words(text), who) for who, (_, text) in enumerate(known_problems.made_up_reports())]
    for text in [*HONEST, *(one.name for one in known_problems.library())]:
        assert retold(words(text), told) == [], text


def test_no_definition_of_a_known_problem_quotes_a_report_of_it():
    told: dict[str, list] = {}
    for who, (problem, text) in enumerate(known_problems.made_up_reports()):
        told.setdefault(problem, []).append((words(text), who))
    for one in known_problems.library():
        assert retold(words(one.definition), told.get(one.slug, [])) == [], one.name


def test_most_passages_are_found_with_every_fifth_word_left_out_or_another_before_it(reports):
    draw, tried, seen = random.Random(3), 0, 0
    for texts in reports.values():
        for one in (text for text in texts if len(text.split()) > 14):
            passage = one.split()[:12]
            changed = [
                word if at % 5 != 2 else f"rather {word}" if draw.random() < 0.5 else ""
                for at, word in enumerate(passage)
            ]
            tried += 1
            seen += bool(retold(words(" ".join(changed)), [(words(text), who) for who, text in enumerate(texts)]))
    assert tried > 300 and seen > 0.55 * tried


def test_the_same_few_words_over_and_over_take_no_time():
    text = ["alpha", "beta", "gamma", "delta", "epsilon"] * 130
    begun = time.process_time()
    retold(text, [(text * 4, 1)])
    assert time.process_time() - begun < 3
