import pytest
from django.core.exceptions import PermissionDenied

from archive import stages
from archive.models import Project
from people.refusing import Refused
from tests import make
from tests.archive.test_proposing import NHS_NUMBER, propose

pytestmark = pytest.mark.django_db


WAYS = {
    "idea": [],
    "planning": ["plan"],
    "testing": ["plan", "test"],
    "implementing": ["plan", "implement"],
    "sustaining": ["plan", "implement", "sustain"],
    "completed": ["plan", "test"],
    "stopped": [],
}


def brought_to(stage):
    """A project at a stage, by the shortest way."""
    project = propose()
    for verb in WAYS[stage]:
        project = stages.move(project=project, verb=verb, by=project.lead)
    if stage == "completed":
        project = stages.complete(project=project, by=project.lead, outcome="worked", result="55% to 95%.")
    if stage == "stopped":
        project = stages.stop(project=project, by=project.lead, text="No time.")
    return project


def do(project, verb, by):
    if verb == "complete":
        return stages.complete(project=project, by=by, outcome="worked", result="55% to 95%.")
    if verb in {"stop", "resume"}:
        return getattr(stages, verb)(project=project, by=by)
    return stages.move(project=project, verb=verb, by=by)


@pytest.mark.parametrize("stage", Project.Stage.values)
def test_only_the_moves_of_the_table_are_made(stage):
    for verb in [*stages.STEPS, "complete", "stop", "resume"]:
        project = brought_to(stage)
        last = project.entries.last()
        if stage in Project.MOVES[verb].of:
            assert do(project, verb, project.lead).state == Project.MOVES[verb].to
        elif last.verb == verb:
            assert do(project, verb, project.lead).entries.last() == last
        else:
            with pytest.raises(Refused):
                do(project, verb, project.lead)


def test_a_completed_project_says_what_became_of_it_and_when():
    project = brought_to("completed")
    project.refresh_from_db()
    assert (project.outcome, project.result) == ("worked", "55% to 95%.")
    assert project.finished_at
    assert project.entries.last().text == "Worked. 55% to 95%."


def test_a_project_that_is_taken_up_again_is_not_finished_but_its_history_keeps_the_end():
    project = brought_to("completed")
    project = stages.resume(project=project, by=project.lead)
    project.refresh_from_db()
    assert (project.state, project.outcome, project.finished_at) == ("planning", "", None)
    assert project.entries.get(verb="complete").text.startswith("Worked.")


@pytest.mark.parametrize(("outcome", "result"), [("", "x"), ("great", "x"), ("worked", " ")])
def test_nothing_is_completed_without_outcome_and_result(outcome, result):
    project = brought_to("testing")
    with pytest.raises(Refused):
        stages.complete(project=project, by=project.lead, outcome=outcome, result=result)


def test_only_the_team_moves_a_project():
    for verb in ["plan", "stop"]:
        with pytest.raises(PermissionDenied):
            do(propose(), verb, make.user())


def test_the_same_press_twice_is_one_step_and_a_second_person_is_told_who_was_first():
    project = brought_to("idea")
    for _ in range(2):
        stages.move(project=project, verb="plan", by=project.lead, text="Met on Monday.")
    assert project.entries.filter(verb="plan").count() == 1
    with pytest.raises(Refused, match=project.lead.name):
        stages.move(project=project, verb="plan", by=make.interface_team())


def test_other_words_for_a_step_taken_already_are_refused_and_never_dropped_unsaid():
    project = brought_to("completed")
    with pytest.raises(Refused, match="in other words. What you wrote now was not sent."):
        stages.complete(project=project, by=project.lead, outcome="partly", result="Half as many.")
    project.refresh_from_db()
    assert (project.outcome, project.entries.filter(verb="complete").count()) == ("worked", 1)


def test_reasons_hold_no_identifiers():
    project = propose()
    stages.stop(project=project, by=project.lead, text=f"Because of {NHS_NUMBER}")
    assert "4561" not in project.entries.last().text
