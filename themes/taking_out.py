"""Taking a name that a theme was once given out of what is kept of it: it names somebody, and is read for good."""

from django.db import transaction
from django.utils import timezone

from people.models import User
from people.refusing import Refused, require
from themes.models import Decision, Theme, ThemeEntry
from themes.rules import can_curate

INSTEAD = "a name that was taken out"


def can_be(entry: ThemeEntry, theme: Theme) -> bool:
    """Whether the entry holds a name that the theme was given and no longer has."""
    return entry.verb == "renamed" and bool(entry.text) and entry.text != theme.given_label


@transaction.atomic
def take_out(*, entry: ThemeEntry, by: User) -> ThemeEntry:
    """Take the name of an entry out of every history of its area, for good. Once more is the same.

    What the theme was called before is then what the portal called it, for whoever takes back a later name.
    """
    theme = Theme.objects.select_for_update().get(pk=entry.theme_id)
    require(can_curate(by, theme))
    entry = ThemeEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.taken_out_at:
        return entry
    if not can_be(entry, theme):
        raise Refused("This is not a name that the theme had before. Rename the theme first.")
    name, own = entry.text, theme.entries.filter(verb="renamed", text=entry.text)
    own.update(text="", taken_out_at=timezone.now(), taken_out_by=by)
    _forget(theme, name)
    entry.refresh_from_db()
    return entry


def _forget(theme: Theme, name: str) -> None:
    """Put other words in its place wherever histories and reasons of the area tell of the theme by it."""
    in_area = ThemeEntry.objects.filter(theme__icb=theme.icb_id, text__contains=name).exclude(verb="renamed")
    for one in in_area.select_for_update(of=("self",)):
        one.text = _without(one.text, name)
        one.save(update_fields=["text"])
    for other in Theme.objects.select_for_update().filter(icb=theme.icb_id, why__contains=f"“{name}”"):
        other.why = _without(other.why, name)
        other.save(update_fields=["why"])
    Decision.objects.filter(theme=theme, earlier=name).update(earlier="")


def _without(text: str, name: str) -> str:
    """The text with other words where it stands as a name: alone, in quotation marks, or before a count of issues."""
    if text == name:
        return INSTEAD
    text = text.replace(f"“{name}”", INSTEAD)
    for before in ("", "from "):
        if text.startswith(f"{before}{name}, "):
            return f"{before}{INSTEAD}{text[len(before) + len(name) :]}"
    return text
