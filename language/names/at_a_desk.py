"""Who is at work by the desk where a name is reached: in brackets behind a department, with an extension."""

import re
from collections.abc import Iterator

from language.names.reading_names import LIST, NAME, NAMES, people
from language.names.work_words import CARE, OFFICES, SPECIALTIES
from language.reading.cued import cued
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_REACHED = r"(?:,? (?:on |at )?\(?(?:[xX]|[eE]xt(?:ensio)?n?\.? ?|[bB]leep(?: no\.?)?:? |blp |bp )\d{3,5}\b)"
_SAYS = (
    r"(?:says?|said|told|tells|rang|confirmed|agreed|agrees|reckons|thinks|replied|emailed|promised|insists|faxed|sent|"
    r"swears|knew|knows)\b"
)
_TEAM = r"(?: (?:team|dept|department|desk|office|lead|line|hub|people|sec))?"
_BRACKET = re.compile(rf"\((?P<names>{NAMES}){_REACHED}?(?P<closes>[,;)])(?P<says> {_SAYS})?")
_LONE = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss)\.? )?[A-Z][a-z]+")
_OUR_PEOPLE = (
    r"(?:our|your|their|the) (?:workflow|admin|reception|coding|scanning|summarising|back[- ]office|post|it|records|"
    r"prescription|referrals?|bookings?|secretarial|front[- ]desk|pharmacy|dispensary|practice|office) "
    r"(?:people|folk|girls|ladies|lads|lot|colleagues|team|staff|crew)"
)
_OFFICE_BEFORE = re.compile(rf"\b(?:{OFFICES}{_TEAM}|{_OUR_PEOPLE})\Z", re.IGNORECASE)  # 'med records (Pauline'
_SPECIALTY_BEFORE = re.compile(rf"\b{SPECIALTIES}{_TEAM}\Z", re.IGNORECASE)  # where a patient's whole name may stand
_ORGANISATION_BEFORE = re.compile(  # 'ICB meds safety (Mr Farouk)'
    r"\b(?:(?-i:ICB|PCN|CSU|LMC|CCG|NHSE|RMC)|trust|council|federation|supplier|helpdesk)(?:'s)?(?: [a-z&]+){1,3}\Z",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(
    r"\b(?:team|staff|crew|secretaries|receptionists|secs|typists|coders|schedulers|clerks|porters|matrons|pharmacists|"
    r"co-?ord(?:inator)?s|leads|partners|admin|office|paramedics|nurses|midwives|hcas|physios|doctors|registrars|"
    r"radiographers|carers from (?:the )?agency|call ?handlers|students)"
    r"(?: (?:themselves|there|today|tonight|yesterday|both|who came|on scene|on duty|on nights))?\Z",
    re.IGNORECASE,
)
_WARD_BEFORE = re.compile(  # 'Ward 9 (Jackie) rang'
    rf"\b(?:(?:ward|unit|bay) [A-Z]?\d{{1,2}}[A-Z]?|the ward|{CARE})\Z", re.IGNORECASE
)
_LIST = re.compile(LIST)
_BEFORE = 64
_I_ASKED = r"\b(?:I|we|I've|we've|you|just|please)(?: (?:have|had|then|only|both))? ask(?:ed)? for "
_TOLD = (
    r"(?:asked of|agreed with|told by|said by|advised by|promised by|confirmed (?:by|with)|checked with|raised with|"
    r"discussed with|spoke(?:n)? (?:to|with)|speak (?:to|with)|queried with|according to|as per|per|via|thanks to|"
    r"rang|phoned|emailed|e-mailed|called|contacted|chased|asked|told)(?: (?:a|one|someone called|somebody called))?"
)
_OF_OURS = r"(?:the |our |your |their )?(?:[a-z-]+ )?"
_PATTERNS = (
    cued((" x", "(x", " ext", "(ext", "bleep", "blp", "bp"), rf"\b(?P<names>{NAME}){_REACHED}"),
    cued(
        ("x", "bleep"),
        rf"\b(?:[xX]|[eE]xt(?:ension|n)?\.? ?|[bB]leep:? )\d{{3,5}} ?(?:=|is|-|:|for|,) (?P<names>{NAME})",
    ),
    cued(("ask for ", "asked for "), rf"{_I_ASKED}(?P<names>{NAME} or {NAME})(?=[.,;)\n]|\s*\Z)", re.IGNORECASE),
    cued(
        (
            "ask",
            "agreed with",
            "told",
            "said by",
            "advised by",
            "promised by",
            "confirmed",
            "checked with",
            "raised with",
            "discussed with",
            "spoke",
            "speak",
            "queried",
            "according",
            "per ",
            "via",
            "thanks to",
            "rang",
            "phoned",
            "mailed",
            "call",
            "contacted",
            "chased",
        ),
        rf"\b{_TOLD} (?P<names>{NAME}) (?:in|at|on|from|@) {_OF_OURS}(?:{OFFICES}|{SPECIALTIES}|x[- ]?ray|booking)\b",
        re.IGNORECASE,
    ),
    cued(  # 'Zainab in cardiology booking answers the phone'
        (
            "answer",
            "pick",
            "sort",
            "help",
            "deal",
            "runs",
            "covers",
            "does",
            "fixed",
            "found",
            "sent",
            "took",
            "suggest",
            "reckons",
            "insists",
            "promise",
            "agree",
            "logged",
            "checked",
            "thinks",
            "knew",
            "knows",
        ),
        rf"\b(?P<names>{NAME}) (?:in|at|on|from) {_OF_OURS}(?:{OFFICES}|{SPECIALTIES})"
        r"(?: (?:bookings?|team|office|desk|admin|reception))? (?:always |never |usually |kindly |then |also |just )?"
        r"(?:answer(?:s|ed)|pick(?:s|ed) up|sort(?:s|ed)|help(?:s|ed)|deals? with|runs|covers|does|fixed|found|sent|"
        r"took|suggest(?:s|ed)|reckons|insists|promise[sd]|agree[sd]|logged|checked|thinks|knew|knows)\b",
        re.IGNORECASE,
    ),
    cued(
        ("csu", "icb", "ccg", "lmc", "pcn", "nhse", "rmc", " bi"),
        rf"\b(?P<names>{NAME}) (?:at|from|over at|in|with) (?:the |our |your )?(?:CSU|ICB|CCG|LMC|PCN|NHSE|RMC|BI)\b",
    ),
    cued(  # 'rang radiology, Wayne took details'
        ("rang", "phoned", "called", "emailed", "tried", "contacted", "asked", "bleeped"),
        rf"\b(?:rang|phoned|called|emailed|tried|contacted|asked|bleeped) (?:the |your |our )?(?:[a-z]+ )?"
        rf"(?:{OFFICES}|{SPECIALTIES}|{CARE})(?:,|\.|;| -| and)? (?P<names>{NAME}) "
        r"(?:took|said|says|answered|put me|told (?:me|us)|wouldn't|would not|couldn't|didn't|promised|transferred|"
        r"picked up|hung up)\b",
        re.IGNORECASE,
    ),
    cued(  # 'told Melanie Ashe at the Alliance'
        (
            "alliance",
            "trust",
            "federation",
            "board",
            "council",
            "deanery",
            "network",
            "region",
            "commissioner",
            "ics",
            "partnership",
            "collaborative",
        ),
        rf"\b{_TOLD} (?P<names>{NAME}) (?:at|from) (?:the )?(?-i:(?:[A-Z][\w'-]+ ){{0,3}}(?:Alliance|Trust|"
        r"Federation|Board|Council|Deanery|Network|Region|Commissioners?|ICS|Partnership|Collaborative|Confederation))\b",
        re.IGNORECASE,
    ),
    cued(  # 'Rang service desk 01632 960100 opt 3, spoke to Imran'
        ("spoke", "through to"),
        r"\b(?:rang|rung|phoned|called|calling|ringing|tried|contacted|emailed|logged (?:it )?with) "
        rf"(?:(?:the|your|our|their) )?(?:[a-z-]+ ){{0,2}}?(?:{OFFICES}|{SPECIALTIES}|[a-z-]+ desk|help ?line|"
        r"support|(?:advice|support|bookings?|referrals?) line|hotline|call centre|contact centre)"
        rf"(?: (?:line|team|desk))?(?:[ ,(]{{1,2}}(?:on )?(?:[\d ]{{5,14}}|{STANDS_FOR['PHONE']})\)?)?"
        r"(?:,? \(?opt(?:ion)? ?\d\)?)?(?:,|;| -| and|\.)? (?:(?:then|and|eventually|finally|we|I|i) ){0,2}"
        r"(?:[Ss]poke (?:to|with)|(?:got|was|were) (?:put )?through to) "
        rf"(?P<names>{NAME})(?!['’\w]| (?:and|or) (?:her|his)| \((?:pt|patient|the|her|his)|,? (?:her|his|the "
        r"(?:patient|pt))(?:'s)? (?:mum|dad|wife|husband|son|daughter|mother|father|partner))",
        re.IGNORECASE,
    ),
    cued(("ask ",), rf"(?:\A|[.!?\n] ?)Ask (?P<names>{NAME}) (?:why|where|how|when) (?:the|our|your|this|we|it)\b"),
    cued(  # 'x-ray dept, Pauline, says'
        (" team", " desk", "ffice", " dept", "tment"),
        rf"(?<=(?: team| desk|ffice| dept|tment)), (?P<names>{NAME}),(?= {_SAYS})",
    ),
    cued(  # '(reception - Kim)'
        ("(",),
        rf"\((?:the |our |your )?(?:{OFFICES}|{SPECIALTIES})(?: - |, |: )(?P<names>{NAMES})(?=\))",
        re.IGNORECASE,
    ),
)


def names_at_a_desk(text: str) -> Iterator[Span]:
    """Names of those who are reached at a desk."""
    for match in _BRACKET.finditer(text) if "(" in text else ():
        if _is_behind_a_desk(text[max(0, match.start() - _BEFORE) : match.start()].rstrip(), match):
            yield from people(text, *match.span("names"))
    low = text.lower()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, low):
            yield from people(text, *match.span("names"))


def names_of_a_crew(text: str) -> Iterator[Span]:
    """'Ambulance crew themselves (Dave and Will)': more names than one in brackets, right behind a word for staff."""
    for match in _BRACKET.finditer(text) if "(" in text else ():
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip()
        if _LIST.fullmatch(match.group("names")) and _GROUP_BEFORE.search(before):
            yield from people(text, *match.span("names"))


def _is_behind_a_desk(before: str, match: re.Match[str]) -> bool:
    """Do the words before a bracket with names in it say that these are at work there?"""
    names, closed = match.group("names"), match.group("closes") == ")"
    if _OFFICE_BEFORE.search(before):
        return True
    lone = closed and _LONE.fullmatch(names) is not None
    if lone and (_SPECIALTY_BEFORE.search(before) or match.group("says") and _WARD_BEFORE.search(before)):
        return True
    return closed and _ORGANISATION_BEFORE.search(before) is not None
