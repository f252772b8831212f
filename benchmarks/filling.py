"""Many made-up issues: `python -m benchmarks.filling N`, into the database of DATABASE_URL, which must hold none.

Spread over two years as a log of a busy system would be. Written in bulk, past the verbs: for benchmarks only.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from benchmarks import surroundings

# isort: split
from archive.models import Project
from benchmarks.made_up_system import System, found
from issues.models import Copy, Follower, Issue, IssueEntry, Reading
from issues.reporting import ALPHABET
from language import finding, vectors
from people.models import Notice
from themes import portraying
from themes.models import Signal, Theme, ThemeIssue, Vector
from themes.placing import space

CHUNK = 2_000
DAYS = 730
MEANINGS = 60  # different ones: reading more takes long
State = Issue.State
REPORTS = Path(settings.BASE_DIR) / "interface" / "demonstration" / "reports.jsonl"
STEPS = {
    State.REPORTED: [],
    State.ACKNOWLEDGED: ["acknowledge"],
    State.RETURNED: ["acknowledge", "ask"],
    State.ANSWERED: ["acknowledge", "answer"],
    State.CLOSED: ["acknowledge", "answer", "close"],
}
AFTER = {"acknowledge": State.ACKNOWLEDGED, "ask": State.RETURNED, "answer": State.ANSWERED, "close": State.CLOSED}


def fill(system: System, count: int) -> None:
    """So many more issues with their histories, routes, copies, followers, notices, themes and projects."""
    now = timezone.now()
    if not system.texts:
        system.texts = [json.loads(line)["text"] for line in REPORTS.read_text("utf-8").splitlines()]
        system.meanings = [vectors.pack(row) for row in finding.represent(system.texts[:MEANINGS])]
    moments = iter(sorted(now - timedelta(days=DAYS * system.chance.random() ** 1.3) for _ in range(count)))
    while chunk := list(islice(moments, CHUNK)):
        with transaction.atomic():
            issues = Issue.objects.bulk_create([_issue(system, at, now) for at in chunk])
            _histories(system, issues)
            _surround(system, issues)
        system.issues += [issue.pk for issue in issues]
    with transaction.atomic():
        _themes(system, count, now)
        _projects(system, count // 100 + 20, now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # as its own daemon would, a little later
            cursor.execute("VACUUM ANALYZE")


def _issue(system: System, at: datetime, now: datetime) -> Issue:
    """One issue: old ones are mostly closed, those of the last two weeks mostly wait, one in ten was forgotten."""
    chance, (person, home) = system.chance, system.reporter()
    about = system.subject(home)
    desk = system.desk(about)
    age, roll = now - at, chance.random()
    state = State.CLOSED if age > timedelta(days=60) and roll < 0.8 else State.ANSWERED
    if roll > 0.9 or (age < timedelta(days=14) and roll > 0.3):
        state = chance.choice([State.REPORTED, State.ACKNOWLEDGED, State.RETURNED])
    answered = at + timedelta(days=chance.randint(1, 14)) if state in {State.ANSWERED, State.CLOSED} else None
    outcome = chance.choice(["explained", "fixed", "made", "not_agreed", "planned"]) if answered else ""
    return Issue(
        reference=_reference(system),
        icb=system.icb,
        reporter=person,
        reporter_organisation=home,
        about=about,
        about_words=about.name,
        category=system.category(),
        text=f"{chance.choice(system.texts)} {chance.choice(system.texts)}",
        harm=chance.choices(["unknown", "none", "low", "moderate"], (40, 40, 15, 5))[0],
        is_confidential=chance.random() < 0.03,
        key=f"made-up-{len(system.references)}",
        created_at=at,
        happened_on=at.date(),
        state=state,
        desk=desk,
        assignee=system.holder(desk) if chance.random() < 0.5 else None,
        acknowledge_due_at=at + timedelta(days=2),
        answer_due_at=at + timedelta(days=14),
        paused_at=at + timedelta(days=1) if state == State.RETURNED else None,
        acknowledged_at=None if state == State.REPORTED else at + timedelta(hours=chance.randint(1, 60)),
        answered_at=answered,
        closed_at=answered + timedelta(days=7) if state == State.CLOSED else None,
        outcome=outcome,
        planned_on=answered.date() + timedelta(days=90) if outcome == "planned" else None,
    )


def _reference(system: System) -> str:
    while True:
        reference = "".join(system.chance.choices(ALPHABET, k=5))
        if reference not in system.references:
            system.references.add(reference)
            return reference


def _histories(system: System, issues: list[Issue]) -> None:
    """What happened to each. One issue in twenty-five was sent on by the interface team first."""
    entries = []
    for issue in issues:
        holder, at = system.holder(issue.desk), issue.created_at
        entries.append(IssueEntry(issue=issue, verb="report", by=issue.reporter, state="reported", at=at))
        entries[-1].desk, entries[-1].reasons = issue.desk, ["The rule for letters."]
        if system.chance.random() < 0.04:
            entries[-1].desk, entries[-1].gap = system.registry["interface_desk"], "unknown_name"
            sent_on = {"desk": issue.desk, "reasons": ["Sent on by the interface team."], "text": "It is theirs."}
            entries.append(IssueEntry(issue=issue, verb="reroute", state="reported", at=at, **sent_on))
            entries[-1].by = system.registry["team"]
        for verb in STEPS[issue.state]:
            at += timedelta(days=1)
            said = "We have looked into this and will write again." if verb in {"ask", "answer"} else ""
            by = issue.reporter if verb == "close" else holder
            entries.append(IssueEntry(issue=issue, verb=verb, by=by, state=AFTER[verb], text=said, at=at))
    IssueEntry.objects.bulk_create(entries, batch_size=CHUNK)


def _surround(system: System, issues: list[Issue]) -> None:
    """Copies, followers, what people were told, and a meaning."""
    meanings = [Vector(issue=issue, space=space(), data=system.chance.choice(system.meanings)) for issue in issues]
    Vector.objects.bulk_create(meanings, batch_size=CHUNK)
    copies, followers, notices = [], [], []
    for issue in issues:
        desks = system.desks[issue.about_id]
        if system.chance.random() < 0.2 and desks[-1].pk != issue.desk_id:
            copies.append(Copy(issue=issue, desk=desks[-1]))
        others = (
            {system.reporter() for _ in range(system.chance.randint(1, 3))} if system.chance.random() < 0.12 else ()
        )
        for person, home in others:
            if person.pk != issue.reporter_id:
                followers.append(Follower(issue=issue, user=person, organisation=home, at=issue.created_at))
        holder = system.holder(issue.desk)
        notices += [_notice(system, issue, "received", issue.reporter), _notice(system, issue, "assigned", holder)]
    Reading.objects.bulk_create([_reading(system, issue) for issue in issues if issue.answered_at])
    Copy.objects.bulk_create(copies)
    Follower.objects.bulk_create(followers)
    Notice.objects.bulk_create(notices, batch_size=CHUNK)


def _reading(system: System, issue: Issue) -> Reading:
    return Reading(
        issue=issue,
        run=1,
        span="answer",
        desk=issue.desk,
        verb="answer",
        started_at=issue.created_at,
        due_at=issue.answer_due_at,
        ended_at=issue.answered_at,
        minutes=system.chance.randint(10, 9_000),
    )


def _notice(system: System, issue: Issue, kind: str, person) -> Notice:
    at = issue.created_at
    return Notice(
        recipient=person,
        kind=kind,
        event=f"issue:{issue.reference}:{kind}",
        subject=f"Issue {issue.reference} has come to {issue.desk.title}"[:200],
        path=f"/issues/{issue.reference}/",
        created_at=at,
        sent_at=at,
        read_at=at if system.chance.random() < 0.9 else None,
    )


def _themes(system: System, count: int, now: datetime) -> None:
    """Two thirds of the new issues belong to themes: twenty at first, one more for every 500 issues, a few large."""
    day = now.date()
    more = count // 500 + (0 if Theme.objects.exists() else 20)
    Theme.objects.bulk_create(
        Theme(
            icb=system.icb,
            key=f"theme{len(system.references)}-{number}"[:16],
            label=f"Letters come late, {number}",
            given_label=f"Letters come late, {number}",
            keywords=["letter", "late"],
            state=system.chance.choices(["emerging", "growing", "steady", "quiet"], (5, 10, 60, 25))[0],
            first_on=day - timedelta(days=system.chance.randint(30, DAYS)),
            last_on=day,
            published_at=now if system.chance.random() < 0.2 else None,
        )
        for number in range(more)
    )
    themes = list(Theme.objects.order_by("pk"))
    new = [pk for pk in system.issues[-count:] if system.chance.random() < 0.66]
    links = [
        ThemeIssue(theme=themes[int(len(themes) * system.chance.random() ** 2)], issue_id=pk, is_example=at % 50 == 0)
        for at, pk in enumerate(new)
    ]
    ThemeIssue.objects.bulk_create(links, batch_size=CHUNK)
    portraying.renew([theme.pk for theme in themes])
    _size(system, themes, day)


def _size(system: System, themes: list[Theme], day) -> None:
    for theme in themes:
        theme.size = ThemeIssue.objects.filter(theme=theme).count()
        theme.reporters, theme.organisations = theme.size * 2 // 3 + 1, min(theme.size // 2 + 1, 300)
    Theme.objects.bulk_update(themes, ["size", "reporters", "organisations"])
    signals = [
        Signal(theme=theme, kind=theme.state, on=day, window_days=14, expected=2, observed=9, probability=0.001,
               reporters=7, organisations=5, sentence="Nine people in two weeks; two were expected.")
        for theme in themes if theme.state in {"emerging", "growing"}
    ]  # fmt: skip
    Signal.objects.bulk_create(signals, ignore_conflicts=True)


def _projects(system: System, count: int, now: datetime) -> None:
    Project.objects.bulk_create(
        Project(
            slug=f"project-{len(system.references)}-{number}",
            title=f"Discharge letters on the day, {number}",
            summary="Letters reach the practice on the day of discharge.",
            organisation=system.chance.choice(system.trusts),
            topic=system.chance.choice(["Letters", "Medicines", "Referral", "Tests"]),
            state=system.chance.choice(["idea", "planning", "testing", "implementing"]),
            year=system.chance.randint(2015, 2026),
            changed_at=now - timedelta(days=system.chance.randint(0, DAYS)),
        )
        for number in range(count)
    )


def main() -> int:
    count = int(sys.argv[1])
    if surroundings.IS_THROWN_AWAY:
        raise SystemExit("Name the database to fill in DATABASE_URL.")
    surroundings.prepare()
    if Issue.objects.exists():
        raise SystemExit("This database holds issues already. Name an empty one.")
    began = time.perf_counter()
    fill(found(), count)
    took = time.perf_counter() - began
    facts = {"issues": Issue, "entries": IssueEntry, "followers": Follower, "notices": Notice, "themes": Theme}
    told = ", ".join(f"{model.objects.count():,} {name}" for name, model in facts.items())
    print(f"{told} in {took:.0f} s, in {connection.settings_dict['NAME']}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
