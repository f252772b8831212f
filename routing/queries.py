"""Questions to the registry that pages and rules ask."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.query import ModelIterable
from django.utils import timezone

from people.bouncing import is_refused
from people.models import Membership, Organisation, Place, User
from people.rows import read
from people.standing import standing
from routing.models import Absence, Desk, Holder, Rule, Rulebook

Kind = Organisation.Kind
# what `holding` and `seated` say, in plain SQL, as Django takes longer to put it together than it takes to answer
HOLDERS_NOW = """
SELECT {person}, {holder},
    EXISTS (
        SELECT 1 FROM routing_absence AS absence
        WHERE absence.user_id = person.id AND absence.from_on <= %s AND absence.until_on >= %s
    ) AS is_away
FROM routing_holder AS holder JOIN people_user AS person ON person.id = holder.user_id
WHERE holder.desk_id IN (%s) AND person.is_active
    AND holder.from_on <= %s AND (holder.until_on IS NULL OR holder.until_on >= %s)
    AND NOT EXISTS (
        SELECT 1 FROM people_bounce AS bounce WHERE bounce.user_id = person.id AND bounce.cleared_at IS NULL
    )
"""
AND_TEAM = """
UNION ALL SELECT {person}, {holder}, NULL AS is_away
FROM people_membership AS seat JOIN people_user AS person ON person.id = seat.user_id
LEFT JOIN routing_holder AS holder ON holder.id IS NULL
WHERE seat.organisation_id = %s AND seat.role = 'interface_team' AND person.is_active
"""


class WhoSits(ModelIterable):
    """Holders as they sit today: in the place of whoever is away, `user` is who stands in, `away` who is away."""

    def __iter__(self) -> Iterator[Holder]:
        for holder in super().__iter__():
            absence, holder.away = getattr(holder, "absence", None), None
            if absence:
                holder.away, holder.user = holder.user, absence.stand_in
            yield holder


def holders_now(desks: list[int]) -> list[Holder]:
    """Those who sit at these desks today and can sign in, leads first. One SQL statement, two if one of them is away.

    Most days nobody is: then `seated` would say the same, and takes four times as long.
    """
    return there_and_away(desks)[0]


def there_and_away(desks: list[int]) -> tuple[list[Holder], frozenset[int]]:
    """Those, and the desks that one of their holders is away from. As many SQL statements."""
    if not desks:
        return [], frozenset()
    there, _, away = _now(HOLDERS_NOW, desks)
    return there, away


def holders_and_team(desk: Desk, icb: int) -> tuple[list[Holder], list[User]]:
    """Those who sit at a desk, as above, and the interface team of an ICB, whether or not they hold a desk. As many
    SQL statements."""
    return _now(HOLDERS_NOW + AND_TEAM, [desk.pk], icb)[:2]


def _now(sql: str, desks: list[int], *icb: int) -> tuple[list[Holder], list[User], frozenset[int]]:
    today = timezone.localdate()
    rows = read(sql, [today, today, desks, today, today, *icb], person=User, holder=Holder)
    team = [person for person, holder, _ in rows if holder is None]
    rows = [row for row in rows if row[1]]
    if away := frozenset(holder.desk_id for _, holder, is_away in rows if is_away):
        return list(seated(Holder.objects.filter(desk__in=desks))), team, away
    return [_held_by(person, holder) for person, holder, _ in sorted(rows, key=_leads_first)], team, away


def _leads_first(row: tuple[User, Holder, bool]) -> tuple[int, int]:
    return Holder.Seat.values.index(row[1].seat), row[1].pk


def _held_by(person: User, holder: Holder) -> Holder:
    """The holder with their person: nobody is away."""
    holder.user, holder.away = person, None
    return holder


def seated(holders: QuerySet[Holder], on: date | None = None) -> QuerySet[Holder]:
    """Those of the holders who sit there today, or on a day, each with their user or stand-in, in one statement."""
    rows = sitting(holders, on).select_related("user", "absence__stand_in").order_by("-seat", "pk")
    rows._iterable_class = WhoSits
    return rows


def sitting(holders: QuerySet[Holder], on: date | None = None) -> QuerySet[Holder]:
    """Those of the holders who sit there today, or on a day: not away, or who stands in for them is not away."""
    today = on or timezone.localdate()
    away = FilteredRelation(
        "user__absences", condition=Q(user__absences__from_on__lte=today, user__absences__until_on__gte=today)
    )
    too = away_today(Absence.objects.filter(user=OuterRef("absence__stand_in")), on)
    return (
        holding(holders, on)
        .annotate(absence=away)
        .filter(Q(absence__isnull=True) | Q(absence__stand_in__is_active=True) & ~Exists(too))
    )


def is_there(*, desk, user) -> Exists:
    """Whether somebody is at a desk today: not away, or standing in for who is. Both may be of an outer query."""
    seats = sitting(Holder.objects.filter(desk=desk))
    return Exists(seats.filter(Q(absence__isnull=True, user=user) | Q(absence__stand_in=user)))


def holding(holders: QuerySet[Holder], on: date | None = None) -> QuerySet[Holder]:
    """Those of the holders whose desk it is today, or on a day, and who can be reached, away or not.

    Whoever can no longer sign in, or whose address refuses e-mail, holds nothing: the chair is empty.
    """
    return _in_office(holders, on).filter(~is_refused("user"))


def _in_office(holders: QuerySet[Holder], on: date | None = None) -> QuerySet[Holder]:
    """Those of the holders whose desk it is today and who can sign in, whether or not e-mail reaches them."""
    today = on or timezone.localdate()
    return holders.filter(user__is_active=True, from_on__lte=today).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today)
    )


def holding_at(desks: Iterable[int]) -> set[int]:
    """Those of the desks that somebody holds today, away or not."""
    return set(holding(Holder.objects.filter(desk__in=list(desks))).values_list("desk", flat=True))


def away_today(absences: QuerySet[Absence], on: date | None = None) -> QuerySet[Absence]:
    """Those of the absences that have begun and not ended, today or on a day."""
    today = on or timezone.localdate()
    return absences.filter(from_on__lte=today, until_on__gte=today)


def away_at(desks: Iterable[int]) -> dict[int, list[Holder]]:
    """Those who hold these desks today and are away, by desk, each with their `absence`. One SQL statement."""
    today = timezone.localdate()
    found: dict[int, list[Holder]] = {}
    away = FilteredRelation(
        "user__absences", condition=Q(user__absences__from_on__lte=today, user__absences__until_on__gte=today)
    )
    held = holding(Holder.objects.filter(desk__in=list(desks))).annotate(absence=away).filter(absence__isnull=False)
    for holder in held.select_related("user", "absence").order_by("-seat", "pk"):
        found.setdefault(holder.desk_id, []).append(holder)
    return found


def away_until() -> Subquery:
    """Of each desk of a statement: the first last day of those who hold it and are away today."""
    held = holding(Holder.objects.filter(desk=OuterRef(OuterRef("pk"))))
    away = away_today(Absence.objects.filter(user__in=held.values("user"))).order_by("until_on")
    return Subquery(away.values("until_on")[:1])


def interface_team_of(icb: int) -> QuerySet[User]:
    """The interface team of an ICB, whether or not they hold its desk."""
    role = Membership.Role.INTERFACE_TEAM
    team = User.objects.filter(memberships__organisation=icb, memberships__role=role, is_active=True)
    return team.distinct().order_by("pk")


def with_holders(desks: QuerySet[Desk]) -> QuerySet[Desk]:
    """Desks with `sitting_now`: who sits there today, leads first."""
    return desks.select_related("organisation", "place").prefetch_related(
        Prefetch("holders", seated(Holder.objects.all()), to_attr="sitting_now")
    )


def desks_held(user: User) -> frozenset[int]:
    """Keys of the desks that a person holds or stands in at today, kept on the user object for the request."""
    return _desks_of(user)[0]


def interface_desks(user: User) -> frozenset[int]:
    """Keys of the desks of the interface teams that a person is in. Both sorts of desks are one SQL statement."""
    return _desks_of(user)[1]


def _desks_of(user: User) -> tuple[frozenset[int], frozenset[int]]:
    if "desks_held" not in user.__dict__:
        for_whom = away_today(Absence.objects.filter(stand_in=user)).values("user")
        rows = holding(Holder.objects.filter(Q(user=user) | Q(user__in=for_whom), desk__is_active=True)).order_by()
        found = rows.annotate(of_team=Value(0)).values_list("desk", "of_team")
        if teams := standing(user).interface_team_of:
            theirs = Desk.objects.filter(organisation__in=teams, kind=Desk.Kind.INTERFACE_TEAM).order_by()
            found = found.union(theirs.annotate(of_team=Value(1)).values_list("pk", "of_team"), all=True)
        rows = list(found)
        held, of_team = (frozenset(desk for desk, is_theirs in rows if is_theirs == sort) for sort in (0, 1))
        user.__dict__["desks_held"] = held, of_team
    return user.__dict__["desks_held"]


def icb_of(user: User) -> Organisation | None:
    """The ICB whose registry a reader looks at: their own; signed out, the first that has rules."""
    own = standing(user).icb
    if own:
        return own
    icbs = Organisation.objects.filter(kind=Kind.ICB).order_by("pk")
    with_rules = Rulebook.objects.filter(icb=OuterRef("pk"))
    return icbs.filter(Exists(with_rules)).first() or icbs.first()


def organisations(icb: Organisation, *, words: str = "", kind: str = "", place: str = "") -> QuerySet[Organisation]:
    """The organisations of an ICB, narrowed by a part of the name or the code, kind and Place."""
    found = Organisation.objects.filter(icb=icb).select_related("place", "parent")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__iexact=words) | Q(postcode__istartswith=words))
    if kind:
        found = found.filter(kind=kind)
    return found.filter(place__slug=place) if place else found


def desks_answering_for(organisation: Organisation) -> list[Desk]:
    """The desks that answer for an organisation: its own, its trust's or network's, its Place's and its ICB's."""
    icb = organisation.icb_id or organisation.pk
    places = [organisation.place_id] if organisation.place_id else []
    own = Q(organisation=organisation.pk) | Q(organisation=icb, place=None) | Q(organisation=icb, place__in=places)
    if organisation.kind in {Kind.SITE, Kind.GP_PRACTICE} and organisation.parent_id:
        own |= Q(organisation=organisation.parent_id, place=None)
    found = with_holders(Desk.objects.filter(own, is_active=True)).order_by("kind")
    near = [organisation.pk, organisation.parent_id]
    order = {kind: position for position, kind in enumerate(Desk.Kind.values)}
    return sorted(
        found, key=lambda desk: (desk.organisation_id not in near, desk.place_id is None, order[desk.kind], desk.pk)
    )


def rules_of(icb: Organisation) -> tuple[Rulebook | None, list[Rule]]:
    """The rules in force, in the order in which they win, and the version they belong to."""
    book = Rulebook.objects.filter(icb=icb).order_by("-number").first()
    return book, list(book.rules.select_related("category", "place")) if book else []


def places_of(icb: Organisation) -> QuerySet[Place]:
    return Place.objects.filter(icb=icb)


def desks_in(desks: QuerySet[Desk], place: str) -> QuerySet[Desk]:
    """Those of the desks that belong to a Place, or to an organisation in it."""
    return desks.filter(Q(place__slug=place) | Q(place=None, organisation__place__slug=place))
