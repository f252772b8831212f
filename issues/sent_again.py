"""A report that is sent again under its key: whether it says the same, as a whole. Only a digest is kept for that."""

import json
import uuid
from collections.abc import Collection, Mapping

from django.db.models import Model
from django.utils.crypto import salted_hmac

from issues import attaching
from issues.models import Issue
from people.models import Organisation, User
from people.refusing import Refused

SALT = "issues.sent_again"
NOT_ANSWERS = frozenset({"reporter_organisation", "created_at"})


class SentAlready(Refused):
    """Another report was sent under the same key, as `issue`."""

    def __init__(self, issue: Issue):
        self.issue = issue
        since = "with other answers" if issue.sent_digest else "of which words were taken out since"
        super().__init__(
            f"This was sent already, as issue {issue.reference}, {since}. What is stored stands. To change that "
            "issue, add to it what is different; for another issue, start a new report, which has a key of its own."
        )


def digest(facts: Mapping[str, object], others: Collection[Organisation]) -> str:
    """What stands for all that a report says, masked as it would be stored; it tells none of it without our secret.

    The order of the other organisations says nothing, and an answer that was left out is as an empty one.
    """
    answered = {name: value for name, value in facts.items() if name not in NOT_ANSWERS and not _is_empty(value)}
    said = {name: _plain(value) for name, value in answered.items()}
    said["others"] = " ".join(sorted({str(one.pk) for one in others}))
    return salted_hmac(SALT, json.dumps(said, sort_keys=True), algorithm="sha256").hexdigest()


def require_the_same(earlier: Issue, *, sent_digest: str, files_key: str, by: User) -> Issue:
    """The earlier issue of a key, if it says the same and has the same files; another under its key would be lost.

    Once words were taken out of it nothing is left to compare it by, so nothing is the same.
    """
    if earlier.sent_digest != sent_digest or _has_other_files(earlier, files_key, by):
        raise SentAlready(earlier)
    return earlier


def next_key(key: str) -> str:
    """The key under which what was sent in other answers can go as another issue: the same however often it is asked.

    So a page that is asked for twice, or pressed twice, makes one issue.
    """
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{SALT} {key}").hex


def has_files(issue: Issue) -> bool:
    """Whether files came with the report."""
    return bool(_came_with(issue))


def _has_other_files(earlier: Issue, files_key: str, by: User) -> bool:
    """Whether files were left out since, or others chosen; those that went with the first wait no more."""
    came = _came_with(earlier)
    if not files_key:
        return bool(came)
    return not came.issuperset(attaching.staged(by=by, key=files_key).values_list("digest", flat=True))


def _came_with(issue: Issue) -> set[str]:
    return set(issue.attachments.filter(entry__verb="report").values_list("digest", flat=True))


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == ""


def _plain(value: object) -> str:
    return str(value.pk) if isinstance(value, Model) else str(value)
