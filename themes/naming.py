"""Names that people give to themes."""

from django.db.models import Value as V
from django.db.models.functions import Coalesce, Lower, NullIf

from archive.wording import open_title
from people.refusing import Refused
from themes.models import Theme


def open_label(label: str) -> str:
    """A name that may stand on an open page."""
    label = open_title(label, Theme._meta.get_field("given_label").max_length)
    if not label:
        raise Refused("A theme needs a name.")
    return label


def trouble(theme: Theme, label: str) -> str:
    """Why the theme, or what is split off from it, cannot be called that; "" if it can. Its own name is its own."""
    label = " ".join(label.split()).lower()
    named = Coalesce(NullIf("given_label", V("")), "label")
    others = Theme.objects.current().filter(icb=theme.icb_id).exclude(pk=theme.pk).annotate(known_as=Lower(named))
    if label == str(theme).lower() or not others.filter(known_as=label).exists():
        return ""
    return (
        "Another theme of your area has this name. Choose a different name or, if they are one problem, merge the two"
    )


def require_free(theme: Theme, label: str) -> None:
    """Go on only if no other theme of the area is called that."""
    if words := trouble(theme, label):
        raise Refused(f"{words}.")
