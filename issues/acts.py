"""What can be done with an issue, as one table: each act's form, rule, words and verb. Pages and API both use it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.choices import flatten_choices

from issues import (
    correcting,
    lfpse,
    merging,
    promising,
    responding,
    rules,
    staying,
    templating,
    thanking,
    withdrawing,
)
from issues.act_forms import (
    AddForm,
    AnswerForm,
    AskForm,
    CloseForm,
    CorrectForm,
    FulfilForm,
    NoteForm,
    PassOnForm,
    PostponeForm,
    RecordForm,
    ReopenForm,
    ReplyForm,
    RerouteForm,
    StayForm,
    UnmergeForm,
)
from issues.models import Issue
from people.models import User


@dataclass(frozen=True)
class Act:
    """One thing that a person may do with an issue."""

    verb: str
    name: str
    done: str
    do: Callable[..., Issue]
    allowed: Callable[[User, Issue], bool]
    form: type[forms.Form] = forms.Form
    suits: Callable[[Issue], bool] = lambda issue: True

    def blank(self, issue: Issue, data=None, initial=None, by: User | None = None) -> forms.Form:
        """The act's form for this issue, with what was typed if anything was; `initial` is not judged yet.

        `by` is whose act it is, where what was typed is judged.
        """
        extra = {"issue": issue} if self.form in {CorrectForm, RerouteForm} else {}
        extra |= {"by": by} if self.form is RerouteForm else {}
        return self.form(data, initial=initial, auto_id=f"{self.verb}-%s", **extra)

    def begun(self, issue: Issue, typed: dict) -> forms.Form:
        """The form with all that was typed, and the words of the template that was chosen below it."""
        return self.blank(issue, initial=templating.begun(typed, templating.words_for(issue)))

    @property
    def has_templates(self) -> bool:
        """Whether its words can begin with a template."""
        return self.form in {AnswerForm, AskForm}


def is_problem(issue: Issue) -> bool:
    """Thanks have nothing to be acknowledged or answered."""
    return issue.has_clock


def is_planned(issue: Issue) -> bool:
    """A change that is promised can be made, or be given another date."""
    return issue.outcome == Issue.Outcome.PLANNED


ACTS = {
    act.verb: act
    for act in (
        Act(
            "acknowledge", "Acknowledge", "Acknowledged.", responding.acknowledge, rules.can_answer, suits=is_problem
        ),
        Act("pass_on", "Pass the thanks on", "Passed on.", thanking.pass_on, rules.can_pass_on, PassOnForm),
        Act("reply", "Reply", "Your reply has been sent.", responding.reply, rules.can_reply, ReplyForm),
        Act(
            "answer",
            "Answer",
            "Your answer has been sent.",
            responding.answer,
            rules.can_answer,
            AnswerForm,
            suits=is_problem,
        ),
        Act(
            "ask",
            "Ask the reporter",
            "Your question has been sent.",
            responding.ask,
            rules.can_answer,
            AskForm,
            suits=is_problem,
        ),
        Act("reroute", "Not ours: send it on", "Sent on.", responding.reroute, rules.can_reroute, RerouteForm),
        Act(
            "stay",
            "It stays where it is: tick it off",
            "Ticked off: it stays where it is.",
            staying.stay,
            rules.can_tick_off,
            StayForm,
            staying.is_to_look_at,
        ),
        Act(
            "fulfil",
            "It is made",
            "Told to all who reported it.",
            promising.fulfil,
            rules.can_answer,
            FulfilForm,
            is_planned,
        ),
        Act(
            "postpone",
            "New date",
            "The new date is told.",
            promising.postpone,
            rules.can_answer,
            PostponeForm,
            is_planned,
        ),
        Act(
            "correct",
            "Correct the answer",
            "Corrected. All who were told the answer are told.",
            correcting.correct,
            rules.can_answer,
            CorrectForm,
            lambda issue: bool(issue.outcome) and not correcting.was_asked_about(issue),
        ),
        Act("close", "Close", "Closed. Thank you.", responding.close, rules.can_close, CloseForm),
        Act(
            "reopen",
            "Not settled: reopen",
            "Reopened.",
            responding.reopen,
            rules.can_reopen,
            ReopenForm,
            is_problem,
        ),
        Act(
            "rejoin",
            "I have this problem again",
            "You are counted and told again.",
            withdrawing.rejoin,
            rules.can_withdraw,
            suits=lambda issue: issue.withdrawn_at is not None,
        ),
        Act("record", "Recorded on LFPSE", "Kept, for both sides.", lfpse.record, rules.can_record, RecordForm),
        Act(
            "unmerge",
            "Not the same: take it back",
            "Taken back.",
            merging.unmerge,
            rules.can_unmerge,
            UnmergeForm,
            merging.can_be_undone,
        ),
        Act("add", "Add something", "Added. The other side has been told.", responding.add, rules.can_add, AddForm),
        Act("note", "Add an internal note", "Your note has been added.", responding.note, rules.can_answer, NoteForm),
    )
}


def typed(form: forms.Form) -> list[tuple[str, str]]:
    """All that was answered in an act's form, each with its question."""
    given = [(one, str(one.value())) for one in form.visible_fields() if one.value()]
    named = [
        {str(value): str(name) for value, name in flatten_choices(getattr(one.field, "choices", ()))}
        for one, _ in given
    ]
    return [(one.label, names.get(words, words)) for (one, words), names in zip(given, named, strict=True)]


def offered(user: User, issue: Issue) -> list[Act]:
    """The acts that this person can do now, in the order of the table."""
    fitting = [act for act in ACTS.values() if issue.state in Issue.MOVES[act.verb].of and act.allowed(user, issue)]
    return [act for act in fitting if act.suits(issue)]
