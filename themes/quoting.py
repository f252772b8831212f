"""Words of issues in what anyone will read. Issues are confidential, so nothing on the open side may quote one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from issues.models import Issue
from language import details
from language.retelling import WORD, retold
from people.refusing import Refused
from themes.excerpts import shortened
from themes.models import Pin, Theme, ThemeIssue, Vector

LONG_RUN = 7  # words that are no coincidence
SHORTEST = 4  # words of an issue that is as short as that and stands in a text as a whole
ENOUGH_TO_BE_FREE = 2  # people who say a whole sentence; then it may be a name
MOST_SHOWN = 5
_CLAUSE = re.compile(r"[^.!?;:,()\n\u2013\u2014]+")


def trouble(theme: Theme, text: str) -> str:
    """What words of an issue stand in the text, or what else tells whose it was, in a sentence; empty if nothing."""
    return _sentence(quoted(theme, text)) or _of_references(theme, text) or _of_details(theme, text)


def trouble_in_a_name(theme: Theme, name: str) -> str:
    """The same of a name, in which no whole sentence of one person's stands either, however short."""
    return trouble(theme, name) or _sentence(_clauses_in(theme, name))


def _sentence(found: Sequence[str]) -> str:
    if not found:
        return ""
    told = "These words stand in an issue, or nearly so, and issues are confidential"
    return f"{told}: {_listed(found)}. Say it in your own words"


def _listed(found: Sequence[str]) -> str:
    return "; ".join(f"“{shortened(one)}”" for one in found[:MOST_SHOWN])


def _of_references(theme: Theme, text: str) -> str:
    """Which issues of the theme the text refers to, in a sentence."""
    words = {match.group().upper() for match in WORD.finditer(text)}
    found = [one for one in _issues(theme).values_list("reference", flat=True) if one in words]
    return f"This is the reference of an issue, and issues are confidential: {_listed(found)}" if found else ""


def _of_details(theme: Theme, text: str) -> str:
    """Which details of the text stand in hardly any of the theme's issues, in a sentence."""
    found = details.told_by_few(text, _issues(theme).values_list("text", "reporter").iterator())
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


def quoted(theme: Theme, text: str) -> list[str]:
    """The passages that stand, just so or nearly, in an issue which is, was put, or looks to be in the theme."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = list(_plain(text))
    places: dict[tuple[str, ...], list[int]] = {}
    for length in range(SHORTEST, LONG_RUN + 1):
        for at in range(len(words) - length + 1):
            places.setdefault(tuple(words[at : at + length]), []).append(at)
    taken = [False] * len(words)
    tied = [False] * len(words)  # to the word before
    told = _told(theme) if places else []
    for run in _runs(one for one, _ in told):
        for at in places.get(run, ()):
            _take(taken, tied, at, at + len(run))
    left = ["" if here else word for word, here in zip(words, taken, strict=True)]
    for first, last in retold(left, told):
        _take(taken, tied, first, last + 1)
    begins = [at for at, here in enumerate(taken) if here and not tied[at]]
    return list(dict.fromkeys(_passage(text, spans, tied, at) for at in begins))


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


def _told(theme: Theme) -> list[tuple[list[str], int]]:
    """The words of each of the theme's issues, and who reported it."""
    return [(list(_plain(text)), who) for text, who in _issues(theme).values_list("text", "reporter")]


def _issues(theme: Theme) -> QuerySet[Issue]:
    """Those that are, were put, or look to be in the theme."""
    links = [
        ThemeIssue.objects.filter(theme=theme).values("issue"),
        Pin.objects.filter(theme=theme).values("issue"),
        Vector.objects.filter(looks_like=theme).values("issue"),
    ]
    return Issue.objects.filter(Q(pk__in=links[0]) | Q(pk__in=links[1]) | Q(pk__in=links[2])).order_by("pk")


def _runs(told: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
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
