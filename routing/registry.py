"""Facts of an issue to a route with reasons: the most specific rule's desk, else the interface desk.

Three SQL statements, one more where somebody is away or an organisation elsewhere takes over. Sends nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from people.models import Organisation
from people.rows import read
from routing.desks import Finder, interface_desk_of
from routing.facts import Book, Facts, Route
from routing.models import Desk, Rule
from routing.reasons import say_away, say_closed, say_no_desk, say_no_rule, say_rule, say_triage, say_vacant
from routing.sides import SIDE_OF_KIND, service_in, side_of
from routing.switching import waits

HARMS = frozenset({"moderate", "severe", "death"})
NO_RULE_SPANS = (2, 10)
NEWEST = "SELECT id, published_at FROM routing_rulebook WHERE icb_id = %s ORDER BY number DESC LIMIT 1"


def route(facts: Facts, *, book: Book | None = None, finder: Callable[..., Finder] = Finder) -> Route:
    """Where an issue goes, with reasons. Whatever is missing, a desk answers.

    By the rules in force, read once, unless a book is given; `finder` may be one that knows all desks already.
    """
    facts, book = (facts, book) if book else _with_rules(facts)
    facts, followed = _followed(facts)
    if reason := waits(facts):
        waiting = _to_interface_desk(finder(facts, None), None, "not_live", [*followed, reason])
        return replace(waiting, book=book)
    rule = matching_rule(facts, book)
    decided = _decided(facts, rule, finder(facts, rule))
    return replace(decided, book=book, reasons=(*followed, *decided.reasons))


def _followed(facts: Facts) -> tuple[Facts, list[str]]:
    """The facts as if about what followed, where whom they are about is closed and that is open; and a sentence."""
    about = facts.about
    after = about.successor if about and about.status == Organisation.Status.CLOSED else None
    if after is None or after.status == Organisation.Status.CLOSED:
        return facts, []
    return replace(facts, about=after), [f"{say_closed(about)[:-1]}; it is {after.name} now."]


def _decided(facts: Facts, rule: Rule | None, finder: Finder) -> Route:
    closed = finder.closed_organisation()
    if closed:
        return _to_interface_desk(finder, rule, "closed", [closed])
    if rule is None:
        gap = "unknown_name" if facts.about is None and finder.side == Rule.Side.UNKNOWN else "no_rule"
        return _to_interface_desk(finder, None, gap, [say_no_rule(facts, finder.side)])
    desk = finder.desk(rule.desk_kind, rule.desk_at)
    if desk is None and facts.about is None and finder.side == Rule.Side.UNKNOWN:
        return _to_interface_desk(finder, rule, "unknown_name", [say_no_rule(facts, finder.side)])
    if desk is None:
        return _to_interface_desk(finder, rule, "no_desk", [say_rule(rule), say_no_desk(facts, rule)])
    if rule.needs_triage:
        return _to_interface_desk(finder, rule, "", [say_rule(rule), say_triage(desk)])
    return _to_desk(finder, rule, desk)


def matching_rule(facts: Facts, book: Book | None) -> Rule | None:
    """The most specific rule of a book that fits.

    Specific is lexicographic: harm, then service, category, about whom, from whom, Place.
    """
    return next(iter(fitting_rules(facts, book)), None)


def fitting_rules(facts: Facts, book: Book | None) -> list[Rule]:
    """All rules of a book that fit, the most specific first."""
    if book is None:
        return []
    known = _known(facts)
    return sorted((rule for rule in book.rules if fits(rule, known)), key=precedence, reverse=True)


def book_in_force(icb: Organisation) -> Book | None:
    """The newest published version of an ICB's rules. One SQL statement."""
    newest = read(NEWEST, [icb.pk])
    return Book(newest[0][0], _rules_of(*newest[0])) if newest else None


def _with_rules(facts: Facts) -> tuple[Facts, Book | None]:
    """The facts at an ICB that has rules, and its newest rules.

    An ambulance trust may serve this system from under another ICB that does not use the portal: its reports go by
    the rules of the ICB they are about, or of the only ICB here.
    """
    book = book_in_force(facts.icb)
    if book is None:
        ruled = Organisation.objects.filter(rulebooks__isnull=False).distinct()[:2]
        about = [icb for icb in ruled if facts.about and icb.pk == facts.about.icb_id]
        for icb in about or (ruled if len(ruled) == 1 else ()):
            return replace(facts, icb=icb), book_in_force(icb)
    return facts, book


def precedence(rule: Rule) -> tuple[bool, ...]:
    """Which conditions a rule has, the weightiest first. No two fitting rules of a book have the same."""
    return (
        rule.is_harm,
        bool(rule.service),
        rule.category_id is not None,
        bool(rule.about_side),
        bool(rule.reporter_side),
        rule.place_id is not None,
    )


def fits(rule: Rule, known: dict) -> bool:
    """Whether every condition of a rule holds; an empty condition always does."""
    if rule.is_harm and not known["is_harm"]:
        return False
    return all(
        not wanted or wanted == known[fact]
        for fact, wanted in (
            ("service", rule.service),
            ("category", rule.category_id),
            ("about_side", rule.about_side),
            ("reporter_side", rule.reporter_side),
            ("place", rule.place_id),
        )
    )


def _known(facts: Facts) -> dict:
    about, reporter, place = facts.about, facts.reporter_organisation, facts.reporter_place
    return {
        "is_harm": facts.harm in HARMS,
        "service": facts.service or service_in(facts.about_words),
        "category": facts.category,
        "about_side": side_of(about, facts.about_words, icb=facts.icb),
        "reporter_side": side_of(reporter, icb=facts.icb) if reporter else SIDE_OF_KIND.get(facts.reporter_kind, ""),
        "place": (about and about.place_id) or (place and place.pk),
    }


@lru_cache(maxsize=64)
def _rules_of(book: int, published_at: object) -> tuple[Rule, ...]:
    """The rules of a published book, which never change, kept for the life of the process."""
    return tuple(Rule.objects.filter(rulebook=book).select_related("category", "place"))


def _to_desk(finder: Finder, rule: Rule, desk: Desk) -> Route:
    """To the rule's desk if somebody sits there, else along its fallbacks, else the interface desk or its mailbox."""
    reasons = [say_rule(rule)]
    manned = finder.manned(desk)
    if manned == desk:
        return _route(finder, rule, desk, reasons)
    if manned:
        return _route(
            finder, rule, manned, [*reasons, _say_empty(finder, desk, f"it goes to {manned.title}")], "nobody_there"
        )
    interface_desk = finder.interface_desk()
    if interface_desk and not desk.mailbox and finder.answers_at(interface_desk):
        reasons.append(_say_empty(finder, desk, "the interface team takes it and finds the right person"))
        return _route(finder, rule, interface_desk, reasons, "nobody_there")
    then = "it waits in its mailbox" if desk.mailbox else "it waits there"
    reasons.append(_say_empty(finder, desk, f"{then} and the interface team is told"))
    waiting = _route(finder, rule, desk, reasons, "nobody_there", also=interface_desk)
    return replace(waiting, away_until=finder.away_until(desk))


def _say_empty(finder: Finder, desk: Desk, then: str) -> str:
    """Why nobody at a desk gets it: all are away, or nobody is named."""
    until_on = finder.away_until(desk)
    return say_away(desk, until_on, then) if until_on else say_vacant(desk, then)


def _to_interface_desk(finder: Finder, rule: Rule | None, gap: str, reasons: list[str]) -> Route:
    """To the ICB's interface desk, which is made if there is none."""
    desk = finder.interface_desk() or interface_desk_of(finder.facts.icb)
    return _route(finder, rule, desk, [*reasons, f"{desk.title} takes it and finds its way."], gap)


def _route(
    finder: Finder, rule: Rule | None, desk: Desk, reasons: list[str], gap: str = "", *, also: Desk | None = None
) -> Route:
    lead, deputy = finder.seats(desk)
    if not lead and not deputy and desk.kind == Desk.Kind.INTERFACE_TEAM:
        lead, deputy = finder.interface_team(desk)
    acknowledge_days, answer_days = (rule.acknowledge_days, rule.answer_days) if rule else NO_RULE_SPANS
    copies = [finder.desk(kind, at) for kind, at in (rule.copies if rule else [])]
    return Route(
        icb=finder.facts.icb,
        desk=desk,
        lead=lead,
        deputy=deputy,
        copies=tuple(dict.fromkeys(each for each in [*copies, also] if each and each != desk)),
        acknowledge_days=acknowledge_days,
        answer_days=answer_days,
        rule=rule,
        reasons=tuple(reasons),
        gap=gap,
    )
