"""Issues that were not grouped are compared with the themes that were found, part by part. A part is a row that any
worker may take; the run that made it takes what is left, and waits for what others have taken."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from django.db.models import Q
from django.utils import timezone

from language import centres, spreading, vectors
from language.grouping import ALONE
from people.faults import faultpoint
from people.refusing import Refused
from themes import hearing
from themes.knowing import Heard
from themes.models import Part, Run, Spread

PART = 20_000  # issues
TAKEN_FOR = timedelta(minutes=2)  # whoever took a part and has not done it by then has died
PAUSE = 0.5  # seconds between looks at what others have taken
FOUND = np.dtype([("issue", "<i8"), ("theme", "<i4"), ("gain", "<f4")])


def spread(
    *,
    run: Run,
    heard: Sequence[Heard],
    middles: spreading.Middles,
    numbers: Mapping[int, int],
    is_thanks: bool,
) -> np.ndarray:
    """What is FOUND of each issue, in order; `numbers`: the place of each theme by its key in the database.

    Refused where the run was taken for dead meanwhile.
    """
    made = Spread.objects.create(
        run=run,
        is_thanks=is_thanks,
        themes={str(theme): number for theme, number in numbers.items()},
        middles=middles.rows.astype("<f4").tobytes(),
        bars=middles.bars.astype("<f4").tobytes(),
    )
    firsts = [heard[at].issue for at in range(0, len(heard), PART)]
    lasts = [heard[min(at + PART, len(heard)) - 1].issue for at in range(0, len(heard), PART)]
    Part.objects.bulk_create(
        [Part(spread=made, first=first, last=last) for first, last in zip(firsts, lasts, strict=True)]
    )
    while made.parts.filter(done_at=None).exists():
        _show_life(run)
        if not do_one(Part.objects.filter(spread=made)):
            time.sleep(PAUSE)
    _show_life(run)
    parts = made.parts.values_list("found", flat=True)
    found = _in_order(np.concatenate([np.frombuffer(bytes(part), FOUND) for part in parts]), heard)
    made.delete()
    return found


def _in_order(found: np.ndarray, heard: Sequence[Heard]) -> np.ndarray:
    """What was found of these issues; of one that has gone or changed its kind meanwhile, nothing."""
    ordered = np.zeros(len(heard), FOUND)
    ordered["issue"], ordered["theme"] = [one.issue for one in heard], ALONE
    known = found[np.isin(found["issue"], ordered["issue"])]
    ordered[np.searchsorted(ordered["issue"], known["issue"])] = known
    return ordered


def _show_life(run: Run) -> None:
    if not Run.objects.filter(pk=run.pk, finished_at=None).update(alive_at=timezone.now()):
        raise Refused("This search for themes took too long; another has taken its place.")


def waiting():
    """Parts that nobody has taken, or whose taker has died."""
    long_ago = timezone.now() - TAKEN_FOR
    return Part.objects.filter(Q(taken_at=None) | Q(taken_at__lt=long_ago), done_at=None).order_by("pk")


def do_due(*, seconds: float) -> int:
    """Do parts of any run until none waits or the time is over. Returns how many."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < seconds and do_one(Part.objects.all()):
        done += 1
    return done


def do_one(parts) -> bool:
    """Take a part that waits, and do it. False where none does."""
    for part in waiting().filter(pk__in=parts.values("pk")).defer("found").select_related("spread__run")[:20]:
        mine = Part.objects.filter(pk=part.pk, taken_at=part.taken_at, done_at=None)
        if mine.update(taken_at=timezone.now()):
            faultpoint("theme.part")
            found = _compared(part)
            Part.objects.filter(pk=part.pk).update(found=found.tobytes(), done_at=timezone.now())
            return True
    return False


def _compared(part: Part) -> np.ndarray:
    """Where each issue of the part lies."""
    made = part.spread
    issues = hearing.placed(made.run.icb).filter(
        pk__gte=part.first, pk__lte=part.last, category__is_thanks=made.is_thanks
    )
    told = list(issues.order_by("pk").values_list("pk", "theme_link__theme", "vector__data"))
    found = np.empty(len(told), FOUND)
    if told:
        numbers = {int(theme): number for theme, number in made.themes.items()}
        bars = np.frombuffer(bytes(made.bars), "<f4")
        middles = spreading.Middles(np.frombuffer(bytes(made.middles), "<f4").reshape(len(bars), -1), bars)
        points = centres.points(vectors.unpack_all([bytes(data) for _, _, data in told]))
        before = np.array([numbers.get(theme, ALONE) for _, theme, _ in told])
        found["issue"] = [issue for issue, _, _ in told]
        found["theme"], found["gain"] = spreading.lying_in(points, middles, before)
    return found
