"""Words of an act as they may be stored: as their writer saw them masked, or masked here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from issues.models import Issue
from language.reading.view import MASKS
from language.screening import Screened, screen, screen_together

KINDS = {kind: mask[1:].removesuffix(" removed]") for kind, mask in MASKS.items()}  # as the masks call them


@dataclass(frozen=True)
class MaskedOut:
    """How much of one kind was masked in one field; never which words."""

    field: str
    kind: str
    count: int


class Masked(str):
    """Words as their writer saw them masked, by `looking.py`. `released`: how many wrong findings they kept."""

    released = 0

    @classmethod
    def of(cls, words: str, *, released: int) -> "Masked":
        made = cls(words)
        made.released = released
        return made


def masked(text: str) -> str:
    """The words as they may be stored."""
    return str(text) if isinstance(text, Masked) else screen(text).masked


def masked_together(texts: Mapping[str, str]) -> dict[str, str]:
    """Words that were said together, as they may be stored: whoever one of them names is found in the others."""
    screened = screen_together(texts)
    return {name: masked(text) if isinstance(text, Masked) else screened[name].masked for name, text in texts.items()}


def begun_with(words: str, text: str) -> Masked:
    """The text, masked, behind words of the portal's own."""
    released = text.released if isinstance(text, Masked) else 0
    return Masked.of(f"{words}{masked(text)}".strip(), released=released)


def counted(issue: Issue, text: str) -> dict:
    """What changes of an issue by how many wrong findings the writer of these words kept."""
    released = text.released if isinstance(text, Masked) else 0
    return {"released": issue.released + released} if released else {}


def told_of(screened: Mapping[str, Screened]) -> tuple[MaskedOut, ...]:
    """What was masked, for whoever wrote it: kinds and counts, field by field."""
    return tuple(
        MaskedOut(name, KINDS[kind], count)
        for name, one in screened.items()
        for kind, count in Counter(finding.kind for finding in one.found).items()
    )


def with_what_was_masked(texts: Mapping[str, str]) -> tuple[dict[str, Masked], tuple[MaskedOut, ...]]:
    """Words that were said together, masked, and what to tell of it whoever cannot look at them first."""
    screened = screen_together(texts)
    return {name: Masked.of(one.masked, released=0) for name, one in screened.items()}, told_of(screened)
