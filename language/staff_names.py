"""Which names in a text belong to staff: titles, posts, signatures and greetings. Staff are never masked."""

import re

from language.identifier_view import STANDS_FOR, Word
from language.name_cues import POSTS
from language.name_knowledge import cue_words

STAFF_TITLES = cue_words("staff_titles")
GREETINGS = cue_words("greetings")
_WEAK_POSTS = cue_words("weak_posts")
_POSTS_AFTER = POSTS - cue_words("never_after_a_name") | cue_words("only_after_a_name")
_ENDS_A_FIELD = re.compile(r"[ \t]*(?:[.,;\n(|]|\Z)")
_KINDS_OF_WORKERS = frozenset(("social", "support", "link", "key", "case", "care", "outreach"))
_STOPS_A_POST = frozenset(
    ("his", "her", "their", "my", "was", "is", "has", "who", "saw", "said", "told", "and", "by", "to", "for", "with")
    + ("not", "whose", "had", "says", "discharged", "under", "from")
)
_FROM_A_DESK = re.compile(
    r"\s(?:from|in|at|on|for)\s(?:secretaries|typing|typists|bookings?|reception|switchboard|admin|records|appointments|coding|pals|it|hr|finance|"
    r"estates|procurement|transport|theatres?|path(?:ology)? lab|pharmacy|medical records|"
    r"our (?:practice|surgery|team)|the (?:\w+ ){0,2}(?:hub|desk|office|lab|laboratory|trust|icb|practice|"
    r"surgery|team))\b",
    re.IGNORECASE,
)
_POST_AFTER = re.compile(
    r"(?:,|\s?\(|\s-|\s--|:|\n|\s(?:the|our|is the|is our|as))\s?((?:[A-Za-z&'-]+[ ,]{0,2}){1,6})"
)
_POSSESSIVE = re.compile(
    r"'s?\s(?:\w+\s){0,2}?(?:secretary|secretaries|clinics?|lists?|team|firm|office|registrar|pa|opinion|advice|recommendation|ward|rooms|spr|fellow|"
    r"department|service|theatre|letter to|juniors?|sho|diary|patients|colleagues?|sessions?)\b",
    re.IGNORECASE,
)
_SURGEON_BEFORE = re.compile(
    r"\b(?:under(?: the care of)?|care of|c/o|d/w|discussed with|"
    r"(?:seen|reviewed|operated(?: on)?|performed|done|signed|listed|advised|told|dictated|fitted|inserted|requested|"
    r"accepted|rejected|started|copied) by|secretary (?:to|of|for)|clinics? (?:of|with|under)|"
    r"refer(?:red|ral|rals)?(?: \w+)? (?:back )?to|letters? (?:to|by) (?:consultant )?|"
    r"(?:clinic|cons|consultant|discharge|hospital|outpatient) letters? from|list of|"
    r"(?:opinion|advice) (?:of|from)|(?:appointment|appt|follow[- ]up|review) with|team of|"
    r"(?:consultant|surgeon|cons)(?: is| was|:)|"
    r"operation by|surgery (?:by|with)|mdt with|firm of|registrar (?:to|for|of))\s\Z",
    re.IGNORECASE,
)
_SURGEON_AFTER = re.compile(
    r",?\s(?:(?:has|had|have|who|will|would|then|kindly|also|now) ){0,2}"
    r"(?:(?:only |also |now |usually )?operate[sd]|runs|leads|manages|covers|performed|dictated|"
    r"(?:reviewed|discharged|listed|saw) (?:her|him|the|this|my)|"
    r"recommend(?:s|ed)?|advis(?:es|ed) (?:us|me|that|stopping|starting|we|no|an?|ct|mri|refer\w*)|"
    r"reports that|wrote|writes|"
    r"suggest(?:s|ed)|plans to|agreed to (?:see|review|operate|take)|is happy to|"
    r"repaired|removed|replaced|does not (?:accept|see)|will not see|"
    r"only sees|is (?:retiring|on leave|away)|and (?:dr|prof|his team|her team)|"
    r"wants (?:us|me) to|would like (?:us|me) to|asks (?:us|me)|would be (?:happy|grateful)|requests|"
    r"in (?:orthopaedics|urology|ent|cardiology|surgery|neurosurgery|vascular|ophthalmology|breast|colorectal))\b",
    re.IGNORECASE,
)
_TO_A_RELATIVE = re.compile(
    r"\byour (?:late |own )?(?:mother|father|mum|dad|husband|wife|son|daughter|partner|"
    r"operation|complaint|treatment|baby)\b"
)
_ON_A_WARD = re.compile(
    r" (?:on|from|in|at) (?:the )?(?:[\w-]+ ){0,3}(?:ward|unit|bay|floor|theatres?|clinic|a&e|ed|amu|mau)\b",
    re.IGNORECASE,
)
_AT_OUR_PLACE = re.compile(
    r" (?:in|from|at|of) (?:our|your|the) (?:[\w-]+ ){0,2}(?:department|office|team|trust|hospital|lab\w*|clinic|"
    r"surgery|practice|unit|service)\b",
    re.IGNORECASE,
)
_GRADE_BEFORE = re.compile(r"\b(?:FY?|ST|CT|SHO|SPR|HCA|GPST|IMT|LAS)\d? \Z", re.IGNORECASE)
_SPECIALTY_AFTER = re.compile(
    r" (?:sec|secs|secretary)\b|"
    r"(?:,| \() ?(?:the )?(?:ortho\w*|uro\w*|ent|cardio\w*|vascular|gastro\w*|neuro\w*|plastics|breast|colorectal|"
    r"maxfax|ophthalm\w*|obs|gynae\w*|general surg\w*|hand|spinal|thoracic|hepatobiliary)\b|"
    r",? (?:ortho\w*|uro\w*|ent|cardio\w*|vascular|gastro\w*|neuro\w*|plastics|breast|colorectal|surgical|eye|"
    r"gynae\w*|general surg\w*|max ?fax|spinal|thoracic) (?:cons|consultant|surgeon|team|registrar|reg|clinic)\b",
    re.IGNORECASE,
)
_BESIDE = f"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}]"
_PATIENT_AFTER = re.compile(
    r"(?:,|\s\()\s?(?:aged? )?(?:[1-9]\d|10\d)\b(?=[,.;)]|$)|,?\saged \d|"
    r"[,;(\s-]{1,4}(?:dob|d\.o\.b|nhs (?:no|num)|born|now retired|(?:himself|herself) a patient)|"
    rf"[\s,(:-]{{1,4}}{_BESIDE}|"
    r"[,(\s][^.;\n]{0,40}\b(?:(?:our|a) patient|(?:a|is|now|,) retired|a nun|patient of ours|"
    r"also (?:a|my|our) patient|as a patient)\b",
    re.IGNORECASE,
)
_PATIENT_BEFORE = re.compile(
    r"\b(?:ex|retired|former)[ -](?:\w+ ){0,2}\Z|\b(?:patient|pt|re:?|nok|"
    r"(?:his|her|their|my|pt's|pts|the) (?:wife|husband|daughter|son|mother|father))[ ,:]{1,2}\Z",
    re.IGNORECASE,
)


def is_staff(text: str, words: list[Word], first: int, last: int, titled: bool) -> bool:
    """Does the run of words first..last (inclusive) name somebody at work?"""
    start, end = words[first].start, words[last].end
    before, after = text[max(0, start - 48) : start], text[end : end + 64]
    if _PATIENT_AFTER.match(after) or _PATIENT_BEFORE.search(before):
        return False
    if titled and _greeted(words, first) and _TO_A_RELATIVE.search(text, end, end + 600):
        return False
    if first and words[first - 1].low == "sister" and _ON_A_WARD.match(after):
        return True
    if _post_before(words, first, after) or _greeted(words, first) or _post_follows(after):
        return True
    if _FROM_A_DESK.match(after) or _GRADE_BEFORE.search(before):
        return True
    if titled:
        if after[:1] == "'":
            return bool(_POSSESSIVE.match(after))
        return bool(
            _SURGEON_BEFORE.search(before)
            or _SURGEON_AFTER.match(after)
            or _SPECIALTY_AFTER.match(after)
            or _AT_OUR_PLACE.match(after)
        )
    return False


def _post_before(words: list[Word], first: int, after: str) -> bool:
    if first and words[first].gap in (", ", " (", ": "):
        return _apposed_post(words, first, after)
    if first == 0 or words[first].gap not in (" ", "  ", ". ", " - "):
        return False
    before = words[first - 1]
    if words[first].gap == ". ":
        return before.low in STAFF_TITLES
    if before.low == "sister":
        return before.capital or (first > 1 and words[first - 2].low in ("ward", "the", "night", "charge", "theatre"))
    if before.possessive:
        return False
    singular = before.low.removesuffix("s")
    if singular in _WEAK_POSTS:
        return singular == "lead" or singular == "worker" and words[first - 2].low in _KINDS_OF_WORKERS
    return before.low in STAFF_TITLES or singular in POSTS


def _apposed_post(words: list[Word], first: int, after: str) -> bool:
    """'The discharge co-ordinator, Ben Tolley' and 'ward clerk (Angela)'."""
    post = words[first - 1]
    if post.low not in POSTS or post.low in _WEAK_POSTS - {"lead"} or post.possessive:
        return False
    if words[first].gap == ": ":
        return _ENDS_A_FIELD.match(after) is not None
    if words[first].gap == " (":
        return True
    near = [word.low for word in words[max(0, first - 5) : first - 1]]
    return any(low in ("the", "our", "your", "their", "my", "a", "his", "her") for low in near)


def _greeted(words: list[Word], first: int) -> bool:
    if first == 0:
        return False
    gap = words[first].gap
    if not re.fullmatch(r"[ ,]{1,2}|,?\s*\n\s*|\s?[-]+\s?", gap):
        return False
    if words[first - 1].low == "signed" and not words[first - 1].capital:
        return False
    return words[first - 1].low in GREETINGS or (
        words[first - 1].low in ("to", "you", "kind", "from") and _thanks(words, first)
    )


def _thanks(words: list[Word], first: int) -> bool:
    return first > 1 and words[first - 2].low in ("thanks", "thank", "regards")


def _post_follows(after: str) -> bool:
    match = _POST_AFTER.match(after)
    if not match:
        return False
    following = re.findall(r"[A-Za-z&'-]+", match.group(1).lower())[:4]
    if after.startswith(":") and following and following[0] not in _POSTS_AFTER:
        return False
    for word in following:
        if word in _STOPS_A_POST:
            return False
        if word in _POSTS_AFTER:
            return True
    return False


def signed_off(text: str, words: list[Word], first: int, last: int) -> bool:
    """A name alone on the last line, or after a dash at the end, is the writer's."""
    tail = text[words[last].end :].strip(" .\n")
    return not tail and bool(re.search(r"\n\s*\Z|\s[-]{1,2}\s?\Z", text[: words[first].start]))
