"""Where a letter or e-mail names its writer: lines after the closing words, and headings like From and Present."""

import re
from bisect import bisect_right

from language.names.at_work import ABOUT_ONES_OWN
from language.reading.view import ANY_MASK, STANDS_FOR

Span = tuple[int, int]
_CLOSING = re.compile(
    r"^[ \t>]{0,4}(?:(?:many|with|kind|kindest|best|warm|warmest|yours|all the|very|thank you and) ){0,3}"
    r"(?:regards|wishes|best|thanks|thank you|sincerely|faithfully|truly|cheers|rgds|yours(?=[,.]?[ \t]*\n))\b"
    r"[ \w]{0,24}[,.!]?[ \t]*\n",
    re.IGNORECASE | re.MULTILINE,
)
_HEADED = re.compile(
    r"^[ \t>]{0,4}(?:from|to|cc|bcc|sent by|reported by|completed by|logged by|raised by|author|attending|"
    r"attendees|"
    r"present|panel|members|speakers|trainers|in attendance|apologies|minutes|chair|typed by|"
    r"dictated by|referrer|referred by|consultant|"
    r"referring \w+|clinician|reporter|requested by|requestor|actions?|meeting|sender|reviewed by|"
    r"signed)[ \t]?:(?!\s?[\d+])[^\n]{1,160}",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE = re.compile(
    r"(?:\A|[.!?\n] ?)(?:(?:kind|kindest|best|warm|with|yours|many) ){0,2}(?:regards|wishes|sincerely|"
    r"faithfully)[,.]? "
    r"(?=[A-Z])(?:[^\n.;]|(?<=\b[A-Z])\.|(?<=\bDr)\.|(?<=\bM[rs])\.|(?<=\bMrs)\.){4,200}\.?\Z",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?<=[.;] )(?:present|panel|members|speakers|trainers|circulation|distribution|attendees|"
    r"in attendance|apologies|attending|chair|minutes by) ?:[^\n.;]{1,160}",
    re.IGNORECASE,
)
_SOMEBODYS_MAIL = re.compile(rf"@(?![\w.-]*(?:nhs|\.gov|\.ac)\b)|{STANDS_FOR['EMAIL']}", re.IGNORECASE)
_JOB = (
    r"(?:manager|secretary|lead|director|nurse|practitioner|pharmacist|officer|administrator|consultant|"
    r"registrar|gp|partner|co-?ordinator|midwife|therapist|matron|clerk|receptionist|head of [a-z ]{2,30}|"
    r"commissioner|analyst)"
)
_CARD = re.compile(
    rf"^[ \t>]{{0,4}}[A-Z][^|\n]{{2,40}}\| ?[a-z &,/-]{{0,40}}?{_JOB} ?(?:\||$)[^\n]{{0,200}}",
    re.IGNORECASE | re.MULTILINE,
)
_UNCLOSED = re.compile(  # a name and under it a job, where a text ends without a closing
    rf"\n[ \t]*(?:(?:Dr|Prof|Mr|Mrs|Ms|Miss)\.? )?[A-Z][A-Za-z'.-]*(?: [A-Z][A-Za-z'.-]*){{0,3}}[ \t]*\n"
    rf"[ \t]*(?:(?!partner)[A-Za-z&/-]+ "
    rf"){{0,4}}?(?!(?i:partner)\b)(?i:{_JOB})\b(?!\s?[:=])[^\n]{{0,100}}(?:\n[^\n]{{1,80}}){{0,5}}\s*\Z"
)
_OFFICE = re.compile(
    r"\b(?:patient (?:safety|experience|liaison|services|flow|access)|pals|complaints|governance|admin\w*|"
    r"reception\w*|office|bookings?|band \d|icb|pcn|secretar\w+)\b",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\b(?:team|service|hub|pharmacy|department)\b", re.IGNORECASE)
_SOMEBODY_NAMED = re.compile(rf"\d{{3}} ?\d{{3}} ?\d{{4}}|[{ANY_MASK}]|\b(?:Mr|Mrs|Ms|Miss)\b")
_FULL = r"[A-Z][a-z'-]+(?: [A-Z][A-Za-z'.-]*){0,2}"
_NAME_AND_OFFICE = re.compile(  # the last lines: a name, and an office, a band or a place
    rf"\n[ \t]*\n[ \t]*(?P<name>{_FULL})(?:[ \t]*\n[ \t]*(?P<below>[A-Z][^\n:]{{2,60}})|"
    r", (?P<beside>(?:[A-Z][\w&/-]*[ ,]{0,2}){2,6}))\s*\Z"
)
_A_PLACE = re.compile(r"(?!(?:Ward|Bed|Bay|Room|Flat|Unit)\b)[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?")
_WRITES = re.compile(r"\b(?:I|we|us|our|you|please)\b", re.IGNORECASE)
_POST_SAID = re.compile(
    rf"\bI(?: am|'m) (?:the |a |an )?(?!retired|former|ex\b)(?:(?!retired|former)[a-z]+ ){{0,2}}?{_JOB} "
    r"(?:to|for|at|in|with) ",
    re.IGNORECASE,
)
_LAST_LINE = re.compile(rf"\n[ \t]*\n[ \t]*(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Miss)\.? )?(?:[A-Z]\.? ?){{0,2}}{_FULL})\s*\Z")
_SENT_BY = re.compile(  # an e-mail's sender with a post, who signs at the end with the first name
    rf"^From: ?(?P<first>[A-Z][a-z]+)\b[^\n(,|]{{0,30}}[(,|] ?"
    rf"(?:(?!by\b|via\b|for\b|of\b|to\b|retired|former)[a-z&/-]+ ){{0,3}}?{_JOB}\b[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_END = 600
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_ABOUT_A_PATIENT = re.compile(
    r"\bre:|\b(?:nhs (?:no|number|num)|patient(?! (?:safety|experience|liaison|flow|access))|pt|dob|"
    r"d\.o\.b|date of birth|hosp(?:ital)? no|mrn|p\.?s\b|subject|"
    r"original|wrote|message|lives?|address|he|she|his|her|mrs?)\b|^>",
    re.IGNORECASE,
)
_AT_WORK = re.compile(
    r"\b(?:practice|surgery|manager|gp|dr|nurse|partner|nhs|trust|hospital|clinic|medical|centre|pharmac\w+|"
    r"secretary|"
    r"reception\w*|admin\w*|team|lead|director|health|registrar|consultant|department|service|anp|pcn|icb|hub|ward|"
    r"paramedic|clinician|physio\w*|doctor|officer|assistant|care|management|referrals?|bookings?|appointments|"
    r"outpatients?|office|governance|services|complaints)\b",
    re.IGNORECASE,
)
_LINES = 8
_WORDS = 9


def signatures(text: str) -> list[Span]:
    """Stretches of the view, in order, in which names, telephones and addresses are those of people at work."""
    found: list[Span] = []
    reached = 0
    for match in _CLOSING.finditer(text) if "\n" in text else ():
        if match.end() <= reached:
            continue
        reached = _block_end(text, match.end())
        block = text[match.end() : reached]
        if _AT_WORK.search(block) or not any(char.isdigit() for char in block):
            found.append((match.start(), reached))
    for match in _HEADED.finditer(text) if ":" in text else ():
        if not _SOMEBODYS_MAIL.search(match.group()) and not _ABOUT_A_PATIENT.search(match.group()):
            found.append(match.span())
    inline = _INLINE.search(text, max(0, len(text) - 240))
    if inline and _AT_WORK.search(inline.group()) and not _ABOUT_A_PATIENT.search(inline.group()):
        found.append(inline.span())
    unclosed = _UNCLOSED.search(text, max(0, len(text) - _END)) if "\n" in text else None
    if unclosed and not _ABOUT_A_PATIENT.search(unclosed.group()):
        found.append(unclosed.span())
    found += [*senders_closing(text), *_last_lines(text)] if "\n" in text else []
    if "|" in text:
        found += [match.span() for match in _CARD.finditer(text) if not _ABOUT_A_PATIENT.search(match.group())]
    found += [match.span() for match in _MEETING.finditer(text)] if ":" in text else []
    return _merged(sorted(found))


def senders_closing(text: str) -> list[Span]:
    """The last lines, from the first name on, of an e-mail that is headed by its sender's name and post."""
    sent = _SENT_BY.search(text) if "From" in text else None
    if sent is None:
        return []
    signed = re.compile(rf"\n[ \t]*{sent.group('first')}\b[^\n]{{0,30}}(?:\n[^\n]{{1,60}}){{0,4}}\s*\Z")
    closing = signed.search(text, max(sent.end(), len(text) - _END))
    own = closing and ABOUT_ONES_OWN.search(text, sent.end())
    return [closing.span()] if closing and not own and not _ABOUT_A_PATIENT.search(closing.group()) else []


def _last_lines(text: str) -> list[Span]:
    """A writer's name at the end: over an office, or of one who said what his post is; nobody named before."""
    last = _NAME_AND_OFFICE.search(text, max(0, len(text) - _END))
    if last and _is_a_writers(text, last) and _WRITES.search(text, 0, last.start()):
        below, first_name = last.group("below") or last.group("beside"), " " not in last.group("name")
        placed = _A_PLACE.fullmatch(below) and _SOMEBODY_NAMED.search(text, 0, last.start())
        office = last.group("below") and _OFFICE.search(below)
        if (office or first_name and (placed or _TEAM.search(below))) and not _ABOUT_A_PATIENT.search(below):
            return [last.span()]
    last = _LAST_LINE.search(text, max(0, len(text) - _END))
    if last and _is_a_writers(text, last) and _POST_SAID.search(text, 0, last.start()):
        return [last.span()]
    return []


def _is_a_writers(text: str, last: re.Match[str]) -> bool:
    """Is the name at the end named nowhere before, in a text that is not about the writer's own family?"""
    named_before = last.group("name").split()[-1] in text[: last.start()]
    return not named_before and ABOUT_ONES_OWN.search(text, 0, last.start()) is None


def _merged(spans: list[Span]) -> list[Span]:
    """The stretches without overlaps."""
    apart: list[Span] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def within(spans: list[Span], at: int) -> bool:
    """Does the place lie in one of the stretches?"""
    before = bisect_right(spans, (at, at)) - 1
    return before >= 0 and spans[before][0] <= at < spans[before][1]


def _block_end(text: str, start: int) -> int:
    """The end of the short lines after a closing: an empty line after a name or a line about a patient "
    "stops them."""
    at, seen = start, False
    for _ in range(_LINES):
        line = _LINE.match(text, at)
        if line is None or line.end() == at:
            break
        piece = line.group().strip()
        longest = _WORDS + 8 * ("|" in piece or "," in piece)
        if (not piece and seen) or _ABOUT_A_PATIENT.search(piece) or len(piece.split()) > longest:
            break
        seen = seen or bool(piece)
        at = line.end()
    return at
