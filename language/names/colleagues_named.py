"""Who is at work where somebody names himself, is to be tried or asked for, took a report, or writes letters."""

import re
from collections.abc import Iterator

from language.names.at_work import ABOUT_ONES_OWN
from language.names.reading_names import NAME, people
from language.names.work_words import OFFICES
from language.reading.cued import cued

Span = tuple[int, int]
_OURS = (
    r"(?:pharmacy|surgery|practice|team|desk|office|clinic|ward|unit|hub|rota|dispensary|service|department|lab|theatres?|"
    r"list|inbox|bookings?|reception|appointments|records|referrals|secretaries|admin)"
)
_DESKS = (
    r"(?:team|desk|office|hub|dispensary|department|lab|inbox|bookings?|reception|appointments|records|referrals|"
    r"secretaries|admin|pharmacy)"
)
_LEADS = r"(?:manage|run|lead|look after|supervise|cover|head up|co-?ordinate)"
_TITLE = r"(?:Mr|Mrs|Ms|Miss)\.?"
_HABIT = r"(?:used to|never|always|usually|often|generally|tend to|rarely|sometimes|all|don't|do not|just)"
_SAY = r"(?:have|say|give|tell|ask|mention|include|state|contain|explain|end|list|do|name|spell out|had|said|told)"
_SAYS_WHO = cued(  # 'My name is Sue and I manage the pharmacy', 'ring me, Karen, on the bypass line'
    (" i ", "me"),
    rf"\b(?:my name is|my name's|name's|I'm|I am|it's|this is) (?P<names>{NAME})(?: here)?(?:,| -|\.)? (?:and )?I "
    rf"(?:also |now |help to )?{_LEADS} (?:the |our |this |a )?(?:[a-z-]+ ){{0,2}}{_OURS}\b|"
    rf"\b(?:ring|call|phone|e-?mail|bleep|tell|message|contact|reply to|speak to|ask for|copy in|back to) me,? "
    rf"\(?(?P<more>{NAME})[,)] (?:on|at|in|via|ext|x) ?(?!hospital|home\b|bed\b|pain\b)",
    re.IGNORECASE,
)
_TO_TRY = cued(  # 'Try Fozia in our office'
    ("try", "ask", "ring", "call", "phone", "contact", "mail", "speak", "talk", "hold of", "message"),
    r"\b(?:try|ask|ask for|ring|call|phone|contact|e-?mail|speak (?:to|with)|talk to|get hold of|message) "
    rf"(?P<names>{NAME}) (?:(?:in|at|from) our (?:[a-z-]+ )?{_DESKS}|"
    r"in the (?:back |front |main |booking |post )?(?:office|dispensary|lab|hub))\b",
    re.IGNORECASE,
)
_TOOK_IT = cued(  # 'reported to the helpdesk ref 4481, Darren said he would ring back'
    ("reported", "logged", "raised", "escalated"),
    rf"\b(?:reported|logged|raised|escalated) (?:it |this |them )?(?:to|with) (?:the )?(?:[A-Za-z]+ )?(?:{OFFICES})"
    r"(?:,? \(?(?:(?:ref|ticket|case|job|call|incident|no|number)[ .:#]{0,3}){0,2}[\w/-]*\d[\w/-]*\)?)?"
    rf"(?:[,;.]| -| and) (?P<names>{NAME}) (?:said|says|took|promised|will|would|replied|answered|reckons|thinks)\b",
    re.IGNORECASE,
)
_JOB = (
    r"(?:admin|administration|admin support|admin assistant|rota lead|safeguarding lead|single point of contact|"
    r"point of contact|contact|rep|link person|temp|apprentice|trainee|locum)"
)
_NEW_AT_IT = cued(  # 'a new child protection admin, Ruth Hallam,'
    ("new ",),
    rf"\b(?:an?|the|our|your|their) new (?:[a-z-]+ ){{0,3}}{_JOB}(?:, | \(| called | is )(?P<names>{NAME})"
    r"(?=[,.;)\n]|\s*\Z| (?:and|who|from|since)\b)",
    re.IGNORECASE,
)
_OF_LETTERS = cued(  # 'Mr Prasad's letters used to have one, Mr Lindqvist's never do'
    ("'s letters",),
    rf"\b(?P<names>{_TITLE} [A-Z][A-Za-z-]+)'s letters {_HABIT} (?:{_HABIT} )?{_SAY}\b(?:[^.;\n]{{0,40}}?[,;]? "
    rf"(?:(?:and|but|while|whereas) )?(?P<more>{_TITLE} [A-Z][A-Za-z-]+)'s {_HABIT}\b)?",
)
_OF_A_SECRETARY = cued(  # 'ask for Miss Kapoor. Miss Kapoor's secretary'
    ("'s sec", "'s pa", "'s reg", "'s typist"),
    rf"\b(?:ask(?:ed)? for|speak to|refer to|send (?:it|them|these|her|him) to|write to) (?P<names>{_TITLE} "
    rf"(?P<last>[A-Z][A-Za-z-]+))\b(?!')(?=[^\n]{{0,160}}\b{_TITLE} (?P=last)'s (?:sec|secretary|PA|reg|registrar|"
    r"typist)\b)",
)
_WARD_RANG = cued(  # 'George from ward 5 rang'
    (" from ward ", " from the ward "),
    rf"(?P<names>{NAME}) from (?:ward [A-Z]?\d{{1,2}}[A-Z]?|the ward) (?:has |had |just ){{0,2}}(?:rang|rung|phoned|"
    r"called|e-?mailed|faxed|bleeped)(?=[.,;\n]|\s*\Z| (?:us|me|to|about|asking|re|with|today|back|twice|again|and|"
    r"this|at)\b)",
)

_WHICH_OF_THEM = cued(  # 'which consultant saw her, Mr Wells or Mr Dean'
    ("which ", "what "),
    r"\b[Ww](?:hich|hat) (?:consultant|surgeon|doctor|clinician|registrar|anaesthetist|specialist|physio)\b"
    rf"[^.;?\n]{{0,60}}?[,:(-] ?(?P<names>{_TITLE} [A-Z][A-Za-z-]+)(?:,? or |,? and |/)"
    rf"(?P<more>{_TITLE} [A-Z][A-Za-z-]+)",
)
_DECIDES = cued(  # 'ask Mr Okafor whether he wants the INR 2-3', but a patient may want a visit
    ("ask ", "check with ", "clarify with ", "confirm with "),
    rf"\b(?:[Aa]sk|(?:[Cc]heck|[Cc]larify|[Cc]onfirm) with) (?P<names>{_TITLE} [A-Z][A-Za-z-]+) "
    r"(?:whether|if|what|which|how) (?:he|she) (?:wants|would like|prefers|intends) "
    r"(?:the |an? |his |her |any )?(?:(?:target |new )?(?:INR|PSA|HbA1c|U&Es?)\b|(?:target|range)\b|"
    r"bloods? (?:repeated|rechecked|monitored)|(?:us|me|the gp|gps?) to (?:stop|restart|hold|bridge|titrate|repeat|"
    r"recheck|monitor|continue)\b)",
)
_PRAISED = cued(  # 'the booking team were great, esp. Mr Dev Shah'
    ("esp", "particular", "notably"),
    rf"\b(?:{_OURS}|team|staff|crew|nurses|doctors|midwives|secretaries|receptionists) "
    r"(?:was|were|are|is|have been|has been) (?:(?:all|so|very|really|absolutely|always) )?(?:great|brilliant|"
    r"excellent|helpful|lovely|fantastic|superb|wonderful|good|amazing|kind|outstanding|marvellous)[,;:(. -]{1,3}"
    rf"(?:esp(?:ecially)?\.?|particularly|in particular,?|notably) (?P<names>{NAME})(?: and (?P<more>{NAME}))?",
)
_TRIED = cued(  # 'tried Debbie, Deb, "the other Debbie" and a Mrs Hughes and every one of them says'
    (" tried ",),
    rf"\b(?:[Ww]e|I|[Ww]e've|I've|[Ww]e have|I have)(?: (?:already|all|both|now))? tried (?P<names>{NAME})"
    rf"(?:(?:, and |, | and )\"?(?:the other |an? )?(?P<more>{NAME})\"?){{1,5}}"
    r",? (?:and|but) (?:every|each|all|none|nobody|no one|neither|they)\b",
)
_SPOKEN_TO = cued(
    (", you ",),
    rf"(?:\A|[.!?\n] ?)(?P<names>{NAME}), you (?:know who you are|star|legend|were (?:great|brilliant))\b",
)

_PATTERNS = (
    *(_TO_TRY, _TOOK_IT, _NEW_AT_IT, _OF_LETTERS, _OF_A_SECRETARY, _WARD_RANG),
    *(_DECIDES, _PRAISED, _SPOKEN_TO),
)


def consultants_asked_for(text: str) -> Iterator[Span]:
    """Two names of which one is that of whoever treated the patient."""
    for match in _WHICH_OF_THEM.finditer(text, text.lower()):
        yield from _named(text, match)


def names_of_named_colleagues(text: str) -> Iterator[Span]:
    """Names that somebody at work gives himself, or is given by who reports to him or waits for his letters."""
    low = text.lower()
    for one in _PATTERNS:
        for match in one.finditer(text, low):
            yield from _named(text, match)
    for match in _TRIED.finditer(text, low):
        yield from people(text, *match.span())
    own = None
    for match in _SAYS_WHO.finditer(text, low):
        own = [one.span() for one in ABOUT_ONES_OWN.finditer(text)] if own is None else own
        if not own or (own[0][1] > match.start() and own[-1][0] < match.end()):
            yield from _named(text, match)


def _named(text: str, match: re.Match[str]) -> Iterator[Span]:
    for group in ("names", "more"):
        if match.groupdict().get(group):
            yield from people(text, *match.span(group))
