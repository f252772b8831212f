"""The name that a person gave a theme, with the one before, so that it can be taken back."""

from people.models import User
from people.refusing import Refused
from themes.models import Decision, Theme
from themes.naming import require_free

Kind = Decision.Kind


def name(theme: Theme, label: str, by: User) -> None:
    """Call a locked theme that, and keep what it was called. The caller saves it."""
    if theme.given_label != label:
        Decision.objects.create(kind=Kind.RENAMED, theme=theme, by=by, earlier=theme.given_label)
        theme.given_label = label


def take_back(decision: Decision) -> None:
    """Call the theme what it was called before; of a name that another followed, only the other's past changes."""
    theme = Theme.objects.select_for_update().get(pk=decision.theme_id)
    later = theme.decisions.filter(kind=Kind.RENAMED, undone_at=None, pk__gt=decision.pk).order_by("pk").first()
    if later:
        later.earlier = decision.earlier
        later.save(update_fields=["earlier"])
        return
    if theme.published_at:
        raise Refused("Anyone can read this theme by that name. Withdraw it from publication first, or rename it.")
    require_free(theme, decision.earlier or theme.label)
    theme.given_label = decision.earlier
    theme.save(update_fields=["given_label"])
