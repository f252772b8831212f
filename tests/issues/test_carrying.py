"""What is chosen on the check of a report goes along whichever way leads to sending, or sending stops and asks."""

import html
import re

import pytest
from django.urls import reverse

from issues.models import Draft, Issue
from tests import make
from tests.issues.test_report_page import NHS_NUMBER, answers

pytestmark = pytest.mark.django_db
TEXT = f"Mum of patient John Smithson rang about {NHS_NUMBER}"
FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>)?")


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user(), "colleague": make.user()}
    made["other"] = make.trust("Greenhow Trust")
    made["other_desk"] = make.desk(made["other"], "medical_director", make.user(made["other"], name="Olga Other"))
    client.force_login(made["reporter"])
    return made


def posted(page, form: str, **changed) -> dict[str, list[str]]:
    """What a browser would send of a form of a page: its hidden fields, its boxes that are ticked, its words."""
    words = page.content.decode()
    inside = words[words.index(f'id="{form}"') :].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for kind, said, text in FIELD.findall(inside):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', said))
        is_on = told.get("type") not in {"checkbox", "radio"} or re.search(r"\bchecked\b", said)
        if "name" in told and kind != "select" and is_on and told.get("type") != "file":
            found.setdefault(told["name"], []).append(html.unescape(told.get("value", text).lstrip("\n")))
    for select in re.findall(r"<select.*?</select>", inside, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected\b', select)
        found[re.search(r'name="([^"]*)"', select)[1]] = [chosen[1] if chosen else ""]
    return found | {name: value if isinstance(value, list) else [value] for name, value in changed.items()}


def checked(client, system, **more):
    return client.post(reverse("themes:check"), answers(system, text=TEXT, about_words="Fernhall", **more))


def chosen(client, system) -> dict:
    """The check, filled in with everything that it asks."""
    page = checked(client, system)
    release = re.findall(r'name="release" id="[^"]*"\s+value="([^"]*)"', page.content.decode())
    assert release
    return posted(page, "send") | {
        "is_confidential": ["on"],
        "on_behalf_of": [system["colleague"].email],
        "minutes_lost": ["25"],
        "patients": ["few"],
        "elsewhere": ["The booking office"],
        "also_1": ["Greenhow Trust"],
        "about": [system["trust"].code],
        "release": release,
    }


def is_all_there(system) -> None:
    issue = Issue.objects.get()
    assert issue.is_confidential and issue.on_behalf_of == system["colleague"].email
    assert (issue.minutes_lost, issue.patients, issue.elsewhere) == (25, "few", "The booking office")
    assert list(issue.others.all()) == [system["other"]] and issue.about == system["trust"]
    assert "John Smithson" in issue.text and NHS_NUMBER not in issue.text


def sends(client, page, **changed):
    return client.post(reverse("issues:send"), posted(page, "send", **changed))


def test_everything_chosen_on_the_check_survives_changing_the_answers(client, system):
    back = client.post(reverse("issues:report"), chosen(client, system) | {"change": "1"})
    page = client.post(reverse("themes:check"), posted(back, "report", text=f"Again: {TEXT}"))
    assert page.status_code == 200 and "were on this page before" not in page.content.decode()
    assert sends(client, page).status_code == 302
    is_all_there(system)
    assert Issue.objects.get().text.startswith("Again: ")


@pytest.mark.parametrize("is_known", [True, False])
def test_everything_chosen_survives_a_session_that_ended_at_sending_and_nothing_unmasked_is_stored(
    client, system, is_known
):
    sent = chosen(client, system)
    sent = sent if is_known else sent | {"writer": ["nobody"]}
    client.logout()
    client.post(reverse("issues:send"), sent)
    draft = Draft.objects.get()
    assert NHS_NUMBER not in str(draft.fields) and ("Smithson" in str(draft.fields)) == is_known
    client.force_login(system["reporter"])
    back = client.get(reverse("issues:report"), {"draft": draft.key})
    assert NHS_NUMBER not in back.content.decode()
    page = client.post(reverse("themes:check"), posted(back, "report"))
    assert sends(client, page).status_code == 302
    assert Issue.objects.get().is_confidential
    if is_known:
        is_all_there(system)


def test_words_that_were_chosen_are_masked_where_a_draft_keeps_them(client, system):
    sent = chosen(client, system) | {"elsewhere": f"Ask for {NHS_NUMBER}", "minutes_lost": NHS_NUMBER}
    sent |= {"on_behalf_of": f"Ann, of {NHS_NUMBER}", "about": "Smith", "patients": "Jones", "release": "Brown"}
    sent |= {"also_7": f"Greenhow {NHS_NUMBER}", "shown_times": NHS_NUMBER, "is_confidential": NHS_NUMBER}
    client.logout()
    client.post(reverse("issues:send"), sent)
    kept = str(Draft.objects.get().fields)
    assert "'is_confidential': ['on']" in kept and "Ask for [NHS number removed]" in kept
    assert not [one for one in (NHS_NUMBER, "Smith'", "Jones", "Brown") if one in kept]


def test_a_draft_that_is_saved_after_the_check_keeps_what_was_chosen_there(client, system):
    back = client.post(reverse("issues:report"), chosen(client, system) | {"change": "1"})
    saved = client.post(reverse("issues:report"), posted(back, "report", save="1"), follow=True)
    page = client.post(reverse("themes:check"), posted(saved, "report"))
    assert sends(client, page).status_code == 302
    is_all_there(system)


def test_another_category_that_is_suggested_leaves_what_was_chosen(client, system):
    other = make.category("tests", "Tests and results")
    page = client.post(reverse("themes:check"), chosen(client, system) | {"instead_category": other.pk})
    assert sends(client, page).status_code == 302
    is_all_there(system)
    assert Issue.objects.get().category == other


def test_the_organisation_chosen_for_other_words_is_not_taken_for_new_ones(client, system):
    back = client.post(reverse("issues:report"), chosen(client, system) | {"about": "", "change": "1"})
    page = client.post(reverse("themes:check"), posted(back, "report", about_words="Greenhow"))
    assert page.context["found"].about == system["other"]
    assert 'name="is_confidential" type="checkbox" value="on" checked' in " ".join(page.content.decode().split())


def test_a_name_that_is_found_once_more_is_asked_about_again(client, system):
    back = client.post(reverse("issues:report"), chosen(client, system) | {"change": "1"})
    more = posted(back, "report", text=f"{TEXT}. Then patient John Smithson rang.")
    page = client.post(reverse("themes:check"), more)
    assert "release" not in posted(page, "send")


@pytest.mark.parametrize("way", ["reload", "back"])
def test_a_check_that_is_shown_again_without_its_choices_stops_and_asks_whether_to_hide_the_name(client, system, way):
    form = client.get(reverse("issues:report"))
    asked = posted(form, "report", text=TEXT, about_words="Fernhall", category=system["category"].pk)
    first = client.post(reverse("themes:check"), asked)
    assert "were on this page before" not in first.content.decode()
    changed = {"wanted": "A letter."} if way == "back" else {}
    again = client.post(reverse("themes:check"), asked | changed)
    assert "You were on this page before" in again.content.decode()
    stopped = sends(client, again)
    assert stopped.status_code == 422 and "If you hid your name" in stopped.content.decode()
    assert not Issue.objects.exists()
    assert sends(client, stopped).status_code == 302 and not Issue.objects.get().is_confidential


def test_what_is_ticked_again_is_sent_without_asking(client, system):
    checked(client, system)
    again = checked(client, system)
    assert sends(client, again, is_confidential="on").status_code == 302
    assert Issue.objects.get().is_confidential


def test_only_keys_are_kept_in_the_session_and_not_many(client, system):
    for number in range(25):
        checked(client, system, key=f"key-{number}")
    kept = client.session["checks_shown"]
    assert list(kept) == [f"key-{number}" for number in range(5, 25)] and set(kept.values()) == {1}
    assert "Smithson" not in str(dict(client.session))


def test_an_older_page_of_what_was_sent_is_told_so_and_not_asked_about_the_name(client, system):
    assert sends(client, checked(client, system)).status_code == 302
    page = checked(client, system, wanted="A letter.")
    assert "You were on this page before" not in page.content.decode()


def test_words_of_a_colleague_that_a_device_left_out_are_asked_for(client, system):
    stopped = sends(client, checked(client, system), on_behalf_of="…")
    assert stopped.status_code == 422 and "Write it again" in stopped.content.decode()


def test_who_gets_a_copy_for_another_organisation_is_shown_before_it_is_sent(client, system):
    nobodys = make.trust("Rushmere Trust")
    named = {"also_1": "Greenhow Trust", "also_2": "Rushmere Trust"}
    stopped = sends(client, checked(client, system), **named)
    words = " ".join(stopped.content.decode().split())
    assert "See who gets a copy for the other organisations. Check once more, then send." in words
    assert f"A copy goes to {system['other_desk'].title}: Olga Other." in words
    assert "Rushmere Trust<br>Nobody there is told." in words and not Issue.objects.exists()
    assert sends(client, stopped).status_code == 302
    assert set(Issue.objects.get().others.all()) == {system["other"], nobodys}


def test_any_number_of_other_organisations_can_be_named(client, system):
    names = [make.trust(f"{name} Trust").name for name in ("Ashdown", "Birchley", "Coldharbour", "Dunmoor")]
    page = checked(client, system)
    for at, name in enumerate(names, 1):
        page = client.post(reverse("themes:check"), posted(page, "send", **{f"also_{at}": name}))
        assert f'name="also_{max(2, at + 1)}"' in page.content.decode()
    assert sends(client, page).status_code == 302
    assert {one.name for one in Issue.objects.get().others.all()} == set(names)


def test_the_enter_key_sends_the_report_whatever_else_can_be_pressed(client, system):
    words = checked(client, system).content.decode()
    first = re.search(r"<button[^>]*type=\"submit\"[^>]*>", words[words.index('id="send"') :])[0]
    assert "formaction" not in first and "name=" not in first
