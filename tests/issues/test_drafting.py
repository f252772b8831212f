"""Reports that are not sent yet: one for each form, its writer's own, and gone once it was sent or deleted."""

import pytest
from django.urls import reverse

from issues import drafting
from issues.models import Draft, Issue
from tests import make
from tests.issues.test_report_page import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user()}
    client.force_login(made["reporter"])
    return made


def test_a_draft_is_its_writers_own(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    client.force_login(make.user())
    words = client.get(reverse("issues:report"), {"draft": Draft.objects.get().key}).content.decode()
    assert "No letter for" not in words


def test_a_draft_that_is_saved_again_stays_one_draft(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    page = client.post(reverse("issues:report"), answers(system, save="1", text="No letter came."), follow=True)
    assert "No letter came." in page.content.decode() and page.context["key"] == Draft.objects.get().key
    assert client.get(reverse("issues:mine")).content.decode().count("Go on with the draft") == 1


def test_nobody_writes_over_the_draft_of_another(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    client.force_login(make.user())
    client.post(reverse("issues:report"), answers(system, save="1", text="Mine."))
    assert sorted(one.fields["text"] == "Mine." for one in Draft.objects.all()) == [False, True]


def test_a_draft_that_was_sent_is_forgotten_and_an_old_page_of_it_leads_to_the_issue(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    draft = Draft.objects.get()
    address = f"{reverse('issues:report')}?draft={draft.key}"
    sent = answers(system, key=draft.key, about=system["trust"].code, shown_about=system["trust"].code)
    client.post(reverse("issues:send"), sent | {"draft": draft.key})
    assert not Draft.objects.exists()
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(Issue.objects.get().get_absolute_url(), 302)]
    assert "You have sent this draft" in page.content.decode()
    assert client.post(reverse("issues:send"), sent).url == Issue.objects.get().get_absolute_url()
    kept = client.post(reverse("issues:report"), answers(system, key=draft.key, save="1", text="Another."))
    assert "Another." in client.get(kept.url).content.decode() and Draft.objects.get().key != draft.key


def test_a_draft_that_was_saved_and_then_sent_from_an_older_page_waits_no_more(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    client.post(reverse("issues:send"), answers(system, about=system["trust"].code, shown_about=system["trust"].code))
    assert "Go on with the draft" not in client.get(reverse("issues:mine")).content.decode()
    assert drafting.tidy() == 1 and not Draft.objects.exists()


def test_a_draft_is_deleted_by_its_writer_only_and_an_old_page_of_it_says_so(client, system):
    client.post(reverse("issues:report"), answers(system, save="1"))
    key = {"draft": Draft.objects.get().key}
    client.force_login(make.user())
    client.post(reverse("issues:delete_draft"), key)
    assert Draft.objects.exists()
    client.force_login(system["reporter"])
    assert "The draft is deleted." in client.post(reverse("issues:delete_draft"), key, follow=True).content.decode()
    assert not Draft.objects.exists()
    page = client.get(reverse("issues:report"), key)
    assert "not kept any more" in page.content.decode() and page.context["key"] != key["draft"]


def opened(client, person, draft: Draft) -> str:
    client.force_login(person)
    return client.get(reverse("issues:report"), {"draft": draft.key}).content.decode()


@pytest.mark.parametrize("page", ["report", "check"])
def test_what_is_kept_after_the_session_has_ended_is_its_writers_alone(client, system, page):
    shown = client.get(reverse("issues:report"))
    if page == "check":
        shown = client.post(reverse("themes:check"), answers(system))
    signed = shown.context["writer"]
    assert f'name="writer" value="{signed}"' in shown.content.decode()
    client.logout()
    to = {"report": "themes:check", "check": "issues:send"}[page]
    client.post(reverse(to), answers(system, writer=signed))
    words = opened(client, make.user(), Draft.objects.get())
    assert "No letter for" not in words and "This draft is not yours" in words
    assert "No letter for" in opened(client, system["reporter"], Draft.objects.get())
    assert "Go on with the draft" in client.get(reverse("issues:mine")).content.decode()


@pytest.mark.parametrize("signed", ["", "1:forged:signature", "nonsense"])
def test_what_is_kept_of_nobody_known_belongs_to_the_first_who_takes_it_up(client, system, signed):
    client.logout()
    client.post(reverse("themes:check"), answers(system, writer=signed))
    assert "No letter for" in opened(client, system["reporter"], Draft.objects.get())
    words = opened(client, make.user(), Draft.objects.get())
    assert "No letter for" not in words and "This draft is not yours" in words
    assert "No letter for" in opened(client, system["reporter"], Draft.objects.get())


def test_a_report_that_is_sent_twice_after_the_session_has_ended_is_one_draft_and_said_once(client, system):
    signed = client.post(reverse("themes:check"), answers(system)).context["writer"]
    client.logout()
    sent = [client.post(reverse("issues:send"), answers(system, writer=signed)) for _ in range(2)]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert Draft.objects.get().key == "a-key"
    assert client.get(sent[0]["Location"]).text.count("You were signed out.") == 1
