"""The reasons of a route, in plain sentences that the reporter and the registry's keepers read."""

from datetime import date

from people.models import Organisation
from routing.facts import Facts
from routing.models import Desk, Rule
from routing.sides import named_service

Side = Rule.Side
At = Rule.At
ABOUT_WHOM = {
    Side.PROVIDER: "at an NHS provider",
    Side.PRACTICE: "at a GP practice",
    Side.ICB: "about the ICB or the whole system",
    Side.ELSEWHERE: "about an independent, out-of-area or missing service",
    Side.SEVERAL_PRACTICES: "about several practices",
    Side.UNNAMED_PRACTICE: "about a practice that is not named",
    Side.UNKNOWN: "about a name we do not recognise",
}
WHERE = {
    At.ABOUT: "its {role}",
    At.ABOUT_PLACE: "the {role} there",
    At.REPORTER_PLACE: "the {role} of the reporter's Place",
    At.ICB: "the {role} of the ICB",
}
CAPITALS = ("ICB", "PCN", "Place")


def role_of(kind: str) -> str:
    """A kind of desk in the middle of a sentence: "chief pharmacist", "ICB primary care"."""
    label = Desk.Kind(kind).label
    return label if label.startswith(CAPITALS) else label[0].lower() + label[1:]


def say_rule(rule: Rule) -> str:
    """ "Prescribing and shared care at an NHS provider goes to its chief pharmacist." """
    conditions = [
        "moderate harm or worse" if rule.is_harm else "",
        named_service(rule.service) if rule.service else "",
        rule.category.name if rule.category else "",
    ]
    subject = ", ".join(filter(None, conditions)) or "an issue"
    is_shared = rule.service == "it_system" and rule.about_side == Side.ICB  # the one says the other
    about = f" {ABOUT_WHOM[rule.about_side]}" if rule.about_side and not is_shared else ""
    reporter = f" from {Side(rule.reporter_side).label}" if rule.reporter_side else ""
    place = f" in {rule.place}" if rule.place else ""
    role = role_of(rule.desk_kind)
    to = "ICB " + role[4:] if role.startswith("ICB ") else WHERE[rule.desk_at].format(role=role)
    return f"{subject[0].upper()}{subject[1:]}{about}{reporter}{place} goes to {to}."


def say_no_rule(facts: Facts, side: str) -> str:
    if facts.about is None and side == Side.UNKNOWN:
        words = facts.about_words.strip()
        return f"We do not recognise “{words}”." if words else "No organisation is named."
    return f"No rule says who answers for this {ABOUT_WHOM[side]}."


def say_no_desk(facts: Facts, rule: Rule) -> str:
    """Which desk is missing, and where."""
    role = role_of(rule.desk_kind)
    if rule.desk_at == At.ABOUT:
        return f"{facts.about or 'This organisation'} has no {role} in the registry."
    if rule.desk_at == At.ICB:
        return f"{facts.icb} has no {role} in the registry."
    place = facts.reporter_place or (facts.about and facts.about.place)
    return f"{place} has no {role} in the registry." if place else "We do not know the Place this belongs to."


def say_closed(organisation: Organisation) -> str:
    """ "Mill Lane Surgery closed on 1 April 2026." """
    how = f"closed on {organisation.closed_on:%-d %B %Y}" if organisation.closed_on else "is closed"
    return f"{organisation.name} {how}."


def say_triage(desk: Desk) -> str:
    """ "It is looked at first, before it goes to Medical director, Fernhall Hospitals." """
    return f"It is looked at first, before it goes to {desk.title}."


def say_away(desk: Desk, until_on: date, then: str) -> str:
    """ "Medical director, Fernhall Hospitals is away until 1 December 2026, so it goes to …" """
    return f"{desk.title} is away until {until_on.day} {until_on:%B %Y}, so {then}."


def say_vacant(desk: Desk, then: str) -> str:
    """ "Fernhall Hospitals has no chief pharmacist listed, so it goes to …" """
    where = desk.place or desk.organisation
    role = role_of(desk.kind)
    if isinstance(where, Organisation) and role.startswith("ICB "):
        return f"Nobody is listed for {desk.title}, so {then}."
    return f"{where} has no {role} listed, so {then}."
