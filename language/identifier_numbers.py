"""NHS numbers in a view. Knows no names."""

import re
from collections.abc import Iterator
from itertools import pairwise

from nhs_number.validate import calculate_checksum

from language.number_words import said_digits

Hit = tuple[int, int, str, bool]  # start, end, kind, certain

_SEPARATOR = r"[\s.,/\\_\-:;|()\[\]*·•+]"
_DIGITS = re.compile(r"\d+")
Span = tuple[int, int]
_SOME_CUE = re.compile(r"n\W{0,2}h\W{0,2}s", re.IGNORECASE)
_ONLY_SEPARATORS = re.compile(rf"(?:{_SEPARATOR}|&nbsp;|<br ?/?>){{0,4}}\Z")
_ANY_SEPARATOR = re.compile(r"(?:[^\w\ue000-\ue0ff]|_){1,3}\Z")
APART, ODDLY_JOINED, JOINED = range(3)
_MISREAD = re.compile(r"(?<=\d)[OoIl](?=[\d\s-])|(?<=\d[ -])[OoIl](?=\d)")  # letters for nought and one
_TWICE = re.compile(r"(?<!\d)\d{20}(?!\d)")
_NHS_CUE = re.compile(
    r"\bN\.?\s?H\.?\s?S\.?(?:[ ]?(?:number|numbers|num|nmbr|no|nos|nr|n[o0]|id|#)\b)?[.\s:#=is\-]{0,6}\Z",
    re.IGNORECASE,
)
_NOT_NHS_CUE = re.compile(
    r"\b(?:ubrn|ref|reference|order|invoice|incident|ticket|job|batch|lot|tel|phone|fax|ods|gmc|datix|barcode|serial|"
    r"account|po|asset|version|snomed|sctid|ean|gtin)\b[^.\d]{0,24}\Z",
    re.IGNORECASE,
)
_OF_A_MEETING = re.compile(
    r"\b(?:teams|zoom|webex|webinar|meeting|dial-?in|conference)\W{1,3}(?:(?:meeting|call|conference) )?"
    r"(?:id|code|pin|passcode)\W{0,3}\Z",
    re.IGNORECASE,
)


def _passes(digits: str) -> bool:
    return calculate_checksum(digits[:9]) == int(digits[9])


def nhs_numbers(text: str) -> Iterator[Hit]:
    """Ten digits with a valid check digit however spaced, or digits offered as an NHS number."""
    if _MISREAD.search(text):
        text = _MISREAD.sub(lambda match: "0" if match.group() in "Oo" else "1", text)
    groups = [(match.start(), match.end()) for match in _DIGITS.finditer(text)]
    for match in _TWICE.finditer(text):
        if _passes(match.group()[:10]) and _passes(match.group()[10:]):
            yield match.start(), match.end(), "NHS_NUMBER", True
    claims = _SOME_CUE.search(text) is not None
    joins = _joins(text, groups)
    index = 0
    while index < len(groups):
        windows = _windows(groups, joins, index)
        last = _valid_window(text, groups, index, windows)
        if last is None:
            last = _claimed_window(text, groups, index, windows, claims)
        if last is None:
            index += 1
            continue
        yield groups[index][0], groups[last][1], "NHS_NUMBER", True
        index = last + 1
    yield from _spelt_numbers(text)


def _joins(text: str, groups: list[Span]) -> list[int]:
    """What stands before each group but the first: APART is more than a separator, and before the first."""
    found = [APART]
    for (_, before), (start, _) in pairwise(groups):
        between = text[before:start]
        if between == " " or _ONLY_SEPARATORS.match(between):
            found.append(JOINED)
        else:
            found.append(ODDLY_JOINED if _ANY_SEPARATOR.match(between) else APART)
    return found


def _windows(groups: list[Span], joins: list[int], first: int) -> list[tuple[int, int]]:
    """Group by group from the first, while only separators stand between: the last group and how many digits."""
    found: list[tuple[int, int]] = []
    size = 0
    for last in range(first, min(first + 10, len(groups))):
        start, end = groups[last]
        if last > first and joins[last] != JOINED and not (size in (3, 6) and joins[last] == ODDLY_JOINED):
            break
        size += end - start
        if size > 10:
            break
        found.append((last, size))
    return found


def _valid_window(text: str, groups: list[Span], first: int, windows: list[tuple[int, int]]) -> int | None:
    if not windows or windows[-1][1] != 10:
        return None
    last = windows[-1][0]
    digits = "".join(text[start:end] for start, end in groups[first : last + 1])
    return last if _passes(digits) and _shaped_like_one(text, groups[first : last + 1]) else None


def _shaped_like_one(text: str, groups: list[Span]) -> bool:
    """Not a date, a time, a meeting's or a phone number that happens to pass the check."""
    if _OF_A_MEETING.search(text[max(0, groups[0][0] - 40) : groups[0][0]]):
        return False
    sizes = [end - start for start, end in groups]
    if sizes in ([10], [3, 3, 4]) or _NHS_CUE.search(text[max(0, groups[0][0] - 24) : groups[0][0]]):
        return True
    first = text[groups[0][0]]
    if first not in "34679" or looks_like_a_date(text[groups[0][0] : groups[-1][1]]):
        return False
    phone_before = groups[0][0] > 0 and re.search(
        r"(?:\d|\+)[\s()-]{0,2}\Z", text[max(0, groups[0][0] - 4) : groups[0][0]]
    )
    return not phone_before


def looks_like_a_date(piece: str) -> bool:
    return re.search(r"(?<!\d)\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d:\d\d(?!\d)", piece) is not None


def _claimed_window(
    text: str, groups: list[Span], first: int, windows: list[tuple[int, int]], claims: bool
) -> int | None:
    """A number introduced as an NHS number, or written 3 3 4 like one, even if a digit is wrong."""
    start, end = groups[first]
    best = None
    if claims and _NHS_CUE.search(text[max(0, start - 32) : start]):
        best = next((last for last, size in reversed(windows) if size >= 8), None)
        if best is None and 9 <= end - start <= 12:
            best = first
    if best is None and end - start == 3 and first + 2 < len(groups):
        best = _grouped_like_one(text, groups[first : first + 3], text[max(0, start - 32) : start], first)
    return best


def _grouped_like_one(text: str, three: list[Span], before: str, first: int) -> int | None:
    sizes = [end - start for start, end in three]
    gaps = {text[three[0][1] : three[1][0]], text[three[1][1] : three[2][0]]}
    plain = len(gaps) == 1 and gaps <= {" ", "-", "."} and text[three[0][0]] in "4679"
    if sizes == [3, 3, 4] and plain and not _NOT_NHS_CUE.search(before) and not re.search(r"\d[ -]\Z", before):
        return first + 2
    return None


def _spelt_numbers(text: str) -> Iterator[Hit]:
    """Ten digits in words with a valid check digit, or about as many offered as an NHS number."""
    for said in said_digits(text):
        offered = 8 < len(said.digits) < 13 and _NHS_CUE.search(text[max(0, said.start - 32) : said.start])
        if offered or len(said.digits) == 10 and _passes(said.digits):
            yield said.start, said.end, "NHS_NUMBER", True
