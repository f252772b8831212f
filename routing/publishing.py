"""Publishes an ICB's rules as a new version. A published version is never changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import Organisation, Place, User
from people.refusing import Refused, require
from routing.facts import Book
from routing.models import Category, Desk, Draft, Rule, Rulebook
from routing.rules import can_edit_rules

CONDITIONS = ("is_harm", "service", "category_id", "about_side", "reporter_side", "place_id")
RESULTS = ("desk_kind", "desk_at", "copies", "needs_triage", "acknowledge_days", "answer_days")
FIELDS = ("name", *CONDITIONS, *RESULTS)
AT_A_PLACE = frozenset({Desk.Kind.PLACE_COMMISSIONER, Desk.Kind.PLACE_CLINICAL_LEAD})
OF_A_PLACE = frozenset({Rule.At.ABOUT_PLACE, Rule.At.REPORTER_PLACE})
Rules = list[dict[str, Any]]


class PublishedSince(Refused):
    """Somebody else published after the draft was begun."""


def rules_in_force(icb: Organisation) -> Rules:
    """The rules of the newest version, as plain fields."""
    newest = Rulebook.objects.filter(icb=icb).order_by("-number").values("pk")[:1]
    return list(Rule.objects.filter(rulebook__in=newest).order_by("pk").values(*FIELDS))


def newest_of(icb: Organisation) -> Rulebook | None:
    """The version in force."""
    return Rulebook.objects.filter(icb=icb).select_related("published_by", "restores").order_by("-number").first()


def before(book: Rulebook) -> Rulebook | None:
    """The version before the one whose rules these are: whoever went back from 2 to 1 is not offered 2 again."""
    first = book.restores or book
    return Rulebook.objects.filter(icb=book.icb_id, number__lt=first.number).order_by("-number").first()


def rules_of(book: Rulebook) -> Rules:
    """The rules of a version, as plain fields."""
    return list(book.rules.order_by("pk").values(*FIELDS))


def faults_of(rules: Rules) -> Iterator[tuple[int, str]]:
    """What keeps rules from being published: the position of a rule, and why in a sentence.

    Two fitting rules never weigh the same unless all their conditions are the same, so that is the only tie.
    """
    names: dict[str, int] = {}
    conditions: dict[tuple, int] = {}
    for at, rule in enumerate(rules):
        first = names.setdefault(rule["name"], at)
        if first != at:
            yield at, f"has the same name as another: {rule['name']}."
        first = conditions.setdefault(tuple(rule[name] for name in CONDITIONS), at)
        if first != at:
            same = f"has the same conditions as “{rules[first]['name']}”"
            yield at, f"{same}, so neither could win. Change a condition of one."
        if rule["acknowledge_days"] > rule["answer_days"]:
            yield at, "gives more days to acknowledge than to answer."
        for kind, where in [(rule["desk_kind"], rule["desk_at"]), *rule["copies"]]:
            if (kind in AT_A_PLACE) != (where in OF_A_PLACE):
                yield at, f"asks for a {Desk.Kind(kind).label} at {Rule.At(where).label}, where there is none."


def as_book(rules: Rules) -> Book:
    """Plain fields as rules that issues can be tried by. Two SQL statements."""
    categories = Category.objects.in_bulk({rule["category_id"] for rule in rules if rule["category_id"]})
    places = Place.objects.in_bulk({rule["place_id"] for rule in rules if rule["place_id"]})
    return Book(None, tuple(_unsaved(rule, categories, places) for rule in rules))


def _unsaved(fields: dict, categories: dict, places: dict) -> Rule:
    plain = {name: value for name, value in fields.items() if name not in {"category_id", "place_id"}}
    return Rule(**plain, category=categories.get(fields["category_id"]), place=places.get(fields["place_id"]))


@transaction.atomic
def publish(*, icb: Organisation, rules: Rules, by: User | None, restores: Rulebook | None = None) -> Rulebook | None:
    """Put these rules in force as the next version; nothing if they are in force already."""
    _hold(icb)
    newest = newest_of(icb)
    if newest and rules == rules_of(newest):
        return None
    facts = {"published_by": by, "restores": restores, "published_at": timezone.now()}
    book = Rulebook.objects.create(icb=icb, number=newest.number + 1 if newest else 1, **facts)
    Rule.objects.bulk_create([Rule(rulebook=book, **fields) for fields in rules])
    return book


@transaction.atomic
def publish_draft(*, draft: Draft, by: User, revision: int) -> Rulebook | None:
    """Put a draft in force, as it was read, unless somebody published another version since it was begun."""
    require(can_edit_rules(by, draft.icb) and draft.by_id == by.pk)
    _hold(draft.icb)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("icb").filter(pk=draft.pk).first()
    if draft is None:
        return None
    if draft.revision != revision:
        raise Refused("Your draft was changed in another window since you looked at it. Look at it again first.")
    newest = newest_of(draft.icb)
    if newest and not is_current(draft, newest):
        raise PublishedSince(
            f"{say_published(newest)} Your draft is kept. Compare the two, then bring it up to date."
        )
    for at, fault in faults_of(draft.rules):
        raise Refused(f"The rule “{draft.rules[at]['name']}” {fault}")
    book = publish(icb=draft.icb, rules=draft.rules, by=by)
    draft.delete()
    return book


@transaction.atomic
def go_back(*, icb: Organisation, by: User, to: Rulebook, seen: int) -> Rulebook | None:
    """Publish the rules of an earlier version again, as the next version. `seen` is the number thought in force.

    Pressed twice by the same person, once; after somebody else has published, refused. What is kept is whose rules
    they were at first.
    """
    require(can_edit_rules(by, icb) and to.icb_id == icb.pk)
    _hold(icb)
    to = to.restores or to
    newest = newest_of(icb)
    if newest.number != seen:
        if newest.published_by_id == by.pk and newest.restores_id == to.pk:
            return newest
        raise Refused(f"{say_published(newest)} Look at it before you go back.")
    return publish(icb=icb, rules=rules_of(to), by=by, restores=to)


def is_current(draft: Draft, newest: Rulebook | None) -> bool:
    """Whether the draft was begun from the version that is in force."""
    return draft.base_id == (newest.pk if newest else None)


def say_published(book: Rulebook) -> str:
    """Which version is in force, who published it and when."""
    when = timezone.localtime(book.published_at)
    who = f"by {book.published_by}" if book.published_by else "with the registry’s files"
    return f"Version {book.number} was published {who} on {when.day} {when:%B %Y} at {when:%H:%M}."


def differences(before: Iterable[dict], after: Iterable[dict]) -> list[tuple[dict | None, dict | None]]:
    """The rules that differ, by their names: before and after, either of which may be missing."""
    one, other = ({rule["name"]: rule for rule in rules} for rules in (before, after))
    names = dict.fromkeys([*one, *other])
    return [(one.get(name), other.get(name)) for name in names if one.get(name) != other.get(name)]


def _hold(icb: Organisation) -> None:
    """Let nobody else publish for this ICB until the end of the transaction."""
    Organisation.objects.select_for_update().get(pk=icb.pk)
