"""What a reporter sees before sending: the masked text, who will get it and by when, and who said it already."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues import clock
from issues.models import Issue
from issues.reporting import Spans, facts_of, mask, routes_of_others
from language.identifiers import Screened, screen_together
from people.models import Organisation, User
from people.standing import standing
from routing import naming, registry
from routing.facts import Route
from routing.models import Category

SURE = 0.8  # at or above: taken as meant, and shown; below: the reporter is asked
MOST_ASKED = 3

OURSELVES = re.compile(
    r"(?:(?:my|our)(?: own)? (?:practice|surgery|trust|hospital|pharmacy|team|service|organisation)|us|ourselves)\W?",
    re.IGNORECASE,
)
TEXTS = ("text", "wanted", "about_words")
LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True)
class Preview:
    """One report as it would be sent."""

    about: Organisation | None
    why_about: str  # why the words are taken to mean it; nothing where the reporter chose
    is_named: bool  # the words have its code, as a choice from the list does: nothing is left to ask
    candidates: tuple[Organisation, ...]
    screened: dict[str, Screened]
    route: Route
    others: tuple[tuple[Organisation, Route], ...]  # further organisations that it is about, and who gets it there
    acknowledge_by: datetime | None  # thanks wait for no answer
    answer_by: datetime | None

    @property
    def has_findings(self) -> bool:
        return any(one.found for one in self.screened.values())


def preview(
    *,
    by: User,
    category: Category,
    about: Organisation | None = None,
    is_settled: bool = False,
    released: Mapping[str, Spans] | None = None,
    others: Collection[Organisation] = (),
    **answers,
) -> Preview:
    """Route and mask without storing anything. `answers` are the form's.

    `is_settled`: `about` is what the reporter chose, also where they chose none of the candidates. `released` are
    the findings that identify nobody: it is routed by the words that would be stored.
    """
    words = answers.get("about_words", "")
    found = candidates(by=by, words=words)
    why = ""
    if not is_settled and about is None:
        about = sure(found)
        why = found[0].why if about else ""
    is_named = about is not None and about.code.lower() in re.findall(r"[\w-]+", words.lower())
    stored = mask({"about_words": words}, released or {})
    facts = facts_of(by=by, category=category, about=about, harm=answers.get("harm") or Issue.Harm.UNKNOWN, **stored)
    route, now = registry.route(facts), timezone.now()
    if route.gap == "unknown_name" and found and not is_settled:
        route = replace(route, reasons=(ask(found),))
    return Preview(
        about=about,
        why_about="" if is_named else why,
        is_named=is_named,
        candidates=tuple(one.organisation for one in found[:5]),
        screened=screened(answers),
        route=route,
        others=tuple(zip(others, routes_of_others(route, facts, others), strict=True)),
        acknowledge_by=None if category.is_thanks else clock.working_days_after(now, route.acknowledge_days),
        answer_by=None if category.is_thanks else clock.working_days_after(now, route.answer_days),
    )


def candidates(*, by: User, words: str) -> list[naming.Candidate]:
    """The organisations that the reporter's words may mean, the likeliest first."""
    own = standing(by)
    if OURSELVES.fullmatch(words.strip()):
        return [naming.Candidate(own.organisation, 1.0, "It is where you work.")]
    return naming.find(words, icb=own.icb, place=own.organisation.place) if words.strip() else []


def ask(found: list[naming.Candidate]) -> str:
    """ "Do you mean Fernhall Hospitals or Fern Road Surgery?", and what happens if nothing is said."""
    names = " or ".join(one.organisation.name for one in found[:MOST_ASKED])
    return f"Do you mean {names}? Unless you say so, the interface team finds out."


def meant(*, by: User, words: str) -> Organisation | None:
    """The organisation that the words mean, if that is sure."""
    return sure(candidates(by=by, words=words))


def sure(found: list[naming.Candidate]) -> Organisation | None:
    """The likeliest, if it is likely enough to be taken as meant."""
    return found[0].organisation if found and found[0].sureness >= SURE else None


def screened(answers: Mapping[str, str]) -> dict[str, Screened]:
    """The texts of a report with what was found in each."""
    return screen_together({name: answers.get(name) or "" for name in TEXTS})


def released(chosen: Collection[str], answers: Mapping[str, str]) -> dict[str, set[tuple[int, int]]]:
    """The findings that the writer says identify nobody, by their marks or as `field:start:end`; no NHS number."""
    kept, spans = frozenset(chosen), {}
    for name, one in screened(answers).items() if kept else ():
        spans[name] = {
            (finding.start, finding.end)
            for finding, mark in zip(one.found, marks(name, one), strict=True)
            if kept & {mark, f"{name}:{finding.start}:{finding.end}"} and finding.kind != "NHS_NUMBER"
        }
    return spans


def marks(name: str, one: Screened) -> list[str]:
    """What stands for each finding of a field wherever a choice to keep it is carried: it tells none of its words.

    It stays the same while the words around change, unless the same words are found more or fewer times: then the
    writer has to look again. It has no digits, so that nothing takes it for a number of a patient.
    """
    said = [one.text[finding.start : finding.end] for finding in one.found]
    times, before, made = Counter(said), Counter(), []
    for words in said:
        before[words] += 1
        told = salted_hmac("kept in a report", f"{name}\n{before[words]} of {times[words]}\n{words}").hexdigest()
        made.append(told[:20].translate(LETTERS))
    return made
