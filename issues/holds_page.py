"""The page behind the question whether a change holds. Opening it does nothing; one of its buttons answers."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from issues import acts, confirming, looking, queries
from issues.forms import Words, in_confidence
from issues.models import Issue, Verdict
from issues.reading import find_issue, have_read
from people.notices import unread_about
from people.refusing import Refused
from people.tasks import nudge

REASON_MISSING = "Say what still happens, so that it can be put right"


class VerdictForm(forms.Form):
    """One of four buttons, and a few words."""

    answer = forms.ChoiceField(
        choices=Verdict.Answer.choices,
        error_messages={
            "required": "Press one of the four buttons",
            "invalid_choice": "Press one of the four buttons",
        },
    )
    text = Words(
        label="Anything to add?",
        empty="",
        required=False,
        rows=3,
        max_length=2000,
        help_text="Needed if it still happens: say what. The others need no words.",
    )

    def clean(self):
        answers = super().clean()
        if answers.get("answer") == Verdict.Answer.NO and not answers.get("text") and "text" not in self.errors:
            self.add_error("text", REASON_MISSING)
        return answers


def holds(request: HttpRequest, reference: str) -> HttpResponse:
    """Does the change hold? Only for those who are asked, who read before when that will be."""
    found = find_issue(request.user, reference)
    asked = queries.verdict_of(request.user, found)
    if asked is None and queries.is_asked_later(request.user, found):
        return render(request, "issues/holds_later.html", {"issue": found})
    if asked is None:
        raise Http404
    have_read(
        request,
        unread_about(request.user, reverse("issues:holds", args=[found.reference])).values_list("pk", flat=True),
    )
    form = VerdictForm(request.POST if request.method == "POST" else None)
    in_confidence(form, of=found, by=request.user)
    do = partial(confirming.judge, issue=found, by=request.user)
    try:
        is_sent = request.method == "POST" and form.is_valid()
        answers = (
            looking.looked_at(form, request.POST, do=do, hidden=looking.name_hidden_in(found, request.user))
            if is_sent
            else None
        )
        if answers is not None:
            do(**answers)
    except Refused as refusal:
        said = {"reason": str(refusal), "typed": acts.typed(form)}
        return _page(request, found, form, status=409, refused=said)
    if answers is not None:
        nudge()
        is_no = answers["answer"] == Verdict.Answer.NO
        messages.success(request, "Thank you. It is open again." if is_no else "Thank you. Your answer is kept.")
        return redirect(found)
    return _page(request, found, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, found: Issue, form: VerdictForm, *, status: int, refused=None) -> HttpResponse:
    context = {
        "issue": found,
        "asked": queries.verdict_of(request.user, found),
        "form": form,
        "buttons": BUTTONS,
        "tally": queries.tally(found),
        "refused": refused,
    }
    return render(request, "issues/holds.html", context, status=status)


BUTTONS = [
    {"value": answer.value, "text": answer.label, "classes": "" if answer == "yes" else "nhsuk-button--secondary"}
    for answer in Verdict.Answer
]
