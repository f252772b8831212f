"""A sent answer is put right: the new words stand, the earlier ones stay in the history, and all are told once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import confirming, correcting, following, promising, responding
from issues.models import Issue, Verdict
from people import keys
from people.models import Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"], made["other"] = make.user(name="Rita Reporter"), make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    following.me_too(issue=made["issue"], by=made["other"])
    return made


def answered(system, **said) -> Issue:
    said = said or {"outcome": "explained", "text": "Clinic B sends them."}
    made = responding.answer(issue=system["issue"], by=system["director"], **said)
    Notice.objects.all().delete()
    return made


def corrected(system, **said) -> Issue:
    return correcting.correct(issue=system["issue"], by=system["director"], **said)


def test_the_new_words_stand_beside_the_earlier_and_everybody_is_told_once(system):
    at = answered(system).answered_at
    for _ in range(2):
        issue = corrected(system, outcome="explained", text="Clinic C sends them.")
    words = list(issue.entries.filter(verb__in=["answer", "correct"]).values_list("text", flat=True))
    assert words == ["Clinic B sends them.", "Clinic C sends them."]
    assert (issue.state, issue.answered_at) == ("answered", at)
    for person in (system["reporter"], system["other"]):
        subjects = list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))
        assert subjects == [f"The answer to issue {issue.reference} has been corrected"]


def test_an_outcome_is_corrected_with_all_that_it_needs(system):
    answered(system)
    with pytest.raises(Refused):
        corrected(system, outcome="planned", text="A new template.")
    issue = corrected(system, outcome="planned", text="A new template.", planned_on=SOON)
    assert (issue.outcome, issue.planned_on) == ("planned", SOON) and issue.outcome_due_at
    issue = corrected(system, outcome="explained", text="No, it stays as it is.")
    assert (issue.outcome, issue.planned_on, issue.outcome_due_at) == ("explained", None, None)


def test_words_alone_leave_the_promised_day_as_it_was_even_if_it_has_passed(system):
    answered(system, outcome="planned", text="A new template.", planned_on=SOON)
    past = timezone.localdate() - timedelta(days=3)
    Issue.objects.update(planned_on=past)
    due = Issue.objects.get().outcome_due_at
    issue = corrected(system, outcome="planned", text="A new template for clinics.", planned_on=past)
    assert (issue.planned_on, issue.outcome_due_at) == (past, due)


def test_what_is_said_is_masked(system):
    answered(system)
    entry = corrected(system, outcome="made", changed="We rang 999 105 7269.").entries.last()
    assert "999" not in entry.particulars


def test_nothing_changed_is_no_correction(system):
    answered(system)
    with pytest.raises(Refused, match="same"):
        corrected(system, outcome="explained", text="Clinic B sends them.")


def test_what_is_not_ours_is_sent_on_and_not_corrected_so(system):
    answered(system)
    with pytest.raises(Refused):
        corrected(system, outcome="not_ours", text="Theirs.")


def test_once_asked_whether_it_holds_the_answer_stands_as_they_read_it(system):
    answered(system, outcome="made", changed="Sent on the day.")
    confirming.ask_due(timezone.now() + timedelta(days=35))
    assert Verdict.objects.count() == 2
    with pytest.raises(Refused, match="asked whether"):
        corrected(system, outcome="made", changed="Sent the next day.")


def test_a_corrected_change_is_what_people_are_asked_about(system):
    answered(system, outcome="made", changed="Sent on the day.")
    entry = corrected(system, outcome="made", changed="Sent the next day.").entries.last()
    confirming.ask_due(timezone.now() + timedelta(days=35))
    assert {one.claim for one in Verdict.objects.all()} == {entry}


def test_a_change_that_was_made_as_planned_can_be_corrected_too(system):
    answered(system, outcome="planned", text="A new template.", planned_on=SOON)
    promising.fulfil(issue=system["issue"], by=system["director"], changed="The template is in use.")
    issue = corrected(system, outcome="made", changed="The template is in use on ward 3.")
    assert issue.entries.last().particulars == "The template is in use on ward 3."


def test_only_the_answering_side_corrects_and_only_what_is_answered(system):
    with pytest.raises(Refused):
        corrected(system, outcome="explained", text="Clinic C sends them.")
    answered(system)
    for person in (system["reporter"], system["other"]):
        with pytest.raises(PermissionDenied):
            correcting.correct(issue=system["issue"], by=person, outcome="explained", text="Mine.")


def test_the_page_begins_with_what_was_said_and_shows_which_words_were_corrected(client, system):
    answered(system, outcome="not_agreed", reason="Clinic B sends them.", text="As agreed.")
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, "correct"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert f'action="{path}"' in page and 'value="not_ours"' not in page
    assert page.count("As agreed.") >= 2
    said = {"outcome": "not_agreed", "reason": "Clinic C sends them.", "text": "As agreed."}
    page = client.post(path, said, follow=True).content.decode()
    assert "Answer corrected" in page and "Corrected later" in page
    assert "Clinic B sends them." in page and "Clinic C sends them." in page
    client.force_login(system["reporter"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert "Corrected later" in page and f'action="{path}"' not in page


def test_other_systems_correct_too(client, system):
    answered(system)
    _, secret = keys.make_key(by=system["director"], name="EPR", scopes=["desk.write"])
    path = reverse("api:correct", args=[system["issue"].reference])
    said = {"outcome": "explained", "text": "Clinic C sends them."}
    answer = client.post(path, said, content_type="application/json", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200 and answer.json()["outcome"] == "explained"
    assert system["issue"].entries.last().verb == "correct"


def typed_in_two_tabs(client, system, *texts, seen=None):
    """The pages after each correction, from forms that were all opened before the first was sent."""
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url())
    form = next(form for act, form in page.context["offers"] if act.verb == "correct")
    path = reverse("issues:act", args=[system["issue"].reference, "correct"])
    said = {"outcome": "explained", "seen": form["seen"].value() if seen is None else seen}
    return [client.post(path, said | {"text": text}, follow=True) for text in texts]


def test_a_correction_over_another_is_refused_and_shows_both(client, system):
    answered(system)
    pages = typed_in_two_tabs(client, system, "Clinic C sends them.", "Clinic D sends them.")
    assert [page.status_code for page in pages] == [200, 409]
    page = pages[1].content.decode()
    assert "The answer was changed while you were writing, by Mina Director" in page
    assert "What stands now: Explained" in page and "Clinic C sends them." in page
    form = next(form for act, form in pages[1].context["offers"] if act.verb == "correct")
    assert form["text"].value() == "Clinic D sends them."
    assert correcting.standing_answer(system["issue"]).text == "Clinic C sends them."
    again = typed_in_two_tabs(client, system, "Clinic D sends them.", seen=form["seen"].value())
    assert again[0].status_code == 200
    assert correcting.standing_answer(system["issue"]).text == "Clinic D sends them."


def test_a_correction_pressed_twice_is_one(client, system):
    answered(system)
    pages = typed_in_two_tabs(client, system, "Clinic C sends them.", "Clinic C sends them.")
    assert [page.status_code for page in pages] == [200, 200]
    assert system["issue"].entries.filter(verb="correct").count() == 1


def test_a_correction_over_a_new_date_is_refused(client, system):
    answered(system, outcome="planned", text="A new template.", planned_on=SOON)
    client.force_login(system["director"])
    issue = Issue.objects.get(pk=system["issue"].pk)
    seen = correcting.edition(correcting.standing_answer(issue), issue)
    later = SOON + timedelta(days=9)
    promising.postpone(issue=issue, by=system["director"], planned_on=later, text="The supplier is late.")
    page = typed_in_two_tabs(client, system, "No template after all.", seen=seen)[0]
    assert page.status_code == 409
    assert f"by {later.day} {later:%B %Y}" in page.content.decode()
    assert Issue.objects.get(pk=issue.pk).planned_on == later
