"""E-mail messages saved as files: told by their headers, written anew as plain text without what was attached."""

import email.message
import html
import re
from contextlib import suppress
from email import message_from_bytes, policy
from email.charset import QP, Charset
from email.header import Header, decode_header, make_header
from email.mime.text import MIMEText

from issues.not_taken import NotTaken

HEADERS = ("Date", "From", "To", "Cc", "Subject")
LONGEST_HEADER = 2000
MOST_PARTS = 200
MOST_TEXT = 2_000_000
HEADER_LINE = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,76}:")
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP
SILENT = re.compile(r"<(/?)(?:script|style|head)\b[^<>]*>", re.IGNORECASE)
LINE = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]*>", re.IGNORECASE)


def is_message(head: bytes) -> bool:
    """Whether a file begins with the headers of an e-mail message: who sent it, and when or about what."""
    lines = re.split(rb"\r?\n", head)
    if b"\0" in head or not HEADER_LINE.match(lines[0]):
        return False
    named = set()
    for line in lines:
        if not line:
            break
        if line[:1] not in b" \t":
            if not HEADER_LINE.match(line):
                return False
            named.add(line.partition(b":")[0].lower())
    return b"from" in named and bool(named & {b"date", b"subject", b"to", b"received"})


def rewritten(content: bytes) -> tuple[bytes, str]:
    """The message with its main headers and its words only, and these as a text. What was attached is left out."""
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        words, left_out = _words(message)
        headers = {name: _header(message[name]) for name in HEADERS if message[name]}
    except (RecursionError, ValueError, LookupError, TypeError) as error:
        raise NotTaken("The message cannot be read. Save it as PDF and add that.") from error
    if left_out:
        words += f"\n\n[Left out of this message: {left_out} attached]"
    made = MIMEText(words, "plain", UTF8)
    for name, value in headers.items():
        made[name] = value if value.isascii() else Header(value, "utf-8", header_name=name)
    told = "\n".join(headers.get(name, "") for name in ("Subject", "From", "To", "Cc"))
    return made.as_bytes(policy=policy.compat32), f"{told}\n\n{words}"


def _words(message: email.message.Message) -> tuple[str, int]:
    """What the message says, from its plain parts or else from its pages; and how many other things it carried."""
    plain, pages, others = [], [], 0
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise ValueError("too many parts")
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_filename() or kind not in {"text/plain", "text/html"}:
            others += 1
        else:
            (plain if kind == "text/plain" else pages).append(_decoded(part))
    text = "\n\n".join(plain) if any(map(str.strip, plain)) else "\n\n".join(map(_without_tags, pages))
    text = text.replace("\r\n", "\n").replace("\0", "")
    if len(text) > MOST_TEXT:
        raise ValueError("too long")
    return text, others


def _decoded(part: email.message.Message) -> str:
    data = part.get_payload(decode=True) or b""
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("latin-1")


def _without_tags(page: str) -> str:
    shown, at, is_shown = [], 0, True
    for tag in SILENT.finditer(page):
        if is_shown:
            shown.append(page[at : tag.start()])
        at, is_shown = tag.end(), bool(tag[1])
    if is_shown:
        shown.append(page[at:])
    return html.unescape(re.sub(r"<[^<>]*>", "", LINE.sub("\n", "".join(shown))))


def _header(value) -> str:
    raw = str(value)[:LONGEST_HEADER]
    with suppress(LookupError, ValueError, UnicodeError):
        raw = str(make_header(decode_header(raw)))
    return " ".join("".join(char for char in raw if char.isprintable() or char.isspace()).split())
