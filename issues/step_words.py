"""How a page says each step in the life of an issue to who reads it, without a name."""

from issues import rules, settling
from issues.models import Issue, IssueEntry, Verdict
from people.models import User

IN_WORDS = {
    "report": "Reported",
    "acknowledge": "Acknowledged",
    "ask": "The reporter was asked",
    "reply": "The reporter replied",
    "answer": "Answered",
    "reroute": "Sent on",
    "stay": "Looked at where it belongs: it stays",
    "take_over": "Nobody is left there: sent on",
    "close": "Closed",
    "withdraw": "Withdrawn",
    "lapse": "Withdrawn: nobody has the problem any more",
    "leave": "The reporter has withdrawn it, and it stays open for others",
    "rejoin": "The reporter has the problem again",
    "fulfil": "The planned change is made",
    "postpone": "The planned change has a new date",
    "verdict": "One of those asked says whether the change holds",
    "reopen": "Reopened",
    "assign": "Assigned",
    "correct": "Answer corrected",
    "add": "Added",
    "note": "Internal note",
    "me_too": "Somebody else has this problem too",
    "take_back": "Somebody no longer has this problem",
    "record": "Recorded on LFPSE",
    "pass_on": "The thanks were passed on",
    "merge": "Became part of another issue",
    "unmerge": "Taken back from another issue",
    "take_in": "Another issue became part of this one",
    "give_back": "An issue is no longer part of this one",
    "relate": "Linked with a related issue",
    "come_back": "It has come back: linked with a related issue",
    "link": "Linked with a related issue by the reporter of one of them",
    "unrelate": "No longer linked with a related issue",
    "remind": "A reminder was sent",
    "escalate": "Late, so others were told",
    "attach": "Files added",
    "remove_file": "A file was removed",
    "take_out": "What tells who a patient is was taken out",
}
OF_THANKS = {
    "report": "Sent",
    "me_too": "Somebody else gives these thanks too",
    "take_back": "Somebody no longer gives these thanks",
    "lapse": "Withdrawn: nobody gives these thanks any more",
    "rejoin": "The reporter gives these thanks again",
}
TO_THE_REPORTER = {
    "reply": "You replied",
    "leave": "You have withdrawn it, and it stays open for others",
    "rejoin": "You have the problem again",
}


def in_words(entry: IssueEntry, reader: User | None = None) -> str:
    """One step, as the timeline says it to who reads it."""
    words = IN_WORDS[entry.verb] if entry.issue.has_clock else (IN_WORDS | OF_THANKS)[entry.verb]
    if entry.verb == "ask":
        return _who_was_asked(entry, reader)
    if entry.verb == "add" and (entry.is_unsigned or entry.by_id == entry.issue.reporter_id):
        return _who_added(entry, reader)
    if entry.issue.is_partly_mine and words.startswith("The reporter"):
        words = words.replace("The reporter", "Another reporter", 1)
    if reader and entry.verb in TO_THE_REPORTER and entry.issue.has_clock and entry.by_id == reader.pk:
        return TO_THE_REPORTER[entry.verb]
    if entry.verb == "attach":
        return "1 file added" if entry.files == 1 else f"{entry.files} files added"
    if entry.verb == "verdict" and (said := _verdict_of(entry)):
        return f"One of those asked says: {said if said.startswith('I ') else said[0].lower() + said[1:]}"
    if entry.verb == "reopen" and entry.is_unsigned:
        return "Reopened: one of those who have the problem was asked, and says that it still happens"
    if entry.verb == "reply" and entry.by_id != entry.issue.reporter_id:
        return "Somebody who has the problem replied"
    if entry.verb == "reroute" and entry.gap == settling.GAP:
        return f"Two say that it is not theirs: sent to {entry.desk.title}, to settle whose it is"
    if entry.verb in {"report", "reroute", "take_over"} and entry.desk:
        return f"{words} to {entry.desk.title}"
    return f"{words}: {entry.get_outcome_display()}" if entry.verb in {"answer", "correct"} else words


def _who_was_asked(entry: IssueEntry, reader: User | None) -> str:
    """Who can reply to a question: its reader, where it is open to them; else who could when it was asked."""
    issue = entry.issue
    is_open = issue.state == Issue.State.RETURNED and issue.paused_at and entry.at >= issue.paused_at
    has_left = issue.withdrawn_at is not None and entry.at >= issue.withdrawn_at
    if reader and (issue.reporter_id == reader.pk and not has_left or is_open and rules.is_asked(reader, issue)):
        return "You were asked"
    if has_left:
        return "Those who have the problem were asked"
    return "Another reporter was asked" if issue.is_partly_mine else IN_WORDS["ask"]


def _who_added(entry: IssueEntry, reader: User | None) -> str:
    """Which of those behind an issue added something, without a name."""
    if reader and entry.by_id == reader.pk:
        return "You added something"
    if entry.is_unsigned:
        return "Somebody who has the problem added something"
    return "Another reporter added something" if entry.issue.is_partly_mine else "The reporter added something"


def own_words(entry: IssueEntry) -> str:
    """What somebody wrote at a step, without what the step's name says already."""
    said = _verdict_of(entry) if entry.verb == "verdict" else ""
    return entry.text.removeprefix(f"{said}.").strip() if said else entry.text


def _verdict_of(entry: IssueEntry) -> str:
    """Which of the answers that can be given to whether a change holds a step begins with."""
    return next((label for label in Verdict.Answer.labels if entry.text.startswith(f"{label}.")), "")
