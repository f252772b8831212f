"""What one organisation notes among its own people stays with it, wherever the issue goes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import attaching, following, queries, responding, taking_out
from issues.models import Attachment
from people.models import User
from people.refusing import Refused
from routing.models import Holder
from tests import make, make_files
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(tmp_path, settings):
    """The director noted and added a file, internally, and sent it on to a practice, whose manager notes too."""
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    made = make.registry() | {"reporter": make.user()}
    practice = make.practice()
    made["manager"] = make.user(practice)
    made["deputy"] = make.user(made["trust"])
    Holder.objects.create(desk=made["desk"], user=made["deputy"], seat=Holder.Seat.DEPUTY)
    file = make_files.upload("zebedeus letter.docx", make_files.office(text="The letter never came."))
    issue = make.issue(by=made["reporter"], about=made["trust"])
    attaching.attach(issue=issue, by=made["director"], files=[file], is_internal=True)
    responding.note(issue=issue, by=made["director"], text="Between us")
    desk = make.desk(practice, "practice_manager", made["manager"])
    made["issue"] = responding.reroute(issue=issue, by=made["director"], desk=desk, text="Theirs")
    responding.note(issue=made["issue"], by=made["manager"], text="Among ourselves")
    return made


def read_by(person, issue) -> tuple[list[str], int]:
    notes = [one.text for one in queries.timeline(person, issue) if one.verb == "note"]
    return notes, queries.files(person, issue).count()


def test_what_one_organisation_noted_stays_with_it_when_the_issue_is_sent_on_to_another(system):
    issue, manager = system["issue"], system["manager"]
    assert read_by(manager, issue) == (["Among ourselves"], 0)
    with pytest.raises(Refused, match="stands nowhere"):
        taking_out.look(issue=issue, by=manager, words=["letter.docx"], kind="NAME")
    assert read_by(system["team"], issue) == (["Between us", "Among ourselves"], 1)
    assert read_by(system["reporter"], issue) == ([], 0)
    for outsider in (make.user(system["trust"]), make.user()):
        assert read_by(outsider, issue) == ([], 0)
    issue = responding.reroute(issue=issue, by=manager, desk=system["desk"], text="Yours")
    assert read_by(system["director"], issue) == (["Between us"], 1)


def test_whose_note_and_file_it_was_goes_on_reading_them_and_not_what_others_note(client, system):
    for person in (system["director"], system["deputy"]):
        assert read_by(person, system["issue"]) == (["Between us"], 1)
        client.force_login(person)
        page = client.get(system["issue"].get_absolute_url()).text
        assert "Between us" in page and "zebedeus letter.docx" in page and "Among ourselves" not in page
        file = Attachment.objects.get()
        assert client.get(file.get_absolute_url()).status_code == 200
        path = reverse("api:issue", args=[system["issue"].reference])
        found = client.get(path, headers=key_of(person)[1]).json()
        assert "Between us" in str(found["steps"]) and len(found["files"]) == 1
    client.force_login(system["manager"])
    assert client.get(file.get_absolute_url()).status_code == 404


def test_who_wrote_it_takes_their_words_out_and_their_colleagues_who_no_longer_have_it_do_not(system):
    asked = {"issue": system["issue"], "words": ["Between"], "kind": "NAME"}
    with pytest.raises(PermissionDenied):
        taking_out.take_out(by=system["deputy"], **asked)
    assert taking_out.take_out(by=system["director"], **asked) == 1
    assert read_by(system["director"], system["issue"])[0] == ["[name removed] us"]


def test_who_wrote_it_reads_it_when_they_have_left_the_desk_and_may_still_read_the_issue(system):
    following.follow(issue=system["issue"], by=system["director"])
    Holder.objects.filter(user=system["director"]).delete()
    assert read_by(User.objects.get(pk=system["director"].pk), system["issue"]) == (["Between us"], 1)


def test_who_added_it_removes_an_internal_file_and_the_next_desk_reads_no_name_of_it(client, system):
    file = Attachment.objects.get()
    client.force_login(system["director"])
    client.post(reverse("issues:remove_file", args=[system["issue"].reference, file.key]))
    assert Attachment.objects.get().removed_at
    client.force_login(system["manager"])
    assert "zebedeus" not in client.get(system["issue"].get_absolute_url()).text
