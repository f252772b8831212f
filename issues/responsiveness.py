"""How soon each desk acknowledges and answers, for those who lead: one query for each question, whatever the size."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from issues import clock
from issues.models import OPEN_STATES, TICKING_STATES, Issue, IssueEntry, Reading, Span
from people.models import Organisation, User
from people.standing import standing
from routing.models import Desk

Kind = Organisation.Kind
SIDES = {
    "practices": ("Practices and their networks", [Kind.GP_PRACTICE, Kind.PCN]),
    "icb": ("The ICB and its Places", [Kind.ICB, Kind.SUB_ICB]),
    "providers": ("Trusts and other providers", []),  # whatever is none of the others
}
DAY_MINUTES = clock.DAY.total_seconds() / 60
LATE = Q(ended_at__gt=F("due_at"))
MET = ~Q(verb="reroute")
Medians = dict[tuple[int | str, str], float]  # by desk or side, and span


@dataclass(frozen=True)
class Met:
    """How often one span was met in time, of how many that ended met or late, and the median of working days."""

    in_time: int = 0
    of: int = 0
    median: float | None = None

    def __add__(self, other: "Met") -> "Met":
        return Met(self.in_time + other.in_time, self.of + other.of)

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.of) if self.of else None


@dataclass(frozen=True)
class Row:
    """The figures of one desk, or of all desks of a side."""

    name: str
    side: str
    organisation: Organisation | None = None
    came_in: int = 0
    acknowledged: Met = Met()
    answered: Met = Met()
    unanswered: int = 0
    overdue: int = 0
    reopened: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.came_in or self.acknowledged.of or self.answered.of or self.unanswered or self.reopened)


def desks_led(user: User) -> QuerySet[Desk]:
    """Desks whose figures this person may see: of what they lead, or of the whole ICB for its team and leaders."""
    own = standing(user)
    whole = own.leads | own.interface_team_of
    led = Q(organisation__in=whole) | Q(organisation__parent__in=own.leads) | Q(organisation__icb__in=whole)
    led |= Q(place__in=own.leads_places) | Q(organisation__place__in=own.leads_places)
    if own.icb and own.icb.pk in whole:
        led |= Q(organisation__kind=Kind.AMBULANCE)  # one serves several ICBs
    return Desk.objects.filter(led).annotate(side=_side())


def figures(desks: QuerySet[Desk], since: datetime) -> tuple[list[Row], list[Row]]:
    """A row for each desk that had anything to do since then, the most overdue first; and one for each side."""
    keys = desks.order_by().values("pk")
    readings = Reading.objects.filter(desk__in=keys, ended_at__gte=since)
    medians = _medians(readings.filter(MET).annotate(side=_side("desk__")))
    entries = IssueEntry.objects.filter(at__gte=since, issue__category__is_thanks=False)
    arrived = _counts(entries.filter(desk__in=keys), "desk", n=_issues())
    reopened = _counts(entries.filter(verb="reopen", issue__desk__in=keys), "issue__desk", n=_issues())
    waiting = _waiting(Issue.objects.filter(desk__in=keys, state__in=OPEN_STATES, category__is_thanks=False))
    kept = _counts(
        readings, "desk", "span", in_time=Count("pk", filter=MET & ~LATE), of=Count("pk", filter=MET | LATE)
    )

    def met(desk: int, span: Span) -> Met:
        return Met(**kept.get((desk, span), {}), median=medians.get((desk, span)))

    rows = [
        Row(
            name=desk.title,
            side=desk.side,
            organisation=desk.organisation,
            came_in=arrived.get((desk.pk,), {}).get("n", 0),
            acknowledged=met(desk.pk, Span.ACKNOWLEDGE),
            answered=met(desk.pk, Span.ANSWER),
            reopened=reopened.get((desk.pk,), {}).get("n", 0),
            **waiting.get((desk.pk,), {}),
        )
        for desk in desks.select_related("organisation")
    ]
    rows = sorted((row for row in rows if not row.is_quiet), key=lambda row: (-row.overdue, -row.came_in, row.name))
    return rows, _sides(rows, medians)


def _sides(rows: Iterable[Row], medians: Medians) -> list[Row]:
    """The same figures for each side, so that both directions are read by one measure."""
    totals = {side: Row(name=name, side=side) for side, (name, _) in SIDES.items()}
    for row in rows:
        totals[row.side] = _sum(totals[row.side], row)
    return [
        replace(
            total,
            acknowledged=replace(total.acknowledged, median=medians.get((side, Span.ACKNOWLEDGE))),
            answered=replace(total.answered, median=medians.get((side, Span.ANSWER))),
        )
        for side, total in totals.items()
        if not total.is_quiet
    ]


def _sum(total: Row, row: Row) -> Row:
    names = ("came_in", "acknowledged", "answered", "unanswered", "overdue", "reopened")
    return replace(total, **{name: getattr(total, name) + getattr(row, name) for name in names})


def _issues() -> Count:
    return Count("issue", distinct=True)


def _counts(things: QuerySet, *by: str, **counted: Count) -> dict[tuple, dict[str, int]]:
    """The numbers of things, by desk or by desk and span. One query."""
    found = things.order_by().values(*by).annotate(**counted)
    return {tuple(row[name] for name in by): {name: row[name] for name in counted} for row in found}


def _kept(readings: QuerySet[Reading]) -> dict[tuple, dict[str, int]]:
    """How spans were kept. What was sent on in time counts for nobody; sent on late, it is late."""
    in_time, of = Count("pk", filter=MET & ~LATE), Count("pk", filter=MET | LATE)
    return _counts(readings, "desk", "span", in_time=in_time, of=of)


def _waiting(issues: QuerySet[Issue]) -> dict[tuple, dict[str, int]]:
    now = timezone.now()
    late = Q(acknowledged_at__isnull=True, acknowledge_due_at__lt=now) | Q(answer_due_at__lt=now)
    late &= Q(state__in=TICKING_STATES)
    return _counts(issues, "desk", unanswered=Count("pk"), overdue=Count("pk", filter=late))


def _medians(readings: QuerySet[Reading]) -> Medians:
    """Medians of working days, by desk and by side: the reading in the middle, or the two around it. One query."""
    windows: dict = {}
    for by in ("desk", "side"):
        windows[f"nth_{by}"] = Window(RowNumber(), partition_by=[F(by), F("span")], order_by=["minutes", "pk"])
        windows[f"of_{by}"] = Window(Count("pk"), partition_by=[F(by), F("span")])
    placed = readings.order_by().annotate(**windows).filter(_middle("desk") | _middle("side"))
    found: dict = {}
    for row in placed.values("desk", "side", "span", "minutes", *windows):
        for by in ("desk", "side"):
            if 0 <= 2 * row[f"nth_{by}"] - row[f"of_{by}"] <= 2:
                found.setdefault((row[by], row["span"]), []).append(row["minutes"])
    return {key: sum(minutes) / len(minutes) / DAY_MINUTES for key, minutes in found.items()}


def _middle(by: str) -> Q:
    return Q(**{f"nth_{by}__gte": F(f"of_{by}") / 2.0, f"nth_{by}__lte": F(f"of_{by}") / 2.0 + 1})


def _side(prefix: str = "") -> Case:
    """On which side a desk is, by the kind of its organisation."""
    whens = [
        When(**{f"{prefix}organisation__kind__in": kinds}, then=Value(side))
        for side, (_, kinds) in SIDES.items()
        if kinds
    ]
    return Case(*whens, default=Value("providers"), output_field=CharField())
