"""Patients whose first name is also a word, or is typed small: an age, kin, care, a call or what they go through
says that it is a name."""

import re
from collections.abc import Iterator

from language.reading.name_cues import POSTS, TITLES, WEAK_TITLES
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    PLACES,
    cue_words,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)

Span = tuple[int, int]
_NAME = r"[A-Z][a-z]{1,20}(?:['-][A-Z][a-z]+)?"
_UNIT = r"(?:days?|d|weeks?|wks?|wk|months?|mths?|mth|mo|years?|yrs?|yr|y)"
_OF_AN_AGE = re.compile(  # 'Summer is 14,' and 'Joy was 80 in May'
    rf"(?:\A|[.!?\n:] ?|[.!?] \"?)(?P<name>{_NAME})(?:,? who)? (?:is|was|turns|turned|will be|'s)"
    rf"(?: only| just| now| nearly| almost| about)? \d{{1,3}}"
    rf"(?=[,.;)]|\s*\Z| (?:and|but|next|with|now|today|in|on) | ?{_UNIT} ?(?:old\b|[,.;]))"
)
_AFTER_AN_AGE = re.compile(  # '6 month old Faith' and '84yo Frank'
    rf"\b\d{{1,3}}(?:/(?:12|52|7))?[ -]?(?:{_UNIT}[ -]?olds?|yo|y/o)"
    r"(?: (?:boy|girl|baby|child|son|daughter|twin|lad|lady|man|woman|gentleman|pt|patient|called|named)){0,2},? "
    rf"(?P<name>{_NAME}(?: {_NAME})?)"
)
_KIN_IS = re.compile(  # 'Husband is Reg, also ours'
    r"\b(?:[Mm]um|[Mm]other|[Dd]ad|[Ff]ather|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|[Bb]rother|[Nn]an|[Gg]randson|"
    r"[Gg]randdaughter|[Nn]iece|[Nn]ephew|[Nn]eighbour|[Nn]ext of kin|NOK|[Cc]arer|[Tt]win)(?:'s name)? (?:is|was|=) "
    rf"(?P<name>{_NAME}(?: {_NAME})?)(?=[,.;)\n]|\s*\Z| (?:and|on|who|\()\b)"
)
_WILL = re.compile(  # the one name that a verb cannot be taken for, before another verb or after a preposition
    r"(?<!\bDr )(?<!\bSister )(?P<name>Will)(?='s (?:[a-z]+ )?[a-z]| (?:will|is|was|has|had|says|said|needs|"
    r"needed|did|does|came|went|rang|"
    r"lives|still|himself|and (?:his|I)|who|to have)\b)|"
    r"\b(?:for|about|with|of|re|saw|see|told|rang|sent|discharged|to|from|by|and) (?P<more>Will)\b(?! [A-Z])(?!')"
)
_IN_PERSON = re.compile(rf"(?<![\w'-])(?P<name>{_NAME}) (?:herself|himself)\b")
_A_MONTH_OR_SHE = re.compile(r"\b(?:about|re|is|for|regarding) (?P<name>April|May|June|August)[.,;] (?:She|He)\b")
_WHAT_IS_A_PATIENTS = (
    r"(?:discharge|package|care|wife|husband|partner|mum|mam|mother|dad|father|son|daughter|sister|brother|"
    r"niece|nephew|"
    r"family|carers?|house|flat|home|address|keys|medication|meds|medicines|tablets|pills|scan|bloods?|results?|"
    r"appointment|appt|operation|op|surgery date|dnacpr|funeral|nok|consent|pain|wound|leg|legs|hip|knee|heart|fall|"
    r"bed|oxygen|transport|social worker|case|death|stroke|diagnosis|treatment|chemo|inhaler|dressings?|drain)"
)
_OWNS = re.compile(
    rf"(?<![\w'-])(?<!St )(?<!Saint )(?P<name>{_NAME})'s (?:own |late |new |old )?{_WHAT_IS_A_PATIENTS}\b"
)
_OF_HOSPITALS = frozenset(("guy", "thomas", "mary", "george", "james", "luke", "bart", "bartholomew"))
_PART_OF_MORE = re.compile(r"(?:\b[A-Z][A-Za-z'-]*\.? |-)\Z")
_CALLS = re.compile(  # 'hiya it's joy cooper here'
    r"\b(?:it'?s|this is|my name(?:'s| is)|i'?m|i am) (?P<name>[a-z]{2,20} [a-z]{2,20}(?:-[a-z]{2,20})?),? "
    r"(?:here|speaking|calling|ringing|again)\b",
    re.IGNORECASE,
)
_OF_THE_CALLER = re.compile(
    r"\b(?:my|me) (?:poor |late |own |old |little )?(?:mum|mam|mother|dad|father|husband|wife|son|daughter|nan|"
    r"gran\w*|uncle|aunt\w*|brother|sister|baby|lad|lass|results?|appointment|operation|tablets|scan|leg|knee|"
    r"hip|letter|"
    r"bloods?|prescription|inhaler|hubby|other half|partner)\b",
    re.IGNORECASE,
)
_A_SERVICE = re.compile(r",? (?:from|in|on|at) (?:the |dr\b)?", re.IGNORECASE)
_MONTHS = frozenset(("april", "may", "june"))
_FAR = 200
_ADVERBS = r"(?: (?:now|still|also|already|only|just|currently|then|again|even|recently|simply|both)){0,2}"
_CARE = (
    r"(?:appointments?|appts?|scans?|echo|mri|ct|pet|x-?ray|ultrasound|biopsy|results?|tablets|pills|meds|"
    r"medications?|"
    r"medicines?|ttos?|ttas?|inhalers?|insulin|antibiotics|painkillers|morphine|op|operation|surgery|physio|"
    r"dressings?|"
    r"package of care|care package|carers?|call ?back|injections?|bloods?|blood tests?|transport|ecg|endoscopy|"
    r"colonoscopy|gastroscopy|fit note|sick note|prescriptions?|discharge (?:letter|summary)|clinic letter|oxygen|"
    r"catheter|chemo(?:therapy)?|radiotherapy|hip|knees?|cataracts?|hearing aids?|diagnosis|treatment|transplant|"
    r"stent|pacemaker|counselling|therapy|assessment|dialysis|smear|mammogram|bed|trolley|ambulance|dnacpr|warfarin|"
    r"eye|heart|follow[- ]?up|doppler|holter|cast|frame|commode|wheelchair)"
)
_OF_CARE = rf"(?:[a-z-]+ ){{0,2}}?{_CARE}\b"
_SO_LONG = (
    r"(?:(?:since|over|nearly|almost|about|around|more than|at least) (?!the\b)|\d|months|weeks|years|hours|"
    r"ages|all |"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve) )"
)
_WAITS = (
    rf"(?:(?:(?:has|had|is|was){_ADVERBS} (?:been )?(?:left |kept )?)?(?:still )?(?:waiting|awaiting|waited|waits)"
    rf"(?: (?:for )?{_SO_LONG}| (?:for )?(?:his|her|an?|another|the) {_OF_CARE}|"
    r" (?:in (?:ed|a&e|agony|pain|an? |the (?:corridor|department|waiting|back|ambulance))|on (?:a|the) )))"
)
_LEFT_OUT = (
    r"(?:never|still (?:has|had|hasn't|has not)|has (?:still )?(?:had |got )?no|(?:has|had|did|was)(?: not|n't)|"
    rf"(?:had|got|received|was given)(?: yet)? no|has yet to){_ADVERBS}(?: yet| ever)?"
    r"(?: (?:had|have|got|get|receive[d]?|heard about|see|seen|been (?:given|offered|sent|told|booked for)|given|"
    rf"offered|sent|told|had back|taken))?(?: (?:his|her|an?|any|the|about (?:his|her)))? {_OF_CARE}|"
    r"(?:never|still (?:has not|hasn't)|has(?: still)?(?: not|n't)|was(?: not|n't)) (?:been )?(?:got|had|get|"
    r"received|seen|"
    r"given|sent|told|heard about|told about) (?:his|her) (?!reply|replies|log|pass|e-?mail)[a-z]"
)
_UNDERGOES = (
    rf"(?:was|were|has been|had been|got|is being|was being|keeps being|keeps getting){_ADVERBS} (?:"
    r"sent (?:home|away|back to (?:us|ed|a&e|the gp|his|her)|to (?:ed|a&e|the wrong (?:ward|hospital|clinic)))|"
    r"turned away|discharged|readmitted|"
    rf"given (?:no |the wrong |(?:somebody|someone|another patient)(?: else)?'?s? |(?:his|her|an?|two) {_OF_CARE})|"
    r"refused (?:an?|his|her|treatment|pain|surgery|entry)\b|passed from|bounced|misdiagnosed|catheterised|"
    r"cannulated|"
    r"left (?:on a|in (?:pain|agony|a (?:chair|corridor|wet))|waiting|without (?:any |his |her |an? |food|pain|"
    r"care)|with no)|"
    r"told (?:(?:that )?(?:he|she|his|her)\b|there (?:was|were|is|are) no|to (?:(?:ring|see|call|contact|ask|"
    r"go back to|speak to)"
    r" (?:his|her|the gp|111|a&e|us\b)|go home|go to (?:a&e|ed|his|her)|come back|wait))|"
    rf"(?:booked(?: in)?|listed|due|down|referred) for (?:his|her|an?) {_OF_CARE}|"
    r"moved (?:to (?:another|a different) ward|between wards|(?:wards? )?(?:twice|three|four))|nil by mouth|"
    r"seen (?:in (?:ed|a&e|clinic|sdec|amu|outpatients|your clinic|the [a-z]+ clinic)|by (?:dr|"
    r"the (?:consultant|gp|registrar)))|"
    r"started on|stopped from|overdosed|housebound|bedbound|(?:in )?(?:pain|agony)\b|unwell|poorly|vomiting|bleeding)"
)
_ACTS_FOR_CARE = (
    rf"missed (?:his|her|an?) {_OF_CARE}|(?:lost|misses|needs|needed) (?:his|her) {_OF_CARE}|"
    rf"(?:ran|has run|had run|is running|nearly ran) out of (?:(?:his|her) )?{_OF_CARE}|"
    r"(?:went|came|got|goes|arrived|returned|left hospital|left the ward|left)(?: back)?(?: home|"
    r" hospital)? (?:with no|without"
    rf"(?: an?| any| his| her)?) {_OF_CARE}|"
    rf"(?:turned up|attended|came|went|arrived|travelled)(?: [a-z]+){{0,2}}? for (?:his|her|an?) {_OF_CARE}|"
    r"(?:went|came|ended up) (?:back )?(?:to|in|at) (?:ed|a&e|resus|hospital)\b|"
    r"(?:can't|cannot|couldn't|could not|(?:is|was|has been) unable to|struggles to) (?:walk|swallow|breathe|"
    r"sleep|eat|stand|"
    rf"get (?:up|out of bed|an appointment|(?:his|her|any|the|an?) {_OF_CARE}))|"
    r"(?:asks?|asked|wants?|wanted|would like|is asking|keeps asking|has asked|is chasing|"
    r"chased)(?: us)?(?: for| about| to know)?"
    rf" (?:his|her) {_OF_CARE}|"
    r"(?:is|was|feels|felt) (?:[a-z]+ )?(?:worried|anxious|terrified|frightened|desperate|scared|"
    r"upset) (?:about|that) (?:his|her)\b|"
    r"(?:fell|slipped|collapsed|fainted|tripped)(?= (?:on the ward|at home|in (?:the|her|his) (?:ward|night|"
    r"bath|shower|toilet|corridor|car|street|garden|lounge|kitchen)|out of|down|over|again|twice|off|"
    r"last|overnight|this|getting|going|and (?:broke|hit|was|bumped|hurt))|[.,]|\s*\Z)|"
    r"(?:rang|phoned|rings|phones)(?: [a-z]+)? (?:us|me|reception|the (?:surgery|practice)|111|999|again|"
    r"in tears|twice|"
    r"three times|every day)\b(?! from)"
)
_GOES_THROUGH = rf"(?:{_WAITS}|{_LEFT_OUT}|{_UNDERGOES}|{_ACTS_FOR_CARE})"
_PATIENT_GOES_THROUGH = re.compile(  # 'Mark has been waiting since March for his echo'
    rf"(?P<name>[A-Z](?<![\w'.-].)[a-z]{{1,20}}(?:['-][A-Z][a-z]+)?) (?i:{_GOES_THROUGH})"
)
_GOES_THROUGH_IN_SMALL = re.compile(rf"(?:\A|[.;!?\n] ?)(?P<name>[a-z]{{2,10}}) {_GOES_THROUGH}")
_CLAUSE_OPENS = re.compile(
    r"(?:\A|[.,;:!?\n(\"'>*•-] ?|\b(?:and|but|so|because|since|as|when|while|if|although|though|that|says?|said|"
    r"then|now|also|"
    r"why|how|where|patient|pt|resident|client|after|before|today|yesterday|again|heard|hear|sorry|until|is) )\Z",
    re.IGNORECASE,
)
_OF_AN_OFFICE = re.compile(
    r"\b(?:repl(?:y|ies)|response|answer|log-?ins?|passwords?|smart ?cards?|access|training|laptop|e-?mails?|"
    r"induction|rota|"
    r"shifts?|leave|interview|locum|the patient|patients|for (?:us|me|you)|manager|colleagues?|staff|meeting|"
    r"team)\b|\bour\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;\n]{0,70}")
_IN_SMALL = cue_words("first_names_in_small_letters") | {"will", "may", "june", "april"}


def names_that_are_words(text: str) -> Iterator[Span]:
    """First names that are words, and are names where they stand."""
    for pattern in (_OF_AN_AGE, _AFTER_AN_AGE):
        for match in pattern.finditer(text):
            yield from _name(match)
    for match in _KIN_IS.finditer(text):
        if strong_first_name(match.group("name").split()[0].lower()):
            yield from _name(match)
    for match in _WILL.finditer(text) if "Will" in text else ():
        yield match.span("name" if match.group("name") else "more")
    for match in _A_MONTH_OR_SHE.finditer(text):
        yield match.span("name")
    for match in (*_OWNS.finditer(text), *_IN_PERSON.finditer(text)):
        low = match.group("name").lower()
        a_word = (
            low in AMBIGUOUS
            or is_first_name(low)
            and low not in CLINICAL
            and (low in EPONYMS or match.re is _IN_PERSON)
        )
        if (
            a_word
            and low not in _OF_HOSPITALS
            and not _PART_OF_MORE.search(text[max(0, match.start() - 24) : match.start()])
        ):
            yield match.span("name")
    yield from _who_goes_through_it(text)
    for match in _CALLS.finditer(text):
        first, last = match.group("name").lower().split()
        behind = text[match.end() : match.end() + _FAR]
        named = is_first_name(first) and (is_surname(last) or not is_known_word(last))
        if named and _OF_THE_CALLER.search(behind) and not _A_SERVICE.match(behind):
            yield match.span("name")


def _who_goes_through_it(text: str) -> Iterator[Span]:
    """First names of which something is said that a patient goes through, and nothing of an office."""
    in_small = _GOES_THROUGH_IN_SMALL.finditer(text) if text.lstrip()[:1].islower() else ()
    for match in (*_PATIENT_GOES_THROUGH.finditer(text), *in_small):
        low, start = match.group("name").lower(), match.start("name")
        known = is_first_name(low) or low in _MONTHS if match.re is _PATIENT_GOES_THROUGH else low in _IN_SMALL
        if not known or low in HOUSES or low in POSTS or low in PLACES or low in CLINICAL and low not in AMBIGUOUS:
            continue
        rest = _CLAUSE.match(text, match.end())
        opens = _CLAUSE_OPENS.search(text, max(0, start - 12), start)
        if opens and not (rest and _OF_AN_OFFICE.search(rest.group())):
            yield match.span("name")


def _name(match: re.Match[str]) -> Iterator[Span]:
    """The first name, with a surname behind it if it is one."""
    first, _, last = match.group("name").lower().partition(" ")
    if first in TITLES or first in WEAK_TITLES:
        return
    if (
        not (is_first_name(first) or first in _MONTHS or not is_known_word(first))
        or first in CLINICAL
        and first not in AMBIGUOUS
        or last in HOUSES
    ):
        return
    both = last and (is_surname(last) or not is_known_word(last))
    yield match.start("name"), match.end("name") if both or not last else match.start("name") + len(first)
