import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from archive import proposing, updating
from archive.models import Project
from archive.rules import can_edit, can_propose, can_propose_for
from people.models import Membership
from people.refusing import Refused
from tests import make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db
Role = Membership.Role
NHS_NUMBER = "999 123 4561"


def propose(by=None, at=None, **facts):
    at = at or make.practice()
    facts = {"title": "Letters that say what changed", "summary": "Fewer calls about letters."} | facts
    return proposing.propose(by=by or make.user(at), organisation=at, **facts)


def test_a_project_begins_as_an_idea_led_by_the_person_who_proposed_it():
    at = make.practice()
    person = make.user(at)
    project = propose(person, at, aim="Nine in ten letters by May.", topic="letters")
    project.refresh_from_db()
    assert (project.state, project.lead, project.proposer) == (Project.Stage.IDEA, person, person)
    assert project.slug == "letters-that-say-what-changed"
    assert project.year == timezone.localdate().year
    assert [(entry.verb, entry.by) for entry in project.entries.all()] == [("propose", person)]


def test_projects_of_one_title_have_addresses_of_their_own():
    assert [propose().slug for _ in range(3)] == [f"letters-that-say-what-changed{end}" for end in ("", "-2", "-3")]


@pytest.mark.parametrize(("title", "slug"), [("New", "new-2"), ("信", "project"), ("a" * 160, "a" * 72)])
def test_an_address_is_never_that_of_a_page_nor_empty_nor_too_long(title, slug):
    assert propose(title=title).slug == slug


def test_an_nhs_number_reaches_neither_text_nor_address_nor_timeline():
    words = f"Letters of {NHS_NUMBER}"
    project = propose(summary=words, aim=words, topic=words)
    project.refresh_from_db()
    kept = " ".join([project.title, project.slug, project.summary, project.aim, project.topic])
    assert "4561" not in kept


@pytest.mark.parametrize("title", [f"Letters of {NHS_NUMBER}", "Letters of [name removed]", "Letters [Name Removed]"])
def test_a_title_with_a_masked_mark_is_refused_with_a_sentence(title):
    with pytest.raises(Refused, match="removed\\]” in place of what may identify a person"):
        propose(title=title)
    assert not Project.objects.exists()


def test_a_patient_whom_one_text_of_a_project_names_is_masked_in_the_others():
    told = {"summary": "It began with Margaret Thistlewood.", "aim": "No letter like that of thistlewood."}
    made = propose(**told)
    assert (made.summary, made.aim) == ("It began with [name removed].", "No letter like that of [name removed].")
    leader = made.lead
    changed = updating.edit(project=made, by=leader, title=made.title, **told | {"aim": "As for thistlewood."})
    assert changed.aim == "As for [name removed]."


def test_a_project_cannot_do_without_a_title():
    with pytest.raises(Refused):
        propose(title=" \x00 ")


def test_partners_are_other_organisations():
    at, other = make.practice(), make.trust()
    assert list(propose(at=at, partners=[other, at]).partners.all()) == [other]


def test_nobody_proposes_in_the_name_of_an_organisation_they_have_nothing_to_do_with():
    with pytest.raises(PermissionDenied):
        propose(make.user(), make.practice())
    assert not Project.objects.exists()


def test_who_may_propose_for_whom():
    at = make.practice()
    elsewhere = make.organisation(place=None, icb=make.organisation("Other ICB", "icb", place=None, icb=None))
    may = {
        "a colleague": make.user(at),
        "interface team": make.interface_team(),
        "leader": make.leader(),
        "leader of its Place": make.user(make.icb(), Role.SYSTEM_LEADER, place=at.place),
    }
    assert all(can_propose_for(person, at) for person in may.values())
    may_not = [
        make.user(),
        make.user(make.icb(), Role.SYSTEM_LEADER, place=make.place("Hollin")),
        make.user(elsewhere),
    ]
    assert not any(can_propose_for(person, at) for person in may_not)
    assert not can_propose_for(make.leader(), elsewhere)


def test_who_may_edit():
    at = make.practice()
    project = propose(make.user(at), at)
    may = [project.lead, make.user(at, Role.LEAD), make.interface_team()]
    may_not = [make.user(at), make.user(), make.user(make.practice(), Role.LEAD)]
    assert all(can_edit(person, project) for person in may)
    assert not any(can_edit(person, project) for person in may_not)


def test_a_person_who_works_nowhere_or_has_left_proposes_nothing():
    nowhere, left = make.user(), make.user()
    nowhere.memberships.all().delete()
    left.is_active = False
    assert not can_propose(nowhere)
    assert not can_propose(left)


def test_a_project_has_an_organisation_of_the_registry_or_a_name_never_both():
    at = make.practice()
    for facts in [{}, {"organisation": at, "organisation_name": "Another"}]:
        with pytest.raises(IntegrityError), proposing.transaction.atomic():
            Project.objects.create(slug="x", title="X", summary="x", **facts)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_pressed_twice_at_once_makes_one_project():
    at = make.practice()
    person = make.user(at)
    found = at_once(*[lambda: propose(person, at, key="k1")] * 2)
    assert Project.objects.get().pk == found[0].pk == found[1].pk


def test_the_database_holds_one_project_for_each_key_of_a_person():
    at = make.practice()
    first, second = (propose(make.user(at), at, key="k1") for _ in range(2))
    with pytest.raises(IntegrityError, match="key|project_once_per_key"):
        Project.objects.filter(pk=second.pk).update(proposer=first.proposer)
