"""The name that a person gave a theme, with the one before, so that it can be taken back."""

from collections.abc import Iterable

from people.models import User
from people.refusing import Refused
from themes.models import Decision, Theme
from themes.naming import require_free
from themes.taking_out import INSTEAD

Kind = Decision.Kind
LATER = "A later name took its place. Take that back first."


def name(theme: Theme, label: str, by: User) -> None:
    """Call a locked theme that, and keep what it was called. The caller saves it."""
    if theme.given_label != label:
        Decision.objects.create(kind=Kind.RENAMED, theme=theme, by=by, earlier=theme.given_label)
        theme.given_label = label


def given(theme: Theme, decisions: Iterable[Decision]) -> dict[int, str]:
    """The name that each naming among a theme's decisions gave it, of all that stand, newest first."""
    names, name = {}, theme.given_label
    for decision in decisions:
        if decision.kind == Kind.RENAMED:
            names[decision.pk], name = name or INSTEAD, decision.earlier
    return names


def take_back(decision: Decision) -> None:
    """Call the theme what it was called before. Only the newest name can be taken back."""
    theme = Theme.objects.select_for_update().get(pk=decision.theme_id)
    if theme.decisions.filter(kind=Kind.RENAMED, undone_at=None, pk__gt=decision.pk).exists():
        raise Refused(LATER)
    if theme.published_at and theme.merged_into:
        raise Refused(
            "Anyone read this theme by that name. Take the merge back first, or withdraw it from publication."
        )
    if theme.published_at:
        raise Refused("Anyone can read this theme by that name. Withdraw it from publication first, or rename it.")
    require_free(theme, decision.earlier or theme.label)
    theme.given_label = decision.earlier
    theme.save(update_fields=["given_label"])
