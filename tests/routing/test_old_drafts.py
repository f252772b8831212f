"""Old pages of a draft of the rules: they say what became of it, lead on, and lose nothing that was typed."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from routing import drafting
from routing.models import Draft
from tests import make
from tests.routing.test_drafting import begun, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return make.registry()


@pytest.fixture
def editor(client, system):
    client.force_login(system["team"])
    return client


@pytest.mark.parametrize(
    ("page", "method"),
    [
        ("routing:draft", "get"),
        ("routing:rule", "get"),
        ("issues:preview_draft", "get"),
        ("routing:take_out_rule", "post"),
        ("routing:bring_up_to_date", "post"),
        ("routing:discard_draft", "post"),
    ],
)
def test_every_other_button_of_a_draft_that_is_gone_says_so_and_leads_to_the_rules(editor, system, page, method):
    drafting.discard(draft=begun(system), by=system["team"])
    told = getattr(editor, method)(reverse(page), follow=True)
    assert told.redirect_chain == [(reverse("issues:rules"), 302)]
    assert "You have no draft now. Version 1 was published" in told.text


@pytest.mark.parametrize("page", ["take_out_rule", "bring_up_to_date", "publish_draft"])
def test_a_button_of_a_draft_that_another_window_changed_is_refused_on_the_draft_as_it_is(editor, system, page):
    draft = begun(system)
    seen = draft.revision
    changed(system, draft, answer_days=17)
    told = editor.post(reverse(f"routing:{page}"), {"revision": seen, "rule": draft.rules[0]["name"]})
    assert told.status_code == 409
    assert "changed in another window" in told.text and "Your draft of the rules" in told.text
    assert Draft.objects.get().rules[0]["answer_days"] == 17


def test_a_rule_that_was_typed_for_a_draft_that_is_gone_is_kept_and_saved_in_another(editor, system):
    draft = begun(system)
    name = draft.rules[0]["name"]
    address = f"{reverse('routing:rule')}?{urlencode({'rule': name})}"
    page = editor.get(address)
    typed = {each.html_name: each.value() for each in page.context["form"] if each.value() is not None}
    typed |= {"answer_days": "17", "revision": draft.revision}
    drafting.discard(draft=draft, by=system["team"])
    page = editor.post(address, typed)
    assert page.status_code == 409
    assert "published or thrown away in another window" in page.text and 'value="17"' in page.text
    again = editor.post(address, typed | {"revision": page.context["revision"]}, follow=True)
    assert "Saved in your draft" in again.text
    assert Draft.objects.get().rules[0]["answer_days"] == 17


def test_a_rule_that_another_window_took_out_is_said_to_be_gone(editor, system):
    draft = begun(system)
    name = draft.rules[0]["name"]
    drafting.take_out(draft=draft, by=system["team"], revision=draft.revision, name=name)
    page = editor.get(f"{reverse('routing:rule')}?{urlencode({'rule': name})}", follow=True)
    assert page.redirect_chain == [(reverse("routing:draft"), 302)]
    assert "is not in your draft any more" in page.text
