"""The printed states are those of the code, and every state can be reached and named."""

import pytest
from django.conf import settings

from interface import states
from people.trail import BACK


def test_the_page_of_states_is_printed_from_the_code():
    printed = (settings.BASE_DIR / "docs" / "states.md").read_text(encoding="utf-8")
    assert printed == states.page(), "run: python manage.py print_states"


@pytest.mark.parametrize("title", states.TABLES)
def test_every_state_can_be_reached(title):
    moves, choices = states.TABLES[title]
    assert {move.to for move in moves.values()} - {"", BACK} == set(choices.values)


@pytest.mark.parametrize("title", states.TABLES)
def test_every_move_starts_from_states_that_exist(title):
    moves, choices = states.TABLES[title]
    for verb, move in moves.items():
        assert set(move.of) <= set(choices.values), verb
        assert move.by, verb
        assert move.tells, verb
