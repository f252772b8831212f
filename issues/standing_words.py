"""Where words stand in an issue, and whose they are: what its reporter and others wrote about it, field by field.

The names of its files are such words too, standing or removed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from issues import queries, rules
from issues.models import Attachment, Issue, IssueEntry, Verdict
from people.models import User

READ_BY_ALL = {
    "text": "what was reported",
    "wanted": "what would put it right",
    "about_words": "whom it is about",
}
CANDID = {"elsewhere": "who else should get it", "on_behalf_of": "for whom it was reported"}
SAID = ("text", "particulars", "reasons")
STEPS = {
    "ask": "the question",
    "reply": "the reply",
    "answer": "the answer",
    "correct": "the corrected answer",
    "reroute": "why it was sent on",
    "note": "the internal note",
    "remove_file": "the name of a removed file",
}
HAVE_IT_TOO = {"me_too", "take_back", "verdict", "reopen", "reply"}


@dataclass(frozen=True)
class Place:
    """One field of a row, and how pages and the history call it and whoever wrote it, without a name."""

    row: Model
    field: str
    writer: int | None
    where: str
    whose: str
    is_read_by_all: bool = True
    is_name: bool = False  # of a file: its ending is none of the words

    @property
    def texts(self) -> list[str]:
        """What stands there."""
        value = getattr(self.row, self.field)
        if self.is_name:
            return [value.rpartition(".")[0] or value]
        return value if isinstance(value, list) else [value]

    def write(self, texts: list[str]) -> None:
        """Let these texts stand there instead, cut where they have become too long."""
        value, longest = getattr(self.row, self.field), self.row._meta.get_field(self.field).max_length
        ending = value.removeprefix(self.texts[0]) if self.is_name else ""
        after = texts if isinstance(value, list) else texts[0][: longest - len(ending) if longest else None] + ending
        setattr(self.row, self.field, after)
        self.row.save(update_fields=[self.field])


def read_by(user: User, issue: Issue) -> list[Place]:
    """All that this person reads of an issue."""
    own = _reported(issue, candid=rules.can_read_elsewhere(user, issue))
    return [*own, *_said(issue, queries.timeline(user, issue)), *_named(issue, queries.files(user, issue))]


def all_in(issue: Issue) -> list[Place]:
    """All that is kept of an issue, whoever reads it."""
    beside = [*issue.followers.all(), *Verdict.objects.filter(claim__issue=issue)]
    others = [Place(one, "text", one.user_id, "", "", is_read_by_all=False) for one in beside]
    said = _said(issue, issue.entries.select_related("other"))
    return [*_reported(issue, candid=True), *said, *_named(issue, issue.attachments.all()), *others]


def _reported(issue: Issue, *, candid: bool) -> Iterator[Place]:
    for field, where in (READ_BY_ALL | (CANDID if candid else {})).items():
        yield Place(issue, field, issue.reporter_id, where, "the reporter", is_read_by_all=field in READ_BY_ALL)


def _said(issue: Issue, entries: Iterable[IssueEntry]) -> Iterator[Place]:
    for entry in entries:
        if entry.verb != "take_out":
            is_open = not entry.is_internal and entry.verb != "stay"
            words = (_where(entry), _whose(issue, entry), is_open)
            is_name = entry.verb == "remove_file"
            yield from (Place(entry, field, entry.by_id, *words, is_name and field == "text") for field in SAID)


def _named(issue: Issue, files: Iterable[Attachment]) -> Iterator[Place]:
    for file in files:
        day = timezone.localdate(file.created_at)
        whose = "the reporter" if file.by_id == issue.reporter_id else "those who answer"
        where = f"the name of a file of {day.day} {day:%B %Y}"
        yield Place(file, "name", file.by_id, where, whose, not file.is_internal, is_name=True)


def _where(entry: IssueEntry) -> str:
    day = timezone.localdate(entry.at)
    return f"{STEPS.get(entry.verb, 'what was added')} of {day.day} {day:%B %Y}"


def _whose(issue: Issue, entry: IssueEntry) -> str:
    if entry.by_id is None:
        return "the portal"
    if entry.by_id == issue.reporter_id:
        return "the reporter"
    if entry.is_unsigned or entry.verb in HAVE_IT_TOO or (entry.other and entry.by_id == entry.other.reporter_id):
        return "somebody who has the problem too"
    return "those who answer"
