"""Words of names anywhere in England, spelt right where somebody did not."""

from functools import lru_cache
from itertools import product

from people.models import Alias, Organisation
from people.searching import tokens
from routing.likeness import Spelling
from routing.names import version

ALTERNATIVES = 3  # for one word, none much less like it than the first
AS_GOOD = 0.06
MOST_MISSPELT = 3


def respelt(words: str) -> list[list[str]]:
    """What may have been meant by words that no name says together: groups of words, each of which some name says.

    Nothing where every word is known, or one is like none. One SQL statement while nothing changes.
    """
    known, spelling = _known(*version())
    choices = [[word] if word in known else _nearest(word, spelling) for word in tokens(words)]
    misspelt = [each for each, word in zip(choices, tokens(words), strict=True) if each != [word]]
    if not 0 < len(misspelt) <= MOST_MISSPELT or not all(choices):
        return []
    return [list(dict.fromkeys(group)) for group in product(*choices)]


def _nearest(word: str, spelling: Spelling) -> list[str]:
    like = spelling.like(word)
    best = max(like.values(), default=0.0)
    kept = [other for other in like if like[other] >= best - AS_GOOD]
    return sorted(kept, key=lambda other: (-like[other], other))[:ALTERNATIVES]


@lru_cache(maxsize=1)
def _known(*version) -> tuple[frozenset[str], Spelling]:
    """Every word of the names and towns of all open organisations, and of their other names."""
    active = Organisation.objects.filter(status=Organisation.Status.ACTIVE).order_by()
    said = {text.lower() for row in active.values_list("name", "town").iterator(5000) for text in row}
    said |= {name.lower() for name in Alias.objects.order_by().values_list("name", flat=True).iterator(5000)}
    known = frozenset(word for text in said for word in tokens(text))
    return known, Spelling(known)
