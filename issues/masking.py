"""Words of an act as they may be stored: as their writer saw them masked, or masked here."""

from collections.abc import Mapping

from issues.models import Issue
from language.screening import screen, screen_together


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
