"""Themes and all that is kept of them."""

from themes.models.decisions import Decision, OwnProblem, Pin
from themes.models.runs import Part, Run, Spread, Vector
from themes.models.signals import Grave, Signal
from themes.models.theme import Departure, Portrait, Seed, Theme, ThemeEntry, ThemeIssue
from themes.models.words import Abbreviation, Unexplained

__all__ = [
    "Abbreviation",
    "Decision",
    "Departure",
    "Grave",
    "OwnProblem",
    "Part",
    "Pin",
    "Portrait",
    "Run",
    "Seed",
    "Signal",
    "Spread",
    "Theme",
    "ThemeEntry",
    "ThemeIssue",
    "Unexplained",
    "Vector",
]
