"""What an organisation was on a day: its name, what it belonged to, its Place and its ICB."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from people.models import Earlier, Organisation

HISTORY = ("name", "parent_id", "icb_id", "place_id")


@dataclass(frozen=True)
class Then:
    """An organisation as it was on one day, beside what it is."""

    organisation: Organisation
    was: Earlier | None = None  # None: as it is now

    @property
    def name(self) -> str:
        return (self.was or self.organisation).name

    @property
    def parent(self) -> Organisation | None:
        return (self.was or self.organisation).parent

    def __str__(self) -> str:
        """ "Northmere General (now Northmere Royal), then in Sandhaven" """
        now, was = self.organisation, self.was
        if was is None:
            return now.name
        words = was.name if was.name == now.name else f"{was.name} (now {now.name})"
        return words if was.place_id == now.place_id else f"{words}, then in {was.place or 'no Place'}"


def as_they_were(organisations: Iterable[Organisation | None], on: dt.date) -> dict[int, Then]:
    """Each organisation by its key, as it was on a day. One SQL statement."""
    asked = {one.pk: one for one in organisations if one}
    rows = since(asked, on).order_by("-until_on").select_related("parent", "place")
    past = {row.organisation_id: row for row in rows}
    return {key: Then(one, past.get(key)) for key, one in asked.items()}


def since(organisations: Iterable[int | None], on: dt.date) -> QuerySet[Earlier]:
    """What these organisations have been since a day and are no more."""
    return Earlier.objects.filter(organisation__in=[one for one in organisations if one], until_on__gt=on)


def facts_by_key(codes: Iterable[str]) -> dict[int, dict]:
    """What may be remembered of organisations, before they are changed."""
    rows = Organisation.objects.filter(code__in=list(codes)).values("pk", *HISTORY)
    return {row.pop("pk"): row for row in rows}


def remember(before: dict[int, dict], on: dt.date | None = None) -> None:
    """Keep what these organisations were, where they now are otherwise."""
    now = Organisation.objects.filter(pk__in=before).values("pk", *HISTORY)
    different = [row["pk"] for row in now if any(before[row["pk"]][name] != row[name] for name in HISTORY)]
    rows = [Earlier(organisation_id=key, until_on=on or timezone.localdate(), **before[key]) for key in different]
    Earlier.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
