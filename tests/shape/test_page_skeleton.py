"""What holds for every page: one heading, its title; a way to skip to it; nothing inline or from elsewhere."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests import make

ANYONE = ["/", "/tour/", "/about/", "/accessibility/", "/privacy/", "/sign-in/", "/api/"]
ANYONE += [
    "/who-is-responsible/",
    "/who-is-responsible/QZZ/",
    "/who-is-responsible/QZZ/print/",
    "/themes/",
    "/projects/",
]
SIGNED_IN = ["/", "/notices/", "/keys/", "/details/", "/sign-out/", "/issues/new/", "/issues/", "/inbox/", "/themes/"]
SIGNED_IN += ["/notices/settings/", "/away/"]
INTERFACE_TEAM = [
    "/notices/refused/",
    "/issues/merged/",
    "/registry/",
    "/registry/health/",
    "/registry/area/",
    "/registry/names/",
    "/registry/names/QZZ/",
    "/registry/services/of/QZZ/",
    "/registry/what-if/",
    "/registry/what-if/?category=letters&about=Fernhall",
    "/registry/coverage/",
    "/registry/rules/",
    "/registry/rules/versions/",
    "/registry/rules/versions/1/",
    "/registry/organisations/QZZ/desks/new/",
    "/projects/new/",
    "/responsiveness/",
]
ERRORS = {"400.html": {}, "403.html": {}, "403_csrf.html": {}, "404.html": {}, "414.html": {}, "500.html": {}}
ERRORS["refused.html"] = {"reason": "This cannot be done while it is closed."}

EMPTY = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
FETCHING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
ASKED = {"input", "select", "textarea"}
UNNAMED = {"hidden", "submit", "button"}


class Page(HTMLParser):
    """The few facts of a page that every page must have right."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words: dict[str, list[str]] = {"title": [], "h1": [], "script": [], "style": []}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.words and "svg" not in self.open:
            self.words[tag].append("")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self.words:
            if tag in self.open and "svg" not in self.open:
                self.words[tag][-1] += data

    def all(self, *names: str) -> list[dict]:
        return [attrs for tag, attrs in self.tags if tag in names]


def faults(text: str) -> list[str]:
    """What is wrong with a page, in words."""
    page = Page(text)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    said = {attrs.get("for") for attrs in page.all("label")}
    asked = [one for one in page.all(*ASKED) if one.get("type") not in UNNAMED]
    heading = " ".join(" ".join(page.words["h1"]).split())
    skips = [one["href"][1:] for one in page.all("a") if "nhsuk-skip-link" in one.get("class", "")]
    fetched = [attrs.get(FETCHING[tag], "") for tag, attrs in page.tags if tag in FETCHING]
    checks = {
        "exactly one h1": len(page.words["h1"]) == 1 and heading,
        "the title holds the h1": heading in " ".join(" ".join(page.words["title"]).split()),
        "the language is said": page.all("html")[0].get("lang") == "en-GB",
        "the skip link has a target": skips and set(skips) <= set(ids),
        "no id twice": len(ids) == len(set(ids)),
        "no inline script or style": not any(map(str.strip, page.words["script"] + page.words["style"])),
        "no style or event attributes": not [
            a for _, attrs in page.tags for a in attrs if a == "style" or a[:2] == "on"
        ],
        "nothing fetched from elsewhere": not [one for one in fetched if one.startswith(("http:", "https:", "//"))],
        "every field has a label": all(one.get("id") in said or "aria-label" in one for one in asked),
        "every form that changes something is protected": _is_protected(text),
    }
    return [rule for rule, holds in checks.items() if not holds]


def _is_protected(text: str) -> bool:
    return text.lower().count('method="post"') == text.count("csrfmiddlewaretoken")


def look(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults(answer.content.decode()) == []
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ANYONE)
def test_pages_for_anyone(client, path):
    make.registry()
    look(client, path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_for_staff(client, path):
    client.force_login(make.registry()["director"])
    look(client, path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", INTERFACE_TEAM)
def test_pages_for_the_interface_team(client, path):
    client.force_login(make.registry()["team"])
    look(client, path)


@pytest.mark.parametrize("name", ERRORS)
def test_pages_that_say_no(name):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert faults(render_to_string(name, ERRORS[name], request)) == []


def test_each_rule_about_pages_can_fail():
    bad = """<html><head><title>A</title><style>p{}</style><script src="https://else.example/x.js"></script></head>
        <body><h1>B</h1><h1>C</h1><p id="a" style="x" onclick="y()"></p><p id="a"></p>
        <form method="post"><input name="q"></form></body></html>"""
    assert len(faults(bad)) == 10
