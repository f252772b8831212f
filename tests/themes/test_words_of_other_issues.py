"""What anyone will read is held against every issue of the area of whoever writes, of whatever theme."""

import pytest
from django.urls import reverse

from archive import loading, proposing, updating, vetting
from archive.models import Project
from language import passages
from people import asking_many
from people.models import Membership
from people.refusing import Refused
from tests import make
from tests.archive.test_loading import GOOD, lines
from themes import curating, deciding, quoting, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
TEXT = "We were sent a shared care request for high-dose venlafaxine with lithium, dated after her last working day."
QUOTE = f"As one said: {TEXT}"
NEARLY = "A shared care request: venlafaxine at high dose with lithium, though dated after the last working day."
STAND = "stand in an issue"
SAID = {"title": "Letters on time", "summary": "To be faster."}


@pytest.fixture
def found(team) -> Theme:
    """A theme beside an issue that is in none."""
    trust = make.trust("Oakdale Hospitals")
    make.issue(about=trust, text=TEXT)
    letters = "The discharge letter took three weeks to reach us, and nobody knew why."
    return make.theme(*(make.issue(about=trust, text=letters) for _ in range(2)))


@pytest.fixture
def project(found) -> Project:
    return seeding.seed_project(theme=found, by=make.leader(), organisation=make.icb(), **SAID)


@pytest.mark.parametrize("said", [QUOTE, NEARLY])
@pytest.mark.parametrize("question", ["title", "summary"])
def test_a_project_of_a_theme_quotes_no_issue_of_another(client, found, question, said):
    client.force_login(make.leader())
    typed = SAID | {question: said, "organisation": make.icb().pk}
    form = client.post(reverse("themes:seed", args=[found.key]), typed).context["form"]
    assert list(form.errors) == [question] and STAND in form.errors[question].as_text()
    with pytest.raises(Refused, match=STAND):
        seeding.seed_project(theme=found, by=make.leader(), organisation=make.icb(), **SAID | {question: said})


@pytest.mark.parametrize("said", [QUOTE, NEARLY])
@pytest.mark.parametrize("question", ["label", "summary"])
def test_a_published_theme_quotes_no_issue_of_another(client, team, found, question, said):
    client.force_login(team)
    typed = {"label": "Late letters", "summary": "They come late."} | {question: said}
    form = client.post(reverse("themes:publish", args=[found.key]), typed).context["form"]
    assert list(form.errors) == [question] and STAND in form.errors[question].as_text()
    with pytest.raises(Refused, match=STAND):
        curating.publish(theme=found, by=team, **typed)


def test_issues_that_were_split_off_are_not_quoted_afterwards(team, found, project):
    issue = make.issue(text="Rang at five past six. The ward said that nobody there had ever heard of the patient.")
    make.ThemeIssue.objects.create(theme=found, issue=issue)
    deciding.split(theme=found, issues=[issue], label="Wards that know nobody", by=team)
    for said in (issue.text, "It rang at five past six."):
        with pytest.raises(Refused, match="stands? in (an|one) issue"):
            updating.update(project=project, by=project.lead, text=said)
        with pytest.raises(Refused, match="stands? in (an|one) issue"):
            curating.publish(theme=found, by=team, label="Late letters", summary=said)


def test_a_theme_that_no_search_finds_any_more_lets_nothing_through(found, project):
    issue = found.members.first().issue
    Theme.objects.filter(pk=found.pk).update(is_live=False, remembered=[issue.pk])
    found.members.all().delete()
    detail = make.issue(text="Rang at five past six.")
    Theme.objects.filter(pk=found.pk).update(remembered=[issue.pk, detail.pk])
    for said in (issue.text, QUOTE, "It rang at five past six."):
        with pytest.raises(Refused, match="stands? in (an|one) issue"):
            updating.update(project=project, by=project.lead, text=said)


@pytest.mark.parametrize("question", ["title", "summary", "aim", "topic"])
def test_a_project_of_no_theme_quotes_no_issue_when_it_is_added(client, found, question):
    person = make.user()
    client.force_login(person)
    said = "venlafaxine with lithium, dated after her last working day" if question == "topic" else QUOTE[:150]
    home = person.memberships.get().organisation
    typed = SAID | {question: said, "organisation": home.code}
    answer = client.post(reverse("archive:propose"), typed)
    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == [question] and form[question].value() == said
    assert STAND in form.errors[question].as_text() and not Project.objects.exists()
    with pytest.raises(vetting.Unfit, match=STAND):
        proposing.propose(by=person, **SAID | {question: said}, organisation=home)
    assert client.post(reverse("archive:propose"), typed | {question: "Letters"}).status_code == 302


def test_a_project_of_no_theme_quotes_no_issue_later(found):
    person = make.user()
    project = make.project(person, organisation=person.memberships.get().organisation)
    for said in (QUOTE, NEARLY):
        with pytest.raises(vetting.Unfit, match=STAND):
            updating.update(project=project, by=person, text=said)
    updating.update(project=project, by=person, text="Requests for shared care now come with a date.")


@pytest.mark.parametrize("column", ["title", "summary", "aim", "topic", "kind", "result", "what_worked"])
def test_a_row_of_a_file_that_quotes_an_issue_is_told_by_its_line(found, column):
    said = "venlafaxine with lithium, dated after her last working day"
    loaded = loading.load(lines(GOOD, GOOD | {"title": "Others", column: said}))
    ((line, why),) = loaded.troubles
    assert loaded.added == 1 and line == 3 and why.startswith(f"{column}: These words stand in an issue")


def test_what_is_wanted_is_quoted_no_more_than_what_happened(found, project):
    wanted = "Somebody at the infusion suite should ring us back on the same afternoon."
    make.issue(text="No answer again.", wanted=wanted)
    with pytest.raises(vetting.Unfit, match=STAND):
        updating.update(project=project, by=project.lead, text=f"They ask: {wanted}")


def test_a_reference_of_any_issue_of_the_area_is_refused_and_a_word_is_none(found, project):
    issue = make.issue()
    make.Issue.objects.filter(pk=issue.pk).update(reference="WARDS")
    updating.update(project=project, by=project.lead, text="Other wards join.")
    make.Issue.objects.filter(pk=issue.pk).update(reference="7KQ2M")
    with pytest.raises(vetting.Unfit, match="reference of an issue"):
        updating.update(project=project, by=project.lead, text="It began with 7kq2m.")


@pytest.mark.parametrize("people", [1, 2, 3])
def test_what_three_people_say_is_nobodys_own(found, project, people):
    said = "The discharge letter was late again, and the ward did not answer the phone."
    for _ in range(people):
        make.issue(text=f"{said} Number {people}.")
    assert bool(quoting.trouble(found, said)) == (people < 3)
    assert bool(seeding.troubles(project, {"text": said}, project.lead)) == (people < 3)
    assert bool(seeding.troubles(make.project(project.lead), {"text": said}, project.lead)) == (people < 3)


def test_three_issues_of_one_person_are_one_persons(found):
    person, said = make.user(), "Scans of the left knee went to a surgery that closed last year."
    for number in range(3):
        make.issue(by=person, text=f"{said} Again, {number}.")
    assert quoting.trouble(found, said)


def test_who_is_outside_the_area_learns_nothing_of_its_issues_and_quotes_none_of_their_own(found, project):
    away = make.icb("QYY", "Southmere ICB")
    stranger = make.user(make.practice(icb=away, place=None))
    own = "The podiatry rota for Tuesday was pinned behind the fish tank in reception."
    updating.ask(project=project, by=stranger, text=QUOTE)
    updating.ask(project=project, by=stranger, text=own)
    make.Issue.objects.filter(pk=make.issue(text=own).pk).update(icb=away)
    updating.ask(project=project, by=make.user(), text=own)
    for said in (own, found.members.first().issue.text):
        with pytest.raises(vetting.Unfit, match=STAND):
            updating.ask(project=project, by=stranger, text=f"Is it so? {said}")


def test_a_leader_of_another_area_is_asked_of_that_one_too(found):
    team = make.user(make.practice(icb=make.icb("QYY", "Southmere ICB"), place=None))
    assert not seeding.troubles(None, {"summary": QUOTE}, team)
    Membership.objects.create(user=team, organisation=make.icb(), role=Membership.Role.INTERFACE_TEAM)
    assert seeding.troubles(None, {"summary": QUOTE}, type(team).objects.get(pk=team.pk))


def test_one_issue_is_found_among_many_that_say_much_the_same(found):
    for number in range(60):
        make.issue(text=f"A shared care request for lithium came, dated after her last visit, number {number}.")
    assert quoting.trouble(found, QUOTE) and quoting.trouble(found, NEARLY)


def test_a_text_costs_as_many_statements_however_long_it_is(found, django_assert_num_queries):
    for times in (1, 40):
        with django_assert_num_queries(4):
            assert (
                quoting.trouble(found, "The ward rings on the day of discharge now, and writes too. " * times) == ""
            )


def test_a_very_long_text_is_looked_for_in_parts_that_have_their_time(found, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(asking_many, "AT_ONCE", 20)
    ours = " ".join(f"Kettle{number} walrus{number} teapot{number} lantern{number}." for number in range(40))
    asked = len(passages.phrases(ours)) + len(passages.together(ours))
    assert asked > 60
    with django_assert_num_queries(3 + -(-asked // 20)):
        assert quoting.trouble(found, ours) == ""
    assert quoting.trouble(found, f"{ours} {QUOTE}")
