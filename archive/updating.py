"""What a team adds while the work goes on: updates, lessons, corrections."""

from collections.abc import Iterable

from django.db import transaction

from archive import vetting
from archive.models import Lesson, Project
from archive.proposing import IN_WORDS
from archive.rules import can_ask, can_edit
from archive.wording import open_address, open_line, open_text, open_texts, open_title
from people.models import Notice, Organisation, User
from people.notices import tell
from people.refusing import Refused, require


@transaction.atomic
def update(*, project: Project, by: User, text: str) -> Project:
    """Add an update to the timeline. The same words twice in a row are one update."""
    require(can_edit(by, project))
    return _say(project, "update", by, text)[0]


@transaction.atomic
def ask(*, project: Project, by: User, text: str) -> Project:
    """Ask the team something, where anybody can read it; the lead is told. No e-mail address is shown to anybody."""
    require(can_ask(by, project))
    asked, entry = _say(project, "ask", by, text)
    if entry is not None:
        tell(
            [asked.lead],
            kind=Notice.Kind.PROJECT,
            event=f"project-question:{entry.pk}",
            subject="Somebody asked about your improvement project",
            path=asked.get_absolute_url(),
        )
    return asked


@transaction.atomic
def add_lesson(*, project: Project, by: User, text: str, worked: bool) -> Lesson:
    """Add a short point that others can use. The same point twice is one lesson."""
    require(can_edit(by, project))
    words = _needed(text, "Write the lesson first.")
    locked = Project.objects.select_for_update().get(pk=project.pk)
    if same := locked.lessons.filter(text=words).first():
        return same
    lesson = locked.lessons.create(text=words, worked=worked, by=by)
    vetting.write(locked, verb="lesson", by=by, text=words, said={"text": words})
    return lesson


class Stale(Refused):
    """Somebody else changed the description since it was shown."""


def edition(project: Project) -> int:
    """Which wording of its description a project has now."""
    return project.entries.filter(verb="edit").order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def edit(
    *,
    project: Project,
    by: User,
    title: str,
    summary: str,
    aim: str = "",
    topic: str = "",
    lead: User | None = None,
    partners: Iterable[Organisation] = (),
    source_address: str = "",
    seen: int | None = None,
) -> Project:
    """Correct what a project says of itself. Its address stays; the timeline says which parts were changed.

    `seen`: the edition that was shown to whoever writes. Stale where it is no longer the newest.
    """
    require(can_edit(by, project))
    locked = Project.objects.select_for_update().get(pk=project.pk)
    facts = {
        "title": open_title(_needed(title, "A project needs a title."), 160),
        **open_texts(summary=summary, aim=aim),
        "topic": open_line(topic, 80),
        "lead": lead,
        "source_address": open_address(source_address),
    }
    facts = {field: value for field, value in facts.items() if getattr(locked, field) != value}
    wanted = {partner for partner in partners if partner.pk != locked.organisation_id}
    changed = list(facts)
    if wanted != set(locked.partners.all()):
        locked.partners.set(wanted)
        changed.append("partners")
    if not changed:
        return locked
    if seen is not None and seen != edition(locked):
        raise Stale("Somebody else changed this while you were writing.")
    parts = ", ".join(field.replace("_", " ") for field in changed)
    said = {question: facts[question] for question in IN_WORDS if question in facts}
    return vetting.write(locked, verb="edit", by=by, text=parts, said=said, **facts)[0]


def _say(project: Project, verb: str, by: User, text: str):
    words = _needed(text, "Write something first.")
    locked = Project.objects.select_for_update().get(pk=project.pk)
    last = locked.entries.last()
    if last and (last.verb, last.by_id, last.text) == (verb, by.pk, words):
        return locked, None
    return vetting.write(locked, verb=verb, by=by, text=words, said={"text": words})


def _needed(text: str, otherwise: str) -> str:
    words = open_text(text)
    if not words:
        raise Refused(otherwise)
    return words
