"""An address that only takes what a form sends, opened by hand: a page in the house's look, and nothing changes."""

import pytest

from tests import make
from tests.shape.test_page_skeleton import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/notices/read/", "/inbox/filters/", "/keys/1/revoke/"])
def test_an_address_that_is_only_sent_to_is_a_plain_page_when_opened(client, address):
    client.force_login(make.user())
    answer = client.get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "There is nothing to open here" in page
    assert faults(page) == []


def test_a_method_that_an_open_page_does_not_know_has_a_plain_page_too(client):
    answer = client.delete("/themes/")
    assert answer.status_code == 405
    assert "There is nothing to open here" in answer.content.decode()
