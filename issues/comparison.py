"""Pages that set two issues side by side, to merge or to link them, and the list of what was merged lately."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from issues import acts, links, looking, merging, queries, relating, rules
from issues.forms import MergeForm, OtherForm
from issues.models import Issue
from issues.reading import find_issue, post_only
from people.refusing import Refused, require
from people.tasks import nudge


@require_GET
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """First which other issue is meant; then the two side by side, and what would happen."""
    found = find_issue(request.user, reference)
    require(rules.can_relate(request.user, found))
    form = OtherForm(request.GET if "other" in request.GET else None)
    other = queries.find(request.user, form.cleaned_data["other"].strip()) if form.is_valid() else None
    if other and other.pk == found.pk:
        form.add_error("other", "These are the same issue. Give the reference of another")
    elif other:
        return _side_by_side(request, found, other, MergeForm(initial={"other": other.reference}))
    elif form.is_bound and not form.errors:
        form.add_error("other", "There is no issue with this reference that you may read")
    context = {"issue": found, "form": form}
    return render(request, "issues/compare.html", context, status=422 if form.errors else 200)


@post_only
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Make it part of the other."""
    found, other = find_issue(request.user, reference), find_issue(request.user, request.POST.get("other", ""))
    require(rules.can_merge(request.user, found) and rules.can_merge(request.user, other))
    form = MergeForm(request.POST)

    def do(*, text: str, **rest) -> None:
        merging.merge(issue=found, into=other, by=request.user, text=text)

    try:
        answers = looking.looked_at(form, request.POST, do=do) if form.is_valid() else None
        if answers is None:
            return _side_by_side(request, found, other, form)
        do(**answers)
    except Refused as refusal:
        now = [find_issue(request.user, one.reference) for one in (found, other)]
        return _side_by_side(request, *now, form, refusal)
    nudge()
    messages.success(request, f"Issue {found} is now part of issue {other}. It can be taken back for 30 days.")
    return redirect(other)


@post_only
def relate(request: HttpRequest, reference: str) -> HttpResponse:
    """Link it with the other."""
    found, other = find_issue(request.user, reference), find_issue(request.user, request.POST.get("other", ""))
    relating.relate(issue=found, to=other, by=request.user)
    messages.success(request, f"Linked with issue {other}.")
    return redirect(found)


@post_only
def unrelate(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the link away."""
    found, other = find_issue(request.user, reference), find_issue(request.user, request.POST.get("other", ""))
    relating.unrelate(issue=found, to=other, by=request.user)
    messages.success(request, f"No longer linked with issue {other}.")
    return redirect(found)


@require_GET
def merged(request: HttpRequest) -> HttpResponse:
    """What was merged in the last 30 days into issues that I answer for, and can be taken back."""
    page = Paginator(links.merged_lately(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "issues/merged.html", {"page": page})


def _side_by_side(
    request: HttpRequest, found: Issue, other: Issue, form: MergeForm, refusal: Refused | None = None
) -> HttpResponse:
    compared = links.compare(request.user, found, other)
    refused = refusal and {"reason": str(refusal), "typed": acts.typed(form) if compared.why_not else []}
    context = {"compared": compared, "form": form, "refused": refused}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "issues/side_by_side.html", context, status=status)
