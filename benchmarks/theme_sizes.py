"""What a nightly search for themes costs as issues become many: time, memory, steadiness, and what is noticed.

python -m benchmarks.theme_sizes FOLDER

FOLDER holds the labelled reports (interface_issues_dev.jsonl). Issues are made of pairs of reports or library lines
of one problem, their stored vectors between the two, over three years; three problems begin in the last weeks. SIZES
narrows it; KEEP names a file for the vectors of those texts, so that a second time need not read them. Each search
runs in a process of its own on the database of DATABASE_URL: give it an empty one. Prints Markdown.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks import surroundings

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.made_up_system import System, found
from benchmarks.theme_corpora import WRITTEN, read
from issues.models import Issue
from language import finding, known_problems, vectors
from themes import detecting, placing
from themes.models import Theme, ThemeIssue, Vector
from themes.placing import space

SIZES = [int(size) for size in os.environ.get("SIZES", "10000,100000,1000000").split(",")]
DAYS, NEW_FOR = 1_095, 21
NEW, REPORTS_OF_NEW = ("usc_form_upgrade", "drug_shortage_ask_gp", "lims_results_missing"), 12
ALIKE = 2  # problems most like a new one that are left out, so that it is new
ONE_OFFS, SHAKEN = 0.1, 0.02  # share of issues; spread of the numbers of a vector
CHUNK, TONIGHT, ONE_BY_ONE, REQUESTS = 5_000, 0.001, 200, 20


@dataclass
class Problems:
    """Texts and rows by problem; those that only begin in the last weeks."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, np.ndarray] = field(default_factory=dict)
    new: dict[str, list[int]] = field(default_factory=dict)  # the issues that were made of each

    @property
    def old(self) -> list[str]:
        return [name for name in self.texts if name not in NEW]


def problems(folder: Path) -> Problems:
    made = Problems()
    written = read(folder / WRITTEN)
    for report in written.reports:
        if written.truth[report.id] != "misc":
            made.texts.setdefault(written.truth[report.id], []).append(report.text)
    for entry in known_problems.library():
        made.texts[f"library {entry.slug}"] = list(entry.wordings)
    rows = represented([text for texts in made.texts.values() for text in texts])
    for name, texts in made.texts.items():
        made.rows[name], rows = rows[: len(texts)], rows[len(texts) :]
    middles = {
        name: vectors.unit(rows.mean(axis=0)[: vectors.DIMENSIONS][None])[0] for name, rows in made.rows.items()
    }
    for new in NEW:
        near = sorted((name for name in made.old if name in made.rows), key=lambda one: -middles[one] @ middles[new])
        for name in near[:ALIKE]:
            made.texts.pop(name)
            made.rows.pop(name)
    return made


def represented(texts: list[str]) -> np.ndarray:
    """Their rows; from the file that KEEP names, if it is there, else into it."""
    kept = Path(os.environ.get("KEEP", ""))
    if kept.is_file():
        return np.load(kept)
    rows = finding.represent(texts)
    if kept.name:
        np.save(kept, rows)
    return rows


def mixed(made: Problems, name: str, chance: np.random.Generator, number: int) -> tuple[str, bytes]:
    """The words and the vector of an issue between two reports of a problem; of a one-off, of two problems."""
    other = name
    if name in made.old and chance.random() < ONE_OFFS:
        other = made.old[chance.integers(len(made.old))]
    one, two = chance.integers(len(made.texts[name])), chance.integers(len(made.texts[other]))
    share = np.float32(0.5 if other != name else chance.uniform(0.3, 0.9))
    row = share * made.rows[name][one] + (1 - share) * made.rows[other][two]
    row = row + chance.normal(0, SHAKEN, len(row)).astype(np.float32)
    row[: vectors.DIMENSIONS] = vectors.unit(row[None, : vectors.DIMENSIONS])[0]
    return f"{made.texts[name][one]} {made.texts[other][two]} Number {number}.", vectors.pack(row)


def fill(system: System, made: Problems, count: int, *, tonight: bool) -> Iterator[tuple[int, bytes]]:
    """So many more issues, with their vectors unless they are of tonight: those are given back."""
    now, chance, problem_of = timezone.now(), np.random.default_rng(len(system.issues) + 1), made.old
    weights = 1 / np.arange(4, 4 + len(problem_of))
    names = chance.choice(problem_of, count, p=weights / weights.sum())
    ages = np.sort(chance.uniform(0, 1 if tonight else DAYS, count))[::-1]
    told = [(str(name), float(age)) for name, age in zip(names, ages, strict=True)]
    told += [(name, float(age)) for name in NEW if tonight for age in np.linspace(NEW_FOR, 0, REPORTS_OF_NEW)]
    coming = iter(told)
    while chunk := list(islice(coming, CHUNK)):
        said = [mixed(made, name, chance, len(system.issues) + at) for at, (name, _) in enumerate(chunk)]
        issues = Issue.objects.bulk_create(
            issue_of(system, text, now - timedelta(days=age)) for (text, _), (_, age) in zip(said, chunk, strict=True)
        )
        packed = [(issue.pk, row) for issue, (_, row) in zip(issues, said, strict=True)]
        for (name, _), issue in zip(chunk, issues, strict=True):
            if name in NEW:
                made.new.setdefault(name, []).append(issue.pk)
        system.issues += [issue.pk for issue in issues]
        if tonight:
            yield from packed
        else:
            Vector.objects.bulk_create([Vector(issue_id=pk, space=space(), data=row) for pk, row in packed])


def issue_of(system: System, text: str, at) -> Issue:
    person, home = system.reporter()
    about = system.subject(home)
    number = f"{len(system.references)}"
    system.references.add(number)
    return Issue(
        reference=f"{int(number):08d}",
        icb=system.icb,
        reporter=person,
        reporter_organisation=home,
        about=about,
        category=system.category(),
        text=text,
        harm=system.chance.choices(["unknown", "none", "low", "moderate"], (60, 30, 9, 1))[0],
        key=f"made-up-{number}",
        created_at=at,
        happened_on=at.date(),
        desk=system.desk(about),
        acknowledge_due_at=at,
        answer_due_at=at,
    )


def place_one_by_one(packed: list[tuple[int, bytes]]) -> float:
    """Store tonight's vectors as the sweep does. Milliseconds of processor for the median issue that comes alone."""
    times = []
    for issue in packed[:ONE_BY_ONE]:
        began = time.process_time()
        placing.store([placing.Read(issue[0], "")], [issue[1]])
        times.append(1000 * (time.process_time() - began))
    rest = packed[ONE_BY_ONE:]
    for start in range(0, len(rest), placing.CHUNK):
        some = rest[start : start + placing.CHUNK]
        placing.store([placing.Read(pk, "") for pk, _ in some], [row for _, row in some])
    return float(np.median(times))


def search() -> dict:
    """One search, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.theme_sizes", "--search"], check=True, capture_output=True
    )
    return json.loads(told.stdout.splitlines()[-1])


def search_here() -> None:
    icb = Issue.objects.first().icb
    before = dict(ThemeIssue.objects.values_list("issue", "theme"))
    began, spent = time.perf_counter(), time.process_time()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = detecting.find(icb=icb, now=timezone.now())
    facts = {"issues": run.issues, "themes": run.themes, "unthemed": run.unthemed}
    facts |= {"seconds": time.perf_counter() - began, "cpu": time.process_time() - spent}
    facts |= {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "base": base // 1024}
    after = dict(ThemeIssue.objects.values_list("issue", "theme"))
    moved = sum(after.get(issue) != theme for issue, theme in before.items())
    print(json.dumps(facts | {"moved": moved / max(1, len(before))}))  # noqa: T201


def page_costs(person) -> str:
    """Milliseconds of processor and SQL statements of the board, and of the largest theme's page."""
    reader = Client(headers={"Host": "127.0.0.1"})
    reader.force_login(person)
    told = []
    for path in (reverse("themes:board"), Theme.objects.current().order_by("-size").first().get_absolute_url()):
        reader.get(path)
        with CaptureQueriesContext(connection) as captured:
            if reader.get(path).status_code != 200:
                raise SystemExit(f"{path} was not answered.")
            statements = len(captured)
        spent = time.process_time()
        for _ in range(REQUESTS):
            reader.get(path)
        told.append(f"{1000 * (time.process_time() - spent) / REQUESTS:.0f} ({statements})")
    return ", ".join(told)


def noticed(made: Problems) -> str:
    """Which of the new problems have a theme with a signal that is mostly theirs; how many other themes emerge."""
    raised = Theme.objects.filter(is_live=True, state="emerging")
    told, own = [], set()
    for name, issues in made.new.items():
        for theme in raised:
            if theme.members.filter(issue__in=issues).count() * 2 >= theme.size:
                told.append(name)
                own.add(theme.pk)
    return f"{len(set(told))} of {len(made.new)}; others: {raised.exclude(pk__in=own).count()}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--search", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.search:
        search_here()
        return
    surroundings.prepare()
    system, made = found(), problems(options.folder)
    columns = ["issues", "search", "CPU s", "wall s", "MB at most", "themes", "unthemed", "changed theme"]
    columns += ["placing one, ms", "new found", "board, theme: ms (SQL)"]
    say(f"| {' | '.join(columns)} |")
    say("|" + "---|" * len(columns))
    for size in SIZES:
        list(fill(system, made, size - len(system.issues), tonight=False))
        say(line("first", search(), "–", "–", "–"))
        made.new.clear()
        placed = place_one_by_one(list(fill(system, made, max(1, int(TONIGHT * size)), tonight=True)))
        told = search()
        say(line("nightly", told, f"{placed:.1f}", noticed(made), page_costs(system.registry["team"])))


def line(name: str, told: dict, placed: str, new: str, pages: str) -> str:
    cells = [f"{told['issues']:,}", name, f"{told['cpu']:.0f}", f"{told['seconds']:.0f}", f"{told['mb']:,}"]
    cells += [
        str(told["themes"]),
        f"{told['unthemed'] / told['issues']:.0%}",
        f"{told['moved']:.2%}",
        placed,
        new,
        pages,
    ]
    return f"| {' | '.join(cells)} |"


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
