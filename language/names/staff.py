"""Which names in a text belong to staff: titles, posts, signatures and greetings. Staff are never masked."""

import re

from language.names.patients_at_work import is_patient
from language.names.surgeon_words import is_surgeon
from language.names.work_words import VIA_SWITCHBOARD, works_here
from language.reading.name_cues import PARTICLES, POSTS, TITLES
from language.reading.name_knowledge import cue_words, is_first_name
from language.reading.view import Word

STAFF_TITLES = cue_words("staff_titles")
GREETINGS = cue_words("greetings")
_WEAK_POSTS = cue_words("weak_posts")
_POSTS_AFTER = POSTS - cue_words("never_after_a_name") | cue_words("only_after_a_name")
_ENDS_A_FIELD = re.compile(r"[ \t]*(?:[.,;\n(|\"]|\Z)")
_SPOKE = frozenset(("spoke", "spoken", "speak", "talked", "told", "advised", "taken", "answered"))
_DONE_BY = frozenset(
    (
        "raised",
        "chased",
        "logged",
        "typed",
        "signed",
        "reviewed",
        "triaged",
        "rejected",
        "closed",
        "cancelled",
        "booked",
    )
    + (
        "dictated",
        "vetted",
        "authorised",
        "actioned",
        "filed",
        "discharged",
        "clerked",
        "prescribed",
        "dispensed",
        "seen",
    )
    + ("scanned", "approved", "copied", "declined", "accepted", "examined", "operated", "emailed", "returned")
    + ("resent", "re-sent", "reissued", "reprinted", "rescanned", "rebooked", "faxed", "re-faxed", "re-referred")
)
_AT_A_DESK = frozenset(
    (
        "viability",
        "nursing",
        "team",
        "desk",
        "reception",
        "bookings",
        "secretaries",
        "switchboard",
        "pharmacy",
        "admin",
    )
    + ("radiology", "physio", "typing", "records", "coding", "appointments", "lab", "governance", "pals", "theatres")
)
_CARRIES_ON = re.compile(
    r"\s(?:has|have|had|was|is|came|rang|attended|would|needs|did|does|cannot|could|says|here)\b"
)
_BEFORE_A_SISTER = cue_words("before_a_sister")
_KINDS_OF_WORKERS = frozenset(("social", "support", "link", "key", "case", "care", "outreach"))
_STOPS_A_POST = frozenset(
    ("his", "her", "their", "my", "was", "is", "has", "who", "saw", "said", "told", "and", "by", "to", "for", "with")
    + ("no", "without", "needs", "awaiting", "not", "whose", "had", "says", "discharged", "under", "from")
)
_FROM_A_DESK = re.compile(
    r"\s(?:from|in|at|on|for)\s(?:secretaries|typing|typists|bookings?|reception|switchboard|control|admin|records|"
    r"appointments|coding|pals|it|hr|finance|"
    r"estates|procurement|transport|theatres?|path(?:ology)? lab|pharmacy|medical records|"
    r"our (?:practice|surgery|team|reception|front desk|desk)|the (?:(?!via |through )\w+ ){0,2}(?:hub|desk|office|"
    r"lab|laboratory|trust|icb|practice|"
    r"surgery|team|lounge|reception|switchboard|helpdesk|helpline|call centre|booking centre|police|council|"
    r"coroner|lmc|ccg|cqc))\b|"
    r"\sof the (?:police|council|local authority|lmc|icb)\b",
    re.IGNORECASE,
)
_POST_AFTER = re.compile(
    r"(?:,|\s?\(|\s-|\s--|\s?\||:|\n|\s(?:the|our|is the|is our|as))\s?((?:[A-Za-z&'-]+[ ,]{0,2}){1,6})"
)
_BIDS = re.compile(  # 'Mrs Hale, ring switchboard', but not 'Jo Hale, call handler'
    r"(?:,|\s?\(|\s-|\s--) ?(?:please |pls |or |to )?(?:ring|call|phone|telephone|contact|tell|ask|please|pls|via)\b"
    r"(?! (?:handler|taker|cent(?:re|er)|triage|advice|operator|line|desk|tracer|nurse|clerk|team|manager)\b)|"
    r"(?:,|\s-|\s--) ?(?:the )?(?:switchboard|reception|pharmacy) (?:will|can|could|put|puts|would)\b",
    re.IGNORECASE,
)
_LABEL_BELOW = re.compile(r"\n\s?(?:[A-Za-z]+ ){0,2}[A-Za-z]+ ?:")  # 'GP: Moor Lane' under a patient's name
_OTHERS = re.compile(r"(?:(?:, | and |, and | or | & |/)[A-Z][a-z]+\b){1,4}(?= (?:from|in|at|on|for) )")
_MORE_OF_THEM = re.compile(r"\A(?:(?:, | and |, and | or | & |/)[A-Z][a-z]+(?: [A-Z][a-z'-]+)?\b){1,4}(?=[ ,(])")
_RUNS_IT = re.compile(
    r", I (?:do|work|run|manage|lead|cover|type|book)\b| \([\w ]{0,16}\bchair\)|"
    r",? who (?:runs|leads|manages|chairs|heads|covers|works|coordinates|organises|does the|answers|types|books)\b|"
    r" \((?:information governance|governance|finance|estates|procurement|complaints|communications|"
    r"quality|audit|commissioning|"
    r"contract(?:s|ing)|transformation|safeguarding|[A-Z]{2,4}|the trust|trust)\)"
)
_TO_DO = re.compile(
    r" to (?:draft|write|chase|lead|take|raise|send|circulate|feed|action|update|share|contact|discuss|email|check)\b"
)
_FROM_A_PLACE = re.compile(
    r" (?:from|at) (?:the )?(?:[A-Z][\w'-]+ ){1,4}(?:Surgery|Practice|Trust|Pharmacy|Medical Centre|"
    r"Health Centre|PCN|ICB|Federation)\b"
)
_RANG_FROM_A_HOSPITAL = re.compile(  # 'Sarah from the Royal called'
    r" (?:from|at) (?:the )?(?:[A-Z][\w'-]+ ){0,2}(?:Royal|General|Infirmary|Countess|Christie|Hospital|Hospice|"
    r"Trust|Women's|Children's|Victoria|County|ICB)(?: (?:Hospital|Infirmary|General|Trust))? (?:has |had |just )?"
    r"(?:rang|called|phoned|e-?mailed|says|said|told|confirmed|wrote|replied|faxed|answered|promised)\b"
)
_A_DESK_JOB = re.compile(
    r" (?:practice|business|ward|service|operations|ops|office|reception|team|bed|site|duty|deputy|"
    r"assistant) (?:manager|clerk)\b|"
    r" (?:medical )?(?:secretary|receptionist)\b(?=\s*(?:[\n.,;)]|\Z))",
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
_GRADE_BEFORE = re.compile(r"\b(?:(?:FY?|ST|CT|SHO|SPR|HCA|GPST|IMT|LAS)\d?|[SRCD]/N|H/V),? \Z", re.IGNORECASE)
_ASKED_FOR = re.compile(r"\b(?:ring|call|contact|ask for|e-?mail(?:ed)?|bleep(?:ed)?|chase|or) \Z", re.IGNORECASE)
_SPOKEN_TO = re.compile(
    r"\b(?:ring|call|contact|ask|ask for|asked|speak to|speak with|spoke to|spoke with|e-?mail(?:ed)?|"
    r"bleep(?:ed)?|phone|"
    r"message|copy to|cc|chase|thanks to|or|and) \Z",
    re.IGNORECASE,
)
_IN_A_TEAM = re.compile(
    r" (?:in|at|from|on|of) (?:the )?(?:[A-Z]{2,5}\b|(?:radiology|x-?ray|imaging|endoscopy|pathology|cardiology|"
    r"medicines (?:management|optimisation)|meds man|safeguarding|pre-?op|outpatients|pharmacy|"
    r"bookings?|booking office|complaints|governance|coding|the lab|"
    r"audiology|physio\w*|dietetics|front desk|desk|helpdesk)\b)"
)


def is_staff(text: str, words: list[Word], first: int, last: int, titled: bool) -> bool:
    """Does the run of words first..last (inclusive) name somebody at work?"""
    start, end = words[first].start, words[last].end
    before, after = text[max(0, start - 48) : start], text[end : end + 64]
    if is_patient(text, start, end):
        return False
    if titled and _greeted(words, first) and _TO_A_RELATIVE.search(text, end, end + 600):
        return False
    if first and words[first - 1].low == "sister" and _ON_A_WARD.match(after):
        return True
    if _post_before(words, first, after, titled) or _greeted(words, first, titled, after) or _post_follows(after):
        return True
    after = after[_OTHERS.match(after).end() :] if _OTHERS.match(after) else after  # type: ignore[union-attr]
    if _RUNS_IT.match(after) or _TO_DO.match(after) and before.endswith("("):
        return True
    if first == last and (_FROM_A_PLACE.match(after) or _RANG_FROM_A_HOSPITAL.match(after)):
        return True
    if _FROM_A_DESK.match(after) or _A_DESK_JOB.match(after) or _GRADE_BEFORE.search(before):
        return True
    if first == last and (
        (_ON_A_WARD.match(after) and _ASKED_FOR.search(before))
        or (_IN_A_TEAM.match(after) and _SPOKEN_TO.search(before))
    ):
        return True
    if works_here(before, _MORE_OF_THEM.sub("", after), titled=titled) or titled and is_surgeon(before, after):
        return True
    return titled and VIA_SWITCHBOARD.match(after) is not None and not _has_a_first_name(words, first, last)


def _has_a_first_name(words: list[Word], title: int, last: int) -> bool:
    """'Mrs Ada Thorne', who may be rung on a ward; but not 'Mr Thorne', 'Mr A Thorne' or 'Mr van Thorne'."""
    return last > title + 1 and not words[title + 1].initial and words[title + 1].low not in PARTICLES


def _post_before(words: list[Word], first: int, after: str, titled: bool) -> bool:
    if first and words[first].gap in (", ", " (", ": ", " = "):
        return _apposed_post(words, first, after)
    if first == 0 or words[first].gap not in (" ", "  ", ". ", " - "):
        return False
    before = words[first - 1]
    if words[first].gap == ". ":
        return before.low in STAFF_TITLES and not ends_with_a_doctor(words, first)
    if before.low == "sister":
        earlier = [word.low for word in words[max(0, first - 3) : first - 1]]
        at_work = bool(earlier) and earlier[-1] in _BEFORE_A_SISTER
        return before.capital or at_work or earlier[-1:] in (["to"], ["by"]) and earlier[0] in _SPOKE
    if before.low == "by" and not titled:
        done = first > 1 and (words[first - 2].low in _DONE_BY or first > 2 and words[first - 3].low == "signed")
        return done and not after.startswith(" of ")
    if before.low in ("is", "was", "called", "named"):
        return _somebody_is(words, first)
    if before.possessive:
        return False
    singular = before.low[:-3] + "y" if before.low.endswith("ies") else before.low.removesuffix("s")
    if singular in _WEAK_POSTS:
        return singular == "lead" or singular == "worker" and words[first - 2].low in _KINDS_OF_WORKERS
    return before.low in STAFF_TITLES or singular in POSTS


def ends_with_a_doctor(words: list[Word], first: int) -> bool:
    """'Passed to duty dr. Mrs Hale is worse': a sentence that ends with a doctor, before somebody with a title."""
    before, word = words[first - 1], words[first]
    return before.text == "dr" and word.gap == ". " and word.low in ("mr", "mrs", "ms", "miss")


def _somebody_is(words: list[Word], first: int) -> bool:
    """'The registrar is Tunde' and 'a nurse called Julie'; but 'the nurse called Julie' may have rung a patient."""
    begins = max(0, first - 6)
    while begins < first - 2 and any(word.gap not in (" ", "-") for word in words[begins + 1 : first]):
        begins += 1
    near = [word.low for word in words[begins : first - 1]]
    if (
        near[-1:]
        and near[-1] in POSTS
        and first > 1
        and words[first - 2].gap in (", ", " (")
        and words[first].gap == " "
    ):
        return True
    post = any(low in POSTS - _WEAK_POSTS for low in near[-2:])
    return post and (words[first - 1].low != "called" or near[-1] == "is" or not {"a", "an", "some"}.isdisjoint(near))


def _apposed_post(words: list[Word], first: int, after: str) -> bool:
    """'The discharge co-ordinator, Ben Tolley' and 'ward clerk (Angela)'."""
    post = words[first - 1]
    if words[first].gap == " (" and post.low in _AT_A_DESK and after[:1] == ")":
        return True
    worker = post.low == "worker" and words[first - 2].low in _KINDS_OF_WORKERS
    if post.low not in POSTS or post.low in _WEAK_POSTS - {"lead"} and not worker or post.possessive:
        return False
    if words[first].gap in (": ", " = "):
        return _ENDS_A_FIELD.match(after) is not None
    if words[first].gap == " (":
        return True
    near = [word.low for word in words[max(0, first - 5) : first - 1]]
    if not {"retired", "former", "ex"}.isdisjoint(near):
        return False
    return post.low == "consultant" or any(
        low in ("new", "another", "locum", "the", "our", "your", "their", "my", "a", "his", "her") for low in near
    )


def _greeted(words: list[Word], first: int, titled: bool = False, after: str = "") -> bool:
    if first == 0:
        return False
    gap = words[first].gap
    if not re.fullmatch(r"[ ,]{1,2}|,?\s*\n\s*|\s?[-]+\s?", gap):
        return False
    greeting = words[first - 1]
    if greeting.low == "signed" and not greeting.capital or greeting.gap[-1:] in ('"', "'"):
        return False
    if gap == ", " and _CARRIES_ON.match(after):
        return False
    return words[first - 1].low in GREETINGS or (
        words[first - 1].low in ("to", "you", "kind", "from") and _thanks(words, first)
    )


def _thanks(words: list[Word], first: int) -> bool:
    return first > 1 and any(
        word.low in ("thanks", "thank", "regards") for word in words[max(0, first - 3) : first - 1]
    )


def _post_follows(after: str) -> bool:
    match = _POST_AFTER.match(after)
    if not match or _LABEL_BELOW.match(after) or _BIDS.match(after):
        return False
    following = re.findall(r"[A-Za-z&'-]+", match.group(1).lower().split(",")[0])[:4]
    if after.startswith(":") and following and following[0] not in _POSTS_AFTER:
        return False
    for word in following:
        if word in _STOPS_A_POST:
            return False
        if word in _POSTS_AFTER:
            return not _is_the_next_ones(match.group(1), word)
    return False


def _is_the_next_ones(said: str, post: str) -> bool:
    """'Mr Hale - podiatrist Lucy Garside rang': is a post in small letters that of the one who is named behind it?"""
    words = said.replace(",", " ").split()
    at = words.index(post) + 1 if post in words else len(words)
    name = words[at : at + 1]
    return bool(name) and name[0].istitle() and (is_first_name(name[0].lower()) or name[0].lower() in TITLES)


def signed_off(text: str, words: list[Word], first: int, last: int) -> bool:
    """A name alone on the last line, or after a dash at the end, is the writer's."""
    tail = text[words[last].end :].strip(" .\n")
    return not tail and bool(re.search(r"\n\s*\Z|\s[-]{1,2}\s?\Z", text[: words[first].start]))
