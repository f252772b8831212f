"""The pages that a list of issues makes slow, and who reads them."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.made_up_system import System
from benchmarks.ways_to_create import FORM, TEXT, TOKEN
from issues.boxes import BOXES
from issues.models import Issue
from people.models import User
from tests.faults.portal import session_of
from themes.models import Theme

DIRECTORS = ("desk", "mine", "overdue", "done")
GROWTH, GROWTH_OF_SEARCH = 1.5, 3.0  # times the processor time, from the first size to the last


@dataclass(frozen=True)
class Page:
    """One address, read by one person. With a body, it is posted."""

    name: str
    path: str
    cookie: str
    target: float = GROWTH
    body: str = ""
    kind: str = FORM
    is_download: bool = False

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other) -> bool:
        return self.name == other.name


def pages(system: System) -> list[Page]:
    """All pages, for a person of the interface team, a medical director, a busy reporter and a leader of a Place."""
    desk = system.desks[system.trusts[0].pk][0]
    team, director = _cookie(system.registry["team"]), _cookie(system.holders[desk.pk])
    reporter, leader = _cookie(system.staff[0][0]), _cookie(system.place_leader)
    issue = Issue.objects.filter(desk=desk, state="acknowledged").latest("pk")
    theme = Theme.objects.order_by("-size").first()
    found = [Page("start", "/", team)]
    found += [Page(f"inbox of the team, {box}", f"/inbox/?box={box}", team) for box in BOXES]
    found += [Page(f"inbox of a director, {box}", f"/inbox/?box={box}", director) for box in DIRECTORS]
    found += [
        Page("inbox of the team, one category", "/inbox/?box=done&category=letters", team),
        Page("inbox of the team, page 4", "/inbox/?box=done&page=4", team),
        Page("my issues", "/issues/", reporter),
        Page("my issues, closed", "/issues/?state=closed", reporter),
        *_searches(team, reporter),
        Page("search, a reference", f"/inbox/?box=done&q={issue.reference}", team, GROWTH_OF_SEARCH),
        Page("issue, the team", issue.get_absolute_url(), team),
        Page("issue, its director", issue.get_absolute_url(), director),
        Page("gaps of the registry", "/registry/health/issues/", team),
        Page("responsiveness", "/responsiveness/", leader),
        Page("notices", "/notices/", team),
        Page("check before sending", "/issues/new/check/", reporter, GROWTH_OF_SEARCH, _typed(system)),
        Page("themes", "/themes/", team),
        Page("themes, signed out", "/themes/", ""),
        Page("theme, the largest", theme.get_absolute_url(), team),
        Page("theme, a leader of a Place", theme.get_absolute_url(), leader),
        Page("projects", "/projects/", ""),
        Page("projects, search", "/projects/?q=discharge+letters", "", GROWTH_OF_SEARCH),
        Page("inbox as a spreadsheet", "/inbox/?box=done&csv", team, is_download=True),
        Page("my issues as a spreadsheet", "/issues/?csv", reporter, is_download=True),
    ]  # fmt: skip
    return found


def _searches(team: str, reporter: str) -> list[Page]:
    """Words that many issues say, that few say, and that none says."""
    words = {
        "a frequent word": "letter",
        "two words": "discharge summary",
        "a rare word": "ampoule",
        "no match": "zyzzy",
    }
    return [
        *(
            Page(f"search, {name}", f"/inbox/?box=done&{urlencode({'q': word})}", team, GROWTH_OF_SEARCH)
            for name, word in words.items()
        ),
        Page("search of my issues", "/issues/?q=letter", reporter, GROWTH_OF_SEARCH),
    ]


def _typed(system: System) -> str:
    answers = {"text": TEXT, "about_words": system.trusts[0].name, "category": "letters", "key": str(uuid.uuid4())}
    return urlencode(answers | {"csrfmiddlewaretoken": TOKEN})


def _cookie(person: User) -> str:
    return f"sessionid={session_of(person)}; csrftoken={TOKEN}"
