"""What is missing in an ICB's registry: for the health page, and to be said after loading."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.models import TRUSTS, Organisation
from routing.models import Category, Desk, Holder, Rule
from routing.publishing import rules_in_force
from routing.queries import holding

MONTH = 30.5  # days
MUST_REACH = (Rule.Side.PROVIDER, Rule.Side.PRACTICE, Rule.Side.UNNAMED_PRACTICE, Rule.Side.SEVERAL_PRACTICES)


@dataclass(frozen=True)
class Gap:
    """One sort of gap, and what has it."""

    key: str
    title: str
    named: Sequence


def gaps_of(icb: Organisation) -> list[Gap]:
    """Every sort of gap in an ICB's registry, empty ones too. A constant number of queries."""
    own = Organisation.objects.filter(icb=icb)
    active = own.filter(status=Organisation.Status.ACTIVE)
    practices = list(active.filter(kind=Organisation.Kind.GP_PRACTICE).select_related("parent"))
    desks = desks_of(icb)
    trusts = active.filter(kind__in=TRUSTS)
    director = Desk.objects.filter(organisation=OuterRef("pk"), kind=Desk.Kind.MEDICAL_DIRECTOR, is_active=True)
    return [
        Gap("no_place", "Practices without a Place", [one for one in practices if one.place_id is None]),
        Gap("no_pcn", "Practices without a PCN", [one for one in practices if not _in_a_network(one)]),
        Gap("no_director", "Trusts without a medical director", list(trusts.filter(~Exists(director)))),
        Gap("vacant", "Desks that nobody holds", list(desks.filter(~Exists(holders_today())))),
        Gap("unconfirmed", "Desks held but not confirmed in time", list(unconfirmed(desks))),
        Gap("closed", "Closed organisations with desks", list(_closed(desks))),
        Gap("closed_site", "Open sites of closed trusts", list(_sites_of_closed(active))),
        Gap("no_rule", "Categories without a rule", _uncovered(icb)),
    ]


def _in_a_network(practice: Organisation) -> bool:
    return practice.parent is not None and practice.parent.kind == Organisation.Kind.PCN


def desks_of(icb: Organisation):
    """The active desks that this ICB's registry keeps: of its organisations, and of ambulance trusts next door."""
    return every_desk_of(icb).filter(is_active=True)


def every_desk_of(icb: Organisation):
    """Those, and the ones that are switched off."""
    here = Q(organisation__icb=icb) | Q(organisation=icb) | Q(organisation__kind=Organisation.Kind.AMBULANCE)
    return Desk.objects.filter(here).select_related("organisation", "place")


def holders_today():
    """Whoever holds the desk of the outer query today, away or not."""
    return holding(Holder.objects.filter(desk=OuterRef("pk")))


def unconfirmed(desks):
    """Held desks that nobody has confirmed for longer than is agreed for them."""
    return desks.filter(Exists(holders_today())).filter(is_due(timezone.localdate()))


def is_due(day: dt.date) -> Q:
    """Whether a desk is to be confirmed by this day."""
    due = Q(confirmed_on=None)
    for months in Desk.Every.values:
        due |= Q(confirm_every=months, confirmed_on__lt=day - dt.timedelta(days=MONTH * months))
    return due


def is_overdue(desk: Desk) -> bool:
    """Whether a desk was to be confirmed before today."""
    since = timezone.localdate() - dt.timedelta(days=MONTH * desk.confirm_every)
    return desk.confirmed_on is None or desk.confirmed_on < since


def _closed(desks):
    return desks.filter(organisation__status=Organisation.Status.CLOSED)


def _sites_of_closed(active):
    return active.filter(kind=Organisation.Kind.SITE, parent__status=Organisation.Status.CLOSED)


def _uncovered(icb: Organisation) -> list[str]:
    """Categories that some side has no rule for, with the side in words."""
    rules = [rule for rule in rules_in_force(icb) if not rule["is_harm"] and not rule["service"]]
    rules = [rule for rule in rules if not rule["place_id"] and not rule["reporter_side"]]
    return [
        f"{category.name}: {Rule.Side(side).label}"
        for category in Category.objects.all()
        for side in (*MUST_REACH, Rule.Side.ELSEWHERE, Rule.Side.ICB)
        if not any(rule["category_id"] in {None, category.pk} and rule["about_side"] in {"", side} for rule in rules)
    ]
