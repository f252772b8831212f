"""From reports to themes: small portals, odd input, loud voices."""

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from language import finding, known_problems, merging
from language.finding import Found, Report
from language.grouping import ALONE
from language.vectors import unit

NOW = date(2026, 6, 30)
FIT_NOTES = [
    "Discharged after hip replacement without a fit note, sent to us for one.",
    "Ward would not issue a Med3, told her the GP does sick notes.",
    "Patient needs six weeks off work after surgery, no sick note given by hospital.",
    "Fit note for two weeks only when recovery is twelve. Another GP appointment wasted.",
    "Outpatient clinic refuses to write fit notes and sends everyone to us.",
    "Consultant told him to ask his GP for a sick note after the operation.",
]
SAMPLES = [
    "Blood sample rejected, unlabelled tube, patient has to come back.",
    "Lab rejected three samples this week because the form had no time on it.",
    "Haemolysed potassium again, sample sat in the van too long.",
    "Urine specimen thrown away by laboratory, wrong bottle apparently.",
    "Path lab refused the bloods because of handwriting on the label.",
    "Rejected FBC, insufficient sample, nobody rang us.",
]
OTHERS = [
    "The interpreter did not come and the daughter had to translate.",
    "Ambulance took four hours to a patient with chest pain in our waiting room.",
    "Nobody answers the switchboard.",
    "The car park charges are unfair on our elderly patients.",
    "District nurses say he is not housebound.",
    "Letter went to a practice he left in 2019.",
    "Advice and guidance request unanswered for five weeks.",
    "CAMHS returned the referral, child not ill enough.",
    "MRI report showed a mass and nobody acted.",
    "Discharged home without a commode.",
    "Antenatal booking not copied to the practice.",
    "Private clinic wants us to prescribe semaglutide.",
    "DNACPR form stayed in the ambulance.",
    "Summary blank.",
]


def reports() -> list[Report]:
    texts = FIT_NOTES + SAMPLES + OTHERS
    return [
        Report(f"r{at:02}", text, NOW - timedelta(days=7 * (at % 20)), f"who{at}", f"place{at % 5}")
        for at, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    return finding.represent([report.text for report in reports()])


@pytest.fixture(scope="module")
def found(rows: np.ndarray) -> Found:
    return finding.find_themes(reports(), vectors=rows, now=NOW)


def together(found: Found) -> set[frozenset[str]]:
    return {frozenset(theme.issues) for theme in found.themes}


def test_every_report_is_in_one_theme_or_in_none(found: Found) -> None:
    placed = [issue for theme in found.themes for issue in theme.issues] + list(found.unthemed)
    assert sorted(placed) == [report.id for report in reports()]


def test_reports_of_one_problem_are_mostly_in_one_theme(found: Found) -> None:
    for start in (0, 6):
        of_one = {f"r{at:02}" for at in range(start, start + 6)}
        assert max(len(of_one & set(theme.issues)) for theme in found.themes) >= 4


def test_a_theme_has_a_label_keywords_examples_and_a_reason(found: Found) -> None:
    theme = next(theme for theme in found.themes if "r02" in theme.issues)
    assert theme.label == "Fit note not issued by hospital"
    assert "sick" in theme.keywords or "note" in theme.keywords
    assert set(theme.examples) <= set(theme.issues) and len(theme.examples) == 3
    assert theme.why.endswith(".") and theme.first_on <= theme.last_on
    assert len({theme.label for theme in found.themes}) == len(found.themes)


def test_the_order_of_reports_and_stored_vectors_change_nothing(found: Found, rows: np.ndarray) -> None:
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)
    mixed = finding.find_themes([reports()[at] for at in order], vectors=rows[order].astype(np.float16), now=NOW)
    assert mixed == found


def test_one_loud_voice_makes_no_theme_and_no_signal(rows: np.ndarray) -> None:
    loud = [
        Report(f"z{at:02}", "The helipad lights keep our village awake.", NOW - timedelta(days=at), "loud", "place1")
        for at in range(30)
    ]
    vectors = np.vstack([rows, *[finding.represent([loud[0].text])] * 30])
    found = finding.find_themes(reports() + loud, vectors=vectors, now=NOW)
    assert not any(
        issue.startswith("z") for theme in found.themes for issue in theme.issues if len(theme.issues) > 29
    )
    assert all(theme.signal is None for theme in found.themes)


def test_themes_keep_their_keys_in_the_next_run(found: Found, rows: np.ndarray) -> None:
    earlier = {f"old-{theme.key}": theme.issues for theme in found.themes}
    again = finding.find_themes(reports(), vectors=rows, earlier=earlier, now=NOW)
    assert {theme.key for theme in again.themes} <= set(earlier)


def test_nothing_and_one_report_are_no_trouble() -> None:
    assert finding.find_themes([], now=NOW) == Found((), ())
    assert finding.find_themes([reports()[0]], now=NOW) == Found((), ("r00",))


def test_the_same_words_by_many_people_are_a_theme_and_by_one_are_not() -> None:
    same = [Report(str(at), "Fax lost 😀", NOW, f"who{at}") for at in range(5)]
    assert together(finding.find_themes(same, now=NOW)) == {frozenset("01234")}
    by_one = [replace(report, reporter="one") for report in same]
    assert finding.find_themes(by_one, now=NOW).themes == ()


def test_a_report_sent_twice_under_one_id_counts_once() -> None:
    assert finding.find_themes([reports()[0], reports()[0]], now=NOW).unthemed == ("r00",)


def test_odd_texts_are_no_trouble() -> None:
    odd = [
        Report(str(at), text, NOW) for at, text in enumerate(["", "😀" * 50, "x " * 50_000, "\x00", "\ud800", " "])
    ]
    found = finding.find_themes([*odd, *reports()], now=NOW)
    assert {report.id for report in odd} <= set(found.unthemed)
    assert finding.find_themes(odd, now=NOW) == Found((), tuple(report.id for report in odd))


def test_texts_without_words_are_no_theme_however_many_say_them() -> None:
    for text in ("!!!", "😀", "x" * 100_000, "943 476", "ok"):
        spam = [Report(f"s{at}", text, NOW, f"who{at}") for at in range(9)]
        assert finding.find_themes(spam, now=NOW).themes == ()


def test_who_has_a_theme_is_not_put_out_for_a_hairs_breadth() -> None:
    chance = np.random.default_rng(0)
    centres = np.repeat(unit(chance.normal(size=(2, 40)).astype(np.float32)), 20, axis=0)
    rows = unit((centres + 0.1 * chance.normal(size=(40, 40))).astype(np.float32))
    texts = [f"report number {at}" for at in range(40)]
    merged = merging.merge(texts, np.eye(40, dtype=np.float32), texts)
    afresh = finding._group(rows, rows, merged, [ALONE] * 40, [ALONE] * 40)
    again = finding._group(rows, rows, merged, np.maximum(afresh, 0).tolist(), [ALONE] * 40)
    assert (np.sum(afresh == ALONE), np.sum(again == ALONE)) == (6, 3)


def test_themes_of_another_field_have_no_name_of_the_librarys() -> None:
    texts = [
        "My top-up was reverted, why?",
        "Why was my top up cancelled and sent back?",
        "Top-up failed and the money was returned.",
        "My top up did not go through.",
        "Exchange rate for dollars was worse than shown.",
        "Which exchange rate do you use for euros?",
        "I was charged a poor exchange rate on my holiday.",
        "The exchange rate on my statement is wrong.",
        "How do I get a virtual card?",
        "Can I have a disposable virtual card?",
        "What is a virtual card for?",
        "I want to order a virtual card.",
        "My transfer is still pending after two days.",
        "The transfer has not arrived in her account.",
        "Why is my bank transfer pending?",
        "My transfer to another bank has not arrived yet.",
        "The cash machine swallowed my card.",
        "The ATM kept my card and gave no cash.",
        "Cash machine took my card.",
        "My card is stuck in the ATM.",
    ]
    spoken = [Report(f"b{at:02}", text, NOW - timedelta(days=9 * at), f"who{at}") for at, text in enumerate(texts)]
    names = {one.name for one in known_problems.library()}
    labels = [theme.label for theme in finding.find_themes(spoken, now=NOW).themes]
    assert len(labels) >= 2 and not [label for label in labels if label.partition(":")[0] in names]


def test_rows_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="represent"):
        finding.find_themes(reports(), vectors=np.ones((26, 5), dtype=np.float32), now=NOW)


def test_a_new_problem_is_new_although_an_old_report_or_two_lie_in_its_theme() -> None:
    assert finding.mostly_new([[1, 2, 3, 9], [4, 5, 9, 8], [9, 8]], {1, 2, 3, 4, 5}) == [0]
