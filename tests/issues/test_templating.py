"""Response templates: who keeps them, what is filled in, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import outcomes, templating
from issues.models import Issue, ResponseTemplate
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)
TEXT = "About {about}, {category}: {desk} looks into {reference} by {planned date}."


@pytest.fixture
def system():
    made = make.registry()
    made["issue"] = make.issue(about=made["trust"])
    made["template"] = templating.keep(by=made["director"], name="Looking", text=TEXT, desk=made["desk"])
    return made


def test_the_issues_own_facts_stand_in_for_the_placeholders(system):
    words = templating.filled(system["template"], system["issue"])
    facts = (system["trust"].name, "Discharge and clinic letters", system["desk"].title, system["issue"].reference)
    assert words == "About {}, {}: {} looks into {} by {{planned date}}.".format(*facts)


@pytest.mark.parametrize("text", ["Dear {name}", "{}", "{Reference}", "{planned_date}"])
def test_an_unknown_placeholder_is_refused_and_the_known_are_named(system, text):
    with pytest.raises(Refused, match="planned date"):
        templating.keep(by=system["director"], name="Other", text=text, desk=system["desk"])


def test_what_identifies_a_patient_is_never_kept(system):
    made = templating.keep(by=system["team"], name="Of 999 105 7269", text="About 999 105 7269.")
    assert "999" not in made.name + made.text


def test_a_template_is_offered_to_its_desk_and_for_its_category(system):
    other = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    keep, team = templating.keep, system["team"]
    everybody = keep(by=team, name="Everybody", text="Hello")
    keep(by=team, name="Of another category", text="Hello", category=make.category("tests", "Tests"))
    of_this = keep(by=team, name="Of this category", text="Hello", category=make.category())
    keep(by=other.holders.get().user, name="Of another desk", text="Hello", desk=other)
    assert templating.fitting(system["issue"]) == [everybody, system["template"], of_this]


def test_only_its_desk_and_the_interface_team_change_a_template(system):
    stranger = make.user(system["trust"])
    make.desk(system["trust"], "chief_pharmacist", stranger)
    with pytest.raises(PermissionDenied):
        templating.keep(by=stranger, name="Mine", text="x", template=system["template"])
    with pytest.raises(PermissionDenied):
        templating.keep(by=stranger, name="For everybody", text="x")
    with pytest.raises(PermissionDenied):
        templating.keep(by=stranger, name="For them", text="x", desk=system["desk"])
    with pytest.raises(PermissionDenied):
        templating.remove(by=stranger, template=system["template"])
    templating.remove(by=system["team"], template=system["template"])
    assert not ResponseTemplate.objects.exists()


def test_the_interface_team_begins_with_a_few_and_never_with_doubles(system):
    for _ in range(2):
        templating.add_starters(by=system["team"])
    names = [one.name for one in ResponseTemplate.objects.filter(desk=None)]
    assert 4 <= len(names) == len(set(names)) <= 6
    assert not [one for one in ResponseTemplate.objects.all() if templating.unknown(one.text)]


def test_templates_are_added_changed_and_removed_on_their_page(client, system):
    client.force_login(system["director"])
    sent = {"name": "Sorry", "text": "Sorry about {about}.", "desk": system["desk"].pk}
    wrong = client.post(reverse("issues:add_template"), sent | {"text": "Sorry, {name}, kept"})
    assert wrong.status_code == 422
    assert "{name} is no placeholder" in wrong.content.decode()
    assert "Sorry, {name}, kept" in wrong.content.decode()
    assert client.post(reverse("issues:add_template"), sent).status_code == 302
    made = ResponseTemplate.objects.get(name="Sorry")
    client.post(reverse("issues:template", args=[made.pk]), {"name": "So sorry", "text": "So sorry."})
    assert "So sorry" in client.get(reverse("issues:templates")).content.decode()
    client.post(reverse("issues:remove_template", args=[made.pk]))
    assert "So sorry" not in client.get(reverse("issues:templates")).content.decode()


def test_the_page_says_what_is_filled_in_and_what_whoever_answers_has_to_write(client, system):
    client.force_login(system["director"])
    page = client.get(reverse("issues:add_template")).content.decode()
    assert "{about}, {desk} and {planned date}. To be replaced by whoever answers" in page and "{why}" in page


def test_a_name_is_given_once(client, system):
    client.force_login(system["director"])
    sent = {"name": "Looking", "text": "Words that are kept.", "desk": system["desk"].pk}
    answer = client.post(reverse("issues:add_template"), sent)
    assert answer.status_code == 409
    assert "Words that are kept." in answer.content.decode()


def fill_in(client, system, verb: str = "answer", **typed):
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, verb])
    return client.post(path, {"use_template": "1", "template": system["template"].pk} | typed)


def test_without_javascript_the_button_fills_in_and_keeps_all_that_was_typed(client, system):
    answer = fill_in(client, system, outcome="planned", planned_on=SOON.isoformat(), text="First words", changed="x")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "First words\n\nAbout Fernhall Hospitals" in page
    assert f'value="{SOON.isoformat()}"' in page
    assert 'value="planned" checked' in page
    assert "There is a problem" not in page
    assert Issue.objects.get().state == "reported"


def test_words_of_a_planned_date_choose_that_outcome_and_take_the_date_beside_them(client, system):
    page = fill_in(client, system, planned_on=SOON.isoformat(), outcome="").content.decode()
    assert 'value="planned" checked' in page
    assert outcomes.in_words(SOON) in page
    assert (
        'value="fixed" checked' in fill_in(client, system, outcome="fixed", planned_on="2026-02-31").content.decode()
    )


def test_who_answers_sees_the_templates_of_everybody_and_cannot_change_them(client, system):
    shared = templating.keep(by=system["team"], name="For us all", text="Thank you.")
    for person, may_change in ((system["director"], False), (system["team"], True)):
        client.force_login(person)
        page = client.get(reverse("issues:templates")).content.decode()
        assert "For us all" in page and "There are none yet" not in page
        assert (reverse("issues:template", args=[shared.pk]) in page) == may_change
        assert ("The interface team keeps it." in page) != may_change


def test_the_words_of_everybodys_templates_can_be_read_in_the_list(client, system):
    templating.keep(by=system["team"], name="Thanks", text="Thank you for telling us about {about}.")
    client.force_login(system["director"])
    assert "Thank you for telling us about {about}." in client.get(reverse("issues:templates")).content.decode()


def test_a_question_can_begin_with_a_template_too(client, system):
    page = fill_in(client, system, verb="ask", text="").content.decode()
    assert f"looks into {system['issue'].reference}" in page


@pytest.mark.parametrize("template", ["", "999999", "x"])
def test_a_template_that_is_not_there_changes_nothing(client, system, template):
    page = fill_in(client, system, text="Only my words", template=template).content.decode()
    assert "Only my words</textarea>" in page


def test_the_planned_date_is_filled_in_when_it_is_sent(client, system):
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, "answer"])
    wrong = client.post(path, {"outcome": "fixed", "text": "Done by {planned date}."})
    assert wrong.status_code == 422
    assert "Put the date in place of {planned date}" in wrong.content.decode()
    client.post(path, {"outcome": "planned", "planned_on": SOON.isoformat(), "text": "Done by {planned date}."})
    assert Issue.objects.get().entries.last().text == f"Done by {SOON.day} {SOON:%B %Y}."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It stays as it is, because {why}.", "Put your own words in place of {why}"),
        ("We have looked at {reference}.", "in place of {reference}"),
        ("Nothing will change, because", "Finish your last sentence: it ends with “because”"),
        ("This is what will change:\n", "Finish your last sentence: it ends with “:”"),
    ],
)
@pytest.mark.parametrize(("verb", "typed"), [("answer", {"outcome": "explained"}), ("ask", {})])
def test_what_a_template_left_open_is_not_sent(client, system, text, says, verb, typed):
    client.force_login(system["director"])
    path = reverse("issues:act", args=[system["issue"].reference, verb])
    wrong = client.post(path, typed | {"text": text})
    assert wrong.status_code == 422
    assert says in wrong.content.decode() and text.strip() in wrong.content.decode()
    assert Issue.objects.get().state == "reported"
    assert client.post(path, typed | {"text": "It stays, because {of} us."}).status_code == 302


def test_no_template_to_begin_with_can_be_sent_with_a_gap_or_speaks_of_those_who_answer_as_of_others(system):
    templating.add_starters(by=system["team"])
    unlike = {"Thank you, we are looking into it", "Which patient, without naming them"}
    for one in ResponseTemplate.objects.filter(desk=None):
        words = templating.filled(one, system["issue"])
        assert bool(templating.unfinished(words)) == (one.name not in unlike)
        assert system["trust"].name not in words


def test_another_template_takes_the_place_of_the_first_and_own_words_stay(client, system):
    other = templating.keep(by=system["director"], name="Sorry", text="Sorry.\n\nSo sorry.", desk=system["desk"])
    first = templating.dated(templating.filled(system["template"], system["issue"]), SOON)
    kept = {"planned_on": SOON.isoformat(), "text": f"Mine.\r\n\r\n{first}\r\n\r\nMine too."}
    page = fill_in(client, system, template=other.pk, **kept).content.decode()
    assert "Mine.\n\nMine too.\n\nSorry.\n\nSo sorry.</textarea>" in page
    page = fill_in(client, system, template="", text="Mine.\n\nSorry.\n\nSo sorry.").content.decode()
    assert "Mine.</textarea>" in page
    touched = fill_in(client, system, template=other.pk, text=f"{first} Touched.").content.decode()
    assert f"{first} Touched.\n\nSorry." in touched


def test_the_list_says_its_words_to_whoever_has_javascript(client, system):
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert 'data-fills="answer-text"' in page
    assert f"looks into {system['issue'].reference}" in page
