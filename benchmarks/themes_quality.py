"""How good the themes are on labelled reports: python benchmarks/themes_quality.py FILE.jsonl [--replay]

Lines hold text, theme ("misc" = belongs to none) and week (a number) or on (a date). Reports left out of every
theme, and misc ones, count as groups of one. --replay adds nightly runs week by week: what is flagged, and when.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from language.finding import Found, Report, find_themes, represent

FIRST_DAY = date(2025, 1, 6)
NEW_SINCE = 0.5  # a labelled theme whose first report comes after this share of the time has emerged


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def read(path: Path) -> tuple[list[Report], dict[str, str]]:
    reports, truth = [], {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        on = date.fromisoformat(row["on"]) if "on" in row else FIRST_DAY + timedelta(weeks=int(row.get("week", 0)))
        name = str(row.get("id", number))
        reports.append(Report(name, row["text"], on, row.get("reporter", ""), row.get("organisation", "")))
        truth[name] = row["theme"]
    return reports, truth


def scores(found: Found, truth: dict[str, str]) -> Iterator[str]:
    theme_of = {issue: theme.key for theme in found.themes for issue in theme.issues}
    names = sorted(truth)
    right = [f"misc {name}" if truth[name] == "misc" else truth[name] for name in names]
    given = [theme_of.get(name, f"none {name}") for name in names]
    yield f"ARI {adjusted_rand_score(right, given):.3f}  AMI {adjusted_mutual_info_score(right, given):.3f}"
    yield f"themes {len(found.themes)} (labelled: {len(set(truth.values()) - {'misc'})})"
    for title, chosen in (
        ("one-offs left out", [name for name in names if truth[name] == "misc"]),
        ("others left out", [name for name in names if truth[name] != "misc"]),
    ):
        out = sum(name not in theme_of for name in chosen)
        yield f"{title} {out} of {len(chosen)}" + (f" ({out / len(chosen):.0%})" if chosen else "")


def emerged(reports: list[Report], truth: dict[str, str]) -> set[str]:
    """Labelled themes of at least five reports that begin in the later part of the time."""
    first, last = min(report.on for report in reports), max(report.on for report in reports)
    begins: dict[str, date] = {}
    for report in reports:
        begins[truth[report.id]] = min(report.on, begins.get(truth[report.id], date.max))
    sizes = Counter(truth.values())
    after = first + (last - first) * NEW_SINCE
    return {name for name, on in begins.items() if on > after and sizes[name] >= 5 and name != "misc"}


def flagged(found: Found, truth: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Key, what most of its reports are labelled (if at least half), and state, of every theme with a signal."""
    for theme in found.themes:
        if theme.signal is not None:
            label, count = Counter(truth[issue] for issue in theme.issues).most_common(1)[0]
            yield theme.key, label if 2 * count >= len(theme.issues) else f"mixed, mostly {label}", theme.state


def replay(reports: list[Report], truth: dict[str, str], rows: np.ndarray, *, weeks: int) -> Iterator[str]:
    """One run a week over the last weeks, each told of the one before."""
    last = max(report.on for report in reports)
    new = emerged(reports, truth)
    earlier: dict[str, tuple[str, ...]] = {}
    told: set[str] = set()
    false: set[tuple[str, str]] = set()
    moved = []
    for back in range(weeks, -1, -1):
        now = last - timedelta(weeks=back)
        known = [at for at, report in enumerate(reports) if report.on <= now]
        if len(known) < 3:
            continue
        found = find_themes([reports[at] for at in known], vectors=rows[known], earlier=earlier, now=now)
        before = {issue: key for key, issues in earlier.items() for issue in issues}
        after = {issue: theme.key for theme in found.themes for issue in theme.issues}
        both = set(before) & set(after)
        moved += [sum(before[issue] != after[issue] for issue in both) / len(both)] if both else []
        for key, label, state in flagged(found, truth):
            if label in new and label not in told:
                told.add(label)
                heard = f"{sum(truth[reports[at].id] == label for at in known)} of {Counter(truth.values())[label]}"
                yield f"{now}: {label} flagged as {state} after {heard} reports"
            elif label not in new and (key, label) not in false:
                false.add((key, label))
                yield f"{now}: false signal ({state}) on {label}"
        earlier = {theme.key: theme.issues for theme in found.themes}
        last_found = found
    yield from scores(last_found, truth)
    yield f"emerged {len(new)}, flagged {len(told)}, missed {sorted(new - told)}, false signals {len(false)}"
    if moved:
        yield f"changed theme from week to week: {np.mean(moved):.3f} on average, {max(moved):.3f} at worst"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path)
    asked.add_argument("--replay", action="store_true")
    asked.add_argument("--weeks", type=int, default=26)
    options = asked.parse_args()
    reports, truth = read(options.file)
    started = time.perf_counter()
    rows = represent([report.text for report in reports])
    say(f"{len(reports)} reports read for meaning in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    found = find_themes(reports, vectors=rows, now=max(report.on for report in reports))
    say(f"themes found in {time.perf_counter() - started:.1f} s")
    for line in scores(found, truth):
        say(line)
    for key, label, state in flagged(found, truth):
        say(f"signal now: {key} {state}, {label}")
    if options.replay:
        for line in replay(reports, truth, rows, weeks=options.weeks):
            say(line)


if __name__ == "__main__":
    main()
