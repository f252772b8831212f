"""What was found in a file is waved through only by whoever was told of it: a tick made before counts for nothing.

A name alone may be anybody's, and every e-mail message has some: there the tick is enough.
"""

from django.core.cache import cache

from issues.examining import Examined
from people.limits import without_cache
from people.models import User

MAY_BE_STAFF = frozenset({"NAME", "EMAIL"})
REMEMBERED = 60 * 60  # seconds


def is_waved_through(one: Examined, *, by: User, looked_through: bool) -> bool:
    """Whether this person may add the file, once they say that they have looked. Remembers that they were told."""
    if not one.needs_eyes:
        return True
    if looked_through and one.found <= MAY_BE_STAFF:
        return True
    was_told = _was_told("file", one, by)
    return looked_through and was_told


def may_be_named(one: Examined, *, by: User) -> bool:
    """Whether this person, whose name is hidden, may add the file: once they were told that it names them."""
    return not one.names_writer or _was_told("own-name-in-file", one, by)


def _was_told(what: str, one: Examined, by: User) -> bool:
    """Whether they were told of it already; from now on they were."""
    key = f"told-of-{what}:{by.pk}:{one.digest}"
    return bool(without_cache(lambda: not cache.add(key, True, REMEMBERED), otherwise=True))
