"""The states of an issue and the moves between them. docs/states.md is printed from this table."""

from django.db import models

from people.trail import BACK, Move


class State(models.TextChoices):
    REPORTED = "reported", "Reported"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    RETURNED = "returned", "Waiting for the reporter"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    DUPLICATE = "duplicate", "Duplicate of another issue"
    WITHDRAWN = "withdrawn", "Withdrawn"


MOVES = {
    "report": Move((), State.REPORTED, "the reporter", "the desk, the reporter"),
    "acknowledge": Move((State.REPORTED,), State.ACKNOWLEDGED, "the desk", "the reporter and followers"),
    "ask": Move(
        (State.REPORTED, State.ACKNOWLEDGED),
        State.RETURNED,
        "the desk",
        "the reporter and those of its duplicates, and that they can reply as well: whoever said “me too”; "
        "once the reporter has left, whoever has the problem too",
    ),
    "reply": Move(
        (State.RETURNED,),
        State.ACKNOWLEDGED,
        "the reporter, unless they have left, and whoever has the problem too",
        "the desk",
    ),
    "answer": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.ANSWERED,
        "the desk",
        "the reporter and followers",
    ),
    "reroute": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.REPORTED,
        "the desk, the interface team",
        "the new desk, the reporter and followers; where it would go back to a desk that has sent it on already, the "
        "interface team, which settles whose it is, both desks, and once the reporter and followers",
    ),
    "stay": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        "",
        "the interface team, of what its reporter says belongs elsewhere",
        "nobody",
    ),
    "take_over": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.REPORTED,
        "the portal, where nobody is left at the desk",
        "the new desk, the reporter and followers",
        is_automatic=True,
    ),
    "close": Move((State.ANSWERED,), State.CLOSED, "the reporter, the interface team", "the desk and followers"),
    "withdraw": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.WITHDRAWN,
        "the reporter",
        "the desk and followers",
    ),
    "lapse": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.WITHDRAWN,
        "the portal, where the reporter has left and nobody else has the problem any more",
        "the desk and followers",
        is_automatic=True,
    ),
    "leave": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        "",
        "the reporter, where others have the problem too",
        "the desk and followers",
    ),
    "rejoin": Move((State.REPORTED, State.ACKNOWLEDGED, State.RETURNED), "", "the reporter who has left", "the desk"),
    "merge": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        State.DUPLICATE,
        "the answering side of both",
        "the reporter and followers, the desk",
    ),
    "unmerge": Move(
        (State.DUPLICATE,),
        BACK,
        "the reporter, the answering side of either",
        "the reporter and followers, the desk",
    ),
    "take_in": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED, State.ANSWERED),
        "",
        "the answering side of both",
        "the desk",
    ),
    "give_back": Move(tuple(State.values), "", "the duplicate's reporter, the answering side of either", "the desk"),
    "relate": Move(tuple(State.values), "", "the answering side", "nobody"),
    "come_back": Move(tuple(State.values), "", "the reporter of another, of what was settled", "nobody"),
    "link": Move(tuple(State.values), "", "the reporter of another, of what is open", "nobody"),
    "unrelate": Move(tuple(State.values), "", "the answering side of either", "nobody"),
    "assign": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED),
        "",
        "the answering side",
        "whoever it is assigned to",
    ),
    "fulfil": Move((State.ANSWERED, State.CLOSED), "", "the desk", "the reporter and followers"),
    "postpone": Move((State.ANSWERED, State.CLOSED), "", "the desk", "the reporter and followers"),
    "verdict": Move(tuple(State.values), "", "whoever was asked whether the change holds", "the desk"),
    "reopen": Move(
        (State.ANSWERED, State.CLOSED, State.WITHDRAWN),
        State.REPORTED,
        "the reporter, whoever said “me too” or was asked whether the change holds",
        "the desk, the reporter and followers",
    ),
    "correct": Move((State.ANSWERED,), "", "the desk", "the reporter and followers"),
    "add": Move(
        (State.REPORTED, State.ACKNOWLEDGED, State.RETURNED, State.ANSWERED),
        "",
        "the reporter, whoever has the problem too, the desk",
        "the other side",
        is_said_once=True,
    ),
    "note": Move(tuple(State.values), "", "the answering side", "nobody", is_said_once=True),
    "me_too": Move(
        tuple(State.values),
        "",
        "anybody signed in who may see it",
        "the desk, once answered, and before where its line may tell of harm to a patient",
    ),
    "take_back": Move(tuple(State.values), "", "whoever said “me too”", "nobody"),
    "pass_on": Move(
        (State.REPORTED, State.ACKNOWLEDGED), State.CLOSED, "the desk, of thanks", "the reporter and followers"
    ),
    "record": Move(tuple(State.values), "", "the reporter, the desk", "nobody"),
    "remind": Move((State.REPORTED, State.ACKNOWLEDGED), "", "the clock", "the lead", is_automatic=True),
    "escalate": Move(
        (State.REPORTED, State.ACKNOWLEDGED),
        "",
        "the clock",
        "the deputy, then the desk above, then the interface team",
        is_automatic=True,
    ),
    "attach": Move(tuple(State.values), "", "the reporter, the answering side", "the other side"),
    "take_out": Move(
        tuple(State.values),
        "",
        "the reporter, the answering side, and whoever wrote in it of their own words",
        "the reporter and followers, the interface team",
    ),
    "remove_file": Move(tuple(State.values), "", "who added it, the interface team", "nobody"),
}
