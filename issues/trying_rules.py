"""What a draft of the rules would have changed for the last quarter’s issues. References only; nothing is stored."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from issues.models import Issue
from people.models import Organisation
from routing import publishing, registry
from routing.facts import Book, Facts
from routing.models import Draft, Rule
from routing.snapshot import Snapshot

QUARTER = timedelta(days=91)
LISTED = 100
FIELDS = ("reference", "category", "reporter_organisation", "about", "about_words", "service", "harm")


@dataclass(frozen=True)
class Tried:
    """How many issues were tried, which would have gone elsewhere, between which desks, and whose spans differ."""

    tried: int
    elsewhere: list[tuple[str, str, str]]
    ways: list[tuple[str, str, int]]
    other_spans: int

    @property
    def listed(self) -> list[tuple[str, str, str]]:
        return self.elsewhere[:LISTED]


def try_draft(draft: Draft) -> Tried:
    """Route the last quarter's issues by the rules in force and by the draft, at the desks and people of today.

    A constant number of SQL statements.
    """
    in_force = registry.book_in_force(draft.icb) or Book(None, ())
    return _compare(draft.icb, in_force, publishing.as_book(draft.rules))


def _compare(icb: Organisation, before: Book, after: Book) -> Tried:
    since = timezone.now() - QUARTER
    rows = list(Issue.objects.filter(icb=icb, created_at__gte=since).order_by("-pk").values_list(*FIELDS))
    keys = {key for row in rows for key in row[2:4] if key}
    places = Organisation.objects.filter(pk__in=keys).select_related("place", "parent")
    known = {one.pk: one for one in places}
    compared: dict[tuple, tuple] = {}
    desks, elsewhere, other_spans = Snapshot(icb), [], 0
    for reference, *key in rows:
        key = tuple(key)
        if key not in compared:
            compared[key] = _both(_facts(icb, known, *key), before, after, desks)
        one, other = compared[key]
        if one[0] != other[0]:
            elsewhere.append((reference, one[0], other[0]))
        elif one != other:
            other_spans += 1
    ways = Counter((one, other) for _, one, other in elsewhere)
    return Tried(len(rows), elsewhere, [(*way, count) for way, count in ways.most_common()], other_spans)


def _both(facts: Facts, before: Book, after: Book, desks: Snapshot) -> tuple[tuple, tuple]:
    """Where an issue goes by either book, with its spans. The same rule is not followed twice."""
    one, other = registry.matching_rule(facts, before), registry.matching_rule(facts, after)
    if _results(one) == _results(other):
        return ("",), ("",)
    return _outcome(facts, before, desks), _outcome(facts, after, desks)


def _results(rule: Rule | None) -> tuple:
    return tuple(getattr(rule, name) for name in publishing.RESULTS) if rule else ()


def _outcome(facts: Facts, book: Book, desks: Snapshot) -> tuple:
    answer = registry.route(facts, book=book, finder=desks.finder)
    return answer.desk.title, answer.acknowledge_days, answer.answer_days


def _facts(icb, known, category, reporter, about, words, service, harm) -> Facts:
    home = known.get(reporter)
    return Facts(
        icb=icb,
        category=category,
        reporter_organisation=home,
        reporter_kind=home.kind if home else "",
        reporter_place=home.place if home else None,
        about=known.get(about),
        about_words=words,
        service=service,
        harm=harm,
    )
