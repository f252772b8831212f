"""Names in letters that English is not written in: Chinese, Arabic, Cyrillic, Devanagari, Hangul; not Greek."""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit

_LETTERS = r"\u0400-\u074f\u0750-\u077f\u0900-\u11ff\u1200-\u137f\u3040-\u30ff\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3"
_RUN = re.compile(rf"[{_LETTERS}](?:[{_LETTERS} ·-]*[{_LETTERS}])")
_MOST_WORDS = 40  # beyond, it is a text in another language, or one sign that stands for many


def names_in_other_letters(text: str) -> Iterator[Hit]:
    """What is said in such letters, as far as it may name somebody: one letter alone, or a whole text, does not."""
    if text.isascii():
        return
    for match in _RUN.finditer(text):
        if len(match.group().split()) <= _MOST_WORDS:
            yield match.start(), match.end(), "NAME", False
