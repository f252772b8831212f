"""Inbox, my issues and an issue: what is on them, for whom, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import assigning, company, following, merging, queries, relating, responding, withdrawing
from issues.models import Issue
from issues.moving import others_behind
from people.models import Earlier
from routing.models import Absence
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def act(client, issue, verb, **answers):
    return client.post(reverse("issues:act", args=[issue.reference, verb]), answers, follow=True)


def test_a_responder_finds_acknowledges_and_answers_it(client, system):
    client.force_login(system["director"])
    issue = system["issue"]
    assert issue.reference in client.get(reverse("issues:inbox")).content.decode()
    act(client, issue, "acknowledge")
    act(client, issue, "answer", outcome="fixed", text="The printer is mended.")
    client.force_login(system["reporter"])
    page = act(client, issue, "close").content.decode()
    assert "The printer is mended." in page
    assert Issue.objects.get().state == "closed"


def test_an_issue_costs_no_more_with_a_long_history_and_links(client, system):
    def spent(**asked) -> dict[str, int]:
        return {party: cost_of_page(client, system, party, **asked) for party in ("reporter", "director", "team")}

    spent()
    few = spent()
    assert few == {"reporter": 9, "director": 11, "team": 11}
    assert spent(box="desk") == {"reporter": 9, "director": 12, "team": 12}
    for _ in range(3):
        responding.add(issue=system["issue"], by=system["reporter"], text="One more.")
        responding.add(issue=system["issue"], by=system["director"], text="Thank you.")
    for _ in range(3):
        following.me_too(issue=system["issue"], by=make.user())
    assert spent() == few


def test_what_only_some_issues_have_costs_one_statement_each(client, system):
    few = {party: cost_of_page(client, system, party) for party in ("reporter", "director")}
    issue, director = system["issue"], system["director"]
    make.attachment(issue)
    issue.others.add(make.trust("Oakdale Hospitals"))
    for _ in range(3):
        merging.merge(issue=make.issue(about=system["trust"]), into=issue, by=director)
        relating.relate(issue=make.issue(about=system["trust"]), to=issue, by=director)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Earlier.objects.create(organisation=system["trust"], name="Old Fernhall", until_on=tomorrow)
    for party, spent in few.items():
        assert cost_of_page(client, system, party) == spent + 4
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "Old Fernhall (now " in page and "Oakdale Hospitals" in page and "letter.eml" in page


def cost_of_page(client, system, party: str, **asked) -> int:
    client.force_login(system[party])
    with CaptureQueriesContext(connection) as statements:
        assert client.get(system["issue"].get_absolute_url(), asked).status_code == 200
    return len(statements)


def test_its_company_is_counted_as_those_who_are_told_are(system):
    issue, director, shares, watches = system["issue"], system["director"], make.user(), make.user()
    doubles = [make.issue(by=by, about=system["trust"]) for by in (make.user(), shares, system["reporter"])]
    for double in doubles:
        merging.merge(issue=double, into=issue, by=director)
    following.me_too(issue=issue, by=shares)
    following.me_too(issue=doubles[0], by=make.user())
    following.follow(issue=doubles[0], by=watches)
    following.follow(issue=issue, by=watches)
    for left in (False, True):
        if left:
            issue = withdrawing.withdraw(issue=issue, by=system["reporter"])
        found = company.of(watches, issue)
        assert found.affected == others_behind(issue)
        assert (found.is_followed, found.is_shared, found.followed) == (True, False, {doubles[0].pk})
        assert company.of(shares, issue).is_shared
    assert found.duplicates == {double.pk for double in doubles} and not found.related


def test_on_its_page_those_may_be_assigned_who_may_take_it(system):
    issue, stand_in = system["issue"], make.user(system["trust"], name="Stan Stand-in")
    today = timezone.localdate()
    Absence.objects.create(user=system["director"], stand_in=stand_in, from_on=today, until_on=today)
    make.user(make.icb(), "interface_team", name="Ann Another")
    for person in (stand_in, system["team"]):
        takers = assigning.takers(issue, *queries.people_around(person, issue))
        assert takers == list(assigning.may_take(issue, person))


def test_an_answer_without_words_is_sent_back_with_what_was_chosen(client, system):
    client.force_login(system["director"])
    page = act(client, system["issue"], "answer", outcome="planned", text="")
    words = page.content.decode()
    assert page.status_code == 422
    assert "Write your answer" in words
    assert "Give the date" in words


def test_the_reporter_is_not_offered_to_answer(client, system):
    client.force_login(system["reporter"])
    assert act(client, system["issue"], "answer", outcome="fixed", text="x").status_code == 403


def test_an_issue_of_others_looks_like_one_that_does_not_exist(client, system):
    client.force_login(make.user())
    other = client.get(system["issue"].get_absolute_url())
    absent = client.get(reverse("issues:issue", args=["ZZZZZ"]))
    assert other.status_code == absent.status_code == 404
    assert act(client, system["issue"], "acknowledge").status_code == 404


def test_the_second_of_two_responders_is_told_who_was_first(client, system):
    client.force_login(system["director"])
    act(client, system["issue"], "acknowledge")
    client.force_login(system["team"])
    page = act(client, system["issue"], "acknowledge")
    assert page.status_code == 409
    assert "Mina Director" in page.content.decode()


def test_a_confidential_reporter_is_not_named_to_the_desk(client, system):
    hidden = make.issue(by=make.user(name="Hilda Hidden"), about=system["trust"], is_confidential=True)
    client.force_login(system["director"])
    assert "Hilda Hidden" not in client.get(hidden.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["issues:inbox", "issues:mine"])
def test_a_list_costs_the_same_with_two_rows_and_with_twenty(client, system, name):
    person = system["director"] if name == "issues:inbox" else system["reporter"]
    client.force_login(person)

    def cost() -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(name))
        return len(queries)

    make.issue(by=system["reporter"], about=system["trust"])
    few = cost()
    for _ in range(18):
        make.issue(by=system["reporter"], about=system["trust"])
    assert cost() == few <= 12


def test_a_new_issue_costs_at_most_twelve_statements_in_one_transaction(client, system):
    client.force_login(system["reporter"])
    sent = {
        "key": "cost",
        "text": "No letter.",
        "about_words": system["trust"].name,
        "category": system["category"].pk,
        "about": system["trust"].code,
        "shown_about": system["trust"].code,
    }
    client.post(reverse("issues:send"), sent)
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("issues:send"), sent | {"key": "cost-again"})
    statements = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(statements) <= 12, "\n".join(statements)


def test_a_list_is_downloaded_without_the_text_and_safe_for_spreadsheets(client, system):
    make.issue(by=system["reporter"], about=None, about_words="=1+1", text="Secret words")
    client.force_login(system["reporter"])
    lines = b"".join(client.get(reverse("issues:mine"), {"csv": "1"}).streaming_content).decode()
    assert "'=1+1" in lines
    assert "Secret words" not in lines


def test_who_answers_after_it_was_sent_on_is_told_so_and_keeps_their_words(client, system):
    pharmacist = make.user(system["trust"])
    desk = make.desk(system["trust"], "chief_pharmacist", pharmacist)
    responding.reroute(issue=system["issue"], by=system["director"], desk=desk, text="A supply question")
    client.force_login(system["director"])
    page = act(client, system["issue"], "answer", outcome="fixed", text="The printer is mended.")
    assert page.status_code == 409
    assert desk.title in page.content.decode()
    assert "The printer is mended." in page.content.decode()


def test_an_issue_is_sent_on_only_to_where_somebody_answers(client, system):
    nobody = make.desk(system["trust"], "chief_nurse")
    somebody = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    client.force_login(system["director"])
    offered = client.get(system["issue"].get_absolute_url()).content.decode()
    assert somebody.title in offered
    assert nobody.title not in offered


def test_a_change_cannot_be_planned_for_the_past(client, system):
    client.force_login(system["director"])
    page = act(client, system["issue"], "answer", outcome="planned", planned_on="2020-01-01", text="Soon")
    assert "This date has passed" in page.content.decode()
    assert Issue.objects.get().state == "reported"


def test_a_list_says_what_happened_and_to_whom(client, system):
    client.force_login(system["director"])
    words = client.get(reverse("issues:inbox")).content.decode()
    assert "The letter never came." in words
    assert system["issue"].reporter_organisation.name in words


def test_ones_list_says_where_each_issue_stands(client, system):
    trust, reporter = system["trust"], system["issue"].reporter
    late, asked, gone, part = (make.issue(by=reporter, about=trust) for _ in range(4))
    Issue.objects.filter(pk=late.pk).update(acknowledge_due_at=timezone.now() - timedelta(days=100))
    responding.ask(issue=asked, by=system["director"], text="Which ward?")
    withdrawing.withdraw(issue=gone, by=reporter)
    merging.merge(issue=part, into=system["issue"], by=system["director"])
    client.force_login(reporter)
    page = client.get(reverse("issues:mine")).content.decode()
    rows = {one.reference: page.split(f">{one.reference}</a>")[1].split("</tr>")[0] for one in Issue.objects.all()}
    today = f"{timezone.localdate().day} {timezone.localdate():%B %Y}"
    assert "Where it stands" in page and "Answer due</th>" not in page
    assert "Answer due" in rows[system["issue"].reference] and "working days late" in rows[late.reference]
    assert f"Asked {today}" in rows[asked.reference]
    assert f"Since {today}" in rows[gone.reference]
    assert "Answered with the issue that it is part of" in rows[part.reference]


def test_answering_comes_before_adding_files_and_files_that_are_there_before_both(client, system):
    make.attachment(system["issue"])
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert page.index("letter.eml") < page.index('id="do"') < page.index(">Answer<") < page.index("Add files")


@pytest.mark.parametrize(
    "name", ["me_too", "follow", "unfollow", "take_back", "merge", "relate", "unrelate", "files", "assign"]
)
def test_an_address_that_is_only_sent_to_leads_to_its_issue_when_opened(client, system, name):
    client.force_login(system["director"])
    page = client.get(reverse(f"issues:{name}", args=[system["issue"].reference]), follow=True)
    assert page.redirect_chain == [(system["issue"].get_absolute_url(), 302)]
    assert "Nothing was sent." in page.content.decode()


def test_whoever_was_signed_out_while_answering_comes_back_to_the_issue(client, system):
    address = reverse("issues:act", args=[system["issue"].reference, "answer"])
    bounced = client.post(address, {"outcome": "explained", "text": "By post."})
    assert bounced["Location"] == f"/sign-in/?next={address}"
    client.force_login(system["director"])
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(system["issue"].get_absolute_url(), 302)]
    assert Issue.objects.get().state == "reported"


def test_an_address_of_an_issue_that_is_not_ones_own_leads_to_ones_issues(client, system):
    client.force_login(make.user())
    for reference in (system["issue"].reference, "NONE1"):
        page = client.get(reverse("issues:me_too", args=[reference]))
        assert page["Location"] == reverse("issues:mine")


def test_a_me_too_that_cannot_be_sent_is_not_asked_for_again(client, system):
    following.me_too(issue=system["issue"], by=(other := make.user()))
    for person in (system["reporter"], other):
        client.force_login(person)
        page = client.get(reverse("issues:me_too", args=[system["issue"].reference]), follow=True)
        assert "This issue is among yours already" in page.text and "send it again" not in page.text
