"""What is found in the words of an act is shown to whoever wrote them before anything is stored; they may keep some.

A report has a page of its own for that (`previewing.py`). Here it is the form of the act, once more: nothing is done
until its writer has seen what would be taken out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.http import QueryDict

from issues.forms import OWN_NAME, Words
from issues.masking import Masked
from issues.models import Issue
from issues.own_name import own_name_in
from issues.previewing import marks
from language.screening import Screened, Span, screen_together
from people.models import User

OWN = "own-name"  # the mark of one's own name
LOOK = "This may tell who a patient is. Look at what is taken out, then send it again"


@dataclass(frozen=True)
class Found:
    """What was found in an act's words, by field, and what their writer keeps of it, by its mark."""

    screened: dict[str, Screened]
    released: list[str]
    own_name: str = ""

    @property
    def has_findings(self) -> bool:
        return any(one.found for one in self.screened.values())


def name_hidden_in(issue: Issue, by: User) -> User | None:
    """Whoever writes, where they reported the issue, or what is part of it, in confidence."""
    if issue.reporter_id == by.pk:
        return by if issue.is_confidential else None
    is_hidden = issue.is_partly_mine and issue.duplicates.filter(reporter=by, is_confidential=True).exists()
    return by if is_hidden else None


def looked_at(
    form: forms.Form, sent: QueryDict, *, do: Callable[..., object] | None = None, hidden: User | None = None
) -> dict | None:
    """A valid form's answers, its words as their writer saw them masked; nothing while they have not seen it all.

    Then the form has an error, and `found` for `issues/_found.html`. `do` is the act: where it would be refused, it
    is refused now, since whoever came first matters more than what was found. `hidden` is whoever writes, where their
    name is: it is not taken out, but they are told once where it stands.
    """
    answers = form.cleaned_data
    words = {name: text for name, text in answers.items() if text and isinstance(form.fields[name], Words)}
    screened = screen_together(words)
    unseen = [name for name, one in screened.items() if set(marks(name, one)) - set(sent.getlist("shown"))]
    kept = {name: _kept(name, one, sent.getlist("release")) for name, one in screened.items()}
    seen = screen_together(words, release=kept)
    shown = sent.getlist("shown")
    own_name = own_name_in([one.masked for one in seen.values()], hidden) if hidden else ""
    if unseen or (own_name and OWN not in shown):
        if do:
            _try(do, answers)
        form.found = Found(screened, sent.getlist("release"), own_name)
        for name in unseen[:1]:
            form.add_error(name, LOOK)
        if own_name and OWN not in shown:
            form.add_error(next(iter(words)), OWN_NAME.format(name=own_name))
        return None
    return answers | {name: Masked.of(one.masked, released=len(kept[name])) for name, one in seen.items()}


def with_what_was_masked(done: str, form: forms.Form, answers: dict) -> str:
    """What was done, and whether something was taken out of what was typed for it."""
    is_masked = any(form.cleaned_data[name] != answers[name] for name in answers)
    return f"{done} What may identify a patient was taken out." if is_masked else done


@transaction.atomic
def _try(do: Callable[..., object], answers: dict) -> None:
    """Do the act and take it back at once: nothing is left of it but a refusal."""
    do(**answers)
    transaction.set_rollback(True)


def _kept(name: str, found: Screened, released: list[str]) -> set[Span]:
    """The findings of a field that its writer keeps, but for NHS numbers."""
    marked = zip(found.found, marks(name, found), strict=True)
    return {(one.start, one.end) for one, mark in marked if mark in released and one.kind != "NHS_NUMBER"}
