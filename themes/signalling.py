"""Signals: the dated, numeric evidence that a theme is emerging or growing. Kept for good."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from themes.models import Signal, Theme


def write(groups: Iterable, known: Mapping[str, Theme]) -> None:
    """Keep each group's signal. The same signal found again is the same signal."""
    rows = [
        Signal(theme=known[group.found.key], **asdict(group.found.signal)) for group in groups if group.found.signal
    ]
    Signal.objects.bulk_create(rows, ignore_conflicts=True)
