"""Files of issues for other systems: the same verbs, rules and screening as the pages."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from issues import attaching, file_forms, files, rules
from issues.forms import NAME_STAYS, own_name_left
from issues.models import Attachment
from issues.reading import find_issue
from people.refusing import require
from people.tasks import nudge


class FileOut(serializers.Serializer):
    """A file with an issue. `url` is empty while it waits to be scanned, and once it was removed."""

    name = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField(source="digest")
    scan = serializers.CharField()
    is_internal = serializers.BooleanField()
    added_at = serializers.DateTimeField(source="created_at")
    removed_at = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField()

    def get_url(self, file: Attachment) -> str:
        where = {"reference": file.issue.reference, "key": file.key}
        return reverse("api:file", kwargs=where, request=self.context["request"]) if file.can_be_opened else ""


class AddedOut(FileOut):
    """A file as it was added."""

    warning = serializers.SerializerMethodField(
        help_text="Reminds whoever reported in confidence that their name is not taken out of files; else empty."
    )

    def get_warning(self, file: Attachment) -> str:
        by = self.context["request"].user
        is_hidden = file.issue.is_confidential and file.issue.reporter_id == by.pk
        stands = own_name_left([file.name], of=file.issue, by=by)
        return stands or (f"Your name is hidden. {NAME_STAYS}" if is_hidden else "")


class FilesIn(serializers.Serializer):
    """Up to five files. `looked_through`: you have looked, and nothing in them identifies a patient.

    A file in which more than a name was found is refused the first time, saying what; sent again, that word counts.
    So is one that holds your own name, where you reported in confidence.
    """

    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), allow_empty=False)
    looked_through = serializers.BooleanField(required=False, default=False)
    is_internal = serializers.BooleanField(required=False, default=False)


class Files(APIView):
    """Add files to an issue: all of them, or none."""

    scope = "issues.write"
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": FilesIn}, responses={201: AddedOut(many=True)})
    def post(self, request: Request, reference: str) -> Response:
        issue = find_issue(request.user, reference)
        require(rules.can_attach(request.user, issue))
        asked = FilesIn(data=request.data)
        if lost := file_forms.lost(request):
            raise serializers.ValidationError({"files": lost})
        asked.is_valid(raise_exception=True)
        try:
            added = attaching.attach(issue=issue, by=request.user, **asked.validated_data)
        except attaching.FilesRefused as refused:
            raise serializers.ValidationError({"files": refused.errors}) from refused
        nudge()
        return Response(AddedOut(added, many=True, context={"request": request}).data, status=status.HTTP_201_CREATED)


class OneFile(APIView):
    """Download one file."""

    scope = "issues.read"

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, reference: str, key: UUID) -> FileResponse:
        return files.hand_out(files.find(request.user, reference, key))
