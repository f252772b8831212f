"""F4: words that are scripts, in what people write, and so in the names that the portal makes of their words."""

from html.parser import HTMLParser

import pytest
from django.template.base import VariableNode
from django.test import Client
from django.utils import timezone

from issues.models import Issue
from tests import make
from themes import detecting, placing
from themes.models import Theme

pytestmark = pytest.mark.faults
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</title></textarea><iframe src=javascript:alert(1)>",
]
LETTERS = [
    "Discharge letter <img/src=x/onerror=alert(1)> late again",
    "The <svg/onload=alert(1)> discharge letter came weeks late",
    "Late discharge letter {{7*7}} <b>onerror=alert(1)</b> from the ward",
]


class Alive(HTMLParser):
    """What would run on a page: scripts that stand in it, and elements that only the hostile words name."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        facts = dict(attributes)
        stands_here = tag == "script" and "src" not in facts and facts.get("type") != "application/json"
        if stands_here or tag == "iframe" or facts.get("src") == "x" or any(name[:2] == "on" for name in facts):
            self.found.append(tag)


@pytest.fixture
def named(registry_in_one_transaction) -> Theme:
    """A theme that a search made of hostile reports and named after their words."""
    system = registry_in_one_transaction
    for number in range(12):
        text = LETTERS[number % 3].replace("weeks", f"{number + 2} weeks")
        make.issue(about=system["trust"], text=f"{text} {HOSTILE[number % 4]}", about_words=HOSTILE[number % 4])
    placing.place_due()
    detecting.find(icb=make.icb(), now=timezone.now())
    return Theme.objects.filter(is_live=True).latest("size")


def pages(theme: Theme) -> dict[str, str]:
    """Every page that shows what was written, or a name made of it."""
    client = Client()
    client.force_login(make.interface_team())
    own, issue = theme.get_absolute_url(), Issue.objects.earliest("pk").get_absolute_url()
    inbox = ("/inbox/?box=all", "/inbox/?box=all&q=discharge")
    addresses = ("/themes/", own, f"{own}rename/", f"{own}publish/", issue, *inbox)
    return {address: client.get(address).content.decode() for address in addresses}


def test_no_page_runs_what_was_written_nor_a_theme_named_after_it(named):
    shown = pages(named)
    assert [address for address, page in shown.items() if Alive(page).found] == []
    assert sum("alert(1)" in page for page in shown.values()) >= 3, "it stands there as text"
    assert named.label and not set("<>&") & set(named.label), "a name is made of words alone"


def test_where_nothing_is_escaped_the_look_finds_what_runs(named, monkeypatch):
    monkeypatch.setattr(VariableNode, "render", lambda self, context: str(self.filter_expression.resolve(context)))
    assert any(Alive(page).found for page in pages(named).values())
