"""The pages and addresses of files: adding without JavaScript, and downloads that no browser opens as a page."""

import resource
import tempfile

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import attaching, keeping
from issues.file_kinds import KINDS
from issues.models import Attachment
from issues.not_taken import NotTaken
from tests import make, make_files
from tests.issues.test_api import key_of
from tests.make_files import NHS_NUMBER, upload
from tests.shape.test_page_skeleton import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def add(client, system, *files, **answers):
    path = reverse("issues:files", args=[system["issue"].reference])
    return client.post(path, {"files": list(files), **answers}, follow=True)


def test_the_reporter_adds_files_and_the_desk_downloads_them(client, system):
    client.force_login(system["reporter"])
    page = add(
        client,
        system,
        upload("letter.docx", make_files.office()),
        upload("b.xlsx", make_files.office(make_files.XLSX)),
    )
    assert "letter.docx" in page.content.decode()
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert "2 files added" in page
    assert faults(page) == []
    for one in Attachment.objects.all():
        assert one.get_absolute_url() in page
        with keeping.open_file(one.key) as file:
            assert b"".join(client.get(one.get_absolute_url()).streaming_content) == file.read()


def test_a_file_that_is_there_already_under_another_name_is_not_said_to_be_added(client, system):
    client.force_login(system["reporter"])
    add(client, system, upload("letter.docx", make_files.office()))
    page = add(client, system, upload("again.docx", make_files.office())).content.decode()
    assert "It is there already, as “letter.docx”. Nothing was added." in page
    assert "has been added" not in page
    files = upload("again.docx", make_files.office()), upload("new.docx", make_files.office(text="Another."))
    page = add(client, system, *files).content.decode()
    assert "The file has been added." in page
    assert "There already, and not added again: “letter.docx”." in page


def test_what_cannot_be_taken_is_said_next_to_the_field(client, system):
    client.force_login(system["reporter"])
    bad = upload("list of 9991057269.docx", make_files.office(text=NHS_NUMBER))
    page = add(client, system, bad, upload("photo.jpg", make_files.photo()))
    words = page.content.decode()
    assert page.status_code == 422
    assert "There is an NHS number in it" in words
    assert "photo.jpg: We cannot read all of it." in words
    assert faults(words) == []
    assert not Attachment.objects.exists()


def test_of_a_message_with_an_nhs_number_it_is_said_what_else_can_be_done(client, system):
    client.force_login(system["reporter"])
    page = add(client, system, upload("letter.eml", make_files.message(f"About {NHS_NUMBER}.")), looked_through="on")
    assert "Paste its text instead, or add it as a PDF with the number blacked out." in page.text


def test_a_ticked_box_lets_a_picture_in(client, system):
    client.force_login(system["reporter"])
    add(client, system, upload("photo.jpg", make_files.photo()), looked_through="on")
    assert Attachment.objects.get().kind == "jpeg"


def test_no_file_chosen_is_said_kindly(client, system):
    client.force_login(system["reporter"])
    assert "Choose at least one file" in add(client, system).content.decode()


def test_a_file_that_is_too_large_is_not_even_received(client, system, settings):
    settings.FILE_BYTES = 1024 * 1024
    client.force_login(system["reporter"])
    page = add(client, system, upload("film.pdf", b"%PDF-1.4" + b"0" * settings.FILE_BYTES))
    assert page.status_code == 422
    assert "film.pdf: It is larger than 1 MB" in page.content.decode()
    assert "Choose at least one file" not in page.content.decode()


def test_a_disk_that_fills_up_while_a_file_arrives_is_said_kindly(client, system, settings):
    client.force_login(system["reporter"])
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 1024 * 1024, was[1]))
    try:
        page = add(client, system, upload("film.pdf", b"%PDF-1.4" + b"0" * 9 * 1024 * 1024))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    assert page.status_code == 422
    assert "film.pdf: There is no room for it just now" in page.content.decode()
    assert not Attachment.objects.exists()


def test_an_upload_leaves_nothing_in_the_temporary_folder_even_while_it_is_looked_at(
    client, system, monkeypatch, tmp_path
):
    seen = []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(attaching, "examine", lambda *_, **__: seen.append(list(tmp_path.iterdir())) or refuse())
    client.force_login(system["reporter"])
    add(client, system, upload("letter.docx", b"0" * 9 * 1024 * 1024))
    assert seen == [[]]


def refuse():
    raise NotTaken("Not this one.")


def test_a_download_is_a_file_to_save_and_nothing_else(client, system):
    one = make.attachment(system["issue"], name="letter.eml")
    client.force_login(system["director"])
    answer = client.get(one.get_absolute_url())
    assert answer["Content-Disposition"] == 'attachment; filename="letter.eml"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Type"] == "message/rfc822"
    assert int(answer["Content-Length"]) == one.size


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('a"; filename="evil.html.eml', 'attachment; filename="a-; filename=-evil.html.eml"'),
        ("a\r\nSet-Cookie: x=1.eml", 'attachment; filename="a Set-Cookie- x=1.eml"'),
        ("lettre\u202elme.eml", 'attachment; filename="lettrelme.eml"'),
        ("résumé.eml", "attachment; filename*=utf-8''r%C3%A9sum%C3%A9.eml"),
    ],
)
def test_no_name_breaks_out_of_its_header(client, system, given, said):
    one = make.attachment(system["issue"], name=given)
    client.force_login(system["director"])
    assert client.get(one.get_absolute_url())["Content-Disposition"] == said


def test_an_nhs_number_in_a_name_is_masked_wherever_the_name_goes(client, system):
    make.attachment(system["issue"], name="9991057269.eml")
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert "[NHS number removed].eml" in page
    assert "9991057269" not in page + str(list(Attachment.objects.values()))


def test_a_file_of_another_issue_is_as_absent_as_one_that_never_was(client, system):
    one = make.attachment(system["issue"])
    own = make.issue(by=make.user(), about=system["trust"])
    client.force_login(own.reporter)
    for issue in (own, system["issue"]):
        assert client.get(reverse("issues:file", args=[issue.reference, one.key])).status_code == 404
        assert client.post(reverse("issues:remove_file", args=[issue.reference, one.key])).status_code == 404


def test_the_reporter_never_sees_the_files_of_the_answering_side(client, system):
    file = upload("between us.docx", make_files.office())
    (one,) = attaching.attach(issue=system["issue"], by=system["director"], files=[file], is_internal=True)
    client.force_login(system["reporter"])
    assert "between us" not in client.get(system["issue"].get_absolute_url()).content.decode()
    assert client.get(one.get_absolute_url()).status_code == 404
    listed = client.get(reverse("api:issue", args=[system["issue"].reference]))
    assert listed.json()["files"] == []
    client.force_login(system["team"])
    assert client.get(one.get_absolute_url()).status_code == 200


def test_the_reporter_cannot_hide_a_file_from_themselves(client, system):
    client.force_login(system["reporter"])
    add(client, system, upload("letter.docx", make_files.office()), is_internal="on")
    assert not Attachment.objects.get().is_internal


def test_who_loses_sight_of_the_issue_loses_its_files(client, system):
    one = make.attachment(system["issue"])
    client.force_login(system["director"])
    assert client.get(one.get_absolute_url()).status_code == 200
    system["desk"].holders.all().delete()
    assert client.get(one.get_absolute_url()).status_code == 404


def test_a_removed_file_is_named_and_not_served(client, system):
    one = make.attachment(system["issue"])
    client.force_login(system["reporter"])
    page = client.post(reverse("issues:remove_file", args=[system["issue"].reference, one.key]), follow=True)
    assert "letter.eml" in page.content.decode()
    assert client.get(one.get_absolute_url()).status_code == 409


def test_a_file_that_went_missing_is_owned_up_to(client, system):
    one = make.attachment(system["issue"])
    keeping.forget([one.key])
    client.force_login(system["director"])
    assert "cannot be found" in client.get(one.get_absolute_url()).content.decode()


def test_another_system_adds_lists_and_downloads(client, system):
    issue, headers = system["issue"], key_of(system["reporter"], "issues.read", "issues.write")
    path = reverse("api:files", args=[issue.reference])
    answer = client.post(path, {"files": [upload("letter.docx", make_files.office())]}, headers=headers)
    assert answer.status_code == 201
    listed = client.get(reverse("api:issue", args=[issue.reference]), headers=headers).json()["files"]
    assert [one | {"warning": ""} for one in listed] == answer.json()
    assert b"".join(client.get(listed[0]["url"], headers=headers).streaming_content).startswith(b"PK")


@pytest.mark.parametrize(
    "files", [[], [upload("a.exe", b"MZ")], [upload("a.docx", make_files.office(text=NHS_NUMBER))]]
)
def test_another_system_is_told_what_is_wrong_by_field(client, system, files):
    path = reverse("api:files", args=[system["issue"].reference])
    answer = client.post(path, {"files": files}, headers=key_of(system["reporter"], "issues.write"))
    assert answer.status_code == 400
    assert answer.json()["errors"]["files"]


def test_a_key_that_may_only_read_adds_nothing(client, system):
    path = reverse("api:files", args=[system["issue"].reference])
    assert client.post(path, {"files": []}, headers=key_of(system["reporter"], "issues.read")).status_code == 403


def test_the_page_of_an_issue_costs_the_same_with_many_files(client, system):
    def cost() -> int:
        with CaptureQueriesContext(connection) as spent:
            client.get(system["issue"].get_absolute_url())
        return len(spent)

    client.force_login(system["director"])
    make.attachment(system["issue"])
    cost()
    few = cost()
    for number in range(5):
        make.attachment(system["issue"], content=make_files.message(text=f"Number {number}"))
    assert cost() == few


def test_people_and_operators_are_told_what_becomes_of_files(client):
    privacy = client.get(reverse("privacy")).content.decode()
    assert "A file with an NHS number in it is refused" in privacy
    operating = (settings.BASE_DIR / "docs" / "operating.md").read_text()
    named = operating.split("## Files")[1].split("## Logs")[0].lower()
    assert [slug for slug in KINDS if slug not in named] == []
