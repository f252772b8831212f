"""To whom else an issue should go, in its reporter's candid words: for the interface team, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import following, merging, responding, staying
from issues.models import Issue
from people.models import Membership, Notice
from people.refusing import Refused
from tests import make
from tests.findings import shown

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


def heap(client, system) -> str:
    client.force_login(system["team"])
    return client.get(f"{reverse('issues:inbox')}?box=elsewhere").text


def tick_off(client, issue, **typed):
    return client.post(reverse("issues:act", args=[issue.reference, "stay"]), typed, follow=True)


def test_the_interface_team_ticks_off_what_it_has_looked_at_with_a_word_or_without(client, system):
    other = make.issue(by=system["reporter"], about=system["trust"], elsewhere=CANDID)
    assert "Said to belong elsewhere in the ICB (2)" in heap(client, system)
    for issue, word in ((system["issue"], "It is theirs, ring 999 105 7269"), (other, "")):
        marks = shown(tick_off(client, issue, text=word)) if word else []
        page = tick_off(client, issue, text=word, shown=marks).text
        assert "Ticked off: it stays where it is." in page and "Looked at where it belongs: it stays" in page
        assert "Ira Interface" in page and "tick it off" not in page
    assert "Said to belong elsewhere in the ICB (0)" in (left := heap(client, system))
    assert "Nothing is left to look at." in left
    entry = system["issue"].entries.get(verb="stay")
    assert (entry.by, entry.is_internal) == (system["team"], True) and "999" not in entry.text
    assert Issue.objects.get(pk=other.pk).state == "reported"


@pytest.mark.parametrize("person", ["director", "trust_lead", "follower", "lead", "leader", "reporter"])
def test_nobody_else_reads_that_it_was_looked_at(client, system, person):
    staying.stay(issue=system["issue"], by=system["team"], text="The badgers have it")
    read = read_by(client, system[person], system["issue"])
    assert "badgers" not in read and "Looked at" not in read and '"stay"' not in read
    assert not Notice.objects.filter(recipient=system[person], subject__contains="stays").exists()


@pytest.mark.parametrize("person", ["director", "reporter", "leader"])
def test_nobody_else_ticks_it_off(system, person):
    with pytest.raises(PermissionDenied):
        staying.stay(issue=system["issue"], by=system[person])


def test_ticking_it_off_again_changes_nothing_and_somebody_elses_tick_is_named(system):
    for _ in range(2):
        staying.stay(issue=system["issue"], by=system["team"], text="Theirs")
    assert system["issue"].entries.filter(verb="stay").count() == 1
    with pytest.raises(Refused, match="in other words"):
        staying.stay(issue=system["issue"], by=system["team"], text="Not theirs")
    with pytest.raises(Refused, match="Ira Interface ticked it off already"):
        staying.stay(issue=system["issue"], by=make.interface_team())


def test_what_the_team_sends_on_is_looked_at_and_what_the_desk_sends_on_is_not(client, system):
    pharmacist = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    responding.reroute(issue=system["issue"], by=system["director"], desk=pharmacist, text="A supply question")
    assert "Said to belong elsewhere in the ICB (1)" in heap(client, system)
    responding.reroute(issue=system["issue"], by=system["team"], desk=system["desk"], text="Theirs after all")
    assert "Said to belong elsewhere in the ICB (0)" in heap(client, system)
    with pytest.raises(Refused, match="sent it on already"):
        staying.stay(issue=system["issue"], by=system["team"])


def test_only_an_open_issue_of_which_it_is_said_is_ticked_off(system):
    plain, twin = (make.issue(by=system["reporter"], about=system["trust"]) for _ in range(2))
    with pytest.raises(Refused, match="does not say"):
        staying.stay(issue=plain, by=system["team"])
    responding.reroute(issue=plain, by=system["team"], desk=system["interface_desk"], text="Ours")
    assert Issue.objects.get(pk=plain.pk).elsewhere_seen_at is None
    merging.merge(issue=system["issue"], into=twin, by=system["team"])
    with pytest.raises(Refused, match="part of issue"):
        staying.stay(issue=system["issue"], by=system["team"])
