"""What tells who a patient is and was stored all the same: taken out wherever it stands in an issue, for good.

The one act that changes words of the past. The history keeps who took something out and when, from whose words and
how much, never what. Of somebody else's words, only the interface team takes out more than a name or a number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac

from issues import queries, rules
from issues.lines_taken_out import Beside, beside, kind_of
from issues.masking import Masked
from issues.models import Issue, IssueEntry
from issues.moving import advance, people_told, tell_people
from issues.standing_words import Place, all_in, read_by
from language.identifiers import Finding, Screened
from language.reading.view import MASKS
from language.short_lines import is_identifying
from people.models import Notice, User
from people.refusing import Refused, require
from routing.queries import interface_team_of

MOST_LINES, LONGEST, SHORTEST = 10, 100, 2
MOST_PLACES = 40
MOST_BESIDE = 5
BETWEEN = re.compile(r"[\s_.,+~'-]+")  # what stands between words in the name of a file
NOT_YOURS = (
    "“{line}” stands in somebody else's words and does not look like a name, a number, a date or an address. "
    "Ask the interface team to take it out."
)
OTHERS_ONLY = "“{line}” stands in somebody else's words. Ask the interface team to take it out."
IN_A_FILES_NAME = (
    "“{line}” is only part of a word in the name of a file, “{name}”. Write the whole word as it stands there; or "
    "remove the file, or ask who added it or the interface team to."
)
NOWHERE = "“{line}” stands nowhere in this issue. Write it just as it stands there."


@dataclass(frozen=True)
class Seen:
    """Words that stand in a place, with what is taken out of them."""

    place: Place
    text: str
    screened: Screened
    is_own: bool

    @property
    def words(self) -> int:
        """How many are taken out."""
        return sum(len(self.text[one.start : one.end].split()) for one in self.screened.found)


@dataclass(frozen=True)
class Looked:
    """What taking out would do, as far as whoever asks reads it. `mark` tells nothing of the words.

    `beside`: what stands right beside it and may belong to the same name.
    """

    seen: list[Seen]
    mark: str
    beside: list[Beside]

    @property
    def places(self) -> int:
        return sum(len(one.screened.found) for one in self.seen)


def look(*, issue: Issue, by: User, words: Sequence[str], kind: str) -> Looked:
    """What would be taken out, and where: each line for what it is, or of this kind where that does not show.

    Changes nothing. Refused where some of the words stand in nothing that this person reads, or are not theirs to
    take out.
    """
    require(may_begin(by, issue))
    read = read_by(by, issue)
    for line in words:
        found = [(place, one) for place in read for text in place.texts for one in _found([line], text, place)]
        if not found:
            raise Refused(_not_found(line, issue, by))
        if len(found) > MOST_PLACES:
            raise Refused(f"“{line}” stands in {len(found)} places. Write more of what stands around it.")
        if not all(_may_go(by, issue, place, one[0]) for place, one in found):
            raise Refused((NOT_YOURS if rules.can_take_out(by, issue) else OTHERS_ONLY).format(line=line))
    texts, kinds = [(place, text) for place in read for text in place.texts], _kinds(words, kind)
    seen = [Seen(place, text, _without(place, text, kinds), place.writer == by.pk) for place, text in texts]
    seen = [one for one in seen if one.screened.found]
    said = [(type(one.place.row).__name__, one.place.row.pk, one.place.field, one.screened.found) for one in seen]
    mark = salted_hmac("shown before it is taken out", f"{issue.pk} {said}").hexdigest()
    return Looked(seen, mark, _beside(by, issue, seen))


@transaction.atomic
def take_out(*, issue: Issue, by: User, words: Sequence[str], kind: str, shown: str = "") -> int:
    """Put a mark for each of these lines, whatever its case: of what it is, else of this kind; returns how often.

    What this person does not read is masked too, and not counted. The issue's place among themes is worked out anew.
    `shown`: the mark of what they have seen would be done. Refused where something else would be.
    """
    require(may_begin(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    looked = look(issue=issue, by=by, words=words, kind=kind)
    if shown and shown != looked.mark:
        raise Refused("This issue has changed meanwhile. Look again at what would be taken out.")
    for place in all_in(issue):
        _mask(place, _kinds(words, kind), lambda said, place=place: _may_go(by, issue, place, said))
    told_of = Masked.of(_history(looked), released=0)
    bare = {"sent_digest": ""}  # by which words that are guessed could be told to be right
    _, entry = advance(issue, "take_out", by, lambda row: {"rewordings": row.rewordings + 1} | bare, text=told_of)
    told = {one.pk: one for one in [*people_told(issue), *interface_team_of(issue.icb_id)]}
    subject = f"What tells who a patient is was taken out of {issue.noun} {issue.reference}"
    tell_people(list(told.values()), entry, subject, Notice.Kind.PROGRESS)
    return looked.places


def may_begin(user: User, issue: Issue, entries: Iterable[IssueEntry] | None = None) -> bool:
    """Whether there is anything that this person may take something out of. `entries`: its history, if at hand."""
    if rules.can_take_out(user, issue):
        return True
    return rules.has_written_in(user, issue) if entries is None else any(one.by_id == user.pk for one in entries)


def _may_go(by: User, issue: Issue, place: Place, said: str) -> bool:
    """Whether this person may take these words out of this place."""
    if place.writer == by.pk or rules.is_in_interface_team(by, issue):
        return True
    said = " ".join(BETWEEN.split(said)).title() if place.is_name else said  # names of files are written small
    return is_identifying(said) and rules.can_take_out(by, issue)


def _not_found(line: str, issue: Issue, by: User) -> str:
    """What is said of words that stand in nothing written; they may be part of a word in a file's name."""
    files = queries.files(by, issue).filter(removed_at__isnull=True)
    name = next((one.name for one in files if line.casefold() in one.name.casefold()), "")
    return IN_A_FILES_NAME.format(line=line, name=name) if name else NOWHERE.format(line=line)


def _history(looked: Looked) -> str:
    """How many words went from where and of whom, as far as everybody who reads the issue reads it."""
    counted: dict[tuple[str, str], int] = {}
    for one in looked.seen:
        if one.place.is_read_by_all:
            at = one.place.where, one.place.whose
            counted[at] = counted.get(at, 0) + one.words
    parts = [
        f"{words} word{'' if words == 1 else 's'} from {where}, written by {whose}"
        for (where, whose), words in counted.items()
    ]
    return f"{'; '.join(parts)}." if parts else ""


def _pattern(words: Sequence[str], place: Place) -> re.Pattern[str]:
    """Finds any of these words, however far apart they stand, and the marks of what was taken out before.

    In the name of a file whatever is no letter keeps words apart; a letter beside a number does too.
    """
    longest_first = sorted(words, key=len, reverse=True)
    marks = "|".join(re.escape(mask) for mask in MASKS.values())
    if place.is_name:
        lines = "|".join(_in_a_name(line) for line in longest_first)
        return re.compile(rf"(?:{marks})|(?P<words>{lines})", re.IGNORECASE)
    lines = "|".join(r"\s+".join(re.escape(word) for word in line.split()) for line in longest_first)
    return re.compile(rf"(?:{marks})|(?<!\w)(?P<words>{lines})(?!\w)", re.IGNORECASE)


def _in_a_name(line: str) -> str:
    """One line of words as it may stand in the name of a file."""
    words = [re.escape(word) for word in BETWEEN.split(line) if word]
    if not words:
        return "(?!)"  # nothing
    before = rf"(?<!{_of_the_kind_of(line[0])})" if line[0].isalnum() else ""
    after = rf"(?!{_of_the_kind_of(line[-1])})" if line[-1].isalnum() else ""
    return before + BETWEEN.pattern.join(words) + after


def _of_the_kind_of(char: str) -> str:
    return r"\d" if char.isdigit() else r"[^\W\d_]"


def _found(words: Sequence[str], text: str, place: Place) -> list[re.Match[str]]:
    return [found for found in _pattern(words, place).finditer(text) if found["words"] is not None]


def _kinds(words: Sequence[str], chosen: str) -> dict[str, str]:
    """What each of these lines is."""
    return {line: kind_of(line, chosen) for line in words}


def _kind(kinds: dict[str, str], said: str) -> str:
    """What the line is that stands so in a place, whatever its case and what is between its words."""
    folded = {_folded(line): kind for line, kind in kinds.items()}
    return folded.get(_folded(said)) or next(iter(kinds.values()))


def _folded(line: str) -> str:
    return " ".join(BETWEEN.split(line)).casefold()


def _without(place: Place, text: str, kinds: dict[str, str]) -> Screened:
    there = _found(list(kinds), text, place)
    found = tuple(Finding(*one.span(), _kind(kinds, one[0]), certain=True) for one in there)
    return Screened(text=text, masked="", found=found)


def _beside(by: User, issue: Issue, seen: Iterable[Seen]) -> list[Beside]:
    """The words beside what is taken out that this person may take out with it, each once."""
    found: dict[str, Beside] = {}
    for one in (one for one in seen if not one.place.is_name):
        for span in one.screened.found:
            for word in beside(one.text, span.start, span.end):
                if _may_go(by, issue, one.place, word.line):
                    found.setdefault(word.line.casefold(), word)
    return list(found.values())[:MOST_BESIDE]


def _mask(place: Place, kinds: dict[str, str], may_go) -> None:
    """Put the mark for each of these lines in a place, where it may go."""

    def marked(found: re.Match[str]) -> str:
        words = found["words"]
        return MASKS[_kind(kinds, words)] if words and may_go(words) else found[0]

    after = [_pattern(list(kinds), place).sub(marked, text) for text in place.texts]
    if after != place.texts:
        place.write(after)
