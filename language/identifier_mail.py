"""E-mail addresses of people in a view."""

import re
from collections.abc import Iterator

from language.identifier_numbers import Hit

_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-"
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_SPACED_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:com|net|org|uk|co|me|eu|pl|de|fr|ie)\b")
_OFFICIAL = re.compile(
    r"(?:\.|^)(?:nhs\.uk|nhs\.net|gov\.uk|police\.uk|mod\.uk|ac\.uk|gov\.wales|nhs\.scot)\Z", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:^|[._-])(?:team|teams|queries|query|reception|admin|enquiries|office|pharmacy|secretar(?:y|ies)|support|"
    r"helpdesk|bookings?|appointments|referrals?|info|contact|noreply|no-reply|service|clinic|ward|practice|surgery)"
    r"(?:$|[._-])",
    re.IGNORECASE,
)


_SAID_DOT = (
    "dot",
    ".com",
    ".co",
    ".net",
    ".org",
    ".uk",
    ".me",
    ".eu",
    ".w",
    ".cym",
    ".ie",
    ".pl",
    ".i",
    ".ex",
    ".test",
    ". ",
    " .",
)
_DOT = r"\s?(?:\.|[(\[]?\bdot\b[)\]]?)\s?"
_DICTATED = re.compile(
    rf"\b(?P<local>[A-Za-z0-9_-]{{1,30}}(?:{_DOT}[A-Za-z0-9_-]{{1,30}}){{0,3}})\s(?:[(\[]at[)\]]|at)\s"
    rf"(?P<domain>[A-Za-z0-9-]{{2,30}}(?:{_DOT}(?:com|net|org|uk|co|me|eu|wales|cymru|ie|pl|info|example|"
    rf"test)\b){{1,3}})",
    re.IGNORECASE,
)


def dictated_emails(text: str) -> Iterator[Hit]:
    """'tobi dot ade at example dot com', with or without brackets."""
    low = text.lower()
    if not any(part in low for part in _SAID_DOT):
        return
    for match in _DICTATED.finditer(text):
        domain = re.sub(_DOT, ".", match.group("domain"), flags=re.IGNORECASE)
        if not _OFFICIAL.search(domain) and not _ROLE.search(match.group("local")):
            yield match.start(), match.end(), "EMAIL", True


def emails(text: str) -> Iterator[Hit]:
    """E-mail addresses, unless the domain is a public body's or the name is a function's."""
    at = text.find("@")
    floor = 0
    while at != -1:
        gap = text[at - 1 : at + 2] == " @ " and _SPACED_DOMAIN.match(text, at + 2) is not None
        start = before = at - gap
        while start > max(floor, at - 64) and text[start - 1] in _LOCAL:
            start -= 1
        while start < before and text[start] in "'.*":
            start += 1
        domain = _DOMAIN.match(text, at + 1 + gap)
        if domain and start < before:
            end = domain.end() - (len(domain.group()) - len(domain.group().rstrip("-")))
            floor = end
            if not _OFFICIAL.search(domain.group()) and not _ROLE.search(text[start:before]):
                yield start, end, "EMAIL", True
        at = text.find("@", at + 1)
