"""The whole way with the real engine: from issues in people's own words to themes with names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from language import finding
from tests import make
from tests.themes.telling import search
from themes.models import Theme

pytestmark = pytest.mark.django_db

MEDICINES = [
    "Discharged with three days of tablets, not the two weeks we agreed. Practice had to do an urgent script.",
    "TTO was only for 5 days so the family rang us on a Friday for more of the same medicines.",
    "Too little medicine supplied on discharge again, the patient ran out before our pharmacist had the letter.",
    "Sent home with two days' supply of his new inhalers and told to ask the GP for the rest.",
    "Ward gave her four days of antibiotics for a ten day course. We were asked to prescribe the remainder.",
    "Only a few days of medication on discharge, then a same day request to us for a prescription.",
]
FIT_NOTES = [
    "Hospital refused a fit note after the operation and told him to see his GP for it.",
    "Patient came only for a Med3. The orthopaedic team could have issued it for the whole recovery.",
    "No fit note issued on discharge, so an appointment was used up for a sick note.",
    "Surgical clinic says it does not do sick notes. It does. Could they please issue fit notes.",
    "Fit note for two weeks only after a hip replacement; we are asked to extend it again and again.",
    "She was told by the ward that only GPs can write fit notes.",
]


@pytest.fixture
def told():
    make.registry()
    first = timezone.now() - timedelta(days=60)
    texts = [text for pair in zip(MEDICINES, FIT_NOTES, strict=True) for text in pair]
    return {
        make.issue(text=text, created_at=first + timedelta(days=4 * at)).pk: text in MEDICINES
        for at, text in enumerate(texts)
    }


def test_two_problems_become_two_themes_that_keep_their_keys(told, monkeypatch):
    search()
    groups = {theme.key: {link.issue_id for link in theme.members.all()} for theme in Theme.objects.all()}
    assert len(groups) >= 2
    for issues in groups.values():
        assert len({told[issue] for issue in issues}) == 1
    labels = [label.lower() for label in Theme.objects.values_list("label", flat=True)]
    assert len(set(labels)) == len(groups)
    assert any("fit" in label and "note" in label for label in labels)

    monkeypatch.setattr(finding, "represent", None)  # what is placed is not read again
    search()
    assert {theme.key for theme in Theme.objects.current()} == set(groups)
