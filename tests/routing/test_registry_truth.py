"""What the database itself refuses, on either engine."""

import pytest
from django.db import IntegrityError, transaction

from routing.models import Desk, Rule
from tests import make

pytestmark = pytest.mark.django_db


def refused(make_second) -> bool:
    try:
        with transaction.atomic():
            make_second()
    except IntegrityError:
        return True
    return False


def test_an_organisation_has_one_desk_of_a_kind():
    trust = make.trust()
    make.desk(trust)
    assert refused(lambda: make.desk(trust))


def test_an_icb_has_one_desk_of_a_kind_for_each_place():
    for place in (make.place("Sandhaven"), make.place("Ravensby")):
        make.desk(make.icb(), Desk.Kind.PLACE_COMMISSIONER, place=place)
        assert refused(lambda place=place: make.desk(make.icb(), Desk.Kind.PLACE_COMMISSIONER, place=place))


@pytest.mark.parametrize("conditions", [{}, {"is_harm": True}, {"service": "mental_health"}])
def test_two_rules_of_a_rulebook_never_have_the_same_conditions(conditions):
    result = {"desk_kind": Desk.Kind.MEDICAL_DIRECTOR, "desk_at": Rule.At.ABOUT}
    book = make.rules(first=conditions | result)
    assert refused(lambda: Rule.objects.create(rulebook=book, name="second", **conditions, **result))
