"""Publishes an ICB's rules as a new version. A published version is never changed."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from people.models import Organisation, User
from routing.models import Rule, Rulebook

CONDITIONS = ("is_harm", "service", "category_id", "about_side", "reporter_side", "place_id")
FIELDS = ("name", *CONDITIONS, "desk_kind", "desk_at", "copies", "acknowledge_days", "answer_days")


def rules_in_force(icb: Organisation) -> list[dict[str, Any]]:
    """The rules of the newest version, as plain fields."""
    newest = Rulebook.objects.filter(icb=icb).order_by("-number").values("pk")[:1]
    return list(Rule.objects.filter(rulebook__in=newest).order_by("pk").values(*FIELDS))


@transaction.atomic
def publish(*, icb: Organisation, rules: list[dict[str, Any]], by: User | None) -> Rulebook | None:
    """Put these rules in force as the next version; nothing if they are in force already."""
    Organisation.objects.select_for_update().get(pk=icb.pk)
    if rules == rules_in_force(icb):
        return None
    last = Rulebook.objects.filter(icb=icb).aggregate(Max("number"))["number__max"] or 0
    book = Rulebook.objects.create(icb=icb, number=last + 1, published_by=by)
    Rule.objects.bulk_create([Rule(rulebook=book, **fields) for fields in rules])
    return book
