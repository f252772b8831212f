"""Abbreviations that an area uses: its interface team says what they stand for, and its texts are read with that."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from archive.wording import open_title
from issues.models import Issue
from language import abbreviations, lexicon
from people.models import Organisation, User
from people.refusing import Refused, require
from people.standing import standing
from routing.models import Category
from themes import persons, rules
from themes.models import Abbreviation, Unexplained, Vector

LATEST = 20_000  # issues in which abbreviations are looked for
LONGEST = Abbreviation._meta.get_field("words").max_length
UNDER_WAY = timedelta(minutes=2)  # in which whoever read a text with the words of before has stored what it means
MARKS = "-–’'()/&,.+"  # that stand in words of what an abbreviation means
WORD = re.compile(r"[\w’'-]+")
READ_ANEW = ""  # no space: what is not of today's space waits for its place


def words_of(icb: int) -> dict[str, str]:
    """What abbreviations stand for in an area."""
    return dict(holding().filter(icb=icb).values_list("short", "words"))


def everywhere() -> dict[int, dict[str, str]]:
    """The same of every area, in one statement."""
    found: dict[int, dict[str, str]] = {}
    for icb, short, words in holding().values_list("icb", "short", "words"):
        found.setdefault(icb, {})[short] = words
    return found


def holding() -> QuerySet[Abbreviation]:
    return Abbreviation.objects.filter(removed_at=None)


def own(user: User) -> QuerySet[Abbreviation]:
    """Those of the reader's own area."""
    return holding().filter(icb=standing(user).icb).select_related("by")


def unexplained(user: User) -> list[abbreviations.Unknown]:
    """What the last night found in the reader's own area and nobody has explained since."""
    icb = standing(user).icb
    row = Unexplained.objects.filter(icb=icb).first()
    explained = words_of(icb.pk) if row else {}
    return [abbreviations.Unknown(*one) for one in row.found if one[0] not in explained] if row else []


def known_otherwise(icb: int, short: str, words: str) -> str:
    """What it stands for in an area now, or everywhere, as a sentence; "" if nothing or just these words."""
    if own := words_of(icb).get(short):
        return "" if own == _written(words) else f"“{short}” stands for “{own}” in your area now"
    if meant := lexicon.meaning(short):
        return f"The portal knows “{short}” already, as “{meant}”"
    if abbreviations.is_a_word(short.lower()) or _is_of_a_category(short.lower()):
        return f"“{short}” is a word or a name as well, and every report that has it in capitals would be read so"
    return ""


def _is_of_a_category(low: str) -> bool:
    """Whether the name of a category has the word."""
    named = Category.objects.filter(name__icontains=low).values_list("name", flat=True)
    return any(low in WORD.findall(name.lower()) for name in named)


def trouble_with_marks(words: str) -> str:
    """Which marks no meaning has, in a sentence; "" if none is there."""
    marks = dict.fromkeys(one for one in words if not (one.isalnum() or one.isspace() or one in MARKS))
    return f"Write it in words, without {' '.join(marks)}" if marks else ""


def _written(words: str) -> str:
    return open_title(words, LONGEST)


@transaction.atomic
def explain(*, short: str, words: str, by: User, sure: str = "") -> Abbreviation:
    """Say what an abbreviation stands for in one's area. Other words take the place of those before.

    `sure`: the abbreviation once more, where it stands for something else already, in the area or everywhere.
    """
    icb = standing(by).icb
    require(rules.can_curate_in(by, icb))
    persons.require_nobody(words)
    if trouble := trouble_with_marks(words):
        raise Refused(f"{trouble}.")
    words = _written(words)
    if not abbreviations.SHORT.fullmatch(short):
        raise Refused("An abbreviation has two to six capital letters.")
    if not words or words.upper() == short:
        raise Refused("Say in words what it stands for.")
    if sure != short and (so_far := known_otherwise(icb.pk, short, words)):
        raise Refused(f"{so_far}.")
    before = holding().select_for_update().filter(icb=icb, short=short).first()
    if before and before.words == words:
        return before
    if before:
        _remove(before)
    return Abbreviation.objects.create(icb=icb, short=short, words=words, by=by)


@transaction.atomic
def take_back(*, abbreviation: Abbreviation, by: User) -> None:
    """It stands for nothing in this area any more. Once more is the same."""
    require(rules.can_curate_in(by, abbreviation.icb))
    abbreviation = Abbreviation.objects.select_for_update().get(pk=abbreviation.pk)
    if abbreviation.removed_at is None:
        _remove(abbreviation)


def _remove(one: Abbreviation) -> None:
    one.removed_at = one.changed_at = timezone.now()
    one.save(update_fields=["removed_at", "changed_at"])


def apply_due(*, now: datetime) -> int:
    """Mark the texts with what was explained or taken back, so that their meaning is read anew. Returns how many."""
    is_due = Q(applied_at=None) | Q(applied_at__lt=F("changed_at"))
    return sum(_apply(one, now) for one in Abbreviation.objects.filter(is_due, changed_at__lt=now - UNDER_WAY))


@transaction.atomic
def _apply(one: Abbreviation, now: datetime) -> int:
    with_it = Issue.objects.filter(icb=one.icb_id, text__contains=one.short).values("pk")
    marked = Vector.objects.filter(issue__in=with_it).update(space=READ_ANEW)
    Abbreviation.objects.filter(pk=one.pk, changed_at=one.changed_at).update(applied_at=now)
    return marked


def list_due(*, since: datetime, now: datetime) -> int:
    """List what nobody explained in every area where that was not done since. Returns in how many it was."""
    done = Unexplained.objects.filter(counted_at__gte=since).values("icb")
    icbs = Organisation.objects.filter(kind=Organisation.Kind.ICB).exclude(pk__in=done)
    return len([_list(icb, now) for icb in icbs.order_by("pk")])


def _list(icb: Organisation, now: datetime) -> None:
    rows: Sequence = list(
        Issue.objects.stood_behind().filter(icb=icb).order_by("-pk").values_list("text", "reporter")[:LATEST]
    )
    found = abbreviations.unknown([text for text, _ in rows], [str(who) for _, who in rows])
    counted = [[one.short, one.reports, one.people] for one in found]
    Unexplained.objects.update_or_create(icb=icb, defaults={"found": counted, "counted_at": now})
