"""Words of issues in what anyone will read. Issues are confidential, so nothing on the open side may quote one."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from issues.models import Issue
from language import details
from language.passages import LONG_RUN
from language.retelling import ENOUGH_PEOPLE, WORD, retold, retold_by_few
from people.refusing import Refused
from themes import elsewhere
from themes.excerpts import shortened
from themes.models import Departure, Pin, Theme, ThemeIssue, Vector

SHORTEST = 4  # words of an issue that is as short as that and stands in a text as a whole
ENOUGH_TO_BE_FREE = 2  # people who say a whole sentence; then it may be a name
REFERENCE = 5  # signs of one
MOST_SHOWN = 5

Run = tuple[str, ...]
Told = tuple[list[str], int]  # an issue's words, and who reported it
_CLAUSE = re.compile(r"[^.!?;:,()\n\u2013\u2014]+")


def trouble(theme: Theme | None, text: str, areas: Collection[int] | None = None) -> str:
    """What words of an issue stand in the text, or what else tells whose it was, in a sentence; empty if nothing.

    It is held against the issues of the theme and, for what stands word for word or nearly so, against all of these
    areas: where none is named, of the theme's.
    """
    areas = _areas(theme, areas)
    return _sentence(quoted(theme, text, areas)) or _of_references(theme, text, areas) or _of_details(theme, text)


def trouble_in_a_name(theme: Theme, name: str, areas: Collection[int] | None = None) -> str:
    """The same of a name, in which no whole sentence of one person's stands either, however short."""
    return trouble(theme, name, areas) or _sentence(_clauses_in(theme, name))


def _areas(theme: Theme | None, areas: Collection[int] | None) -> Collection[int]:
    return areas if areas is not None else {theme.icb_id} if theme else ()


def _sentence(found: Sequence[str]) -> str:
    if not found:
        return ""
    told = "These words stand in an issue, or nearly so, and issues are confidential"
    return f"{told}: {_listed(found)}. Say it in your own words"


def _listed(found: Sequence[str]) -> str:
    return "; ".join(f"“{shortened(one)}”" for one in found[:MOST_SHOWN])


def _of_references(theme: Theme | None, text: str, areas: Collection[int]) -> str:
    """Which issues the text refers to, in a sentence. Outside the theme only what is no word is a reference."""
    words = {match.group().upper() for match in WORD.finditer(text)}
    signs = {one for one in words if len(one) == REFERENCE and not one.isalpha() and not one.isdecimal()}
    of_areas = Issue.objects.filter(reference__in=signs, icb__in=areas).order_by("pk") if signs and areas else ()
    found = [one for one in _issues(theme).values_list("reference", flat=True) if one in words]
    found += [one.reference for one in of_areas if one.reference not in found]
    return f"This is the reference of an issue, and issues are confidential: {_listed(found)}" if found else ""


def _of_details(theme: Theme | None, text: str) -> str:
    """Which details of the text stand in hardly any of the theme's issues, in a sentence.

    What a search took out of the theme of late counts too, as only words are looked for in all issues of an area.
    """
    if theme is None:
        return ""
    left = Issue.objects.filter(pk__in=Departure.objects.filter(theme=theme).values("issue"))
    found = details.told_by_few(text, (_issues(theme) | left).values_list("text", "reporter").iterator())
    if not found:
        return ""
    stand = "This detail stands" if len(found) == 1 else "Each of these details stands"
    where = "in one issue" if all(count == 1 for _, count in found) else "in hardly any issue"
    return f"{stand} {where}, and can tell whose it was: {_listed([one for one, _ in found])}. Say it less exactly"


def require_own_words(theme: Theme, *texts: str) -> None:
    """Go on only if none of these texts quotes an issue."""
    for text in texts:
        if words := trouble(theme, text):
            raise Refused(f"{words}.")


def quoted(theme: Theme | None, text: str, areas: Collection[int] | None = None) -> list[str]:
    """The passages that stand, just so or nearly, in an issue of the theme; or of the areas, if few say it."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = list(_plain(text))
    places: dict[tuple[str, ...], list[int]] = {}
    for length in range(SHORTEST, LONG_RUN + 1):
        for at in range(len(words) - length + 1):
            places.setdefault(tuple(words[at : at + length]), []).append(at)
    taken = [False] * len(words)
    tied = [False] * len(words)  # to the word before
    told = _told(_issues(theme).values_list(*elsewhere.TOLD)) if places else []
    beside = _told(elsewhere.told(text, _areas(theme, areas), besides=_keys(theme))) if places else []
    for run in {*_runs(one for one, _ in told), *_said_by_few(told, beside, places)}:
        for at in places.get(run, ()):
            _take(taken, tied, at, at + len(run))
    for passages in (lambda left: retold(left, told), lambda left: retold_by_few(left, beside)):
        left = ["" if here else word for word, here in zip(words, taken, strict=True)]
        for first, last in passages(left):
            _take(taken, tied, first, last + 1)
    begins = [at for at, here in enumerate(taken) if here and not tied[at]]
    return list(dict.fromkeys(_passage(text, spans, tied, at) for at in begins))


def _said_by_few(told: Sequence[Told], beside: Sequence[Told], here: Container[Run]) -> list[Run]:
    """Runs of the other issues that stand here, unless three people say them."""
    people: dict[Run, set[int]] = {}
    for words, who in beside:
        for run in _runs([words]):
            if run in here:
                people.setdefault(run, set()).add(who)
    for words, who in told if people else ():
        for run in _runs([words]):
            if run in people:
                people[run].add(who)
    return [run for run, some in people.items() if len(some) < ENOUGH_PEOPLE]


def _clauses_in(theme: Theme, name: str) -> list[str]:
    """Whole sentences or clauses of issues that stand in a name, unless two people said the same words."""
    here = _spaced(name)
    issues = [(text, who) for text, who in _issues(theme).values_list("text", "reporter")]
    clauses = {_spaced(one) for text, _ in issues for one in _CLAUSE.findall(text)}
    found = [one for one in sorted(clauses) if len(one.split()) >= SHORTEST and one in here]
    said = [(_spaced(text), who) for text, who in issues] if found else []
    return [one.strip() for one in found if len({who for text, who in said if one in text}) < ENOUGH_TO_BE_FREE]


def _spaced(text: str) -> str:
    """The words as they are compared, each between two spaces."""
    return f" {' '.join(_plain(text))} "


def _take(taken: list[bool], tied: list[bool], first: int, end: int) -> None:
    taken[first:end] = [True] * (end - first)
    tied[first + 1 : end] = [True] * (end - first - 1)


def _told(issues: Iterable[tuple[str, str, int]]) -> list[Told]:
    """The words of each of these issues, those of what is wanted if they are many, and who reported it."""
    told = [(list(_plain(text)), list(_plain(wanted)), who) for text, wanted, who in issues]
    wishes = [(wanted, who) for _, wanted, who in told if len(wanted) >= LONG_RUN]
    return [(text, who) for text, _, who in told] + wishes


def _keys(theme: Theme | None) -> set[int]:
    return set(_issues(theme).order_by().values_list("pk", flat=True))


def _issues(theme: Theme | None) -> QuerySet[Issue]:
    """Those that are, were, were put, or look to be in the theme."""
    if theme is None:
        return Issue.objects.none()
    links = [
        ThemeIssue.objects.filter(theme=theme).values("issue"),
        Pin.objects.filter(Q(theme=theme) | Q(came_from=theme)).values("issue"),
        Vector.objects.filter(looks_like=theme).values("issue"),
    ]
    there = Q(pk__in=links[0]) | Q(pk__in=links[1]) | Q(pk__in=links[2])
    if theme.remembered:
        there |= Q(pk__in=theme.remembered)
    return Issue.objects.filter(there).order_by("pk")


def _runs(told: Iterable[Sequence[str]]) -> Iterator[Run]:
    """Every run of so many words of these issues; of a shorter issue, all its words."""
    for words in told:
        length = min(LONG_RUN, len(words))
        if length >= SHORTEST:
            yield from (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _plain(text: str) -> Iterator[str]:
    """The words as they are compared."""
    return (match.group().replace("’", "'").lower() for match in WORD.finditer(text))


def _passage(text: str, spans: list[tuple[int, int]], tied: list[bool], at: int) -> str:
    end = at
    while end + 1 < len(tied) and tied[end + 1]:
        end += 1
    return text[spans[at][0] : spans[end][1]]
