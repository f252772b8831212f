"""Whoever reports anew what was settled can say that it has come back: the two are linked, for who may read both."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import company as companies
from issues import links, offering, promising, relating, responding
from issues.models import Issue, Related
from people.models import Notice
from tests import make
from themes import placing

pytestmark = pytest.mark.django_db
TYPED = "Discharge letters reach us three weeks late, again."


@pytest.fixture
def system(client):
    made = make.registry()
    issue = make.issue(about=made["trust"], text="Discharge letters reach us three weeks late.")
    made["settled"] = responding.answer(issue=issue, by=made["director"], outcome="explained", text="So it is.")
    client.force_login(person := make.user())
    made["person"] = person
    made["tick"] = {"came_back": offering.offer(person, issue)}
    return made


def report(system, **more) -> dict:
    code = system["trust"].code
    answers = {"category": "letters", "text": TYPED, "about_words": "Fernhall Hospitals", "harm": "none"}
    return answers | {"key": "one-key", "about": code, "shown_about": code} | more


def sent(client, system, **more) -> Issue:
    assert client.post(reverse("issues:send"), report(system, **more)).status_code == 302
    return Issue.objects.get(key="one-key")


def read_by(reader, issue: Issue) -> str:
    other = Client()
    other.force_login(reader)
    return other.get(issue.get_absolute_url()).text


def related(reader, issue: Issue) -> list[Issue]:
    return links.of(reader, issue, companies.of(reader, issue)).related


def test_the_tick_stands_beside_a_settled_issue_only_and_is_off(client, system):
    make.issue(about=system["trust"], text="Discharge letters reach us three weeks late here too.")
    placing.place_due()
    page = client.post(reverse("themes:check"), report(system))
    boxes = [line for line in page.text.splitlines() if 'name="came_back"' in line]
    assert len(page.context["known"].issues) == 2 and len(boxes) == 1
    assert 'form="send"' in boxes[0] and "checked" not in boxes[0] and str(system["settled"]) in boxes[0]


def test_the_new_issue_is_linked_with_the_settled_one_and_nobody_is_told_of_that(client, system):
    told = Notice.objects.filter(event__contains=str(system["settled"])).count()
    page = client.post(reverse("issues:send"), report(system, **system["tick"]), follow=True)
    new = Issue.objects.get(key="one-key")
    assert f"Your reference is {new}. It is linked with issue {system['settled']}." in page.text
    assert related(system["director"], new) == [system["settled"]]
    assert related(system["director"], system["settled"]) == [new]
    assert f"It has come back: linked with a related issue</strong>: {system['settled']}" in page.text
    assert f'href="{system["settled"].get_absolute_url()}"' not in page.text
    assert [one.entries.last().verb for one in (new, system["settled"])] == ["come_back", "come_back"]
    assert Issue.objects.get(pk=system["settled"].pk).state == "answered"
    assert Notice.objects.filter(event__contains=str(system["settled"])).count() == told


def test_without_the_tick_nothing_is_linked(client, system):
    sent(client, system)
    assert not Related.objects.exists()


def test_who_may_not_read_the_other_sees_no_link_and_no_name(client, system):
    new = sent(client, system, **system["tick"])
    assert related(system["person"], new) == related(system["settled"].reporter, system["settled"]) == []
    page = read_by(system["settled"].reporter, system["settled"])
    assert "It has come back" in page and str(new) not in page and system["person"].name not in page
    page = read_by(system["director"], system["settled"])
    assert f'href="{new.get_absolute_url()}"' in page and system["person"].name not in page


def test_what_was_shown_to_somebody_else_or_is_made_up_links_nothing(client, system):
    sent(client, system, came_back=[offering.offer(make.user(), system["settled"]), "made:up", ""])
    assert not Related.objects.exists()


def test_the_tick_stays_on_every_way_back_to_sending(client, system):
    ticked = f'id="came-back-{system["settled"]}"'
    again = client.post(reverse("issues:send"), report(system, minutes_lost="x", **system["tick"]))
    line = next(line for line in again.text.splitlines() if ticked in line)
    assert again.status_code == 422 and " checked" in line
    placing.place_due()
    carried = 'type="hidden" name="came_back"'
    changed = client.post(reverse("issues:report"), report(system, change="1", **system["tick"]))
    assert carried in changed.text
    address = reverse("issues:me_too", args=[system["settled"].reference])
    asked = client.post(address, report(system, **system["tick"], offered=system["tick"]["came_back"]))
    assert carried in asked.text
    checked = client.post(reverse("themes:check"), report(system, **system["tick"])).text
    assert [" checked" in line for line in checked.splitlines() if ticked in line] == [True]


def test_a_tick_at_the_second_press_links_too_and_a_third_changes_nothing(client, system):
    sent(client, system)
    for _ in range(2):
        new = sent(client, system, **system["tick"])
    assert Related.objects.count() == 1 and new.entries.filter(verb="come_back").count() == 1


def test_only_the_reporter_says_it_and_it_can_be_unlinked_as_any_link(system):
    new = make.issue(by=system["person"], about=system["trust"])
    with pytest.raises(PermissionDenied):
        relating.come_back(issue=new, of=system["settled"], by=system["director"])
    relating.come_back(issue=new, of=system["settled"], by=system["person"])
    relating.unrelate(issue=system["settled"], to=new, by=system["director"])
    assert not Related.objects.exists()


def test_that_it_has_come_back_is_no_step_between_two_presses(system):
    planned = {"outcome": "planned", "text": "So it is.", "planned_on": timezone.localdate() + timedelta(days=30)}
    issue = responding.answer(issue=make.issue(about=system["trust"]), by=system["director"], **planned)
    promising.fulfil(issue=issue, by=system["director"], changed="Mended")
    relating.come_back(issue=make.issue(by=system["person"]), of=issue, by=system["person"])
    promising.fulfil(issue=issue, by=system["director"], changed="Mended")
    assert issue.entries.filter(verb="fulfil").count() == 1
