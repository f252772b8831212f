"""A made-up system of the size of Cheshire and Merseyside: practices, trusts, desks and those who work there."""

import random
from dataclasses import dataclass, field

from people.models import Membership, Organisation, User
from routing.models import Category, Desk, Holder
from tests import make

PLACES, PRACTICES, TRUSTS = 9, 350, 17
MOST_OF_ONE = 300  # issues of one reporter in two years
STAFF = {"practice": 4, "trust": 40}
Kind = Desk.Kind
CATEGORIES = {
    "letters": 22, "onward": 12, "results": 11, "shared-care": 9, "medicines": 9, "advice": 8, "fit-notes": 7,
    "contact": 6, "transfer": 5, "mental-health": 4, "urgent": 3, "safety": 2, "thanks": 1, "other": 1,
}  # fmt: skip


@dataclass
class System:
    """Whom issues come from, what they are about, and where they go."""

    registry: dict
    chance: random.Random = field(default_factory=lambda: random.Random(20))
    practices: list[Organisation] = field(default_factory=list)
    trusts: list[Organisation] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    staff: list[tuple[User, Organisation]] = field(default_factory=list)  # at first those of practices
    desks: dict[int, list[Desk]] = field(default_factory=dict)  # of each organisation
    holders: dict[int, User] = field(default_factory=dict)  # of each desk
    place_leader: User | None = None
    leader: User | None = None
    references: set[str] = field(default_factory=set)
    issues: list[int] = field(default_factory=list)
    of_the_busiest: int = 0
    texts: list[str] = field(default_factory=list)
    meanings: list[bytes] = field(default_factory=list)  # of the texts, as they are stored

    @property
    def icb(self) -> Organisation:
        return self.registry["interface_desk"].organisation

    def reporter(self) -> tuple[User, Organisation]:
        """A few people report much, most report once; one of them three times a week, however large the system."""
        if self.chance.random() < 0.05 and self.of_the_busiest < MOST_OF_ONE:
            self.of_the_busiest += 1
            return self.staff[0]
        return self.staff[int(len(self.staff) * self.chance.random() ** 1.5)]

    def subject(self, home: Organisation) -> Organisation:
        """What an issue from here is about: a practice's mostly a trust, a large one most; a trust's a practice."""
        if home.kind == Organisation.Kind.GP_PRACTICE or self.chance.random() < 0.2:
            return self.trusts[int(len(self.trusts) * self.chance.random() ** 2)]
        return self.chance.choice(self.practices)

    def desk(self, about: Organisation) -> Desk:
        """Mostly the first desk of the organisation; what has no home goes to the interface team."""
        desks = self.desks[about.pk]
        if self.chance.random() < 0.04:
            return self.registry["interface_desk"]
        return desks[0] if self.chance.random() < 0.7 else self.chance.choice(desks)

    def holder(self, desk: Desk) -> User:
        return self.holders.get(desk.pk, self.registry["team"])

    def category(self) -> Category:
        return self.chance.choices(self.categories, CATEGORIES.values())[0]


def found() -> System:
    """The system without any issue, on top of the tests' small registry."""
    system = System(make.registry())
    system.trusts.append(system.registry["trust"])
    system.categories = [make.category(slug, slug.capitalize()) for slug in CATEGORIES]
    places = [make.place(f"Place {number}") for number in range(PLACES)]
    system.trusts += [
        make.trust(f"Trust {number}", place=system.chance.choice(places)) for number in range(1, TRUSTS)
    ]
    system.practices = [
        make.practice(f"Surgery {number}", place=system.chance.choice(places)) for number in range(PRACTICES)
    ]
    for home in system.practices:
        _people(system, home, STAFF["practice"], [Kind.PRACTICE_MANAGER])
    system.chance.shuffle(system.staff)
    for home in system.trusts:
        _people(
            system, home, STAFF["trust"], [Kind.MEDICAL_DIRECTOR, Kind.CHIEF_PHARMACIST, Kind.PATIENT_SAFETY_LEAD]
        )
    system.leader = make.leader()
    system.place_leader = make.user(system.icb, Membership.Role.SYSTEM_LEADER, place=places[0])
    return system


def _people(system: System, home: Organisation, count: int, kinds: list[str]) -> None:
    """Staff of an organisation; the first of them sit at its desks, the very first leads it."""
    code = home.code.lower()
    people = User.objects.bulk_create(
        User(email=f"{code}-{number}@nhs.example", name=f"Person {number} of {home.name}") for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=person, organisation=home, role="member" if number else "lead")
        for number, person in enumerate(people)
    )
    system.staff += [(person, home) for person in people]
    there = {desk.kind: desk for desk in Desk.objects.filter(organisation=home)}
    for kind, person in zip(kinds, people, strict=False):
        desk = there.get(kind) or make.desk(home, kind)
        Holder.objects.create(desk=desk, user=person)
        system.desks.setdefault(home.pk, []).append(desk)
        system.holders[desk.pk] = person
