"""Projects for other systems. Open, like their pages."""

from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from archive.models import Project


class ProjectOut(serializers.Serializer):
    """A project, at any age."""

    slug = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    aim = serializers.CharField()
    topic = serializers.CharField()
    stage = serializers.CharField(source="state")
    outcome = serializers.CharField()
    result = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    organisation = serializers.CharField(source="owned_by")
    source_address = serializers.CharField()


class LessonOut(serializers.Serializer):
    """A short point that others can use."""

    text = serializers.CharField()
    worked = serializers.BooleanField()


class ProjectWithLessonsOut(ProjectOut):
    """A project with what was learned."""

    lessons = LessonOut(many=True)


class Projects(ListAPIView):
    """All projects, those changed last first; `?state=` (the stage) and `?outcome=` narrow the list."""

    scope = "open"
    serializer_class = ProjectOut
    queryset = Project.objects.select_related("organisation")
    filterset_fields = {"state": ["exact"], "outcome": ["exact"]}


class OneProject(RetrieveAPIView):
    """One project, with what was learned."""

    scope = "open"
    serializer_class = ProjectWithLessonsOut
    lookup_field = "slug"
    queryset = Project.objects.select_related("organisation").prefetch_related("lessons")
