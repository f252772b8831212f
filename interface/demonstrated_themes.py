"""What leaders made of the themes of the made-up year: projects, lessons, and what everybody may know."""

import json
from itertools import islice
from pathlib import Path

from archive import stages, updating
from people.models import Membership, Organisation, User
from themes import curating, naming, seeding
from themes.models import Theme

PROJECTS = Path(__file__).resolve().parent / "demonstration" / "projects.json"
PUBLISHED = "Practices and trusts report this again and again. The organisations concerned know of it."
Role = Membership.Role


def start_projects(icb: Organisation) -> None:
    """A leader starts projects from the themes that most people reported, and one has come to its end."""
    leader = somebody(icb, Role.SYSTEM_LEADER)
    taken: set[int] = set()
    for plan in json.loads(PROJECTS.read_text("utf-8")):
        theme = _theme_of(icb, plan["category"], taken)
        if theme is None:
            continue
        taken.add(theme.pk)
        organisation = seeding.organisations_for(leader).order_by("pk").first()
        project = seeding.seed_project(
            theme=theme, by=leader, title=plan["title"], summary=plan["summary"], organisation=organisation
        )
        for text in plan["updates"]:
            updating.update(project=project, by=leader, text=text)
        for text, worked in plan["lessons"]:
            updating.add_lesson(project=project, by=leader, text=text, worked=worked)
        for verb in plan["moves"]:
            if verb == "complete":
                stages.complete(project=project, by=leader, outcome=plan["outcome"], result=plan["result"])
            elif verb == "stop":
                stages.stop(project=project, by=leader)
            else:
                stages.move(project=project, verb=verb, by=leader)


def _theme_of(icb: Organisation, category: str, taken: set[int]) -> Theme | None:
    """The theme that most people reported among those whose issues are mostly of this category."""
    for theme in Theme.objects.filter(icb=icb).current().exclude(pk__in=taken).order_by("-reporters"):
        of_category = theme.members.filter(issue__category=category).count()
        if of_category * 2 >= theme.size:
            return theme
    return None


def publish(icb: Organisation) -> None:
    """The interface team has published what everybody may know."""
    curator = somebody(icb, Role.INTERFACE_TEAM)
    current = Theme.objects.filter(icb=icb).current().order_by("-reporters")
    named = ((theme, name) for theme in current if (name := naming.open_name(theme)))
    for theme, name in islice(named, 4):
        curating.publish(theme=theme, by=curator, label=name, summary=PUBLISHED)


def somebody(icb: Organisation, role: str) -> User:
    return User.objects.filter(memberships__organisation=icb, memberships__role=role).order_by("pk").first()
