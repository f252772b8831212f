"""The page for the wall prints on one sheet of paper, for real practices of Cheshire and Merseyside."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from people.models import Organisation, Place
from routing.loading import load


@pytest.fixture
def page(transactional_db, live_server, new_context):
    load("cheshire-and-merseyside")
    return new_context(base_url=live_server.url).new_page()


def sheets(page, code: str) -> list[str]:
    """The text of each printed sheet of A4, with the margins that printers need."""
    page.goto(reverse("routing:one_page", args=[code]))
    printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "10mm"))
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages]


def test_a_practice_of_every_place_prints_on_one_sheet(page):
    for place in Place.objects.filter(icb__code="QYG"):
        practices = Organisation.objects.filter(place=place, kind="gp_practice", status="active")
        practice = max(practices, key=lambda one: len(one.name))
        (text,) = sheets(page, practice.code)
        assert "Who to ask" in text
        assert "For an emergency, use the telephone." in text


def test_a_trust_prints_on_one_sheet_too(page):
    trusts = Organisation.objects.filter(icb__code="QYG", kind="acute_trust", status="active")
    assert [len(sheets(page, trust.code)) for trust in trusts] == [1] * len(trusts)
