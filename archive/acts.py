"""What can be done with a project, as one table: each act's form, rule, words and verb."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms

from archive import rules, stages, updating
from archive.forms import CompleteForm, LessonForm, NoteForm, QuestionForm, StopForm, UpdateForm
from archive.models import Project
from people.models import User


@dataclass(frozen=True)
class Act:
    """One thing that a person may do with a project, on a page of its own."""

    verb: str
    name: str
    done: str
    do: Callable
    form: type[forms.Form] = NoteForm
    allowed: Callable[[User, Project], bool] = rules.can_edit


def _step(verb: str, name: str) -> Act:
    stage = Project.Stage(Project.MOVES[verb].to).label.lower()
    return Act(verb, name, f"The project is now at the stage of {stage}.", partial(stages.move, verb=verb))


ACTS = {
    act.verb: act
    for act in (
        Act("update", "Add an update", "Your update is on the timeline.", updating.update, UpdateForm),
        Act("lesson", "Add a lesson", "Your lesson has been added.", updating.add_lesson, LessonForm),
        _step("plan", "Start planning"),
        _step("test", "Start testing"),
        _step("implement", "Start implementing"),
        _step("sustain", "Start sustaining"),
        Act("complete", "Complete the project", "The project is completed.", stages.complete, CompleteForm),
        Act("stop", "Stop the project", "The project is stopped. It stays in the archive.", stages.stop, StopForm),
        Act("resume", "Take the project up again", "The project is running again.", stages.resume),
        Act("ask", "Ask the team", "Your question is on the timeline.", updating.ask, QuestionForm, rules.can_ask),
    )
}


def offered(user: User, project: Project) -> list[Act]:
    """The acts that this person can do now, in the order of the table."""
    return [
        act for act in ACTS.values() if project.state in Project.MOVES[act.verb].of and act.allowed(user, project)
    ]
