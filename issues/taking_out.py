"""What tells who a patient is and was stored all the same: taken out wherever it stands in an issue, for good.

The one act that changes words of the past. The history keeps who took something out and when, never what.
"""

import re
from collections.abc import Sequence
from itertools import chain

from django.db import transaction
from django.db.models import Model

from issues import queries, rules
from issues.models import Issue, Verdict
from issues.moving import advance, people_told, tell_people
from language.identifier_view import MASKS
from people.models import Notice, User
from people.refusing import Refused, require
from routing.queries import interface_team_of

MOST_LINES, LONGEST, SHORTEST = 10, 100, 2
MOST_PLACES = 40
READ_BY_ALL = ("text", "wanted", "about_words")
CANDID = ("elsewhere", "on_behalf_of")
SAID = ("text", "particulars", "reasons")


@transaction.atomic
def take_out(*, issue: Issue, by: User, words: Sequence[str], kind: str) -> int:
    """Put the mark of this kind of identifier for these words, whatever their case; returns in how many places.

    Refused where some of the words stand in nothing that this person reads; what they do not read is masked too, and
    not counted. The issue's place among themes is worked out anew.
    """
    require(rules.can_take_out(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    own = READ_BY_ALL + (CANDID if rules.can_read_elsewhere(by, issue) else ())
    read = [(issue, own), *((entry, SAID) for entry in queries.timeline(by, issue))]
    for line in words:
        places = _count(_pattern([line]), read)
        if not places:
            raise Refused(f"“{line}” stands nowhere in this issue. Write it just as it stands there.")
        if places > MOST_PLACES:
            raise Refused(f"“{line}” stands in {places} places. Write more of what stands around it.")
    places = _count(pattern := _pattern(words), read)
    rows = chain(
        [(issue, READ_BY_ALL + CANDID)],
        ((entry, SAID) for entry in issue.entries.all()),
        ((one, ("text",)) for one in issue.followers.all()),
        ((one, ("text",)) for one in Verdict.objects.filter(claim__issue=issue)),
    )
    for row, fields in rows:
        _mask(row, fields, pattern, MASKS[kind])
    _, entry = advance(issue, "take_out", by, lambda row: {"rewordings": row.rewordings + 1})
    told = {one.pk: one for one in [*people_told(issue), *interface_team_of(issue.icb_id)]}
    subject = f"What tells who a patient is was taken out of issue {issue.reference}"
    tell_people(list(told.values()), entry, subject, Notice.Kind.PROGRESS)
    return places


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of these words, however far apart they stand, and the marks of what was taken out before."""
    longest_first = sorted(words, key=len, reverse=True)
    lines = "|".join(r"\s+".join(re.escape(word) for word in line.split()) for line in longest_first)
    marks = "|".join(re.escape(mask) for mask in MASKS.values())
    return re.compile(rf"(?:{marks})|(?<!\w)(?P<words>{lines})(?!\w)", re.IGNORECASE)


def _count(pattern: re.Pattern[str], read: Sequence[tuple[Model, Sequence[str]]]) -> int:
    values = (getattr(row, field) for row, fields in read for field in fields)
    texts = ("\n".join(value) if isinstance(value, list) else value for value in values)
    return sum(found["words"] is not None for text in texts for found in pattern.finditer(text))


def _mask(row: Model, fields: Sequence[str], pattern: re.Pattern[str], mark: str) -> None:
    def cleaned(words: str) -> str:
        return pattern.sub(lambda found: mark if found["words"] else found[0], words)

    changed = []
    for field in fields:
        before = getattr(row, field)
        if isinstance(before, list):
            after = [cleaned(words) for words in before]
        else:
            after = cleaned(before)[: row._meta.get_field(field).max_length]
        if after != before:
            setattr(row, field, after)
            changed.append(field)
    if changed:
        row.save(update_fields=changed)
