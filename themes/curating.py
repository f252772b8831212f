"""What people do to themes: name, publish, withdraw, dismiss, restore. Their acts outlive every run."""

from django.db import transaction
from django.utils import timezone

from archive.wording import open_text, trouble_with_title
from people.models import User
from people.refusing import Refused, require
from themes import deciding, ending, persons, renaming
from themes.acting import acts, day, require_seen
from themes.models import Theme
from themes.naming import open_label, require_free, require_kept, require_open
from themes.quoting import require_own_words
from themes.rules import can_curate

NAMING = ("renamed", "published")
PUBLISHING = (*NAMING, "withdrawn")
NOT_OPEN = "It is not published: its open page stays closed until somebody publishes it again."


@transaction.atomic
def rename(*, theme: Theme, by: User, label: str, seen: str = "") -> Theme:
    """Give the theme a name that stays, whatever later runs would call it.

    `seen`: the `edition` that was shown to whoever writes. Changed where somebody named it since.
    """
    theme = _locked(theme, by)
    ending.require_none(theme)
    label = open_label(label)
    if theme.given_label == label:
        return theme
    require_seen(theme, seen, *NAMING)
    require_free(theme, label)
    (require_open if theme.published_at else require_kept)(theme, label)
    renaming.name(theme, label, by)
    _keep(theme, by, "renamed", label)
    return theme


@transaction.atomic
def publish(*, theme: Theme, by: User, label: str, summary: str, seen: str = "") -> Theme:
    """Show the theme to anyone, by this name and with this summary, which quote no issue and name nobody.

    `seen`: the `edition` that was shown to whoever writes. Changed where somebody named, published or withdrew it
    since.
    """
    theme = _locked(theme, by)
    ending.require_none(theme)
    if theme.dismissed_at:
        raise Refused("This theme was dismissed. Restore it before you publish it.")
    if not theme.is_live:
        raise Refused("This theme is no longer found among the issues, so it cannot be published.")
    if trouble := trouble_with_title(summary):
        raise Refused(f"{trouble}.")
    label, summary = open_label(label), open_text(summary)
    if not summary:
        raise Refused("A published theme needs a summary in plain words.")
    require_free(theme, label)
    require_open(theme, label)
    persons.require_nobody(summary, theme=theme)
    require_own_words(theme, summary)
    if theme.published_at and (theme.given_label, theme.published_summary) == (label, summary):
        return theme
    require_seen(theme, seen, *PUBLISHING)
    renaming.name(theme, label, by)
    theme.published_summary = summary
    theme.published_at = theme.published_at or timezone.now()
    _keep(theme, by, "published", summary)
    return theme


@transaction.atomic
def withdraw(*, theme: Theme, by: User) -> Theme:
    """No longer show the theme to people who are not signed in."""
    theme = _locked(theme, by)
    if theme.published_at:
        theme.published_at = None
        _keep(theme, by, "withdrawn")
    return theme


@transaction.atomic
def dismiss(*, theme: Theme, by: User, reason: str, seen: str = "") -> Theme:
    """Take it off the board, as something that is no theme. A published one is withdrawn with it.

    `seen`: the `edition` that was shown to whoever writes. Changed where somebody did anything to it since.
    """
    theme = _locked(theme, by)
    ending.require_none(theme)
    before = acts(theme, "dismissed").last() if theme.dismissed_at else None
    if before and before.by == by:
        return theme
    require_seen(theme, seen)
    if before:
        raise Refused(f"This theme was dismissed already, by {before.by} on {day(before)}.")
    was_open, theme.published_at, theme.dismissed_at = theme.published_at, None, timezone.now()
    _keep(theme, by, "dismissed", open_text(reason))
    if was_open:
        theme.entries.create(by=by, verb="withdrawn")
    deciding.of_dismissal(theme=theme, by=by)
    theme.refresh_from_db()
    return theme


@transaction.atomic
def restore(*, theme: Theme, by: User) -> Theme:
    """Put a dismissed theme back on the board."""
    theme = _locked(theme, by)
    if theme.dismissed_at:
        theme.dismissed_at = None
        _keep(theme, by, "restored", NOT_OPEN if was_withdrawn_with_dismissal(theme) else "")
        for decision in deciding.dismissal_of(theme):
            deciding.undo(decision=decision, by=by)
    return theme


def was_withdrawn_with_dismissal(theme: Theme) -> bool:
    """Whether a theme that was published left its open page because it was dismissed, and was not published since."""
    last = acts(theme, *PUBLISHING, "dismissed").exclude(verb="renamed").order_by("-pk")[:2]
    return [one.verb for one in last] == ["withdrawn", "dismissed"]


def _locked(theme: Theme, by: User) -> Theme:
    require(can_curate(by, theme))
    return Theme.objects.select_for_update().get(pk=theme.pk)


def _keep(theme: Theme, by: User, verb: str, text: str = "") -> None:
    """Only what people decide: a run may write the rest of the row meanwhile."""
    theme.save(update_fields=["given_label", "published_at", "published_summary", "dismissed_at"])
    theme.entries.create(by=by, verb=verb, text=text)
