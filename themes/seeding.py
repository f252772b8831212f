"""A leader starts a project from a theme. What crosses to the open side is what the leader typed or kept."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from archive import proposing, wording
from archive.models import Project
from people.models import Organisation, User
from people.refusing import require
from people.standing import standing
from themes import ending, naming, open_pages, persons, quoting
from themes.counting import counted, openly
from themes.models import Seed, Theme
from themes.rules import can_seed

Kind = Organisation.Kind
TRUSTS = [Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST, Kind.MENTAL_HEALTH_TRUST, Kind.COMMUNITY_TRUST, Kind.AMBULANCE]


@transaction.atomic
def seed_project(
    *, theme: Theme, by: User, title: str, summary: str, organisation: Organisation, key: str = ""
) -> Project:
    """Start an open project that is remembered as this theme's, so that its reporters hear how it ends.

    The same key again leads to the project that was started with it.
    """
    require(can_seed(by, theme))
    ending.require_none(theme)
    naming.require_open(theme, title)
    persons.require_nobody(summary, theme=theme)
    quoting.require_own_words(theme, summary)
    said = {"title": title, "summary": summary}
    project = proposing.propose(by=by, **said, organisation=organisation, key=key, is_vetted=True)
    if Seed.objects.filter(project=project).exists():
        return project
    Seed.objects.create(theme=theme, project=project, by=by)
    theme.entries.create(by=by, verb="seeded", text=project.title)
    return project


def troubles(project: Project | None, words: Mapping[str, str], by: User | None) -> dict[str, str]:
    """Why some of these words, by question, cannot stand on the open page of a project.

    They are held against the issues of the areas that whoever writes belongs to: who is outside learns nothing of
    others. Those of a project of themes also against the theme that it was started from and, where that was merged,
    what it is part of now.
    """
    areas = _areas_of(by)
    seeded = Theme.objects.filter(seeds__project=project) if project else ()
    themes = {one for theme in seeded for one in _and_survivor(theme)}
    held = [(theme, () if at else areas) for at, theme in enumerate(themes)] or [(None, areas)]
    found = {
        question: next(filter(None, (_trouble(theme, question, said, among) for theme, among in held)), "")
        for question, said in words.items()
    }
    return {question: trouble for question, trouble in found.items() if trouble}


def _areas_of(by: User | None) -> Collection[int]:
    """Of whoever writes; where it is a file, all."""
    if by is None:
        return set(Organisation.objects.filter(kind=Kind.ICB).values_list("pk", flat=True))
    seat = standing(by)
    return seat.interface_team_of | {seat.icb.pk} if seat.icb else seat.interface_team_of


def _and_survivor(theme: Theme) -> set[Theme]:
    return {theme, open_pages.survivor(theme)}


def _trouble(theme: Theme | None, question: str, said: str, areas: Collection[int]) -> str:
    if theme is None:
        return quoting.trouble(None, said, areas)
    return (naming.trouble_openly if question == "title" else trouble_openly)(theme, said, areas)


def trouble_openly(theme: Theme, words: str, areas: Collection[int] | None = None) -> str:
    """Why these words about the theme are not for anyone to read; "" if they are."""
    return persons.trouble(words, theme) or quoting.trouble(theme, words, areas)


def prefilled(theme: Theme) -> dict[str, str]:
    """A title and a summary to start from: the theme's name, if anyone may read it, and counts; no issue's words."""
    people = counted(openly(theme.reporters), "person", "people")
    places = counted(openly(theme.organisations), "organisation", "organisations")
    return {
        "title": naming.open_name(theme),
        "summary": f"Reported by {people} in {places} since {theme.first_on:%B %Y}.",
    }


def as_anyone_reads(title: str, summary: str) -> dict:
    """The title and the summary as they would be published, and whether anything was masked in them."""
    masked = wording.holds_identifiers(title, summary)
    return {"title": wording.open_line(title, 160), "summary": wording.open_text(summary), "is_masked": masked}


def organisations_for(user: User) -> QuerySet[Organisation]:
    """In whose name this leader may start a project: where they work, and the trusts of the ICB they lead."""
    seat = standing(user)
    own = Q(pk__in=seat.works_at)
    led = Q(icb__in=seat.leads | seat.interface_team_of, kind__in=TRUSTS)
    return Organisation.objects.filter(own | led, status=Organisation.Status.ACTIVE)
