"""Who is a patient by what befell somebody, a nurse or doctor too: admitted, sent home, 'is the one who fell'."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from language.names.staff import STAFF_TITLES
from language.reading.name_cues import CHILDREN, POSTS, RELATIVES, TITLES
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

Span = tuple[int, int]
_WORD = r"(?:[OD]')?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:['-][A-Z]?[a-z]{2,})?"
_ON = r"(?:(?:(?<=\bDr)|(?<=\bMr)|(?<=\bMrs)|(?<=\bMs)|(?<=\bProf)|(?<=\bSt)|(?<=\bRev))\.)?"  # no end of a sentence
_SUBJECT = re.compile(
    rf"(?<![\w'-])(?P<name>{_WORD}(?:{_ON} {_WORD}){{0,4}})"
    r"(?P<beside>,? \(?(?:who is )?(?:herself|himself)\)?,?|(?:, | \()[^.;:,()\n]{2,40}[,)]|"
    r" (?:from|in|on|at) (?:(?:the|our|your|their) )?[a-z-]+(?: [a-z-]+)?)?\Z"
)
_FAR = 96
_EACH = re.compile(_WORD)
_PARTICLE = r"(?:[Vv][ao]n|[Dd]e|[Aa]l|[Ee]l|[Bb]in|[Dd]i|[Mm]a?c)(?: (?:der|den|de|la))? "
_BELONGS_BEFORE = re.compile(  # 'HALSALL, ', 'van der Quorbane, ', 'J. ' and 'van der ' before what was found
    rf"(?:(?<![\w'-])(?P<particle>{_PARTICLE})?(?P<surname>[A-Z][A-Za-z'-]{{2,24}}), |"
    rf"(?<![\w'.-])(?:[A-Z]\.? |[A-Z]\.[A-Z]\. ?|[A-Z] [A-Z] )|(?<![\w'-]){_PARTICLE})\Z"
)
_OBLIQUE = re.compile(  # 'seen by', 'under our', 'a letter to', with what may stand between it and a name
    r"\b(?:by|from|of|under|to|for|with|at|in|on|via|per|re|about|since|until|between|than)"
    r"(?: (?!(?:that|when|because|but|as|while|if|so|says?|said|where|whether|after|before)\b)"
    r"(?:[\w&'-]+|(?:dr|mr|mrs|ms|prof|st|[a-z])\.)){0,4} \Z",
    re.IGNORECASE,
)
_A_THING = re.compile(r"\b(?:the|an?|this|no|any|some|every)\s\Z", re.IGNORECASE)
_NO_SUBJECT = frozenset(
    (
        "by",
        "from",
        "of",
        "under",
        "to",
        "for",
        "with",
        "at",
        "in",
        "on",
        "via",
        "per",
        "re",
        "about",
        "since",
        "until",
    )
    + ("the", "a", "an", "this", "that", "no", "any", "some", "every", "baby", "newborn")
)
_IS = r"(?:was|were|is|has been|had been|is being|was being|got)"
_ADVERB = (
    r"(?: (?:then|later|also|only|just|still|never|now|recently|again|herself|himself|actually|in fact|both)){0,2}"
)
_OWN = (
    r"(?:hips?|knees?|op|operation|surgery|treatment|chemo\w*|radiotherapy|diagnosis|scan|biopsy|cancer|stroke|fall|"
    r"baby|birth|heart|fracture|transplant|illness|admission|section|appendix|breakdown|overdose)"
)
_NOT_A_PERSON = (
    r"(?!['’]|-| (?:transport|access|safety|experience|flow|participation|group|leaflet|line|advice|liaison|hub|and|"
    r"services?|information|portal|communication|admin|pathway|choice|partner|rep|representative|voice|leaders?|lead|"
    r"advocate|champion|director|manager|member|involvement|engagement|panel|public|education)\b)"
)
_ILLNESS = (
    r"(?:[a-z]{2,}(?:itis|osis|aemia|emia|oma|pathy|lepsy|plegia|algia|mentia|betes|noea|phrenia)|asthma|copd|cancer|"
    r"ms|mnd|parkinson's|alzheimer's|pneumonia|sepsis|af|uti|dvt|pe|ckd|hiv|angina|gout|covid|flu|shingles|autism|"
    r"adhd|depression|delirium|heart failure|chest pain|capacity|learning disabilit(?:y|ies)|a fit|an? mi)"
)
_NOT_A_SERVICE = (
    r"(?! (?:clinics?|services?|nurses?|teams?|pathways?|specialists?|patients?|lists?|referrals?|beds?|hubs?|"
    r"cod(?:es?|ed)|templates?|reviews?|slots?|doctors?|figures|cases|targets?|in (?:referrals|numbers|demand))\b)"
)
_MISHAP = (
    r"(?:fall|stroke|tia|seizure|fit|heart attack|cardiac arrest|miscarriage|stillbirth|bleed|collapse|mi|pe|dvt)"
)
_BEFELL = re.compile(  # what outweighs a job, where its bearer is the subject
    rf"(?<=[\w),]) (?:{_IS}{_ADVERB} (?:(?:re-?)?admitted(?! to (?:hav|say|mak))|discharged|sent home|sectioned|"
    r"brought in|rushed|blue-?lighted|diagnosed with|operated on|found (?:dead|collapsed|unresponsive|on the floor)|"
    r"intubated|ventilated|bereaved|in (?:hospital|resus|intensive care|icu|itu)(?=[,.;)]|\s*\Z| (?:with|for|and|"
    r"since|at|after|again)\b)|(?:the|an?|our|your|one of (?:our|your)) (?:lead |main |first |second |other |same |"
    r"wrong |index |named |original )?(?:patients?|pts?|complainants?|claimants?|service users?|deceased)\b"
    rf"{_NOT_A_PERSON})|{_IS}\b[^.;:\n]{{0,40}}? (?:after|for|since|following|with|having had) (?:her|his) own "
    rf"{_OWN}\b|(?P<died>(?:has |had |then |sadly )?(?:died|passed away))\b)"
)
_OF_AN_ILLNESS = re.compile(
    r" (?:(?:of|from|after|with|before|following|during|here|at home|in (?:hospital|ed|a&e|itu|icu|the ambulance|"
    r"resus|theatre|bed|bay)|waiting|awaiting|under)\b|on (?:the |your |our )?(?:ward|table|unit|floor|way|bay|"
    r"trolley))",
    re.IGNORECASE,
)
_THE_ONE_WHO = re.compile(
    r"(?<=[\w),]) (?:is|was) (?:the|our) (?:one|patient|pt|person|lady|gentleman|man|woman) who (?:(?:has|had|was|is|"
    r"then|later|also|sadly|still|just|only) ){0,3}(?:complain(?:ed|s)|fell|fallen|died|passed away|collapsed|"
    rf"slipped|bled|suffered|overdosed|self-?harmed|absconded|no\b|had no|never (?:got|had|received|saw|been)|"
    rf"{_ILLNESS}\b|(?:a|an|her|his|the) (?:\w+ )?(?:{_MISHAP}|{_OWN})\b|had (?:a|an|her|his|the) |waiting|waited|"
    r"admitted|readmitted|discharged|sent home|harmed|missed (?:her|his|out|a dose)|needs|lost|lives|ended up|"
    r"came in|left (?:without|in|on|waiting)|given (?:no|the|a|her|his|somebody)|refused|unwell|poorly|ill\b|"
    r"pregnant|diabetic|bleeding|dead|on (?:warfarin|insulin|oxygen|methotrexate|clozapine|lithium|ward|the ward)|"
    r"under )"
)
_FEELS = (
    r"(?:crying|in tears|tearful|upset|distraught|distressed|unwell|poorly|confused|in (?:pain|agony)|frightened|"
    r"breathless|vomiting|bleeding|dying|pregnant|incontinent|agitated|suicidal|septic|jaundiced|frail|bedbound|"
    r"housebound|deaf|blind|dead|deceased|drowsy|dehydrated|hypoxic|constipated)"
)
_SOMEBODY = (
    r"(?:man|lady|woman|gentleman|gent|chap|boy|girl|widow|widower|smoker|diabetic|toddler|teenager|pensioner|"
    r"grandmother|grandfather|baby|vegan|drinker|mother of \w+|father of \w+)"
)
_OFFICE_LIFE = r"(?:secretary|list|clinic|team|registrar|annual|leave|holiday|say|way|reasons|doubts|own|phone|inbox)"
_HAD = re.compile(  # what befalls a patient, but says less than a job
    rf"(?<=[a-z]) (?:had (?:her|his) (?!{_OFFICE_LIFE}\b)[A-Za-z]|(?:has|had|developed|suffers from|suffered) "
    rf"(?:(?:a|an|severe|advanced|early|known|now|mild|also|chronic|acute|type \d) ){{0,2}}(?i:{_ILLNESS})\b"
    rf"{_NOT_A_SERVICE}|(?:has|had|suffered) (?:a|an|another) (?:[a-z]+ )?{_MISHAP}\b{_NOT_A_SERVICE}|"
    rf"{_IS}{_ADVERB}(?: (?:very|quite|really|so|extremely|too|rather))? {_FEELS}\b|"
    r"(?:(?:has|had) (?:gone|come|been taken|got)|went|came|got|goes) home\b|lives (?:alone|with|in|at)\b|"
    rf"(?:is|was) (?:a|an|our) (?:[a-z-]+ ){{0,3}}?{_SOMEBODY}\b(?! (?:at|on|in|from|who (?:runs|works)) ))"
)
_DECEASED = re.compile(  # 'the deceased, Dr Boyd, was ours' and 'Ogden (deceased)'
    r"\b[Tt]he (?:(?:deceased|complainant|claimant)(?: (?:is|was|being))?[,:( -]{1,3}|(?:patient|pt) (?:is|was) )"
    rf"(?P<name>{_WORD}(?:{_ON} {_WORD}){{0,3}})(?![\w'’])|"
    rf"(?<![\w'-])(?P<more>{_WORD}(?:{_ON} {_WORD}){{0,3}})(?:,? \(?|, )(?:deceased|dec'd|RIP|R\.I\.P|now dead|"
    r"(?:the |lead |main )?complainant)\b(?! (?:patients?|list|records?|status))"
)
NEVER_ALONE = (
    frozenset(
        ("he", "do", "to", "lad", "child", "senior", "prior", "little", "noon", "hi", "can", "nor", "case", "key")
    )
    | frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter"))
    | frozenset(("best", "short", "long", "power", "standing", "holding", "north", "west", "hang", "deep", "happy"))
    | RELATIVES
    | CHILDREN
)


def names_by_what_befell(text: str) -> Iterator[Span]:
    """Names of those to whom something happened that happens to patients."""
    for match in (*_BEFELL.finditer(text), *_THE_ONE_WHO.finditer(text)):
        dies = match.groupdict().get("died")
        found = _subject(text, match.start(), at_work=True)
        if found and not (dies and found.doctor and not _OF_AN_ILLNESS.match(text, match.end())):
            yield found.start, found.end
    for match in _HAD.finditer(text):
        found = _subject(text, match.start(), at_work=False)
        if found:
            yield found.start, found.end
    for match in _DECEASED.finditer(text):
        found = _named(text, *match.span("name" if match.group("name") else "more"))
        if found:
            yield found.start, found.end


class Subject(NamedTuple):
    """Where a name stands, and whether a doctor's title stands before it or the name of a post."""

    start: int
    end: int
    doctor: bool
    post: bool


def _subject(text: str, end: int, *, at_work: bool) -> Subject | None:
    """The name before a verb, if it is what the verb is said of and not 'seen by Dr Khan'."""
    found = _SUBJECT.search(text, max(0, end - _FAR), end)
    if found is None or _OBLIQUE.search(text, max(0, found.start() - _FAR), found.start()):
        return None
    named = _named(text, *found.span("name"))
    if named is None or _A_THING.search(text, max(0, named.start - 8), named.start):
        return None
    if at_work:
        return named
    beside = re.findall(r"[a-z-]+", (found.group("beside") or "").lower())
    before = re.findall(r"[a-z-]+", text[max(0, found.start() - 24) : found.start()].lower())[-1:]
    if named.doctor or named.post or not POSTS.isdisjoint((*beside, *before)):
        return None
    return named


def _named(text: str, start: int, end: int) -> Subject | None:
    """The words of a stretch that are a name, without what stands before them: a post, a title, 'When'."""
    words = list(_EACH.finditer(text, start, end))
    lows = [word.group().lower() for word in words]
    doctor = post = titled = False
    first = 0
    while first < len(words) - 1:
        low = lows[first]
        doctor = doctor or low in STAFF_TITLES
        post = post or low in POSTS
        if low in STAFF_TITLES or low in TITLES:
            titled, first = True, first + 1
            break
        if low in _NO_SUBJECT:
            return None
        if not (low in POSTS or is_known_word(low) and not is_first_name(low)):
            break
        first += 1
    rest = lows[first:]
    if not rest or not (titled or can_be_called(rest)):
        return None
    return Subject(with_what_belongs(text, words[first - titled].start()), words[-1].end(), doctor, post)


def with_what_belongs(text: str, start: int) -> int:
    """Where a name begins with its initials, its particle, or the surname that stands before it in capitals."""
    before = _BELONGS_BEFORE.search(text, max(0, start - 32), start)
    if before is None:
        return start
    surname = before.group("surname")
    if surname and not before.group("particle"):
        low = surname.lower()
        return start if is_known_word(low) or not (surname.isupper() or is_surname(low)) else before.start()
    return before.start()


def can_be_called(lows: list[str]) -> bool:
    """A first name, a surname or a word of no list; nothing of the clinic, no place and no house."""
    if len(lows) == 1:
        low = lows[0]
        if low in HOUSES or low in POSTS or low in NEVER_ALONE or low in CLINICAL and low not in AMBIGUOUS:
            return False
        return is_first_name(low) or low not in PLACES and (is_surname(low) or not is_known_word(low))
    if (
        any(low in CLINICAL or low in RELATIVES for low in lows)
        or lows[0] in PLACES
        and not strong_first_name(lows[0])
    ):
        return False
    if lows[-1] in HOUSES and not is_surname(lows[-1]):
        return False
    return is_first_name(lows[0]) or all(is_surname(low) or not is_known_word(low) for low in lows)
