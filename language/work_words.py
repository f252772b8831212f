"""What stands beside the name of somebody at work: a department, a job named by its doing, a task of the office."""

import re

DEPARTMENTS = (
    r"(?:chaplaincy|governance|safeguarding|pharmacy|radiology|imaging|x-?ray|pathology|microbiology|biochemistry|"
    r"haematology|histology|cytology|endoscopy|cardiology|urology|neurology|rheumatology|dermatology|oncology|"
    r"gastro\w*|respiratory|renal|stroke|diabetes|orthopaedics?|ortho|paediatrics|paeds|maternity|obstetrics|"
    r"gynae\w*|"
    r"ent|audiology|ophthalmology|orthoptics|dietetics|physio\w*|occupational therapy|phlebotomy|outpatients|opd|"
    r"pre-?op\w*|theatres?|day case|day surgery|critical care|itu|icu|hdu|a&e|ed|emergency|amu|mau|sau|sdec|"
    r"frailty|palliative|mental health|camhs|cmht|liaison|psychiatry|perinatal|community|district nursing|"
    r"medicines (?:management|optimisation)|meds man|meds mgmt|prescribing|referrals?|bookings?|appointments|"
    r"scheduling|admissions?|waiting list|access|reception|switchboard|secretaries|typing|admin|medical records|"
    r"records|coding|clinical coding|"
    r"information(?: governance)?|ig|it|digital|informatics|systems|data|performance|contracts?|contracting|"
    r"commissioning|finance|procurement|estates|facilities|portering|catering|transport|patient transport|hr|"
    r"workforce|education|training|library|communications|comms|complaints|pals|quality|risk|audit|research|"
    r"transformation|improvement|primary care|icb|pcn|lmc|ccg|trust|nhs england|nhse|public health|screening|"
    r"immunisation|imms|vaccination|child health|discharge (?:hub|team|lounge)|operations|ops|site team|bed bureau|"
    r"helpdesk|service desk|help desk|front desk|docman|emis|systmone|chair|minutes|observer|by phone|via teams)"
)
_IN_A_DEPARTMENT = re.compile(
    rf"(?: (?:rang|called|phoned|emailed|wrote|replied|said|says)(?: (?:us|me|back|today|"
    rf"yesterday)){{0,2}}) from (?:the )?{DEPARTMENTS}\b|"
    rf" \((?:(?:the|our|head of|lead|senior|deputy|hospital|trust|clinical|medical) ){{0,2}}{DEPARTMENTS}"
    r"(?:[ ,/&-][\w &/-]{1,24})?\)|"
    rf"(?:,? (?:who |both |all )?(?:works?|sits?|is|are|is based|are based))?,? (?:from|in|of|at|on|over in|"
    rf"over at|up in|down in|for) (?:the |our |your |their )?"
    rf"(?:(?:hospital|trust|clinical|trust's|hospital's) )?{DEPARTMENTS}\b(?! (?:ward|bed|bay|waiting|on|with|"
    rf"after|for|"
    r"since|by|because|without|following|yesterday|today|last|overnight))"
    r"(?= (?:says?|said|told|rang|is|was|has|will|would|can|could|did|does|who|and|team|dept|department|office|about|"
    r"to|re|please|thinks|confirmed|emailed|replied)\b|[,.;:)\n]|\Z)",
    re.IGNORECASE,
)
_WHO_DOES = (
    r"(?:(?!(?:mother|father|daughter|sister|brother|caller|neighbour|teenager|youngster|carer|user|sufferer|smoker|"
    r"partner|executor|letter|number|order|paper|folder|order|wrapper|sticker|reminder|newsletter|header|tracker|"
    r"scanner|printer|computer|server|prisoner|passenger|stranger|foster|elder|former|older|younger|latter|other|"
    r"another|minor|senior|junior|donor|survivor|grandfather|grandmother|stepmother|stepfather|bearer|driver|"
    r"pensioner|widower|lodger|boarder|drinker|householder|foreigner|roofer|builder|farmer|miner|plumber|"
    r"patient|infant|tenant|claimant|complainant|attendant|defendant|giant|resident)\b)"
    r"[a-z]{2,14}(?:ers?|ors?|ists?|ians?|ants?|aries|ary|logist|man|woman|wife))"
)
_JOB_BEFORE = re.compile(
    rf"\b(?:our|the|their|your|an?|new|locum|duty|on-call|practice|ward|trust|hospital|pcn|icb|lead|deputy|acting|"
    rf"senior|clinical|medical|team)(?: [a-z&-]+){{0,3}}? {_WHO_DOES}(?:, | \(| - |: | is called | is )\Z"
)
_OFFICE_WORK = (
    r"(?:taken|received|answered|passed(?: on)?|noted|recorded|entered|transcribed|forwarded|relayed|logged|typed|"
    r"scanned|filed|coded|summarised|minuted|chaired|circulated|presented|prepared|compiled|drafted|completed|"
    r"submitted|reported|raised|escalated|chased|updated|amended|checked|countersigned|witnessed|printed|posted|"
    r"processed|uploaded|attached|workflowed|actioned|audited|validated|handled|led|facilitated|delivered|designed|"
    r"developed|built|proposed|seconded|approved|agreed|owned|written up|set up|run|managed|hosted|triaged|vetted|"
    r"edited|modified|saved|created|opened|assigned|allocated|amended|maintained|reviewed and signed|rebooked|"
    r"cancelled|authorised|issued|redirected|rejected|returned)"
)
_DONE_BY = re.compile(
    rf"\b{_OFFICE_WORK}(?: (?:at|on|today|yesterday|this morning|this afternoon|over the phone|manually|"
    r"in error|[\d:./-]+|am|pm|mon|tues|wednes|thurs|fri|monday|tuesday|wednesday|thursday|friday|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)){0,4} by \Z",
    re.IGNORECASE,
)
_COPIED_TO = re.compile(
    r"\b(?:(?:please|pls|kindly) (?:copy|cc|forward)(?: (?:this|it))?(?: letter)? to|attention of|fao|minutes to|"
    r"escalated? (?:this |it )?to|report(?:s|ing)? to|line managed by|cover(?:ing)? for|agreed with|feedback to|"
    r"taken up with|raised (?:this |it )?with|complain(?:ed)? to|wrote to|written to|emailed|"
    r"speak to|spoke to|liaise[sd]? with|discuss(?:ed)? (?:this |it )?with) \Z",
    re.IGNORECASE,
)
_STANDS_IN_FOR = re.compile(
    r"\b(?:covers?|covering|cover|deputis\w+|stands? in|stepp\w+ in|in place of|maternity cover) for \Z",
    re.IGNORECASE,
)
_OF_AN_OFFICES = re.compile(
    r"\b(?:author|authors|editor|sponsor|owner|presenter|speaker)[: ]{1,2}\Z|"
    r"\b(?:icb|trust|pcn|hospital|ward|practice|lmc|nhse|council|cqc|surgery|department|team|service|lab|company|"
    r"supplier|federation)'s? (?:own |new )?\Z",
    re.IGNORECASE,
)
_LEFT_THE_JOB = re.compile(
    r",? (?:who )?(?:left|retired|resigned|moved on|is leaving|has left|has retired)(?: the (?:trust|practice|"
    r"icb))? (?:in|on|at|last|since|this)\b(?! (?:pain|tears|ambulance))"
)
_RUNS_AN_OFFICE = re.compile(
    r"'s? (?:[a-z]+ )?(?:secretary|secretaries|team(?! of carers)|inbox|mailbox|office|registrar|department|"
    r"rota|pa|e-?mail of|maternity leave|job|role|post|predecessor|successor|replacement)\b"
)
_OF_AN_OFFICE = re.compile(
    r",? (?:(?:the|our|your|its) )?(?:(?:chief|deputy|associate|medical|clinical|managing|operations?|executive|"
    r"interim|acting|head|lead|senior|information|nursing|finance|divisional|service|group) ){0,4}"
    r"(?:officer|director|head of|chief|manager|lead for|president|chair|chairman|executive|superintendent|"
    r"commissioner)\b",
    re.IGNORECASE,
)
_TASK_AFTER = re.compile(
    r"(?:,| and [A-Z][a-z]+)? (?:(?:is|was|are|has been|will be) (?:now |still |currently |"
    r"also )?(?:on (?:annual )?leave|"
    r"on holiday|on nights|on maternity leave|off sick|on (?:call|duty)|covering|minuting|auditing|typing)|"
    r"(?:(?:has|have|had|will|would|then|kindly|also|now|usually|always|only|still|"
    r"to|can|could|agreed to|offered to|promised to|volunteered to|did|does) ){0,3}"
    r"(?:typ(?:es?|ed|ing)|scan(?:s|ned)|cod(?:es?|ed|ing)|log(?:s|ged) (?:it|the|this)|triag(?:es?|ed|ing)|"
    r"vet(?:s|ted|ting)|fil(?:es?|ed|ing) (?:it|them|the|letters|results)|summaris(?:es?|ed|ing)|dispens(?:es?|ed)|"
    r"process(?:es|ed|ing)?|(?:do|does|works?|covers?) (?:mondays|tuesdays|wednesdays|thursdays|fridays|Mondays|"
    r"Tuesdays|Wednesdays|Thursdays|Fridays|mornings|nights|weekends)|chair(?:s|ed|ing)?|minut(?:es?|ed)|"
    r"circulat(?:es?|ed|e)|draft(?:s|ed)?|audit(?:s|ed)?|"
    r"present(?:ed|s) (?:the|a|our) (?:data|audit|figures|findings|paper|report|update|slides|results)|"
    r"feed(?:s)? back|fed back|escalat(?:es?|ed|e)|liais(?:es?|ed|e)|coordinat(?:es?|ed|e)|"
    r"cover(?:s|ing)? (?:the|this|for|our|mondays|tuesdays|wednesdays|thursdays|fridays)|"
    r"spends? [\w ]{1,20} (?:mornings?|afternoons?|hours?|days?|evenings?) (?:a|each|every|per) |"
    r"(?:run|lead|manage|look after|own|maintain)s? (?:the|our|this) (?:\w+ ){0,2}(?:inbox|list|rota|team|"
    r"service|clinic|"
    r"project|work|audit|spreadsheet|tracker|dashboard|system|register|desk|workstream|pathway|programme|mailbox)|"
    r"write to (?:the|our) (?:trust|icb|hospital|practice|lmc|commissioner|board)|"
    r"(?:set|sets|sort|sorts|sorted|fixe?s?|fixed) (?:up )?(?:the|our) (?:rota|printer|template|inbox|list|macro|"
    r"system|login|password|template)))\b",
)


_OF_HIS_WORK = re.compile(
    r"[^.;\n]{0,50}\b(?:his|her|their) (?:secretary|secretaries|lists|follow-?ups|patients|registrars?|firm|"
    r"caseload|pa|"
    r"outpatients|junior\w*|theatre lists?|private practice|colleagues)\b|"
    r",? who (?:left|retired)\b",
    re.IGNORECASE,
)
_OF_A_PAPER = re.compile(
    r",? (?:review date|version \d|v\d|issue date|issued|ratified|dated|updated|"
    r"last updated)\b",
    re.IGNORECASE,
)
_PAPER_BEFORE = re.compile(
    r"\b(?:policy|guidelines?|guidance|protocol|sop|leaflet|form|template|poster|spreadsheet|slides?|presentation|"
    r"pathway|document|version|audit)\b[^.;\n]{0,16}[(,] ?\Z",
    re.IGNORECASE,
)


def works_here(before: str, after: str, *, titled: bool) -> bool:
    """Do the words before and after a name say that its bearer is at work?"""
    if after[:1] == "'":
        return _RUNS_AN_OFFICE.match(after) is not None
    return bool(
        _STANDS_IN_FOR.search(before)
        or _OF_AN_OFFICES.search(before)
        or _PAPER_BEFORE.search(before)
        and _OF_A_PAPER.match(after)
        or titled
        and _OF_HIS_WORK.match(after)
        or titled
        and _LEFT_THE_JOB.match(after)
        or _IN_A_DEPARTMENT.match(after)
        or _TASK_AFTER.match(after)
        or _JOB_BEFORE.search(before)
        or _DONE_BY.search(before)
        or _OF_AN_OFFICE.match(after)
        or titled
        and _COPIED_TO.search(before)
        and _ENDS.match(after)
    )


_ENDS = re.compile(
    r"(?:,? (?:and|on|about|at|in|today|yesterday|who|full stop|again|twice|but|last|this)\b|[.,;)\n]|\Z)"
)
