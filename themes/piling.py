"""Issues of harm in piles: each pile is one alarm, under a theme or under none. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from language import severity

_PAIR = 2  # reports that two piles share, from which they may be told twice of the same


def piles(found: Sequence[set[int]], known: Mapping[int, int], by: Mapping[int, int]) -> list[set[int]]:
    """The same issues: a kind under the theme of most of it, or under its themes where each has two people.

    Others stay whole under no theme. What one person alone is left with joins those that it is told with.
    """
    strong = _strong(set().union(*found), known, by)
    themes: dict[int, set[int]] = {}
    whole: list[set[int]] = []
    single: list[set[int]] = []
    told: set[int] = set()
    for kind in found:
        fresh, theme_of = kind - told, _themes(kind, known, by, strong)
        told |= kind
        for theme in {theme_of[issue] for issue in fresh} - {None}:
            themes.setdefault(theme, set()).update(issue for issue in fresh if theme_of[issue] == theme)
        apart = {issue for issue in fresh if theme_of[issue] is None}
        if apart:
            (whole if _people(apart, by) >= severity.FEWEST_REPORTERS else single).append(apart)
    of_themes = [themes[theme] for theme in sorted(themes)]
    single += [pile for pile in of_themes if _people(pile, by) < severity.FEWEST_REPORTERS]
    kept = [pile for pile in of_themes if _people(pile, by) >= severity.FEWEST_REPORTERS] + whole
    left = []
    for one in single:
        if near := _told_with(one, kept, found, known):
            near.update(one)
        else:
            left.append(one)
    return kept + _together(left, found, by)


def _together(single: Sequence[set[int]], found: Sequence[set[int]], by: Mapping[int, int]) -> list[set[int]]:
    """What each is one person's and is told with no pile, by the kind that brought two of them together."""
    together: list[set[int]] = []
    left = set().union(*single)
    for kind in found:
        if _people(left & kind, by) >= severity.FEWEST_REPORTERS:
            together.append(left & kind)
            left -= kind
    return together


def _themes(
    kind: set[int], known: Mapping[int, int], by: Mapping[int, int], strong: set[int]
) -> dict[int, int | None]:
    """Under which theme each issue of a kind is told, None: under none. `strong` themes tell their own."""
    of = {issue: known[issue] for issue in kind & known.keys()}
    if of.keys() == kind and set(of.values()) == _strong(kind, known, by):
        return {**of}
    most, count = next(iter(Counter(of[issue] for issue in sorted(of)).most_common(1)), (None, 0))
    if 2 * count <= len(kind):
        return dict.fromkeys(kind)
    return {issue: of[issue] if of.get(issue) in strong else most for issue in kind}


def _strong(some: set[int], known: Mapping[int, int], by: Mapping[int, int]) -> set[int]:
    """The themes of which two people report some of these."""
    people: dict[int, set[int]] = {}
    for issue in some & known.keys():
        people.setdefault(known[issue], set()).add(by[issue])
    return {theme for theme, who in people.items() if len(who) >= severity.FEWEST_REPORTERS}


def _told_with(
    one: set[int], piles: Sequence[set[int]], found: Sequence[set[int]], known: Mapping[int, int]
) -> set[int] | None:
    """The pile that holds most of the same theme, or else of the same kind; None if none does."""
    themes = {known[issue] for issue in one & known.keys()}
    kinds = set().union(*(kind for kind in found if kind & one))
    scores = [(sum(known.get(issue) in themes for issue in pile), len(pile & kinds)) for pile in piles]
    best = max(range(len(piles)), key=lambda at: (scores[at], -at), default=None)
    return piles[best] if best is not None and any(scores[best]) else None


def _people(some: Iterable[int], by: Mapping[int, int]) -> int:
    return len({by[issue] for issue in some})


def grown(new: Iterable[set[int]], standing: Iterable[set[int]]) -> list[set[int]]:
    """The new piles, each with all of what stands already and is much the same; what stands is never taken apart.

    Much the same: two or more reports that are half of the smaller, or of several that share as many the likest. So
    what two reports have in common stands in two places at most.
    """
    groups = [set(one) for one in standing]
    for pile in new:
        whole = set(pile)
        while joined := _much_the_same(whole, groups):
            whole |= set().union(*joined)
            groups = [one for one in groups if all(one is not other for other in joined)]
        groups.append(whole)
    fresh = [set(pile) for pile in new]
    return [one for one in groups if any(pile <= one for pile in fresh)]


def left(some: Iterable[set[int]], told: Iterable[set[int]]) -> list[set[int]]:
    """Those of the first that are told whole in none of the others, nor in a larger one of their own."""
    found: list[set[int]] = []
    for one in sorted(some, key=len, reverse=True):
        if not any(one <= other for other in (*told, *found)):
            found.append(one)
    return found


def _much_the_same(pile: set[int], groups: Sequence[set[int]]) -> list[set[int]]:
    near = sorted((one for one in groups if len(one & pile) >= _PAIR), key=lambda one: (-len(one & pile), min(one)))
    same = [one for one in near if 2 * len(one & pile) >= min(len(one), len(pile))]
    return same or (near[:1] if len(near) > 1 else [])
