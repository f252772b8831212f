"""An issue whose reporter hides their name is known to whoever may read it, without who and where they are."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.models import Membership
from tests import make
from tests.themes.test_recognising import LATE, LATE_AGAIN
from themes import placing, recognising

pytestmark = pytest.mark.django_db
NAME, HOME, FOR = "Hilda Hidden", "Harbour Lane Surgery", "Colin Colleague"
READERS = ["director", "lead", "team"]


@pytest.fixture
def system():
    made = make.registry()
    home = make.practice(HOME)
    made["lead"], made["colleague"] = make.user(home, Membership.Role.LEAD), make.user(home)
    made["stranger"] = make.user()
    by = make.user(home, name=NAME)
    made["hidden"] = make.issue(by=by, about=made["trust"], text=LATE, is_confidential=True)
    Issue.objects.update(on_behalf_of=FOR)
    placing.place_due()
    return made


def known(system, who: str) -> tuple[Issue, ...]:
    asked = {"by": system[who], "category": system["category"], "about": system["trust"]}
    return recognising.known(text=LATE_AGAIN, **asked).issues


def check(client, system, who: str) -> str:
    client.force_login(system[who])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    page = client.post(reverse("themes:check"), answers).text
    return page[page.index('<div id="known">') :]


@pytest.mark.parametrize("who", READERS)
def test_whoever_may_read_it_is_offered_it_and_not_told_whose_it_is(client, system, who):
    assert known(system, who) == (system["hidden"],)
    page = check(client, system, who)
    assert LATE in page and system["hidden"].reference in page
    assert not [told for told in (NAME, HOME, FOR, "Wirral") if told in page]


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_whoever_may_not_read_it_is_not_offered_it(client, system, who):
    client.force_login(system[who])
    assert client.get(system["hidden"].get_absolute_url()).status_code == 404
    assert known(system, who) == () and LATE not in check(client, system, who)


def test_the_check_says_who_is_shown_an_issue_in_confidence(client, system):
    client.force_login(system["stranger"])
    answers = {"key": "k", "text": LATE_AGAIN, "about_words": system["trust"].name, "category": "letters"}
    page = client.post(reverse("themes:check"), answers).text
    assert "Others who report the same are offered yours only if they may read it." in page
    assert "An issue whose reporter hides their name is listed only for those who may read it." in check(
        client, system, "director"
    )
