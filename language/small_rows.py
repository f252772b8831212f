"""Rows of eight bits a number, kept in bounded memory: to find, among thousands, the few worth a closer look."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
_STEPS = 127  # on either side of nought


class SmallRows:
    """At most `most` rows of one width, by their keys. Products with rows of length one are right to a hundredth."""

    def __init__(self, most: int, width: int) -> None:
        self.most, self.width = most, width
        self.forget()

    def forget(self) -> None:
        self._places: dict[int, int] = {}
        self._rows = np.empty((0, self.width), dtype=np.int8)
        self._steps = np.empty(0, dtype=np.float32)

    def lacking(self, keys: Sequence[int]) -> list[int]:
        """Which of at most `most` keys to keep before they are compared; all of them where there is no more room."""
        lacking = [key for key in keys if key not in self._places]
        if len(self._places) + len(lacking) > self.most:
            self.forget()
            return list(keys)
        return lacking

    def keep(self, keys: Sequence[int], rows: Rows) -> None:
        """A row for each key that was lacking."""
        start, end = len(self._places), len(self._places) + len(keys)
        if end > len(self._rows):
            self._grow(end)
        steps = np.abs(rows).max(axis=1, initial=0) / _STEPS
        self._rows[start:end] = np.round(rows / np.where(steps == 0, 1, steps)[:, None])
        self._steps[start:end] = steps
        self._places |= zip(keys, range(start, end), strict=True)

    def _grow(self, least: int) -> None:
        more = min(self.most, max(least, 2 * len(self._rows))) - len(self._rows)
        self._rows = np.concatenate([self._rows, np.empty((more, self.width), dtype=np.int8)])
        self._steps = np.concatenate([self._steps, np.empty(more, dtype=np.float32)])

    def nearest(self, keys: Sequence[int], row: Rows) -> list[int]:
        """Those of the keys that have a row, by their product with this row, largest first; ties as they came."""
        kept = [key for key in keys if key in self._places]
        places = np.array([self._places[key] for key in kept], dtype=np.intp)
        products = (self._rows[places].astype(np.float32) @ row) * self._steps[places]
        return [kept[at] for at in np.argsort(-np.round(products, 5), kind="stable")]
