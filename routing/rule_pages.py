"""Pages on which the interface team changes the rules: a draft, its rules, publishing it, earlier versions."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.models import Organisation
from people.paging import Pages
from people.refusing import Refused, require
from people.standing import standing
from routing import drafting, publishing
from routing.models import Draft, Rule, Rulebook
from routing.reasons import say_rule
from routing.registry import precedence
from routing.rule_forms import RuleForm
from routing.rules import can_edit_rules

BLANK = {"acknowledge_days": 2, "answer_days": 10, "desk_at": "about"}
CHANGED = "Your draft was changed in another window since you looked at it. Look at it as it is now, then go on."
GONE = (
    "Your draft was published or thrown away in another window, so this was not saved. Another was begun: what you "
    "typed is kept below, save it again if it is right."
)
SUGGESTED = ("name", "category", "about_side", "service", "desk_kind", "desk_at")


def icb_to_edit(request: HttpRequest) -> Organisation:
    """The ICB whose rules the reader may change; 403 for anybody else."""
    icb = standing(request.user).icb
    require(can_edit_rules(request.user, icb))
    return icb


def of_draft(page: Callable[..., HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the reader's draft. What is refused is said on the draft as it is now, with nothing else lost.

    Where it is gone, as another window published it or threw it away, the rules in force are said instead.
    """

    @wraps(page)
    def shown(request: HttpRequest) -> HttpResponse:
        icb = icb_to_edit(request)
        found, why_not = drafting.draft_of(icb, request.user), ""
        if found is not None:
            try:
                return page(request, found)
            except Refused as refused:
                why_not = CHANGED if isinstance(refused, drafting.Overtaken) else str(refused)
                found = drafting.draft_of(icb, request.user)
        if found is not None:
            return _draft_page(request, found, why_not)
        messages.info(request, f"You have no draft now. {_in_force(icb)}")
        return redirect("issues:rules")

    return shown


def _in_force(icb: Organisation) -> str:
    newest = publishing.newest_of(icb)
    return publishing.say_published(newest) if newest else "No rules have been published yet."


class _Said:
    """A rule's plain fields and its sentence."""

    def __init__(self, fields: dict, rule: Rule):
        self.name, self.sentence, self.weight = fields["name"], say_rule(rule), precedence(rule)
        self.acknowledge_days, self.answer_days = rule.acknowledge_days, rule.answer_days


class _Words:
    """Several lists of rules in words. Two SQL statements."""

    def __init__(self, *lists: list[dict]):
        rules = [rule for each in lists for rule in each]
        book = publishing.as_book(rules)
        self.of = {id(fields): _Said(fields, rule) for fields, rule in zip(rules, book.rules, strict=True)}

    def ranked(self, rules: list[dict]) -> list[_Said]:
        """Rules in the order in which they win."""
        return sorted((self.of[id(rule)] for rule in rules), key=lambda rule: rule.weight, reverse=True)

    def compared(self, before: list[dict], after: list[dict]) -> list[dict]:
        """The rules that differ: what each was and what it is."""
        both = publishing.differences(before, after)
        return [{"before": self.of.get(id(one)), "after": self.of.get(id(other))} for one, other in both]


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft, or go on with the one there is."""
    drafting.begin(icb=icb_to_edit(request), by=request.user)
    return redirect("routing:draft")


@require_GET
@never_cache
@of_draft
def draft(request: HttpRequest, found: Draft) -> HttpResponse:
    """My draft: its rules in the order in which they win, and how it differs from what is in force."""
    return _draft_page(request, found)


def _draft_page(request: HttpRequest, found: Draft, refused: str = "") -> HttpResponse:
    newest = publishing.newest_of(found.icb)
    in_force = publishing.rules_of(newest) if newest else []
    words = _Words(in_force, found.rules)
    context = {
        "draft": found,
        "newest": newest,
        "is_current": publishing.is_current(found, newest),
        "rules": words.ranked(found.rules),
        "differences": words.compared(in_force, found.rules),
        "others": drafting.drafts_of_others(found.icb, request.user),
        "refused": refused,
    }
    return render(request, "routing/draft.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "POST"])
@never_cache
def rule(request: HttpRequest) -> HttpResponse:
    """Change the rule that `rule` names, or add one."""
    return _rule_sent(request) if request.method == "POST" else _rule_shown(request)


@of_draft
def _rule_shown(request: HttpRequest, found: Draft) -> HttpResponse:
    name = request.GET.get("rule", "")
    kept = _rule_of(found, name)
    if name and kept is None:
        messages.info(request, f"The rule “{name}” is not in your draft any more.")
        return redirect("routing:draft")
    suggested = {field: request.GET[field] for field in SUGGESTED if field in request.GET}
    initial = (RuleForm.initial_of(kept) if kept else BLANK) | suggested
    return _rule_page(request, found, RuleForm(initial=initial, icb=found.icb), kept)


def _rule_sent(request: HttpRequest) -> HttpResponse:
    """Where the draft is gone, another is begun, in which what was typed can be saved."""
    icb, name = icb_to_edit(request), request.GET.get("rule", "")
    earlier = drafting.draft_of(icb, request.user)
    found = earlier or drafting.begin(icb=icb, by=request.user)
    kept = _rule_of(found, name)
    form = RuleForm(request.POST, initial=RuleForm.initial_of(kept) if kept else BLANK, icb=icb)
    if not form.is_valid():
        return _rule_page(request, found, form, kept, status=422)
    try:
        if earlier is None:
            raise drafting.Overtaken(f"{GONE} {_in_force(icb)}")
        drafting.put(draft=found, by=request.user, revision=_revision(request), name=name, fields=form.plain())
    except Refused as refused:
        form.add_error(None, str(refused))
        status = 409 if isinstance(refused, drafting.Overtaken) else 422
        return _rule_page(request, found, form, kept, status=status)
    messages.success(request, "Saved in your draft. It is not in force yet.")
    return redirect("routing:draft")


def _rule_of(found: Draft, name: str) -> dict | None:
    return next((rule for rule in found.rules if rule["name"] == name), None)


def _rule_page(
    request: HttpRequest, found: Draft, form: RuleForm, kept: dict | None, *, status: int = 200
) -> HttpResponse:
    """The form; where the draft was changed meanwhile, with what it says now, which saving again is over."""
    is_overtaken = status == 409 and kept is not None
    now = _Words([kept]).ranked([kept])[0] if is_overtaken else None
    revision = found.revision if status in {200, 409} else _revision(request)
    context = {"form": form, "rule": kept, "revision": revision, "now": now}
    return render(request, "routing/rule.html", context, status=status)


@require_POST
@of_draft
def take_out(request: HttpRequest, found: Draft) -> HttpResponse:
    """Leave a rule out of my draft."""
    name = request.POST.get("rule", "")
    drafting.take_out(draft=found, by=request.user, revision=_revision(request), name=name)
    messages.success(request, f"“{name}” is out of your draft. It stays in force until you publish.")
    return redirect("routing:draft")


@require_POST
@of_draft
def bring_up_to_date(request: HttpRequest, found: Draft) -> HttpResponse:
    """Take over what somebody else has published since."""
    drafting.bring_up_to_date(draft=found, by=request.user, revision=_revision(request))
    messages.success(request, "Your draft begins from the version in force now. Look at what it changes.")
    return redirect("routing:draft")


@require_POST
@of_draft
def discard(request: HttpRequest, found: Draft) -> HttpResponse:
    """Throw my draft away."""
    drafting.discard(draft=found, by=request.user)
    messages.success(request, "Your draft is thrown away. Nothing in force has changed.")
    return redirect("issues:rules")


@require_POST
@of_draft
def publish(request: HttpRequest, found: Draft) -> HttpResponse:
    """Put my draft in force."""
    book = publishing.publish_draft(draft=found, by=request.user, revision=_revision(request))
    messages.success(request, f"Version {book.number} is in force." if book else "These rules are in force already.")
    return redirect("issues:rules")


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    """Every version that was published, the newest first."""
    icb = icb_to_edit(request)
    books = Rulebook.objects.filter(icb=icb).select_related("published_by", "restores").order_by("-number")
    return render(request, "routing/versions.html", {"page": Pages(books, 25).get_page(request.GET.get("page"))})


@require_GET
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: its rules, and how it differs from the one before and from what is in force."""
    icb = icb_to_edit(request)
    found = _version(icb, number)
    before = Rulebook.objects.filter(icb=icb, number__lt=number).order_by("-number").first()
    newest, own = publishing.newest_of(icb), publishing.rules_of(found)
    earlier, in_force = publishing.rules_of(before) if before else [], publishing.rules_of(newest)
    words = _Words(earlier, own, in_force)
    context = {
        "book": found,
        "before": before,
        "newest": newest,
        "rules": words.ranked(own),
        "since_before": words.compared(earlier, own) if before else [],
        "until_now": words.compared(own, in_force),
    }
    return render(request, "routing/version.html", context)


@require_POST
def go_back(request: HttpRequest, number: int) -> HttpResponse:
    """Publish an earlier version's rules again."""
    icb = icb_to_edit(request)
    to, seen = _version(icb, number), request.POST.get("in_force", "")
    book = publishing.go_back(icb=icb, by=request.user, to=to, seen=int(seen) if seen.isdecimal() else 0)
    said = f"Version {book.number} is in force, the same as version {number}." if book else "It is in force already."
    messages.success(request, said)
    return redirect("issues:rules")


def _version(icb: Organisation, number: int) -> Rulebook:
    return get_object_or_404(
        Rulebook.objects.select_related("published_by", "icb", "restores"), icb=icb, number=number
    )


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else 0
