"""Fields of records pasted into a text, `Surname=`, `"family":`, `<name>`: which hold a patient's name."""

import re
from collections.abc import Iterator

from language.reading.name_knowledge import (
    CLINICAL,
    EPONYMS,
    HOUSES,
    cue_words,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.view import ANY_MASK

Span = tuple[int, int]
_NOT_BEFORE = cue_words("not_a_persons")
EMPTY = cue_words("said_of_an_empty_field")
_SURE_LABEL = re.compile(
    r"(?<![A-Za-z])(?:(?:pt|patient)(?:'s)? ?)?(?P<label>surname|last ?name|family ?name|fore ?names?|"
    r"first ?names?|given ?names?|"
    r"middle ?names?|(?:patient|pt|client|nok|maiden|preferred|full) ?name|family|given)"
    r"(?P<sep>\"\s?:\s?\"|\s?=\s?[\"']?|\s?:\s{0,2}[\"']?|>\s?)",
    re.IGNORECASE,
)
_LIKELY_LABEL = re.compile(
    r"(?<![A-Za-z])(?P<label>patient(?:'s)?(?: label| sticker)?|pt(?: label| sticker)?|px|client|resident|"
    r"service user|name|nok|"
    r"next of kin|emerg(?:ency)? contact|contact name|caller|(?<![a-z] )(?-i:For|FOR)|subject|label|sticker|"
    r"main carer|carer)"
    r"(?P<sep>\"\s?:\s?\"|\s?=\s?[\"']?|\s?:\s{0,2}[\"']?|>)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*\.?")
_NEXT_TOKEN = re.compile(r"(?: |, ?|/)(?=[A-Z])")
_FOLLOWING = re.compile(r" ([A-Z][A-Za-z]+)")
_LABELS = re.compile(r"[ ]?[:=]")
_FIELD_ENDS = re.compile(rf"\s*(?:[;,|<\"'\n(]|\Z|[{ANY_MASK}])|\s+(?:[a-z]+ ){{0,2}}[a-z]+\s?[:=]", re.IGNORECASE)
_WORK_LABEL = re.compile(
    r"(?:^|[;|,\n\t{(.\"]|(?<=[a-z0-9)\ue000-\ue0ff]) )\s{0,3}\"?"
    r"(?P<label>(?:(?:usual|registered|named|referring|responsible|lead|attending|reporting) )?(?:cons|"
    r"consultant|surgeon|gp|clinician|prescriber|"
    r"practitioner|radiologist|pathologist|anaesthetist|doctor|registrar)(?: name)?|operator|requester|"
    r"requestor|referrer|author|cc|bcc|from|"
    r"(?:seen|reviewed|op|operated|typed|dictated|signed|discharged|reported|verified|validated|authorised|checked|"
    r"entered|completed|requested|accepted|referred|taken|clerked|listed|prescribed|dispensed|screened|"
    r"informed) by|nurse in charge|nic|coordinator|apologies|present|attendees|in attendance|attended by)"
    r"(?P<sep>\"\s?:\s?\"|\s?=\s?[\"']?|\s?:\s{0,2}[\"']?)",
    re.IGNORECASE,
)
_PLACE_LABEL = re.compile(
    r"(?<![A-Za-z])(?:ward|clinic|location|loc|dept|site|unit|hospital|trust|practice|surgery|specialty|drug|"
    r"medicine|"
    r"supplier|theatre|team|brand)(?: name)?(?P<sep>\"\s?:\s?\"|\s?=\s?[\"']?|\s?:\s{0,2}[\"']?)",
    re.IGNORECASE,
)
_AT_WORK = re.compile(r"[A-Z][A-Za-z'.-]*(?:(?:, ?| & | and |/| |\. )[A-Z][A-Za-z'-]*){0,7}")
_ONE_PLACE = re.compile(r"[A-Z][A-Za-z'-]*(?=\s*(?:[;|,.\n\"'<]|\Z)|  )")
_OF_A_PATIENT = re.compile(
    rf"'s\b|"
    rf"[\"']?\s?[<\[,(;|-]{{0,2}}\s?(?:[{ANY_MASK}]|(?:the |a )?(?:patient|daughter|son|wife|husband|mother|father|"
    r"mum|dad|carer|nok|niece|nephew|sister|brother|partner|aged|dob|born|nhs|hosp)\b(?!\s?[:=])|\d{2}\b(?!\s?[/:.]))",
    re.IGNORECASE,
)


def people_of_fields(text: str) -> Iterator[Span]:
    """Names that stand in the field of a patient's or a relative's name."""
    if ":" not in text and "=" not in text and ">" not in text:
        return
    for match in _SURE_LABEL.finditer(text):
        end = _sure_value(text, match)
        if end is not None:
            yield match.end(), end
    for match in _LIKELY_LABEL.finditer(text):
        end = _likely_value(text, match)
        if end is not None:
            yield match.end(), end


def work_of_fields(text: str) -> Iterator[Span]:
    """Values of fields that name somebody at work, a ward or a medicine."""
    if ":" not in text and "=" not in text:
        return
    for match in _WORK_LABEL.finditer(text):
        value = _AT_WORK.match(text, match.end())
        if value and not _OF_A_PATIENT.match(text, value.end()):
            yield value.span()
    for match in _PLACE_LABEL.finditer(text):
        value = _ONE_PLACE.match(text, match.end())
        if value:
            yield value.span()


def _of_a_thing(text: str, start: int) -> bool:
    """'Ward name:' and 'Drug name=' are no names of people."""
    before = re.search(r"([A-Za-z]+)(?:'s)?[ -]?\Z", text[max(0, start - 20) : start])
    return before is not None and before.group(1).lower() in _NOT_BEFORE


def _sure_value(text: str, match: re.Match[str]) -> int | None:
    token = _TOKEN.match(text, match.end())
    if token is None or token.group().lower().rstrip(".") in EMPTY or _of_a_thing(text, match.start()):
        return None
    coded = match.group("sep").lstrip()[0] in '"=>'
    if match.group("label").lower() in ("family", "given") and not coded:
        return None
    small = token.group()[0].islower()
    if small and (is_known_word(token.group().lower()) or not coded) and not _FIELD_ENDS.match(text, token.end()):
        return None
    if small and is_ordinary(token.group().lower()) and not coded and not is_first_name(token.group().lower()):
        return None if not is_surname(token.group().lower()) else token.end()
    return _last_token(text, token.end())


def _last_token(text: str, end: int) -> int:
    """The end of up to three more words of a value that begin with a capital and are no label themselves."""
    for _ in range(3):
        gap = _NEXT_TOKEN.match(text, end)
        token = _TOKEN.match(text, gap.end()) if gap else None
        if token is None or _LABELS.match(text, token.end()) or _is_no_name(text, token):
            return end
        if token.group().endswith(".") and len(token.group()) > 2:
            return token.end() - 1
        end = token.end()
    return end


def _is_no_name(text: str, token: re.Match[str]) -> bool:
    low = token.group().lower().rstrip(".")
    if low in CLINICAL and not (is_surname(low) and _FIELD_ENDS.match(text, token.end())):
        return True
    plain = len(low) > 1 and is_ordinary(low) and not is_surname(low) and not is_first_name(low)
    return plain and not _FIELD_ENDS.match(text, token.end())


def _of_a_house(text: str, lows: list[str], end: int) -> bool:
    """'Name: Castle Ward' and 'For: Holly Bank Surgery'."""
    following = _FOLLOWING.match(text, end)
    if following and following.group(1).lower() in HOUSES and not _LABELS.match(text, following.end()):
        return True
    return len(lows) > 1 and lows[-1] in HOUSES and not strong_first_name(lows[0])


def _likely_value(text: str, match: re.Match[str]) -> int | None:
    token = _TOKEN.match(text, match.end())
    if token is None or not token.group()[0].isupper() or _of_a_thing(text, match.start()):
        return None
    end = _last_token(text, token.end())
    if text[token.end() - 1] == ".":
        end = token.end() - 1
    lows = [low.lower() for low in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text[token.start() : end])]
    known = [is_first_name(low) or is_surname(low) for low in lows]
    if _of_a_house(text, lows, end) or lows[0].removesuffix("'s") in EPONYMS and "'" in lows[0]:
        return None
    if lows[0] in EMPTY or lows[0] in CLINICAL or _LABELS.match(text, token.end()):
        return None
    if len(lows) == 1:
        return end if known[0] and not is_known_word(lows[0]) and len(lows[0]) > 2 else None
    first = any(is_first_name(low) for low in lows)
    plain = sum(is_ordinary(low) for low in lows)
    return (
        end
        if all(k or len(low) == 1 for k, low in zip(known, lows, strict=True)) and first or (any(known) and not plain)
        else None
    )
