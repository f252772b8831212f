"""Issues for other systems: the same verbs, rules and masking as the pages."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from issues import (
    boxes,
    correcting,
    following,
    on_behalf,
    outcomes,
    previewing,
    queries,
    reporting,
    responding,
    rules,
    settling,
    whose,
    withdrawing,
)
from issues.filtering import InboxFilter
from issues.models import Issue
from issues.reading import find_issue
from issues.sent_api import MeTooOut, ReportedOut, SentOut, masked_of, sent
from issues.shapes_api import (
    AnswerIn,
    CorrectIn,
    IssueOut,
    IssueWithStepsOut,
    MeTooIn,
    NotCorrectedOut,
    ReportIn,
    RerouteIn,
    RouteIn,
    RouteOut,
    StandsOut,
    WithdrawIn,
)
from people import looked_for
from people.api import refuse_unknown
from people.limits import count_report
from people.models import Organisation
from people.refusing import Refused, require
from people.standing import standing
from people.tasks import nudge
from people.wording import without_numbers
from routing.models import Desk

KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 8, "maxLength": 64},
    OpenApiParameter.HEADER,
    required=True,
    description=(
        "8 to 64 characters of your own, best a random UUID. The same key makes one issue: sent again with the same "
        "answers, it gives that issue; with any other answer 409, and what is stored stands. Another issue needs "
        "another key."
    ),
)

FILTERS = [
    OpenApiParameter(name, str, description=f"As in the inbox: {field.label}.")
    for name, field in InboxFilter.base_fields.items()
]


class Route(APIView):
    """Preview a route: nothing is stored and nobody is told."""

    scope = "route.preview"

    @extend_schema(request=RouteIn, responses=RouteOut)
    def post(self, request: Request) -> Response:
        require(rules.can_report(request.user))
        asked = _checked(RouteIn, request)
        found = previewing.preview(by=request.user, **asked)
        return Response(RouteOut(found).data)


class Issues(ListAPIView):
    """The issues that you reported or follow; report one with POST. `?state=` narrows the list."""

    queryset = Issue.objects.none()
    serializer_class = IssueOut
    filterset_fields = {"state": ["exact"]}

    @property
    def scope(self) -> str:
        return "issues.write" if self.request.method == "POST" else "issues.read"

    def get_queryset(self):
        return queries.reported_by(self.request.user).select_related("duplicate_of")

    @extend_schema(request=ReportIn, responses={201: ReportedOut}, parameters=[KEY])
    def post(self, request: Request) -> Response:
        key = request.headers.get("Idempotency-Key", "").strip()
        answers = _checked(ReportIn, request, _faults_of(key) | _faults_of_colleague(request))
        answers["about"] = answers.get("about") or _meant(request, answers)
        count_report(request)
        issue = reporting.report(by=request.user, key=key, **answers)
        nudge()
        return Response(ReportedOut(issue).data, status=status.HTTP_201_CREATED)


def _faults_of(key: str) -> dict[str, list[str]]:
    """What is wrong with an idempotency key, by its header."""
    if not 8 <= len(key) <= 64:
        return {"Idempotency-Key": ["Send this header: 8 to 64 characters."]}
    if not _is_random(key) and without_numbers(key) != key:
        return {"Idempotency-Key": ["This holds an NHS number. Make a random key."]}
    return {}


def _faults_of_colleague(request: Request) -> dict[str, list[str]]:
    """What is wrong with the address of whom it is reported for."""
    given = request.data if isinstance(request.data, dict) else {}
    unfit = on_behalf.trouble_with(by=request.user, words=str(given.get("on_behalf_of") or ""))
    return {"on_behalf_of": [f"{unfit}."]} if unfit else {}


def _is_random(key: str) -> bool:
    """Whether it is a UUID, in whose digits an NHS number now and then seems to stand."""
    try:
        return bool(UUID(key))
    except ValueError:
        return False


class OneIssue(RetrieveAPIView):
    """One issue that you may see, with what has happened to it."""

    scope = "issues.read"
    serializer_class = IssueWithStepsOut
    lookup_field = "reference"

    def get_queryset(self):
        return Issue.objects.visible_to(self.request.user).select_related(*queries.ROW)


@extend_schema(parameters=FILTERS)
class DeskIssues(ListAPIView):
    """The issues that you answer for, the most urgent first. They can be narrowed as the inbox can."""

    scope = "desk.read"
    queryset = Issue.objects.none()
    serializer_class = IssueOut

    def get_queryset(self):
        user, asked = self.request.user, self.request.query_params
        colleagues = boxes.colleagues(boxes.reach(user))
        wanted = InboxFilter(asked, user=user, colleagues=colleagues, beside={"page", "per_page"})
        refuse_unknown(wanted)
        if looked_for.left_of(wanted.cleaned_data["q"]) != wanted.cleaned_data["q"]:
            raise serializers.ValidationError({"q": looked_for.NOTHING_TO_FIND})
        return wanted.narrow(boxes.inbox(user).open().order_by(F("due_at").asc(nulls_last=True), "pk"))


class Acknowledge(APIView):
    """Tell the reporter that it has been seen."""

    scope = "desk.write"

    @extend_schema(request=None, responses=IssueOut)
    def post(self, request: Request, reference: str) -> Response:
        issue = responding.acknowledge(issue=find_issue(request.user, reference), by=request.user)
        nudge()
        return Response(IssueOut(issue).data)


class Answer(APIView):
    """Answer with an outcome."""

    scope = "desk.write"

    @extend_schema(request=AnswerIn, responses=SentOut)
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        answers = _checked(AnswerIn, request)
        is_sure = answers.pop("goes_back")
        answers["desk"] = _desk(request, issue, answers["desk"], is_sure) if answers["desk"] else None
        answers, told = masked_of(answers, "text", outcomes.words_go_to(answers["outcome"]))
        issue = responding.answer(issue=issue, by=request.user, **answers)
        return sent(issue, told)


class Correct(APIView):
    """Put right an answer that was sent. The earlier words stay in the history, and all who were told it are told.

    Where the answer has changed since you read the edition that you give as `seen`, nothing is corrected: 409, with
    what stands and what you sent.
    """

    scope = "desk.write"

    @extend_schema(request=CorrectIn, responses={200: SentOut, 409: NotCorrectedOut})
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        said = _checked(CorrectIn, request)
        answers, told = masked_of(said, "text", outcomes.words_go_to(said["outcome"]))
        try:
            issue = correcting.correct(issue=issue, by=request.user, **answers)
        except Refused as refusal:
            stands = correcting.stands(find_issue(request.user, reference))
            refusal.beside = {"sent": said} | ({"stands": StandsOut(stands).data} if stands else {})
            raise
        return sent(issue, told)


class Reroute(APIView):
    """Send it on to whose it is, as not yours. Sent again in the same words, it is sent on once."""

    scope = "desk.write"

    @extend_schema(request=RerouteIn, responses=SentOut)
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        said, told = masked_of(_checked(RerouteIn, request), "text")
        desk = _desk(request, issue, said["desk"], said["goes_back"])
        return sent(responding.reroute(issue=issue, by=request.user, desk=desk, text=said["text"]), told)


class MeToo(APIView):
    """Say that you have the same problem: you count, and are told what its reporter is told. Twice is as once."""

    scope = "issues.write"

    @extend_schema(request=MeTooIn, responses=MeTooOut)
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        said, told = masked_of(_checked(MeTooIn, request), "text")
        issue = following.me_too(issue=issue, by=request.user, **said)
        return sent(issue, told, MeTooOut, line=said["text"])


class Withdraw(APIView):
    """Take back what you reported. While others have the problem too it stays open, and only you leave it."""

    scope = "issues.write"

    @extend_schema(request=WithdrawIn, responses=SentOut)
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        said, told = masked_of(_checked(WithdrawIn, request), "text")
        return sent(withdrawing.withdraw(issue=issue, by=request.user, **said), told)


def _checked(shape: type[serializers.Serializer], request: Request, besides: Mapping = MappingProxyType({})) -> dict:
    """What was sent, if it is right; else everything that is wrong at once, with what is wrong `besides`."""
    given = shape(data=request.data)
    if not given.is_valid() or besides:
        raise serializers.ValidationError({**besides, **given.errors})
    return dict(given.validated_data)


def _desk(request: Request, issue: Issue, title: str, is_sure: bool) -> Desk:
    """Where an issue can be sent on to, or has been, by its title."""
    if title == issue.desk.title:
        return issue.desk
    found = queries.desks_to_send_to(issue).filter(title=title).first()
    if found is None:
        raise serializers.ValidationError({"desk": "Nobody of that title answers for this issue's ICB."})
    if not is_sure and (had_it := settling.to_settle(issue, found, request.user)):
        raise serializers.ValidationError({"goes_back": f"{settling.had_it(had_it)} {settling.NOT_STRAIGHT_BACK}"})
    if not is_sure and whose.goes_back(issue, found):
        raise serializers.ValidationError({"goes_back": "This would go back to the side that reported it."})
    return found


def _meant(request: Request, answers: dict) -> Organisation | None:
    """The organisation meant by the reporter's words, where that is sure; else the interface team decides."""
    if standing(request.user).icb is None:
        raise Refused("Say first where you work: sign in on the portal's pages once.")
    return previewing.meant(by=request.user, words=answers["about_words"])
