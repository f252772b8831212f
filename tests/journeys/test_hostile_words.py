"""Whatever people write is shown as they wrote it, and never runs."""

import pytest

from archive import proposing
from tests import make
from tests.journeys.telling import a_theme
from themes import curating

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</textarea></title><script>alert(1)</script>",
    "'-alert(1)-' {{7*7}} {% now %} javascript:alert(1)",
]
ALL = " ".join(HOSTILE)
WHAT_CAME_ALIVE = "document.querySelectorAll('script:not([src]), img[src=x], [onload], [onerror]').length"


@pytest.fixture
def hostile(system):
    """Everybody and everything is called by something hostile."""
    system.gp.name = ALL[:120]
    system.gp.save()
    system.practice.name = f"Harbour {ALL}"
    system.practice.save()
    system.theme = a_theme(system)
    curating.rename(theme=system.theme, by=system.team, label=ALL)
    system.issue = make.issue(by=system.gp, about=system.trust, text=ALL, wanted=ALL, about_words=ALL)
    said = {"title": ALL[:160], "summary": ALL}  # an issue says the same
    system.project = proposing.propose(by=system.leader, organisation=make.icb(), is_vetted=True, **said)
    return system


def reads_it_as_text(person, path: str) -> None:
    person.opens(path)
    assert person.page.evaluate(WHAT_CAME_ALIVE) == 0, path
    person.reads(HOSTILE[0])


def test_every_page_shows_hostile_words_as_text(hostile, visitor):
    theme, issue = hostile.theme.get_absolute_url(), hostile.issue.get_absolute_url()
    for person, paths in (
        (hostile.gp, [issue]),
        (hostile.director, [issue]),
        (hostile.leader, ["/themes/", theme, f"{theme}start-a-project/"]),
        (hostile.team, [issue, theme, f"{theme}rename/", f"{theme}publish/", "/registry/"]),
        (None, ["/projects/", hostile.project.get_absolute_url(), f"/who-is-responsible/{hostile.practice.code}/"]),
    ):
        somebody = visitor()
        if person:
            somebody.signs_in(person)
        for path in paths:
            reads_it_as_text(somebody, path)


def test_what_a_reporter_types_is_checked_and_suggested_as_text(hostile, visitor):
    gp = visitor()
    gp.signs_in(hostile.gp)
    gp.opens("/issues/new/")
    gp.page.locator("[name=about_words]").press_sequentially("harbour")
    gp.page.get_by_role("option", name="<script>").wait_for()
    gp.fills(text=f"{ALL} for 999 105 7269", about_words=HOSTILE[1])
    gp.picks(category=hostile.category.name)
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    gp.reads(HOSTILE[0])
    gp.presses("Send")
    gp.reads("Sent. Your reference is", *HOSTILE)
    assert gp.page.evaluate(WHAT_CAME_ALIVE) == 0
