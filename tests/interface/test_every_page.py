"""The frame of every page: where it leads, what it costs, and what is said when something is refused."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import path

from interface.page import links
from people.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


@login_not_required
def fail(request):
    raise RuntimeError


urlpatterns = [path("fault/", fail)]


def test_a_reader_who_is_not_signed_in_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/about/")


def test_the_header_of_a_reader_who_is_signed_in_costs_one_query(client, django_assert_num_queries):
    client.force_login(make.user())
    with django_assert_num_queries(3):  # the session, the person with what they are; the count of notices
        client.get("/about/")


def test_unread_notices_are_counted(client):
    reader = make.user()
    for event in ("one", "two"):
        Notice.objects.create(recipient=reader, kind="received", event=event, subject="We have your issue")
    client.force_login(reader)
    assert "Notices (2)" in client.get("/about/").content.decode()


def test_signing_out_is_a_form(client):
    client.force_login(person := make.user())
    page = client.get("/about/").content.decode()
    form = f'<form class="nhsuk-header__account-form" action="/sign-out/" method="post" data-signs-out="{person.pk}">'
    assert form in page


def test_the_page_where_the_reader_stands_is_marked():
    found = {link["text"]: link for link in links((("Tour", "tour"), ("Start", "start")), "/tour/")}
    assert found["Tour"]["current"]
    assert "current" not in found["Start"]


def test_the_demonstration_says_that_it_is_one(client, settings):
    assert "made up" not in client.get("/").content.decode()
    settings.DEMONSTRATION = True
    make.registry()
    page = client.get("/").content.decode()
    assert "Demonstration: all names and issues here are made up." in page
    assert "Mina Director" in page


def test_a_form_that_was_open_too_long_is_refused_kindly():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"email": "someone@nhs.example"})
    assert answer.status_code == 403
    assert "your words are still there" in answer.content.decode()


def test_an_address_that_is_not_there_gets_a_page_in_the_same_frame(client):
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in answer.content.decode()


@pytest.mark.urls(__name__)
def test_a_fault_is_owned_up_to(settings):
    settings.DEBUG = False
    answer = Client(raise_request_exception=False).get("/fault/")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()


def test_a_name_that_is_not_this_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    answer = client.get("/", headers={"host": "else.example"})
    assert answer.status_code == 400
    assert "We could not read that" in answer.content.decode()
