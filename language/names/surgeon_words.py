"""What stands around a Mr, Mrs, Miss or Ms who operates, and hardly around one who is a patient."""

import re

from language.reading.endings import Ending
from language.reading.view import STANDS_FOR

_POSSESSIVE = re.compile(
    r"'s?\s(?:\w+\s){0,2}?(?:secretary|secretaries|secs?|clinics?|lists?(?! of)|team(?! of)|firm|office|registrar|pa|"
    r"opinion|"
    r"advice|recommendation|ward|rooms|spr|fellow|department|service|theatre|letter to|juniors?|sho|diary|"
    r"patients?(?! held)|colleagues?|sessions?)\b",
    re.IGNORECASE,
)
_OF_A_SURGEON = re.compile(
    r"\b(?:(?<!filed )(?<!registered )(?<!recorded )(?<!saved )(?<!scanned )(?<!down )"
    r"under(?: the care of)?|care of|c/o|d/w|discussed with|"
    r"(?:seen|reviewed|operated(?: on)?|performed|done|signed|listed|advised|told|dictated|fitted|"
    r"inserted|requested|"
    r"accepted|rejected|started|copied|op|triaged|scoped|injected|recommended|referred|vetted|authorised|assessed|"
    r"examined|treated|prescribed|excised|removed) by|(?:secretary|sec|pa|phones?|diary) (?:to|of|for)|(?:replaced|"
    r"succeeded) by|(?:office|rooms|patients?) of|"
    r"typ(?:ing|es?|ist|ed)(?: by \w{1,12})? for|works? for|await(?:ing)?|opa|opd|tci|referrer|"
    r"referring consultant|clinic|"
    r"theatre \d{1,2}:|list:|list of|"
    r"(?:slides|talks?|presentations?|teaching|training|feedback|minutes|letters?|repl(?:y|ies)|"
    r"response|plan|instructions?|correspondence|opinion|recommendations?|outcome|advice) "
    r"(?:is |was )?(?:from|by)|(?:opinion|advice) of|(?:booked|listed|clinics?|joint clinic|seen) (?:with|under|"
    r"of)|(?:f/?u|"
    r"follow[- ]?up) (?:with|under)|"
    r"(?:admitted|escalated|transferred|handed over) (?:to|under)|"
    r"refer(?:red|ral|rals)?(?: \w+)? (?:back )?to|letters? (?:to|by) (?:consultant )?|"
    r"(?:appointment|appt|follow[- ]up|review) with|team of|(?:consultant|surgeon|cons)(?: is| was|:)|"
    r"(?:clinician|surgeon|consultant|lists?)(?: [\w-]+){0,2}:|"
    r"operation by|surgery (?:by|with)|mdt with|firm of|registrar (?:to|for|of))\s\Z",
    re.IGNORECASE,
)
_DONE_IN_THEATRE = Ending(
    re.compile(
        r"\b(?:triaged|graded|vetted|upgraded|downgraded|accepted|rejected|redirected|prioritised|authorised|approved)"
        r"(?: (?!brought|driven|taken|accompanied|collected|sent|rung|told)[\w/&-]+){1,8} by \Z|"
        r"\b(?:taken|done|performed|excised|removed|operated|inserted|fitted|listed|dictated|signed|booked|"
        r"cancelled|"
        r"histology|biopsy|operation|procedure|surgery)\b[^.;\n]{1,48} by \Z|"
        r"\bnot (?:signed|checked|read|seen),? (?:by )?\Z|\b(?:all|any) (?:[\w-]+ ){1,4}(?:(?:should |must |"
        r"will |now |please )*(?:go|come|be sent|"
        r"be addressed|be redirected)"
        r" )?to \Z|\b(?:theatres?|list) \d{1,2}[ :,-]{1,3}\Z",
        re.IGNORECASE,
    ),
    ("by", "to", "signed", "checked", "read", "seen", *"0123456789", ":", ",", "-"),
)
_HIS_LIST = re.compile(
    r"[^.;\n]{0,60}\b(?:(?:into|onto|on|off|from|to) (?:his|her|their) (?:list|clinic|"
    r"theatre list)s?\b(?! of| appoint)|"
    r"(?:his|her|their) (?:dictation|typing|template|lists|clinics|list (?:is|was|has)|clinic (?:is|was|"
    r"has) (?:full|closed|"
    r"cancelled|moved|shut)))\b",
    re.IGNORECASE,
)
_OF_SERVICES = re.compile(
    r"\b(?:lists?|theatres?|clinics|referrals|secretar(?:y|ies)|dictat\w+|"
    r"retire[ds](?! (?:[a-z]+ ){0,2}[a-z]+(?:er|or|ist|ian|man|woman|nurse)\b)|retirement|"
    r"consultants|surgeons?|mdt|hdu|"
    r"private|off sick|annual leave|job plans?|templates?|rota|locums?|slots|sessions)\b",
    re.IGNORECASE,
)
_OF_ONE_PATIENT = re.compile(
    r"\b(?:pts?'?s?|px|patient(?:'s)?(?! (?:transport|safety|experience|flow|group|leaflet|line|advice|"
    r"services?|information|"
    r"pathway|choice)s?\b)|him|her|hers|himself|herself|mum|mam|mother|dad|father|wife|husband|sons?|"
    r"daughters?|dtr|baby|child|"
    r"lady|gentleman|chap|girl|boy|twins?|aged|yo|dob|born|nok|family|parents?|carers?|died|lives|"
    r"widow\w*|niece|nephew|uncle|"
    r"pregnan\w+|discharg\w+|admitted|admission|bloods?|results?|scan|x-?ray|letter for|summary|"
    r"prescri\w+|"
    r"medication|pain|referral for|referred)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:re|for|about|regarding|on|of|on behalf of|patient|seen|saw|see|called|named):? \Z", re.IGNORECASE
)
_UNDERGOES = re.compile(
    r"'s|,? (?:who )?(?:(?:still|also|then|just|only|never|always|again) )?(?:was|were|had|"
    r"has(?! retired)|is(?! (?:off sick|on (?:leave|annual|maternity|paternity|sick|"
    r"sabbatical|holiday)|away|part[- ]time|retiring))|needs?|"
    r"needed|wait\w*|attend\w*|"
    r"came|come|rang|rings|phoned|wants|wanted|lives|missed|lost|did not|didn't|cannot|can't|got|gets|"
    r"received|turned)\b",
    re.IGNORECASE,
)
_SURGEON_BEFORE = Ending(
    _OF_A_SURGEON,
    (
        *("under", "of", "c/o", "d/w", "with", "by", "to", "for", "from", "is", "was", ":", "await", "awaiting"),
        *("opa", "opd", "tci", "referrer", "consultant", "surgeon", "cons", "clinic"),
    ),
)
_OPERATION = (
    r"(?:hernias?|op|operation|cataracts?|gall ?bladder|bypass|caesarean|section|biopsy|revision|surgery|"
    r"[a-z]+(?:ectomy|plasty|otomy|oscopy|graft))"
)
_SURGEON_AFTER = re.compile(
    rf",?\s(?:then )?did (?:the|her|his|their|my|both|an?) (?:[a-z]+ )?{_OPERATION}\b|"
    r",? did the (?:[a-z]+ )?(?:hips?|knees?|shoulder|foot|spine)\b|"
    r",?\s(?:(?:has|had|have|who|will|would|then|kindly|also|now) ){0,2}"
    r"(?:(?:only |also |now |usually )?operate[sd]|operating|runs|leads|chairs|manages|covers|performed|dictated|"
    r"(?:reviewed|discharged|listed|accepted) (?:her|him|the|this|my)|"
    r"recommend(?:s|ed)?|advis(?:es|ed) (?:us|me|that|stopping|starting|we|no|an?|ct|mri|refer\w*)|"
    r"reports that|wrote|writes|to (?:review|list|operate|vet|advise|see (?:him|her|them|pt|patient))|"
    r"has agreed(?! to (?:have|the))|agrees|accepts|"
    r"(?:refuses?|refused|declines?|declined) (?:(?:the|all|any|our|this|my|these) )?(?:e-?)?(?:referrals?|"
    r"to (?:see|operate|accept|take|list))|"
    r"(?:will not|won't|does not|doesn't|cannot|can't) (?:operate|list|dictate|(?:accept|see|take|do) (?:(?:the|"
    r"these|this|any|our|more|new) )?"
    r"(?:e-?)?(?:referrals?|patients?|these|them|this|him|her|hips|knees))|"
    r"has (?:listed|reviewed|written|dictated|replied|advised|rejected|asked (?:gps?|for gp))|"
    r"asked (?:gps?|the gp|for (?:gp|bloods))|cancelled (?:his|her|the|all) (?:list|clinic)|"
    r"rejected|referred (?:her|him|them|back|the|this|my|our)|triaged|scoped|injected|"
    r"(?:(?:will|can|would|does) )?no longer (?:works?|operates?|does|do|sees?|accepts?|takes?|runs?|offers?|"
    r"lists?)|only (?:does|operates|sees)|(?:is )?still (?:doing|operating|"
    r"running|listing)|"
    r"on (?:mon|tues|wednes|thurs|fri)days|works (?:at|for|on|in) (?:the (?:trust|hospital)|\w+days)|"
    r"(?:am|pm|all day)(?! ?dose)|is the (?:surgeon|consultant|lead|only)|(?:list|clinic)(?! (?:letter|app))|"
    r"suggest(?:s|ed)|plans to|agreed to (?:see|review|operate|take)|is happy to|"
    r"repaired|removed|replaced|does not (?:accept|see)|will not see|"
    r"only sees|is (?:retiring|on leave|away)|and (?:dr|prof|his team|her team)|"
    r"wants (?:us|me) to|would like (?:us|me) to|asks (?:us|me)|would be (?:happy|grateful)|requests|"
    r"(?:frcs|frcog|frcp|frcophth|mrcp)|"
    r"(?:in|from|of) (?:orthopaedics?|urology|ent|cardiology|surgery|neurosurgery|vascular|ophthalmology|breast|"
    r"colorectal|"
    r"plastics|plastic surgery|gynae\w*|maxfax|upper gi|general surgery|trauma|t&o|ortho))\b",
    re.IGNORECASE,
)
_SPECIALTY_AFTER = re.compile(
    r" (?:sec|secs|secretary)\b|"
    r"(?:,| \() ?(?:the )?(?:ortho\w*|uro\w*|ent|cardio\w*|vascular|gastro\w*|neuro\w*|plastics|breast|colorectal|"
    r"maxfax|ophthalm\w*|obs|gynae\w*|general surg\w*|hand|spinal|thoracic|hepatobiliary)\b|"
    r",? (?:ortho\w*|uro\w*|ent|cardio\w*|vascular|gastro\w*|neuro\w*|plastics|breast|colorectal|surgical|eye|"
    r"gynae\w*|general surg\w*|max ?fax|spinal|thoracic) (?:cons|consultant|surgeon|team|registrar|reg|clinic)\b",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"(?-i:(?!(?:Dr|Prof|Professor|Doctor|Mr|Mrs|Ms|Miss|Sister|Matron|Nurse|GP|Consultant|Monday|Tuesday|Wednesday|"
    rf"Thursday|Friday|Saturday|Sunday)\b)[A-Z][a-z]+(?:['-][A-Z][a-z]+)?(?: [A-Z][a-z]+)?\b|{STANDS_FOR['NAME']})"
)
_HIM = (
    r"(?:him\b|(?:her|them)(?= (?:in|on|for|at|and|but|today|yesterday|last|this|with|again|twice|once|when|then|"
    r"privately|back|after|before|since|until|yet|as|so|about|re)\b|[.,;:)]|\s*\Z)|"
    r"(?:the|this|my|your|our) (?:[a-z]+ )?(?:patient|pt|lady|gentleman|man|woman|child|baby|boy|girl|chap|lad)\b)"
)
_HAS = r",? (?:who )?(?:(?:has|had|have|just|already|also|then|now|kindly|only|never|has not|hasn't) ){0,3}"
_FOR_AN_ILLNESS = (
    r" for (?!(?:his|her|their|the|an?|some|bloods?|dressings?|advice|help|flu|vacc\w+|smear|repeat|prescription|fit|"
    r"sick)\b)[a-z]"
)
_IN_CLINIC = (
    r" in (?:the |his |her |my )?(?:[a-z-]+ )?(?:clinic|opd|outpatients?|theatre|pre-?op|resus|amu|sau)\b|"
    r" on (?:the |his |her )?(?:ward|take|round|ward round)\b"
)
_AND_DID = (
    r"(?=[^.;\n]{0,60}?(?:,| and| but) (?:then |also )?(?:discharged|listed|referred|injected|noted|advised|booked|"
    r"wants|suggested|arranged|recommended|ordered|planned|requested|took|added)\b)"
)
_DONE_TO = (
    r"(?![^.;\n]{0,80}\b(?:was|were|been) "
    r"(?:told|sent|given|discharged|advised|asked|referred|listed|booked|admitted))"
)
_TREATS = re.compile(  # 'Mr Kapoor saw Dilys for hernia', where a patient sees the nurse
    rf"{_HAS}(?:(?:saw|seen|sees) (?:{_HIM}|(?:the|these) (?:scans?|images|films|histology|mri|ct|echo)\b|"
    rf"{_SOMEBODY}(?:{_FOR_AN_ILLNESS}|{_IN_CLINIC}|{_AND_DID}){_DONE_TO})|"
    r"(?:operated on|examined|reviewed|scoped|consented|clerked|injected|anaesthetised|biopsied|assessed|listed|"
    rf"discharged|accepted) (?:{_HIM}|{_SOMEBODY})(?! as (?:his|her|an?|the|next|nok|emergency|main)\b))",
    re.IGNORECASE,
)
_AT_OUR_PLACE = re.compile(
    r" (?:in|from|at|of) (?:our|your|the) (?:[\w-]+ ){0,2}(?:department|office|team|trust|hospital|lab\w*|clinic|"
    r"surgery|practice|unit|service)\b",
    re.IGNORECASE,
)


def is_surgeon(before: str, after: str) -> bool:
    """Do the words around a titled surname say that its bearer treats patients?"""
    if after[:1] == "'":
        return bool(_POSSESSIVE.match(after))
    return bool(
        _SURGEON_BEFORE.ends(before)
        or _DONE_IN_THEATRE.ends(before)
        or _HIS_LIST.match(after)
        or _SURGEON_AFTER.match(after)
        or _TREATS.match(after)
        or _SPECIALTY_AFTER.match(after)
        or _AT_OUR_PLACE.match(after)
    )


def speaks_of_services(text: str) -> bool:
    """Is a text about lists, theatres and referrals, and about no one patient?"""
    return _OF_SERVICES.search(text) is not None and _OF_ONE_PATIENT.search(text) is None


def written_about(text: str, start: int, end: int) -> bool:
    """Does something happen to the bearer of the name, or is something said about him, as with a patient?"""
    return bool(_UNDERGOES.match(text, end) or _ABOUT.search(text[max(0, start - 16) : start]))
