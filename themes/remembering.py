"""What a process remembers of the places of issues, so that a new text is not compared with all of them read anew.

It only says at whom to look first. Whether an issue may be shown, and how near it is, is asked of the database.
"""

from collections.abc import Sequence
from threading import Lock

from language import coordinates, similarity, vectors
from language.small_rows import SmallRows
from themes.editions import UNREADABLE, space
from themes.models import Vector

MOST = 32_768  # issues, about 18 MB in each process
_remembered = SmallRows(MOST, coordinates.width())
_turn = Lock()


def nearest(issues: Sequence[int], row: similarity.Rows) -> list[int]:
    """Those of at most MOST issues that have a place, nearest to a row of `represent_whole` first.

    One SQL statement where some are not remembered, for instance those that were placed since.
    """
    with _turn:
        if lacking := _remembered.lacking(issues):
            _remember(lacking)
        return _remembered.nearest(issues, similarity.without_words(row[None])[0])


def forget() -> None:
    """Where keys may come to mean other issues."""
    with _turn:
        _remembered.forget()


def _remember(issues: Sequence[int]) -> None:
    placed = Vector.objects.filter(issue__in=issues, space=space()).exclude(data=UNREADABLE)
    if rows := list(placed.values_list("issue", "data")):
        keys, data = zip(*rows, strict=True)
        _remembered.keep(keys, similarity.without_words(vectors.unpack_all(data)))
