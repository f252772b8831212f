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
    key = f"told-of-file:{by.pk}:{one.digest}"
    was_told = without_cache(lambda: not cache.add(key, True, REMEMBERED), otherwise=True)
    return looked_through and bool(was_told)
