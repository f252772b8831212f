"""Rules that somebody works on before they are in force. One draft for each member of the interface team."""

from django.db import transaction
from django.utils import timezone

from people.models import Organisation, User
from people.refusing import Refused, require
from people.wording import without_numbers
from routing import publishing
from routing.models import Draft
from routing.rules import can_edit_rules

OVERTAKEN = (
    "This draft was changed in another window meanwhile. What you typed is kept below: "
    "compare it with what the draft says now, and save it again if it is right."
)


class Overtaken(Refused):
    """The draft is not as it was when the person looked at it."""


def draft_of(icb: Organisation, user: User) -> Draft | None:
    """A person's draft, if they have begun one."""
    return Draft.objects.filter(icb=icb, by=user).select_related("icb", "base").first()


def drafts_of_others(icb: Organisation, user: User) -> list[Draft]:
    """What others work on at the same time."""
    return list(Draft.objects.filter(icb=icb).exclude(by=user).select_related("by", "base"))


@transaction.atomic
def begin(*, icb: Organisation, by: User) -> Draft:
    """Begin a draft from the rules in force. Begun already, it stays as it is."""
    require(can_edit_rules(by, icb))
    newest = publishing.newest_of(icb)
    fresh = {"base": newest, "rules": publishing.rules_in_force(icb)}
    return Draft.objects.get_or_create(icb=icb, by=by, defaults=fresh)[0]


@transaction.atomic
def put(*, draft: Draft, by: User, revision: int, name: str, fields: dict) -> Draft:
    """Change the rule of this name, or add one where the name is empty. A fault of the rule is refused."""

    fields = fields | {"name": without_numbers(fields["name"])}

    def changed(rules: publishing.Rules) -> publishing.Rules:
        at = next((at for at, rule in enumerate(rules) if rule["name"] == name), None) if name else len(rules)
        if at is None:
            raise Overtaken(f"The rule “{name}” is not in the draft any more.")
        rules = [*rules[:at], fields, *rules[at + 1 :]]
        for where, fault in publishing.faults_of(rules):
            if where == at or fields["name"] in fault:
                raise Refused(f"This rule {fault}" if where == at else f"The rule “{rules[where]['name']}” {fault}")
        return rules

    return _change(draft, by, revision, changed)


@transaction.atomic
def take_out(*, draft: Draft, by: User, revision: int, name: str) -> Draft:
    """Leave the rule of this name out. Out already, nothing changes."""
    return _change(draft, by, revision, lambda rules: [rule for rule in rules if rule["name"] != name])


@transaction.atomic
def bring_up_to_date(*, draft: Draft, by: User, revision: int) -> Draft:
    """Begin from the version in force now: its rules, and over them what this draft had changed.

    Where both changed the same rule, the draft's stays in the draft and the other in force, beside each other.
    """
    newest = publishing.newest_of(draft.icb)
    base = publishing.rules_of(draft.base) if draft.base else []

    def merged(rules: publishing.Rules) -> publishing.Rules:
        now = {rule["name"]: rule for rule in publishing.rules_in_force(draft.icb)}
        for before, after in publishing.differences(base, rules):
            if after is None:
                now.pop(before["name"], None)
            else:
                now[after["name"]] = after
        return list(now.values())

    return _change(draft, by, revision, merged, base=newest)


@transaction.atomic
def discard(*, draft: Draft, by: User) -> None:
    """Throw a draft away."""
    require(draft.by_id == by.pk)
    Draft.objects.filter(pk=draft.pk).delete()


def _change(draft: Draft, by: User, revision: int, change, **facts) -> Draft:
    """Hold the draft, see that it is as it was read, and change it."""
    require(can_edit_rules(by, draft.icb) and draft.by_id == by.pk)
    held = Draft.objects.select_for_update(of=("self",)).select_related("icb").filter(pk=draft.pk).first()
    if held is None or held.revision != revision:
        raise Overtaken(OVERTAKEN)
    held.rules = change(held.rules)
    for field, value in facts.items():
        setattr(held, field, value)
    held.revision, held.changed_at = held.revision + 1, timezone.now()
    held.save(update_fields=["rules", "revision", "changed_at", *facts])
    return held
