"""The page on which what tells who a patient is, and was stored all the same, is taken out of an issue."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from issues import rules, taking_out
from issues.forms import Words
from issues.models import Issue
from issues.reading import find_issue
from issues.templatetags.findings import KINDS
from people.refusing import Refused, require
from people.tasks import nudge


class TakeOutForm(forms.Form):
    """Words as they stand in the issue, a line each, and what they are. They are kept nowhere.

    Lines that were ticked, since they stand right beside one of these, become lines like these.
    """

    text = Words(
        label="What should be taken out?",
        empty="Write the words just as they stand there",
        help_text="Just as it stands there. Each on a line of its own; capitals do not matter.",
        rows=3,
        max_length=taking_out.MOST_LINES * (taking_out.LONGEST + 1),
    )
    kind = forms.ChoiceField(
        label="What is it, where we cannot tell?",
        help_text="Numbers, dates, postcodes and e-mail addresses we tell by themselves, line by line.",
        choices=KINDS.items(),
        initial="NAME",
    )

    def __init__(self, given: QueryDict | None = None):
        if given is not None and (ticked := given.getlist("also")):
            given = given.copy()
            given["text"] = "\n".join([given.get("text", "").rstrip(), *ticked])
        super().__init__(given)

    def clean_text(self) -> list[str]:
        lines = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["text"].splitlines()))
        lines = [line for line in lines if line]
        if len(lines) > taking_out.MOST_LINES:
            raise forms.ValidationError(f"Write at most {taking_out.MOST_LINES} lines at a time")
        for line in lines:
            if not taking_out.SHORTEST <= len(line) <= taking_out.LONGEST:
                least, most = taking_out.SHORTEST, taking_out.LONGEST
                raise forms.ValidationError(f"Each line needs {least} to {most} characters. “{line[:20]}” has not")
        return lines


@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, reference: str) -> HttpResponse:
    """What taking out does, and the form that does it."""
    found = find_issue(request.user, reference)
    require(taking_out.may_begin(request.user, found))
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    looked = None
    if form.is_valid():
        asked = {"words": form.cleaned_data["text"], "kind": form.cleaned_data["kind"]}
        try:
            looked = taking_out.look(issue=found, by=request.user, **asked)
            if looked.mark == request.POST.get("shown"):
                return _taken_out(request, found, **asked, shown=looked.mark)
        except Refused as refused:
            form.add_error("text", str(refused))
    context = {"issue": found, "form": form, "looked": looked, "is_own": not rules.can_take_out(request.user, found)}
    return render(request, "issues/take_out.html", context, status=422 if form.errors else 200)


def _taken_out(request: HttpRequest, found: Issue, **asked) -> HttpResponse:
    places = taking_out.take_out(issue=found, by=request.user, **asked)
    nudge()
    messages.success(request, f"Taken out in {places} place{'' if places == 1 else 's'}.")
    return redirect(found)
