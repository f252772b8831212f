"""What kind of organisation an issue is about, and which service, as rules tell them apart. Words only, no query."""

import re

from people.models import Organisation
from routing.models import Rule

Kind = Organisation.Kind
Side = Rule.Side

SIDE_OF_KIND = {
    Kind.GP_PRACTICE: Side.PRACTICE,
    Kind.PCN: Side.SEVERAL_PRACTICES,
    Kind.ACUTE_TRUST: Side.PROVIDER,
    Kind.SPECIALIST_TRUST: Side.PROVIDER,
    Kind.MENTAL_HEALTH_TRUST: Side.PROVIDER,
    Kind.COMMUNITY_TRUST: Side.PROVIDER,
    Kind.AMBULANCE: Side.PROVIDER,
    Kind.SITE: Side.PROVIDER,
    Kind.ICB: Side.ICB,
    Kind.SUB_ICB: Side.ICB,
}
SURGERY = r"(?:gp|the|an?|unnamed|unknown|another|their|his|her|(?:patient|pt)'?s|local) surgery"
PLURAL = r"(?:gps|practices|surgeries)"
MISSING = r"(?:no|not|\w+n't|without|lacks?|lacking|lack of|missing|absence of)"
PRACTICES = rf"(?:gps?|practices?|surgeries|{SURGERY}|primary care)"
SYSTEMS = (
    r"e-?rs|e[- ]?referrals?|emis|systmone|gp2gp|accurx|docman|nhs app|nhs mail|nhsmail|nhs spine|order comms|"
    r"shared care record|summary care record|electronic prescription service"
)
SEVERAL = (
    r"\b(?:several|many|all|most|multiple|various|some|a (?:number|few|lot|handful) of|local|our|other|lots of|"
    r"different|numerous|a dozen|every|two|three|four|five|six|ten|\d+) (?:\w+ ){0,2}"
    r"(?:gps|gp practices|practices|surgeries)\b"
    r"|^(?:the )?(?:gps|gp practices|practices|surgeries|general practice|primary care)\b"
    r"|\b(?:practices|surgeries|gps) (?:across|in|around|throughout|over)\b"
    r"|\b(?:across|throughout) (?:general practice|primary care)\b|\bpcns?\b"
)
SIDE_OF_WORDS = (
    (Side.UNNAMED_PRACTICE, rf"\b(?:one|any|either) of (?:[\w'-]+ ){{0,4}}{PLURAL}\b"),
    (Side.SEVERAL_PRACTICES, SEVERAL),
    (
        Side.ELSEWHERE,
        r"\b(?:independent|private(?:ly)?|out[- ]of[- ]area|another (?:area|region|icb)|abroad|overseas|"
        r"outside (?:the|our|this) (?:area|region|icb|patch)|out[- ]of[- ]region|not commissioned|"
        r"(?:can ?not|can'?t|could(?: not|n'?t)|unable to|struggl\w+ to) (?:find|get|access)|"
        r"nobody|no ?one|no (?:\w+ )?commissioned|nowhere|"
        rf"{MISSING} (?:[\w'-]+ ){{0,4}}(?:service|provider|team|pathway|clinic)|"
        r"any qualified provider|aqp|"
        r"spire|nuffield|bmi|ramsay|circle|practice plus|inhealth|virgin care|hcrg|spa ?medica|optegra|newmedica|"
        r"priory|cygnet|bupa|psychiatry[- ]uk|right to choose|commissioning gap|"
        r"gap in (?:service|provision|commissioning)|"
        r"hospice|care home(?! treatment)|nursing home|pharmac(?:y|ies)|chemist|council|"
        r"social (?:care|services)|local authority|"
        r"(?:out[- ]of[- ]hours|ooh)(?: gps?| doctors?)?(?: (?:provider|service))?|"
        r"optician|dentist|wales|welsh|scotland|111 provider|community health and eye care|chec)\b",
    ),
    (
        Side.ICB,
        r"\b(?:icb|integrated care board|commissioners?|commissioning|ccg|the (?:whole )?system|system[- ]wide|"
        rf"nhs england|tpp|spine|{SYSTEMS}|all (?:the )?trusts|"
        r"all (?:the )?hospitals|every (?:trust|hospital)|all providers|system)\b",
    ),
    (Side.SEVERAL_PRACTICES, rf"\b{PLURAL}\b"),
    (Side.UNNAMED_PRACTICE, rf"\b{PRACTICES}\b|^surgery\b|\bfamily doctor\b"),
)
SERVICES = (
    (
        "mental_health",
        r"\b(?:camhs|cypmhs|mental[- ]health|mh|cmht|crisis (?:team|line|resolution)|crhtt?|home[- ]treatment|"
        r"psychiatr\w*|psycholog\w*|psychos[ei]s|psychotic|early intervention|iapt|talking therap\w+|"
        r"eating disorders?|memory (?:clinic|service)|"
        r"perinatal mental|adhd|autism|neurodevelopmental|learning disabilit\w+|liaison psych\w*|section 136|"
        r"assertive outreach|"
        r"addictions?|dementia service|mental)\b",
    ),
    ("ambulance", r"\b(?:ambulance|paramedics?|999|patient transport|pts)\b"),
    ("it_system", rf"\b(?:{SYSTEMS})\b"),
    ("maternity", r"\b(?:maternity|midwi(?:fe|ves|fery)|antenatal|postnatal|labour ward|obstetric\w*)\b"),
)


SERVICE_NAMES = {
    "mental_health": "mental health care",
    "ambulance": "ambulance care",
    "it_system": "a shared IT system",
    "maternity": "maternity care",
}


def named_service(service: str) -> str:
    """A service in the middle of a sentence; one that an area made up as it is written."""
    return SERVICE_NAMES.get(service) or f"{service.replace('_', ' ')} care"


def listed_service(service: str) -> str:
    """The same at the head of a line: "A shared IT system"."""
    name = named_service(service)
    return name[:1].upper() + name[1:]


def side_of(organisation: Organisation | None, words: str = "", *, icb: Organisation | None = None) -> Side:
    """The kind of organisation, as rules tell them apart; without one, what the reporter's words say of it.

    A trust of another ICB is elsewhere, except an ambulance trust: those serve several ICBs.
    """
    if organisation is None:
        return side_of_words(words)
    if icb and organisation.icb_id not in {None, icb.pk} and organisation.kind != Kind.AMBULANCE:
        return Side.ELSEWHERE
    return SIDE_OF_KIND.get(organisation.kind, Side.ELSEWHERE)


def side_of_words(words: str) -> Side:
    """What words without a known name say: several practices, an unnamed one, elsewhere, the ICB; else unknown."""
    plain = words.lower().replace("’", "'")
    for side, pattern in SIDE_OF_WORDS:
        if re.search(pattern, plain):
            return side
    return Side.UNKNOWN


def says_several(words: str) -> bool:
    """Whether words say that many practices are meant, and not only a name in the plural ("Princeway Surgeries")."""
    return bool(re.search(SEVERAL, words.lower().replace("’", "'")))


def service_in(words: str) -> str:
    """The service that words name, as rules know it ("mental_health"), or nothing."""
    plain = words.lower()
    return next((service for service, pattern in SERVICES if re.search(pattern, plain)), "")
