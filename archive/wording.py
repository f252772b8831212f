"""Free text on its way to open pages: nothing that points to a patient, no control characters."""

import re

from django.utils.text import slugify

from archive.models import Project
from language.identifiers import screen

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NOT_SLUGS = frozenset({"new"})  # addresses of pages
SLUG_LENGTH = 72


def open_text(text: str) -> str:
    """The text as anybody may read it: identifiers masked, line ends and blanks tidied."""
    return screen(_tidy(text)).masked


def open_line(text: str, length: int) -> str:
    """The same for a heading or a name: one line, cut to a length."""
    return " ".join(open_text(text).split())[:length].strip()


def holds_identifiers(*texts: str) -> bool:
    """Whether anything in these would be masked."""
    return any(screen(_tidy(text)).found for text in texts if text)


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
