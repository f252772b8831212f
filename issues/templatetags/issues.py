"""How an issue's states, steps and masked text look on a page."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from issues import deadlines, drafting, offering, on_behalf, outcomes, outlook, rules, settled, step_words, templating
from issues.acts import Act
from issues.models import Issue, IssueEntry, ResponseTemplate
from issues.moving import BY_WHOEVER_HAS_IT
from issues.queries import Tally
from issues.settled import Settled
from people.models import Organisation, User
from routing.models import Holder

register = template.Library()
register.filter("in_words", step_words.in_words)
register.filter("own_words", step_words.own_words)

COLOURS = {
    "reported": "yellow",
    "acknowledged": "blue",
    "returned": "purple",
    "answered": "green",
    "closed": "grey",
    "duplicate": "white",
    "withdrawn": "grey",
}
BECOMES = {"withdraw": "leave"}  # how else the step of an act can be called
SAYS_WHAT = {"made": "What has changed", "not_agreed": "Why", "project": "The project"}


@register.simple_tag
def kept_for(verb: str, issue: Issue, reader: User, entries: Iterable[IssueEntry]) -> str:
    """The name under which words typed for an act are kept on the device: another one once it has been done."""
    times = sum(entry.by_id == reader.pk and entry.verb in {verb, BECOMES.get(verb)} for entry in entries)
    return f"{reader.pk}/{issue.reference}/{verb}/{times}"


@register.simple_tag(takes_context=True)
def state_tag(context: template.Context, issue: Issue, tally: Tally | None = None) -> SafeString:
    """The state as a coloured tag, as it is for who reads it; `tally` is what was said of a change so far."""
    words = {"text": issue.state_in_words, "colour": COLOURS[issue.state]}
    if issue.state == Issue.State.RETURNED and (request := context.get("request")):
        is_asked = rules.is_asked(request.user, issue)
        words["text"] = f"Waiting for {outlook.awaited(issue, is_asked=is_asked)}"
    if issue.confirmed_at:
        words = {"text": "Confirmed so far" if tally and tally.is_open else "Confirmed", "colour": "aqua-green"}
    return render_to_string("issues/_state.html", words)


@register.filter
def for_whom(issue: Issue) -> str:
    """The colleague for whom it was reported."""
    return on_behalf.in_words(issue)


@register.filter
def each_once(holders: Iterable[Holder]) -> list[Holder]:
    """Who sits at a desk, each once: a deputy who also stands in for the lead is both."""
    found: dict[int, Holder] = {}
    for holder in holders:
        found.setdefault(holder.user_id, holder)
    return list(found.values())


@register.filter
def is_overdue(issue: Issue) -> bool:
    """Whether a time that was promised has passed while the clock runs."""
    if not issue.has_clock:
        return False
    now = timezone.now()
    late = issue.answer_due_at < now or (issue.state == "reported" and issue.acknowledge_due_at < now)
    return late and issue.state in {"reported", "acknowledged"}


@register.filter
def late_when_asked(issue: Issue) -> str:
    """How late it was when its reporter was asked, which stopped its clock."""
    return deadlines.late_when_asked(issue.was_due_at, issue.paused_at)


@register.filter
def first_due(issue: Issue) -> str:
    """The time by which an open issue was first to be answered, where sending it on gave longer."""
    if not (issue.first_due_at and issue.is_open and issue.has_clock):
        return ""
    return deadlines.first_due(issue.first_due_at, timezone.now())


@register.simple_tag(takes_context=True)
def offered(context: template.Context, issue: Issue) -> str:
    """What lets the reader say "me too" about an issue that is shown to them."""
    return offering.offer(context["request"].user, issue)


@register.simple_tag(takes_context=True)
def signed_writer(context: template.Context) -> str:
    """Whom a form was made for, so that what they write outlives their session."""
    return drafting.signature(context["request"].user)


@register.simple_tag(takes_context=True)
def with_answers(context: template.Context, issues: Iterable[Issue]) -> list[tuple[Issue, Settled | None]]:
    """Each issue with what it said and came to, where it is settled and the reader may read that."""
    read = settled.read(context["request"].user, issues)
    return [(one, read.get(one.pk)) for one in issues]


@register.filter
def came_to(issue: Issue) -> str:
    """What an issue came to."""
    return outcomes.came_to(issue)


@register.filter
def stands(issue: Issue) -> str:
    """Where an issue stands for whoever reported it: by when it is answered, how late that is, or what it came to."""
    if issue.state == Issue.State.WITHDRAWN:
        return f"Since {_day(issue.withdrawn_at)}"
    if issue.state == Issue.State.DUPLICATE:
        return "Answered with the issue that it is part of"
    if not issue.has_clock and not issue.is_open:
        return issue.state_in_words
    if not issue.is_open:
        return outcomes.came_to(issue)
    if not issue.has_clock:
        return "Thanks wait for no answer"
    if issue.state == Issue.State.RETURNED:
        return f"Asked {_day(issue.paused_at)}"
    if is_overdue(issue):
        return deadlines.late(issue.due_at, timezone.now())
    return f"Answer due {_day(issue.answer_due_at)}"


@register.filter
def what_is_done(issue: Issue) -> str:
    """What has become of an issue, in a line."""
    if issue.answered_at and issue.outcome:
        outcome = outcomes.came_to(issue)
        return f"Answered {_day(issue.answered_at)} by {issue.desk.title}: {outcome[0].lower()}{outcome[1:]}"
    if issue.state == Issue.State.WITHDRAWN:
        return f"Withdrawn {_day(issue.withdrawn_at)}"
    if issue.closed_at and not issue.has_clock:
        return f"Passed on {_day(issue.closed_at)} by {issue.desk.title}"
    if issue.acknowledged_at:
        return f"Acknowledged {_day(issue.acknowledged_at)} by {issue.desk.title}"
    return f"{'Reported' if issue.has_clock else 'Sent'} {_day(issue.created_at)}, with {issue.desk.title}"


def _day(when: date | datetime) -> str:
    on = timezone.localdate(when) if isinstance(when, datetime) else when
    return f"{on.day} {on:%B %Y}"


@register.filter
def says_what(entry: IssueEntry) -> str:
    """What the words of an outcome's own field are about."""
    return SAYS_WHAT.get(entry.outcome, "")


@register.filter
def shows_who(entry: IssueEntry, reads_reporter: bool) -> bool:
    """Responders sign their steps; reporters and followers only for who may know them."""
    if (
        entry.by is None
        or entry.is_unsigned
        or entry.verb in {"me_too", "take_back"}
        or (entry.other and entry.by_id == entry.other.reporter_id)
    ):
        return False
    is_reporters = entry.by_id == entry.issue.reporter_id
    return reads_reporter if is_reporters else entry.verb not in BY_WHOEVER_HAS_IT


@register.simple_tag(takes_context=True)
def offered_organisation(context: template.Context, name: str, one: Organisation) -> str:
    """The list as it would be with this organisation for a filter."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    asked[name] = f"{one.name} ({one.code})"
    return f"?{asked.urlencode()}"


@register.simple_tag
def template_select(act: Act, issue: Issue, templates: list[ResponseTemplate]) -> dict:
    """The list of templates for an act, each with its words filled in for whoever has JavaScript."""
    items = [{"value": "", "text": "None"}]
    for one in templates:
        words = {"data-words": templating.filled(one, issue)}
        items.append({"value": one.pk, "text": one.name, "attributes": words})
    fills = {"data-fills": f"{act.verb}-text"}
    select = {"id": f"{act.verb}-template", "name": "template", "items": items, "attributes": fills}
    return select | {"label": {"text": "Use a template"}}


@register.simple_tag
def template_button(act: Act, issue: Issue) -> dict:
    """The button that fills in the chosen template, keeps what was typed, and comes back to the words."""
    there = reverse("issues:act", args=[issue.reference, act.verb]) + f"#{act.verb}-text"
    attributes = {"formaction": there, "data-fill": ""}
    return {"text": "Fill in", "name": "use_template", "value": "1", "attributes": attributes}
