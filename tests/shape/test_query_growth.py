"""Every list costs the same number of statements with two rows as with twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues import merging, responding, templating
from people import bouncing, keys, notices
from routing import drafting, publishing, tending
from routing.models import Desk
from tests import make
from tests.shape.addresses import addresses

LISTS = [
    "people:notices",
    "people:keys",
    "people:notice_settings",
    "people:refused",
    "routing:find",
    "routing:registry",
    "routing:health",
    "routing:suggest",
    "routing:names",
    "routing:coverage",
    "routing:draft",
    "routing:versions",
    "routing:desk",
    "issues:rules",
    "issues:preview_draft",
    "issues:mine",
    "issues:inbox",
    "issues:gaps",
    "issues:merged",
    "issues:responsiveness",
    "issues:templates",
    "themes:board",
    "themes:export",
    "archive:projects",
    "api:issues",
    "api:desk_issues",
    "api:themes",
    "api:organisations",
    "api:projects",
]
ASKED = {"issues:inbox": {"box": "all"}}  # without words, which nothing there has
POSTED = {"routing:suggest"}
MOST = 12


def grow(system, rows: int) -> None:
    """So many more of everything that a list can show to the interface team's Ira."""
    person = system["team"]
    for number in range(rows):
        place = make.practice(f"Surgery {number} of {rows}")
        make.desk(place, "practice_manager", make.user(place))
        make.issue(by=person, about=system["trust"])
        issue = make.issue(by=make.user(), about=None, about_words=f"nobody knows {number} of {rows}")
        merging.merge(issue=make.issue(about=system["trust"]), into=issue, by=person)
        templating.keep(by=person, name=f"Template {number} of {rows}", text="Thank you.")
        director, desk = system["director"], make.desk(place, "senior_partner", make.user(place))
        sent = make.issue(by=make.user(), about=system["trust"])
        responding.reroute(issue=sent, by=director, desk=desk, text="Theirs")
        make.theme(issue, key=f"theme{number}of{rows}")
        make.project(by=person, title=f"Project {number} of {rows}")
        keys.make_key(by=person, name=f"Key {number}", scopes=["issues.read"])
        rules = [
            {**publishing.rules_in_force(make.icb())[0], "answer_days": 20 + publishing.newest_of(make.icb()).number}
        ]
        publishing.publish(icb=make.icb(), rules=rules, by=person)
        tending.note(system["interface_desk"], person, "It was changed.")
        draft = drafting.begin(icb=make.icb(), by=person)
        rule = draft.rules[0] | {
            "name": f"{number} of {rows}",
            "place_id": make.place(f"Place {number} of {rows}").pk,
        }
        rule["category_id"] = "letters"
        drafting.put(draft=draft, by=person, revision=draft.revision, name="", fields=rule)
        other = make.user(make.icb(), "interface_team")
        drafting.begin(icb=make.icb(), by=other)
        bouncing.mark(address=make.user().email, reason="550 No such user")
        notices.tell([person], kind="progress", event=f"{number} of {rows}", subject="News")


@pytest.mark.django_db
def test_no_list_costs_more_when_it_grows(client):
    system = make.registry()
    client.force_login(system["team"])
    grow(system, 2)
    few = {name: cost(client, name) for name in LISTS}
    grow(system, 18)
    many = {name: cost(client, name) for name in LISTS}
    assert many == few
    assert {name: spent for name, spent in many.items() if spent > MOST} == {}


def cost(client, name: str) -> int:
    path, asked = addresses()[name], ASKED.get(name, {"q": "surgery"})
    path = path.replace("/1/", f"/{Desk.objects.order_by('pk')[0].pk}/") if name == "routing:desk" else path
    ask = client.post if name in POSTED else client.get
    ask(path, asked)
    with CaptureQueriesContext(connection) as spent:
        answer = ask(path, asked)
        if answer.streaming:
            list(answer.streaming_content)
    assert answer.status_code == 200, name
    return len(spent)
