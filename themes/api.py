"""Themes for other systems: labels, counts and signals, never the text of an issue."""

from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView

from themes.models import Theme


class SignalOut(serializers.Serializer):
    """The dated, numeric evidence that a theme is emerging or growing."""

    kind = serializers.CharField()
    on = serializers.DateField()
    window_days = serializers.IntegerField()
    expected = serializers.FloatField()
    observed = serializers.IntegerField()
    probability = serializers.FloatField()
    sentence = serializers.CharField()


class ThemeOut(serializers.Serializer):
    """A theme of your ICB. `reporters` and `organisations` count each once."""

    key = serializers.CharField()
    label = serializers.CharField(source="__str__")
    keywords = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField()
    why = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    issues = serializers.IntegerField(source="size")
    reporters = serializers.IntegerField()
    organisations = serializers.IntegerField()


class ThemeWithSignalsOut(ThemeOut):
    """A theme with its signals, newest first."""

    signals = SignalOut(many=True)


class Themes(ListAPIView):
    """The current themes of your ICB, the most widely reported first."""

    scope = "themes.read"
    serializer_class = ThemeOut
    filterset_fields = {"state": ["exact"]}

    def get_queryset(self):
        return Theme.objects.of_icb(self.request.user).current()


class OneTheme(RetrieveAPIView):
    """One theme, with its signals."""

    scope = "themes.read"
    serializer_class = ThemeWithSignalsOut
    lookup_field = "key"

    def get_queryset(self):
        return Theme.objects.of_icb(self.request.user).prefetch_related("signals")
