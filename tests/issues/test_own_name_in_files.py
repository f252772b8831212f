"""Whoever reports in confidence is told of files that name them; what a PDF tells unseen of its author is gone."""

import io
import re

import pypdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from issues import attaching
from issues.models import Attachment, Issue, StagedFile
from issues.not_taken import NotTaken
from people.refusing import Refused
from tests import make, make_files
from tests.issues.test_examining import examined, kept
from tests.make_files import AUTHOR, told_pdf
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
NAME = "Dr Amara Okafor"
NAMING = {
    "letter.pdf": make_files.pdf("Kind regards,", NAME),
    "letter.docx": make_files.office(text=f"Kind regards, {NAME}"),
    "shout.odt": make_files.open_document(text="Ask OKAFOR about it."),
}


@pytest.fixture
def system(tmp_path, settings):
    cache.clear()
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    made = make.registry() | {"reporter": make.user(name=NAME)}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], is_confidential=True)
    NAMING["message.eml"] = make_files.message().replace(b"mina@trust.example", made["reporter"].email.encode())
    return made


def add(system, name: str, content: bytes, by: str = "reporter") -> list[Attachment]:
    file = make_files.upload(name, content)
    return attaching.attach(issue=system["issue"], by=system[by], files=[file], looked_through=True)


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx", "shout.odt", "message.eml"])
def test_a_reporter_in_confidence_is_told_once_of_a_file_that_names_them_and_may_keep_it(system, name):
    stands = system["reporter"].email if name == "message.eml" else "OKAFOR" if name == "shout.odt" else NAME
    with pytest.raises(Refused, match=f"{name}: Your own name stands in it: “{re.escape(stands)}”. It is not taken"):
        add(system, name, NAMING[name])
    assert not Attachment.objects.exists()
    assert len(add(system, name, NAMING[name])) == 1


def test_nobody_else_is_told_so_and_nobody_whose_name_is_not_hidden(system):
    assert len(add(system, "letter.docx", NAMING["letter.docx"], by="director")) == 1
    Issue.objects.update(is_confidential=False)
    system["issue"].refresh_from_db()
    assert len(add(system, "letter.pdf", NAMING["letter.pdf"])) == 1


def test_the_page_and_another_system_refuse_first_and_take_it_when_it_is_sent_again(client, system):
    client.force_login(system["reporter"])
    path, name = reverse("issues:files", args=[system["issue"].reference]), "letter.docx"

    def by_page():
        return client.post(path, {"files": make_files.upload(name, NAMING[name]), "looked_through": "on"})

    page = by_page()
    assert (
        page.status_code == 422
        and "Your own name stands in it" in page.text
        and "add it again to keep it" in page.text
    )
    assert by_page().status_code == 302

    def by_api():
        sent = {"files": make_files.upload("letter.pdf", NAMING["letter.pdf"]), "looked_through": "true"}
        api = reverse("api:files", args=[system["issue"].reference])
        return client.post(api, sent, headers=key_of(system["reporter"])[1])

    refused = by_api()
    assert refused.status_code == 400 and "Your own name stands in it" in str(refused.json()["errors"]["files"])
    assert by_api().status_code == 201


def answers_of_a_report(system) -> dict:
    code = system["trust"].code
    answers = {"key": "a-key", "text": "No letter after clinic.", "category": "letters"}
    return answers | {"about_words": "Fernhall Hospitals", "about": code, "shown_about": code}


def test_a_report_is_not_sent_in_confidence_before_its_writer_saw_that_a_file_names_them(client, system):
    client.force_login(system["reporter"])
    sent = answers_of_a_report(system) | {"is_confidential": "on", "looked_through": "on"}
    files = [make_files.upload(name, NAMING[name]) for name in ("letter.docx", "letter.pdf")]
    page = client.post(reverse("issues:send"), sent | {"files": files})
    assert page.status_code == 422 and Issue.objects.count() == 1
    assert "stands, or may stand, in “letter.docx”, “letter.pdf”" in page.text
    keys = re.findall(r'name="shown_file" value="([^"]+)"', page.text)
    assert set(keys) == {str(one.key) for one in StagedFile.objects.all()}
    again = sent | {"has_files": "1"}
    assert client.post(reverse("issues:send"), again | {"shown_file": keys[:1]}).status_code == 422
    assert client.post(reverse("issues:send"), again | {"shown_file": keys}).status_code == 302
    assert Attachment.objects.count() == 2


def test_a_report_with_its_writers_name_open_says_nothing_of_its_files(client, system):
    client.force_login(system["reporter"])
    sent = answers_of_a_report(system) | {"looked_through": "on"}
    sent |= {"files": make_files.upload("letter.docx", NAMING["letter.docx"])}
    assert client.post(reverse("issues:send"), sent).status_code == 302


def everything_in(data: bytes) -> str:
    """All objects of a PDF, unpacked, and its bytes."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    parts = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    packed = [part.get_data() for part in parts if hasattr(part, "get_data")]
    return f"{data!r} {parts} {packed} {reader.metadata}"


def test_what_a_pdf_tells_unseen_of_its_author_is_gone_and_what_it_shows_stays():
    given = told_pdf("The letter never came.", remark=True)
    assert everything_in(given).count(AUTHOR) > 4
    data = kept("letter.pdf", given)
    assert AUTHOR not in everything_in(data)
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    assert page.extract_text().strip() == "The letter never came."
    assert page["/Annots"][0].get_object()["/Contents"] == "Agreed."
    one = examined("letter.pdf", given)
    assert one.is_read and not one.may_hide_author
    assert kept("letter.pdf", data) == data == kept("letter.pdf", given)


def test_the_name_of_a_forms_field_is_nobodys_and_a_pdf_that_tells_nothing_stays_as_it_is():
    field = "/Annots[<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/FT/Tx/T(ward)/V(Blue)>>]"
    for given in (make_files.pdf("words"), make_files.pdf("words", page=field)):
        assert kept("form.pdf", given) == given


def test_a_hidden_author_goes_and_its_reporter_is_told_of_nothing(system):
    (row,) = add(system, "letter.pdf", told_pdf("The letter never came.", author=NAME))
    assert Attachment.objects.get() == row


def test_a_signed_pdf_that_tells_its_author_is_refused_with_advice_and_one_that_tells_none_is_not():
    with pytest.raises(NotTaken, match="break the signature: print it to a new PDF"):
        examined("letter.pdf", told_pdf("words", signed=True))
    assert not examined("letter.pdf", make_files.pdf("words", root="/AcroForm<</SigFlags 3>>")).may_hide_author


def test_of_a_pdf_with_a_password_its_reporter_in_confidence_is_told_that_it_may_hide_one(system):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(told_pdf("words")))
    writer.encrypt("a-password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Refused, match="We cannot take out who made it"):
        add(system, "locked.pdf", out.getvalue())
    assert len(add(system, "locked.pdf", out.getvalue())) == 1
