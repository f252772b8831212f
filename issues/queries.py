"""Questions of a page's size about issues."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from issues import correcting, escalating, moving, rules, sweeping
from issues.models import Attachment, Follower, Issue, IssueEntry, Verdict
from people import passing_over
from people.earlier import Then, as_they_were
from people.models import Organisation, User
from people.standing import standing
from routing.models import Desk, Holder
from routing.queries import desks_held, holders_and_team, holders_now, sitting

GAPS = {
    "no_rule": "No rule fits",
    "no_desk": "The rule's desk does not exist there",
    "closed": "The organisation has closed",
    "unknown_name": "The organisation was not recognised",
    "nobody_there": "Nobody sits at the desk",
    "not_live": "The organisation is not switched on yet",
    "to_settle": "Two responsibilities said that it is not theirs",
}
JOBS = {escalating.CLOCK: "its clock could not be read", sweeping.OUTCOME: "its outcome could not be followed up"}
ROW = ("category", "desk", "about", "reporter_organisation")


@dataclass(frozen=True)
class Tally:
    """How many were asked whether a change holds, and how many gave which answer."""

    asked: int
    said: dict[str, int]

    @property
    def is_open(self) -> bool:
        """Whether some of those who were asked may still say that it does not hold."""
        return bool(self.said.get(""))

    @property
    def sentence(self) -> str:
        """For example: 3 of 5 say it holds, 1 partly, 1 no."""
        words = {"partly": "partly", "no": "no", "cannot_tell": "cannot tell", "": "not answered yet"}
        rest = [f"{self.said[answer]} {word}" for answer, word in words.items() if self.said.get(answer)]
        return ", ".join([f"{self.said.get('yes', 0)} of {self.asked} say it holds", *rest])


@dataclass(frozen=True)
class Copied:
    """A desk that reads an issue without having to answer it, and who sits there today."""

    title: str
    people: tuple[str, ...]
    is_interface_team: bool


def reported_by(user: User) -> QuerySet:
    """Issues that this person reported or follows, newest first."""
    reported = Issue.objects.filter(reporter=user).order_by().values("pk")
    mine = reported.union(user.follows.order_by().values("issue"))
    return Issue.objects.filter(pk__in=mine).select_related(*ROW).order_by("-pk")


def find(user: User, reference: str) -> Issue | None:
    """The issue of this reference, if this person may see it."""
    seen = Issue.objects.visible_to(user).select_related(*ROW, "reporter", "icb", "desk__organisation", "rulebook")
    return read_by(user, seen.filter(reference=reference.upper())).first()


def read_by(user: User, issues: QuerySet) -> QuerySet:
    """The same issues, each with whether this person reported what became part of it, or has its problem too."""
    parts = Issue.objects.order_by().filter(duplicate_of=OuterRef("pk"), reporter=user)
    said = Follower.objects.order_by().filter(user=user, is_affected=True)
    has_it = Exists(parts.filter(withdrawn_at__isnull=True)) | Exists(said.filter(issue=OuterRef("pk")))
    has_it |= Exists(said.filter(issue__duplicate_of=OuterRef("pk")))
    return issues.annotate(
        is_partly_mine=Exists(parts),
        asked_for=Value(user.pk, IntegerField()),
        is_had_too=Case(When(reporter=user, then=False), When(has_it, then=True), default=False),
    )


def timeline(user: User, issue: Issue) -> list[IssueEntry]:
    """The issue's history, oldest first; internal steps only for those who may read them.

    What was noted among the people of one organisation stays with it: whoever answers there now, those who sit at
    a desk of it that has had the issue, and whoever wrote it.
    """
    count = Attachment.objects.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(count=Count("pk"))
    entries = issue.entries.select_related("by", "desk", "other").annotate(files=Subquery(count.values("count")))
    if not rules.can_tick_off(user, issue):
        entries = entries.exclude(verb="stay")
    entries = list(entries)
    if rules.can_read_notes(user, issue) and rules.is_in_interface_team(user, issue):
        return entries
    sides = _sides(user, issue, entries)
    return [
        one
        for one, side in _with_side(entries)
        if not one.is_internal or side in sides or (one.by_id == user.pk and not rules.is_reporter(user, issue))
    ]


def _sides(user: User, issue: Issue, entries: Iterable[IssueEntry]) -> set[int]:
    """The organisations whose internal steps this person reads."""
    if rules.is_reporter(user, issue):
        return set()
    held = desks_held(user)
    sides = {entry.desk.organisation_id for entry in entries if entry.desk_id in held}
    return sides | ({issue.desk.organisation_id} if rules.can_read_notes(user, issue) else set())


def _with_side(entries: Iterable[IssueEntry]) -> Iterator[tuple[IssueEntry, int | None]]:
    """Each step, and the organisation that had the issue then: what was noted elsewhere stays there."""
    side = None
    for entry in entries:
        side = entry.desk.organisation_id if entry.desk else side
        yield entry, side


def corrected(entries: Iterable[IssueEntry]) -> set[int]:
    """The answers of a history whose words a later correction replaced."""
    found, standing = set(), None
    for entry in entries:
        if entry.verb == "correct" and standing:
            found.add(standing)
        standing = entry.pk if entry.verb in correcting.SAYING else standing
    return found


def files(user: User, issue: Issue) -> QuerySet[Attachment]:
    """The issue's files, oldest first, with those that were removed; internal ones for whoever reads such notes."""
    rows = issue.attachments.select_related("issue")
    if rules.is_reporter(user, issue):
        return rows.filter(is_internal=False)
    if rules.is_in_interface_team(user, issue):
        return rows
    had = issue.entries.filter(desk__in=desks_held(user)).order_by()
    theirs = Q(by=user) | Q(side__in=had.values("desk__organisation"))
    if rules.can_read_notes(user, issue):
        theirs |= Q(side=issue.desk.organisation_id)
    return rows.annotate(side=Subquery(_routed(issue).values("desk__organisation")[:1])).filter(
        Q(is_internal=False) | theirs
    )


def is_elsewhere(attachment: Attachment) -> bool:
    """Whether a file was added where another organisation had the issue than has it now."""
    issue = attachment.issue
    routed = issue.entries.filter(desk__isnull=False, pk__lte=attachment.entry_id).select_related("desk").last()
    return routed is not None and routed.desk.organisation_id != issue.desk.organisation_id


def _routed(issue: Issue) -> QuerySet[IssueEntry]:
    """The steps that had brought an issue to a desk when a file was added, the last first."""
    return issue.entries.filter(desk__isnull=False, pk__lte=OuterRef("entry")).order_by("-pk")


def gaps(user: User) -> list[dict]:
    """How often issues of the person's ICB found no desk of their own in the last 90 days, by reason, most first."""
    since = timezone.now() - timedelta(days=90)
    fallen = IssueEntry.objects.filter(issue__icb=standing(user).icb, at__gte=since, gap__in=GAPS)
    fallen = fallen.exclude(gap="")  # said twice for the index
    counts = fallen.values("gap").annotate(count=Count("pk"), last_at=Max("at")).order_by("-count", "gap")
    return [row | {"reason": GAPS[row["gap"]]} for row in counts]


def stumbled_on(user: User) -> list[dict]:
    """Issues of the person's ICB that a background job could not get past: which, what was tried, how often, when."""
    rows = {row.row: row for row in passing_over.stumbled().filter(job__in=JOBS)}
    issues = Issue.objects.filter(icb=standing(user).icb, pk__in=list(rows)).order_by("pk")
    return [{"issue": issue, "job": JOBS[rows[issue.pk].job], "stumble": rows[issue.pk]} for issue in issues]


def mistaken_rules(user: User) -> list[dict]:
    """The rules whose issues were sent on in the last 90 days: how many, to whom, when last; the most often first."""
    since = timezone.now() - timedelta(days=90)
    sent_on = IssueEntry.objects.filter(corrects__rulebook__icb=standing(user).icb, at__gte=since)
    counts = sent_on.values("corrects__name", "from_desk__title", "desk__title")
    found: dict[str, dict] = {}
    for row in counts.annotate(count=Count("pk"), last_at=Max("at")).order_by("-count", "desk__title"):
        name = row["corrects__name"]
        rule = found.setdefault(name, {"rule": name, "count": 0, "last_at": row["last_at"], "ways": []})
        rule["count"] += row["count"]
        rule["last_at"] = max(rule["last_at"], row["last_at"])
        rule["ways"].append((row["from_desk__title"], row["desk__title"], row["count"]))
    return sorted(found.values(), key=lambda rule: (-rule["count"], rule["rule"]))


def reporting_side(issue: Issue, others: Iterable[Organisation]) -> int | None:
    """The organisation that reported it; none where it reported itself."""
    own = issue.reporter_organisation_id
    about = [one for one in (issue.about, *others) if one]
    return None if any(own in {one.pk, one.parent_id} for one in about) else own


def desks_to_send_to(issue: Issue) -> QuerySet[Desk]:
    """Where an issue can be sent on to: desks near it at which somebody answers who has not reported it.

    What was reported in confidence about others never goes to those whom its reporter works with.
    """
    near = Desk.objects.filter(is_active=True, organisation__icb=issue.icb_id).exclude(pk=issue.desk_id)
    if issue.is_confidential and (side := reporting_side(issue, issue.others.all())):
        near = near.exclude(~Q(kind=Desk.Kind.INTERFACE_TEAM), organisation=side)
    sits = sitting(Holder.objects.filter(desk=OuterRef("pk")).exclude(user=issue.reporter_id))
    near = near.filter(Exists(sits) | ~Q(mailbox="") | Q(kind=Desk.Kind.INTERFACE_TEAM))
    of_its_own = [pk for pk in (issue.about_id, issue.reporter_organisation_id) if pk]
    return near.filter(~Q(organisation__kind=Organisation.Kind.GP_PRACTICE) | Q(organisation__in=of_its_own))


def verdict_of(user: User, issue: Issue) -> Verdict | None:
    """What this person was asked of the change last made, and said if they did."""
    return Verdict.objects.of(issue).filter(user=user).first()


def is_asked_later(user: User, issue: Issue) -> bool:
    """Whether this person will be asked if the change holds, once four weeks have gone by."""
    waits = issue.outcome == Issue.Outcome.MADE and issue.outcome_due_at is not None
    return waits and user in moving.people_told(issue, is_affected=True)


def tally(issue: Issue) -> Tally | None:
    """What those who were asked say of the change last made; None where nobody was asked."""
    said = dict(Verdict.objects.of(issue).values_list("answer").annotate(Count("pk")))
    return Tally(sum(said.values()), said) if said else None


def was_at_desk_of(user: User, issue: Issue) -> bool:
    """Whether the issue was once with a desk that this person sits at."""
    return issue.entries.filter(desk__in=desks_held(user)).exclude(desk=issue.desk_id).exists()


def people_at(desk: Desk) -> list[Holder]:
    """Who answers for the desk today, leads first."""
    return list(holders_now([desk.pk]))


def copied(desks: Collection[int]) -> list[Copied]:
    """These desks by their titles, with who sits at each today. Two SQL statements."""
    sit: dict[int, list[str]] = {}
    for holder in holders_now(list(desks)):
        names = sit.setdefault(holder.desk_id, [])
        if holder.user.name not in names:
            names.append(holder.user.name)
    found = Desk.objects.filter(pk__in=desks).order_by("title", "pk")
    return [Copied(one.title, tuple(sit.get(one.pk, ())), one.kind == Desk.Kind.INTERFACE_TEAM) for one in found]


def people_around(user: User, issue: Issue) -> tuple[list[Holder], list[User]]:
    """Who answers for the issue's desk today and, for one of its interface team, that team. One SQL statement."""
    if not rules.is_in_interface_team(user, issue):
        return people_at(issue.desk), []
    return holders_and_team(issue.desk, issue.icb_id)


def organisations_then(issue: Issue, *, has_changed: bool = True) -> dict[str, Then | None]:
    """Whom an issue is about and where its reporter works, as they were when it was reported. One SQL statement.

    None where it is known that neither has changed.
    """
    both = {"about": issue.about, "reporter": issue.reporter_organisation}
    if not has_changed:
        return {name: Then(one) if one else None for name, one in both.items()}
    then = as_they_were(both.values(), timezone.localdate(issue.created_at))
    return {name: then[one.pk] if one else None for name, one in both.items()}
