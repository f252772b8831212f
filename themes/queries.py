"""What the pages of themes ask. Each question costs the same number of statements, however many rows there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models import Value as V
from django.db.models.functions import Coalesce, NullIf, TruncWeek
from django.utils import timezone

from issues.models import Follower, Issue
from people.models import Organisation, User
from people.standing import standing
from themes.models import Grave, Seed, Signal, Theme

WEEKS = 52

URGENCY = Case(When(state="emerging", then=V(0)), When(state="growing", then=V(1)), default=V(2))
SORTS = {
    "new": (URGENCY, "-reporters", "pk"),
    "size": ("-reporters", "-organisations", "pk"),
    "first": ("-first_on", "pk"),
    "latest": ("-last_on", "pk"),
    "name": ("name", "pk"),
}


def with_signal(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Each theme with its name, its latest signal and the number of its projects."""
    latest = Signal.objects.filter(theme=OuterRef("pk")).order_by("-on", "-pk")
    return themes.annotate(
        name=Coalesce(NullIf("given_label", V("")), "label"),
        signal_sentence=Subquery(latest.values("sentence")[:1]),
        signal_on=Subquery(latest.values("on")[:1]),
        projects=Count("seeds"),
        is_grave=Exists(Grave.objects.filter(theme=OuterRef("pk"), is_live=True, seen_at=None)),
    )


def board(user: User, *, q: str = "", state: str = "", kind: str = "", sort: str = "new") -> QuerySet[Theme]:
    """The themes that a reader's board lists, as they asked: their ICB's, or for anyone else the published ones."""
    themes = Theme.objects.current()
    themes = with_signal(themes.of_icb(user) if standing(user).icb else themes.published())
    if q:
        themes = themes.filter(name__icontains=q)
    if state:
        themes = themes.filter(state=state)
    if kind:
        themes = themes.filter(is_thanks=kind == "thanks")
    return themes.order_by(*SORTS[sort or "new"])


def first_week(today: date) -> date:
    """The Monday with which the last WEEKS weeks began."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def people_by_week(themes: Collection[int], *, today: date) -> dict[int, list[set[int]]]:
    """For each theme, who spoke in each of the last WEEKS weeks: reporters, and followers when they joined."""
    start = first_week(today)
    since = timezone.make_aware(datetime.combine(start, time()))
    week = {"week": TruncWeek("created_at", output_field=DateField())}
    reported = Issue.objects.filter(theme_link__theme__in=themes, created_at__gte=since).order_by()
    affected = Follower.objects.filter(is_affected=True, issue__theme_link__theme__in=themes)
    followed = affected.filter(at__gte=since).order_by()
    rows = (
        reported.annotate(**week)
        .values_list("theme_link__theme", "week", "reporter")
        .union(
            followed.annotate(week=TruncWeek("at", output_field=DateField())).values_list(
                "issue__theme_link__theme", "week", "user"
            )
        )
    )
    weeks: dict[int, list[set[int]]] = {theme: [set() for _ in range(WEEKS)] for theme in themes}
    for theme, monday, person in rows:
        at = (monday - start).days // 7
        if at < WEEKS:
            weeks[theme][at].add(person)
    return weeks


def members(theme: Theme, user: User) -> QuerySet[Issue]:
    """The theme's issues, most typical first, each saying whether this reader may read the whole of it."""
    readable = Issue.objects.visible_to(user).filter(theme_link__theme=theme).order_by().values("pk")
    return (
        Issue.objects.filter(theme_link__theme=theme)
        .annotate(
            is_example=F("theme_link__is_example"),
            is_readable=Case(When(pk__in=readable, then=V(True)), default=V(False), output_field=BooleanField()),
        )
        .select_related("category")
        .order_by("-theme_link__is_example", "-created_at", "-pk")
    )


@dataclass(frozen=True)
class Side:
    """Organisations on one side of a theme: how many of each kind and Place, and their names."""

    kinds: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    names: tuple[str, ...]


def sides(theme: Theme) -> Mapping[str, Side]:
    """Where the theme's issues come from and which organisations they are about, in one statement."""
    facts = ["kind", "place__name", "name", "pk"]

    def organisations(side: str, found: Q) -> QuerySet:
        rows = Organisation.objects.filter(found).order_by().distinct()
        return rows.annotate(side=V(side, output_field=CharField())).values_list("side", *facts)

    issues = Issue.objects.filter(theme_link__theme=theme).order_by()
    followers = Follower.objects.filter(is_affected=True, issue__theme_link__theme=theme).order_by()
    reporting = Q(pk__in=issues.values("reporter_organisation")) | Q(pk__in=followers.values("organisation"))
    about = Q(pk__in=issues.filter(about__isnull=False).values("about"))
    rows = list(organisations("from", reporting).union(organisations("about", about)))
    return {side: _side([row[1:] for row in rows if row[0] == side]) for side in ("from", "about")}


def _side(rows: list[tuple]) -> Side:
    labels = dict(Organisation.Kind.choices)
    return Side(
        kinds=_counts(labels[kind] for kind, _, _, _ in rows),
        places=_counts(place for _, place, _, _ in rows if place),
        names=tuple(sorted(name for _, _, name, _ in rows)),
    )


def _counts(names) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def projects(theme: Theme) -> QuerySet[Seed]:
    """The projects that were started from the theme, oldest first."""
    return theme.seeds.select_related("project", "project__organisation")
