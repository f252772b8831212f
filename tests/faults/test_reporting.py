"""A1 to A3, E4: a web process killed along the way, and a form sent five times: nothing is lost or doubled."""

import threading

import pytest

from interface.invariants import every_breach
from issues.models import Issue, IssueEntry
from people.models import Notice
from tests.faults.portal import session_of, until

pytestmark = pytest.mark.faults
KEY = "5f0c3a52-6f0e-4d4b-9e0a-1c1d4b4f7a10"


def answers(system, key: str = KEY) -> dict[str, str]:
    code = system["trust"].code
    about = {"about_words": "Fernhall", "about": code, "shown_about": code}
    return about | {"text": "The letter came after six weeks.", "category": system["category"].slug, "key": key}


def breaches() -> list[str]:
    return list(every_breach(system_now()))


def system_now():
    return Issue.objects.latest("created_at").created_at


def send_again(portal, system, key: str = KEY):
    """The answer to the retry, once the web process is back."""
    assert until(lambda: portal.get("/health/"))
    return portal.send(system["reporter"], **answers(system, key))


@pytest.mark.parametrize("point", ["route.before_commit", "report.before_commit"])
def test_killed_before_the_commit_nothing_is_left_and_the_retry_makes_one_issue(portal, system, point):
    portal.web(FAULTS=f"{point}:kill-once={portal.folder / 'killed'}")
    status, _ = portal.send(system["reporter"], **answers(system))
    assert (status, Issue.objects.count(), Notice.objects.count()) == (None, 0, 0)

    status, where = send_again(portal, system)
    issue = Issue.objects.get()
    assert (status, where) == (302, issue.get_absolute_url())
    assert (issue.desk, IssueEntry.objects.get().desk) == (system["desk"], system["desk"])
    assert Notice.objects.filter(event__contains=issue.reference).count() == Notice.objects.count() == 2
    assert breaches() == []


def test_without_the_transaction_a_kill_leaves_an_issue_that_nobody_was_promised(portal, system):
    killed = portal.folder / "killed"
    portal.web(FAULTS=f"report.before_commit:kill-once={killed}", UNGUARDED="report transaction")
    status, _ = portal.send(system["reporter"], **answers(system))
    assert (status, Issue.objects.count()) == (None, 1)


def test_killed_after_the_commit_the_retry_finds_the_same_issue(portal, system):
    portal.web(FAULTS=f"report.after_commit:kill-once={portal.folder / 'killed'}")
    status, _ = portal.send(system["reporter"], **answers(system))
    assert (status, Issue.objects.count()) == (None, 1)

    status, where = send_again(portal, system)
    assert (status, where) == (302, Issue.objects.get().get_absolute_url())
    assert IssueEntry.objects.count() == 1
    assert Notice.objects.filter(recipient=system["reporter"], kind=Notice.Kind.RECEIVED).count() == 1
    assert breaches() == []


def test_without_the_key_the_retry_makes_a_second_issue(portal, system):
    portal.web(FAULTS=f"report.after_commit:kill-once={portal.folder / 'killed'}")
    portal.send(system["reporter"], **answers(system))
    send_again(portal, system, key="another-key-of-the-same-report")
    assert Issue.objects.count() == 2


def sent_five_times_at_once(portal, system, **more) -> list[tuple[int | None, str]]:
    """The answers to one form whose button was pressed again and again."""
    portal.web(WEB_WORKERS="2", FAULTS="report.before_commit:sleep=0.1", **more)
    session, answered, start = session_of(system["reporter"]), [], threading.Barrier(5)

    def send() -> None:
        start.wait()
        answered.append(portal.post(session, "/issues/new/send/", **answers(system)))

    threads = [threading.Thread(target=send) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return answered


def test_a_form_sent_five_times_at_once_makes_one_issue_and_five_equal_answers(portal, system):
    answered = sent_five_times_at_once(portal, system)
    assert answered == [(302, Issue.objects.get().get_absolute_url())] * 5, portal.log()
    assert Notice.objects.count() == 2
    assert breaches() == []


def test_without_the_key_a_form_sent_five_times_makes_five_issues(portal, system):
    sent_five_times_at_once(portal, system, UNGUARDED="key")
    assert Issue.objects.count() == 5
