"""Pages on which an issue is reported: the questions, the check, the sending, the receipt."""

import re
import uuid
from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from issues import (
    attaching,
    carrying,
    drafting,
    harm_told,
    offering,
    previewing,
    report_files,
    reporting,
    rules,
    sent_again,
)
from issues.file_forms import FilesForm, chosen_names
from issues.models import Issue
from issues.reading import say_kept
from issues.report_forms import CheckForm, ReportForm
from issues.suggesting import suggested
from language.identifiers import names_in
from people.limits import count_report
from people.models import Organisation
from people.refusing import require
from people.tasks import nudge
from people.wording import without_numbers

NO_DRAFT = "This draft is not yours, or it is not kept any more: it was deleted, or is older than seven days."
KEPT = (
    "Your draft is kept for seven days, under “My issues”. What we recognised as identifying a patient is taken out: "
    "look whether anything is left."
)
AGAIN = "Files that were chosen did not arrive. Choose them again on the next page, under “Add more”:"
KEY = re.compile(r"[-\w]{1,64}", re.ASCII)


@login_not_required
def report(request: HttpRequest) -> HttpResponse:
    """The first step: six questions. Whoever was signed out meanwhile loses nothing."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    require(rules.can_report(request.user))
    if request.method == "GET":
        return _begin(request, request.GET.get("draft", ""))
    if "begin" in request.POST:
        return _form_page(request, ReportForm(initial=request.POST.dict()))
    if "save" not in request.POST:
        return _change(request, ReportForm(request.POST))
    if not drafting.says_something(request.POST):
        messages.warning(request, "There is nothing to keep yet. Write something first.")
        return _form_page(request, ReportForm(initial=request.POST.dict()), status=422)
    draft = drafting.keep(by=request.user, fields=request.POST, key=_key(request))
    messages.success(request, KEPT)
    return redirect(f"{reverse('issues:report')}?draft={draft.key}")


def check(request: HttpRequest, *, known=lambda **answers: None) -> HttpResponse:
    """The second step: what will be stored, who gets it, and what `known` tells of the same problem."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    require(rules.can_report(request.user))
    given = request.POST.copy()
    given["category"] = given.get("instead_category", given.get("category", ""))
    form = ReportForm(given)
    if not form.is_valid():
        return _form_page(request, form)
    if not carrying.is_from_check(request.POST):
        return _check_page(request, form, known=known)
    files = _with_files(request, form)
    return _check_page(request, form, _chosen(request, form), files=files, known=known)


@login_not_required
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """The button that sends it. The same key, pressed again, leads to the same issue."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    files = _with_files(request, form)
    chosen = _chosen(request, form)
    has_files = bool(request.POST.get("has_files") or files.cleaned_data.get("files"))
    is_shown = chosen.is_valid() and not _shown_otherwise(request, **chosen.cleaned_data)
    if not is_shown or files.errors or "leave_out" in request.POST:
        return _check_page(request, form, chosen, files=files)
    if report_files.are_left_behind(request, files):
        return _check_page(request, form, chosen, files=files, are_left=True)
    count_report(request)
    spans = previewing.released(request.POST.getlist("release"), form.cleaned_data)
    answers = form.cleaned_data | chosen.cleaned_data | {"files_key": _key(request) if has_files else ""}
    answers |= {"shown_to": request.POST.get("shown_to", ""), "came_back": _came_back(request)}
    try:
        issue = reporting.report(by=request.user, key=_key(request), released=spans, **answers)
    except reporting.GoesElsewhere as refusal:
        return _check_page(request, form, chosen, files=files, changed=str(refusal))
    except sent_again.SentAlready as refusal:
        return _check_page(request, form, chosen, files=files, earlier=refusal.issue)
    if request.POST.get("draft"):
        drafting.discard(by=request.user, key=request.POST["draft"])
    carrying.forget_shown(request, _key(request))
    nudge()
    linked = "".join(f" It is linked with issue {one.reference}." for one in answers["came_back"])
    messages.success(request, f"Sent. Your reference is {issue.reference}.{linked}")
    return redirect(issue)


@require_POST
def delete_draft(request: HttpRequest) -> HttpResponse:
    """Forget a draft of one's own. Forgotten already, nothing changes."""
    drafting.discard(by=request.user, key=request.POST.get("draft", ""))
    messages.success(request, "The draft is deleted.")
    return redirect("issues:mine")


def _change(request: HttpRequest, form: ReportForm) -> HttpResponse:
    """The questions again, with all that was answered; files that cannot be kept until then are said first."""
    if request.FILES and form.is_valid() and (files := _with_files(request, form)).errors:
        return _check_page(request, form, _chosen(request, form), files=files)
    return _form_page(request, form)


def _with_files(request: HttpRequest, form: ReportForm) -> FilesForm:
    return report_files.with_files(request, key=_key(request), names=_patients(form.cleaned_data))


def _came_back(request: HttpRequest) -> list[Issue]:
    """The settled issues that were ticked as come back, of those that this person was shown."""
    return offering.shown(request.user, request.POST.getlist("came_back"))


def _patients(answers: dict) -> frozenset[str]:
    """The names of patients that a report tells, in small letters."""
    return names_in(previewing.screened(answers).values())


def _chosen(request: HttpRequest, form: ReportForm) -> CheckForm:
    """What was chosen on the check, looked through. Of other words than were asked about, no organisation is."""
    given = request.POST
    if not carrying.is_same_asked(given):
        given = given.copy()
        given.pop("about", None)
    files = attaching.staged(by=request.user, key=_key(request))
    chosen = CheckForm(given, by=request.user, patients=_patients(form.cleaned_data), files=files)
    chosen.is_valid()
    return chosen


def _shown_otherwise(request: HttpRequest, *, about: Organisation | None = None, others=(), **rest) -> str:
    """What is to be looked at before it is sent: who gets it is not what the page said."""
    if _code(about) != request.POST.get("shown_about", ""):
        return "Who gets it has changed."
    if _codes(others) != request.POST.get("shown_others", _codes(others)):
        return "See who gets a copy for the other organisations."
    return ""


def _form_page(
    request: HttpRequest, form: ReportForm, key: str = "", *, chosen: carrying.Pairs | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "key": key or _key(request), "draft": key or request.POST.get("draft", "")}
    context["writer"] = drafting.signature(request.user)
    context["is_empty"] = status == 422
    context["carried"] = carrying.carried(request.POST) if chosen is None else chosen
    is_faulty = form.is_bound and "change" not in request.POST and form.errors
    return render(request, "issues/report.html", context, status=422 if is_faulty else status)


def _check_page(
    request: HttpRequest,
    form: ReportForm,
    chosen: CheckForm | None = None,
    *,
    files: FilesForm | None = None,
    are_left: bool = False,
    changed: str = "",
    earlier: Issue | None = None,
    known=lambda **answers: None,
) -> HttpResponse:
    """The check with what was chosen on it, if anything was; a changed addressee is shown before it is sent.

    What was sent in other answers as an `earlier` issue can be sent as another, under a key of its own.
    """
    settled = chosen.cleaned_data if chosen else {}
    answers, key = form.cleaned_data, _another_key(request) if earlier else _key(request)
    spans = previewing.released(request.POST.getlist("release"), answers)
    is_settled = "about" in settled and carrying.is_same_asked(request.POST)
    chose = {"is_settled": is_settled, "about": settled.get("about"), "others": settled.get("others", ())}
    found = previewing.preview(by=request.user, released=spans, **chose, **answers)
    marked = found.about.code if found.about else None
    offered = {"candidates": [one.pk for one in found.candidates], "initial": {"about": marked}}
    staged = attaching.staged(by=request.user, key=key)
    offered |= {"patients": names_in(found.screened.values()), "files": staged}
    if chosen and not chosen.errors and "shown_about" in request.POST:
        changed = changed or _shown_otherwise(request, about=found.about, others=chose["others"])
    given = request.POST.copy() if chosen else None
    if given is not None and not is_settled:
        given["about"] = marked or ""
    shown_times, shown_before = carrying.note_shown(request, key)
    listed = known(by=request.user, about=found.about, text=answers["text"], category=answers["category"])
    came_back = _came_back(request)
    context = {
        "form": form,
        "found": found,
        "check": CheckForm(given, by=request.user, **offered),
        "shown_about": _code(found.about),
        "shown_others": _codes(chose["others"]),
        "shown_times": shown_times,
        "shown_before": shown_before,
        "is_faulty": bool(chosen and chosen.errors),
        "changed": f"{changed} Check once more, then send." if changed else "",
        "staged": staged,
        **report_files.on_check(request, files, are_left=are_left),
        "known": listed,
        "came_back": came_back,
        "unlisted": [one for one in came_back if not listed or one not in listed.issues],
        "is_thanks": answers["category"].is_thanks,
        "suggested": suggested(icb=found.route.icb, text=found.screened["text"].masked, chosen=answers["category"]),
        "key": key,
        "earlier": earlier,
        "files_stay": bool(earlier and sent_again.has_files(earlier)),
        "draft": request.POST.get("draft", ""),
        "writer": drafting.signature(request.user),
        "released": request.POST.getlist("release"),
        **harm_told.on_check(request, found, answers),
    }
    status = 422 if context["is_faulty"] or context["files"].errors else 200
    return render(request, "issues/check.html", context, status=status)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Keep what was typed while signed out, and come back to it after signing in."""
    back = reverse("issues:report")
    if request.method == "POST":
        draft = drafting.keep(by=request.user, fields=request.POST, key=_key(request), files=chosen_names(request))
        back = f"{back}?draft={draft.key}"
        say_kept(request)
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': back})}")


def _begin(request: HttpRequest, key: str) -> HttpResponse:
    """The blank form, or a draft to go on with; where that was sent, its issue."""
    draft = drafting.take_up(by=request.user, key=key) if key else None
    if draft:
        attaching.carry_over(by=request.user, key=draft.fields.get("files_key", ""), to=draft.key)
        chosen = carrying.pairs_of(draft.fields.get("chosen", {}))
        if names := [one for name, one in chosen if name == "files_again"]:
            messages.info(request, f"{AGAIN} {', '.join(names)}")
        return _form_page(request, ReportForm(initial=draft.fields), draft.key, chosen=chosen)
    if key and (issue := drafting.sent_as(by=request.user, key=key)):
        messages.info(request, f"You have sent this draft. It is issue {issue.reference}.")
        return redirect(issue)
    if key:
        messages.info(request, NO_DRAFT)
    return _form_page(request, ReportForm(initial={"about_words": request.GET.get("about", "")}))


def _key(request: HttpRequest) -> str:
    """The idempotency key of this report: made with the blank form, carried by every step. An odd one is no key."""
    return plain_key(request.POST.get("key", "")) or uuid.uuid4().hex


def _another_key(request: HttpRequest) -> str:
    """The key for what was sent under its own in other answers; files that were chosen since go with it."""
    key = sent_again.next_key(_key(request))
    attaching.carry_over(by=request.user, key=_key(request), to=key)
    carrying.forget_shown(request, key)
    return key


def plain_key(given: str) -> str:
    """What may be the key of a report; nothing where it may not."""
    is_plain = report_files.as_key(given).int or without_numbers(given) == given
    return given if KEY.fullmatch(given) and is_plain else ""


def _code(organisation: Organisation | None) -> str:
    return organisation.code if organisation else ""


def _codes(organisations: Collection[Organisation]) -> str:
    return " ".join(map(_code, organisations))
