"""Saying “me too” of an issue that one may read, or that the portal showed; a session that ends loses no words."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from issues import (
    drafting,
    following,
    harm_told,
    issue_page,
    looking,
    offering,
    report_views,
    settled_pages,
    signed_out,
)
from issues.act_forms import ReopenForm
from issues.forms import MeTooForm
from issues.models import Issue
from issues.reading import NOTHING_SENT, post_only
from people.refusing import Refused
from people.tasks import nudge

NOT_OFFERED = "This issue was shown to you more than a day ago. Your words were not sent: copy them from here."
REPORT_KEPT = "The report that you were writing is kept too, under “My issues”."


@login_not_required
def me_too(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that I have the same problem, instead of reporting it again."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, reference)
    if request.method == "GET" and "offered" in request.GET:
        return _once_more(request, reference)
    return _say(request, reference=reference)


@post_only
def _say(request: HttpRequest, reference: str) -> HttpResponse:
    found = _shown(request, reference, request.POST)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    if told := harm_told.before_me_too(found, request.POST):
        form = MeTooForm(initial={"text": request.POST.get("text", "")})
        return _page(request, found, form, request.POST, status=200, told=told)
    if found.is_settled and found.has_clock and do not in {"count", "reopen"}:
        return settled_pages.ask(request, found)
    form = ReopenForm(request.POST) if do == "reopen" else MeTooForm(request.POST)
    answers = looking.looked_at(form, request.POST) if form.is_valid() else None
    if answers is None:
        return settled_pages.ask(request, found, form) if do else _page(request, found, form, request.POST)
    has_it = following.have_again if do == "reopen" else following.me_too
    try:
        has_it(issue=found, by=request.user, text=answers["text"])
    except Refused as refusal:
        return issue_page.show_refused(request, found, refusal, form)
    drafting.forget_words(by=request.user, act=_act(reference))
    nudge()
    messages.success(request, looking.with_what_was_masked(settled_pages.said(found, do), form, answers))
    instead = report_views.plain_key(request.POST.get("instead", ""))  # the report that need not be sent now
    return redirect(f"{found.get_absolute_url()}{f'?instead={instead}' if instead else ''}")


def _sign_in_first(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep the line, and the report that was being written, for whoever the page was made for."""
    given = request.POST
    if "category" in given and "report_text" not in given:
        return report_views.sign_in_first(request)  # its words are those of the report
    if "category" in given:
        report = given.copy()
        report["text"] = given["report_text"]
        drafting.keep(by=request.user, fields=report, key=report_views.plain_key(given.get("key", "")))
    beside = {name: given[name] for name in ("offered", "instead") if given.get(name)}
    if "category" in given:
        beside["report"] = "1"
    address = reverse("issues:me_too", args=[reference])
    return signed_out.sign_in_first(request, address, act=_act(reference), form=MeTooForm, beside=beside)


def _once_more(request: HttpRequest, reference: str) -> HttpResponse:
    """The page with the words that were kept while their writer was signed out: nothing is said yet."""
    words = drafting.words_for(by=request.user, key=request.GET.get("words", ""), act=_act(reference))
    found = _shown(request, reference, request.GET)
    if found is None and not words:
        raise Http404
    if found is None:
        refusal = Refused(NOT_OFFERED)
        refusal.typed = [(MeTooForm.base_fields["text"].label, words["text"])]
        raise refusal
    messages.info(request, issue_page.GIVEN_BACK if words else NOTHING_SENT)
    if "report" in request.GET:
        messages.info(request, REPORT_KEPT)
    given = words | {name: request.GET[name] for name in ("offered", "instead") if name in request.GET}
    if found.is_settled and found.has_clock:
        return settled_pages.ask(request, found, given=given)
    return _page(request, found, MeTooForm(initial=words), given, status=200)


def _page(
    request: HttpRequest,
    found: Issue,
    form: MeTooForm,
    given: Mapping[str, str],
    *,
    status: int = 422,
    told: harm_told.Told | None = None,
) -> HttpResponse:
    """The line once more, to be put right or said all the same. A report that is being written goes on with it."""
    report = settled_pages.report_of(request.POST)
    line = form["text"].value() or ""
    context = {"other": found, "form": form, "instead": given.get("instead", ""), "report": report, "told": told}
    context |= {"do": given.get("do", ""), "is_harm_seen": bool(told or given.get("harm_seen"))}
    context["whole"] = [(name, f"{one}\n{line}".strip() if name == "text" else one) for name, one in report]
    context["line"] = line
    return render(request, "issues/me_too.html", context, status=status)


def _shown(request: HttpRequest, reference: str, given: Mapping[str, str]) -> Issue | None:
    """The issue, if this person may read it, or was shown it lately."""
    found = Issue.objects.of_icb(request.user).filter(reference=reference.upper()).first()
    return found if found and offering.is_offered(request.user, found, given.get("offered", "")) else None


def _act(reference: str) -> str:
    return f"{reference.upper()}/me-too"
