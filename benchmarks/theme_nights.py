"""How steady themes are from search to search, in the database itself: python -m benchmarks.theme_nights FOLDER

FOLDER holds the labelled reports (interface_issues_dev.jsonl), which come week by week into a portal that is thrown
away; after each of the last WEEKS the portal searches as it does at night. Prints Markdown.
"""

import os
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path

import numpy as np

from benchmarks import surroundings

# isort: split
from django.utils import timezone

from benchmarks.made_up_system import System, found
from benchmarks.theme_corpora import WRITTEN, read
from benchmarks.theme_sizes import issue_of, represented, say
from issues.models import Issue
from language import vectors
from language.finding import Report
from themes import detecting, placing
from themes.models import Theme, ThemeEntry, ThemeIssue

WEEKS = int(os.environ.get("WEEKS", "20"))


def come(system: System, reports: list[Report], rows: np.ndarray) -> None:
    """These reports are stored and placed."""
    issues = [issue_of(system, one.text, timezone.make_aware(datetime.combine(one.on, hour(9)))) for one in reports]
    for one, report in zip(issues, reports, strict=True):
        one.harm = report.facts.get("harm", "unknown") if report.facts.get("harm") in Issue.HARMS else "unknown"
    made = Issue.objects.bulk_create(issues)
    placing.store([(one.pk, "") for one in made], [vectors.pack(row) for row in rows])


def members() -> dict[int, int]:
    return dict(ThemeIssue.objects.values_list("issue", "theme"))


def main() -> None:
    surroundings.prepare()
    system, written = found(), read(Path(sys.argv[1]) / WRITTEN)
    rows = represented([report.text for report in written.reports])
    order = sorted(range(len(rows)), key=lambda at: written.reports[at].on)
    last = written.reports[order[-1]].on
    moved, times, known = [], [], 0
    for back in range(WEEKS, -1, -1):
        day = last - timedelta(weeks=back)
        new = [at for at in order[known:] if written.reports[at].on <= day]
        known += len(new)
        come(system, [written.reports[at] for at in new], rows[new])
        before, began = members(), time.process_time()
        detecting.find(icb=system.icb, now=timezone.make_aware(datetime.combine(day, hour(23))))
        times.append(time.process_time() - began)
        after = members()
        if before:
            moved.append(sum(after.get(issue) != theme for issue, theme in before.items()) / len(before))
    told = Counter(ThemeEntry.objects.values_list("verb", flat=True))
    verbs = ", ".join(f"{verb} {count}" for verb, count in sorted(told.items()))
    reasons = ThemeEntry.objects.filter(verb__in=["born", "gone"], text="").count()
    themes = Theme.objects.filter(is_live=True).count()
    say(f"- {len(moved)} searches over {known} reports, {themes} themes at the end")
    say(f"- issues that changed or lost their theme: {np.mean(moved):.1%} a search, {max(moved):.1%} at worst")
    say(f"- in histories: {verbs}; births and deaths without a reason: {reasons}")
    say(f"- processor time of a search: {np.median(times):.0f} s at the median")


if __name__ == "__main__":
    main()
