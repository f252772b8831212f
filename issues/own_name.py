"""How the name or the address of somebody who stays hidden stands in their own words and files."""

import re
from collections.abc import Iterable

from people.models import User

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
OF_STAFF = frozenset({"dr", "doctor", "prof", "professor"})
IN_A_FILE = (
    "Your own name stands in it: “{name}”. It is not taken out. Take it out yourself, or add it again to keep it."
)
MAY_HIDE_ONE = (
    "We cannot take out who made it, which is kept where nobody sees it. Print it to a new PDF and add that, or add "
    "it again to keep it as it is."
)
IN_FILES = (
    "Your own name stands, or may stand, in {files}. It is not taken out. Leave {them} out, or send it again to keep "
    "it"
)


def own_name_in(words: Iterable[str], by: User) -> str:
    """How somebody's own name or address stands in their words; nothing where it does not."""
    parts = by.name.split() or [by.email]
    full, surname = r"\s+".join(map(re.escape, parts)), re.escape(parts[-1])
    capital = rf"|{surname}|{surname.upper()}" if parts[-1][0].isupper() else ""
    pattern = re.compile(rf"(?<!\w)(?:(?i:{full}|{re.escape(by.email)}){capital})(?!\w)")
    return next((found[0] for text in words if (found := pattern.search(text))), "")


def is_own(words: str, by: User) -> bool:
    """Whether words that look like a patient's name are somebody's own: in full, or by initials and surname.

    A surname alone, or after Mrs, may be a patient's who has the same.
    """
    own, said = _parts(by.name), _parts(words)
    if len(own) < 2 or len(said) < 2 or own[-1] not in (said[0], said[-1]):
        return False
    initials = {part[0] for part in own[:-1]}
    return all(part in own or part in initials for part in said)


def _parts(name: str) -> list[str]:
    return [part for part in map(str.casefold, WORD.findall(name)) if part not in OF_STAFF]


def in_files(names: list[str]) -> str:
    """What whoever reports in confidence is told of files of these names."""
    files = ", ".join(f"“{name}”" for name in names)
    return IN_FILES.format(files=files, them="it" if len(names) == 1 else "them")
