"""What other systems get for words that they sent: what was masked of them, and what else to look at."""

from rest_framework import serializers
from rest_framework.response import Response

from issues.forms import own_name_left
from issues.masking import KINDS, MaskedOut, with_what_was_masked
from issues.models import Issue
from issues.shapes_api import IssueOut
from language import harm_words
from people.tasks import nudge

HARM_TOLD = (
    "Your line may tell of harm to a patient: “{words}”. A “me too” is no report of harm: whoever has the issue can "
    "read the line, but whoever looks into harm is not told. Report it as an issue of its own, with its harm."
)


class MaskedOutOut(serializers.Serializer):
    """How much of one kind was masked in one field of what you sent. The words themselves are not kept."""

    field = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(KINDS.values()))
    count = serializers.IntegerField()


class SentOut(IssueOut):
    """An issue after something was written for it."""

    masked = MaskedOutOut(
        many=True,
        source="masked_out",
        read_only=True,
        help_text="What may identify a patient in what you sent, and was masked: kinds and counts, never the words.",
    )


class ReportedOut(SentOut):
    """An issue as it was reported."""

    warning = serializers.SerializerMethodField(
        help_text="Says where a report in confidence holds your own name, which is not taken out; else empty."
    )

    def get_warning(self, issue: Issue) -> str:
        return own_name_left((issue.text, issue.wanted, issue.about_words), of=issue, by=issue.reporter)


class MeTooOut(SentOut):
    """An issue after “me too”."""

    warning = serializers.SerializerMethodField(
        help_text="Says where your line may tell of harm to a patient, which a “me too” does not report; else empty."
    )

    def get_warning(self, issue: Issue) -> str:
        words = harm_words.told_in(self.context["line"]) if issue.has_clock else ""
        return HARM_TOLD.format(words=words) if words else ""


def masked_of(said: dict, *names: str) -> tuple[dict, tuple[MaskedOut, ...]]:
    """What was sent with its words masked, of the fields of these names, and what to tell of it.

    A project is looked for by its name as it was sent.
    """
    words, told = with_what_was_masked({name: said[name] for name in names if said[name]})
    return said | {name: one for name, one in words.items() if name != "project"}, told


def sent(issue: Issue, told: tuple[MaskedOut, ...], shape: type[SentOut] = SentOut, **context: str) -> Response:
    """The issue after an act, with what was masked of the words that were sent for it."""
    nudge()
    issue.masked_out = told
    return Response(shape(issue, context=context).data)
