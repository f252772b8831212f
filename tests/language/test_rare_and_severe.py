"""Signals that people must be able to trust: harm at once, and no more false ones than said, however many themes."""

from datetime import date, timedelta

import numpy as np
import pytest

from language import coordinates, emergence, known_problems, lexicon, neighbours, severity, tree_scan
from language.vectors import unit

NOW = date(2026, 6, 30)


def grave(harms: list[str], who: list[str], back: list[int], kinds: list[tuple[object, ...]]) -> tuple[object, ...]:
    days = [NOW - timedelta(days=one) for one in back]
    facts = [{"harm": harm} for harm in harms]
    return severity.grave([f"r{at}" for at in range(len(who))], days, who, facts, kinds, now=NOW)


def test_two_people_who_report_harm_of_one_kind_are_raised_at_once() -> None:
    (one,) = grave(["moderate", "low", "severe"], ["a", "b", "c"], [5, 3, 1], [("k",), ("k",), ("k",)])
    assert one.issues == ("r0", "r2") and one.on == NOW - timedelta(days=1) and "29 June 2026" in one.sentence


def test_one_persons_harm_or_of_two_kinds_or_long_ago_is_not() -> None:
    assert grave(["severe"] * 2, ["a", "a"], [1, 2], [("k",)] * 2) == ()
    assert grave(["severe"] * 2, ["a", "b"], [1, 2], [("k",), ("other",)]) == ()
    assert grave(["severe"] * 2, ["a", "b"], [1, 200], [("k",)] * 2) == ()
    assert grave(["severe"] * 2, ["a", "b"], [1, 2], [(None,)] * 2) == ()


def test_what_is_told_in_the_same_way_is_one_kind_before_its_themes_are_and_nothing_of_a_theme_is_lost() -> None:
    kinds = [("same", "one"), ("same", "other"), (None, "other"), (None, "one"), (None, None)]
    found = grave(["severe"] * 5, ["a", "b", "c", "d", "e"], [5, 4, 3, 2, 1], kinds)
    assert [one.issues for one in found] == [("r0", "r1", "r2", "r3")]
    kinds = [("same", "one"), ("same", "one"), ("same", "one"), (None, "other"), (None, "other"), (None, "one")]
    found = grave(["severe"] * 6, ["a", "b", "c", "d", "e", "f"], [6, 5, 4, 3, 2, 1], kinds)
    assert {one.issues for one in found} == {("r0", "r1", "r2", "r5"), ("r3", "r4")}
    assert grave(["severe"] * 3, ["a", "b", "a"], [3, 2, 1], [(None, 1), ("x", 2), ("x", 1)]) != ()
    assert grave([], [], [], []) == ()


def test_harm_told_in_much_the_same_way_is_of_one_kind() -> None:
    rows = unit(np.array([[1, 0, 0], [0, 1, 0], [1, 0.2, 0], [0, 0, 1], [0, 1, 0.3]], dtype=np.float32))
    kinds = severity.alike(rows)
    assert kinds[0] == kinds[2] and kinds[1] == kinds[4] and len(set(kinds)) == 3
    assert severity.alike(rows[:1]) == [None] and severity.alike(rows[:0]) == []


METHOTREXATE = [
    "Methotrexate was written up as daily rather than weekly on the ward, now neutropenic and in intensive care.",
    "Second one: weekly methotrexate given every day after rheumatology admission, pancytopenia and sepsis.",
    "Methotrexate TTO labelled 10mg DAILY. Patient took it every day for a week, admitted with marrow suppression.",
    "Weekly methotrexate given daily on the ward for ten days, patient has pancytopenia.",
    "Methotrexate 10mg written up as DAILY on the discharge letter. Our pharmacy technician spotted it.",
]
OTHERS = [
    "Type 1, discharged after DKA. No letter on system, insulin totally different from what we have.",
    "Resident came back at eleven last night with a carrier bag of tablets and no letter.",
    "Known penicillin allergy ignored, given co-amoxiclav on the ward, anaphylaxis.",
]


def test_one_killer_error_is_of_one_kind_whoever_tells_it_and_gets_no_name_that_accuses_others() -> None:
    stored = coordinates.represent([*METHOTREXATE, *OTHERS])
    kinds = severity.alike(coordinates.meaning_of(stored))
    assert len(set(kinds[:5])) == 1 and kinds[0] is not None and kinds[0] not in kinds[5:]
    assert severity.problem(stored[:5]) == ""
    assert severity.bond(stored[:5]) == "told in much the same way"
    assert severity.bond(stored) == "in reports that may belong together"


def test_a_known_problem_names_what_is_surely_of_it() -> None:
    stored = coordinates.represent(["Fit note not given at discharge, patient sent to us for a sick note."] * 2)
    assert "fit note" in severity.problem(stored).lower()
    assert severity.bond(stored) == "of this kind"


def test_a_catheter_left_in_twice_is_of_one_kind_and_a_known_allergy_of_another() -> None:
    meaning = coordinates.meaning_of(
        coordinates.represent(
            [
                "PICC line left in when he was discharged, nobody arranged its removal, readmitted with sepsis",
                "Known penicillin allergy ignored, given co-amoxiclav on the ward, anaphylaxis",
                "Sent home with PICC still in, line infected, back in hospital on IV antibiotics",
            ]
        )
    )
    one, allergy, again = severity.alike(meaning)
    assert one == again != allergy


def test_a_chance_that_is_rare_among_ten_themes_is_not_among_ten_thousand() -> None:
    assert emergence.discoveries([1e-4, 0.4], 10) == [True, False]
    assert emergence.discoveries([1e-4, 0.4], 10_000) == [False, False]
    assert emergence.discoveries([], 5) == []


def test_under_no_change_hardly_any_run_has_a_discovery() -> None:
    chance = np.random.default_rng(0)
    runs = [any(emergence.discoveries(chance.random(200).tolist(), 200)) for _ in range(300)]
    assert sum(runs) / 300 < 0.09


def test_cells_find_nearly_all_of_the_nearest(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    chance = np.random.default_rng(0)
    centres = chance.normal(size=(40, 24))
    rows = unit((centres[chance.integers(0, 40, 1_500)] + 0.5 * chance.normal(size=(1_500, 24))).astype(np.float32))
    exact, _ = neighbours.nearest(rows, 6)
    monkeypatch.setattr(neighbours, "MOST_TO_COMPARE", 100)
    near, cosines = neighbours.nearest(rows, 6)
    shared = np.mean([len(set(a) & set(b)) / 6 for a, b in zip(exact.tolist(), near.tolist(), strict=True)])
    assert shared > 0.9
    assert (np.diff(cosines, axis=1) <= 0).all() and not (near == np.arange(1_500)[:, None]).any()


def _portal(new_days: list[int], speakers: list[str] | None = None) -> list[tree_scan.Branch]:
    chance = np.random.default_rng(5)
    centres = unit(chance.normal(size=(12, 24)))
    of = [*(np.arange(400) % 11).tolist(), *[11] * len(new_days)]
    rows = unit((centres[of] + 0.1 * chance.normal(size=(len(of), 24))).astype(np.float32))
    days = [1 + (7 * at) % 200 for at in range(400)] + new_days
    who = [f"who{at}" for at in range(400)] + (speakers or [f"new{at}" for at in range(len(new_days))])
    return tree_scan.scan(rows, days, who, now=200)


def test_five_reports_that_nobody_made_before_are_a_new_problem() -> None:
    found = _portal([190, 193, 195, 198, 200])
    assert len(found) == 1 and set(found[0].members) == {400, 401, 402, 403, 404}


def test_one_person_or_a_year_of_reports_are_not() -> None:
    assert _portal([190, 193, 195, 198, 200], ["loud"] * 5) == []
    assert _portal(list(range(5, 200, 20))) == []


def test_abbreviations_that_nobody_explained_are_listed() -> None:
    texts = ["ZXQ team declined, FP10 sent", "the ZXQ again", "Referred to ED"]
    assert lexicon.unknown_abbreviations(texts) == [("ZXQ", 2)]


def test_a_confirmed_theme_proposes_itself_as_a_known_problem() -> None:
    entry = known_problems.propose("Fit note", ["One wording.", "Another one.", "A third.", "A third."])
    assert entry is not None and entry.slug == "fit_note_2" and len(entry.wordings) == 3
    assert known_problems.propose("Anything", ["Too", "few"]) is None


def test_among_too_many_reports_for_one_tree_a_new_problem_is_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    old = unit(chance.normal(size=(900, 24)).astype(np.float32))
    new = unit(np.eye(24, dtype=np.float32)[[0] * 8] + chance.normal(0, 0.05, (8, 24)).astype(np.float32))
    days = [*chance.integers(1, 200, len(old)).tolist(), *range(190, 198)]
    speakers = [f"p{at}" for at in range(len(days))]
    monkeypatch.setattr(tree_scan, "_MOST_TO_COMPARE", 300)
    (found,) = tree_scan.scan(np.vstack([old, new]), days, speakers, now=200)
    assert set(found.members) >= set(range(900, 908))


def test_where_nothing_is_new_a_tree_of_some_reports_is_hardly_ever_alarmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_scan, "_MOST_TO_COMPARE", 300)
    alarms = 0
    for seed in range(100, 140):
        chance = np.random.default_rng(seed)
        rows = unit(chance.normal(size=(900, 24)).astype(np.float32))
        days = chance.integers(1, 200, 900).tolist()
        alarms += len(tree_scan.scan(rows, days, [str(at) for at in range(900)], now=200))
    assert alarms <= 4
