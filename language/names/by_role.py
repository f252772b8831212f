"""Who is at work by a role before or behind the name, in whatever short form: 'co-ord Clare', 'TVN: Kirsty Ball'."""

import re
from collections.abc import Iterator

from language.names.reading_names import NAME, NAMES, people
from language.names.work_words import WHO_DOES
from language.reading.cued import cued

Span = tuple[int, int]
_KINDS_OF_WORKERS = (
    r"(?:duty|support|key|link|social|care|case|outreach|recovery|crisis|intake|family|youth|housing|hostel|welfare|"
    r"wellbeing|bank|night|access|assessment|response|reablement)"
)
_MANAGES = r"(?:mgr|manager|co-?ord(?:inator)?|supervisor|supv|lead)"
_ROLE = (
    rf"(?:co-?ords?|mgrs?|(?:bed|site|ward|duty|office|practice|service|clinic|opd|a&e|ed|theatres?) {_MANAGES}|"
    r"tvns?|cmws?|mws?|ssws?|sws?|ldns?|dns?|hvs?|csm|snp|acps?|anps?|fcps?|hcas?|hcsws?|pcas?|bms|mlas?|odps?|cns|"
    r"cpns?|rmns?|amhps?|imca|physio|dietici?an|pharm(?:acist)?|receps?|receptionist|(?:med )?secs?|admin|"
    r"(?:pharmacy|plaster|lab|theatre|ecg|x-?ray|cardiac) tech(?:nician)?|(?:ward ?)?clerk|typist|phleb|sonog|radiog|"
    rf"optom|sho|spr|nic|porter|dispatcher|call ?handler|operator|{_KINDS_OF_WORKERS} worker|"
    r"liaison(?: (?:nurse|officer|lead|manager|midwife))?)"
)
_HERE = (
    r"(?: (?:on (?:duty|call|shift|nights|days|the desk|the phone|today|[A-Z][a-z]{2,5}(?:day)?)|in charge|today|"
    r"tonight|there|here))?"
)
_FIELD_ENDS = r"(?=\s?[.,;:/|)(\n]|\s*\Z| (?:x|ext|bleep|on) ?\d| lead\b| (?:says|said|rang|told)\b)"
_BEFORE = re.compile(  # and not 'Ward pharmacist: Joan was sent home', where a colon ends who writes
    rf"(?<![\w'/-])(?:{_ROLE}|pns?){_HERE}(?: (?:(?:is|was|called|named) )?(?P<names>{NAMES})|"
    rf"(?<!pn)(?: ?[:=] ?| - |, (?=(?-i:Mr|Mrs|Ms|Miss)\b))(?P<field>{NAMES}){_FIELD_ENDS})",
    re.IGNORECASE,
)
_OF_A_BOARD = cued(  # 'my vice chair, Mrs Pilling' and 'nurse's name: Carys'
    ("chair", "treasurer", "trustee", "lay member", "line manager", "cal lead", "ice lead", "director", "name"),
    r"\b(?:my|our|the|your|their) (?:[a-z-]+ ){0,2}(?:chair(?:man|woman|person)?|treasurer|trustee|lay member|"
    r"line manager|clinical lead|practice lead|clinical director),? (?:is |was )?"
    rf"(?P<names>{NAME})(?=[.,;)\n]|\s*\Z| (?:has|is|was|says)\b)|"
    r"\b(?:nurse|doctor|clerk|receptionist|operator|call ?handler|clinician|manager|secretary|registrar|porter|"
    rf"midwife)'?s? name(?::| is| was| given as| =) ?(?P<field>{NAME})",
    re.IGNORECASE,
)
_AT_THE_HEAD = cued(  # 'our head of access, Mrs Gill Rhodes'
    tuple(
        f"{post} {of}"
        for post in ("head", "director", "lead", "chief", "manager", "deputy")
        for of in ("of", "for", "on")
    ),
    r"\b(?:head|director|lead|chief|manager|deputy) (?:of|for|on) (?:the )?"
    r"(?!(?:family|household|house|home|patient|pt|pts|patients|his|her|their|this|it|bed)\b)"
    r"(?:[a-z&/-]+ ){0,3}?[a-z&/-]+"
    rf"(?:, | \(| is | - | )(?P<names>{NAME})",
    re.IGNORECASE,
)
_WHOSE_JOB = re.compile(  # 'our summariser Agnes' and 'Lead Radiographer, Magnus Dahl'
    rf"\b(?:[Oo]ur|[Yy]our) (?:[a-z-]+ ){{0,2}}{WHO_DOES} (?P<names>{NAME})|"
    r"\b(?:Lead|Head|Chief|Senior|Deputy|Clinical|Principal|Acting) (?:[A-Z][a-z]+ ){0,2}"
    rf"(?i:{WHO_DOES}),? (?P<field>{NAME})"
)
_ASSISTS = (
    r"(?:PA|P\.A\.|personal assistant|assistant|(?:med(?:ical)? )?sec(?:retary)?|typist|deputy|clerk|registrar|reg|"
    r"locum|sho)"
)
_OF_THE = r"(?:the |our |your |their |an? )?"
_BEHIND = re.compile(
    rf"(?P<names>{NAME})(?:,? (?:who is |is )?{_OF_THE}{_ASSISTS} (?:to|for) (?:the |our )?(?-i:[A-Z])|"
    rf"(?:, | \()(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?-i:[A-Z][A-Za-z'-]+?)'s (?:\w+ )?{_ASSISTS}\b|"
    rf"{_OF_THE}(?:(?:ward|on[- ]call|new|locum|night|surgical|medical) ){{0,2}}"
    r"(?:FY?[12]|SHO|SpR|[CS]T\d|IMT ?\d?|GPST\d?|reg(?:istrar)?)(?=[,.;)\n]|\s*\Z)|(?:job )?title\b|"
    rf"{_OF_THE}(?:[A-Za-z&/]+ ){{0,2}}liaison(?=[.,;)\n]|\s*\Z| (?:nurse|officer|lead|manager|midwife))))",
    re.IGNORECASE,
)


def names_by_role(text: str) -> Iterator[Span]:
    """Names beside which a role stands."""
    low = text.lower()
    for match in (*_BEFORE.finditer(text), *_OF_A_BOARD.finditer(text, low), *_WHOSE_JOB.finditer(text)):
        yield from people(text, *match.span("names" if match.group("names") else "field"))
    for match in (*_BEHIND.finditer(text), *_AT_THE_HEAD.finditer(text, low)):
        yield from people(text, *match.span("names"))
