"""An issue that would go back to a desk that has sent it on already: the interface team settles whose it is.

So two desks cannot send it to and fro, and its reporter is not told of that again and again.
"""

from issues import moving, rules
from issues.models import Issue, IssueEntry
from people import trail
from people.models import Notice, User
from routing.models import Desk
from routing.queries import interface_team_of

GAP = "to_settle"  # why it fell to the interface desk
CHOOSE = (
    "{had_it} It does not go straight back. Choose another, or tick that the interface team is to settle whose it is"
)

NOT_STRAIGHT_BACK = "It does not go straight back: sent again as sure, the interface team settles whose it is."


def sent_on_by(issue: Issue, desk: Desk) -> IssueEntry | None:
    """The last step by which this desk sent the issue on; nothing where it never has."""
    sent = issue.entries.filter(verb="reroute", from_desk=desk).exclude(desk=desk)
    return sent.select_related("desk", "from_desk").last()


def to_settle(issue: Issue, desk: Desk, by: User | None) -> IssueEntry | None:
    """The step by which the desk that somebody chooses has sent it on already, where they cannot settle that.

    The interface team can, and whatever goes to it or comes from it goes where it is sent.
    """
    settles = Desk.Kind.INTERFACE_TEAM in {desk.kind, issue.desk.kind}
    if settles or (by is not None and rules.is_in_interface_team(by, issue)):
        return None
    return sent_on_by(issue, desk)


def had_it(entry: IssueEntry) -> str:
    """Who has had it, when they sent it on, to whom, and why, as whoever would send it back reads it."""
    said = f"{entry.from_desk.title} has had it, and sent it on to {entry.desk.title} on {trail.moment(entry)}"
    words = entry.text.rstrip(".")
    return f"{said}: “{words}”." if words else f"{said}."


def reasons(entry: IssueEntry, to: Desk) -> list[str]:
    """Why it has gone to the interface desk, for all who read it."""
    return [
        f"It would have gone back to {entry.from_desk}, which sent it on already on {trail.moment(entry)}.",
        f"{to} settles whose it is.",
    ]


def tell(issue: Issue, entry: IssueEntry, *, would_be: Desk, from_desk: Desk) -> None:
    """Both desks and the interface team; its reporter and those behind it the first time, and not again."""
    both = f"{from_desk} and {would_be} both say that {issue.noun} {issue.reference} is not theirs"
    people, mailboxes = moving.at_desk(issue.desk)
    team = {one.pk: one for one in [*people, *interface_team_of(issue.icb_id)] if one.pk != issue.reporter_id}
    moving.tell_people(list(team.values()), entry, f"{both}: settle whose it is", Notice.Kind.ASSIGNED, mailboxes)
    settles = f"{both}. {issue.desk} settles whose it is"
    for desk in (would_be, from_desk):
        people, mailboxes = moving.at_desk(desk)
        people = [one for one in people if one.pk not in team]
        moving.tell_people(people, entry, settles, Notice.Kind.PROGRESS, mailboxes)
    if not issue.entries.filter(gap=GAP, pk__lt=entry.pk).exists():
        moving.tell_reporters(issue, entry, settles)
