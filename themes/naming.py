"""Names that people give to themes."""

from archive.wording import open_title
from people.refusing import Refused
from themes.models import Theme


def open_label(label: str) -> str:
    """A name that may stand on an open page."""
    label = open_title(label, Theme._meta.get_field("given_label").max_length)
    if not label:
        raise Refused("A theme needs a name.")
    return label
