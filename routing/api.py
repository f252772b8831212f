"""Organisations and their desks for other systems."""

from django.db.models import Q
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from people.models import Organisation
from routing.models import Category

READABLE = "organisations.read"


class CategoryOut(serializers.Serializer):
    """What an issue may be about."""

    slug = serializers.CharField()
    name = serializers.CharField()
    hint = serializers.CharField()


class Categories(ListAPIView):
    """What an issue may be about, by the slug that reporting takes."""

    scope = "open"
    serializer_class = CategoryOut
    queryset = Category.objects.all()


class OrganisationOut(serializers.Serializer):
    """An organisation, its Place and its ICB."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    status = serializers.CharField()
    postcode = serializers.CharField()
    place = serializers.CharField(source="place.name", default=None)
    icb = serializers.CharField(source="icb.code", default=None)
    parent = serializers.CharField(source="parent.code", default=None)


class DeskOut(serializers.Serializer):
    """A desk by its title."""

    title = serializers.CharField()
    kind = serializers.CharField()


class OrganisationWithDesksOut(OrganisationOut):
    """An organisation with the desks that answer for it."""

    desks = DeskOut(many=True)


class Organisations(ListAPIView):
    """Organisations by code, with `?q=` for a part of the name, the code or another name."""

    scope = READABLE
    serializer_class = OrganisationOut

    def get_queryset(self):
        words = self.request.query_params.get("q", "").strip()
        found = Organisation.objects.select_related("place", "icb", "parent").order_by("code")
        if not words:
            return found
        named = Q(name__icontains=words) | Q(code__iexact=words)
        return found.filter(named | Q(pk__in=Organisation.objects.filter(aliases__name__icontains=words)))


class OneOrganisation(RetrieveAPIView):
    """One organisation, with its desks."""

    scope = READABLE
    serializer_class = OrganisationWithDesksOut
    lookup_field = "code"
    queryset = Organisation.objects.select_related("place", "icb", "parent").prefetch_related("desks")
