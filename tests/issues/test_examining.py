"""A file is what it holds: what is taken is cleaned and looked through, everything else is refused with advice."""

import io
import resource
import time
import zipfile
from contextlib import suppress

import pytest
from PIL import Image

from issues import examining
from issues.examining import Examined, examine
from issues.file_kinds import KINDS
from issues.file_names import shown_name
from issues.not_taken import NotTaken
from tests import make_files as files
from tests.make_files import AUTHOR, NHS_NUMBER, PPTX, XLSX

MEGABYTE = 1024 * 1024
HONEST = {
    "letter.pdf": files.pdf("The letter never came."),
    "photo.jpg": files.photo(),
    "screen.png": files.picture(),
    "moving.gif": files.picture("GIF"),
    "small.webp": files.picture("WEBP"),
    "letter.docx": files.office(),
    "list.xlsx": files.office(XLSX),
    "slides.pptx": files.office(PPTX),
    "letter.odt": files.open_document(),
    "list.ods": files.open_document("spreadsheet"),
    "message.eml": files.message(),
}
HOSTILE = {
    "empty.pdf": (b"", "empty"),
    "program.pdf": (b"MZ\x90\0" + b"\0" * 100, "program"),
    "script.pdf": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "page.pdf": (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
    "drawing.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "web page"),
    "drawing.png": (b"  <svg onload='alert(1)'/>", "web page"),
    "notes.txt": (b"Just some words.", "none of the kinds"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office format"),
    "mail.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".eml"),
    "phone.heic": (b"\0\0\0\x18ftypheic" + b"\0" * 99, "JPEG or PNG"),
    "files.zip": (files.bundle({"a.txt": "words"}), "archive"),
    "packed.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "archive"),
    "polyglot.pdf": (files.pdf("words") + files.bundle({"a.html": "words"}) + b"%%EOF", "archive"),
    "polyglot.jpg": (files.picture("JPEG") + files.bundle({"a.html": "words"}), "archive"),
    "page-too.pdf": (files.pdf("<script>alert(1)</script>"), "web page"),
    "acting.pdf": (files.pdf("words", root="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "by itself"),
    "carrying.pdf": (files.pdf("words", root="/Names<</EmbeddedFiles<</Names[]>>>>"), "other files inside"),
    "half.pdf": (files.pdf("words")[:200], "beginning of a PDF"),
    "wrong.docx": (files.pdf("words"), "ends in .docx"),
    "letter.pdf.exe": (files.pdf("words"), "ends in .exe"),
    "macros.docx": (files.office(word__vbaProject_bin=b"x"), "macros"),
    "embedded.docx": (files.office(word__embeddings__Sheet1_xlsx=files.office(XLSX)), "other files inside"),
    "escaping.docx": (files.bundle({"[Content_Types].xml": "", "../../evil.xml": "x"}), "not a plain"),
    "absolute.docx": (files.bundle({"[Content_Types].xml": "", "/etc/evil.xml": "x"}), "not a plain"),
    "linked.docx": (files.linked(), "not a plain"),
    "trailing.docx": (files.office() + b"<script>", "not a plain"),
    "leading.docx": (b"PK<script>" + files.office(), "not a plain"),
    "crowded.docx": (files.bundle({f"{number}.xml": "" for number in range(10_000)}), "too many parts"),
    "lying.docx": (files.lying(), "far too large"),
    "locked.odt": (files.open_document(manifest="<manifest:encryption-data/>"), "password"),
    "broken.png": (files.picture()[:60], "damaged"),
}


def examined(name: str, content: bytes) -> Examined:
    return examine(io.BytesIO(content), name, size=len(content), largest=10 * MEGABYTE)


def kept(name: str, content: bytes) -> bytes:
    file = examined(name, content).content
    file.seek(0)
    return file.read()


def everything_in(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as whole:
        return "\n".join(whole.read(name).decode("utf-8", "replace") for name in whole.namelist())


@pytest.mark.parametrize("name", HONEST)
def test_every_kind_is_known_by_its_content_and_keeps_its_name(name):
    one = examined(name, HONEST[name])
    assert one.name == name
    assert f".{name.rpartition('.')[2]}" in one.kind.suffixes


def test_every_kind_has_an_example():
    assert {examined(name, content).kind.slug for name, content in HONEST.items()} == set(KINDS)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_what_it_says_is_refused_with_advice(name):
    content, words = HOSTILE[name]
    with pytest.raises(NotTaken, match=words):
        examined(name, content)


def test_what_was_cleaned_is_taken_again_as_the_same_kind():
    for name, content in HONEST.items():
        assert examined(name, kept(name, content)).kind == examined(name, content).kind


@pytest.mark.parametrize("hostile", [files.bomb(), HOSTILE["crowded.docx"][0], HOSTILE["linked.docx"][0]])
def test_a_bomb_is_refused_from_its_headers_in_no_time_and_no_room(hostile):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(NotTaken):
        examined("bomb.docx", hostile)
    assert time.process_time() - began < 0.02
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 5 * 1024


def test_a_picture_keeps_neither_place_nor_author_and_is_turned_upright():
    assert AUTHOR.encode() in files.photo()
    clean = kept("photo.jpg", files.photo())
    picture = Image.open(io.BytesIO(clean))
    assert not picture.getexif()
    assert AUTHOR.encode() not in clean
    assert picture.size == (20, 40)


def test_a_picture_with_more_pixels_than_any_camera_takes_is_refused_before_it_is_unpacked():
    began = time.process_time()
    with pytest.raises(NotTaken, match="50 million"):
        examined("bomb.png", huge_png())
    assert time.process_time() - began < 0.1


def huge_png() -> bytes:
    """A PNG that says it is 30,000 pixels wide and high."""
    made = bytearray(files.picture())
    made[16:24] = (30_000).to_bytes(4, "big") * 2
    made[29:33] = zipfile.crc32(made[12:29]).to_bytes(4, "big")
    return bytes(made)


@pytest.mark.parametrize("name", ["letter.docx", "list.xlsx", "slides.pptx", "letter.odt", "list.ods"])
def test_a_document_forgets_who_made_it(name):
    assert AUTHOR in everything_in(HONEST[name])
    assert AUTHOR not in everything_in(kept(name, HONEST[name]))


def test_pictures_inside_a_document_forget_where_they_were_taken():
    document = files.office(word__media__image1_jpeg=files.photo())
    with zipfile.ZipFile(io.BytesIO(kept("letter.docx", document))) as whole:
        clean = whole.read("word/media/image1.jpeg")
    assert Image.open(io.BytesIO(clean)).size == (40, 20)
    assert not Image.open(io.BytesIO(clean)).getexif()
    assert AUTHOR.encode() not in clean


SPLIT = "999</w:t></w:r><w:r><w:t> 105</w:t></w:r><w:r><w:t> 7269"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", files.pdf(f"NHS number {NHS_NUMBER}")),
        ("form.pdf", files.pdf("words", page=f"/Annots[<</Subtype/Widget/FT/Tx/V({NHS_NUMBER})>>]")),
        ("field.pdf", files.pdf("words", page=f"/Annots[<</Subtype/Widget/Parent<</V({NHS_NUMBER})>>>>]")),
        ("note.pdf", files.pdf("words", page=f"/Annots[<</Subtype/Text/Contents({NHS_NUMBER})>>]")),
        ("letter.docx", files.office(text=NHS_NUMBER)),
        ("split.docx", files.office(text=SPLIT)),
        ("coded.docx", files.office(text="&#57;&#x39;9 105 7269")),
        ("wide.docx", files.office(word__notes_xml=f"<w:t>{NHS_NUMBER}</w:t>".encode("utf-16"))),
        ("late.docx", files.office(text="word " * 60_000 + NHS_NUMBER)),
        ("list.xlsx", files.office(XLSX, xl__sheets__s1_xml="<c><v>9991057269</v></c>")),
        ("letter.odt", files.open_document(text=NHS_NUMBER)),
        ("list.ods", files.open_document("spreadsheet", '<x office:value="9991057269"><text:p>9E9</text:p></x>')),
        ("message.eml", files.message(text=NHS_NUMBER)),
        ("subject.eml", files.message(subject=f"About {NHS_NUMBER}")),
        ("page.eml", files.message(text="<b>999</b> 105 7269", attached=b"x")),
    ],
)
def test_a_file_with_an_nhs_number_in_it_is_refused(name, content):
    with pytest.raises(NotTaken, match="NHS number"):
        examined(name, content)


def test_numbers_in_neighbouring_cells_are_not_one_number():
    cells = "<c><v>999</v></c><c><v>105</v></c><c><v>7269</v></c>"
    assert not examined("list.xlsx", files.office(XLSX, xl__sheets__s1_xml=cells)).found


@pytest.mark.parametrize("name", ["letter.docx", "letter.odt", "message.eml", "letter.pdf"])
def test_what_may_identify_a_patient_asks_for_eyes(name):
    text = "Please see Mrs Margaret Atkins, born 12/03/1950."
    content = {
        "letter.docx": files.office(text=text),
        "letter.odt": files.open_document(text=text),
        "message.eml": files.message(text=text),
        "letter.pdf": files.pdf(text),
    }[name]
    assert examined(name, content).needs_eyes
    assert not examined("clean.docx", files.office()).needs_eyes


def test_what_was_found_is_said():
    one = examined("letter.docx", files.office(text="Mrs Margaret Atkins, born 12/03/1950"))
    assert one.doubt == "There is what may identify a patient in it: date of birth and name."


@pytest.mark.parametrize(("name", "content"), [("scan.pdf", files.pdf()), ("photo.png", files.picture())])
def test_what_cannot_be_read_asks_for_eyes(name, content):
    assert examined(name, content).needs_eyes


def test_a_document_too_long_to_be_searched_for_nhs_numbers_is_refused(monkeypatch):
    monkeypatch.setattr(examining, "MOST_TEXT", 1000)
    with pytest.raises(NotTaken, match="too much in it"):
        examined("long.docx", files.office(text="word " * 1000))


def test_a_document_too_long_to_be_read_in_time_asks_for_eyes(monkeypatch):
    monkeypatch.setattr(examining, "SECONDS", 0)
    one = examined("long.docx", files.office(text="word " * 10_000))
    assert one.needs_eyes
    assert not one.found


def test_a_message_is_kept_as_its_words_and_says_what_was_left_out():
    clean = kept("message.eml", files.message(attached=b"MZ program")).decode()
    assert "They never came." in clean
    assert "Subject: The clinic letters" in clean
    assert "1 attached" in clean
    assert not any(word in clean for word in ("program", "a.exe", "<p>", "Canary"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nContent-Type: text.pdf", "a Content-Type- text.pdf"),
        ("letter\u202efdp.pdf", "letterfdp.pdf"),
        ("le\u0301tter\u200b.PDF", "létter.pdf"),
        ("CON.pdf", "file-CON.pdf"),
        ("lpt1.pdf", "file-lpt1.pdf"),
        ("..pdf", "file.pdf"),
        ("", "file.pdf"),
        ("letter", "letter.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("9991057269.pdf", "[NHS number removed].pdf"),
        ("letter_999-105-7269.pdf", "letter [NHS number removed].pdf"),
        ("John_Smith_letter.pdf", "[name removed] letter.pdf"),
        ("Margaret Atkins.pdf", "[name removed].pdf"),
        ("discharge-letter_ward-7.pdf", "discharge-letter_ward-7.pdf"),
        ('"quoted"; <b>.pdf', "-quoted-; -b-.pdf"),
    ],
)
def test_a_name_is_shown_clean_and_screened(given, shown):
    assert shown_name(given, KINDS["pdf"]) == shown


def test_a_file_that_is_too_large_says_how_large_it_may_be():
    with pytest.raises(NotTaken, match="larger than 1 MB"):
        examine(io.BytesIO(b""), "a.pdf", size=MEGABYTE + 1, largest=MEGABYTE)


NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(5000))
HEAVY = {
    "tags.docx": files.office(text="<" * 900_000),
    "open.docx": files.office(text="<a " * 300_000),
    "digits.docx": files.office(text="1 " * 400_000),
    "entities.docx": files.office(text="&#" * 400_000),
    "scripts.eml": files.message(text="<script" * 100_000, attached=b"x"),
    "nested.eml": b"From: a@b.example\r\nSubject: x\r\n" + NESTED.encode(),
    "headers.eml": b"From: " + b"=?utf-8?q?" * 100_000 + b"\r\nSubject: " + b'\r\n ,(<"' * 100_000 + b"\r\n\r\nx",
    "comment.gif": b"GIF89a" + b"\0" * 7 + b"!\xfe" + b"\xff" * 2_000_000,
    "loops.pdf": files.pdf("x", root="/Names 1 0 R", page="/Annots[3 0 R]/Parent 3 0 R"),
}


@pytest.mark.parametrize("name", HEAVY)
def test_nothing_that_is_made_to_be_slow_takes_long(name):
    began = time.process_time()
    with suppress(NotTaken):
        examined(name, HEAVY[name])
    assert time.process_time() - began < 6
