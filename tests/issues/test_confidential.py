"""A report in confidence: its reporter is told everything, and nobody but the interface team learns who they are."""

import pytest
from django.urls import reverse

from issues import attaching, confirming, following, merging, responding, withdrawing
from issues.forms import NAME_STAYS
from issues.models import Issue
from people.models import Membership, Notice
from tests import make, make_files
from tests.findings import shown
from tests.issues.test_report_page import answers
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
NAME = "Hilda Hidden"


@pytest.fixture
def system():
    made = make.registry()
    home = make.practice("Harbour Lane Surgery")
    made["reporter"], made["lead"] = make.user(home, name=NAME), make.user(home, Membership.Role.LEAD)
    made["follower"], made["leader"] = make.user(), make.leader()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], is_confidential=True)
    following.me_too(issue=made["issue"], by=made["follower"])
    return made


def lives_through_everything(system) -> None:
    issue, reporter, director = (system[name] for name in ("issue", "reporter", "director"))
    responding.acknowledge(issue=issue, by=director)
    responding.ask(issue=issue, by=director, text="Which ward?")
    responding.reply(issue=issue, by=reporter, text="Ward 3.")
    responding.add(issue=issue, by=reporter, text="And ward 4.")
    attaching.attach(issue=issue, by=reporter, files=[make_files.upload("a.docx", make_files.office())])
    responding.answer(issue=issue, by=director, outcome="made", changed="By e-mail.")
    confirming.ask_due(Issue.objects.get(pk=issue.pk).outcome_due_at)
    confirming.judge(issue=issue, by=reporter, answer="no", text="Ward 4 still sends none.")
    into = make.issue(about=system["trust"])
    merging.merge(issue=Issue.objects.get(pk=issue.pk), into=into, by=director, text="The same")
    merging.unmerge(issue=Issue.objects.get(pk=issue.pk), by=reporter, text="It is not.")
    withdrawing.withdraw(issue=Issue.objects.get(pk=issue.pk), by=reporter, text="Settled for me.")
    withdrawing.rejoin(issue=Issue.objects.get(pk=issue.pk), by=reporter)


def seen_by(client, person, *issues) -> str:
    """Everything about these issues that the portal shows to one person, and tells them."""
    client.force_login(person)
    pages = [reverse("issues:inbox"), f"{reverse('issues:inbox')}?csv=1", reverse("issues:mine"), "/notices/"]
    pages += [reverse("issues:responsiveness"), f"{reverse('issues:responsiveness')}?csv=1"]
    for issue in issues:
        pages += [issue.get_absolute_url(), reverse("api:issue", args=[issue.reference])]
        pages += [reverse("issues:compare", args=[issue.reference])]
    answers = [client.get(page) for page in pages]
    words = [b"".join(one.streaming_content) if one.streaming else one.content for one in answers]
    told = [f"{one.subject} {one.text}" for one in Notice.objects.filter(recipient=person)]
    return b"\n".join(words).decode() + "\n".join(told)


def test_through_its_whole_life_nobody_else_reads_the_name_and_the_reporter_is_told_each_step(client, system):
    lives_through_everything(system)
    issues = list(Issue.objects.all())
    for person in ("director", "follower", "lead", "leader"):
        assert NAME not in seen_by(client, system[person], *issues), person
    assert NAME in seen_by(client, system["team"], *issues)
    told = Notice.objects.filter(recipient=system["reporter"], event__contains=system["issue"].reference)
    assert told.count() >= 5


def test_whoever_reported_it_from_the_desk_itself_and_sends_it_on_is_not_named_as_the_reason(client, system):
    insider = make.user(system["trust"], name=NAME)
    system["desk"].holders.create(user=insider, seat="deputy")
    issue = make.issue(by=insider, about=system["trust"], is_confidential=True)
    pharmacist = make.user(system["trust"])
    pharmacy = make.desk(system["trust"], "chief_pharmacist", pharmacist)
    responding.reroute(issue=issue, by=insider, desk=pharmacy, text="A matter of supply.")
    client.force_login(pharmacist)
    page = client.get(issue.get_absolute_url()).content.decode()
    assert NAME not in page
    assert f"Sent on by {system['desk'].title}: A matter of supply." in page


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("reporter", "Your name is hidden from everyone but the interface team"),
        ("team", "In confidence: only the interface team sees the name"),
        ("director", "The name is hidden, as the reporter asked"),
    ],
)
def test_everybody_reads_that_it_was_reported_in_confidence(client, system, reader, said):
    client.force_login(system[reader])
    assert said in client.get(system["issue"].get_absolute_url()).content.decode()
    Issue.objects.update(is_confidential=False)
    assert said not in client.get(system["issue"].get_absolute_url()).content.decode()


def test_the_receipt_says_so_too(client, system):
    client.force_login(system["reporter"])
    page = client.get(reverse("issues:receipt", args=[system["issue"].reference])).content.decode()
    assert "The name is hidden from everyone but the interface team." in page


def test_a_reporter_in_confidence_is_reminded_of_their_name_wherever_they_write_or_add_a_file(client, system):
    issue = system["issue"]
    responding.ask(issue=issue, by=system["director"], text="Which ward?")
    pages = [issue.get_absolute_url(), reverse("issues:withdraw", args=[issue.reference])]
    for person, is_reminded in (("reporter", True), ("follower", False), ("director", False)):
        client.force_login(system[person])
        for path in pages if person != "director" else pages[:1]:
            words = client.get(path).content.decode()
            assert ("look whether it stands there" in words) == (is_reminded and "<textarea" in words), (person, path)
    client.force_login(system["reporter"])
    words = client.get(issue.get_absolute_url()).content.decode()
    assert words.count("Your name is hidden. It is not taken out of your words or of files") == 3  # reply, add, files
    Issue.objects.update(is_confidential=False)
    assert "look whether it stands there" not in client.get(issue.get_absolute_url()).content.decode()


def test_a_reporter_who_writes_their_own_name_in_confidence_is_told_once_and_may_keep_it(client, system):
    client.force_login(system["reporter"])
    address = reverse("issues:act", args=[system["issue"].reference, "add"])
    words = {"text": "Ask Dr Hidden, who waits for it."}
    page = client.post(address, words)
    assert page.status_code == 422 and "Your own name stands in this: “Hidden”" in page.text
    assert not system["issue"].entries.filter(verb="add").exists()
    client.post(address, words | {"shown": shown(page)})
    assert system["issue"].entries.get(verb="add").text == words["text"]


@pytest.mark.parametrize("words", ["Ask Dr Hidden.", "HIDDEN again", "hilda  hidden"])
def test_so_is_who_reports_it(client, system, words):
    client.force_login(system["reporter"])
    code = system["trust"].code
    sent = {"key": "a-key", "text": words, "category": "letters", "about_words": "Fernhall Hospitals"}
    sent |= {"about": code, "shown_about": code, "is_confidential": "on"}
    page = client.post(reverse("issues:send"), sent)
    assert page.status_code == 422 and "Your own name stands in this" in page.text
    assert 'name="shown_name" value="1"' in page.text
    assert client.post(reverse("issues:send"), sent | {"shown_name": "1"}).status_code == 302


def test_nothing_is_said_of_ones_name_where_it_is_not_hidden_or_does_not_stand(client, system):
    client.force_login(system["reporter"])
    open_one = make.issue(by=system["reporter"], about=system["trust"])
    for issue, text in ((open_one, "Ask Dr Hidden."), (system["issue"], "It is hidden in the letter.")):
        done = client.post(reverse("issues:act", args=[issue.reference, "add"]), {"text": text})
        assert done.status_code == 302


@pytest.mark.parametrize(
    ("facts", "warns"),
    [
        ({"text": "Dr Hidden waited for the letter.", "is_confidential": True}, True),
        ({"wanted": "Ring Hidden about it.", "is_confidential": True}, True),
        ({"text": "Dr Hidden waited for the letter."}, False),
        ({"is_confidential": True}, False),
    ],
)
def test_another_system_is_warned_of_the_reporters_own_name(client, system, facts, warns):
    headers = key_of(system["reporter"])[1] | {"Idempotency-Key": "one-of-a-kind"}
    sent = {"text": "The letter never came.", "category": system["category"].slug, "about": system["trust"].code}
    done = client.post("/api/v1/issues/", sent | facts, "application/json", headers=headers)
    assert done.status_code == 201 and ("Your own name stands in this" in done.json()["warning"]) is warns
    assert done.json()["warning"] if warns else done.json()["warning"] == ""


@pytest.mark.parametrize(
    ("who", "name", "warning"),
    [
        ("reporter", "letter.docx", f"Your name is hidden. {NAME_STAYS}"),
        ("reporter", "Letter of Dr Hidden.docx", "Your own name stands in this: “Hidden”"),
        ("director", "letter.docx", ""),
    ],
)
def test_another_system_is_reminded_that_a_name_is_not_taken_out_of_files(client, system, who, name, warning):
    sent = {"files": make_files.upload(name, make_files.office())}
    path = reverse("api:files", args=[system["issue"].reference])
    done = client.post(path, sent, headers=key_of(system[who])[1])
    assert done.status_code == 201
    said = done.json()[0]["warning"]
    assert said.startswith(warning) and bool(said) is bool(warning)


def test_the_files_of_a_report_say_so_beside_them(client, system):
    client.force_login(system["reporter"])
    page = client.post(reverse("themes:check"), answers(system))
    assert "not taken out of them, even if you hide it below" in page.text


def test_the_description_of_the_api_tells_of_the_warning(client, system):
    shapes = client.get("/api/v1/schema/?format=json").json()["components"]["schemas"]
    assert "own name" in shapes["ReportedOut"]["properties"]["warning"]["description"]
    assert "their name" in shapes["AddedOut"]["properties"]["warning"]["description"]
