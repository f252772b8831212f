"""From one issue of a list to the next."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from issues import stepping
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["issues"] = [make.issue(about=made["trust"]) for _ in range(3)]
    return made


def around(system, at: int, query: str = "box=desk"):
    return stepping.around(system["director"], QueryDict(query), system["issues"][at])


def test_the_neighbours_are_those_of_the_list(system):
    first, second, third = (one.get_absolute_url() for one in system["issues"])
    assert (around(system, 0).previous, around(system, 0).next) == ("", f"{second}?box=desk")
    assert (around(system, 1).previous, around(system, 1).next) == (f"{first}?box=desk", f"{third}?box=desk")
    assert (around(system, 2).previous, around(system, 2).next) == (f"{second}?box=desk", "")


def test_the_order_and_the_filters_of_the_list_go_along(system):
    found = around(system, 0, "box=desk&sort=newest&state=reported&page=2")
    assert found.next == ""
    assert found.previous.endswith("?box=desk&sort=newest&state=reported")


@pytest.mark.parametrize(
    ("verb", "answers"), [("answer", {"outcome": "fixed", "text": "Mended."}), ("acknowledge", {})]
)
def test_after_an_act_one_goes_on_from_where_one_was(client, system, verb, answers):
    first, second, third = system["issues"]
    client.force_login(system["director"])
    words = client.get(f"{second.get_absolute_url()}?box=desk").content.decode()
    address = f"{reverse('issues:act', args=[second.reference, verb])}?box=desk&amp;place=1"
    assert f'action="{address}"' in words
    page = client.post(address.replace("&amp;", "&"), answers, follow=True).content.decode()
    assert f'href="{first.get_absolute_url()}?box=desk" rel="prev"' in " ".join(page.split())
    assert f'href="{third.get_absolute_url()}?box=desk" rel="next"' in " ".join(page.split())


@pytest.mark.parametrize("query", ["", "box=nonsense", "box=all"])
def test_whoever_comes_from_elsewhere_has_no_neighbours(system, query):
    assert around(system, 0, query) is None
