"""What stands around a Mr, Mrs, Miss or Ms who operates, and hardly around one who is a patient."""

import re

from language.endings import Ending

_POSSESSIVE = re.compile(
    r"'s?\s(?:\w+\s){0,2}?(?:secretary|secretaries|clinics?|lists?(?! of)|team(?! of)|firm|office|registrar|pa|"
    r"opinion|"
    r"advice|recommendation|ward|rooms|spr|fellow|department|service|theatre|letter to|juniors?|sho|diary|"
    r"patients?(?! held)|colleagues?|sessions?)\b",
    re.IGNORECASE,
)
_OF_A_SURGEON = re.compile(
    r"\b(?:under(?: the care of)?|care of|c/o|d/w|discussed with|"
    r"(?:seen|reviewed|operated(?: on)?|performed|done|signed|listed|advised|told|dictated|fitted|inserted|requested|"
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
_SURGEON_BEFORE = Ending(
    _OF_A_SURGEON,
    (
        *("under", "of", "c/o", "d/w", "with", "by", "to", "for", "from", "is", "was", ":", "await", "awaiting"),
        *("opa", "opd", "tci", "referrer", "consultant", "surgeon", "cons", "clinic"),
    ),
)
_SURGEON_AFTER = re.compile(
    r",?\s(?:(?:has|had|have|who|will|would|then|kindly|also|now) ){0,2}"
    r"(?:(?:only |also |now |usually )?operate[sd]|operating|runs|leads|chairs|manages|covers|performed|dictated|"
    r"(?:reviewed|discharged|listed|saw|accepted) (?:her|him|the|this|my)|"
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
        or _SURGEON_AFTER.match(after)
        or _SPECIALTY_AFTER.match(after)
        or _AT_OUR_PLACE.match(after)
    )
