"""Two desks do not send an issue to and fro: what would go back goes to the interface team, and all are told once."""

import html

import pytest
from django.urls import reverse

from issues import queries, responding, whose
from issues.models import Issue
from people.models import Notice
from tests import make
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
BOTH = "both say that issue {} is not theirs"


@pytest.fixture
def system():
    """The director has sent it on to the surgery, whose manager thinks it is the director's."""
    made = make.registry() | {"reporter": make.user()}
    practice = make.practice("Harbour Surgery")
    made["manager"] = make.user(practice, name="Max Manager")
    made["surgery"] = make.desk(practice, "practice_manager", made["manager"])
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], others=[practice])
    sent(made, "director", "surgery", "They write these letters.")
    Notice.objects.all().delete()
    return made


def sent(system, by: str, to: str, text: str = "Theirs.") -> Issue:
    issue = Issue.objects.get(pk=system["issue"].pk)
    return responding.reroute(issue=issue, by=system[by], desk=system[to], text=text)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


def act(client, system, **answers):
    client.force_login(system["manager"])
    return client.post(reverse("issues:act", args=[system["issue"].reference, "reroute"]), answers)


def test_what_would_go_back_goes_to_the_interface_team_and_the_history_says_so_plainly(client, system):
    issue = sent(system, "manager", "desk", "The trust writes them.")
    assert issue.desk == system["interface_desk"]
    entry = issue.entries.last()
    assert (entry.gap, entry.from_desk, entry.text) == ("to_settle", system["surgery"], "The trust writes them.")
    for reader in ("reporter", "director", "manager", "team"):
        client.force_login(system[reader])
        page = client.get(issue.get_absolute_url()).text
        assert f"Two say that it is not theirs: sent to {issue.desk.title}, to settle whose it is" in page
        assert f"It would have gone back to {system['desk']}, which sent it on already on" in page
    assert queries.gaps(system["team"])[0]["reason"] == "Two responsibilities said that it is not theirs"


def test_both_desks_the_interface_team_and_the_reporter_are_told(system):
    colleague = make.interface_team()
    issue = sent(system, "manager", "desk")
    both = f"{system['surgery']} and {system['desk']} {BOTH.format(issue)}"
    for person in (system["team"], colleague):
        assert told(person) == [f"{both}: settle whose it is"]
    for person in (system["director"], system["reporter"]):
        assert told(person) == [f"{both}. {issue.desk} settles whose it is"]
    assert told(system["manager"]) == []


def test_the_interface_team_sends_it_where_it_belongs_and_nobody_bounces_it_past_them(system):
    sent(system, "manager", "desk")
    assert sent(system, "team", "desk", "It is the trust's.").desk == system["desk"]
    Notice.objects.all().delete()
    assert sent(system, "director", "surgery", "No.").desk == system["interface_desk"]
    assert told(system["reporter"]) == []
    assert len(told(system["team"])) == len(told(system["manager"])) == 1


def test_the_interface_team_settles_it_also_from_afar(system):
    assert sent(system, "team", "desk", "It is the trust's.").desk == system["desk"]


def test_a_circle_of_three_is_one_too_and_a_new_desk_is_none(system):
    system["nurse"] = make.user(system["trust"])
    system["nurses"] = make.desk(system["trust"], "chief_nurse", system["nurse"])
    assert sent(system, "manager", "nurses").desk == system["nurses"]
    assert sent(system, "nurse", "desk").desk == system["interface_desk"]


def test_the_page_says_who_has_had_it_when_and_why_before_it_goes_to_the_interface_team(client, system):
    client.force_login(system["manager"])
    assert f"{system['desk'].title} (has sent it on already)" in client.get(system["issue"].get_absolute_url()).text
    asked = {"desk": system["desk"].pk, "text": "The trust writes them."}
    page = act(client, system, **asked)
    words = html.unescape(page.text)
    assert page.status_code == 422 and "Yes, let the interface team settle whose it is" in words
    assert f"{system['desk'].title} has had it, and sent it on to {system['surgery'].title} on " in words
    assert ": “They write these letters”. It does not go straight back." in words
    assert "The trust writes them.</textarea>" in words
    assert Issue.objects.get().desk == system["surgery"]
    for _ in range(2):
        assert act(client, system, **asked, goes_back="on").status_code == 302
    assert Issue.objects.get().desk == system["interface_desk"]
    assert Issue.objects.get().entries.filter(verb="reroute").count() == 2


def test_whoever_settles_it_is_asked_nothing(client, system):
    client.force_login(system["team"])
    path = reverse("issues:act", args=[system["issue"].reference, "reroute"])
    assert client.post(path, {"desk": system["desk"].pk, "text": "It is the trust's."}).status_code == 302
    assert Issue.objects.get().desk == system["desk"]


def test_another_system_has_to_say_that_it_goes_back(client, system):
    headers, path = key_of(system["manager"])[1], reverse("api:reroute", args=[system["issue"].reference])
    said = {"desk": system["desk"].title, "text": "The trust writes them."}
    refused = client.post(path, said, "application/json", headers=headers)
    assert refused.status_code == 400
    assert "They write these letters" in str(refused.json()["errors"]["goes_back"])
    for _ in range(2):
        done = client.post(path, said | {"goes_back": True}, "application/json", headers=headers)
        assert done.status_code == 200 and done.json()["desk"] == system["interface_desk"].title
    assert Issue.objects.get().entries.filter(verb="reroute").count() == 2


def test_a_desk_that_has_sent_it_on_is_offered_once_and_says_so(system):
    offered = [title for _, desks in whose.groups(Issue.objects.get()) for _, title in desks]
    assert [title for title in offered if "already" in title] == [f"{system['desk'].title} (has sent it on already)"]
