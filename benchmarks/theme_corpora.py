"""The labelled texts that themes are measured on, and simulated streams of them. Reads, never writes."""

import csv
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from language.finding import Report

FIRST_DAY = date(2025, 1, 6)
ONE_OFF = "misc"  # the theme of what belongs to none
WEEKS = 52
WRITTEN, BANKING = "interface_issues_dev.jsonl", "benchmarks/banking77_train.csv"

# What somebody at the form would pick for each labelled theme of the written reports.
CATEGORIES = {
    "letters": ("discharge_summary_late", "letters_wrong_practice"),
    "medicines on discharge": ("discharge_meds_unclear", "tto_short"),
    "tests": (
        *("hospital_asks_gp_tests", "hospital_results_to_gp", "path_sample_rejected"),
        *("phlebotomy_capacity", "imaging_not_acted"),
    ),
    "fit notes": ("fit_note_not_issued",),
    "onward referral": ("onward_referral_refused",),
    "prescribing": ("shared_care_no_agreement", "hospital_only_drug_fp10", "drug_shortage_ask_gp"),
    "referral": ("ers_rejected_no_reason", "ag_unanswered", "gp_referral_lacks_info"),
    "recall": ("appt_cancelled_dna",),
    "contact": ("no_contact_number", "interpreter_not_booked"),
    "urgent": ("inappropriate_ed_attendance", "ambulance_hcp_response"),
    "transfer": ("discharge_no_equipment", "dn_referral_bounced", "respect_form_not_transferred"),
    "mental health": ("crisis_team_refuses", "camhs_threshold"),
    "maternity": ("maternity_info_not_shared",),
    "safety": ("safeguarding_not_shared",),
    "IT": ("it_access_systems", "usc_form_upgrade", "lims_results_missing"),
    "other": (),
}


@dataclass(frozen=True)
class Labelled:
    """Reports and the theme of each by id; ONE_OFF belongs to none."""

    reports: list[Report]
    truth: dict[str, str]

    def right(self, ids: list[str]) -> list[str]:
        return [f"misc {one}" if self.truth[one] == "misc" else self.truth[one] for one in ids]


def read(path: Path) -> Labelled:
    """Lines of text, theme and week (a number) or on (a date)."""
    reports, truth = [], {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        on = date.fromisoformat(row["on"]) if "on" in row else FIRST_DAY + timedelta(weeks=int(row.get("week", 0)))
        name = str(row.get("id", number))
        names = {
            "direction": "direction",
            "specialty": "about_specialty",
            "harm": "severity",
            "role": "reporter_role",
        }
        facts = {fact: str(row[key]) for fact, key in names.items() if row.get(key)}
        reports.append(
            Report(name, row["text"], on, row.get("reporter", ""), row.get("organisation", ""), facts=facts)
        )
        truth[name] = row["theme"]
    return Labelled(reports, truth)


def with_category(labelled: Labelled, wrong: float, *, seed: int = 0) -> list[dict[str, str]]:
    """The category that a reporter would pick, wrong for this share of them, beside the form's other facts.

    A theme that is not among `CATEGORIES` gets one that is drawn.
    """
    chance, drawn = np.random.default_rng(seed), np.random.default_rng(seed)
    names = sorted(CATEGORIES)
    right = {
        theme: names[int(drawn.integers(len(names)))] for theme in sorted(set(labelled.truth.values()) - {ONE_OFF})
    }
    right |= {theme: name for name, themes in CATEGORIES.items() for theme in themes}
    found = []
    for report in labelled.reports:
        any_name = names[int(chance.integers(len(names)))]
        mistaken = chance.random() < wrong
        picked = any_name if mistaken else right.get(labelled.truth[report.id], any_name)
        found.append({**report.facts, "category": picked})
    return found


def banking(path: Path) -> Labelled:
    """Short customer issues of 77 fine topics (banking77, PolyAI, CC BY 4.0), all of one day."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    reports = [Report(f"b{at:05}", row["text"], FIRST_DAY) for at, row in enumerate(rows)]
    return Labelled(reports, {f"b{at:05}": row["category"] for at, row in enumerate(rows)})


def part(labelled: Labelled, count: int, *, seed: int) -> Labelled:
    """So many reports at random."""
    picked = np.sort(np.random.default_rng(seed).choice(len(labelled.reports), count, replace=False))
    reports = [labelled.reports[at] for at in picked]
    return Labelled(reports, {report.id: labelled.truth[report.id] for report in reports})


def stream(labelled: Labelled, *, seed: int, background: int = 40, new: int = 6) -> tuple[Labelled, dict[str, date]]:
    """A year of one portal: background topics at 0.5 to 4 reports a week with a season, new ones from 2 to 8.

    Second, the day on which each new topic starts. No text is used twice; a topic lasts as long as its texts.
    """
    chance = np.random.default_rng(seed)
    texts: dict[str, list[str]] = {}
    for report in labelled.reports:
        texts.setdefault(labelled.truth[report.id], []).append(report.text)
    topics = sorted(texts)
    chance.shuffle(topics)
    told: list[tuple[int, str, str]] = []
    starts: dict[str, date] = {}
    for at, topic in enumerate(topics[: background + new]):
        left = list(texts[topic])
        chance.shuffle(left)
        rate = min(float(np.exp(chance.uniform(np.log(0.5), np.log(4)))), len(left) / 60)
        phase, start = chance.uniform(0, 2 * np.pi), 0
        if at >= background:
            start = int(chance.integers(26 * 7, 44 * 7))
            starts[topic] = FIRST_DAY + timedelta(days=start)
        for day in range(start, WEEKS * 7):
            season = 1 + 0.3 * np.sin(2 * np.pi * day / 364 + phase)
            weekly = min(8.0, 2 + 6 * (day - start) / 56) if at >= background else rate * season
            told += [(day, left.pop(), topic) for _ in range(int(chance.poisson(weekly / 7))) if left]
    told.sort()
    reports = [Report(f"s{at:05}", text, FIRST_DAY + timedelta(days=day)) for at, (day, text, _) in enumerate(told)]
    return Labelled(reports, {f"s{at:05}": topic for at, (_, _, topic) in enumerate(told)}), starts
