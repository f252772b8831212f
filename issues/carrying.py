"""What is chosen on the check of a report, carried by every step until it is sent. Stores no words, judges none."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from issues.models import Issue
from people.models import Organisation

Pairs = list[tuple[str, str]]
CARRIED = re.compile(
    r"about|elsewhere|also_[1-9][0-9]?|patients|minutes_lost|on_behalf_of|is_confidential|release|came_back"
    r"|asked_about|shown_times|shown_before|files_again|files_refused"
)
ALSO = re.compile(r"also_([1-9][0-9]?)")
WORDS = re.compile(r"elsewhere|also_[1-9][0-9]?|minutes_lost")
MARK = re.compile(r"[a-z]{20}")
FIRST_ASKED, MOST_ASKED = 2, 50  # other organisations
LONGEST, MOST = 400, 500  # characters of a choice, and choices
CHECKS, REMEMBERED = "checks_shown", 20


def carried(given: Mapping[str, str]) -> Pairs:
    """All choices that came with a step: hidden fields of the next."""
    values = given.lists() if isinstance(given, MultiValueDict) else ((name, [one]) for name, one in given.items())
    return [(name, one) for name, several in values if CARRIED.fullmatch(name) for one in several][:MOST]


def is_from_check(given: Mapping[str, str]) -> bool:
    """Whether a step brings choices, since the check was shown before."""
    return "asked_about" in given


def is_same_asked(given: Mapping[str, str]) -> bool:
    """Whether the organisation that was chosen is of the words that stand there now."""
    return given.get("asked_about", words := given.get("about_words", "")) == words


def others_asked(given: Mapping[str, str]) -> dict[str, str]:
    """The fields for further organisations, with their labels: two, and one more than were filled in."""
    filled = [int(found[1]) for name in given if (found := ALSO.fullmatch(name)) and given.get(name)]
    last = min(max(FIRST_ASKED, 1 + max(filled, default=0)), MOST_ASKED)
    first = {"also_1": "Another organisation it is about (optional)"}
    return first | {f"also_{number}": "And another (optional)" for number in range(2, last + 1)}


def note_shown(request: HttpRequest, key: str) -> tuple[int, bool]:
    """Note that the check of a report is shown: how often it was, and whether what was chosen on it has been left.

    It has where a browser reloads the check, or goes back and on, without JavaScript. Only the key is kept.
    """
    came = request.POST.get("shown_times", "0")
    times = request.session.get(CHECKS, {})
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return times.get(key, 0), False  # asked for by a script, which shows nothing
    is_again = str(times.get(key, 0)) != came and key in times
    latest = {one: count for one, count in times.items() if one != key}
    kept = dict(list(latest.items())[1 - REMEMBERED :]) | {key: times.get(key, 0) + 1}
    request.session[CHECKS] = kept
    return kept[key], is_again


def forget_shown(request: HttpRequest, key: str) -> None:
    """Forget that the check of a report was shown, once it is sent: an older page of it is told so at its sending."""
    times = request.session.get(CHECKS, {})
    if key in times:
        request.session[CHECKS] = {one: count for one, count in times.items() if one != key}


def words_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The choices that are words, to be masked before they are kept."""
    return {name: one[:LONGEST] for name, one in pairs if WORDS.fullmatch(name)}


def kept(pairs: Pairs, masked: Mapping[str, str]) -> dict[str, list[str]]:
    """The choices as a draft keeps them: their words masked, the others only where they can be chosen at all."""
    found: dict[str, list[str]] = {name: [masked[name]] for name in words_of(pairs) if masked.get(name)}
    if any(name == "is_confidential" and one for name, one in pairs):
        found["is_confidential"] = ["on"]
    for name, one in pairs:
        if name not in found and _can_be_chosen(name, one):
            found[name] = [one]
        elif name == "release" and _can_be_chosen(name, one):
            found[name].append(one)
    return found


def _can_be_chosen(name: str, one: str) -> bool:
    if name == "about":
        return not one or Organisation.objects.filter(code=one.replace("\0", "")).exists()
    if name == "patients":
        return one in Issue.Patients.values
    if name == "release":
        return bool(MARK.fullmatch(one))
    return name == "shown_before" and one == "1"


def pairs_of(chosen: Mapping[str, Collection[str]]) -> Pairs:
    """The choices of a draft, as a step carries them."""
    return [(name, one) for name, several in chosen.items() for one in several]
