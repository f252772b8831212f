"""E-mail addresses of people in a view."""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit
from language.reading.name_knowledge import is_first_name, is_known_word, is_surname, strong_first_name

_LOCAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-"
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_SPACED_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:com|net|org|uk|co|me|eu|pl|de|fr|ie)\b")
_OFFICIAL = re.compile(
    r"(?:\.|^)(?:nhs\.uk|nhs\.net|gov\.uk|police\.uk|mod\.uk|ac\.uk|gov\.wales|nhs\.scot)\Z", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:^|[._-])(?:team|teams|queries|query|reception|admin|enquiries|office|pharmacy|secretar(?:y|ies)|support|"
    r"helpdesk|bookings?|appointments|referrals?|info|contact|mailbox|spa|triage|generic|noreply|no-reply|service|clinic|ward|practice|surgery)"
    r"(?:$|[._-])",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(  # 'path.it', 'bloods', 'med.records'
    r"(?:^|[._-])(?:path(?:ology)?|bloods?|phlebotomy|it|ict|digital|hr|finance|estates|comms|ig|foi|pals|complaints|"
    r"feedback|governance|safeguarding|datix|incidents|meds|medicines|dispensary|prescriptions?|scripts|labs?|"
    r"micro(?:biology)?|haem(?:atology)?|biochem(?:istry)?|histo(?:logy|pathology)?|cytology|radiology|x-?ray|imaging|"
    r"mri|ultrasound|ecg|echo|endoscopy|cardiology|derm(?:atology)?|neurology|urology|gynae(?:cology)?|"
    r"ortho(?:paedics)?|paeds|maternity|midwi(?:ves|fery)|physio(?:therapy)?|podiatry|audiology|dietetics|camhs|cmht|"
    r"outpatients?|opd|theatres?|pre-?op|records|medrecs|coding|letters|documents|docs|discharges?|results|requests|"
    r"scanning|workflow|transport|rota|ward\d{1,2}|duty|on-?call|nursing|hub|dep(?:artmen)?t|switchboard|desk|"
    r"servicedesk|interface|mdt)(?:$|[._-])",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|msn|btinternet|sky|talktalk|virginmedia|ntlworld)\.",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[a-z]+")
_INITIAL = re.compile(r"[a-z][._]", re.IGNORECASE)
_OF_A_PATIENT = re.compile(  # 'her e-mail is': a patient who works in the NHS may have one of its addresses
    r"\b(?:her|his|(?:patient|pt|mum|dad|mother|father|wife|husband|daughter|son|carer|nok)'?s?|patient) "
    r"(?:own |work |personal |new |private )?(?:e-?mails?|e-?mail address|address)(?: is| was|:| =)? ?\Z",
    re.IGNORECASE,
)
_TO_WRITE_TO = re.compile(
    r"\b(?:contact|e-?mail|mail|write|reply|send|sent|cc|copy|copied|forward|me|us|to|via|at|team)(?: \w+)?:? \Z",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[]at[)\]]", re.IGNORECASE)
_MAILBOX = re.compile(r"[,)]? (?:shared |team )?(?:mailbox|inbox)\b", re.IGNORECASE)

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
        local = re.sub(_DOT, ".", match.group("local"), flags=re.IGNORECASE)
        if _is_a_teams(local, domain, told=_is_told(text, match.start())):
            continue
        if not _OFFICIAL.search(domain) or _is_somebodys(text, match):
            yield match.start(), match.end(), "EMAIL", True


def _is_somebodys(text: str, match: re.Match[str]) -> bool:
    """A public body's address that is told as a patient's, or with a name, and that nobody is asked to write to."""
    before = text[max(0, match.start() - 48) : match.start()]
    if before and before[-1] not in " \n(,:;<":
        return False
    if _OF_A_PATIENT.search(before):
        return True
    return (
        _BRACKETED.search(match.group()) is not None
        and _names_somebody(match.group("local"))
        and not (_TO_WRITE_TO.search(before))
    )


def _names_somebody(local: str) -> bool:
    return any(is_first_name(low) or is_surname(low) for low in re.findall(r"[a-z]+", local.lower()))


def _is_a_teams(local: str, domain: str, *, told: bool) -> bool:
    """A function or a department, save where it is a surname behind a first name or an initial: 'emma.ward'.

    A department is none where the address is `told` as a patient's.
    """
    parts = _PARTS.findall(local.lower())
    role = _ROLE.search(local)
    if role is not None:
        low = role.group().strip("._-").lower()
        return not (is_surname(low) and len(parts) > 1 and parts[1] == low and _begins_a_name(parts[0]))
    if told or _DEPARTMENT.search(local) is None or _PRIVATE.match(domain) or _INITIAL.match(local):
        return False
    return not any(
        strong_first_name(part) or is_first_name(part) and part == parts[0] or _is_a_surname(part) for part in parts
    )


def _is_told(text: str, start: int) -> bool:
    """Does the text say before an address that it is a patient's?"""
    return _OF_A_PATIENT.search(text, max(0, start - 48), start) is not None


def _begins_a_name(part: str) -> bool:
    return len(part) == 1 or is_first_name(part)


def _is_a_surname(part: str) -> bool:
    return is_surname(part) and not is_known_word(part)


def _is_a_mailbox(text: str, start: int, before: int, end: int) -> bool:
    """Is it called a mailbox, and is nobody's name in it?"""
    return _MAILBOX.match(text, end) is not None and not _names_somebody(text[start:before])


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
            local, told = text[start:before], _is_told(text, start)
            a_teams = _is_a_teams(local, domain.group(), told=told) or _is_a_mailbox(text, start, before, end)
            if not a_teams and (told or not _OFFICIAL.search(domain.group())):
                yield start, end, "EMAIL", True
        at = text.find("@", at + 1)
