"""Words of issues in what anyone will read. Issues are confidential, so nothing on the open side may quote one."""

import re
from collections.abc import Iterator

from django.db.models import Q

from issues.models import Issue
from people.refusing import Refused
from themes.excerpts import shortened
from themes.models import Pin, Theme, ThemeIssue, Vector

LONG_RUN = 7  # words that are no coincidence
SHORTEST = 4  # words of an issue that is as short as that and stands in a text as a whole
MOST_SHOWN = 5
WORD = re.compile(r"\w+(?:['’]\w+)*")


def trouble(theme: Theme, text: str) -> str:
    """What words of an issue stand in the text, each once, in a sentence; empty if none do."""
    found = quoted(theme, text)
    if not found:
        return ""
    words = "; ".join(f"“{shortened(one)}”" for one in found[:MOST_SHOWN])
    return f"These words stand in an issue, and issues are confidential: {words}. Say it in your own words"


def require_own_words(theme: Theme, *texts: str) -> None:
    """Go on only if none of these texts quotes an issue."""
    for text in texts:
        if words := trouble(theme, text):
            raise Refused(f"{words}.")


def quoted(theme: Theme, text: str) -> list[str]:
    """The passages of the text that stand just so in an issue which is, was put, or looks to be in the theme."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = list(_plain(text))
    places: dict[tuple[str, ...], list[int]] = {}
    for length in range(SHORTEST, LONG_RUN + 1):
        for at in range(len(words) - length + 1):
            places.setdefault(tuple(words[at : at + length]), []).append(at)
    taken = [False] * len(words)
    tied = [False] * len(words)  # to the word before
    for run in _runs(theme) if places else ():
        for at in places.get(run, ()):
            taken[at : at + len(run)] = [True] * len(run)
            tied[at + 1 : at + len(run)] = [True] * (len(run) - 1)
    begins = [at for at, here in enumerate(taken) if here and not tied[at]]
    return list(dict.fromkeys(_passage(text, spans, tied, at) for at in begins))


def _runs(theme: Theme) -> Iterator[tuple[str, ...]]:
    """Every run of so many words of the theme's issues; of a shorter issue, all its words."""
    links = [
        ThemeIssue.objects.filter(theme=theme).values("issue"),
        Pin.objects.filter(theme=theme).values("issue"),
        Vector.objects.filter(looks_like=theme).values("issue"),
    ]
    issues = Issue.objects.filter(Q(pk__in=links[0]) | Q(pk__in=links[1]) | Q(pk__in=links[2])).order_by("pk")
    for text in issues.values_list("text", flat=True).iterator(chunk_size=500):
        words = list(_plain(text))
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
