"""A new issue looks like a theme as soon as its vector is known; the next run may see it otherwise."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from issues.models import Issue
from language import centres, severity, vectors
from people.models import Organisation, User
from themes import knowing, middles, raising
from themes.models import Theme, ThemeIssue, Vector


def liken(packed: Mapping[int, bytes], *, space: str) -> dict[int, int]:
    """The theme that each of these issues looks like, by its row; issues that look like none are left out."""
    kinds: dict[tuple[int, bool], list[tuple[int, str]]] = {}
    rows = Issue.objects.filter(pk__in=[issue for issue in packed if packed[issue]]).order_by("pk")
    for issue, icb, thanks, category in rows.values_list("pk", "icb", "category__is_thanks", "category"):
        kinds.setdefault((icb, thanks), []).append((issue, category))
    found: dict[int, int] = {}
    for (icb, thanks), some in kinds.items():
        stored = np.stack([vectors.unpack(packed[issue]) for issue, _ in some])
        themes = nearest(icb, stored, [category for _, category in some], is_thanks=thanks, space=space)
        found |= {issue: theme for (issue, _), theme in zip(some, themes, strict=True) if theme}
    return found


def nearest(
    icb: int, stored: np.ndarray, categories: Sequence[str], *, is_thanks: bool, space: str
) -> list[int | None]:
    """The theme of an ICB that each stored row looks like, None where it looks like none. One SQL statement."""
    there = middles.lying_in(space, middles.current(icb, is_thanks=is_thanks))
    if not there:
        return [None] * len(stored)
    rows = vectors.unpack_all([bytes(one.portrait.centre) for one in there])
    theirs = [one.portrait.category_id or "" for one in there]
    looks = centres.looks_like(centres.points(stored), rows, categories, theirs)
    return [None if at == centres.NONE else there[at].pk for at in looks]


def raise_harm(arrived: Collection[int], *, space: str) -> None:
    """Harm of the kind that was reported before goes before a person now, not with the next run."""
    since = timezone.now() - timedelta(days=severity.WITHIN + 1)
    grave = Issue.objects.filter(pk__in=list(arrived), harm__in=Issue.HARMS, created_at__gte=since)
    for icb in Organisation.objects.filter(pk__in=grave.values("icb")):
        _raise(icb, set(arrived), since, space)


def _raise(icb: Organisation, arrived: set[int], since: datetime, space: str) -> None:
    """What these tell together with what an ICB was told since; of very much, the latest is compared."""
    told = Issue.objects.filter(icb=icb, harm__in=Issue.HARMS, withdrawn_at=None, created_at__gte=since)
    told = told.filter(vector__space=space, category__is_thanks=False).exclude(vector__data=b"")
    theme = Coalesce("theme_link__theme", "vector__looks_like")
    columns = ("pk", "created_at", "reporter", "vector__data", "of", *knowing.FIELDS)
    rows = sorted(told.annotate(of=theme).order_by("-pk").values_list(*columns)[: severity.MOST_COMPARED])
    if not rows:
        return
    stored = vectors.unpack_all([bytes(data) for _, _, _, data, *_ in rows])
    known = {pk: of for pk, _, _, _, of, *_ in rows if of}
    found = severity.grave(
        [str(pk) for pk, *_ in rows],
        [timezone.localdate(at) for _, at, *_ in rows],
        [str(who) for _, _, who, *_ in rows],
        [knowing.facts(*form) for _, _, _, _, _, *form in rows],
        severity.kinds(stored, [known.get(pk) for pk, *_ in rows]),
        now=timezone.localdate(),
    )
    raising.tell(icb, [{int(issue) for issue in one.issues} for one in found], known=known, among=arrived)


def theme_of(issue: Issue, user: User) -> Theme | None:
    """The theme that an issue `belongs` to, or looks like while it belongs to none, if this reader may see it.

    `left_out`: the last search knew the issue and put it into no theme.
    """
    belongs = Q(pk__in=ThemeIssue.objects.order_by().filter(issue=issue).values("theme"))
    looks = Q(pk__in=Vector.objects.filter(issue=issue, issue__theme_link=None).values("looks_like"))
    found = Theme.objects.of_icb(user).current().filter(belongs | looks)
    belonging = Exists(ThemeIssue.objects.filter(issue=issue, theme=OuterRef("pk")))
    left_out = Exists(Vector.objects.filter(issue=issue, is_left_out=True))
    found = found.annotate(belongs=belonging, left_out=left_out)
    return found.select_related("portrait").order_by("-belongs").first()
