"""A project in plain words."""

from urllib.parse import urlsplit

from django import template

from archive.models import Project, ProjectEntry

register = template.Library()

WORDS = {
    "propose": "The idea was written down",
    "load": "Added to the archive from a list",
    "plan": "Planning began",
    "test": "Testing began",
    "implement": "Implementing began",
    "sustain": "Sustaining began",
    "complete": "Completed",
    "stop": "Stopped",
    "resume": "Taken up again",
    "edit": "The description was changed",
    "update": "Update",
    "lesson": "Lesson added",
    "ask": "Question",
}
SO_FAR = {
    "idea": "an idea so far",
    "planning": "being planned",
    "testing": "being tried",
    "implementing": "being put in place",
    "sustaining": "being kept up",
}


@register.filter
def in_words(entry: ProjectEntry) -> str:
    """What happened."""
    return WORDS[entry.verb]


@register.filter
def progress(project: Project) -> str:
    """How far a project is, and what comes next."""
    if project.is_over:
        return project.get_state_display()
    stages = [*Project.RUNNING, Project.Stage.COMPLETED]
    step = stages.index(project.state)
    return (
        f"{project.get_state_display()}: step {step + 1} of {len(stages)}. Next is {stages[step + 1].label.lower()}."
    )


@register.filter
def so_far(project: Project) -> str:
    """What is happening with a project that is not over, after its name."""
    return SO_FAR[project.state]


@register.filter
def host(address: str) -> str:
    """The name of the site that an address leads to."""
    return urlsplit(address).hostname or address
