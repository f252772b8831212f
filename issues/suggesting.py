"""The category that a report's words suggest. Only ever shown: whoever reports decides.

Learnt nightly from the ICB's own answered issues, and used only where that beats the cue words.
"""

from collections import Counter
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from issues.models import Issue, Learned
from language import categorising as learning
from people.models import Organisation
from routing.categorising import OTHER, suggest_category
from routing.models import Category

LEAST = 200  # issues to learn from
LEAST_OF_ONE = 10  # of a category, by as many people as there are parts
MOST = 20_000
SURE = 0.6


def suggested(*, icb: Organisation, text: str, chosen: Category) -> Category | None:
    """Another category than the chosen one, where the masked words clearly speak for it."""
    newest = Learned.objects.filter(icb=icb, is_used=True).values_list("pk", "trained_at").first()
    categories = {each.slug: each for each in Category.objects.all()}
    if newest:
        slug, sureness = _classifier(*newest).judge(text)
        slug = slug if sureness >= SURE else ""
    else:  # cue words are not good enough to doubt a choice, only to make one
        slug = suggest_category(text, categories.values()) if chosen.slug == OTHER else ""
    found = categories.get(slug)
    return found if found and found.slug not in {chosen.slug, OTHER} and not chosen.is_thanks else None


def learn_all(now: datetime | None = None) -> list[Learned]:
    """Learn anew for every ICB that has enough answered issues."""
    icbs = Organisation.objects.filter(pk__in=Issue.objects.order_by().values("icb").distinct())
    return [made for icb in icbs if (made := learn(icb, now or timezone.now()))]


def learn(icb: Organisation, now: datetime) -> Learned | None:
    """Learn from the newest answered issues of an ICB; nothing where they are too few."""
    rows = _confirmed(icb)
    if len(rows) < LEAST or len({category for _, category, _ in rows}) < 2:
        return None
    texts, labels, people = zip(*rows, strict=True)
    categories = list(Category.objects.all())
    baseline = [suggest_category(text, categories) for text in texts]
    trial = learning.tried(texts, labels, people, baseline)
    kept = {
        "trained_at": now,
        "texts": trial.texts,
        "right": trial.learnt,
        "baseline": trial.baseline,
        "is_used": trial.is_better,
        "weights": learning.as_bytes(learning.learn(texts, labels)),
    }
    return Learned.objects.update_or_create(icb=icb, defaults=kept)[0]


def _confirmed(icb: Organisation) -> list[tuple[str, str, str]]:
    """Masked texts of issues that a desk answered as its own, their category, and who wrote them."""
    answered = Issue.objects.filter(icb=icb, answered_at__isnull=False).exclude(category=OTHER).order_by("-pk")
    rows = list(answered.values_list("text", "category", "reporter")[:MOST])
    writers: dict[str, set] = {}
    for _, category, reporter in rows:
        writers.setdefault(category, set()).add(reporter)
    often = Counter(category for _, category, _ in rows)
    kept = {
        category
        for category, count in often.items()
        if count >= LEAST_OF_ONE and len(writers[category]) >= learning.FOLDS
    }
    return [(text, category, str(reporter)) for text, category, reporter in rows if category in kept]


@lru_cache(maxsize=8)
def _classifier(pk: int, trained_at: datetime) -> learning.Classifier:
    """What was learnt, kept for the life of the process until it is learnt anew."""
    return learning.from_bytes(bytes(Learned.objects.values_list("weights", flat=True).get(pk=pk)))
