"""What “not ours” teaches: rules that keep sending issues where they are not wanted, and what would mend them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.http import urlencode

from issues.models import IssueEntry
from people.models import Organisation
from routing import publishing
from routing.models import Desk, Rule
from routing.reasons import role_of

SINCE = timedelta(days=91)
LEAST = 3  # issues that one desk kind took over
SHARE = 0.3  # of those that the rule sent
At = Rule.At


@dataclass(frozen=True)
class Suggestion:
    """One rule, how many of its issues were sent on where, and the change that follows."""

    rule: str
    category: str
    sent: int
    sent_on: int
    to: str
    change: str

    @property
    def numbers(self) -> str:
        of = f" about {self.category}" if self.category else ""
        return f"{self.sent_on} of the {self.sent} issues{of} that it sent were passed on to the {self.to}."


def suggestions(icb: Organisation, now: datetime | None = None) -> list[Suggestion]:
    """Changes to the rules in force that the last quarter speaks for, the most often first. Three SQL statements."""
    since = (now or timezone.now()) - SINCE
    rules = {rule["name"]: rule for rule in publishing.rules_in_force(icb)}
    mistaken = _mistaken(icb, since)
    sent = _sent(icb, since) if mistaken else {}
    found = []
    for (name, category, kind, at), count in mistaken.items():
        rule = rules.get(name)
        if rule is None or any(_mends(other, rule, category, kind, at) for other in rules.values()):
            continue  # it was changed since
        total = sent.get((name, category.pk), 0)
        if count >= LEAST and count >= SHARE * total:
            found.append(_suggestion(rule, category, kind, at, count, total))
    return sorted(found, key=lambda one: (-one.sent_on, one.rule))


class _Category(tuple):
    """A category's key and name."""

    @property
    def pk(self) -> str:
        return self[0]


def _mistaken(icb: Organisation, since: datetime) -> dict[tuple, int]:
    """How many issues of a rule and category were sent on to a kind of desk, and where that is."""
    sent_on = IssueEntry.objects.filter(corrects__rulebook__icb=icb, at__gte=since)
    rows = sent_on.values_list("corrects__name", "issue__category", "issue__category__name", "desk__kind").annotate(
        at_place=Count("pk", filter=Q(desk__place__isnull=False)),
        at_icb=Count("pk", filter=Q(desk__organisation=F("issue__icb"), desk__place__isnull=True)),
        count=Count("pk"),
    )
    found = {}
    for name, category, title, kind, at_place, at_icb, count in rows.order_by("corrects__name"):
        at = At.ABOUT_PLACE if at_place * 2 > count else At.ICB if at_icb * 2 > count else At.ABOUT
        if kind != Desk.Kind.INTERFACE_TEAM:
            found[(name, _Category((category, title)), kind, at.value)] = count
    return found


def _sent(icb: Organisation, since: datetime) -> dict[tuple, int]:
    """How many issues each rule sent, by category."""
    first = IssueEntry.objects.filter(verb="report", at__gte=since, issue__icb=icb, rule__isnull=False)
    counts = first.values_list("rule__name", "issue__category").annotate(count=Count("pk")).order_by("rule__name")
    return {(name, category): count for name, category, count in counts}


def _mends(other: dict, rule: dict, category: _Category, kind: str, at: str) -> bool:
    """Whether one of the rules in force sends these issues there already."""
    is_for_it = other == rule or (
        other["category_id"] == category.pk and other["about_side"] in {"", rule["about_side"]}
    )
    return is_for_it and (other["desk_kind"], other["desk_at"]) == (kind, at)


def _suggestion(rule: dict, category: _Category, kind: str, at: str, count: int, total: int) -> Suggestion:
    """Change the rule itself where it is for this category already; else add a rule for the category."""
    asked = {"desk_kind": kind, "desk_at": at}
    if rule["category_id"]:
        asked["rule"] = rule["name"]
    else:
        given = {"category": category.pk, "about_side": rule["about_side"], "service": rule["service"]}
        asked |= given | {"name": f"{category[1]}, {rule['name']}"[:60]}
    return Suggestion(rule["name"], category[1], max(total, count), count, role_of(kind), urlencode(asked))
