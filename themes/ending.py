"""What became of a theme that a person ended: merged into another, or its splitting off taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from people.models import User
from people.refusing import Refused
from themes.counting import written
from themes.models import Decision, Theme

Kind = Decision.Kind


@dataclass(frozen=True)
class Ending:
    """By what a theme ended, in words before and after the name of the theme where its issues are now."""

    before: str
    into: Theme
    after: str

    def __str__(self) -> str:
        return f"{self.before} “{self.into}”{self.after}."


def of(theme: Theme) -> Ending | None:
    """None of a theme that lives, or that a search ended."""
    if theme.is_live:
        return None
    if theme.merged_into:
        merged = Decision.objects.filter(kind=Kind.MERGED, other=theme, undone_at=None).select_related("by").last()
        how = _by(merged.by, merged.at) if merged else ""
        return Ending("It was merged into", theme.merged_into, how)
    split = Decision.objects.filter(kind=Kind.SPLIT, theme=theme).select_related("other", "undone_by").last()
    if split is None or split.undone_at is None or theme.size:
        return None
    return Ending(
        "It was split off from", split.other, f"; that was taken back{_by(split.undone_by, split.undone_at)}"
    )


def require_none(theme: Theme) -> None:
    """Go on only if no person has ended the theme."""
    if ending := of(theme):
        raise Refused(f"This is no longer a theme. {ending}")


def _by(person: User, at: datetime) -> str:
    return f" by {person} on {written(timezone.localdate(at))}"
