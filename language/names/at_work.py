"""Who is at work by where the name stands: greeted, in brackets after a post, on duty, in the list of a team."""

import re
from collections.abc import Iterator
from itertools import chain

from language.names.patients_at_work import is_patient
from language.names.work_words import DEPARTMENTS
from language.reading.cued import cued
from language.reading.name_cues import BESIDE, FAMILY, POSTS
from language.reading.name_knowledge import CLINICAL, HOUSES, cue_words, is_first_name, is_known_word
from language.reading.view import ANY_MASK

Span = tuple[int, int]
_AT_A_POST = POSTS - cue_words("weak_posts") | {"sec", "secs", "lead", "crew", "f1", "f2", "fy1", "fy2"}
_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][A-Za-z]+(?:['-][A-Z][A-Za-z]+)?(?: "
    r"[A-Z][A-Za-z]+(?:['-][A-Z][A-Za-z]+)?)?"
)
_NEXT = r"(?:, and |, or |, | and | or | & |/|\? ?|\? or )"
_NAMES = rf"{_NAME}(?:{_NEXT}{_NAME}){{0,4}}"
_GREETED = re.compile(
    r"(?:\A|[\n>.!?\"]) ?(?:(?:Hi|Hello|Hiya|Hey|Dear|(?:Good )?(?:[Mm]orning|[Aa]fternoon|"
    r"[Ee]vening)),?(?: again| both)?) "
    r"(?P<names>(?!(?:Mr|Mrs|Ms|Miss|Mx|Prof)\b)[A-Z][a-z]+(?:(?:, | and | & |/)[A-Z][a-z]+){0,3})(?=,|"
    r"\s?[!\n]|\.\s| - |\s*\Z)"
)
_OWN = (
    r"(?:appointments?|operation|surgery|procedure|scan|mri|ct|x-?ray|ultrasound|echo|colonoscopy|"
    r"endoscopy|gastroscopy|"
    r"biopsy|blood|bloods|test|tests|results?|admission|treatment|baby|pregnancy|mother|father|mum|dad|"
    r"husband|wife|son|"
    r"daughter|partner|complaint|prescription|medication|gp)"
)
TO_A_PATIENT = re.compile(
    rf"\b(?:your|you for your) (?:\w+ )?{_OWN}\b(?! (?:letters?|requests?|team|list|desk|line|system|"
    rf"slots?|forms?))|"
    r"\b(?:you (?:were|have been|are) (?:seen|referred|due|booked|invited))\b",
    re.IGNORECASE,
)
_FAR = 300  # a greeting and what it leads up to
_PLACES = frozenset(
    ("reception", "desk", "bookings", "booking", "switchboard", "secretaries", "pharmacy", "admin", "control")
    + (
        "typing",
        "records",
        "coding",
        "appointments",
        "lab",
        "governance",
        "pals",
        "triage",
        "portering",
        "scheduling",
    )
)
_ROOMS = re.compile(
    r"\b(?:plaster|post|control|treatment|appliance|scan(?:ning)?|x-?ray|duty|back|front) (?:room|office)\Z", re.I
)
_OPENS = re.compile(
    rf" \((?:[a-z]+(?: \d+)?,? (?:me and )?|[^()]{{0,40}}\b(?:maybe|perhaps|possibly|think|called|"
    rf"was) )?(?P<names>{_NAMES})(?=[,;)?])"
)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?\d?")
_AFTER_A_POST = re.compile(
    r"(?: (?:here|there|today|tonight|yesterday|"
    r"this (?:morning|afternoon|week)|last (?:night|week)|again|in charge|"
    r"on (?:duty|call|shift|nights|days)|myself))?"
    r"(?: (?:at|on|in|for|of|from|covering) (?:the |our |your |that )?(?!the\b)[\w&'-]+(?: [\w&'-]+){0,2})?"
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:his|her|their|him|them|she|he|patients?|pt|and|was|is|had|has|who)\b", re.IGNORECASE
)
_BEFORE = 64
_ON_DUTY = cued(
    ("duty", "on call", "on shift", "in charge", "bleep"),
    rf"\b(?i:on (?:duty|call|shift)|in charge|bleep ?holder|duty (?:\w+ )?(?:manager|nurse|doctor|gp|team|officer))"
    rf"(?:(?i: today| tonight)?(?: ?[:,=-] ?| (?i:is|was) ))(?P<names>(?:[A-Z]\.? ?){{0,2}}{_NAMES})",
)
_TEAM = re.compile(
    r"\b(?:team|crew|staff|secretaries|coordinators|panel|rota|faculty|trainers|partners|receptionists|"
    r"nurses|doctors|"
    r"typists|porters|clerks|pharmacists|midwives|matrons|leads|contacts)(?: here| now| currently| today)?"
    rf"(?: (?:is|are|was|were|consists of|comprises|includes?)(?: now)?|:|"
    rf" =)[: ] ?(?P<names>{_NAME}(?:{_NEXT}{_NAME}){{1,5}})"
)
_WITH_ME = re.compile(
    rf"\b(?:(?:me|myself) and (?P<names>{_NAME})(?=[,.;)\n]| (?:were|are|have|had|went|took|tried|rang|did|"
    rf"sat|saw)\b)|"
    r"(?:\A|[.!?\n] |\b(?:when|because|as|that|but) )(?P<first>[A-Z][a-z]+) and (?:I|me|myself)\b)"
)
_GUESSED = re.compile(rf"[.?!(:,-] ?(?P<names>{_NAME}(?:\? ?{_NAME}){{0,3}})\?")
_WHO_IT_WAS = re.compile(
    r"\b(?:doctor|dr|consultant|registrar|reg|sho|f[12y]\d?|nurse|clinician|author|signature|signed|"
    r"initials|bleep|ext|"
    r"prescriber|locum|surgeon|secretary|whoever|who (?:wrote|signed|dictated|typed))\b[^?\n]{0,60}\Z",
    re.IGNORECASE,
)
_QUOTED = cued(
    ('"',),
    rf"\b(?i:signed|by|sign(?:s|ed) (?:it|himself|herself|off)(?: as)?)[: ] ?\"(?P<names>{_NAME})(?=\"|"
    rf" (?:in|from|at|on) )",
)
_SAYS_WHO = cued(
    ("this is", "it's", "its", "it was", "i'm", "i am", "name is", "name's"),
    rf"\b(?i:this is|it's|its|it was|I'm|I am|my name is|name's) (?P<names>{_NAME})"
    rf"(?=,? (?i:(?:here )?(?:in|from|on|at) (?:the )?(?:{DEPARTMENTS}|nights|days|call)\b|"
    rf"(?:one of|part of|with) (?:the|your|our) (?:{DEPARTMENTS}|[a-z]+ist|[a-z]+ers|nurs|doctors|team|"
    rf"midwi|matron|secretar)))",
)
_TALKED_WITH = cued(
    ("with", "contact", "lead", "link", "cover", "queries"),
    r"\b(?:(?:my|our) (?:chat|meeting|catch-?up|conversation|call|discussion|e-?mails?) with|liais(?:ed|"
    r"ing) with|cleared with|"
    r"(?<![Ee]mergency )(?<!kin )(?i:contact|lead|link|cover|queries) (?:for|at|in) (?!pts?\b|patients?\b|the pt)"
    rf"[a-z][a-z &/-]{{2,30}}:) (?P<names>{_NAME})",
)
_ASKED_TO = re.compile(
    r"(?:\A|[\n>] ?)(?P<names>[A-Z][a-z]+)[,:]? (?:-+ )?(?:can|could|would|will|did|have|do|are|please|"
    r"pls|plz) (?:you|u|one of you)\b|"
    r"(?<![\w.])@ ?(?P<first>[A-Z][a-z]+)\b(?!\.\w)"
)
_PERSON_TO_ASK = cued(
    ("person",),
    r"\b(?i:best|right|only|quickest) person(?: to (?:ask|ring|call|e-?mail|contact|chase))?(?: here| now)? is "
    rf"(?P<names>{_NAME})",
)
_FIELD_OF_WORK = re.compile(
    rf"(?:^|[.;,\n|] ?)(?i:reception|switchboard|admin|bookings?|typist|secretary|pharmacy|manager|written by|"
    rf"call taken by|"
    rf"message taken by|handed over by|bleep ?holder) ?(?::|"
    rf"(?i:(?<=holder)))[ ]?(?P<names>{_NAMES})(?=\s*(?:[.,;|\n]|\Z)| \(?0\d| (?i:refused|said|says|to))"
)
_THEATRES = cued(
    ("theatre", "list", "clinic room"),
    rf"\b(?i:theatres?|lists?|clinic rooms?):? \d{{1,2}}:? (?P<names>{_NAME}(?:(?:, | and |"
    rf"; )\d{{1,2}}:? {_NAME}){{1,7}})",
)
_NAMES_OF_THINGS = cued(
    ("name",),
    r"\b(?i:cohort|group|pod|ward|team|bay|room|site|cluster|arm|server|system|template|network|pcn|practice)s?'? "
    rf"names? (?:are|is|were)(?: now)? (?P<names>{_NAMES})",
)

_LAST = re.compile(
    r"(?P<before>(?<![A-Z])(?<!\b[MD]r)(?<!\b[MS][st])(?<!\bMrs)[.!?)][\")]?\s+|\n\s*|"
    r"\b[A-Za-z]+, ?)(?P<names>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
    r"(?P<kiss> ?[xX]{1,3})?(?P<stop>\.?)"
    r"[)\"]?\s*\Z"
)
_TAIL = 48
_WISHES = frozenset(
    ("bless", "advance", "care", "soon", "all", "best", "forever", "kindly", "please", "reply", "duty", "charge")
)
_BEFORE_WHO_SIGNS = _PLACES | _WISHES
_A_WRITER = re.compile(
    rf"\b(?:I|I'm|I've|I'll|we|We|our|us|me|Mr|Mrs|Ms|Miss|Hi|Hello|Dear|Hiya|NHS|DOB)\b|\d{{10}}|[{ANY_MASK}]"
)
ABOUT_ONES_OWN = re.compile(
    r"\bmy (?:[a-z]+ )?(?:mum|mam|mother|dad|father|husband|wife|son|daughter|aunt\w*|uncle|gran\w*|"
    r"nan\w*|brother|sister|"
    r"baby|child|twins?|lad|boy|girl|kids?|partner|niece|nephew|operation|appointment|scan|results?|"
    r"tests?|medication|"
    r"tablets|inhaler|pain|knee|hip|gp|doctor|biopsy|bloods?|prescription|pregnancy|treatment|condition|"
    r"details|name|address|complaint)\b|"
    r"\b(?:from|by) (?:the |a |our )?(?:patient|relative|family|parent)\b|\bpatient (?:writes|e-?mails?|"
    r"says|message)\b|"
    r"\b(?:mum|mother|dad|father|husband|wife|son|daughter|carer|sister|brother|partner|granddaughter|"
    r"grandson|niece|"
    r"nephew) here\b|\bthis is (?:the|his|her|their) \w+ of\b|"
    r"\bI(?: am|'m) (?:the|a|his|her|their) (?:\w+'s )?(?:patient|mum|mother|dad|father|husband|wife|son|"
    r"daughter|carer|"
    r"sister|brother|partner|niece|nephew)\b",
    re.IGNORECASE,
)

_ASKED = re.compile(
    rf"\b(?i:(?:come|go) and (?:see|ask|find)|ask|e-?mail|bleep) (?P<names>{_NAME})[.!?)]?\s*\Z|"
    rf"\b(?i:asked|told|requested|instructed) (?:me |us )?to [\w' ]{{2,40}} by (?P<first>{_NAME})(?=[.,;)\n]|\s*\Z)"
)

_AT_A_PLACE = re.compile(  # 'hi its amy at dr dhaliwals'
    r"(?:\A|[\n.!?] ?)(?i:(?:(?:hi|hello|hiya|morning|afternoon),? )?(?:it'?s|this is) "
    r"(?P<names>(?!(?:he|she|it|they|we|who|this|that|the|patient|pt)\b)[a-z]{2,20}(?: [a-z]{2,20})?)"
    r"(?=,? (?:here )?at (?:dr\b|[\w' ]{2,30} (?:surgery|practice|pharmacy|chemist|(?:medical|health) centre)\b)))"
)
_WHO_LEADS = cued(
    ("who",),
    r"\b(?i:who(?:'?s| is) (?:the|our|your) (?:\w+ ){0,3}"
    r"(?:lead|manager|secretary|coordinator|consultant)"
    r"(?: \w+)?,?\??,? (?:is it|is that|still)) "
    r"(?P<names>(?:(?!\b(?i:for|about|re|of|with|on)\b)[\w' ,.]){3,48})(?=[?\n]|\s*\Z)",
)
_WITH_AN_OPTION = cued(
    ("ring", "call", "phone", "contact", "speak to", "ask for", "bleep"),
    rf"\b(?i:ring|call|phone|contact|speak to|ask for|bleep) (?P<names>{_NAME}) (?i:on|at|via) "
    r"(?i:\(?0[\d ()]{8,14},? ?(?:opt(?:ion)?|ext(?:ension)?|x) ?\d|(?:ext(?:ension)?|bleep|x)\.? ?\d)",
)
_TO_A_MEETING = cued(
    ("meeting", "mdt", "training", "webinar"),
    r"\b(?i:meeting|mdt|training|webinar)\b[^\n:]{0,60}?[.:;,] ?"
    r"(?P<names>(?:Dr|Sr|Sister|Matron|Prof) [^;:\n]{2,100}?) "
    r"to (?:attend|join)\b(?! (?:a&e|ed|clinic|hospital|appointment))",
)
_PRINTED_AS = cued(
    ("prescriber", "clinician", "author", "signatory", "requester"),
    r"\b(?i:prescriber|clinician|author|signatory|requester)(?:'s)?(?i: name)? "
    r"(?i:(?:is |was )?(?:printed|given|shown|recorded|typed|stamped|is|was)(?: as)?:?) "
    rf"(?P<names>(?:[A-Z]\.? ?){{0,2}}{_NAME})",
)
_OF_CLINICS = cued(  # '31 days for Mr Kapoor's clinics and 9 for Miss Lund's'
    ("'s ",),
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][a-z'-]+'s (?:clinics?|lists?|secretary|typing)\b[^.;\n]{0,40} "
    r"(?:for|and|than|to|not) (?P<names>(?:Mr|Mrs|Ms|Miss)\.? [A-Z][A-Za-z-]+)'s(?=[.,;)\n]|\s*\Z)",
)

_CUED = (
    _WHO_LEADS,
    _WITH_AN_OPTION,
    _TO_A_MEETING,
    _PRINTED_AS,
    _OF_CLINICS,
    _ON_DUTY,
    _SAYS_WHO,
    _PERSON_TO_ASK,
    _TALKED_WITH,
    _THEATRES,
    _QUOTED,
    _NAMES_OF_THINGS,
)
_PATTERNS = (_TEAM, _FIELD_OF_WORK)


def names_at_work(text: str) -> Iterator[Span]:
    """Stretches that name people at work, or things that are called like people."""
    for match in _GREETED.finditer(text):
        if not TO_A_PATIENT.search(text, match.end(), match.end() + _FAR):
            yield match.span("names")
    for match in _OPENS.finditer(text) if "(" in text else ():
        if _follows_a_post(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span("names")
    low = text.lower()
    for match in chain(*(one.finditer(text, low) for one in _CUED), *(one.finditer(text) for one in _PATTERNS)):
        yield match.span("names")
    last = _LAST.search(text, max(0, len(text) - _TAIL))
    placed = list(_AT_A_PLACE.finditer(text))
    own = (last is not None or placed or " me" in text or " I" in text) and ABOUT_ONES_OWN.search(text) is not None
    if last is not None and not own and _signs(text, last):
        yield last.span("names")
    for match in placed if not own else ():
        yield match.span("names")
    for match in (*_ASKED.finditer(text), *_ASKED_TO.finditer(text), *(_WITH_ME.finditer(text) if not own else ())):
        yield match.span("names") if match.group("names") else match.span("first")
    for match in _GUESSED.finditer(text) if "?" in text else ():
        if _WHO_IT_WAS.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield match.span("names")


def is_a_patient_beside(text: str, start: int, end: int) -> bool:
    """Does what stands right beside a name make its bearer a patient for all that?"""
    return is_patient(text, start, end) or BESIDE.match(text, end) is not None


def _signs(text: str, last: re.Match[str]) -> bool:
    """Is the name that a text ends with its writer's, and not that of the only patient in it?"""
    low, before = last.group("names").lower(), last.group("before").strip(" ,").lower()
    if is_known_word(low) and not is_first_name(low) or low in CLINICAL:
        return False
    if before.isalpha():
        at_work = before in _BEFORE_WHO_SIGNS or before in HOUSES or before.removesuffix("s") in _AT_A_POST
        return at_work and is_first_name(low) and before not in FAMILY
    if last.group("stop") or not is_first_name(low):
        return False
    return bool(last.group("kiss")) or _A_WRITER.search(text, 0, last.start()) is not None


def _follows_a_post(before: str) -> bool:
    """'Community matron here (' and 'the physio at intermediate care (': a post, and no more than where it is."""
    clause = re.split(r"[.!?;:,\n](?=\s|\Z)", before)[-1]
    if _ROOMS.search(clause):
        return True
    for word in _WORD.finditer(clause):
        low = word.group().lower()
        tail = clause[word.end() :]
        if low in _PLACES and not tail:
            return True
        post = low in _AT_A_POST or low.removesuffix("s") in _AT_A_POST
        if post and _AFTER_A_POST.fullmatch(tail) and not _SOMEBODY_ELSE.search(tail):
            return FAMILY.isdisjoint(tail.lower().split())
    return False
