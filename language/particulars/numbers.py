"""NHS numbers in a view. Knows no names."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nhs_number.validate import calculate_checksum

from language.reading.number_words import said_digits, windows_of

Hit = tuple[int, int, str, bool]  # start, end, kind, certain

_SEPARATOR = r"[\s.,/\\_\-:;|()\[\]*·•+]"
_DIGITS = re.compile(r"\d+")
Span = tuple[int, int]
_SOME_CUE = re.compile(r"n\W{0,2}h\W{0,2}s", re.IGNORECASE)
_ONLY_SEPARATORS = re.compile(rf"(?:{_SEPARATOR}|&nbsp;|<br ?/?>){{0,4}}\Z")
_ANY_SEPARATOR = re.compile(r"(?:[^\w\ue000-\ue0ff]|_){1,3}\Z")
APART, ODDLY_JOINED, JOINED = range(3)
_MISREAD = re.compile(r"(?<=\d)[OoIl](?=[\d\s-])|(?<=\d[ -])[OoIl](?=\d)")  # letters for nought and one
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_DATE_OR_TIME = re.compile(
    rf"(?<!\d)(?<!\d[./-])(?:{_DAY}([./-]){_DAY}\1(?:(?:19|20)?\d\d)(?!\d|\1\d)"
    rf"|(?:19|20)\d\d([./-]){_DAY}\2{_DAY}(?!\d|\2\d))"
    r"|(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!:?\d)"
)
_FROM_ABROAD = re.compile(r"(?:\+|(?<!\d)00)\s?44[\s().-]{0,3}(?:0[\s().-]{0,2})?\Z")
_TELEPHONE = re.compile(
    r"\(0(?:\d{4} \d{5,6}|\d{2,3} \d{3,4} \d{4}|\d{4} \d{3} \d{3}|\d{9,10})(?=\))"
)  # whole by itself
_TWICE = re.compile(r"(?<!\d)\d{20}(?!\d)")
_RUN_TOGETHER = re.compile(  # '943 476 5919943 476 5919', two in threes without a space between them
    r"(?<!\d)\d{3}(?P<apart>[ .-])\d{3}(?P=apart)\d{7}(?P=apart)\d{3}(?P=apart)\d{4}(?!\d)"
)
_TOLD_IN_PARTS = re.compile(  # '943 476 and 5919', '943 then 476 ending in 5919'
    r"(?<!\d)(?<!\d[ .,-])\d{3}(?:[ .,-]{1,3}|,? (?:and|then) )\d{3},? \(?(?:(?:and|then|followed by|with|dash|"
    r"(?:and )?(?:the )?last (?:four|4)(?: digits)?(?: of| is| are| being)?|(?:and |then )?(?:ending|ends|finishing|"
    r"finishes)(?: in| with)?),? )\d{4}(?!\d)",
    re.IGNORECASE,
)
_NHS_CUE = re.compile(
    r"\bN\.?\s?H\.?\s?S\.?(?:[ ]?(?:number|numbers|num|nmbr|no|nos|nr|n[o0]|id|#)\b)?[.\s:#=is\-]{0,6}\Z",
    re.IGNORECASE,
)
_A_NOUGHT_BEFORE = re.compile(  # as a spreadsheet or a telephone's habit puts one
    r"\bNHS(?: (?:number|num|no|nr))?[ .:#]{0,3}(?P<number>0\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)", re.IGNORECASE
)
_LETTER_BEHIND = re.compile(r"(?<=\d)[A-Za-z](?![\w'-])")  # '9434765919A', mistyped
_NOT_NHS_CUE = re.compile(
    r"\b(?:ubrn|ref|reference|order|invoice|incident|ticket|job|batch|lot|tel|phone|fax|ods|gmc|datix|barcode|serial|"
    r"account|po|asset|version|snomed|sctid|ean|gtin)\b[^.\d]{0,24}\Z",
    re.IGNORECASE,
)


def _passes(digits: str) -> bool:
    return calculate_checksum(digits[:9]) == int(digits[9])


def nhs_numbers(text: str) -> Iterator[Hit]:
    """Ten digits with a valid check digit however spaced and beside whatever, or digits offered as an NHS number."""
    if _MISREAD.search(text):
        text = _MISREAD.sub(lambda match: "0" if match.group() in "Oo" else "1", text)
    groups = [(match.start(), match.end()) for match in _DIGITS.finditer(text)]
    for start, end in (*_together(_in_figures(text, groups)), *_together(_in_words(text))):
        yield start, end + (_LETTER_BEHIND.match(text, end) is not None), "NHS_NUMBER", True


def _together(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that overlap as one: nobody can tell which of them is the number."""
    begun = reached = 0
    for start, end in sorted(spans):
        if start >= reached and reached:
            yield begun, reached
        if start >= reached:
            begun = start
        reached = max(reached, end)
    if reached:
        yield begun, reached


def _in_figures(text: str, groups: list[Span]) -> Iterator[Span]:
    """Every window of whole groups that passes, and what is offered as an NHS number outside of those before it."""
    for match in _TWICE.finditer(text):
        if _passes(match.group()[:10]) and _passes(match.group()[10:]):
            yield match.span()
    for match in _RUN_TOGETHER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _passes(digits[:10]) or _passes(digits[10:]):
            yield match.span()
    claims = _SOME_CUE.search(text) is not None
    for match in _TOLD_IN_PARTS.finditer(text) if claims else ():
        if _NHS_CUE.search(text[max(0, match.start() - 32) : match.start()]):
            yield match.span()
    for match in _A_NOUGHT_BEFORE.finditer(text) if claims else ():
        yield match.span("number")
    joins = _joins(text, groups)
    dated = _dated(text, groups)
    reached = 0
    for index, (start, _) in enumerate(groups):
        windows = _windows(groups, joins, index)
        last = _valid_window(text, groups, index, windows, dated)
        if last is None and start >= reached:
            last = _claimed_window(text, groups, index, windows, claims)
        if last is not None:
            reached = max(reached, groups[last][1])
            yield start, groups[last][1]


def _joins(text: str, groups: list[Span]) -> list[int]:
    """What stands before each group but the first: APART is more than a separator, and before the first."""
    found = [APART]
    whole = {match.end() for match in _TELEPHONE.finditer(text)}
    for (_, before), (start, _) in pairwise(groups):
        between = text[before:start]
        if before in whole:
            found.append(APART)
        elif between == " " or _ONLY_SEPARATORS.match(between):
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


def _valid_window(
    text: str, groups: list[Span], first: int, windows: list[tuple[int, int]], dated: bytearray
) -> int | None:
    if not windows or windows[-1][1] != 10:
        return None
    last = windows[-1][0]
    if not _passes("".join(text[start:end] for start, end in groups[first : last + 1])):
        return None
    return last if _shaped_like_one(text, groups, first, last, dated) else None


def _shaped_like_one(text: str, groups: list[Span], first: int, last: int, dated: bytearray) -> bool:
    """Not a date, a time, a phone number or a row of measurements that happens to pass the check."""
    start = groups[first][0]
    sizes = [after - before for before, after in groups[first : last + 1]]
    if sizes in ([10], [3, 3, 4]) or _NHS_CUE.search(text[max(0, start - 24) : start]):
        return True
    if text[start] not in "34679" or any(dated[first : last + 1]):
        return False
    if text[start] in "37" and _FROM_ABROAD.search(text[max(0, start - 14) : start]):
        return False
    return not _is_a_row_of_measurements(text, groups, first, last)


def _is_a_row_of_measurements(text: str, groups: list[Span], first: int, last: int) -> bool:
    """Two or more of '3.4', '96/52', '1,2' among other numbers; with one separator throughout it is none."""
    if len({_gap(text, groups, at) for at in range(first + 1, last + 1)}) < 2:
        return False
    return sum(_is_a_measurement(text, groups, at) for at in range(first, last + 2)) > 1


def _is_a_measurement(text: str, groups: list[Span], at: int) -> bool:
    """Whether a group and the one before are a pair such as '3.4', and no part of a longer chain such as '9.4.3'."""
    gap = _gap(text, groups, at)
    if gap not in (".", "/", ",", ":") or gap in (_gap(text, groups, at - 1), _gap(text, groups, at + 1)):
        return False
    return all(end - start < 4 for start, end in groups[at - 1 : at + 1])


def _gap(text: str, groups: list[Span], at: int) -> str:
    """What stands between a group and the one before."""
    return text[groups[at - 1][1] : groups[at][0]] if 0 < at < len(groups) else ""


def _dated(text: str, groups: list[Span]) -> bytearray:
    """For each group whether it belongs to a date or a time."""
    dated, at = bytearray(len(groups)), 0
    for match in _DATE_OR_TIME.finditer(text):
        while groups[at][1] <= match.start():
            at += 1
        while at < len(groups) and groups[at][0] < match.end():
            dated[at] = 1
            at += 1
    return dated


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


def _in_words(text: str) -> Iterator[Span]:
    """Ten digits in words with a valid check digit, or about as many offered as an NHS number."""
    for said in said_digits(text):
        if 8 < len(said.digits) < 13 and _NHS_CUE.search(text[max(0, said.start - 32) : said.start]):
            yield said.start, said.end
        for one in windows_of(said, 10):
            if _passes(one.digits) and (one.digits[0] in "34679" or one.digits == said.digits):
                yield one.start, one.end
