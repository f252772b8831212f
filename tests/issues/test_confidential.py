"""A report in confidence: its reporter is told everything, and nobody but the interface team learns who they are."""

import pytest
from django.urls import reverse

from issues import attaching, confirming, following, merging, responding, withdrawing
from issues.models import Issue
from people.models import Membership, Notice
from tests import make, make_files

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
