"""What people do to themes: name, add to, publish, withdraw, dismiss, restore. Their acts outlive every run."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.wording import open_line, open_text
from issues.models import Issue
from people.models import User
from people.refusing import Refused, require
from themes import tracking
from themes.models import Pin, Theme, ThemeIssue
from themes.rules import can_curate


@transaction.atomic
def rename(*, theme: Theme, by: User, label: str) -> Theme:
    """Give the theme a name that stays, whatever later runs would call it."""
    theme = _locked(theme, by)
    label = _open_label(label)
    if theme.given_label != label:
        theme.given_label = label
        _keep(theme, by, "renamed", label)
    return theme


@transaction.atomic
def add(*, theme: Theme, issue: Issue, by: User) -> Theme:
    """Put an issue into the theme, out of any other. It stays there, whatever later runs make of it."""
    require(can_curate(by, theme) and issue.icb_id == theme.icb_id)
    left = ThemeIssue.objects.filter(issue=issue).values("theme")
    both = Theme.objects.select_for_update().filter(Q(pk=theme.pk) | Q(pk__in=left)).order_by("pk")
    theme = next(one for one in both if one.pk == theme.pk)
    if theme.dismissed_at or not theme.is_live:
        raise Refused("This theme is not on the board, so nothing can be added to it.")
    if issue.category.is_thanks != theme.is_thanks:
        raise Refused("What works well and what is a problem are kept in themes of their own.")
    if Pin.objects.filter(issue=issue, theme=theme).exists():
        return theme
    now = timezone.now()
    Pin.objects.update_or_create(issue=issue, defaults={"theme": theme, "by": by, "at": now})
    tracking.put(issue=issue, theme=theme, now=now)
    theme.entries.create(by=by, verb="added", at=now)
    return theme


@transaction.atomic
def publish(*, theme: Theme, by: User, label: str, summary: str) -> Theme:
    """Show the theme to anyone, under the name and with the summary given here. Its issues stay unseen."""
    theme = _locked(theme, by)
    if theme.dismissed_at:
        raise Refused("This theme was dismissed. Restore it before you publish it.")
    if not theme.is_live:
        raise Refused("This theme is no longer found among the issues, so it cannot be published.")
    label, summary = _open_label(label), open_text(summary)
    if not summary:
        raise Refused("A published theme needs a summary in plain words.")
    if theme.published_at and (theme.given_label, theme.published_summary) == (label, summary):
        return theme
    theme.given_label, theme.published_summary = label, summary
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
def dismiss(*, theme: Theme, by: User, reason: str) -> Theme:
    """Take it off the board, as something that is no theme. A published one is withdrawn with it."""
    theme = _locked(theme, by)
    if not theme.dismissed_at:
        theme.published_at, theme.dismissed_at = None, timezone.now()
        _keep(theme, by, "dismissed", open_text(reason))
    return theme


@transaction.atomic
def restore(*, theme: Theme, by: User) -> Theme:
    """Put a dismissed theme back on the board."""
    theme = _locked(theme, by)
    if theme.dismissed_at:
        theme.dismissed_at = None
        _keep(theme, by, "restored")
    return theme


def _locked(theme: Theme, by: User) -> Theme:
    require(can_curate(by, theme))
    return Theme.objects.select_for_update().get(pk=theme.pk)


def _open_label(label: str) -> str:
    """A name that may stand on an open page."""
    label = open_line(label, Theme._meta.get_field("given_label").max_length)
    if not label:
        raise Refused("A theme needs a name.")
    return label


def _keep(theme: Theme, by: User, verb: str, text: str = "") -> None:
    """Only what people decide: a run may write the rest of the row meanwhile."""
    theme.save(update_fields=["given_label", "published_at", "published_summary", "dismissed_at"])
    theme.entries.create(by=by, verb=verb, text=text)
