"""Plain SQL says what Django's own way of asking says."""

from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from people.forms import KnownField
from people.keys import find_key, make_key, revoke_key
from people.models import Branding, Membership, Organisation, Place, Token, User
from people.recognising import Backend, SessionStore
from people.rows import read
from people.standing import forget, standing
from tests import make

pytestmark = pytest.mark.django_db
BOTH = "SELECT {one}, {place}, one.id + 1 FROM people_organisation AS one"
BOTH += " LEFT JOIN people_place AS place ON place.id = one.place_id WHERE one.id IN (%s) ORDER BY one.id"


def fields(one) -> dict:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_a_row_gives_the_same_objects_as_django_and_then_its_other_columns():
    practice = make.practice()
    Organisation.objects.filter(pk=practice.pk).update(opened_on="2001-02-03", goes_by_steps=True)
    (found,) = read(BOTH, [[practice.pk]], one=Organisation, place=Place)
    assert fields(found[0]) == fields(Organisation.objects.get(pk=practice.pk))
    assert found[0].goes_by_steps is True and found[0].opened_on.year == 2001
    assert fields(found[1]) == fields(practice.place)
    assert found[2] == practice.pk + 1
    found[0].name = "Renamed"
    found[0].save()
    assert Organisation.objects.get(pk=practice.pk).name == "Renamed", "it is known to be stored already"


def test_what_an_outer_join_does_not_find_is_none():
    icb = make.icb()
    assert [row[1] for row in read(BOTH, [[icb.pk]], one=Organisation, place=Place)] == [None]


def test_a_list_stands_for_all_that_it_holds_and_an_empty_one_for_nothing():
    keys = sorted([make.icb().pk, make.practice().pk])
    assert [row[0].pk for row in read(BOTH, [keys], one=Organisation, place=Place)] == keys
    assert read(BOTH, [[]], one=Organisation, place=Place) == []


def test_times_and_kept_answers_come_back_as_python_has_them():
    person = make.user()
    ((found,),) = read("SELECT {one} FROM people_user AS one WHERE id = %s", [person.pk], one=User)
    assert fields(found) == fields(User.objects.get(pk=person.pk))


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("where", ["practice", "icb"])
def test_a_persons_standing_needs_no_further_question(role, where, django_assert_num_queries):
    at = getattr(make, where)()
    Branding.objects.create(icb=make.icb(), name="Ours")
    person = make.user(at, role)
    with django_assert_num_queries(1):
        own = standing(User(pk=person.pk))
        home = own.organisation
        names = (home.name, home.place and home.place.name, own.icb and own.icb.branding.name)
    assert home == at and own.icb == at.icb
    assert names == (at.name, at.place and at.place.name, "Ours" if at.icb else None)


def test_an_icb_without_branding_of_its_own_is_not_asked_again(django_assert_num_queries):
    person = make.user(make.practice())
    with django_assert_num_queries(1):
        assert getattr(standing(User(pk=person.pk)).icb, "branding", None) is None


def stored(**more) -> SessionStore:
    session = SessionStore()
    session["seen"] = 1
    session.create()
    session.get_model_class().objects.filter(pk=session.session_key).update(**more)
    return SessionStore(session.session_key)


def test_a_session_is_read_as_it_was_kept_until_it_ends():
    still = stored(expire_date=timezone.now() + timedelta(seconds=60))
    assert still["seen"] == 1 and still.session_key
    ended = stored(expire_date=timezone.now() - timedelta(seconds=1))
    assert "seen" not in ended and ended.session_key is None
    unknown = SessionStore("a" * 32)
    assert "seen" not in unknown and unknown.session_key is None


def test_who_may_no_longer_sign_in_is_nobody():
    person = make.user()
    assert Backend().get_user(person.pk) == person
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert Backend().get_user(person.pk) is None
    assert Backend().get_user(person.pk + 1000) is None


class OneForm(forms.Form):
    about = KnownField(queryset=Organisation.objects.all(), to_field_name="code", required=False)


@pytest.mark.parametrize("typed", ["NOSUCH", "a\0b", "\ud800", "%s", "'; --", "9" * 400])
def test_a_code_that_is_not_known_is_refused_beside_the_field(typed):
    form = OneForm({"about": typed})
    assert not form.is_valid()
    assert list(form.errors) == ["about"] and len(form.errors["about"]) == 1


def test_a_code_that_is_known_is_its_organisation_and_one_outside_a_narrower_choice_is_not():
    practice, other = make.practice(), make.icb()
    form = OneForm({"about": practice.code})
    assert form.is_valid() and form.cleaned_data["about"] == practice
    assert OneForm({"about": ""}).is_valid()
    narrow = OneForm({"about": other.code})
    narrow.fields["about"].queryset = Organisation.objects.filter(pk=practice.pk)
    assert not narrow.is_valid()


def test_a_person_comes_with_their_standing_which_is_read_anew_once_it_has_changed(django_assert_num_queries):
    icb = make.icb()
    for made, works in ((make.user(), True), (User.objects.create(email="new@nhs.example"), False)):
        person = SimpleLazyObject(lambda pk=made.pk: Backend().get_user(pk))
        with django_assert_num_queries(1):
            assert person.email == made.email
            assert bool(standing(person).organisation) == works == bool(standing(person).works_at)
        Membership.objects.create(user=made, organisation=icb, role=Membership.Role.INTERFACE_TEAM)
        assert not standing(person).interface_team_of
        forget(person)
        with django_assert_num_queries(1):
            assert standing(person).interface_team_of == {icb.pk}
        assert standing(Backend().get_user(made.pk)) == standing(User.objects.get(pk=made.pk))


def test_a_key_comes_with_whose_it_is_and_their_standing(django_assert_num_queries):
    made, text = make_key(by=make.user(), name="Ours", scopes=["issues.read"])
    Membership.objects.create(user=made.user, organisation=make.icb(), role=Membership.Role.INTERFACE_TEAM)
    with django_assert_num_queries(1):
        found = find_key(text)
        assert found.user == made.user and len(standing(found.user).works_at) == 2
    assert fields(found) == fields(Token.objects.get())
    assert find_key(f"{text}x") is None
    revoke_key(by=made.user, token=made)
    assert find_key(text) is None
