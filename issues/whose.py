"""To whom an issue can be sent on: the likeliest first, then everybody else by organisation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from issues import queries, settling
from issues.models import Issue, IssueEntry
from people.models import Organisation
from routing.models import Desk

MOST_LIKELY = 8
LIKELY = "Most likely"
GOES_BACK = "This would go back to the side that reported it. Choose another, or tick that you want that"
Groups = list[tuple[str, list[tuple[int, str]]]]


@dataclass(frozen=True)
class Named:
    """The organisations that an issue names, and what lies near them."""

    organisations: frozenset[int]
    places: frozenset[int]
    parents: frozenset[int]

    @classmethod
    def of(cls, issue: Issue, others: Iterable[Organisation]) -> "Named":
        named = [one for one in (issue.about, issue.reporter_organisation, *others) if one]
        return cls(
            frozenset(one.pk for one in named),
            frozenset(one.place_id for one in named if one.place_id),
            frozenset(one.parent_id for one in named if one.parent_id) | {one.pk for one in named},
        )

    def likeness(self, desk: dict, kind: str) -> int:
        """How likely a desk is: at an organisation that is named, of the kind that had it, near by."""
        is_named, is_same = desk["organisation"] in self.organisations, desk["kind"] == kind
        is_near = desk["at"] in self.places or desk["of"] in self.places or desk["parent"] in self.parents
        if desk["kind"] == Desk.Kind.INTERFACE_TEAM:
            return 1
        return 4 * is_named + (2 * is_same + is_near if is_named or is_near else 0)


def goes_back(issue: Issue, desk: Desk) -> bool:
    """Whether a desk is of the side that reported an issue about others. The interface team is of no side."""
    own = queries.reporting_side(issue, issue.others.all())
    return bool(own) and desk.organisation_id == own and desk.kind != Desk.Kind.INTERFACE_TEAM


def unless_sure(issue: Issue, desk: Desk, had_it: IssueEntry | None) -> str:
    """What whoever sends it to this desk has to be sure of; nothing where it does not go back.

    `had_it`: the step by which the desk has sent it on already, where the interface team is to settle that.
    """
    if had_it:
        return settling.CHOOSE.format(had_it=settling.had_it(had_it))
    return GOES_BACK if goes_back(issue, desk) else ""


def groups(issue: Issue) -> Groups:
    """Every desk that the issue can be sent on to, once: a first group of likely ones, the rest by organisation.

    Those of the side that reported it are never likely, and say which side they are of. Those that have sent it on
    already say so.
    """
    ways = {"name": F("organisation__name"), "at": F("place"), "of": F("organisation__place")}
    ways |= {"had_it": Exists(issue.entries.filter(verb="reroute", from_desk=OuterRef("pk")))}
    rows = queries.desks_to_send_to(issue).annotate(parent=F("organisation__parent"), **ways)
    desks = list(rows.order_by("name", "title", "pk").values("pk", "title", "kind", "organisation", *ways, "parent"))
    others = list(issue.others.all())
    named, back = Named.of(issue, others), queries.reporting_side(issue, others)
    for desk in desks:
        if desk["organisation"] == back and desk["kind"] != Desk.Kind.INTERFACE_TEAM:
            desk["title"] = f"{desk['title']} (the side that reported it)"
            desk["goes_back"] = True
        elif desk["had_it"] and desk["kind"] != Desk.Kind.INTERFACE_TEAM:
            desk["title"] = f"{desk['title']} (has sent it on already)"
    scores = {desk["pk"]: 0 if desk.get("goes_back") else named.likeness(desk, issue.desk.kind) for desk in desks}
    likely = sorted((desk for desk in desks if scores[desk["pk"]]), key=lambda desk: -scores[desk["pk"]])[
        :MOST_LIKELY
    ]
    rest = defaultdict(list)
    for desk in desks:
        if desk not in likely:
            rest[desk["name"]].append((desk["pk"], desk["title"]))
    first = [(LIKELY, [(desk["pk"], desk["title"]) for desk in likely])] if likely else []
    return [*first, *rest.items()]
