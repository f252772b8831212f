"""Moving a project from stage to stage, by the table in archive/models.py."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from archive import vetting
from archive.models import Project
from archive.rules import can_edit
from archive.wording import open_text
from people.models import User
from people.refusing import Refused, require

STEPS = ("plan", "test", "implement", "sustain")


@transaction.atomic
def move(*, project: Project, verb: str, by: User, text: str = "") -> Project:
    """Take a running project to the stage that `verb` (plan, test, implement, sustain) leads to."""
    if verb not in STEPS:
        raise ValueError(f"{verb} is not a step between stages")
    return _advance(project, verb, by, open_text(text))


@transaction.atomic
def complete(*, project: Project, by: User, outcome: str, result: str) -> Project:
    """End a project with what became of it. What did not work counts as much as what did."""
    if outcome not in Project.Outcome.values:
        raise Refused("Say whether it worked before you complete the project.")
    words = open_text(result)
    if not words:
        raise Refused("Say what changed before you complete the project.")
    label = Project.Outcome(outcome).label
    facts = {"outcome": outcome, "result": words, "finished_at": timezone.now()}
    return _advance(project, "complete", by, f"{label}. {words}", {"result": words}, **facts)


@transaction.atomic
def stop(*, project: Project, by: User, text: str = "") -> Project:
    """End a project before its time, saying why. It stays in the archive for others to learn from."""
    return _advance(project, "stop", by, open_text(text), finished_at=timezone.now())


@transaction.atomic
def resume(*, project: Project, by: User, text: str = "") -> Project:
    """Take up a stopped or completed project again, at planning. Its history keeps how it had ended."""
    return _advance(project, "resume", by, open_text(text), outcome="", finished_at=None)


def _advance(
    project: Project, verb: str, by: User, text: str, said: Mapping[str, str] | None = None, **facts
) -> Project:
    require(can_edit(by, project))
    return vetting.write(project, verb=verb, by=by, text=text, said=said or {"text": text}, **facts)[0]
