"""What is rare but severe is put before a person at once: harm of one kind, reported by two people."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from issues.models import Issue
from language import finding, reasons, severity, vectors
from people.models import Organisation, User
from people.refusing import require
from people.standing import standing
from themes import rules
from themes.editions import UNREADABLE, space
from themes.models import Grave, Theme, Vector

MOST_SHOWN = 20  # at once, and issues of each


def write(*, icb: Organisation, found: Iterable[finding.Grave], known: Mapping[int, int], today: date) -> None:
    """Keep what a run found. What it tells in one with more, and what is long ago, is no longer shown by itself.

    `known`: the theme of each issue that has one.
    """
    told: set[int] = set()
    live = []
    for each in found:
        issues = {int(one.partition("+")[0]) for one in each.issues}
        told |= issues
        live.append(keep(icb, issues, on=each.on, sentence=each.sentence, known=known).pk)
    for one in Grave.objects.filter(icb=icb, is_live=True).exclude(pk__in=live).prefetch_related("issues"):
        if one.on < today - timedelta(days=severity.WITHIN) or {each.pk for each in one.issues.all()} <= told:
            one.is_live = False
            one.save(update_fields=["is_live"])


def keep(icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]) -> Grave:
    """The row for these issues: the same issues are raised once, and not again when some of them have grown old."""
    before = next((one for one in _seen(icb) if set(issues) <= {each.pk for each in one.issues.all()}), None)
    return before or _raised(icb, issues, on=on, sentence=sentence, known=known)


def _seen(icb: Organisation) -> QuerySet[Grave]:
    return Grave.objects.filter(icb=icb, seen_at__isnull=False).prefetch_related("issues")


def _raised(
    icb: Organisation, issues: Collection[int], *, on: date, sentence: str, known: Mapping[int, int]
) -> Grave:
    key = hashlib.sha256(",".join(map(str, sorted(issues))).encode()).hexdigest()
    facts = {"on": on, "sentence": sentence, "is_live": True, "theme_id": _theme(issues, known)}
    facts["problem"] = _problem(issues)
    one, is_new = Grave.objects.update_or_create(icb=icb, key=key, defaults=facts)
    if is_new:
        one.issues.set(issues)
    _replace_what_it_tells(one, issues)
    return one


def _theme(issues: Collection[int], known: Mapping[int, int]) -> int | None:
    """The theme of more than half of these issues."""
    (theme, count), *_ = Counter(known.get(issue) for issue in issues).most_common(1)
    return theme if 2 * count > len(issues) else None


def _problem(issues: Collection[int]) -> str:
    """The known problem that most of them are likest."""
    placed = Vector.objects.filter(issue__in=issues, space=space()).exclude(data=UNREADABLE).order_by("pk")
    stored = [bytes(data) for data in placed.values_list("data", flat=True)]
    return reasons.common_problem(vectors.unpack_all(stored)) if stored else ""


def _replace_what_it_tells(one: Grave, issues: Collection[int]) -> None:
    """An earlier one that holds no other issues, or some of these and is of the same theme, is told anew by this."""
    others = Grave.objects.filter(icb=one.icb_id, is_live=True, seen_at=None).exclude(pk=one.pk)
    for other in others.prefetch_related("issues"):
        told = {each.pk for each in other.issues.all()}
        is_of_theme = one.theme_id is not None and other.theme_id == one.theme_id
        if told <= set(issues) or (is_of_theme and told & set(issues)):
            other.is_live = False
            other.save(update_fields=["is_live"])


def to_look_at(user: User) -> list[Grave]:
    """The latest that nobody has looked at, for those who may; each with issues that this reader may read.

    One more than are shown, where there are more.
    """
    return _latest(user, _unseen(user)) if rules.can_see_grave(user) else []


def of_theme(user: User, theme: Theme) -> list[Grave]:
    """The same of one theme."""
    return _latest(user, _unseen(user).filter(theme=theme)) if rules.can_see_grave(user) else []


def shown(graves: list[Grave]) -> dict:
    """For a page: those that it shows, and whether others follow once these have been looked at."""
    return {"graves": graves[:MOST_SHOWN], "has_more_graves": len(graves) > MOST_SHOWN}


def mine(user: User) -> QuerySet[Grave]:
    """All that was raised in the ICBs whose interface team this person is in."""
    return Grave.objects.filter(icb__in=standing(user).interface_team_of)


def _unseen(user: User) -> QuerySet[Grave]:
    return Grave.objects.filter(icb=standing(user).icb, is_live=True, seen_at=None)


def _latest(user: User, graves: QuerySet[Grave]) -> list[Grave]:
    latest = Issue.objects.visible_to(user).order_by("-pk")[:MOST_SHOWN]
    readable = Prefetch("issues", latest, to_attr="readable")
    return list(graves.prefetch_related(readable).select_related("theme")[: MOST_SHOWN + 1])


@transaction.atomic
def look_at(*, grave: Grave, by: User) -> Grave:
    """Say that a person has looked at it; it leaves the board until another report joins it."""
    require(rules.can_look_at(by, grave))
    grave = Grave.objects.select_for_update().get(pk=grave.pk)
    if grave.seen_at is None:
        grave.seen_at, grave.seen_by = timezone.now(), by
        grave.save(update_fields=["seen_at", "seen_by"])
        if grave.theme:
            grave.theme.entries.create(by=by, verb="looked", text=grave.sentence)
    return grave
