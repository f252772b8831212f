"""What is found in the words of an act is shown to whoever wrote them before anything is stored; they may keep some.

A report has a page of its own for that (`previewing.py`). Here it is the form of the act, once more: nothing is done
until its writer has seen what would be taken out.
"""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from issues.forms import Words
from issues.masking import Masked
from issues.previewing import marks
from language.screening import Screened, Span, screen_together

LOOK = "This may tell who a patient is. Look at what is taken out, then send it again"


@dataclass(frozen=True)
class Found:
    """What was found in an act's words, by field, and what their writer keeps of it, by its mark."""

    screened: dict[str, Screened]
    released: list[str]


def looked_at(form: forms.Form, sent: QueryDict) -> dict | None:
    """A valid form's answers, its words as their writer saw them masked; nothing while they have not seen it all.

    Then the form has an error, and `found` for `issues/_found.html`.
    """
    answers = form.cleaned_data
    words = {name: text for name, text in answers.items() if text and isinstance(form.fields[name], Words)}
    screened = screen_together(words)
    unseen = [name for name, one in screened.items() if set(marks(name, one)) - set(sent.getlist("shown"))]
    if unseen:
        form.found = Found(screened, sent.getlist("release"))
        form.add_error(unseen[0], LOOK)
        return None
    kept = {name: _kept(name, one, sent.getlist("release")) for name, one in screened.items()}
    seen = screen_together(words, release=kept)
    return answers | {name: Masked.of(one.masked, released=len(kept[name])) for name, one in seen.items()}


def _kept(name: str, found: Screened, released: list[str]) -> set[Span]:
    """The findings of a field that its writer keeps, but for NHS numbers."""
    marked = zip(found.found, marks(name, found), strict=True)
    return {(one.start, one.end) for one, mark in marked if mark in released and one.kind != "NHS_NUMBER"}
