"""What a reader of the board asks for."""

from django import forms

from people.plain_forms import Plainly
from routing.models import Category
from themes.models import Theme
from themes.queries import DISMISSED


class BoardFilter(Plainly, forms.Form):
    """What the board lists, and in which order. Anything unknown counts as not asked."""

    q = forms.CharField(label="Search by name", required=False, max_length=100)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All states"), *Theme.State.choices])
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All"), ("problems", "Problems"), ("thanks", "What works well")]
    )
    category = forms.ModelChoiceField(
        label="Category of most issues", queryset=Category.objects.all(), required=False, empty_label="Any"
    )
    harm = forms.ChoiceField(
        label="Harm", required=False, choices=[("", "Any or none"), ("grave", "Moderate harm or worse")]
    )
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[
            ("new", "New in the last weeks first"),
            ("size", "Most people first"),
            ("latest", "Latest report first"),
            ("first", "Newest theme first"),
            ("name", "By name"),
        ],
    )

    def __init__(self, *args, is_inside: bool = False, can_see_harm: bool = False, can_curate: bool = False, **more):
        super().__init__(*args, **more)
        if not is_inside:
            del self.fields["category"]
        if not can_see_harm:
            del self.fields["harm"]
        if can_curate:
            self.fields["state"].choices = [*self.fields["state"].choices, (DISMISSED, "Dismissed")]
