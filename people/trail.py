"""History and state: entries are only ever added, and one helper moves a state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.models import User
from people.refusing import Refused

Row = TypeVar("Row", bound=models.Model)

SAME_PRESS = timedelta(days=1)  # so long a page may stand open with what was typed, to be sent once more
BACK = "back"  # as the end of a move: the state from which the row came to this one


@dataclass(frozen=True)
class Move:
    """One row of a table of transitions: from which states a verb leads to which; to none, or BACK to the last."""

    of: tuple[str, ...]
    to: str
    by: str  # who may, in words
    tells: str  # who is told, in words
    is_automatic: bool = False  # nobody's act
    is_said_once: bool = False  # the same words of the same person within a day are the same press


class Entry(models.Model):
    """One line of an append-only history. Order is by key, never by clock."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    state = models.CharField(max_length=16, help_text="The state after this entry.")
    text = models.TextField(blank=True)

    SAYS = ("text",)  # the fields that hold what somebody wrote, and chose with it

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"

    def says(self, **facts) -> bool:
        """Whether it has all that these facts say: nothing would be lost without them."""
        return all(facts.get(name) in {None, "", getattr(self, name)} for name in self.SAYS)


def too_late(row: Row, last: Entry | None, state: str = "", who: str = "") -> str:
    """The sentence of a refusal: how it stands, who made it so and when."""
    state = state or row.get_state_display().lower()
    if last is None:
        return f"This cannot be done while it is {state}."
    who = who or last.by or "the portal"
    return f"This cannot be done now: it is {state}. The last step was taken by {who} on {moment(last)}."


def require_same_words(last: Entry, **facts) -> None:
    """Go on only if the act that one did before had these words: other words are refused, never dropped unsaid."""
    if not last.says(**facts):
        raise Refused(f"You did this already, on {moment(last)}, in other words. What you wrote now was not sent.")


def advance(
    row: Row,
    *,
    verb: str,
    by: User | None,
    moves: dict[str, Move],
    changes: Callable[[Row], dict] = lambda row: {},
    refusal: Callable[[Row, Entry | None], str] = too_late,
    **facts,
) -> tuple[Row, models.Model | None]:
    """Lock the row, check the table, save the new state and `changes`, append the entry, whose fields are `facts`.

    Returns the locked row and its new entry. The entry is None where the same person just did the same act in the
    same words: a second press changes nothing. Other words are refused, and so is an act that comes after somebody
    else's, naming them, in the words of `refusal`.
    """
    locked = _locked(row)
    move = moves[verb]
    if locked.state not in move.of:
        last = last_move(locked, moves)
        if last and last.verb == verb and last.by_id == (by.pk if by else None):
            require_same_words(last, **facts)
            return locked, None
        raise Refused(refusal(locked, last))
    if move.is_said_once and _said_lately(locked, verb, by, facts):
        return locked, None
    to = state_before(locked) if move.to == BACK else move.to
    changed = changes(locked) | ({"state": to} if to else {})
    for field, value in changed.items():
        setattr(locked, field, value)
    if changed:
        locked.save(update_fields=list(changed))
    return locked, locked.entries.create(verb=verb, by=by, state=locked.state, **facts)


def last_move(row: Row, moves: dict[str, Move]) -> Entry | None:
    """The last step that moved the row from state to state."""
    moving = [name for name, one in moves.items() if one.to]
    return row.entries.filter(verb__in=moving).select_related("by").last()


def state_before(row: Row) -> str:
    """The state from which the row came to the one it is in."""
    return row.entries.exclude(state=row.state).values_list("state", flat=True).last()


def _said_lately(row: Row, verb: str, by: User | None, facts: dict) -> bool:
    lately = row.entries.filter(verb=verb, by=by, at__gt=timezone.now() - SAME_PRESS)
    return any(entry.says(**facts) for entry in lately)


def moment(entry: Entry) -> str:
    """When a step was taken, as a sentence says it."""
    when = timezone.localtime(entry.at)
    return f"{when.day} {when:%B %Y} at {when:%H:%M}"


def _locked(row: Row) -> Row:
    """The row as it is now, held until the end of the transaction."""
    return type(row).objects.select_for_update().get(pk=row.pk)
