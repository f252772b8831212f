"""A leader starts a project from a theme. What crosses to the open side is what the leader typed or kept."""

import re
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, QuerySet

from archive import proposing, wording
from archive.models import Project
from people.models import Organisation, User
from people.refusing import require
from people.standing import standing
from themes.counting import counted, openly, written
from themes.models import Seed, Theme
from themes.rules import can_seed

Kind = Organisation.Kind
LONG_RUN, MOST_QUOTED = 7, 5  # words that are no coincidence; runs that are shown
PUNCTUATION = re.compile(r"\W+")
TRUSTS = [Kind.ACUTE_TRUST, Kind.SPECIALIST_TRUST, Kind.MENTAL_HEALTH_TRUST, Kind.COMMUNITY_TRUST, Kind.AMBULANCE]


@transaction.atomic
def seed_project(
    *, theme: Theme, by: User, title: str, summary: str, organisation: Organisation, key: str = ""
) -> Project:
    """Start an open project that is remembered as this theme's, so that its reporters hear how it ends.

    The same key again leads to the project that was started with it.
    """
    require(can_seed(by, theme))
    project = proposing.propose(by=by, title=title, summary=summary, organisation=organisation, key=key)
    if Seed.objects.filter(project=project).exists():
        return project
    Seed.objects.create(theme=theme, project=project, by=by)
    theme.entries.create(by=by, verb="seeded", text=project.title)
    return project


def prefilled(theme: Theme) -> dict[str, str]:
    """A title and a summary to start from: the theme's name and counts, nothing of its issues' words."""
    people = counted(openly(theme.reporters), "person", "people")
    places = counted(openly(theme.organisations), "organisation", "organisations")
    return {
        "title": str(theme),
        "summary": f"Reported by {people} in {places} since {written(theme.first_on)}.",
    }


def as_anyone_reads(title: str, summary: str) -> dict:
    """The title and the summary as they would be published, and whether anything was masked in them."""
    masked = wording.holds_identifiers(title, summary)
    return {"title": wording.open_line(title, 160), "summary": wording.open_text(summary), "is_masked": masked}


def quoted(theme: Theme, *texts: str) -> list[str]:
    """Runs of words that stand just so in an issue of the theme, at most five."""
    runs = {run: said for text in texts for run, said in _runs(text)}
    found: dict[str, None] = {}
    for text in theme.members.order_by("pk").values_list("issue__text", flat=True).iterator(500):
        found |= dict.fromkeys(runs[run] for run, _ in _runs(text) if run in runs)
        if len(found) >= MOST_QUOTED:
            break
    return list(found)[:MOST_QUOTED]


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every run of so many words, as compared and as written."""
    words = text.split()
    plain = [PUNCTUATION.sub("", word).lower() for word in words]
    for at in range(len(words) - LONG_RUN + 1):
        yield tuple(plain[at : at + LONG_RUN]), " ".join(words[at : at + LONG_RUN])


def organisations_for(user: User) -> QuerySet[Organisation]:
    """In whose name this leader may start a project: where they work, and the trusts of the ICB they lead."""
    seat = standing(user)
    own = Q(pk__in=seat.works_at)
    led = Q(icb__in=seat.leads | seat.interface_team_of, kind__in=TRUSTS)
    return Organisation.objects.filter(own | led, status=Organisation.Status.ACTIVE)
