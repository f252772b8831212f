"""What is asked of "me too" about a settled issue: reopen it, only be counted, or go on with one's own report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from issues.act_forms import ReopenForm
from issues.forms import MeTooForm
from issues.models import Issue
from issues.report_forms import ReportForm

BESIDE = ("key", "draft", "writer")  # what the form of a report carries apart from its questions


def ask(request: HttpRequest, found: Issue, form: ReopenForm | MeTooForm | None = None) -> HttpResponse:
    """The ways that are open, with what was typed in each of them. `form` has what has to be put right."""
    typed = request.POST.get("text", "")
    context = {
        "other": found,
        "form": form if isinstance(form, ReopenForm) else ReopenForm(initial={"text": typed}),
        "faulty": form,
        "count": form if isinstance(form, MeTooForm) else None,
        "line": "" if "category" in request.POST else typed,  # a whole report is no line to add
        "report": _report(request),
        "offered": request.POST.get("offered", ""),
        "instead": request.POST.get("instead", request.POST.get("key", "")),
    }
    return render(request, "issues/me_too_settled.html", context, status=422 if form else 200)


def _report(request: HttpRequest) -> list[tuple[str, str]]:
    """The answers of the report that was being written, to go on with; nothing where there was none."""
    if "category" not in request.POST:
        return []
    names = [*ReportForm.base_fields, *BESIDE]
    answers = request.POST.dict() | {"text": request.POST.get("report_text", request.POST.get("text", ""))}
    ticked = [("came_back", said) for said in request.POST.getlist("came_back")]
    return [(name, answers[name]) for name in names if name in answers] + ticked


def said(found: Issue, do: str) -> str:
    """What is said once it is done."""
    if do == "reopen":
        return f"Reopened. {found.desk.title} has to answer it, and you are told what comes of it."
    only = f"{found.desk.title} is told that it goes on, and does not have to answer. " if found.is_settled else ""
    return f"Counted. {only}You will be told whatever the reporter of {found.reference} is told."
