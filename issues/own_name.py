"""How the name or the address of somebody who stays hidden stands in their own words and files."""

import re
from collections.abc import Iterable

from people.models import User

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


def in_files(names: list[str]) -> str:
    """What whoever reports in confidence is told of files of these names."""
    files = ", ".join(f"“{name}”" for name in names)
    return IN_FILES.format(files=files, them="it" if len(names) == 1 else "them")
