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
