"""Fills an empty database with a made-up system that has been in use for a year. Never beside real data."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from io import StringIO
from operator import itemgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interface import demonstrated_themes
from interface.trying import people_to_try
from issues import (
    clock,
    confirming,
    escalating,
    following,
    outcomes,
    promising,
    reporting,
    responding,
    rules,
    templating,
)
from issues.models import Issue, Verdict
from people.models import Alias, Membership, Organisation, User
from routing.models import Category, Rulebook
from routing.queries import holders_now
from themes import detecting, placing
from themes.models import Theme, Vector

DATA = Path(__file__).resolve().parent / "demonstration"
LONDON = ZoneInfo("Europe/London")
NOON = time(12)
WEEKS = 52
Kind = Organisation.Kind
Role = Membership.Role
Say = Callable[[str], None]
Step = tuple[datetime, Callable[..., Issue]]

WORKS_AT = {
    "gp": (Kind.GP_PRACTICE,),
    "practice_manager": (Kind.GP_PRACTICE,),
    "practice_nurse": (Kind.GP_PRACTICE,),
    "pharmacist": (Kind.COMMUNITY_PHARMACY, Kind.GP_PRACTICE),
    "hospital_consultant": (Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST),
    "hospital_doctor": (Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST),
    "ward_nurse": (Kind.ACUTE_TRUST,),
    "trust_manager": (Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST),
    "community_nurse": (Kind.COMMUNITY_TRUST, Kind.MENTAL_HEALTH_TRUST),
    "ahp": (Kind.COMMUNITY_TRUST, Kind.ACUTE_TRUST),
    "ambulance": (Kind.AMBULANCE,),
    "mental_health": (Kind.MENTAL_HEALTH_TRUST,),
}
JOBS = {"gp": "GP", "ahp": "Physiotherapist", "ambulance": "Paramedic", "mental_health": "Mental health nurse"}
ABOUT = {
    "primary_to_secondary": (Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST),
    "within_secondary": (Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST),
    "community": (Kind.COMMUNITY_TRUST, Kind.MENTAL_HEALTH_TRUST, Kind.ACUTE_TRUST),
    "secondary_to_primary": (Kind.GP_PRACTICE,),
    "mental_health": (Kind.MENTAL_HEALTH_TRUST,),
    "ambulance": (Kind.AMBULANCE,),
}
NAMES = json.loads((DATA / "names.json").read_text("utf-8"))
VERDICTS = json.loads((DATA / "verdicts.json").read_text("utf-8"))
ANSWERS = json.loads((DATA / "answers.json").read_text("utf-8"))


@dataclass
class Cast:
    """Who and what the made-up year is played with. Everything is chosen by one seeded generator."""

    now: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(20))
    outcomes: random.Random = field(default_factory=lambda: random.Random(21))  # what became of changes
    words: random.Random = field(default_factory=lambda: random.Random(22))  # how answers are worded
    organisations: dict[str, list[Organisation]] = field(default_factory=dict)
    nicknames: list[tuple[str, Organisation]] = field(default_factory=list)
    staff: dict[tuple[int, str], list[User]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    stranger: User | None = None  # whom somebody who tries the portal may report as


def demonstrate(*, say: Say, now: datetime | None = None) -> None:
    """Load the made-up system, its year of issues and answers, find the themes, start projects. All or nothing."""
    now = now or timezone.now()
    with transaction.atomic():
        say("Loading the made-up organisations and people …")
        call_command("load_registry", "demonstration", stdout=StringIO())
        cast = _cast(now)
        rows = [json.loads(line) for line in (DATA / "reports.jsonl").read_text("utf-8").splitlines()]
        for number, row in enumerate(rows, 1):
            _play(cast, row)
            if number % 60 == 0:
                say(f"{number} of {len(rows)} issues reported, routed and partly answered …")
    icb = Rulebook.objects.latest("pk").icb
    while placing.place_due(seconds=2):
        say(f"Read what {Vector.objects.count()} of {len(rows)} issues mean …")
    say("Finding themes …")
    detecting.find(icb=icb, now=now)
    with transaction.atomic():
        demonstrated_themes.start_projects(icb)
        demonstrated_themes.publish(icb)
        templating.add_starters(by=demonstrated_themes.somebody(icb, Role.INTERFACE_TEAM))
    say(f"{len(rows)} issues, {Theme.objects.current().count()} themes.")


def _cast(now: datetime) -> Cast:
    cast = Cast(now=now)
    icb = Rulebook.objects.latest("pk").icb
    here = Q(icb=icb) | Q(kind=Kind.AMBULANCE)
    for one in Organisation.objects.filter(here, status="active").select_related("icb", "place", "parent"):
        cast.organisations.setdefault(one.kind, []).append(one)
    cast.stranger = next((one.user for one in people_to_try() if one.does == "reports"), None)
    known = Alias.objects.filter(is_former=False).select_related("organisation__icb").order_by("-name")
    cast.nicknames = sorted(
        ((row.name.lower(), row.organisation) for row in known if len(row.name) > 5), key=lambda pair: -len(pair[0])
    )
    return cast


def _play(cast: Cast, row: dict) -> None:
    """One report of the year, with whatever became of it until now."""
    at = _when(cast, row["week"])
    home = _one_of(cast, WORKS_AT[row["role"]])
    about = _about(cast, row, home)
    issue = reporting.report(
        by=_person(cast, home, row["role"]),
        key=f"demonstration:{row['id']}",
        tell=False,
        is_watched=True,
        created_at=at,
        category=Category.objects.get(pk=row["category"]),
        text=row["text"],
        about=about,
        about_words=f"{about.name}, {row['specialty']}"[:200],
        harm=row["harm"],
        happened_on=at.astimezone(LONDON).date(),
    )
    for at, act in sorted([*_voices(cast, issue), *_responses(cast, issue)], key=itemgetter(0)):
        escalating.take_past_steps(issue=issue, until=at)
        act(issue=issue, at=at, tell=False)
    escalating.take_past_steps(issue=issue, until=cast.now)
    promising.skip_past_reminders(issue=issue, until=cast.now)


def _voices(cast: Cast, issue: Issue) -> Iterator[Step]:
    """Some issues others have too, and say so within two weeks."""
    if cast.chance.random() >= 0.15:
        return
    for _ in range(cast.chance.randint(1, 3)):
        other = _person(cast, _one_of(cast, (Kind.GP_PRACTICE,)), "gp")
        if rules.can_follow(other, issue):
            later = issue.created_at + timedelta(days=cast.chance.randint(0, 14))
            yield min(later, cast.now), partial(following.me_too, by=other)


def _responses(cast: Cast, issue: Issue) -> Iterator[Step]:
    """Most issues are acknowledged and answered in working hours; a few were forgotten, and the newest wait."""
    holder = next((h for h in holders_now([issue.desk_id]) if h.user_id != issue.reporter_id), None)
    age, roll = cast.now - issue.created_at, cast.chance.random()
    seen = clock.after(issue.created_at, timedelta(hours=cast.chance.randint(1, 18)))
    if holder is None or seen > cast.now or age < timedelta(days=2) or roll < 0.02:
        return
    yield seen, partial(responding.acknowledge, by=holder.user)
    answered = clock.after(seen, timedelta(hours=cast.chance.randint(10, 140)))
    if answered > cast.now or roll < 0.06:
        return
    outcome = cast.chance.choices(list(ANSWERS["any"]), weights=(30, 25, 15, 15, 10, 5))[0]
    planned_on = (answered + timedelta(days=90)).date() if outcome == Issue.Outcome.PLANNED else None
    words = {outcomes.words_go_to(outcome): _words(cast, issue, outcome)}
    said = {"outcome": outcome, "planned_on": planned_on, "follow_up": True} | words
    yield answered, partial(responding.answer, by=holder.user, **said)
    yield from _follow_up(cast, issue, holder.user, answered, outcome, planned_on)


def _words(cast: Cast, issue: Issue, outcome: str) -> str:
    """What whoever answers says of an issue of this category."""
    return cast.words.choice(ANSWERS.get(issue.category_id, {}).get(outcome) or ANSWERS["any"][outcome])


def _follow_up(
    cast: Cast, issue: Issue, by: User, answered: datetime, outcome: str, planned_on: date | None
) -> Iterator[Step]:
    """Most planned changes are made by their day; of what was made, those who reported it are asked, and some say.

    Whom a stranger may report as has a few of these problems too, and has not said yet.
    """
    if cast.stranger and (planned_on or outcome == Issue.Outcome.MADE) and cast.outcomes.random() < 0.05:
        yield answered - timedelta(minutes=5), partial(_has_it_too, by=cast.stranger)
    made = answered if outcome == Issue.Outcome.MADE else None
    if planned_on and cast.outcomes.random() < 0.8:
        made = clock.before(datetime.combine(planned_on, NOON, LONDON), timedelta(hours=cast.outcomes.randint(1, 60)))
        if made < cast.now:
            yield made, partial(promising.fulfil, by=by, changed=_words(cast, issue, Issue.Outcome.MADE))
    if made is None or made + outcomes.ASKED_AFTER > cast.now:
        return
    yield made + outcomes.ASKED_AFTER, confirming.ask
    said = made + outcomes.ASKED_AFTER + timedelta(hours=cast.outcomes.randint(1, 200))
    yield min(said, cast.now), partial(_say_whether_it_holds, cast)


def _has_it_too(*, issue: Issue, by: User, at: datetime, tell: bool) -> None:
    if rules.can_follow(by, issue):
        following.me_too(issue=issue, by=by, at=at, tell=tell)


def _say_whether_it_holds(cast: Cast, *, issue: Issue, at: datetime, tell: bool) -> None:
    """More than half of those who were asked answer."""
    for asked in Verdict.objects.of(issue).select_related("user"):
        if asked.user != cast.stranger and cast.outcomes.random() < 0.6:
            answer = cast.outcomes.choices(list(VERDICTS), weights=(70, 20, 10))[0]
            text = cast.outcomes.choice(VERDICTS[answer])
            confirming.judge(issue=issue, by=asked.user, answer=answer, text=text, at=at, tell=tell)


def _about(cast: Cast, row: dict, home: Organisation) -> Organisation:
    """The organisation that the text names, if it names one of the made-up system; else one that fits."""
    text = row["text"].lower()
    for name, organisation in cast.nicknames:
        if name in text and row["direction"] != "secondary_to_primary":
            return organisation
    others = [kind for kind in ABOUT[row["direction"]] if cast.organisations.get(kind)]
    return _one_of(cast, others, besides=home)


def _one_of(cast: Cast, kinds, besides: Organisation | None = None) -> Organisation:
    """An organisation of the first kind that the system has; some are louder than others."""
    for kind in kinds:
        found = [one for one in cast.organisations.get(kind, []) if one != besides]
        if found:
            return found[min(int(cast.chance.expovariate(3 / len(found))), len(found) - 1)]
    return besides or cast.organisations[Kind.ICB][0]


def _person(cast: Cast, home: Organisation, role: str) -> User:
    """One of up to four people of this job there."""
    people = cast.staff.setdefault((home.pk, role), [])
    if len(people) < 4 and cast.chance.random() < 0.6 or not people:
        name = _new_name(cast)
        email = f"{name.lower().replace(' ', '.')}@demo.nhs.example"
        job = JOBS.get(role, role.replace("_", " ").capitalize())
        person = User.objects.create_user(email, name=name, job=job)
        Membership.objects.create(user=person, organisation=home)
        people.append(person)
    return cast.chance.choice(people)


def _new_name(cast: Cast) -> str:
    while True:
        name = f"{cast.chance.choice(NAMES['first'])} {cast.chance.choice(NAMES['last'])}"
        if name not in cast.names and not User.objects.filter(name__endswith=name).exists():
            cast.names.add(name)
            return name


def _when(cast: Cast, week: int) -> datetime:
    """A working hour of that week of the year that ends now."""
    back = timedelta(weeks=WEEKS - week) - timedelta(days=cast.chance.randint(0, 6))
    day = (cast.now - back).astimezone(LONDON)
    at = day.replace(hour=cast.chance.randint(8, 18), minute=cast.chance.randint(0, 59), second=0, microsecond=0)
    return min(at.astimezone(UTC), cast.now - timedelta(minutes=cast.chance.randint(5, 90)))
