"""A new issue looks like a theme as soon as its vector is known; the next run may see it otherwise."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from issues.models import Issue
from language import centres, severity, vectors
from people.models import User
from themes import knowing, raising
from themes.models import Portrait, Theme, ThemeIssue, Vector


def liken(packed: Mapping[int, bytes], *, space: str) -> dict[int, int]:
    """The theme that each of these issues looks like, by its row; issues that look like none are left out."""
    kinds: dict[tuple[int, bool], list[int]] = {}
    rows = Issue.objects.filter(pk__in=[issue for issue in packed if packed[issue]]).order_by("pk")
    for issue, icb, thanks in rows.values_list("pk", "icb", "category__is_thanks"):
        kinds.setdefault((icb, thanks), []).append(issue)
    found: dict[int, int] = {}
    for (icb, thanks), issues in kinds.items():
        themes, middles = _centres(icb, is_thanks=thanks, space=space)
        if themes:
            points = centres.points(np.stack([vectors.unpack(packed[issue]) for issue in issues]))
            nearest = zip(issues, centres.looks_like(points, middles), strict=True)
            found |= {issue: themes[at] for issue, at in nearest if at != centres.NONE}
    return found


def _centres(icb: int, *, is_thanks: bool, space: str) -> tuple[list[int], np.ndarray]:
    portraits = Portrait.objects.filter(theme__icb=icb, theme__is_thanks=is_thanks, space=space)
    current = portraits.filter(theme__is_live=True, theme__dismissed_at=None).order_by("pk")
    rows = list(current.values_list("theme", "centre"))
    return [theme for theme, _ in rows], vectors.unpack_all([bytes(centre) for _, centre in rows]) if rows else None


def raise_harm(likened: Mapping[int, int]) -> None:
    """Harm of the kind that was reported before goes before a person now, not with the next run."""
    grave = Issue.objects.filter(pk__in=list(likened), harm__in=Issue.HARMS).values_list("pk", flat=True)
    for theme in Theme.objects.filter(pk__in={likened[issue] for issue in grave}).select_related("icb"):
        _raise(theme)


def _raise(theme: Theme) -> None:
    now = timezone.now()
    of = Q(theme_link__theme=theme) | Q(theme_link=None, vector__looks_like=theme)
    since = now - timedelta(days=severity.WITHIN + 1)
    rows = list(
        Issue.objects.stood_behind()
        .filter(of, harm__in=Issue.HARMS, created_at__gte=since)
        .order_by("pk")
        .values_list("pk", "created_at", "reporter", *knowing.FIELDS)
    )
    found = severity.grave(
        [str(pk) for pk, *_ in rows],
        [timezone.localdate(at) for _, at, *_ in rows],
        [str(who) for _, _, who, *_ in rows],
        [knowing.facts(*form) for _, _, _, *form in rows],
        [[theme.pk]] * len(rows),
        now=timezone.localdate(now),
    )
    for one in found:
        issues = {int(issue) for issue in one.issues}
        raising.keep(theme.icb, issues, on=one.on, sentence=one.sentence, known=dict.fromkeys(issues, theme.pk))


def theme_of(issue: Issue, user: User) -> Theme | None:
    """The theme that an issue `belongs` to, or looks like while it belongs to none, if this reader may see it."""
    belongs = Q(members__issue=issue)
    looks = Q(pk__in=Vector.objects.filter(issue=issue, issue__theme_link=None).values("looks_like"))
    found = Theme.objects.of_icb(user).current().filter(belongs | looks)
    belonging = Exists(ThemeIssue.objects.filter(issue=issue, theme=OuterRef("pk")))
    return found.annotate(belongs=belonging).order_by("-belongs").first()
