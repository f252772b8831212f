"""Abbreviations that an area uses: its interface team says what they stand for, and its texts are read with that."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from archive.wording import open_line
from issues.models import Issue
from language import abbreviations, lexicon
from people.models import Organisation, User
from people.refusing import Refused, require
from people.standing import standing
from themes import rules
from themes.models import Abbreviation, Unexplained, Vector

LATEST = 20_000  # issues in which abbreviations are looked for
LONGEST = Abbreviation._meta.get_field("words").max_length
UNDER_WAY = timedelta(minutes=2)  # in which whoever read a text with the words of before has stored what it means
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


def known(short: str) -> str:
    """What the portal knows everywhere that it stands for; "" if nothing."""
    return lexicon.meaning(short)


@transaction.atomic
def explain(*, short: str, words: str, by: User, sure: str = "") -> Abbreviation:
    """Say what an abbreviation stands for in one's area. Other words take the place of those before.

    `sure`: the abbreviation once more, where it is one that the portal knows everywhere.
    """
    icb = standing(by).icb
    require(rules.can_curate_in(by, icb))
    words = open_line(words, LONGEST)
    if not abbreviations.SHORT.fullmatch(short):
        raise Refused("An abbreviation has two to six capital letters.")
    if not words or words.upper() == short:
        raise Refused("Say in words what it stands for.")
    if sure != short and (meant := known(short)):
        raise Refused(f"The portal knows “{short}” already, as “{meant}”.")
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
