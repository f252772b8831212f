"""Words that answers and questions can begin with: who keeps them, what stands in them for the issue's own facts."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date

from issues import outcomes, rules
from issues.models import Issue, ResponseTemplate
from language.identifiers import screen
from people.models import User
from people.refusing import Refused, require
from people.standing import standing
from routing.models import Category, Desk
from routing.queries import desks_held

PLANNED_DATE = "{planned date}"
GAPS = ("{why}", "{what went wrong}", "{what will change}")  # left for whoever answers
FACTS = ("{reference}", "{category}", "{about}", "{desk}")
PLACEHOLDERS = (*FACTS, *GAPS, PLANNED_DATE)
OPEN_ENDS = (":", "because")
STARTERS = Path(__file__).with_name("starter_templates.json")
IN_BRACES = re.compile(r"\{[^{}\n]*\}")


def unknown(text: str) -> list[str]:
    """What stands in braces and is no placeholder."""
    return [found for found in dict.fromkeys(IN_BRACES.findall(text)) if found not in PLACEHOLDERS]


def say_unknown(found: list[str]) -> str:
    """The sentence about placeholders that do not exist."""
    are = "is no placeholder" if len(found) == 1 else "are no placeholders"
    return f"{', '.join(found)} {are}. Use {', '.join(PLACEHOLDERS[:-1])} or {PLANNED_DATE}."


def unfinished(text: str) -> str:
    """What is still to be written where a template left off, in a sentence without its full stop; else nothing."""
    left = next((found for found in IN_BRACES.findall(text) if found in PLACEHOLDERS), "")
    if left:
        wanted = "the date" if left == PLANNED_DATE else "your own words"
        return f"Put {wanted} in place of {left}"
    end = next((end for end in OPEN_ENDS if text.rstrip().lower().endswith(end)), "")
    return f"Finish your last sentence: it ends with “{end}”" if end else ""


@transaction.atomic
def keep(
    *,
    by: User,
    name: str,
    text: str,
    category: Category | None = None,
    desk: Desk | None = None,
    template: ResponseTemplate | None = None,
) -> ResponseTemplate:
    """Add a template, or change one, masked. Without a desk it is everybody's in the ICB."""
    require(rules.can_use_templates(by))
    made = template or ResponseTemplate(desk=desk, icb=_icb_of(desk, by))
    require(rules.can_keep_template(by, made))
    if found := unknown(text):
        raise Refused(say_unknown(found))
    made.name, made.text, made.category = screen(name).masked, screen(text).masked, category
    alike = ResponseTemplate.objects.filter(icb=made.icb, desk=made.desk, name=made.name).exclude(pk=made.pk)
    if alike.exists():
        raise Refused(f"There is a template “{made.name}” already. Give this one another name.")
    made.save()
    return made


@transaction.atomic
def add_starters(*, by: User) -> int:
    """Give the ICB a few templates to begin with, but none whose name it has already. Returns how many."""
    require(rules.can_begin_templates(by))
    known = set(ResponseTemplate.objects.filter(icb=standing(by).icb, desk=None).values_list("name", flat=True))
    rows = [row for row in json.loads(STARTERS.read_text("utf-8")) if row["name"] not in known]
    for row in rows:
        category = Category.objects.filter(pk=row["category"]).first()
        if category or not row["category"]:
            keep(by=by, name=row["name"], text=row["text"], category=category)
    return len(rows)


@transaction.atomic
def remove(*, by: User, template: ResponseTemplate) -> None:
    """Take a template away. Answers that began with it stay as they are."""
    require(rules.can_keep_template(by, template))
    ResponseTemplate.objects.filter(pk=template.pk).delete()


def kept_by(user: User) -> QuerySet[ResponseTemplate]:
    """The templates that this person may change."""
    return _listed(_own(user))


def used_by(user: User) -> QuerySet[ResponseTemplate]:
    """The templates that this person may change or begin an answer with: with their own, everybody's in the ICB."""
    return _listed(_own(user) | Q(desk=None, icb=standing(user).icb))


def _own(user: User) -> Q:
    return Q(desk__in=desks_held(user)) | Q(icb__in=standing(user).interface_team_of)


def _listed(fits: Q) -> QuerySet[ResponseTemplate]:
    return ResponseTemplate.objects.filter(fits).select_related("desk", "category", "icb").order_by("name", "pk")


def fitting(issue: Issue) -> list[ResponseTemplate]:
    """The templates for an issue of this category at this desk."""
    of_desk = Q(desk=None) | Q(desk=issue.desk_id)
    of_category = Q(category=None) | Q(category=issue.category_id)
    return list(ResponseTemplate.objects.filter(of_desk, of_category, icb=issue.icb_id))


def words_for(issue: Issue) -> dict[str, str]:
    """The words of each template for this issue, by the number that chooses it."""
    return {str(one.pk): filled(one, issue) for one in fitting(issue)}


def filled(template: ResponseTemplate, issue: Issue) -> str:
    """The template's words with the issue's own facts. The planned date is filled in when the answer is sent."""
    facts = {
        "{reference}": issue.reference,
        "{category}": str(issue.category),
        "{about}": issue.about.name if issue.about else issue.about_words or "the organisation",
        "{desk}": issue.desk.title,
    }
    return IN_BRACES.sub(lambda found: facts.get(found[0], found[0]), template.text)


def begun(typed: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """What was typed with the chosen template's words below it, in place of those of another that nobody touched.

    `words` are those of each template, by number. Words that speak of a planned date choose that outcome.
    """
    chosen, day = words.get(typed.get("template", ""), ""), _day(typed.get("planned_on", ""))
    own = _without(typed.get("text", ""), [form for one in words.values() for form in (one, dated(one, day))])
    text = "\n\n".join(part for part in (own, chosen) if part)
    if PLANNED_DATE not in chosen:
        return {**typed, "text": text}
    outcome = typed.get("outcome") or Issue.Outcome.PLANNED
    return {**typed, "outcome": outcome, "text": dated(text, day)}


def _without(text: str, filled_in: list[str]) -> str:
    """The text without what a template filled in, where it stands as paragraphs of its own; the longest first."""
    text = _apart(text)
    for one in sorted({_apart(words) for words in filled_in}, key=len, reverse=True):
        if one.strip() and one in text:
            return text.replace(one, "\n\n", 1).strip()
    return text.strip()


def _apart(words: str) -> str:
    return "\n\n" + words.replace("\r\n", "\n").strip() + "\n\n"


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def dated(text: str, planned_on: date | None) -> str:
    """The words with the planned date in its place."""
    return text.replace(PLANNED_DATE, outcomes.in_words(planned_on)) if planned_on else text


def _icb_of(desk: Desk | None, by: User):
    """The ICB that a new template belongs to."""
    if desk is None:
        return standing(by).icb
    return desk.organisation.icb or desk.organisation
