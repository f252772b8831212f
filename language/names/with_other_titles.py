"""Patients with a title that is no clinic's: a councillor with an age, a canon who fell, a convent's sister."""

import re
from collections.abc import Iterator

from language.names.by_what_befell import can_be_called
from language.reading.cued import cued
from language.reading.name_knowledge import HOUSES
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_NAME = r"(?:[OD]')?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_TITLE = (
    r"(?:Cllr|Councillor|Alderman|Ald|Revd|Rev|Reverend|Canon|Fr|Father|Pastor|Vicar|Deacon|Bishop|Imam|Rabbi|Sheikh|"
    r"Sir|Lady|Dame|Lord|Major|Maj|Capt|Captain|Colonel|Col|Brigadier|Lt|Sgt|Sergeant)"
)
_SIGNS = (
    "cllr",
    "councillor",
    "ald",
    "rev",
    "canon",
    "fr",
    "father",
    "pastor",
    "vicar",
    "deacon",
    "bishop",
    "imam",
    "rabbi",
) + ("sheikh", "sir", "lady", "dame", "lord", "maj", "capt", "col", "brigadier", "lt", "sgt", "sergeant")
_CALLED = rf"(?P<names>{_TITLE}\.? (?:[A-Z]\.? ){{0,2}}(?P<own>{_NAME}(?: {_NAME}){{0,2}}))(?!['’]?-)"
_IDENTITY = "".join(STANDS_FOR[kind] for kind in ("NHS_NUMBER", "DOB", "HOSPITAL_NUMBER"))
_HOME = STANDS_FOR["ADDRESS"] + STANDS_FOR["POSTCODE"]
_ENDS = r"(?=[,.;:)\n]|\s*\Z)"
_AGED = (
    rf"(?:(?:,| -)? ?\(?(?:(?:aged?|now) )?(?:[1-9]\d|10\d)(?: ?(?:yo|y/o|yrs?(?: old)?|years? old|M|F|m|f)\b|"
    rf"{_ENDS})|"
    rf"[\s,(:-]{{1,4}}(?:(?:d\.?o\.?b\.?|nhs(?: (?:no|num|number))?|hosp(?:ital)? (?:no|number)|mrn)\b\W{{0,3}})?"
    rf"[{_IDENTITY}]|,? \(?(?:d\.?o\.?b\.?|born)\b)"
)
_AT_HOME = rf"(?:[\s,(:-]{{1,4}}(?:(?:of|at|from|lives at|who lives at) )?(?:the \w+, )?[{_HOME}])"
_THEN = r"(?: (?:then|later|also|only|just|still|again|sadly|recently|actually|now)){0,2}"
_BEFALLS = (
    rf"(?:(?: who)?(?:(?: (?:was|is|has been|had been|being|got)){_THEN} (?:re-?admitted|admitted|discharged|"
    r"sent home|brought in|seen (?:in|at|by|on)|referred|reviewed (?:in|by|on)|diagnosed|operated on|"
    r"transferred|found (?:on|collapsed|unresponsive|dead)|waiting|awaiting|"
    r"in (?:hospital|pain|tears|resus|itu|icu|bed|bay)|confused|unwell|poorly|septic|"
    r"bed ?bound|house ?bound|on (?:warfarin|insulin|oxygen|methotrexate|ward|the ward))\b|"
    rf"{_THEN} (?:fell|collapsed|died|passed away|attended (?:ed|a&e|a & e|clinic|with)|presented with|"
    r"came (?:in|home|out) (?:with|from|on|without)|went home|sent home|discharged (?:home|without|with|on|to|from)|"
    r"lives alone|has (?:had )?(?:no|a new|his|her)\b|had (?:a|an|no|his|her) |missed (?:his|her)|"
    r"(?:rang|phoned|called)(?: \w+)? (?:about|re|for|chasing) (?:his|her)|needs (?:a|an|his|her) |never (?:got|had|"
    r"received)|(?:is )?(?:still )?(?:waiting|awaiting) ))|"
    r"['’]s (?:own )?(?:ttos?|ttas?|discharge|medication|meds|tablets|bloods?|results?|scan|biopsy|histology|"
    r"operation|op|appointment|appt|hip|knee|catheter|wife|widow|husband|daughter|son|wound|fall|inr|referral)\b"
    r"(?! (?:list|clinic|team|service|policy|form)s?\b))"
)
_WITH_A_TITLE = cued(
    _SIGNS,
    rf"(?<![\w'.-]){_CALLED}(?:(?P<certain>(?i:{_AGED}))|(?P<likely>(?i:{_AT_HOME}|{_BEFALLS})))",
)
_PAPER = (
    r"(?:[Pp]atient|[Pp]t|(?:letter|summary|discharge|results?|bloods?|referral|scan|tto|script|prescription|"
    r"appointment|appt|medication|meds|histology|notes) (?:for|about|of|on|re)):?"
)
_ON_A_PAPER = cued(  # 'No discharge summary for Canon Whittle'
    _SIGNS, rf"\b{_PAPER} {_CALLED}(?=[.,;:)\n]|\s*\Z| (?:who|from|is|was|has|and|but|after|never|not|went|sent)\b)"
)
_CHAPLAINS = re.compile(
    r"\b(?:chaplain\w*|spiritual|pastoral care|clergy|governors?|trustees?|lead member|portfolio|chair(?:s|ed|man|"
    r"woman)?|scrutiny|hosc|ministers?|ward visitor|visits)\b",
    re.IGNORECASE,
)
_OF_A_CONVENT = cued(  # 'Sr. Agnes from the convent'
    ("convent", "monastery", "priory", "abbey", "friary", "presbytery", "vicarage", "nunnery", "nun", "monk"),
    rf"(?<![\w'.-])(?P<names>(?:Sr|Sister|Mother|Br|Bro|Brother|Fr|Father|Dom|Rev|Revd)\.? (?P<own>{_NAME}"
    rf"(?: {_NAME})?))(?:,? (?:from|of|at|in|who lives (?:at|in)) (?:the|our|[Ss]t\.? {_NAME}'?s?)(?: {_NAME})? "
    r"(?i:convent|monastery|priory|abbey|friary|presbytery|vicarage|nunnery)\b"
    r"(?! (?:ward|road|street|lane|surgery|site|unit|practice|clinic|wing|hospital))|,? \(?(?:is |who is )?an? "
    r"(?:retired |elderly )?(?:nun|monk)\b)",
)
_NEAR = 48


def names_with_other_titles(text: str) -> Iterator[Span]:
    """Names behind a title of the church, the town or the army that have beside them what patients have."""
    low = text.lower()
    for match in _WITH_A_TITLE.finditer(text, low):
        lows = match.group("own").lower().split()
        house = lows[-1] in HOUSES and not match.group("certain")
        if not house and can_be_called(lows) and not _is_a_chaplain(text, match):
            yield match.span("names")
    for match in _ON_A_PAPER.finditer(text, low):
        lows = match.group("own").lower().split()
        if lows[-1] not in HOUSES and can_be_called(lows) and not _is_a_chaplain(text, match):
            yield match.span("names")
    for match in _OF_A_CONVENT.finditer(text, low):
        if can_be_called(match.group("own").lower().split()):
            yield match.span("names")


def _is_a_chaplain(text: str, match: re.Match[str]) -> bool:
    before, end = max(0, match.start() - _NEAR // 2), match.end("names")
    return (
        _CHAPLAINS.search(text, before, match.start()) is not None
        or _CHAPLAINS.search(text, end, min(len(text), end + _NEAR)) is not None
    )
