"""What people do to themes: name, publish, withdraw, dismiss, restore. Their acts outlive every run."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.wording import open_text, trouble_with_title
from people.models import User
from people.refusing import Refused, require
from themes import deciding, ending, renaming
from themes.counting import written
from themes.models import Theme, ThemeEntry
from themes.naming import open_label, require_free, require_open
from themes.quoting import require_own_words
from themes.rules import can_curate

NAMING = ("renamed", "published")


class Changed(Refused):
    """Somebody else did something to the theme since it was shown."""


def edition(theme: Theme) -> str:
    """What a person who is shown the theme now has seen of what people did to it: the last thing."""
    return str(acts(theme).values_list("pk", flat=True).last() or 0)


def acts(theme: Theme, *verbs: str, after: str = "0") -> QuerySet[ThemeEntry]:
    """What people did to a theme after that edition: only this, or anything where nothing is named."""
    since = int(after) if after.isdecimal() else 0
    done = theme.entries.filter(by__isnull=False, pk__gt=since).select_related("by").order_by("pk")
    return done.filter(verb__in=verbs) if verbs else done


def _require_seen(theme: Theme, seen: str, *verbs: str) -> None:
    """Go on only if nobody did that, or anything, since it was shown. Where it is unsaid, nothing is asked."""
    if seen and (last := acts(theme, *verbs, after=seen).last()):
        raise Changed(f"{last.words} by {last.by} on {_day(last)} while you were writing.")


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
    _require_seen(theme, seen, *NAMING)
    require_free(theme, label)
    if theme.published_at:
        require_open(theme, label)
    renaming.name(theme, label, by)
    _keep(theme, by, "renamed", label)
    return theme


@transaction.atomic
def publish(*, theme: Theme, by: User, label: str, summary: str) -> Theme:
    """Show the theme to anyone, under the name and with the summary given here. Neither quotes its issues."""
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
    require_own_words(theme, summary)
    if theme.published_at and (theme.given_label, theme.published_summary) == (label, summary):
        return theme
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
    _require_seen(theme, seen)
    if before:
        raise Refused(f"This theme was dismissed already, by {before.by} on {_day(before)}.")
    theme.published_at, theme.dismissed_at = None, timezone.now()
    _keep(theme, by, "dismissed", open_text(reason))
    deciding.of_dismissal(theme=theme, by=by)
    theme.refresh_from_db()
    return theme


@transaction.atomic
def restore(*, theme: Theme, by: User) -> Theme:
    """Put a dismissed theme back on the board."""
    theme = _locked(theme, by)
    if theme.dismissed_at:
        theme.dismissed_at = None
        _keep(theme, by, "restored")
        for decision in deciding.dismissal_of(theme):
            deciding.undo(decision=decision, by=by)
    return theme


def _day(entry: ThemeEntry) -> str:
    return written(timezone.localdate(entry.at))


def _locked(theme: Theme, by: User) -> Theme:
    require(can_curate(by, theme))
    return Theme.objects.select_for_update().get(pk=theme.pk)


def _keep(theme: Theme, by: User, verb: str, text: str = "") -> None:
    """Only what people decide: a run may write the rest of the row meanwhile."""
    theme.save(update_fields=["given_label", "published_at", "published_summary", "dismissed_at"])
    theme.entries.create(by=by, verb=verb, text=text)
