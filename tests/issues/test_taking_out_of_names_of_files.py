"""The names of files are words of an issue: what tells who a patient is is taken out of them too."""

import pytest
from django.urls import reverse

from issues import attaching, taking_out
from issues.models import Attachment, Issue
from people.refusing import Refused
from tests import make, make_files
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
NAME = "Wrenfold"


@pytest.fixture
def system(tmp_path, settings):
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    made = make.registry() | {"reporter": make.user()}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def added(system, name: str, by: str = "reporter", **facts) -> Attachment:
    """A file under this name, as if the portal had not found what stands in it."""
    file = make_files.upload("letter.docx", make_files.office())
    (row,) = attaching.attach(issue=system["issue"], by=system[by], files=[file], **facts)
    Attachment.objects.filter(pk=row.pk).update(name=name)
    row.refresh_from_db()
    return row


def taken_out(system, *words: str, by: str = "reporter") -> int:
    return taking_out.take_out(issue=system["issue"], by=system[by], words=words, kind="NAME")


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        ("wrenfold-notes.docx", NAME, "[name removed]-notes.docx"),
        ("notes_WRENFOLD_2.docx", NAME, "notes_[name removed]_2.docx"),
        ("wrenfold2.docx", NAME, "[name removed]2.docx"),
        ("ann_wrenfold.notes.docx", "Ann Wrenfold", "[name removed].notes.docx"),
        ("docx of wrenfold.docx", "docx", "[name removed] of wrenfold.docx"),
        ("wrenfold.docx", "[-]", None),
        ("wrenfolds.docx", NAME, None),
    ],
)
def test_it_goes_from_the_name_whatever_stands_between_and_its_ending_stays(system, name, words, left):
    row = added(system, name)
    if left is None:
        with pytest.raises(Refused):
            taken_out(system, words)
    else:
        assert taken_out(system, words) == 1
    row.refresh_from_db()
    assert row.name == (left or name)


def test_page_download_and_api_have_it_no_more_and_it_is_counted_with_the_rest(client, system):
    row = added(system, "wrenfold-notes.docx")
    Issue.objects.filter(pk=system["issue"].pk).update(text=f"{NAME} waited, and {NAME} rang.")
    client.force_login(system["reporter"])
    address, asked = reverse("issues:take_out", args=[system["issue"].reference]), {"text": NAME, "kind": "NAME"}
    page = client.post(address, asked)
    assert (
        "In the name of a file of" in page.text and "<del>wrenfold</del> <ins>[name removed]</ins>-notes" in page.text
    )
    done = client.post(address, asked | {"shown": page.context["looked"].mark}, follow=True)
    assert "Taken out in 3 places." in done.text and "wrenfold" not in done.text.lower()
    assert "1 word from the name of a file of" in done.text and "[name removed]-notes.docx" in done.text
    assert "wrenfold" not in client.get(row.get_absolute_url()).headers["Content-Disposition"].lower()
    path = reverse("api:issue", args=[system["issue"].reference])
    found = client.get(path, headers=key_of(system["reporter"])[1])
    assert "[name removed]-notes.docx" in found.text and "wrenfold" not in found.text.lower()


def test_it_goes_from_a_removed_file_and_from_what_the_history_says_of_it(client, system):
    row = added(system, "notes_wrenfold.docx")
    attaching.remove(attachment=row, by=system["reporter"])
    assert taken_out(system, NAME) == 2
    row.refresh_from_db()
    assert row.name == system["issue"].entries.get(verb="remove_file").text == "notes_[name removed].docx"


def test_the_name_of_an_internal_file_goes_too_and_the_reporter_learns_nothing_of_it(system):
    row = added(system, "wrenfold-notes.docx", by="director", is_internal=True)
    with pytest.raises(Refused, match="stands nowhere"):
        taken_out(system, NAME)
    Issue.objects.filter(pk=system["issue"].pk).update(text=f"{NAME} waited.")
    assert taken_out(system, NAME) == 1
    row.refresh_from_db()
    assert row.name == "[name removed]-notes.docx"
    assert "name of a file" not in system["issue"].entries.last().text


def test_a_plain_word_of_somebody_elses_file_is_for_the_interface_team_and_a_name_written_small_is_not(system):
    row = added(system, "template notes of brown.docx")
    with pytest.raises(Refused, match="interface team"):
        taken_out(system, "template", by="director")
    assert taken_out(system, "brown", by="director") == 1
    assert taken_out(system, "template", by="team") == 1
    row.refresh_from_db()
    assert row.name == "[name removed] notes of [name removed].docx"


def test_part_of_a_word_of_a_name_is_said_to_stand_there(system):
    added(system, "audit brownish.docx")
    with pytest.raises(Refused, match="only part of a word in the name of a file, “audit brownish.docx”"):
        taken_out(system, "Brown")


def test_a_long_name_keeps_its_ending(system):
    row = added(system, f"{'x' * 100} wrenfold ann.docx")
    taken_out(system, NAME, "Ann")
    row.refresh_from_db()
    assert len(row.name) == 120 and row.name.endswith(".docx") and "[name removed]" in row.name
