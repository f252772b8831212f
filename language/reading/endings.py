"""Patterns for what a text ends with: a look at its last letters puts most texts aside before the pattern is tried.

A pattern that is anchored at the end is otherwise tried from every letter of the text.
"""

import re
from dataclasses import dataclass

LONGEST = 16


@dataclass(frozen=True)
class Ending:
    """What a text may end with, and the last letters without which it does not, in lower case, white space aside."""

    pattern: re.Pattern[str]
    last: tuple[str, ...]

    def ends(self, text: str) -> bool:
        """Whether the text ends so."""
        return text[-LONGEST:].rstrip().lower().endswith(self.last) and self.pattern.search(text) is not None
