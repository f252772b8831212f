"""What the reports of an alarm of harm have in common now: a theme, a known problem, or how they are told."""

from collections import Counter
from collections.abc import Collection, Mapping

import numpy as np
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from language import severity, vectors
from themes.editions import UNREADABLE, space
from themes.models import Grave, Vector

INSIDE, OF = F("issue__theme_link__theme"), Coalesce("issue__theme_link__theme", "issue__vector__looks_like")
OF_THEME = (severity.OF_ONE_THEME, severity.LOOKS_LIKE)  # how a sentence tells of a theme
Themes = Mapping[int, int | None]


def most(issues: Collection[int], known: Themes) -> int | None:
    """The theme of more than half of these issues."""
    (theme, count), *_ = Counter(known.get(issue) for issue in issues).most_common(1) or [(None, 0)]
    return theme if 2 * count > len(issues) else None


def bond(issues: Collection[int], inside: Themes, of: Themes) -> str:
    """In words: a theme if most of them are in it; else what they tell; else the theme that most look like.

    `inside`: the theme that each is in; `of`: the same or, of one that is in none, which it looks like.
    """
    if theme := most(issues, inside):
        is_whole = all(inside.get(issue) == theme for issue in issues)
        return severity.OF_ONE_THEME if is_whole else severity.MOST_OF_ONE_THEME
    stored = _stored(issues)
    told = severity.bond(stored) if len(stored) == len(issues) else severity.MAY_BELONG
    return severity.LOOKS_LIKE if told == severity.MAY_BELONG and most(issues, of) else told


def problem(issues: Collection[int]) -> str:
    """The known problem that most of them are surely of."""
    stored = _stored(issues)
    return severity.problem(stored) if len(stored) else ""


def alike(issues: Collection[int]) -> list[set[int]]:
    """Those of them that belong together by what they say, whatever their themes; where that is unknown, all."""
    rows = sorted(_placed(issues).values_list("issue", flat=True))
    if len(rows) < len(issues):
        return [set(issues)]
    stored = _stored(rows)
    if severity.bond(stored) != severity.MAY_BELONG:
        return [set(issues)]
    found: dict[tuple[int, object], set[int]] = {}
    for issue, (told, _, entry) in zip(rows, severity.kinds(stored, [None] * len(rows)), strict=True):
        for way, kind in enumerate((told, entry)):
            if kind is not None:
                found.setdefault((way, kind), set()).add(issue)
    return [some for some in found.values() if len(some) > 1]


def name_anew(alarms: QuerySet[Grave]) -> None:
    """Each bears the name of the theme that more than half of it is in by now, and says what its reports have in
    common by now."""
    ones = {one.pk: one for one in alarms}
    held = Grave.issues.through.objects.filter(grave__in=ones).annotate(inside=INSIDE, of=OF).order_by()
    now: dict[int, tuple[dict, dict]] = {pk: ({}, {}) for pk in ones}
    for alarm, issue, theme, like in held.values_list("grave", "issue", "inside", "of"):
        now[alarm][0][issue], now[alarm][1][issue] = theme, like
    changed = []
    for pk, one in ones.items():
        inside, of = now[pk]
        theme, was = most(of, of), (one.theme_id, one.sentence)
        if most(inside, inside) or theme != one.theme_id or any(f" {said} " in one.sentence for said in OF_THEME):
            one.theme_id, one.sentence = theme, severity.bound_anew(one.sentence, bond(inside, inside, of))
        changed += [one] * ((one.theme_id, one.sentence) != was)
    Grave.objects.bulk_update(changed, ["theme", "sentence"], batch_size=100)


def _placed(issues: Collection[int]) -> QuerySet[Vector]:
    return Vector.objects.filter(issue__in=issues, space=space()).exclude(data=UNREADABLE).order_by("pk")


def _stored(issues: Collection[int]) -> np.ndarray:
    """The rows of those of them whose text has a place."""
    stored = [bytes(data) for data in _placed(issues).values_list("data", flat=True)]
    return vectors.unpack_all(stored) if stored else np.empty((0, 0))
