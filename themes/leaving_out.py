"""What a search knew and put into no theme, so that no page goes on promising that it may yet come into one."""

from collections.abc import Collection

from themes.models import Run, Vector

BATCH = 500  # issues in one statement


def mark(run: Run, *, known: Collection[int], themed: Collection[int]) -> None:
    """Say of each of these `known` issues whether this run left it out. What stays as it was is not touched.

    What was read anew since the run began is another text, which the run does not know.
    """
    marked = Vector.objects.filter(issue__icb=run.icb_id, is_left_out=True).order_by()
    before = set(marked.values_list("issue", flat=True).iterator())
    out = set(known).difference(themed)
    _say(run, out - before, is_left_out=True)
    _say(run, before & set(themed), is_left_out=False)


def _say(run: Run, issues: Collection[int], *, is_left_out: bool) -> None:
    rest = sorted(issues)
    for start in range(0, len(rest), BATCH):
        same = Vector.objects.filter(issue__in=rest[start : start + BATCH], read_at__lt=run.started_at)
        same.update(is_left_out=is_left_out)
