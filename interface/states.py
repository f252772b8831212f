"""The states of an issue and of a project as a page of the documentation, printed from the tables in the code."""

from collections.abc import Iterator

from archive.models import Project
from issues.models import Issue
from people.trail import BACK, Move

TABLES = {
    "An issue": (Issue.MOVES, Issue.State),
    "A project": (Project.MOVES, Project.Stage),
}


def page() -> str:
    """docs/states.md: a diagram and a table for each."""
    lines = [
        "# States",
        "",
        "Printed by `python manage.py print_states` from the tables in the code. A test compares.",
    ]
    for title, (moves, choices) in TABLES.items():
        lines += ["", f"## {title}", "", *_diagram(moves), "", *_table(moves, choices)]
    return "\n".join(lines) + "\n"


def _diagram(moves: dict[str, Move]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for verb, move in moves.items():
        if not move.to:
            continue
        for state in move.of or ("[*]",):
            for to in _ends(move, moves):
                yield f"    {state} --> {to}: {verb}"
    yield "```"


def _ends(move: Move, moves: dict[str, Move]) -> list[str]:
    """Where a move may lead: a move back, to where the row can have come from."""
    if move.to != BACK:
        return [move.to]
    return [state for one in moves.values() if one.to in move.of for state in one.of]


def _table(moves: dict[str, Move], choices) -> Iterator[str]:
    yield "| act | from | to | who may | who is told |"
    yield "|---|---|---|---|---|"
    for verb, move in moves.items():
        of = ", ".join(choices(state).label for state in move.of) or "nothing"
        if len(move.of) == len(choices):
            of = "any state"
        to = {"": "the same", BACK: "the state before"}.get(move.to) or choices(move.to).label
        yield f"| {verb.replace('_', ' ')} | {of} | {to} | {move.by} | {move.tells} |"
