"""Names that people give to themes."""

from collections.abc import Collection

from django.db.models import Value as V
from django.db.models.functions import Coalesce, Lower, NullIf

from archive.wording import open_title
from people.refusing import Refused
from themes import library, persons, quoting
from themes.models import OwnProblem, Theme

LETTERS = "A name has letters. Write it in words"


def open_label(label: str) -> str:
    """A name that may stand on an open page."""
    label = open_title(label, Theme._meta.get_field("given_label").max_length)
    if not label:
        raise Refused("A theme needs a name.")
    if not any(one.isalpha() for one in label):
        raise Refused(f"{LETTERS}.")
    return label


def trouble(theme: Theme, label: str) -> str:
    """Why the theme, or what is split off from it, cannot be called that; "" if it can. Its own name is its own."""
    if not any(one.isalpha() for one in label):
        return LETTERS
    label = _plain(label)
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


def open_name(theme: Theme) -> str:
    """What anyone may read as the theme's name: a person's, or that of a known problem; "" if it has none."""
    if theme.given_label or not _is_known(theme, theme.label):
        return theme.given_label
    return theme.label


def trouble_openly(theme: Theme, label: str, areas: Collection[int] | None = None) -> str:
    """Why that may not stand on an open page as a name; "" if it may. The portal makes its own of issues' words."""
    is_the_portals = _plain(label) == _plain(theme.label) != _plain(theme.given_label)
    if is_the_portals and not _is_known(theme, label):
        return "The portal made this name, of words of issues. Write one in your own words"
    return _trouble_with_words(theme, label, areas)


def trouble_kept(theme: Theme, label: str) -> str:
    """Why a theme cannot be called that, which all of its area read in its history for good; "" if it can.

    What the portal called it may stand there, as it stands there already.
    """
    return "" if _plain(label) == _plain(theme.label) else _trouble_with_words(theme, label)


def require_kept(theme: Theme, label: str) -> None:
    """Go on only if the theme's history may hold that name."""
    if words := trouble_kept(theme, label):
        raise Refused(f"{words}.")


def _trouble_with_words(theme: Theme, label: str, areas: Collection[int] | None = None) -> str:
    return persons.trouble_in_a_name(label, theme) or _trouble_with_quotes(theme, label, areas)


def _trouble_with_quotes(theme: Theme, label: str, areas: Collection[int] | None) -> str:
    """What of it is an issue's; a name that the portal's own library has is everybody's, whoever wrote it too."""
    return "" if _plain(label) in library.names() else quoting.trouble_in_a_name(theme, label, areas)


def require_open(theme: Theme, label: str) -> None:
    """Go on only if anyone may read that name."""
    if words := trouble_openly(theme, label):
        raise Refused(f"{words}.")


def _plain(label: str) -> str:
    return " ".join(label.split()).lower()


def _is_known(theme: Theme, label: str) -> bool:
    name = _plain(label)
    return name in library.names() or OwnProblem.objects.filter(icb=theme.icb_id, name__iexact=name).exists()
