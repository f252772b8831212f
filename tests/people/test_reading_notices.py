"""The page of what I was told."""

import pytest

from people.models import Notice
from people.notices import tell
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/notices/"


@pytest.fixture
def gp(client):
    user = make.user()
    client.force_login(user)
    return user


def say(person, number: int, **facts) -> None:
    told = {
        "kind": "progress",
        "event": f"event {number}",
        "subject": f"Step {number}.",
        "path": f"/issues/{number}/",
    }
    tell([person], **told | facts)


def test_the_newest_comes_first_and_unread_ones_are_marked(client, gp):
    say(gp, 1), say(gp, 2)
    page = client.get(PAGE).content.decode()
    assert page.index("Step 2.") < page.index("Step 1.") and page.count("Unread") == 2
    assert 'href="/issues/2/"' in page


def test_all_are_marked_read_at_once_and_only_mine(client, gp):
    other = make.user()
    say(gp, 1), say(other, 1)
    assert client.get(f"{PAGE}read/").status_code == 405
    assert client.post(f"{PAGE}read/").headers["Location"] == PAGE
    assert "Unread" not in client.get(PAGE).content.decode()
    assert Notice.objects.get(recipient=other).read_at is None


def test_others_notices_and_codes_are_not_here(client, gp):
    say(make.user(), 1, subject="Not for you")
    say(gp, 2, kind="sign_in", subject="Your code", text="BCDF-GHJK")
    page = client.get(PAGE).content.decode()
    assert "Not for you" not in page and "BCDF" not in page and "no notices yet" in page


def test_an_email_that_failed_is_shown(client, gp):
    say(gp, 1)
    Notice.objects.update(failed_at="2026-03-03T09:00:00Z", due_at=None)
    assert "could not be delivered" in client.get(PAGE).content.decode()


def test_the_page_costs_the_same_with_two_notices_and_twenty(client, gp, django_assert_max_num_queries):
    counts = []
    for upto in (2, 20):
        [say(gp, number) for number in range(upto)]
        with django_assert_max_num_queries(12) as done:
            client.get(PAGE)
        counts.append(len(done))
    assert counts[0] == counts[1]


def test_many_are_paged(client, gp):
    [say(gp, number) for number in range(30)]
    assert "Step 4." not in client.get(PAGE).content.decode()
    assert "Step 4." in client.get(f"{PAGE}?page=2").content.decode()
    assert client.get(f"{PAGE}?page=x").status_code == 200
