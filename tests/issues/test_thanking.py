"""Something that works well: passed on to whoever earned it, with nothing to be answered."""

import pytest
from django.core.exceptions import PermissionDenied

from issues import acts, thanking
from people.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    made["thanks"] = make.issue(about=made["trust"], category=thanks, text="The new advice line answers at once.")
    made["problem"] = make.issue(about=made["trust"])
    return made


def test_thanks_are_passed_on_and_whoever_gave_them_is_told(system):
    issue = thanking.pass_on(issue=system["thanks"], by=system["director"], text="Read out to the team.")
    assert issue.state == "closed"
    told = Notice.objects.filter(recipient=issue.reporter).values_list("subject", flat=True)
    assert any("passed on" in subject for subject in told)


def test_thanks_ask_for_no_answer(system):
    verbs = {act.verb for act in acts.offered(system["director"], system["thanks"])}
    assert "pass_on" in verbs
    assert not verbs & {"acknowledge", "answer", "ask"}


def test_a_problem_is_not_passed_on_as_thanks(system):
    assert "pass_on" not in {act.verb for act in acts.offered(system["director"], system["problem"])}
    with pytest.raises(PermissionDenied):
        thanking.pass_on(issue=system["problem"], by=system["director"])
