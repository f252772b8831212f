"""J3: fifty colleagues behind one address all get in; one account that sends like a machine is slowed."""

import threading
import time
from itertools import count

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from interface.invariants import every_breach
from issues.models import Issue
from people import limits
from people.keys import make_key
from tests import make
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
PROXY = "192.0.2.10"
STAFF = 50
EACH = 3


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


def send(client: Client, system, key: str, **headers) -> int:
    return client.post("/issues/new/send/", answers(system, key), REMOTE_ADDR=PROXY, **headers).status_code


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def bot(system, count: int = 300) -> list[int]:
    """One account that sends so many at once."""
    client = signed_in(make.user())
    return [send(client, system, f"key-of-bot-{number}") for number in range(count)]


def staff(system) -> list[int]:
    """Everybody at one hospital files three."""
    clients = [signed_in(make.user()) for _ in range(STAFF)]
    return [
        send(client, system, f"key-{turn}-{number}") for turn in range(EACH) for number, client in enumerate(clients)
    ]


def test_a_bot_is_slowed_and_fifty_colleagues_behind_the_same_address_all_get_in(system):
    sent = bot(system)
    assert limits.REPORTS_OF_ONE.most <= sent.count(302) <= 2 * limits.REPORTS_OF_ONE.most
    assert set(sent) == {302, 429}
    assert set(staff(system)) == {302}
    assert Issue.objects.count() == sent.count(302) + STAFF * EACH
    assert list(every_breach(timezone.now())) == []


def test_where_only_the_network_is_counted_a_bot_shuts_its_colleagues_out(system, monkeypatch):
    monkeypatch.setattr(limits, "REPORTS_OF_ONE", limits.Limit(10**6, 60))
    monkeypatch.setattr(limits, "REPORTS_OF_NETWORK", limits.Limit(30, 3600))
    bot(system, 40)
    assert 429 in staff(system)


def test_who_is_slowed_is_told_for_how_long_and_gets_the_words_back(system, monkeypatch):
    monkeypatch.setattr(limits, "REPORTS_OF_ONE", limits.Limit(1, 3600))
    client = signed_in(system["reporter"])
    assert send(client, system, "key-number-one") == 302
    answer = client.post("/issues/new/send/", answers(system, "key-number-two"))
    page = answer.content.decode()
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 3600
    assert answers(system)["text"] in page and "key-number-two" in page

    _, secret = make_key(by=system["reporter"], name="test", scopes=["issues.write"])
    asked = {"text": "No reply.", "category": system["category"].slug, "about": system["trust"].code}
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "key-of-the-api"}
    said = Client().post("/api/v1/issues/", asked, "application/json", headers=headers)
    assert (said.status_code, said.json()["title"], "Retry-After" in said) == (429, "Too many calls", True)


def test_many_accounts_of_one_network_are_slowed_last_and_no_header_gives_them_another(system, monkeypatch):
    monkeypatch.setattr(limits, "REPORTS_OF_NETWORK", limits.Limit(5, 3600))
    sent = [
        send(signed_in(make.user()), system, f"key-{number}-long", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        for number in range(8)
    ]
    assert sent == [302] * 5 + [429] * 3


def test_without_a_cache_nobody_is_held_up_and_it_is_not_asked_again_at_once(system, monkeypatch):
    asked = []

    def gone(*given, **more):
        asked.append(given)
        raise OSError

    monkeypatch.setattr(caches["counts"], "add_one", gone)
    client = signed_in(system["reporter"])
    assert [send(client, system, f"key-number-{number}") for number in range(5)] == [302] * 5
    assert len(asked) == 1


def test_nobody_waits_to_find_out_that_the_cache_is_still_gone(system, monkeypatch):
    asked_by = []

    def gone(*given, **more):
        asked_by.append(threading.current_thread())
        raise OSError

    def rested():
        limits.rests_until = time.monotonic()
        sent = send(client, system, f"key-number-{next(numbers)}")
        for thread in threading.enumerate():
            if thread.name == "cache":
                thread.join()
        return sent

    monkeypatch.setattr(limits, "REPORTS_OF_ONE", limits.Limit(1, 3600))
    client, numbers = signed_in(system["reporter"]), count()
    with monkeypatch.context() as broken:
        broken.setattr(type(caches["counts"]), "get", gone)
        assert [rested(), rested()] == [302, 302]
        assert len(asked_by) == 2 and threading.current_thread() not in asked_by
    assert rested() == 302
    later = [send(client, system, f"key-once-found-back-{number}") for number in range(2)]
    assert later == [302, 429], "it is found back, and counts again"


def test_what_one_is_refused_is_not_counted_for_their_network(system, monkeypatch):
    monkeypatch.setattr(limits, "REPORTS_OF_ONE", limits.Limit(1, 3600))
    monkeypatch.setattr(limits, "REPORTS_OF_NETWORK", limits.Limit(3, 3600))
    assert bot(system, 5).count(302) == 1
    colleagues = [send(signed_in(make.user()), system, f"key-of-colleague-{number}") for number in range(3)]
    assert colleagues == [302, 302, 429]
