"""Repeated “not ours” on a rule becomes a suggestion with its numbers, until the rule is changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import responding
from issues.learning_rules import suggestions
from issues.models import IssueEntry
from routing import drafting, publishing
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["pharmacy"] = make.desk(made["trust"], "chief_pharmacist", make.user(made["trust"]))
    made["prescribing"] = make.category("prescribing", "Prescribing and shared care")
    return made


def sent_on(system, times: int, category: str = "prescribing") -> None:
    for _ in range(times):
        issue = make.issue(about=system["trust"], category=make.category(category))
        responding.reroute(issue=issue, by=system["director"], desk=system["pharmacy"], text="A matter of supply")


def test_what_is_sent_on_again_and_again_is_a_suggestion_with_its_numbers(system):
    make.issue(about=system["trust"], category=system["prescribing"])
    sent_on(system, 3)
    (one,) = suggestions(make.icb())
    assert (one.rule, one.sent_on, one.sent) == ("anything", 3, 4)
    assert one.numbers == (
        "3 of the 4 issues about Prescribing and shared care that it sent were passed on to the chief pharmacist."
    )


def test_a_few_or_a_small_share_teach_nothing(system):
    sent_on(system, 2)
    assert suggestions(make.icb()) == []
    for _ in range(9):
        make.issue(about=system["trust"], category=system["prescribing"])
    sent_on(system, 1)
    assert suggestions(make.icb()) == []


def test_what_is_long_ago_teaches_nothing(system):
    sent_on(system, 3)
    IssueEntry.objects.update(at=timezone.now() - timedelta(days=100))
    assert suggestions(make.icb()) == []


def test_the_suggestion_is_taken_over_into_a_draft_and_is_then_gone(client, system):
    sent_on(system, 3)
    client.force_login(system["team"])
    assert "3 of the 3 issues" in client.get(reverse("issues:rules")).content.decode()
    drafting.begin(icb=make.icb(), by=system["team"])
    (one,) = suggestions(make.icb())
    path = f"{reverse('routing:rule')}?{one.change}"
    page = client.get(path)
    assert path.replace("&", "&amp;") in client.get(reverse("issues:rules")).content.decode()
    asked = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    assert (asked["category"], asked["desk_kind"], asked["desk_at"]) == ("prescribing", "chief_pharmacist", "about")
    kept = {name: value for name, value in asked.items() if value}
    assert client.post(path, kept | {"revision": "1", "copy_1_at": "about"}).status_code == 302
    draft = drafting.draft_of(make.icb(), system["team"])
    publishing.publish_draft(draft=draft, by=system["team"], revision=draft.revision)
    assert make.issue(about=system["trust"], category=system["prescribing"]).desk == system["pharmacy"]
    assert suggestions(make.icb()) == []
