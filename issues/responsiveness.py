"""How soon each desk acknowledges and answers, for those who lead: one query for each question, whatever the size."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from issues import clock
from issues.models import Issue, IssueEntry, Reading, Span
from people.models import Organisation, User
from people.standing import standing
from routing.models import Desk

Kind = Organisation.Kind
SIDES = {
    "practices": ("Practices and their networks", [Kind.GP_PRACTICE, Kind.PCN]),
    "icb": ("The ICB and its Places", [Kind.ICB, Kind.SUB_ICB]),
    "providers": ("Trusts and other providers", []),  # whatever is none of the others
}
TENTH = clock.DAY // timedelta(minutes=10)  # minutes in a tenth of a working day
LATE = Q(ended_at__gt=F("due_at"))
NONE = Value(0)
SENT_ON = ["reroute", "take_over"]
MET = ~Q(verb__in=[*SENT_ON, "withdraw", "lapse"])


@dataclass(frozen=True)
class Met:
    """How often one span was met in time, of how many that ended met or late; how long it took, in tenths of days.

    Of those that are late, how many were sent on so: that they have left does not take them from whoever was late.
    """

    in_time: int = 0
    of: int = 0
    took: Counter = field(default_factory=Counter)
    sent_on_late: int = 0

    def __add__(self, other: "Met") -> "Met":
        return Met.total((self, other))

    @classmethod
    def total(cls, parts: Collection["Met"]) -> "Met":
        """All of them as one."""
        took: Counter = Counter()
        for part in parts:
            took.update(part.took)
        counts = ("in_time", "of", "sent_on_late")
        return cls(took=took, **{count: sum(getattr(part, count) for part in parts) for count in counts})

    @property
    def percent(self) -> int | None:
        return round(100 * self.in_time / self.of) if self.of else None

    @cached_property
    def median(self) -> float | None:
        """The median of working days, to a tenth of a day."""
        total, seen, middle = self.took.total(), 0, []
        for tenths, count in sorted(self.took.items()):
            middle += [tenths] * sum(seen < nth <= seen + count for nth in ((total + 1) // 2, total // 2 + 1))
            seen += count
        return sum(middle) / 20 if middle else None


@dataclass(frozen=True)
class Waiting:
    """What has no answer now at one desk: how many, how many of them are late, and late with what."""

    unanswered: int = 0
    overdue: int = 0
    unacknowledged: Met = field(default_factory=Met)
    late: Met = field(default_factory=Met)

    def __add__(self, other: "Waiting") -> "Waiting":
        return Waiting(
            self.unanswered + other.unanswered,
            self.overdue + other.overdue,
            self.unacknowledged + other.unacknowledged,
            self.late + other.late,
        )


@dataclass(frozen=True)
class Row:
    """The figures of one desk, or of all desks of a side."""

    name: str
    side: str
    organisation: str = ""
    came_in: int = 0
    acknowledged: Met = field(default_factory=Met)
    answered: Met = field(default_factory=Met)
    unanswered: int = 0
    overdue: int = 0
    reopened: int = 0
    promises: int = 0  # changes that were planned for a day that has gone by

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to say."""
        kept = self.acknowledged.of or self.answered.of
        return not (self.came_in or kept or self.unanswered or self.reopened or self.promises)


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
    came_in, reopened = _came_in(keys, since), _reopened(keys, since)
    waiting, kept, promises = _waiting(keys), _kept(keys, since), _promises(keys)
    rows = [
        Row(
            name=name,
            side=side,
            organisation=organisation,
            came_in=came_in.get(desk, 0),
            acknowledged=kept.get((desk, Span.ACKNOWLEDGE), Met()) + waiting[desk].unacknowledged,
            answered=kept.get((desk, Span.ANSWER), Met()) + waiting[desk].late,
            unanswered=waiting[desk].unanswered,
            overdue=waiting[desk].overdue,
            reopened=reopened.get(desk, 0),
            promises=promises.get(desk, 0),
        )
        for desk, name, side, organisation in desks.values_list("pk", "title", "side", "organisation__name")
    ]
    rows = sorted((row for row in rows if not row.is_quiet), key=lambda row: (-row.overdue, -row.came_in, row.name))
    return rows, _sides(rows)


def _sides(rows: Iterable[Row]) -> list[Row]:
    """The same figures for each side, so that both directions are read by one measure."""
    of_side: dict[str, list[Row]] = {side: [] for side in SIDES}
    for row in rows:
        of_side[row.side].append(row)
    return [_sum(side, its) for side, its in of_side.items() if its]


def _sum(side: str, rows: list[Row]) -> Row:
    """What these desks did and have to do, all added up once."""
    counts = ("came_in", "unanswered", "overdue", "reopened", "promises")
    return Row(
        name=SIDES[side][0],
        side=side,
        acknowledged=Met.total([row.acknowledged for row in rows]),
        answered=Met.total([row.answered for row in rows]),
        **{count: sum(getattr(row, count) for row in rows) for count in counts},
    )


def _came_in(desks: QuerySet, since: datetime) -> dict[int, int]:
    """Issues that came to each desk, reported to it or sent on."""
    came = IssueEntry.objects.filter(desk__in=desks, at__gte=since, issue__category__is_thanks=False)
    return dict(
        came.order_by().values("desk").annotate(count=Count("issue", distinct=True)).values_list("desk", "count")
    )


def _reopened(desks: QuerySet, since: datetime) -> dict[int, int]:
    """Issues that were reopened, by the desk that they are with."""
    again = IssueEntry.objects.filter(verb="reopen", at__gte=since, issue__desk__in=desks).order_by()
    counts = again.values("issue__desk").annotate(count=Count("issue", distinct=True))
    return dict(counts.values_list("issue__desk", "count"))


def _promises(desks: QuerySet) -> dict[int, int]:
    """Changes that each desk planned for a day that has gone by, and has not said to be made."""
    past = Issue.objects.filter(desk__in=desks).promised_before(timezone.localdate()).order_by()
    return dict(past.values("desk").annotate(count=Count("pk")).values_list("desk", "count"))


def _waiting(desks: QuerySet) -> defaultdict[int, Waiting]:
    """Issues that have no answer now, by desk. What is past its time is late, also while nobody acknowledges it."""
    now = timezone.now()
    unacknowledged = Q(acknowledged_at__isnull=True, acknowledge_due_at__lt=now)
    unanswered = Q(answer_due_at__lt=now)
    issues = Issue.objects.filter(desk__in=desks, category__is_thanks=False).order_by()
    # Apart, because either has an index of its own; together, all that a desk ever had would be read.
    ticking = issues.filter(due_at__isnull=False).values("desk")
    asking = issues.filter(paused_at__isnull=False, state=Issue.State.RETURNED).values("desk")
    counts = ticking.annotate(
        open=Count("pk"),
        overdue=Count("pk", filter=unacknowledged | unanswered),
        unacknowledged=Count("pk", filter=unacknowledged),
        late=Count("pk", filter=unanswered),
    ).union(asking.annotate(open=Count("pk"), overdue=NONE, unacknowledged=NONE, late=NONE), all=True)
    found: defaultdict = defaultdict(Waiting)
    for one in counts:
        late = Met(of=one["unacknowledged"]), Met(of=one["late"])
        found[one["desk"]] += Waiting(one["open"], one["overdue"], *late)
    return found


def _kept(desks: QuerySet, since: datetime) -> dict[tuple[int, str], Met]:
    """How spans were kept, by desk and span. Sent on or withdrawn in time, it counts for nobody; late, as late."""
    readings = Reading.objects.filter(desk__in=desks, ended_at__gte=since).order_by()
    counts = readings.values("desk", "span", tenths=(F("minutes") + TENTH // 2) / TENTH).annotate(
        met=Count("pk", filter=MET),
        in_time=Count("pk", filter=MET & ~LATE),
        of=Count("pk", filter=MET | LATE),
        sent_on_late=Count("pk", filter=LATE & Q(verb__in=SENT_ON)),
    )
    kept: defaultdict = defaultdict(lambda: [0, 0, Counter(), 0])
    for one in counts:
        tally = kept[one["desk"], one["span"]]
        tally[0] += one["in_time"]
        tally[1] += one["of"]
        tally[2][one["tenths"]] += one["met"]
        tally[3] += one["sent_on_late"]
    return {key: Met(*tally) for key, tally in kept.items()}


def _side() -> Case:
    """On which side a desk is, by the kind of its organisation."""
    whens = [When(organisation__kind__in=kinds, then=Value(side)) for side, (_, kinds) in SIDES.items() if kinds]
    return Case(*whens, default=Value("providers"), output_field=CharField())
