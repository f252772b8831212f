"""An address that is too long is answered with a page of the portal's, before anything is looked up or done."""

import pytest
from django.urls import reverse

from interface import web_server
from people import refusing
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_signed_in", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_is_too_long_is_answered_in_the_portals_own_words(client, method, is_signed_in):
    if is_signed_in:
        client.force_login(make.user())
    answer = getattr(client, method)(f"{reverse('issues:inbox')}?q={'x' * refusing.LONGEST}")
    assert answer.status_code == 414
    assert "This address is too long" in answer.text and "Go to the start page" in answer.text
    assert ("data-signs-out" in answer.text) is is_signed_in


def test_an_address_as_long_as_may_be_is_read(client):
    client.force_login(make.user())
    path = f"{reverse('issues:mine')}?q="
    assert client.get(path + "x" * (refusing.LONGEST - len(path))).status_code == 200


def test_the_web_server_lets_through_what_the_portal_answers_itself():
    assert web_server.limit_request_line == 8190 > 2 * refusing.LONGEST
