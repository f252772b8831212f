"""Names that stand in a special place: quoted, after a relative, as initials, at the end of a family's message."""

import re
from collections.abc import Iterator

from language.reading.cued import cued
from language.reading.name_cues import POSTS
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    HOUSES,
    PLACES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_NAME = r"[A-Z][^\W\d_]*[a-z](?:['-][A-Z][a-z]+)?"
_ONE_NAME = re.compile(_NAME)
_KIN = (
    r"(?:mum|mam|mother|dad|father|wife|husband|son|daughter|dtr|brother|sister|aunt(?:ie|y)?|uncle|nan|gran|grandma|"
    r"grand(?:mother|father|son|daughter|dad)|niece|nephew|cousin|widow(?:er)?|twin|step-?(?:son|daughter|"
    r"mother|father)|"
    r"(?:mother|father|son|daughter)-?\s?in-?\s?law|nok|next of kin|carer|neighbour|friend|partner|baby|child)"
)
_INITIALS = re.compile(
    r"(?<![\w&])(?P<name>[A-Z](?:\.? ?[A-Z]){1,2}\.?) \(?(?:\(?initials?\b(?: only)?)", re.IGNORECASE
)
_QUOTED = re.compile(
    r"\b(?:for|to|from|of|as|called|named|labelled|marked|headed|addressed to|name|dear|re|says|reads|about) "
    rf"[\"'](?P<name>(?:(?:Mr|Mrs|Ms|Miss) )?{_NAME}(?: {_NAME}){{0,2}})[.,]?[\"']"
)
_AFTER_KIN = re.compile(
    rf"\b(?i:his|her|their|the|pt'?s?|patient'?s|whose|with|lives with|my|elder|younger|eldest|youngest|only|"
    rf"late) {_KIN},? "
    rf"(?P<name>{_NAME})(?P<more> {_NAME})?(?=[,.;)]| (?:is|was|has|had|who|rang|phoned|says?|said|at|on|and)\b|"
    rf"\s*\Z)"
)
_KIN_IS = re.compile(  # 'mother is Beth Lane': a surname that is a kind of house as well
    rf"\b(?!sister){_KIN} (?:is|was|called|named) (?P<name>(?P<first>{_NAME}) (?P<last>{_NAME}))(?! [A-Z])"
)
_KINSHIP = re.compile(rf"(?<![\w'-])(?P<name>(?:Auntie|Aunty|Aunt|Uncle|Nana|Nanna|Granny|Grandad|Grandma) {_NAME})")
_A_DOCTOR_IN_THE_FAMILY = re.compile(  # 'Her son, Dr Anwar Sheikh, is a GP'; but 'with her son, Dr Patel agreed'
    rf"\b(?i:his|her|their|whose|(?:the )?(?:patient|pt)'?s)(?: [a-z]+)? "
    rf"(?!partner|friend|carer|neighbour|child){_KIN}"
    rf"(?:(?P<opens>,| -| \()? ?|(?: is)? )(?P<name>(?:Dr|Prof|Professor|Doctor)\.? {_NAME}(?: {_NAME})?)"
    r"(?(opens)(?=[,)]| -|\.?\s*\Z))"
)
_CALLED_BESIDES = re.compile(  # 'that lad with the methadone, robbo, was moved'
    r"\b(?i:that|this|the|our|an?|one|another) (?:(?:young|old|older|elderly|poor|other|new) )?"
    r"(?:lad|lady|chap|bloke|fella|man|woman|guy|girl|boy|gentleman|pt|patient|kid|youngster|client|resident) "
    r"(?:with|on|from|in|off|who|under|at)(?: [\w'-]+){1,6}?, (?P<name>[A-Za-z][a-z]{2,15}),(?! (?:and|or)\b)"
)
_SPELT = re.compile(  # 'each spells her surname differently: Llewellyn, Lewelyn'
    r"\b(?i:his|her|their|the|pt'?s|patient'?s) (?:(?:sur|fore|first |last |second |maiden )?name)\b(?!s? of)"
    r"[^.;:\n]{0,60}: ?[\"']?"
    rf"(?P<names>{_NAME}(?:[\"']?(?:, and |, then |, | and | or | then | ?/ ?)[\"']?{_NAME}){{1,4}})"
)
_IN_WAYS = re.compile(
    r"\b(?:spel\w+|differ\w*|wrong\w*|ways|variously|mistyped|misspel\w+|versions)\b", re.IGNORECASE
)
_SAID_TO_BE = re.compile(  # 'the letter said Summer was "stable"'
    rf"\b(?:said|says|saying|states?d?|wrote|reports?|reported|told (?:us|me)|that) (?P<name>{_NAME}) "
    r"(?:was|is|has been|had been|seems|seemed|looked|looks) (?:(?:not|now|still|quite|very|more|fully) )?[\"']?"
    r"(?:stable|settled|fit|well|unwell|better|worse|ready|happy|anxious|low|calm|improving|discharged|admitted|"
    r"distressed|compliant|concordant|confused|agitated|mobile|independent|comfortable|suicidal|safe|psychotic|"
    r"pregnant|asymptomatic|recovering|eating|walking|due)\b(?=(?P<rest>[^\n]{0,80}))"
)
_ONE_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_ALONE = re.compile(rf"(?<=[.!?] )(?P<name>{_NAME})(?=[.!?] [A-Z\d(])")
_KIN_OF_SOMEBODY = re.compile(
    r"\b(?i:nok|next of kin|carer|mother|mum|father|dad|parents?|son|daughter|wife|husband|triplets|"
    r"twins?(?: (?:boys|girls))?|"
    rf"bab(?:y|ies)|siblings|widow|widower) (?:for|of|to) (?P<name>{_NAME})"
    r"(?=\s?[:,.;(-]|\s*\Z| (?:is|are|was|were|both|has|have|had|need|needs|born|due|not|still|and)\b)"
)
_FAMILY_WRITES = re.compile(
    r"\b(?i:my) (?:late |elderly |poor |dear |little |own |disabled )?"
    r"(?:mum|mam|mother|dad|father|husband|wife|son|daughter|aunt\w*|uncle|gran\w*|nan|nann?a|brother|sister|"
    r"baby|child|"
    r"twins?|lad|boy|girl|kids?|other half|partner|little one|niece|nephew|operation|appointment|scan|results?|"
    r"medication|tablets|pain|knee|hip|GP|biopsy|"
    r"blood tests?|inhaler|referral|letter)\b",
    re.IGNORECASE,
)
_FROM_FAMILY = re.compile(  # 'Copied from dad's e-mail', 'text from her daughter:'
    rf"\b(?:e-?mail|letter|message|text|note|voicemail|complaint)s? (?:\w+ ){{0,2}}(?:from|by) "
    rf"(?:his |her |their |the |a )?(?:pt'?s |patient'?s )?{_KIN}\b|"
    rf"\b{_KIN}'?s? (?:e-?mail|letter|message|text|note)s?\b|"
    rf"\b{_KIN} (?:writes|wrote|e-?mailed|texted|messaged)\b",
    re.IGNORECASE,
)
_A_SISTER = re.compile(  # who is a sister of the patient and no nurse: 'Sister Joan Hale is frantic'
    rf"\b[Ss]ister (?P<name>{_NAME}(?: {_NAME})?) (?:is |was |very |really |rightly |getting |now |so ){{1,3}}"
    r"(?:worried|anxious|upset|distraught|frantic|desperate|beside herself|in tears|scared|frightened|tearful|"
    r"concerned (?:that )?(?:he|she|they|about (?:him|her|them))|"
    r"(?:his|her|their) (?:carer|nok|next of kin|main carer|attorney))\b"
)
_SIGNS = re.compile(
    r"(?:\b(?i:regards|yours(?: (?:sincerely|faithfully|truly))?|sincerely|faithfully|many thanks|thanks|"
    r"thank you|best wishes|"
    r"with thanks|love|cheers),|\b(?i:regards|yours sincerely|yours faithfully|best wishes)\.?|\n)\s{1,3}"
    rf"(?P<name>(?:(?:Mr|Mrs|Ms|Miss)\.? )?{_NAME}(?: (?:{_NAME}|[A-Z]\.?)){{0,2}})(?=\s*\Z|[.,;]?\s*(?:\(|\n|"
    rf"\"|\Z)|\. [A-Z(]|[,.]? [{STANDS_FOR['EMAIL']}{STANDS_FOR['PHONE']}])"
)

_IN_A_BED = r"(?:bed|flat|side ?room|cubicle|trolley|apartment|apt|chair)"
_IN_A_ROOM = cued(  # 'Elsie from room 7 fell'
    ("room", "bay", "bed", "flat", "cubicle", "trolley", "apartment", "apt", "chair"),
    rf"(?<![\w'.-])(?P<name>[A-Za-z][a-z]{{1,20}}(?:-[A-Z][a-z]+)?)(?P<link>,? \(?(?:who (?:is|was) )?"
    rf"(?:(?P<in>from|in|of|at) )?)(?i:(?P<bed>{_IN_A_BED})|room|bay) ?\d{{1,3}}[A-Za-z]?\b\)?",
)
_NOT_OF_A_ROOM = re.compile(  # 'Sister Rose in bay 3', 'see Elsie in room 7'
    r"(?:\b(?:by|dr|mr|mrs|sister|nurse|matron|hca|staff|colleague|student|doctor|prof|st|receptionist|physio|"
    r"the|an?|our|"
    r"(?P<asks>with|see|ask|asks|asked|book|contact|thanks|thank|bleep|ask(?:ed|ing)? for|find|via|to))|-)\.? \Z",
    re.IGNORECASE,
)
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][a-z'-]+ \Z")
_WORKS_THERE = re.compile(
    r",? (?:(?:who )?(?:will|can|runs?|does|holds?|sees?|works?|covers?|answers?|answered|replied|replies|"
    r"takes?|took|handed|"
    r"said (?:she|he|they)'?(?:ll| will| would)|leads?|manages?|is (?:covering|running|doing|happy to|on duty|"
    r"in charge|free|"
    r"available|back)|has agreed|do|be|runs)|(?:is |who is )?(?:the |an? |our |your )?(?P<post>[a-z]+))\b"
)
_DOES_SOMETHING = re.compile(
    r"(?:,? (?:fell|was|is|has|had|needs?|needed|never|still|rang|went|did|didn't|hasn't|wasn't|keeps|wants|"
    r"cannot|can't|got|no|"
    r"came|says|said|missed|without|not|died|collapsed|refused)\b|[.,;]|\s*\Z)"
)


def names_in_passing(text: str) -> Iterator[Span]:
    """Names that their place in the text gives to a patient or a relative."""
    if "nitial" in text:
        for match in _INITIALS.finditer(text):
            if match.group("name").isupper():
                yield match.span("name")
    if '"' in text or "'" in text:
        for match in _QUOTED.finditer(text):
            if _is_somebody(match.group("name")):
                yield match.span("name")
    for match in _AFTER_KIN.finditer(text):
        low, more = match.group("name").lower(), (match.group("more") or "").strip().lower()
        if _may_be_a_name(low) and (not more or _may_be_a_name(more) or is_surname(more)):
            yield match.start("name"), match.end("more") if more else match.end("name")
    for match in _KIN_IS.finditer(text):
        if strong_first_name(match.group("first").lower()) and is_surname(match.group("last").lower()):
            yield match.span("name")
    for match in _KINSHIP.finditer(text):
        low = match.group("name").lower().split()[1]
        if is_first_name(low) or not is_known_word(low):
            yield match.span("name")
    for pattern in (_ALONE, _KIN_OF_SOMEBODY):
        for match in pattern.finditer(text):
            low = match.group("name").lower()
            if strong_first_name(low) or pattern is _KIN_OF_SOMEBODY and _may_be_a_name(low):
                yield match.span("name")
    for match in _A_SISTER.finditer(text) if "ister " in text else ():
        if _may_be_a_name(match.group("name").split()[0].lower()):
            yield match.span("name")
    yield from _told_besides(text)
    for match in _IN_A_ROOM.finditer(text, text.lower()):
        if _lies_there(text, match):
            yield match.span("name")
    if _FAMILY_WRITES.search(text) or _FROM_FAMILY.search(text):
        for match in _SIGNS.finditer(text):
            if _is_somebody(match.group("name")):
                yield match.span("name")


def _told_besides(text: str) -> Iterator[Span]:
    """A relative who is a doctor, what somebody is called, how a name is spelt, a name that is a word."""
    for match in _A_DOCTOR_IN_THE_FAMILY.finditer(text):
        yield match.span("name")
    for match in _CALLED_BESIDES.finditer(text) if "," in text else ():
        if _may_be_a_name(match.group("name").lower()):
            yield match.span("name")
    for match in _SPELT.finditer(text) if ":" in text else ():
        if _IN_WAYS.search(match.group()) is not None:
            for name in _ONE_NAME.finditer(text, *match.span("names")):
                if not is_known_word(name.group().lower()) or is_surname(name.group().lower()):
                    yield name.span()
    for match in _SAID_TO_BE.finditer(text):
        low = match.group("name").lower()
        if low in AMBIGUOUS and low not in CLINICAL and _ONE_PERSON.search(match.group("rest")):
            yield match.span("name")


def _lies_there(text: str, match: re.Match[str]) -> bool:
    """Does a patient lie or live in the room, and nobody work there?"""
    said, in_bed = match.group("name"), match.group("bed") is not None
    low = said.lower()
    if low in CLINICAL or low in HOUSES or low in POSTS or low in PLACES:
        return False
    before = text[max(0, match.start() - 20) : match.start()]
    asked = _NOT_OF_A_ROOM.search(before.lower())
    if asked and not (in_bed and asked.group("asks")) or _CAPITAL_BEFORE.search(before):
        return False
    works = _WORKS_THERE.match(text, match.end())
    if works and (works.group("post") in POSTS if works.group("post") else not in_bed):
        return False
    if strong_first_name(low):
        return said[0].isupper() or match.group("in") is not None and len(low) > 3
    if low in AMBIGUOUS:
        told = match.group("in") is not None and _DOES_SOMETHING.match(text, match.end()) is not None
        return told and said[0].isupper()
    unlisted = said[0].isupper() and len(low) > 3 and not is_known_word(low)
    return unlisted and (in_bed or is_surname(low) and match.group("in") is not None)


def _may_be_a_name(low: str) -> bool:
    return low not in CLINICAL and low not in HOUSES and (is_first_name(low) or not is_known_word(low))


def _is_somebody(name: str) -> bool:
    """A first name that is nothing else, alone or before a surname or a word of no list."""
    lows = name.lower().replace(".", "").split()
    if lows[0] in ("mr", "mrs", "ms", "miss"):
        return len(lows) > 1 and lows[-1] not in HOUSES
    if any(low in CLINICAL or low in HOUSES for low in lows):
        return False
    if len(lows) == 1:
        return strong_first_name(lows[0])
    return is_first_name(lows[0]) and (is_surname(lows[-1]) or not is_known_word(lows[-1]))
