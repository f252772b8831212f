"""Makers of files, honest and hostile, each as bytes."""

import io
import struct
import zipfile

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

NHS_NUMBER = "999 105 7269"
AUTHOR = "Wilhelmina Canary"
REMARK = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T({})/Contents(Agreed.)>>]"
MAIN = "application/vnd.openxmlformats-officedocument."
DOCX = {"word/document.xml": f"{MAIN}wordprocessingml.document.main+xml"}
XLSX = {"xl/workbook.xml": f"{MAIN}spreadsheetml.sheet.main+xml"}
PPTX = {"ppt/presentation.xml": f"{MAIN}presentationml.presentation.main+xml"}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pdf(*lines: str, root: str = "", page: str = "") -> bytes:
    """A PDF of one page with these lines; without any, a page without words, as a scan has. `root`, `page`: more."""
    words = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {words} ET".encode() if lines else b"0 0 1 rg"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % root.encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%s>>"
        % page.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    begins = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + table
    return made + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % begins


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), **told) -> bytes:
    out = io.BytesIO()
    made = Image.new("RGB", size, "white")
    made.putpixel((0, 0), (255, 0, 0))
    made.save(out, form, **told)
    return out.getvalue()


def photo() -> bytes:
    """A JPEG lying on its side that says where and by whom it was taken."""
    told = Image.Exif()
    told[0x0112] = 6  # to be turned by a quarter
    told[0x013B] = AUTHOR
    told[0x8825] = {1: "N", 2: (53.0, 24.0, 36.0), 3: "W", 4: (2.0, 59.0, 30.0)}
    return picture("JPEG", exif=told, comment=AUTHOR.encode())


def bundle(parts: dict[str, str | bytes], **options) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("packing", zipfile.ZIP_DEFLATED)) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(kinds: dict[str, str] = DOCX, text: str = "The letter never came.", **more: str | bytes) -> bytes:
    """A document in one of Microsoft's formats; keywords with `__` for `/` and `_` for the dot add parts."""
    main = next(iter(kinds))
    by = f' w:author="{AUTHOR}"' if kinds is DOCX else ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types><Override PartName="/{main}" ContentType="{kinds[main]}"/></Types>',
        "_rels/.rels": "<Relationships/>",
        main: f"<w:document><w:p><w:t>{text}</w:t></w:p></w:document>",
        f"{main.partition('/')[0]}/comments.xml": f"<w:comment{by}><w:t>Agreed.</w:t></w:comment>",
        "docProps/core.xml": f"<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>",
        "docProps/app.xml": f"<Properties><Manager>{AUTHOR}</Manager></Properties>",
    }
    return bundle(parts | {name.replace("__", "/").replace("_", "."): content for name, content in more.items()})


def open_document(kind: str = "text", text: str = "The letter never came.", manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr("META-INF/manifest.xml", f"<manifest:manifest>{manifest}</manifest:manifest>")
        made.writestr("content.xml", f"<office:body><text:p>{text}</text:p></office:body>")
        made.writestr("meta.xml", f"<office:meta><dc:creator>{AUTHOR}</dc:creator></office:meta>")
    return out.getvalue()


def message(subject: str = "The clinic letters", text: str = "They never came.", attached: bytes = b"") -> bytes:
    head = f"From: Mina Director <mina@trust.example>\r\nTo: ira@icb.example\r\nSubject: {subject}\r\n"
    head += "Date: Tue, 3 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nX-Mailer: Canary 1.0\r\n"
    if not attached:
        return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
    parts = f"--b\r\nContent-Type: text/html\r\n\r\n<style>p {{}}</style><p>{text}</p>\r\n--b\r\n".encode()
    parts += b'Content-Type: application/x-msdownload\r\nContent-Disposition: attachment; filename="a.exe"\r\n\r\n'
    return f"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n".encode() + parts + attached + b"\r\n--b--\r\n"


def bomb(megabytes: int = 50) -> bytes:
    """A Word document of some kilobytes that would unpack to so many megabytes."""
    return office(word__media__image1_bin=b"\0" * megabytes * 1024 * 1024)


def linked() -> bytes:
    """A Word document, one part of which is a link to a file of the machine."""
    out = io.BytesIO(office())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def lying(megabytes: int = 200) -> bytes:
    """A Word document whose list of parts says that one of them is so large."""
    whole = bytearray(office())
    at = whole.rfind(b"PK\1\2")
    struct.pack_into("<L", whole, at + 24, megabytes * 1024 * 1024)
    return bytes(whole)


def told_pdf(*lines: str, author: str = AUTHOR, signed: bool = False, remark: bool = False) -> bytes:
    """A PDF that says who made it: in its properties, in XMP, in what its program keeps, and with a remark."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(*lines, page=REMARK.format(author) if remark else "")))
    writer.add_metadata({"/Author": author, "/Company": author})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x:xmpmeta><dc:creator>{author}</dc:creator></x:xmpmeta>".encode())
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(xmp)
    root[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Word"): TextStringObject(author)})
    if signed:
        root[NameObject("/AcroForm")] = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
