"""Who is at work where somebody names himself, is to be tried or asked for, took a report, or writes letters."""

import re
from collections.abc import Iterator

from language.cued import cued
from language.names_at_work import ABOUT_ONES_OWN
from language.reading_names import NAME, people
from language.work_words import OFFICES

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


def names_of_named_colleagues(text: str) -> Iterator[Span]:
    """Names that somebody at work gives himself, or is given by who reports to him or waits for his letters."""
    low = text.lower()
    for one in (_TO_TRY, _TOOK_IT, _NEW_AT_IT, _OF_LETTERS, _OF_A_SECRETARY, _WARD_RANG):
        for match in one.finditer(text, low):
            yield from _named(text, match)
    own = None
    for match in _SAYS_WHO.finditer(text, low):
        own = [one.span() for one in ABOUT_ONES_OWN.finditer(text)] if own is None else own
        if not own or (own[0][1] > match.start() and own[-1][0] < match.end()):
            yield from _named(text, match)


def _named(text: str, match: re.Match[str]) -> Iterator[Span]:
    for group in ("names", "more"):
        if match.groupdict().get(group):
            yield from people(text, *match.span(group))
