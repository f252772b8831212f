"""Who is at work by what is said of colleagues: who covers for whom, answers on which days, signs for whom."""

import re
from collections.abc import Iterator

from language.names.reading_names import LIST, NAME, NAMES, people
from language.reading.cued import cued

Span = tuple[int, int]
_TITLED = r"(?-i:Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?-i:[A-Z][A-Za-z'-]+?)"
_FIRST_NAME = r"(?-i:[A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
_COLLEAGUE = (
    r"(?:colleagues?|cover|locum|replacement|stand-?in|predecessor|successor|opposite number|counterpart|boss|oppo|"
    r"line manager|deput(?:y|ies)|job ?share|team ?mates?|new starter|temp|buddy)"
)
_DAY = r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri)(?:days?|sdays?|nesdays?|rsdays?)?s?"
_DAYS = rf"{_DAY}(?: ?(?:[-/,&]|to|and) ?{_DAY}){{1,4}}\b"
_IS_FOR = r" ?(?:for|is|=|:|-|it's) ?"
_SUPPORTS = (
    r"(?:ssp|secretary|sec|pa|registrar|reg|sho|spr|cns|nurse specialist|specialist nurse|fellow|co-?ordinator|coord|"
    r"scheduler|typist|team lead|clerk|associate specialist)"
)
_SHOWS = r"(?:have|has|carry|carries|bear|bears|shows?|gives?|says?|names?|lists?|in|with|under)"
_OFFICE = r"(?:team|hub|desk|office|helpdesk|bookings|secretaries|admin|records|offices|helpline)"
_RINGS_US = (
    r"(?:admissions|admin|bookings?|office|team|desk|ward|unit|hub|lab|pharmacy|clinic|theatres?|reception|lounge|"
    r"x-?ray|radiology|trust|icb)"
)
_AT_WORK = r"(?:nurse|doctor|reg|registrar|clerk|receptionist|operator|voice|secretary|manager|sister|call ?handler)"
_PATTERNS = (
    cued(  # 'my colleague Noreen', 'his cover (Petra'
        (
            "colleague",
            "cover",
            "locum",
            "replacement",
            "stand",
            "decessor",
            "successor",
            "oppo",
            "counterpart",
            "boss",
            "line manager",
            "deput",
            "share",
            "mate",
            "starter",
            "temp",
            "buddy",
        ),
        rf"\b(?:my|our|your) {_COLLEAGUE}(?: (?:in|at|on) [\w &]{{2,24}}?)?(?:,| is| was|:| \(| -)? ?"
        rf"(?P<names>{NAMES})|"
        rf"\b(?:her|his|their|the|a|new) (?!colleague)(?:[a-z]+ )?{_COLLEAGUE}(?:,| is| was|:| \(| -) ?"
        rf"(?P<more>{NAMES})",
        re.IGNORECASE,
    ),
    cued(  # 'taking over from Heather'
        (
            "over from",
            "over to",
            "in place of",
            "replaced by",
            "stepping in",
            "share",
            "sit with",
            "sits with",
            "sit next",
            "sits next",
            "line manages",
        ),
        r"\b(?:(?:taking|took|takes|taken) over from|hand(?:ed|ing)? over to|in place of|replaced by|stepping in for|"
        rf"job ?shares? with|sits? (?:with|next to)|line manages) (?P<names>{NAMES})"
        r"(?=[.,;)\n]|\s*\Z| (?:in|on|as|at|who|last|this|since|when|and)\b)",
        re.IGNORECASE,
    ),
    cued(  # 'Jo Mon-Wed, Ann Thu-Fri', but a patient's carers may come Mon-Fri
        ("mon", "tue", "wed", "thu", "fri"),
        rf"\b(?P<names>{NAME}),? (?:on )?{_DAYS}(?:,|;| and|:) (?P<more>{NAME}),? (?:on )?{_DAYS}|"
        rf"\b{_DAYS}{_IS_FOR}(?P<also>{NAME})(?:,|;| and) {_DAYS}{_IS_FOR}(?P<last>{NAME})",
        re.IGNORECASE,
    ),
    cued(  # a message for one or the other
        (" or ",),
        r"\b(?:messages?|voicemails?|msgs?|ask|ring|call|contact|speak|talk|write|emails?|bleep|find|get|see|try) "
        rf"(?:(?:for|to|with) )?(?P<names>{_FIRST_NAME}(?:, {_FIRST_NAME})? or {_FIRST_NAME})"
        r"(?=[.,;)\n]|\s*\Z| (?:in|on|at|who|but)\b)",
        re.IGNORECASE,
    ),
    cued(  # 'letters still have Mr Galbraith's name'
        ("'s name", " as "),
        r"\b(?:letters?|templates?|letterheads?|website|stationery|rotas?|lists?|forms?|signs?|directory|poster) "
        rf"(?:(?:is|are|was|were|all|still|now|also|always) ){{0,3}}{_SHOWS} "
        r"(?P<names>(?:Mr|Mrs|Ms|Miss)\.? [A-Z][A-Za-z'-]+?)(?='s name| as (?:the )?(?:lead|contact|manager))",
    ),
    cued(  # 'Mr Aziz's support secretary, Geraldine'
        ("'s ",),
        rf"\b(?P<more>{_TITLED})'s (?:[a-z]+ ){{0,2}}{_SUPPORTS}(?:,| \(| is| -|:) ?(?P<names>{NAME})",
        re.IGNORECASE,
    ),
    cued(  # 'Rosa on discharge team', 'Callum in the same office', 'Lorraine on the phone from admissions'
        (
            "team",
            "hub",
            "desk",
            "office",
            "bookings",
            "secretaries",
            "admin",
            "records",
            "helpline",
            "on the phone",
            "on the line",
        ),
        rf"\b(?:from|with|by|to|had|called|is|ask|rang|and|or|asked|told) (?P<names>{NAME}) "
        r"(?:(?:from|in|on|at|with) (?:the |your |our |that |this )?(?!care |his |her |palliative )"
        rf"(?:same |next |[a-z-]+ ){{1,2}}{_OFFICE}|on the (?:phone|line) from (?:the )?(?:\w+ ){{0,2}}{_RINGS_US})"
        r"\b",
        re.IGNORECASE,
    ),
    cued(  # 'Has Paula left?' and 'Since Ffion retired'
        ("left", "retired", "moved on", "gone part", "changed jobs", "went on", "resigned"),
        rf"\b[Hh]as (?P<names>{NAME}) (?:left|retired|moved on|gone part[- ]time|changed jobs)(?=[?,]| or\b)|"
        rf"(?P<also>{NAME}) (?:has|have) (?:now |just )?(?:left|retired|moved on),? (?:and|but|so|yet) "
        r"(?:her|his|their) (?:inbox|in-?tray|mailbox|e-?mails?|post|job|role|extension|phone line|voicemail|"
        r"patients|caseload|clinics?|lists?|desk|log-?in|replacement|work|letters are|secretary)\b|"
        rf"\b[Ss]ince (?P<more>{NAME}) (?:left|retired|moved on|went on (?:maternity|leave|sick)|resigned)\b",
    ),
    cued(  # 'the nurse in charge, who gave her name only as Mags'
        ("name", "grade", "role", "gmc", "bleep", "designation", "job title"),
        rf"\b{_AT_WORK} (?:[\w']+,? ){{0,6}}(?:gave|gives|give|giving) (?:(?:her|his|their|a|the) )?name (?:only )?"
        rf"(?:as|of) (?P<names>{NAME})|"
        rf"(?P<more>{NAME})\"?,? (?:with |and )?(?:no|without)(?: a)? (?:surname,? (?:no |or )?)?"
        r"(?:grade|role|gmc|bleep|designation|job title)\b",
        re.IGNORECASE,
    ),
    cued(  # 'signed pp Mr Q Farrar', but a patient signs a consent
        ("signed", "pp ", "p.p."),
        r"(?<!consent )(?<!form )(?<!disclaimer )(?<!statement )\b(?:signed (?:by |for )?(?:pp |p\.p\. )?|pp |"
        r"p\.p\. )(?P<names>(?:Mr|Mrs|Ms|Miss)\.? (?:[A-Z]\.? ?){0,2}[A-Z][A-Za-z'-]+)",
    ),
    cued(  # 'the dressing clinic is run by Sally H and Sally M'
        (" by ", "ask for "),
        r"\b(?:run|led|managed|staffed|covered|manned|organised|co-?ordinated|hosted|answered|facilitated) by "
        rf"(?P<names>{NAMES})|"
        rf"\b(?:via|through|at|ring|call|from|to) (?-i:[A-Z])[a-z]+,? (?:and )?ask for (?P<more>{NAME})"
        r"(?=[.;)\n]|\s*\Z)",
        re.IGNORECASE,
    ),
    cued(  # 'Jess deals with the monitoring' and 'Nikita's on mat leave'
        ("deals with", "handles", "leads on", "in charge of", "responsible for", "the one who", " leave"),
        rf"\b(?P<names>{NAME}) (?:deals with|handles|leads on|is in charge of|is responsible for|is the one who) "
        r"(?!(?:her|his|their|it|them|this|herself|himself)\b)|"
        rf"\b(?P<more>{NAME})(?:'s| is| being) (?:now )?(?:on|back from|going on) "
        r"(?:mat|maternity|annual|study|paternity) leave\b",
    ),
    cued(  # 'FORUM 3 JUNE: CHAIR ELAINE RUSK, MINUTES JOYCE.'
        ("chair", "minute", "scribe", "apol", "facilitator", "host"),
        r"(?:[:;,.\n] ?|\A)(?:chair|minutes|minute taker|scribe|apols|apologies|facilitator|host)(?::| by)? "
        rf"(?P<names>{NAMES})(?=[.,;)\n]|\s*\Z)",
        re.IGNORECASE,
    ),
    cued(  # 'Jo Ellis and Sam Boyd run the virtual ward'
        ("run ", "lead ", "manage ", "look after", "cover ", "organise ", "staff ", "chair "),
        rf"(?P<names>{LIST}) (?:both )?(?:run|lead|manage|look after|cover|organise|staff|chair) (?:the|our|your) "
        r"(?:[a-z-]+ ){0,2}(?:wards?|service|clinics?|team|rota|list|inbox|desk|line|hub|project|unit|pathway|"
        r"register|group|meeting|office)\b",
    ),
    cued(  # 'Louise Beckett replaces Stuart Ward as our operations lead'
        ("replac", "succeed", "over from"),
        rf"\b(?P<names>{NAME}) (?:replaces|replaced|is replacing|will replace|succeeds|succeeded|takes over "
        rf"from|took over from) (?P<more>{NAME}) (?:as|in)\b",
    ),
    cued(
        ("mail",), rf"\b[eE]-?mail (?:chain|trail|thread|exchange|correspondence|string)s? between (?P<names>{NAMES})"
    ),
    cued(  # 'which I take to be Anne Holroyd'
        ("take to be", "think is", "assume is", "presume is", "believe is", "take it is"),
        r"\b(?:which|who|whom) (?:I|we) (?:take to be|think is|assume is|presume is|believe is|take it is) "
        rf"(?P<names>{NAMES})",
    ),
    cued(  # 'Alison, Bev and Tanya in our back office'
        (
            "office",
            "team",
            "desk",
            "hub",
            "reception",
            "lab",
            "dispensary",
            "surgery",
            "practice",
            "department",
            "bookings",
            "records",
        ),
        rf"(?P<names>{LIST}) (?:in|at|on|from) (?:the|our|your|their) (?:[a-z-]+ ){{0,2}}"
        r"(?:office|team|desk|hub|reception|lab|dispensary|surgery|practice|department|bookings|records)\b",
    ),
    cued(  # 'Thanks to Jo Bell, Al Cross and Di Parrish for coming to our PLT'
        ("thank",),
        rf"\b[Tt]hank(?:s|(?: |-)you)(?: (?:very much|so much|again|all|also))? to (?P<names>{LIST}) for "
        r"(?:coming|speaking|teaching|talking|joining us|visiting us|presenting|running|hosting|giving (?:us|the|a)|"
        r"(?:the|their|a|an) (?:[a-z]+ )?(?:talks?|sessions?|teaching|presentations?|update|visit|training))\b",
    ),
    cued(("(",), rf"\((?P<names>{NAME}),? (?:on )?{_DAYS}", re.IGNORECASE),  # '(Petra, Tues/Thurs)'
)


def names_of_colleagues(text: str) -> Iterator[Span]:
    """Names of those who are spoken of as colleagues."""
    low = text.lower()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, low):
            for group in match.groupdict():
                if match.group(group):
                    yield from people(text, *match.span(group))
