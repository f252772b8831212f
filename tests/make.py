"""Makers: plain functions that bring a test to a state that a person could have reached."""

from itertools import count

from django.utils import timezone

from archive import proposing
from archive.models import Project
from issues import attaching, reporting
from issues.models import Attachment, Issue
from people.models import Membership, Organisation, Place, User
from routing.models import Category, Desk, Holder, Rule, Rulebook
from tests import make_files
from themes.models import Theme, ThemeIssue

Kind = Organisation.Kind
Role = Membership.Role
numbers = count(1)


def icb(code: str = "QZZ", name: str = "Northmere ICB") -> Organisation:
    made, is_new = Organisation.objects.get_or_create(code=code, defaults={"name": name, "kind": Kind.ICB})
    if is_new:
        made.icb = made
        made.save()
    return made


def place(name: str = "Sandhaven") -> Place:
    return Place.objects.get_or_create(icb=icb(), slug=name.lower(), defaults={"name": name})[0]


def organisation(name: str = "", kind: str = Kind.GP_PRACTICE, **facts) -> Organisation:
    number = next(numbers)
    facts = {"icb": icb(), "code": f"X-{number:04}", "name": name or f"Practice {number}", "kind": kind} | facts
    if kind == Kind.GP_PRACTICE:
        facts.setdefault("place", place())
    return Organisation.objects.create(**facts)


def practice(name: str = "", **facts) -> Organisation:
    return organisation(name, Kind.GP_PRACTICE, **facts)


def trust(name: str = "Fernhall Hospitals", **facts) -> Organisation:
    return organisation(name, Kind.ACUTE_TRUST, **facts)


def user(at: Organisation | None = None, role: str = Role.MEMBER, name: str = "", place: Place | None = None) -> User:
    """A person who has finished the first sign-in, at an organisation (a practice unless one is given)."""
    number = next(numbers)
    made = User.objects.create_user(f"person{number}@nhs.example", name=name or f"Person {number}", job="GP")
    Membership.objects.create(user=made, organisation=at or practice(), role=role, place=place)
    return made


def interface_team() -> User:
    return user(icb(), Role.INTERFACE_TEAM, name="Ira Interface")


def leader() -> User:
    return user(icb(), Role.SYSTEM_LEADER, name="Lena Leader")


def category(slug: str = "letters", name: str = "Discharge and clinic letters", **facts) -> Category:
    return Category.objects.get_or_create(slug=slug, defaults={"name": name} | facts)[0]


def desk(at: Organisation, kind: str = Desk.Kind.MEDICAL_DIRECTOR, holder: User | None = None, **facts) -> Desk:
    """A desk, with somebody at it if a holder is given."""
    title = facts.pop("title", f"{Desk.Kind(kind).label}, {at.name}")
    made = Desk.objects.create(organisation=at, kind=kind, title=title, **facts)
    if holder:
        Holder.objects.create(desk=made, user=holder)
    return made


def rules(**named: dict) -> Rulebook:
    """The ICB's newest rulebook; each keyword names a rule and gives its fields."""
    book = Rulebook.objects.create(icb=icb(), number=Rulebook.objects.count() + 1)
    for name, fields in named.items():
        Rule.objects.create(rulebook=book, name=name, **fields)
    return book


def registry() -> dict:
    """A small system in which any issue about the trust reaches its medical director, Mina Director."""
    team = interface_team()
    fernhall = trust()
    director = user(fernhall, name="Mina Director")
    return {
        "team": team,
        "trust": fernhall,
        "director": director,
        "category": category(),
        "interface_desk": desk(icb(), Desk.Kind.INTERFACE_TEAM, team),
        "desk": desk(fernhall, Desk.Kind.MEDICAL_DIRECTOR, director),
        "rules": rules(anything={"desk_kind": Desk.Kind.MEDICAL_DIRECTOR, "desk_at": Rule.At.ABOUT}),
    }


def issue(by: User | None = None, about: Organisation | None = None, text: str = "The letter never came.", **answers):
    """An issue that somebody at a practice reported, about the trust of `registry()` unless another is given."""
    number = next(numbers)
    answers = {"category": category(), "key": f"key-{number}"} | answers
    return reporting.report(by=by or user(), about=about, text=text, **answers)


def attachment(to: Issue, by: User | None = None, name: str = "letter.eml", content: bytes = b"") -> Attachment:
    """A file with an issue, added by its reporter unless somebody else is named."""
    file = make_files.upload(name, content or make_files.message())
    return attaching.attach(issue=to, by=by or to.reporter, files=[file], looked_through=True)[0]


def theme(*members, key: str = "abc123", **facts) -> Theme:
    """A live theme of these issues, as a run would have written it."""
    day = timezone.localdate()
    facts = {"label": "Letters come late", "first_on": day, "last_on": day, "size": len(members)} | facts
    made = Theme.objects.create(icb=icb(), key=key, **facts)
    for member in members:
        ThemeIssue.objects.create(theme=made, issue=member)
    return made


def project(by: User, **facts) -> Project:
    """A project in the archive, proposed by this person for where they work."""
    facts = {"title": "Letters on the day", "summary": "Letters come late.", "organisation": icb()} | facts
    return proposing.propose(by=by, **facts)
