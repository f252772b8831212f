"""What stands beside the name of somebody at work: an office, a job named by its doing, a task, a paper."""

import re

from language.reading.endings import Ending

OFFICES = (
    r"(?:chaplaincy|governance|safeguarding|reception|switchboard|(?:med(?:ical)? )?secretaries|typing|admin|"
    r"(?:medical )?records|"
    r"(?:clinical )?coding|information governance|(?-i:IG|IT|HR|ICB|PCN|LMC|CCG|PALS|NHSE)|digital|informatics|"
    r"systems|dispensary|"
    r"contracts?|contracting|commissioning|finance|procurement|estates|facilities|portering|catering|bookings?|"
    r"appointments|scheduling|workforce|library|communications|comms|complaints|audit|transformation|primary care|"
    r"medicines (?:management|optimisation)|meds man|meds mgmt|prescribing|pharmacy|nhs england|public health|"
    r"operations|ops|site team|bed bureau|help ?desk|service desk|front desk|docman|emis|systmone|front of house|"
    r"post ?room|med recs?|med records|(?:meds|medicines) safety|(?-i:CSU|NHSE)|data quality|clinical safety)"
)
SPECIALTIES = (
    r"(?:radiology|imaging|pathology|microbiology|biochemistry|haematology|histology|cytology|cardiology|urology|"
    r"neurology|rheumatology|rheum|dermatology|oncology|gastro\w*|orthopaedics?|ortho|paediatrics|paeds|obstetrics|"
    r"gynae\w*|ent|audiology|ophthalmology|orthoptics|dietetics|physio\w*|occupational therapy|phlebotomy|"
    r"pre-?op\w*|camhs|cmht|psychiatry|district nursing|(?:(?:cardiac|respiratory|clinical|lung|vascular|neuro) )?"
    r"physiology|podiatry|orthotics|sonography)"
)
CARE = (
    r"(?:x-?ray|endoscopy|maternity|outpatients|opd|theatres?|day case|day surgery|critical care|itu|icu|hdu|"
    r"a&e|ed|amu|mau|sau|sdec)"
)
DEPARTMENTS = rf"(?:{OFFICES}|{SPECIALTIES}|{CARE})"
_SAYS = (
    r"(?: (?:says|told us|rang us|confirmed|emailed|replied|to stop|to send|"
    r"and (?:her|his|their|the) colleagues)\b)"
)
_GOES_ON = (
    r"(?= (?:says?|said|told|rang|is|was|has|will|would|can|could|did|does|who|and|team|dept|department|office|"
    r"about|to|re|please|thinks|confirmed|emailed|replied)\b|[,.;:)\n]|\Z)"
)
_IN_A_DEPARTMENT = re.compile(
    r"(?: (?:rang|called|phoned|emailed|wrote|replied|said|says)(?: (?:us|me|back|today|yesterday)){0,2})"
    rf" from (?:the )?(?:{OFFICES}|{SPECIALTIES})\b|"
    rf" \((?:(?:the|our|head of|lead|senior|deputy|hospital|trust|clinical) ){{0,2}}(?:{OFFICES}|{SPECIALTIES}|"
    r"chair|minutes|observer|by phone|via teams)(?:[ ,/&-][\w &/-]{1,24})?\)|"
    r"(?:,? (?:who |both |all ){0,2}(?:works?|sits?|is based|are based))?,? "
    rf"(?:(?:from|in|over in|up in|down in|on) (?:the |our |your |their )?(?:(?:hospital|trust|trust's|hospital's) )?"
    rf"{OFFICES}|from (?:the )?{SPECIALTIES})\b{_GOES_ON}|"
    rf",? (?:who |both |all ){{1,2}}works? (?:in|for|on) (?:the )?{SPECIALTIES}\b|"
    rf" (?:in|at|from|on) (?:the )?(?:{SPECIALTIES}|{CARE}){_SAYS}",
    re.IGNORECASE,
)
_NO_JOB = (
    r"(?:mother|father|daughter|sister|brother|caller|neighbour|teenager|youngster|carer|user|sufferer|smoker|"
    r"partner|executor|letter|number|order|paper|folder|wrapper|sticker|reminder|newsletter|header|tracker|"
    r"scanner|printer|computer|server|prisoner|passenger|stranger|foster|elder|former|older|younger|latter|other|"
    r"another|minor|senior|junior|donor|survivor|bearer|driver|pensioner|widower|lodger|boarder|drinker|"
    r"householder|seeker|faller|attender|leaver|walker|newcomer|refugee|centenarian|nonagenarian|octogenarian|patient|"
    r"infant|tenant|claimant|complainant|attendant|defendant|giant|resident|customer|member)"
)
WHO_DOES = rf"(?!{_NO_JOB}\b)[a-z]{{2,14}}(?:ers?|ors?|ists?|ians?|ants?|aries|ary|logist|man|woman|wife)"
_A_JOB = re.compile(
    r"\b(?:our|your|new|locum|duty|on-call|practice|ward|trust|hospital|pcn|icb|lead|deputy|acting|"
    rf"senior|clinical|medical|team)(?: [a-z&-]+){{0,3}}? {WHO_DOES}(?:, | \(| - |: | is called | is )\Z|"
    r"'s (?:[a-z&-]+ ){0,2}(?:manager|director|secretary|lead|officer|chief|chair|administrator|pharmacist), \Z"
)
_JOB_BEFORE = Ending(_A_JOB, (",", "(", "-", ":", "called", "is"))
_OFFICE_WORK = (
    r"(?:(?:message|call|minutes|notes?|details) taken|passed on|entered|transcribed|forwarded|relayed|logged|typed|"
    r"scanned|filed|coded|summarised|minuted|chaired|circulated|compiled|drafted|escalated|updated|countersigned|"
    r"processed|uploaded|workflowed|actioned|audited|validated|facilitated|designed|developed|triaged|vetted|"
    r"authorised|redirected|edited|modified|maintained|allocated|amended|issued|written up|set up)"
)
_IS_DONE_BY = re.compile(
    rf"\b{_OFFICE_WORK}(?: (?:at|on|today|yesterday|this morning|this afternoon|over the phone|manually|in error|"
    r"[\d:./-]+|am|pm|(?:mon|tues|wednes|thurs|fri)day|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)){0,4} by \Z",
    re.IGNORECASE,
)
_DONE_BY = Ending(_IS_DONE_BY, ("by",))
_TOLD_AT_WORK = re.compile(
    r"\b(?:(?:please|pls|kindly) (?:copy|cc)(?: (?:this|it))?(?: letter)? to|attention of|fao|minutes to|"
    r"escalated? (?:this |it )?to|report(?:s|ing)? to|line managed by|taken up with|"
    r"raised (?:this |it )?with|complain(?:ed)? to|still (?:write|refer|send everything|address (?:them|letters)) to|"
    r"(?:bit|session|slot|article|paper|section|proposal|presentation|talk|speech|slides?) (?:by|from|of)) \Z",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:,? (?:and|on|about|at|in|today|yesterday|who|full stop|again|twice|but|last|this)\b|[.,;)\n]|\Z)"
)
_STANDS_IN_FOR = Ending(
    re.compile(r"\b(?:covers|covering|deputis\w+|stands? in|maternity cover) for \Z", re.IGNORECASE), ("for",)
)
_LEFT_THE_JOB = re.compile(
    r",? (?:who )?(?:left|retired|resigned|moved on)(?: the (?:trust|practice|icb))? (?:in|since|around) "
    r"(?:\d{4}\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|early|"
    r"late)\b)|"
    r",? (?:who )?(?:has been|was) (?:replaced|succeeded) by\b|,? (?:both )?shares? (?:a|an|the|"
    r"one) (?:secretary|list|office)\b|"
    r",? by (?:fax|bleep)\b|,? via (?:his|her) secretary\b|"
    r",? (?:who )?(?:is leaving|has left|left|has retired from) the (?:trust|practice|icb|nhs)\b"
)
VIA_SWITCHBOARD = re.compile(r",? via (?:switchboard|switch)\b")
_RUNS_AN_OFFICE = re.compile(
    r"'s? (?:secretary|secretaries|team(?! of carers)|spreadsheet|tracker|template|macro|log-?in|rota|desk|"
    r"in-?tray|inbox|mailbox|office|registrar|rota|maternity leave|"
    r"predecessor|successor|voicemail|extension|bleep|job|boss|line manager|replacement|annual leave|days? off|shift|"
    r"maternity cover|handover|out of office)\b"
)
_OF_AN_OFFICE = re.compile(
    r",? (?:the|our|your|its|their) (?:\w+ ){0,2}(?:lead|leader|coordinator|administrator|rep|representative|sec)\b|"
    r",? sec(?:retary)? to\b|,? (?:has been|was|is now|is being) (?:appointed|seconded|promoted|replaced by)\b|"
    r",? (?:replaces|replaced|succeeds|succeeded) (?:Dr|Mr|Mrs|Ms|Miss|him|her)\b|"
    r",? (?:joins|joined|rejoined|joining) (?:the|our|us)\b|"
    r",? (?:(?:the|our|your|its) )?(?:(?:chief|deputy|associate|medical|clinical|managing|operations?|executive|"
    r"interim|acting|head|lead|senior|information|nursing|finance|divisional|service|group) ){0,4}"
    r"(?:officer|director|head of|chief|manager|lead for|president|chair|chairman|executive|superintendent|"
    r"commissioner)\b",
    re.IGNORECASE,
)
_IS_OF_AN_OFFICES = re.compile(
    r"\b(?:trust|board|icb|pcn|lmc|committee|ppg|council|patients' group) (?:chair|lead|partner|president) \Z|"
    r"\b(?:ticket|query|issue|concern|complaint|incident|job|request|this|it|call) (?:was )?(?:raised|logged|"
    r"taken up|"
    r"escalated|discussed|followed up) (?:with|to) \Z|"
    r"\b(?:credit to|well done(?: to)?|kudos to|shout-?out to|special mention (?:to|for)|"
    r"hat tip to|praise for|grateful to|letterhead of|with thanks to) \Z|"
    r"\b(?:author|authors|editor|sponsor|owner|presenter|speaker)[: ]{1,2}\Z|"
    r"\b(?:icb|trust|pcn|hospital|practice|lmc|nhse|council|cqc|surgery|department|service|lab|company|"
    r"supplier|federation)'s? (?:own |new )?\Z",
    re.IGNORECASE,
)
_OF_AN_OFFICES = Ending(
    _IS_OF_AN_OFFICES,
    (
        *("chair", "lead", "partner", "president", "with", "to", "done", "for", "of", "own", "new", "'", "'s", ":"),
        *("author", "authors", "editor", "sponsor", "owner", "presenter", "speaker"),
    ),
)
_TASK_AFTER = re.compile(
    r"(?:,| and [A-Z][a-z]+)? (?:(?:is|was|are|will be) (?:now |still |currently |also )?(?:on annual leave|on leave|"
    r"on (?:call|duty)|minuting|auditing|typing)|"
    r"(?:(?:has|have|had|will|would|then|kindly|also|now|usually|always|only|still|to|can|could|agreed to|"
    r"offered to|volunteered to|did|does) ){0,3}"
    r"(?:typ(?:es?|ed|ing)|scan(?:s|ned)|cod(?:es?|ed|ing)|log(?:s|ged) (?:it|the|this)|triag(?:es?|ed|ing)|"
    r"vet(?:s|ted|ting)|fil(?:es?|ed|ing) (?:it|them|the|letters|results)|summaris(?:es?|ed|ing)|"
    r"dispens(?:es?|ed)|process(?:es|ed|ing)?|chair(?:s|ed|ing)?|minut(?:es?|ed)|circulat(?:es?|ed|e)|"
    r"draft(?:s|ed)?|audit(?:s|ed)?|(?:do|does|covers?) (?:Mon|Tues|Wednes|Thurs|Fri)days|"
    r"present(?:ed|s) (?:the|a|our) (?:data|audit|figures|findings|paper|report|update|slides|results)|"
    r"fe(?:e)?d(?:s)? back|escalat(?:es?|ed|e)|liais(?:es?|ed|e)|coordinat(?:es?|ed|e)|"
    r"spends? [\w ]{1,20} (?:mornings?|afternoons?|hours?|days?|evenings?) (?:a|each|every|per) |"
    r"(?:run|lead|manage|look after|own|maintain)s? (?:the|our|this) (?:\w+ ){0,2}(?:inbox|list|rota|team|service|"
    r"clinic|project|work|audit|spreadsheet|tracker|dashboard|system|register|desk|workstream|pathway|programme|"
    r"mailbox)|write to (?:the|our) (?:trust|icb|hospital|practice|lmc|commissioner|board)|"
    r"(?:set|sets|sort|sorts|sorted|fixe?s?|fixed) (?:up )?(?:the|our) (?:rota|printer|template|inbox|list|macro|"
    r"system|login|password)))\b"
)
_OF_HIS_WORK = re.compile(
    r"[^.;\n]{0,50}\b(?:his|her|their) (?:secretary|secretaries|lists|follow-?ups|patients|registrars?|caseload|"
    r"junior doctors|theatre lists?|own (?:team|clinics?|lists?))\b",
    re.IGNORECASE,
)
_OF_A_PAPER = re.compile(
    r",? (?:review date|version \d|v\d|issue date|issued|ratified|dated|updated|last updated)\b", re.IGNORECASE
)
_PAPER_BEFORE = re.compile(
    r"\b(?:policy|guidelines?|guidance|protocol|sop|leaflet|form|template|poster|spreadsheet|slides?|presentation|"
    r"pathway|document|version|audit)\b[^.;\n]{0,16}[(,] ?\Z",
    re.IGNORECASE,
)
_ASKED_BEFORE = re.compile(r"\b(?:could|can|would|will|perhaps) \Z", re.IGNORECASE)
_ASKED_AFTER = re.compile(
    r" (?:please |kindly |also ){0,2}(?:resend|re-send|update (?:the|our)|look (?:at|into)|fix|let us|share|forward|"
    r"circulate|clarify|advise|amend|review (?:the|our|this)|remind|tell (?:us|the)|ask the|feed back|help us|remove|"
    r"correct|re-?issue)\b"
)
_WITH_STAFF = re.compile(r",? and (?:her|his|their|the rest of the) (?:colleagues|team|staff|crew)\b")
_ITEM_BEFORE = re.compile(r"(?:\A|[.;:\n] ?|- |\d[.)] )\Z")
_ITEM_AFTER = re.compile(
    r" to (?:find out|feed back|draft|circulate|share|raise|liaise|update the|ask the|invite|escalate|produce|"
    r"set up|arrange a|send (?:round|out|the|us)|check (?:the|with|whether)|write to the|take (?:this|it|forward)|"
    r"follow up with|report back|look into|review the|clarify)\b"
)


def works_here(before: str, after: str, *, titled: bool) -> bool:
    """Do the words before and after a name say that its bearer is at work?"""
    if after[:1] == "'":
        return bool(_RUNS_AN_OFFICE.match(after) or (titled and _OF_A_SURGEON.match(after)))
    return bool(
        _IN_A_DEPARTMENT.match(after)
        or _TASK_AFTER.match(after)
        or _OF_AN_OFFICE.match(after)
        or _WITH_STAFF.match(after)
        or _JOB_BEFORE.ends(before)
        or _DONE_BY.ends(before)
        or _STANDS_IN_FOR.ends(before)
        or _OF_AN_OFFICES.ends(before)
        or (_OF_A_PAPER.match(after) and _PAPER_BEFORE.search(before))
        or (_ASKED_AFTER.match(after) and _ASKED_BEFORE.search(before))
        or (_ITEM_AFTER.match(after) and _ITEM_BEFORE.search(before))
        or (titled and _of_a_surgeon(before, after))
    )


_OF_A_SURGEON = re.compile(
    r"'s? (?:[a-z]+ )?(?:protocols?|pathway|forms?|template|policy|rules?|guidance|criteria|audit|triage|proforma|"
    r"dictations?|typing|typist|sessions|slots|waiting list|cancer list|retirement|locum|annual leave|leave|job plan|"
    r"criteria|private practice|insistence|instructions?|leaflets?|handouts?|booklets?|advice sheets?|"
    r"information sheets?|web ?site|web ?page|standard letter|letterhead|exercise sheets?)\b"
)
_SERVES = Ending(  # 'SpR to Mr Vance'
    re.compile(
        r"\b(?:spr|registrar|reg|sho|fellow|f[12]|fy[12]|[cs]t\d|senior house officer|house officer|houseman|"
        r"secretary|sec|pa|typist|cns|locum|deputy|assistant|junior) to \Z",
        re.IGNORECASE,
    ),
    ("to",),
)
_WANTS_OF_US = re.compile(
    r" (?:now )?(?:insists|demands|requires|wants|prefers|expects|asks for) (?:all|that (?:all|we|gps?)|gps?|us|"
    r"on a|on an|"
    r"every|any|a new|referrals?)\b",
    re.IGNORECASE,
)


def _of_a_surgeon(before: str, after: str) -> bool:
    """Signs that tell a Mr or Mrs at work, but say less of a first name."""
    return bool(
        _SERVES.ends(before)
        or _LEFT_THE_JOB.match(after)
        or _WANTS_OF_US.match(after)
        or _OF_HIS_WORK.match(after)
        or (_ENDS.match(after) and _TOLD_AT_WORK.search(before))
    )
