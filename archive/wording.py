"""Free text on its way to open pages: nothing that points to a patient, no control characters."""

import re

from django.utils.text import slugify

from archive.models import Project
from language.identifiers import screen, screen_together
from language.reading.view import MASKS
from people.refusing import Refused

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{3,290}", re.IGNORECASE)
NOT_SLUGS = frozenset({"new"})  # addresses of pages
SLUG_LENGTH = 72


def open_text(text: str) -> str:
    """The text as anybody may read it: identifiers masked, line ends and blanks tidied."""
    return screen(_tidy(text)).masked


def open_texts(**texts: str) -> dict[str, str]:
    """The same for texts that are sent together: a patient whom one of them names is found in the others too."""
    together = screen_together({name: _tidy(text) for name, text in texts.items()})
    return {name: one.masked for name, one in together.items()}


def open_line(text: str, length: int) -> str:
    """The same for a heading or a name: one line, cut to a length."""
    return " ".join(open_text(text).split())[:length].strip()


def open_title(text: str, length: int) -> str:
    """The same for what others find it by, which is never shown with a gap in it."""
    if trouble := trouble_with_title(text):
        raise Refused(f"{trouble}.")
    return open_line(text, length)


def trouble_with_title(text: str) -> str:
    """Why words cannot be a title or a name on an open page; empty if they can."""
    masked = open_text(text).casefold()
    mark = next((mark for mark in MASKS.values() if mark.casefold() in masked), "")
    return f"This would read “{mark}” in place of what may identify a person. Write it without that" if mark else ""


def holds_identifiers(*texts: str) -> bool:
    """Whether anything in these would be masked."""
    return any(screen(_tidy(text)).found for text in texts if text)


def holds_nhs_number(text: str) -> bool:
    """Whether an NHS number is in text that cannot be masked without breaking it."""
    return any(finding.kind == "NHS_NUMBER" for finding in screen(text).found)


def trouble_with_address(address: str) -> str:
    """Why an address cannot be shown as a link on an open page; empty if it can."""
    if not address:
        return ""
    if not WEB_ADDRESS.fullmatch(address):
        return "Give the whole address of a web page, starting with https://"
    if holds_nhs_number(address):
        return "This address holds what looks like an NHS number. Leave it out, or link to a page without it."
    return ""


def open_address(address: str) -> str:
    """The address, if it can be shown on an open page."""
    if trouble := trouble_with_address(address.strip()):
        raise Refused(trouble)
    return address.strip()


def free_slug(title: str) -> str:
    """A slug for this title that no other project has."""
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or "project"
    taken = NOT_SLUGS | set(Project.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    slug = stem
    while slug in taken:
        slug = f"{stem}-{number}"
        number += 1
    return slug


def _tidy(text: str) -> str:
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
