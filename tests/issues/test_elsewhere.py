"""To whom else an issue should go, in its reporter's candid words: for the interface team, and nobody else."""

import pytest
from django.urls import reverse

from issues import following, responding
from people.models import Membership, Notice
from tests import make

pytestmark = pytest.mark.django_db
CANDID = "Their medical director is useless, send it to the hedgehog"


@pytest.fixture
def system():
    made = make.registry()
    home = make.practice("Harbour Lane Surgery")
    made["reporter"], made["lead"] = make.user(home), make.user(home, Membership.Role.LEAD)
    made["follower"], made["leader"] = make.user(), make.leader()
    made["trust_lead"] = make.user(made["trust"], Membership.Role.LEAD)
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], elsewhere=CANDID)
    following.me_too(issue=made["issue"], by=made["follower"])
    return made


def read_by(client, person, issue) -> str:
    """All that the portal shows one person of an issue: pages, API, spreadsheets, what a search finds, notices."""
    client.force_login(person)
    reference = issue.reference
    pages = [issue.get_absolute_url(), reverse("issues:mine"), f"{reverse('issues:mine')}?csv=1", "/notices/"]
    pages += [reverse("api:issue", args=[reference]), reverse("api:issues"), f"{reverse('api:issues')}?q={reference}"]
    pages += [reverse("issues:compare", args=[reference]), reverse("themes:board")]
    pages += [reverse("issues:receipt", args=[reference])]
    for box in ("desk", "all", "elsewhere", "done"):
        pages += [f"{reverse('issues:inbox')}?box={box}", f"{reverse('issues:inbox')}?box={box}&csv=1"]
    answers = [client.get(page) for page in pages]
    words = [b"".join(one.streaming_content) if one.streaming else one.content for one in answers]
    told = [f"{one.subject} {one.text}" for one in Notice.objects.filter(recipient=person)]
    return b"\n".join(words).decode() + "\n".join(told)


@pytest.mark.parametrize("person", ["director", "trust_lead", "follower", "lead", "leader"])
def test_nobody_else_reads_the_words_and_no_search_finds_them(client, system, person):
    assert "hedgehog" not in read_by(client, system[person], system["issue"])
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    assert "hedgehog" not in read_by(client, system[person], system["issue"])
    for path in (reverse("issues:mine"), reverse("issues:inbox")):
        assert system["issue"].reference not in client.get(path, {"q": "hedgehog", "box": "done"}).text


@pytest.mark.parametrize("person", ["reporter", "team"])
def test_the_reporter_and_the_interface_team_read_them_and_that_nobody_else_does(client, system, person):
    client.force_login(system[person])
    page = client.get(system["issue"].get_absolute_url()).text
    assert CANDID in page and "Only the reporter and the interface team read this" in page


def test_the_interface_team_is_told_why_it_gets_a_copy(system):
    subject = Notice.objects.get(recipient=system["team"], event__contains=":assigned:").subject
    assert "Its reporter says that somebody else should get it" in subject
    plain = make.issue(by=system["reporter"], about=system["trust"])
    assert not Notice.objects.filter(recipient=system["team"], event__contains=plain.reference).exists()


def test_the_interface_team_has_a_heap_of_the_open_ones(client, system):
    plain = make.issue(by=system["reporter"], about=system["trust"])
    client.force_login(system["team"])
    heap = f"{reverse('issues:inbox')}?box=elsewhere"
    page = client.get(heap).text
    assert "Said to belong elsewhere in the ICB (1)" in page
    assert system["issue"].reference in page and plain.reference not in page
    responding.ask(issue=system["issue"], by=system["director"], text="Which ward?")
    assert system["issue"].reference in client.get(heap).text
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    assert system["issue"].reference not in client.get(heap).text
    client.force_login(system["director"])
    assert client.get(heap).status_code == 404
