"""Patterns with signs without which they cannot match: a look for these puts most texts aside before one is tried.

A pattern that begins with any name, or with any of many words, is otherwise tried from every letter of a text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cued:
    """A pattern, and what is in every text that it matches: one of these at least, in small letters."""

    pattern: re.Pattern[str]
    signs: tuple[str, ...]

    def finditer(self, text: str, low: str) -> Iterable[re.Match[str]]:
        """The matches in a text, which is given in small letters too."""
        for sign in self.signs:
            if sign in low:
                return self.pattern.finditer(text)
        return ()


def cued(signs: tuple[str, ...], pattern: str, flags: int = 0) -> Cued:
    """A pattern with its signs."""
    return Cued(re.compile(pattern, flags), signs)
