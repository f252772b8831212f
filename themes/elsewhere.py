"""Issues of whole areas whose words may stand in a text: found by an index of words, however many there are."""

from collections import defaultdict
from collections.abc import Collection

from issues.models import WORDS, Issue
from language import passages
from people.asking_many import answers

EACH = 40  # issues that are found by one phrase; what more of them say is hardly anybody's own
MOST = 250  # that are compared with one text: those in which most of what few say stands

TOLD = ("text", "wanted", "reporter")


def told(text: str, areas: Collection[int], *, besides: Collection[int] = ()) -> list[tuple[str, str, int]]:
    """Issues of these areas, but for those `besides`, in which a passage may stand.

    Two SQL statements for a page of words, one more for every two hundred places in which to look.
    """
    questions = [(one,) for one in passages.phrases(text)] + passages.together(text)
    found = answers(WORDS, questions, of=Issue._meta.get_field("icb"), among=areas, each=EACH)
    worth: dict[int, float] = defaultdict(float)
    for keys in found:
        for key in keys:
            worth[key] += 1 / len(keys)
    likely = sorted(worth.keys() - set(besides), key=lambda key: (-worth[key], -key))[:MOST]
    return list(Issue.objects.filter(pk__in=likely).order_by("pk").values_list(*TOLD))
