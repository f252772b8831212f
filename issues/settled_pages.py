"""What is asked of "me too" about a settled issue: reopen it, only be counted, or go on with one's own report."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from issues import carrying, settled
from issues.act_forms import ReopenForm
from issues.forms import MeTooForm
from issues.models import Issue
from issues.report_forms import ReportForm

BESIDE = ("key", "draft", "writer")  # what the form of a report carries apart from its questions


def ask(
    request: HttpRequest,
    found: Issue,
    form: ReopenForm | MeTooForm | None = None,
    *,
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The ways that are open, with what was typed in each of them. `form` has what has to be put right.

    `given` is what was sent, where it was sent before.
    """
    given = request.POST if given is None else given
    typed, do = given.get("text", ""), given.get("do", "")
    is_line = "category" not in given or ("report_text" in given and not do)  # a whole report is no line to add
    context = {
        "other": found,
        "read": settled.read(request.user, [found]).get(found.pk),
        "form": form
        if isinstance(form, ReopenForm)
        else ReopenForm(initial={"text": typed or given.get("report_text", "")}),
        "faulty": form,
        "count": form if isinstance(form, MeTooForm) else None,
        "line": typed if is_line else "",
        "report": report_of(request.POST),
        "offered": given.get("offered", ""),
        "instead": given.get("instead", given.get("key", "")),
    }
    return render(request, "issues/me_too_settled.html", context, status=422 if form else 200)


def report_of(given: QueryDict) -> list[tuple[str, str]]:
    """The answers of the report that was being written, to go on with; nothing where there was none."""
    if "category" not in given:
        return []
    names = [*ReportForm.base_fields, *BESIDE]
    answers = given.dict() | {"text": given.get("report_text", given.get("text", ""))}
    return [(name, answers[name]) for name in names if name in answers] + carrying.carried(given)


def said(found: Issue, do: str) -> str:
    """What is said once it is done."""
    if do == "reopen":
        return f"Reopened. {found.desk.title} has to answer it, and you are told what comes of it."
    if not found.has_clock:
        return "Counted. Your thanks stand with theirs."
    only = f"{found.desk.title} is told that it goes on, and does not have to answer. " if found.is_settled else ""
    return f"Counted. {only}You will be told whatever the reporter of {found.reference} is told."
