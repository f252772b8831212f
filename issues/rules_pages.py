"""Pages about the rules that look at issues: what they teach, and what a draft would have changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from issues.learning_rules import suggestions
from issues.trying_rules import try_draft
from routing import drafting, publishing
from routing.models import Draft
from routing.rule_pages import icb_to_edit, of_draft


@require_GET
@never_cache
def rules(request: HttpRequest) -> HttpResponse:
    """Which version is in force, who works on another, what issues teach, and the way back."""
    icb = icb_to_edit(request)
    newest = publishing.newest_of(icb)
    context = {
        "newest": newest,
        "before": newest and publishing.before(newest),
        "draft": drafting.draft_of(icb, request.user),
        "others": drafting.drafts_of_others(icb, request.user),
        "suggestions": suggestions(icb),
    }
    return render(request, "issues/rules.html", context)


@require_GET
@never_cache
@of_draft
def preview(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Which of last quarter's issues would have gone elsewhere by my draft, from where to where."""
    return render(request, "issues/rules_preview.html", {"draft": draft, "found": try_draft(draft)})
