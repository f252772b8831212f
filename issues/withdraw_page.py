"""The page before an issue is withdrawn: who is told, what stops, and who keeps it. Its button withdraws."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from issues import issue_page, looking, rules, withdrawing
from issues.forms import Words, in_confidence
from issues.models import Issue
from issues.moving import others_behind, require_in_time
from issues.reading import find_issue
from people.refusing import Refused, require
from people.tasks import nudge


class WithdrawForm(forms.Form):
    text = Words(
        label="Why? (optional)",
        empty="",
        required=False,
        rows=3,
        max_length=2000,
        help_text="Whoever is told reads it. For example: settled by phone, or reported twice.",
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """What withdrawing does, and the button that does it."""
    found = find_issue(request.user, reference)
    require(rules.can_withdraw(request.user, found))
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not found.has_clock:
        form.fields["text"].help_text = "Whoever is told reads it."
    in_confidence(form, of=found, by=request.user)
    try:
        if request.method == "GET":
            _require_still_theirs(found)
        do = partial(withdrawing.withdraw, issue=found, by=request.user)
        answers = (
            looking.looked_at(form, request.POST, do=do, hidden=looking.name_hidden_in(found, request.user))
            if form.is_valid()
            else None
        )
        done = answers and do(**answers)
    except Refused as refusal:
        return issue_page.show_refused(request, found, refusal, form)
    if done:
        nudge()
        messages.success(request, _done(done))
        return redirect(done)
    entries = found.entries.filter(by=request.user)
    context = {"issue": found, "others": others_behind(found), "form": form, "entries": entries}
    return render(request, "issues/withdraw.html", context, status=422 if form.errors else 200)


def _done(issue: Issue) -> str:
    if not issue.has_clock:
        return "Your thanks are withdrawn."
    stays = "You have left this issue. It stays open for the others who have the problem."
    return stays if issue.is_open else "Withdrawn. You can reopen it here."


def _require_still_theirs(found: Issue) -> None:
    """Go on only if there is something to withdraw."""
    require_in_time(found, "withdraw")
    if found.withdrawn_at:
        raise Refused("You have withdrawn this already. It stays open for others who have the problem.")
