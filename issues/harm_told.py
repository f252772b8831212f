"""The check of a report that tells of harm: what to copy to LFPSE, and a stop before “me too”, which tells none.

Before a “me too” counts, whoever says it is told so once, whether harm was chosen or its line has words for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from issues import lfpse, offering, previewing
from issues.models import Issue
from language import harm_words


@dataclass(frozen=True)
class Told:
    """What of harm a “me too” does not pass on: the harm that was chosen, and words of its line."""

    harm: str
    words: str


def tells_of_harm(given: Mapping[str, str]) -> bool:
    """Whether a report that is being written says moderate harm or worse."""
    return given.get("harm") in Issue.HARMS


def before_me_too(issue: Issue, given: Mapping[str, str]) -> Told | None:
    """What a “me too” that is being said would not pass on; nothing once its writer was told, or where it reopens.

    A harm that was chosen counts where the report comes along with the line. Of a settled issue it is asked first
    what is meant: then the line is read. A whole report is no line: its check has stopped it.
    """
    do, is_beside = given.get("do", ""), "report_text" in given
    if given.get("harm_seen") or do == "reopen" or ("category" in given and not is_beside):
        return None
    harm = Issue.Harm(given["harm"]).label if is_beside and tells_of_harm(given) else ""
    is_line = issue.has_clock and (do or not issue.is_settled)
    words = harm_words.told_in(given.get("text", "")) if is_line else ""
    return Told(harm, words) if harm or words else None


def on_check(request: HttpRequest, found: previewing.Preview, answers: Mapping) -> dict:
    """What the check of a report shows because of harm. `asks_first` is the form that a “me too” brings along."""
    if not tells_of_harm(answers):
        return {}
    return {
        "asks_first": "send",
        "stopped": _stopped(request),
        "harm": Issue.Harm(answers["harm"]).label,
        "summary": "" if answers["category"].is_thanks else _summary(found, answers),
    }


def _stopped(request: HttpRequest) -> Issue | None:
    """The issue of which “me too” was pressed, and not said yet."""
    said = request.POST.get("me_too", "")
    shown = offering.shown(request.user, [said])
    return next((one for one in shown if offering.is_offered(request.user, one, said)), None)


def _summary(found: previewing.Preview, answers: Mapping) -> str:
    return lfpse.summary(
        harm=Issue.Harm(answers["harm"]).label,
        category=str(answers["category"]),
        about=str(found.about or found.screened["about_words"].masked),
        happened_on=answers["happened_on"],
        text=found.screened["text"].masked,
    )
