"""What the pages of themes ask. Each question costs the same number of statements, however many rows there are."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.db.models import Value as V
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from issues.models import Issue
from people.models import User
from people.standing import standing
from routing.models import Category
from themes import reasoning
from themes.models import Grave, Portrait, Seed, Signal, Theme, ThemeIssue
from themes.seeing import MERGED
from themes.weeks import NOBODY, Weeks, as_of

LEADS_FOR = timedelta(days=42)  # what was noticed longer ago follows, as long as it goes on
DISMISSED = "dismissed"  # asked for like a state, by those who curate
SORTS = {
    "new": ("urgency", "-noticed_on", "-reporters", "pk"),
    "size": ("-reporters", "-organisations", "pk"),
    "first": ("-first_on", "pk"),
    "latest": ("-last_on", "pk"),
    "name": ("name", "pk"),
}


def with_signal(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Each theme with its name, its latest signal, when people moved issues since, and whether it has parts: themes
    that were merged into it.
    """
    latest = Signal.objects.filter(theme=OuterRef("pk")).order_by("-on", "-pk")
    return themes.annotate(
        name=Coalesce(NullIf("given_label", V("")), "label"),
        signal_sentence=Subquery(latest.values("sentence")[:1]),
        signal_on=Subquery(latest.values("on")[:1]),
        moved_at=F("portrait__moved_at"),
        has_parts=Exists(Theme.objects.filter(MERGED, merged_into=OuterRef("pk"))),
    )


def with_alarm(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    """Each theme with whether harm in it is to be looked at."""
    return themes.annotate(is_grave=Exists(Grave.objects.unseen().about(OuterRef("pk"))))


def board(
    user: User,
    *,
    q: str = "",
    state: str = "",
    kind: str = "",
    category: Category | None = None,
    harm: str = "",
    sort: str = "new",
) -> QuerySet[Theme]:
    """The themes that a reader's board lists, as they asked: their ICB's, or for anyone else the published ones."""
    themes = Theme.objects.dismissed() if state == DISMISSED else Theme.objects.current()
    themes = with_signal(themes.of_icb(user) if standing(user).icb else themes.published())
    if q:
        themes = themes.filter(name__icontains=q)
    if state in Theme.State:
        themes = themes.filter(state=state)
    if kind:
        themes = themes.filter(is_thanks=kind == "thanks")
    if category:
        themes = themes.filter(portrait__category=category)
    if harm:
        themes = themes.filter(portrait__has_harm=True)
    if sort in ("", "new"):
        themes = _by_urgency(themes, since=timezone.localdate() - LEADS_FOR)
    return themes.order_by(*SORTS[sort or "new"])


def _by_urgency(themes: QuerySet[Theme], *, since: date) -> QuerySet[Theme]:
    """What emerges, then what grows, noticed since that day, latest first; then what was before and goes on."""
    goes_on = themes.annotate(
        noticed_on=Case(When(state__in=["emerging", "growing"], then=F("signal_on")), default=None)
    )
    return goes_on.annotate(
        urgency=Case(
            When(noticed_on=None, then=V(3)),
            When(noticed_on__lte=since, then=V(2)),
            When(state="emerging", then=V(0)),
            default=V(1),
        )
    )


COUNTED = ("until", "people", "fours", "coming", "year")


def weeks_of(themes: Collection[int], *, today: date) -> dict[int, Weeks]:
    """For each theme, how many people spoke in each of the last weeks, as it was counted."""
    found = Portrait.objects.only("theme", *COUNTED).in_bulk(themes)
    return {theme: weeks_in(found.get(theme), today=today) for theme in themes}


def weeks_in(portrait: Portrait | None, *, today: date) -> Weeks:
    """The same of one theme."""
    return as_of(today, **{name: getattr(portrait, name) for name in COUNTED}) if portrait else NOBODY


def members(theme: Theme, user: User, start: int | None = None, stop: int | None = None) -> QuerySet[Issue]:
    """The theme's issues from one place to another, most typical first, then the latest; each says whether this
    reader may read the whole of it, which is asked of no others."""
    latest = "-is_example", "-issue__created_at", "-issue_id"
    links = ThemeIssue.objects.filter(theme=theme).order_by(*latest)[start:stop]
    these = links.values("issue") if stop is None else list(links.values_list("issue", flat=True))
    here = Issue.objects.filter(pk__in=these)
    readable = Issue.objects.visible_to(user).filter(pk__in=these).order_by().values("pk")
    return (
        reasoning.with_pins(here)
        .annotate(
            is_example=F("theme_link__is_example"),
            is_readable=Case(When(pk__in=readable, then=V(True)), default=V(False), output_field=BooleanField()),
        )
        .select_related("category")
        .order_by("-theme_link__is_example", "-created_at", "-pk")
    )


def projects(theme: Theme) -> QuerySet[Seed]:
    """The projects that were started from a theme `with_signal`, or from what was merged into it, oldest first."""
    own = _parts([theme]) if theme.has_parts else [theme.pk]
    return Seed.objects.filter(theme__in=own).select_related("theme", "project", "project__organisation")


def count_projects(themes: Collection[Theme]) -> Counter[int]:
    """How many projects were started from each theme, or from one that was merged into it. Two statements."""
    parts = _parts(themes)
    return Counter(parts[one] for one in Seed.objects.filter(theme__in=parts).values_list("theme", flat=True))


def _parts(themes: Collection[Theme]) -> dict[int, int]:
    """Themes by number, each with that of these themes in which it is by now, through all merges. One statement."""
    merged = Theme.objects.filter(MERGED, icb__in={one.icb_id for one in themes}).order_by()
    into = dict(merged.values_list("pk", "merged_into"))
    found = {one.pk: one.pk for one in themes}
    for part in into:
        whole = part
        while whole in into and whole not in found:
            whole = into[whole]
        if whole in found:
            found[part] = found[whole]
    return found
