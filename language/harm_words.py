"""Words of a line that may tell of moderate or worse harm to a patient: enough to ask its writer, who says."""

import re

_NO = (
    r"(?P<no>\b(?:no|not|never|nobody|no[ -]one|none|without|didn['’]t|wasn['’]t|weren['’]t|hasn['’]t|haven['’]t)"
    r"(?: (?:patients?|one|was|were|is|has|have|had|been|came|come|to|any|yet|actual|serious|severe|lasting)){0,3} )?"
)
_OF_PAPER = r"(?! (?:certificates?|certs?|certification|notifications?|registrations?|registers?|summar(?:y|ies))\b)"
_DEATH = (
    rf"died|dies|die|deaths?{_OF_PAPER}|passed away|fatal(?:ly|ity|ities)?|killed|still(?:birth|born)|"
    r"suicides?(?! (?:risk|watch|prevention)\b)|(?:found|is|was|were) dead|dead on arrival|"
    r"(?:took|taken|lost) (?:his|her|their) (?:own )?li(?:fe|ves)"
)
_HARM = (
    r"harmed|(?:come|came|comes|coming) to harm|injured|paralysed|brain[ -]damaged?|amputated|had an amputation|"
    r"(?:serious|severe|moderate|significant|permanent|lasting|avoidable|patient) harm|went blind|cardiac arrest|"
    r"lost (?:his|her|their|the) (?:sight|vision|eye|leg|foot|arm|hand|kidney|baby|pregnancy)|overdosed|"
    r"anaphyla(?:xis|ctic)|septic shock|(?:developed|became|went into|had) (?:septic|sepsis)|readmitted|"
    r"(?:went|admitted|transferred|taken|moved|landed|ended up|is|was) (?:in|to|into|on) "
    r"(?:itu|icu|hdu|intensive care|resus)|ended up in (?:hospital|a&e|ed|casualty)"
)
_PATTERN = re.compile(rf"{_NO}(?<!\w)(?P<said>{_DEATH}|{_HARM})(?!\w)", re.IGNORECASE)


def told_in(words: str) -> str:
    """The first such words as they were written; nothing where there are none, or they are said not to be so."""
    plain = " ".join(words.split())
    return next((found["said"] for found in _PATTERN.finditer(plain) if not found["no"]), "")
