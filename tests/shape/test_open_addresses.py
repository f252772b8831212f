"""What anyone may open without signing in. The list is complete: a new open page is added here on purpose."""

import pytest
from django.urls import resolve

from tests.shape.addresses import addresses

OPEN = {
    "start",
    "tour",
    "about",
    "accessibility",
    "privacy",
    "health",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_logout",
    "people:stop",  # acts on POST only, and only with a signed link
    "people:receipts",  # shows its token
    "routing:find",
    "routing:organisation",
    "routing:place",
    "routing:one_page",
    "routing:suggest",
    "issues:report",  # keeps the draft of a person whose session has ended, then asks to sign in
    "issues:send",  # likewise
    "themes:check",  # likewise
    "issues:act",  # keeps the words of a person whose session has ended, then asks to sign in
    "issues:me_too",  # likewise
    "themes:board",
    "themes:export",
    "themes:theme",
    "archive:projects",
    "archive:project",
    "api_docs",
    "api:schema",
    "api:projects",
    "api:project",
    "api:categories",
    "api:nothing",  # says that there is no such address
}


def is_open(client, path: str) -> bool:
    """Views say whether they need a reader who is signed in; the API's decide by themselves."""
    view = resolve(path).func
    if getattr(view, "login_required", True):
        return False
    return not hasattr(view, "cls") or client.get(path).status_code not in {401, 403}


@pytest.mark.django_db
def test_only_the_listed_addresses_are_open(client):
    assert {name for name, path in addresses().items() if is_open(client, path)} == OPEN


@pytest.mark.django_db
def test_a_closed_page_asks_to_sign_in(client):
    closed = [path for name, path in addresses().items() if name not in OPEN and not name.startswith("api:")]
    assert closed
    for path in closed:
        assert client.get(path).url == f"/sign-in/?next={path}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["issues:report", "issues:send", "themes:check"])
def test_a_report_of_somebody_unknown_shows_nothing_but_the_way_to_sign_in(client, name):
    answer = client.post(addresses()[name], {"text": "The letter did not come"})
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/?next=")
