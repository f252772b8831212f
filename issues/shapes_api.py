"""What other systems send of issues, and what they get."""

from datetime import datetime

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from issues import company, correcting, links, previewing, queries, reporting, templating
from issues.file_api import FileOut
from issues.forms import LONGEST
from issues.models import Issue
from people.api import KnownField, WordsField
from people.models import Organisation
from routing import naming
from routing.models import Category

GOES_BACK = "True where it goes back to the side that reported it, or to who has sent it on already: else refused."


class RouteIn(serializers.Serializer):
    """What a route is chosen by."""

    category = KnownField(
        slug_field="slug",
        queryset=Category.objects.all(),
        help_text="A slug of /api/v1/categories/.",
        error_messages={"does_not_exist": "There is no category {value}. /api/v1/categories/ lists them."},
    )
    about = KnownField(slug_field="code", queryset=Organisation.objects.all(), required=False, allow_null=True)
    about_words = serializers.CharField(max_length=200, required=False, default="")
    harm = serializers.ChoiceField(choices=Issue.Harm.choices, required=False, default=Issue.Harm.UNKNOWN)

    def validate_about_words(self, words: str) -> str:
        if words and not naming.says_something(words):
            raise serializers.ValidationError(f"We do not recognise “{words}”. Write the name as you call it.")
        return words


class ReportIn(RouteIn):
    """An issue as it is reported. Give `about` (a code) or `about_words` (in your own words)."""

    text = WordsField(max_length=LONGEST, error_messages={"in_words": "Say in a few words what happened."})
    wanted = WordsField(max_length=2000, required=False, default="", allow_blank=True)
    happened_on = serializers.DateField(required=False, allow_null=True, default=None)
    is_confidential = serializers.BooleanField(required=False, default=False)
    others = serializers.SlugRelatedField(
        slug_field="code",
        queryset=Organisation.objects.all(),
        many=True,
        required=False,
        help_text="Also about these.",
    )
    elsewhere = serializers.CharField(
        max_length=300,
        required=False,
        default="",
        allow_blank=True,
        help_text="Who should get it instead, and why. Only the reporter and the interface team can read it.",
    )
    on_behalf_of = serializers.CharField(
        max_length=120,
        required=False,
        default="",
        allow_blank=True,
        help_text="A colleague: their name, or the address of somebody known here, who is told.",
    )
    patients = serializers.ChoiceField(choices=Issue.Patients.choices, required=False, default="", allow_blank=True)
    minutes_lost = serializers.IntegerField(
        min_value=0, max_value=6000, required=False, allow_null=True, default=None
    )

    def validate_text(self, words: str) -> str:
        if unfit := reporting.unfit_words(words):
            raise serializers.ValidationError(f"{unfit}.")
        return words

    def validate_happened_on(self, day):
        if unfit := reporting.unfit_day(day):
            raise serializers.ValidationError(unfit)
        return day

    def validate(self, answers: dict) -> dict:
        if not answers.get("about") and not answers.get("about_words"):
            raise serializers.ValidationError({"about": "Give about (a code) or about_words (in your own words)."})
        if unfit := reporting.unfit_harm(answers["category"], answers["harm"]):
            raise serializers.ValidationError({"harm": f"{unfit}."})
        return answers


class RouteOut(serializers.Serializer):
    """Where an issue would go, and why."""

    desk = serializers.CharField(source="route.desk.title")
    people = serializers.SerializerMethodField()
    reasons = serializers.ListField(child=serializers.CharField(), source="route.reasons")
    gap = serializers.CharField(source="route.gap")
    about = serializers.CharField(source="about.code", default=None)
    candidates = serializers.SerializerMethodField()
    acknowledge_by = serializers.DateTimeField(allow_null=True)
    answer_by = serializers.DateTimeField(allow_null=True)

    def get_people(self, found: previewing.Preview) -> list[str]:
        return [person.name for person in found.route.people]

    def get_candidates(self, found: previewing.Preview) -> list[str]:
        return [one.code for one in found.candidates]


class DueField(serializers.DateTimeField):
    """By when something is to be done with an issue, where anything is."""

    def get_attribute(self, issue: Issue) -> datetime | None:
        return super().get_attribute(issue) if issue.has_clock else None


class IssueOut(serializers.Serializer):
    """An issue as its reader may see it."""

    reference = serializers.CharField()
    state = serializers.CharField()
    category = serializers.CharField(source="category_id")
    text = serializers.CharField()
    wanted = serializers.CharField()
    about = serializers.CharField(source="about.code", default=None)
    about_words = serializers.CharField()
    harm = serializers.CharField(source="worst_harm", help_text="The worst of it and of what is part of it.")
    happened_on = serializers.DateField(allow_null=True)
    reported_at = serializers.DateTimeField(source="created_at")
    reporter_organisation = serializers.CharField(source="reporter_organisation.code")
    desk = serializers.CharField(source="desk.title")
    acknowledge_due_at = DueField(allow_null=True, help_text="Empty for thanks, which wait for no answer.")
    answer_due_at = DueField(allow_null=True, help_text="Empty for thanks, which wait for no answer.")
    first_due_at = DueField(allow_null=True, help_text="When it was first to be answered, if sent on with longer.")
    outcome = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    is_promise_past = serializers.BooleanField(
        help_text="The change was planned for a day that has gone by, and nobody has said that it is made."
    )
    duplicate_of = serializers.CharField(
        source="duplicate_of.reference", default=None, help_text="The issue that this one is part of."
    )
    confirmed_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when its reporter has left it. It stays open while others have it too."
    )


class StepOut(serializers.Serializer):
    """One step in the life of an issue."""

    at = serializers.DateTimeField()
    verb = serializers.CharField()
    state = serializers.CharField()
    outcome = serializers.CharField()
    text = serializers.CharField()
    particulars = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)


class IssueWithStepsOut(IssueOut):
    """An issue with all that has happened to it, oldest first, and its files."""

    duplicate_of = serializers.SerializerMethodField(
        help_text="The issue that this one is part of, if you may read it."
    )
    duplicates = serializers.SerializerMethodField(help_text="Issues that are part of this one, which you may read.")
    related = serializers.SerializerMethodField(help_text="Related issues that you may read.")
    edition = serializers.SerializerMethodField(
        help_text="Which wording its answer has, if any. Give it as `seen` when you correct it."
    )
    steps = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    @extend_schema_field(FileOut(many=True))
    def get_files(self, issue: Issue) -> list[dict]:
        return FileOut(queries.files(self.context["request"].user, issue), many=True, context=self.context).data

    def get_duplicate_of(self, issue: Issue) -> str | None:
        into = self._links(issue).into
        return into.reference if into else None

    def get_duplicates(self, issue: Issue) -> list[str]:
        return [one.reference for one in self._links(issue).taken_in]

    def get_related(self, issue: Issue) -> list[str]:
        return [one.reference for one in self._links(issue).related]

    def get_edition(self, issue: Issue) -> str:
        stands = correcting.stands(issue)
        return stands["edition"] if stands else ""

    @extend_schema_field(StepOut(many=True))
    def get_steps(self, issue: Issue) -> list[dict]:
        return StepOut(queries.timeline(self.context["request"].user, issue), many=True).data

    def _links(self, issue: Issue) -> links.Links:
        """Read once for the whole answer."""
        if "links" not in self.context:
            user = self.context["request"].user
            self.context["links"] = links.of(user, issue, company.of(user, issue))
        return self.context["links"]


class SaidIn(serializers.Serializer):
    """What an answer says, beside its outcome. `{planned date}` in its text becomes the date; no other gap may be."""

    text = WordsField(max_length=LONGEST, required=False, default="", allow_blank=True)
    planned_on = serializers.DateField(required=False, allow_null=True, default=None)
    changed = WordsField(max_length=2000, required=False, default="", allow_blank=True)
    reason = WordsField(max_length=LONGEST, required=False, default="", allow_blank=True)
    project = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    project_path = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)

    def validate(self, answers: dict) -> dict:
        day = answers["planned_on"] if answers["outcome"] == Issue.Outcome.PLANNED else None
        answers["text"] = templating.dated(answers["text"], day)
        if gap := templating.unfinished(answers["text"]):
            raise serializers.ValidationError({"text": f"{gap}."})
        return answers


class CorrectIn(SaidIn):
    """The answer as it should have been, whole: see the answer. It cannot become not_ours."""

    outcome = serializers.ChoiceField(
        choices=[each for each in Issue.Outcome.choices if each[0] != Issue.Outcome.NOT_OURS]
    )
    seen = serializers.CharField(
        max_length=40,
        required=False,
        default="",
        allow_blank=True,
        help_text="The `edition` of the answer that you read. Where another stands by now, nothing is changed.",
    )


class AnswerIn(SaidIn):
    """An answer with its outcome and what that needs.

    planned: `planned_on`; made: `changed`; not_agreed: `reason`; project: `project`, its name in the archive, or
    `project_path`, its address there; not_ours: `desk`, the exact title of whose it is. explained, fixed, planned and
    not_ours need `text`.
    """

    outcome = serializers.ChoiceField(choices=Issue.Outcome.choices)
    desk = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    goes_back = serializers.BooleanField(required=False, default=False, help_text=GOES_BACK)


class RerouteIn(serializers.Serializer):
    """Whose it is, by the exact title, and why."""

    desk = serializers.CharField(max_length=200)
    goes_back = serializers.BooleanField(required=False, default=False, help_text=GOES_BACK)
    text = WordsField(max_length=LONGEST)


class MeTooIn(serializers.Serializer):
    """A line of one's own, if there is anything to add."""

    text = WordsField(max_length=1000, required=False, default="", allow_blank=True)


class WithdrawIn(serializers.Serializer):
    """Why, if one wants to say it. Whoever is told reads it."""

    text = WordsField(max_length=2000, required=False, default="", allow_blank=True)


class StandsOut(serializers.Serializer):
    """The answer that stands."""

    outcome = serializers.CharField()
    text = serializers.CharField()
    particulars = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    project_path = serializers.CharField()
    edition = serializers.CharField()


class NotCorrectedOut(serializers.Serializer):
    """Why an answer was not corrected, what stands, and what you sent."""

    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    stands = StandsOut(required=False)
    sent = CorrectIn()
