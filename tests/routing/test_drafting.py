"""Rules are worked on in drafts, published as versions that never change, and taken back by publishing again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues.models import Issue
from people.models import Membership, Organisation
from people.refusing import Refused
from routing import drafting, publishing
from routing.models import Draft, Rule, Rulebook
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["second"] = make.user(make.icb(), Membership.Role.INTERFACE_TEAM, name="Sam Second")
    return made


def begun(system, by="team") -> Draft:
    return drafting.begin(icb=make.icb(), by=system[by])


def changed(system, draft: Draft, name: str = "anything", by: str = "team", **fields) -> Draft:
    rule = next(rule for rule in draft.rules if rule["name"] == name) | fields
    return drafting.put(draft=draft, by=system[by], revision=draft.revision, name=name, fields=rule)


def published(system, draft: Draft, by: str = "team") -> Rulebook | None:
    return publishing.publish_draft(draft=draft, by=system[by], revision=draft.revision)


def test_a_draft_changes_nothing_until_it_is_published(system):
    draft = changed(system, begun(system), answer_days=20)
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 10
    book = published(system, draft)
    assert (book.number, book.published_by) == (2, system["team"])
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 20
    assert publishing.rules_of(system["rules"])[0]["answer_days"] == 10
    assert not Draft.objects.exists()


def test_each_issue_remembers_the_version_that_it_was_routed_by(system):
    first = make.issue(about=system["trust"])
    book = published(system, changed(system, begun(system), answer_days=20))
    second = make.issue(about=system["trust"])
    unknown = make.issue(about=None, about_words="Zzyzx")
    numbers = Issue.objects.order_by("pk").values_list("rulebook__number", "answer_days")
    assert list(numbers) == [(1, 10), (2, 20), (2, 20)]
    assert first.rulebook == system["rules"]
    assert second.rulebook == unknown.rulebook == book


def test_the_page_of_an_issue_says_by_which_version_it_went(editor, system):
    issue = make.issue(about=system["trust"])
    assert "By version 1 of the rules." in editor.get(issue.get_absolute_url()).content.decode()


def test_the_second_of_two_editors_is_told_and_both_texts_are_kept(system):
    mine, theirs = begun(system), begun(system, "second")
    mine = changed(system, mine, answer_days=20)
    theirs = changed(system, theirs, by="second", answer_days=30)
    published(system, mine)
    with pytest.raises(Refused, match="Version 2 was published by Ira Interface .* Your draft is kept"):
        published(system, theirs, "second")
    theirs.refresh_from_db()
    assert theirs.rules[0]["answer_days"] == 30
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 20


def test_brought_up_to_date_a_draft_holds_both_changes(system):
    make.rules(
        anything={"desk_kind": "medical_director", "desk_at": "about"},
        safety={"category": make.category("safety"), "desk_kind": "chief_nurse", "desk_at": "about"},
        tests={"category": make.category("tests"), "desk_kind": "chief_nurse", "desk_at": "about"},
    )
    mine, theirs = begun(system), begun(system, "second")
    theirs = changed(system, theirs, "safety", by="second", answer_days=30)
    theirs = changed(system, theirs, "anything", by="second", answer_days=31)
    mine = changed(system, mine, "tests", answer_days=20)
    mine = changed(system, mine, "anything", answer_days=21)
    published(system, mine)
    theirs = drafting.bring_up_to_date(draft=theirs, by=system["second"], revision=theirs.revision)
    days = {rule["name"]: rule["answer_days"] for rule in theirs.rules}
    assert days == {"anything": 31, "safety": 30, "tests": 20}
    assert published(system, theirs, "second").number == 4


def test_a_draft_changed_in_another_window_is_not_overwritten_unseen(system):
    seen = begun(system)
    changed(system, seen, answer_days=20)
    for act in (
        lambda: changed(system, seen, answer_days=30),
        lambda: drafting.take_out(draft=seen, by=system["team"], revision=seen.revision, name="anything"),
        lambda: published(system, seen),
    ):
        with pytest.raises(Refused, match="another window"):
            act()
    assert Draft.objects.get().rules[0]["answer_days"] == 20


def test_one_press_goes_back_to_the_version_before_by_publishing_it_again(system):
    published(system, changed(system, begun(system), answer_days=20))
    back = publishing.go_back(icb=make.icb(), by=system["team"], to=system["rules"], seen=2)
    assert (back.number, back.restores) == (3, system["rules"])
    assert publishing.rules_of(back) == publishing.rules_of(system["rules"])
    again = publishing.go_back(icb=make.icb(), by=system["team"], to=system["rules"], seen=2)
    assert again == back
    with pytest.raises(Refused, match="Version 3 was published by Ira Interface"):
        publishing.go_back(icb=make.icb(), by=system["second"], to=system["rules"], seen=2)


def test_an_nhs_number_is_never_kept_with_a_rule(system):
    draft = changed(system, begun(system), name="anything", desk_kind="chief_nurse")
    fields = draft.rules[0] | {"name": "for 999 000 0018"}
    draft = drafting.put(draft=draft, by=system["team"], revision=2, name="anything", fields=fields)
    assert "999" not in draft.rules[0]["name"]


def test_a_tie_is_refused_and_names_the_other_rule(system):
    draft = begun(system)
    twin = draft.rules[0] | {"name": "twin"}
    with pytest.raises(Refused, match="This rule has the same conditions as “anything”"):
        drafting.put(draft=draft, by=system["team"], revision=draft.revision, name="", fields=twin)


# pages


@pytest.fixture
def editor(client, system):
    client.force_login(system["team"])
    return client


RULE = {"name": "safety", "category": "safety", "desk_kind": "patient_safety_lead", "desk_at": "about"}
RULE |= {"acknowledge_days": "1", "answer_days": "5", "about_side": "provider", "copy_1": "medical_director"}
RULE |= {"copy_1_at": "about", "copy_2_at": "about"}


def test_the_interface_team_adds_a_rule_tries_it_and_publishes(editor, system):
    make.category("safety", "Safety concern")
    make.desk(system["trust"], "patient_safety_lead", make.user(system["trust"]))
    moved = make.issue(about=system["trust"], category=make.category("safety"), text="Mrs X fell again.")
    make.issue(about=system["trust"])
    editor.post(reverse("routing:begin_draft"))
    answer = editor.post(reverse("routing:rule"), RULE | {"revision": "1"})
    assert answer.url == reverse("routing:draft")
    page = editor.get(answer.url).content.decode()
    assert "Safety concern at an NHS provider goes to its patient safety lead." in page
    preview = editor.get(reverse("issues:preview_draft")).content.decode()
    assert "1 of the 2 issues of the last quarter would have gone elsewhere." in preview
    assert moved.reference in preview
    assert "fell again" not in preview
    assert "Patient safety lead, Fernhall Hospitals" in preview
    editor.post(reverse("routing:publish_draft"), {"revision": "2"})
    rule = Rule.objects.get(rulebook__number=2, name="safety")
    assert (rule.category_id, rule.copies, rule.answer_days) == ("safety", [["medical_director", "about"]], 5)


def test_what_was_typed_over_another_change_is_kept_beside_it(editor, system):
    draft = begun(system)
    changed(system, draft, answer_days=20)
    path = reverse("routing:rule") + "?rule=anything"
    typed = {"name": "anything", "desk_kind": "chief_nurse", "desk_at": "about", "acknowledge_days": "2"}
    typed |= {"answer_days": "30", "revision": "1"}
    page = editor.post(path, typed)
    assert page.status_code == 409
    text = page.content.decode()
    assert "The draft says now:" in text
    assert "20 to answer" in text
    assert 'value="30"' in text
    assert editor.post(path, typed | {"revision": "2"}).status_code == 302
    assert Draft.objects.get().rules[0]["answer_days"] == 30


def test_what_a_file_says_and_the_form_cannot_is_kept(editor, system):
    copies = [["chief_nurse", "about"], ["chief_pharmacist", "about"], ["digital_lead", "icb"]]
    changed(system, begun(system), service="podiatry", copies=copies)
    path = reverse("routing:rule") + "?rule=anything"
    form = editor.get(path).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value()}
    assert editor.post(path, typed | {"revision": "2", "answer_days": "15"}).status_code == 302
    rule = Draft.objects.get().rules[0]
    assert (rule["service"], rule["copies"], rule["answer_days"]) == ("podiatry", copies, 15)


def test_a_bad_rule_keeps_what_was_typed_and_says_why_beside_the_field(editor, system):
    begun(system)
    page = editor.post(reverse("routing:rule"), RULE | {"category": "", "answer_days": "0", "revision": "1"})
    assert page.status_code == 422
    assert "Give at least 1 working day" in page.content.decode()
    twin = RULE | {"category": "", "about_side": "", "name": "twin", "revision": "1"}
    page = editor.post(reverse("routing:rule"), twin)
    assert "same conditions as “anything”, so neither could win." in page.content.decode()
    assert 'value="twin"' in page.content.decode()


def test_publishing_second_is_told_on_the_page_with_both_texts(client, system):
    mine, theirs = begun(system), begun(system, "second")
    theirs = changed(system, theirs, by="second", answer_days=30)
    published(system, changed(system, mine, answer_days=20))
    client.force_login(system["second"])
    refused = client.post(reverse("routing:publish_draft"), {"revision": theirs.revision})
    assert (refused.status_code, Rulebook.objects.count()) == (409, 2)
    assert "This was not done" in refused.text
    assert '<a href="#changes">Compare your draft with what is in force</a>' in refused.text
    page = client.get(reverse("routing:draft")).content.decode()
    assert "Version 2 was published by Ira Interface" in page
    assert "In force: An issue goes to its medical director. 2 and 20 working days." in page
    assert "Your draft: An issue goes to its medical director. 2 and 30 working days." in page
    client.post(reverse("routing:bring_up_to_date"), {"revision": theirs.revision})
    client.post(reverse("routing:publish_draft"), {"revision": theirs.revision + 1})
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 30


def test_one_press_on_the_rules_page_goes_back(editor, system):
    published(system, changed(system, begun(system), answer_days=20))
    assert "Back to version 1" in editor.get(reverse("issues:rules")).content.decode()
    editor.post(reverse("routing:go_back", args=[1]), {"in_force": "2"})
    assert publishing.rules_in_force(make.icb())[0]["answer_days"] == 10
    page = editor.get(reverse("issues:rules")).content.decode()
    assert "Version 3 is in force" in page
    assert "the same as version 1" in page
    page = editor.get(reverse("routing:version", args=[2])).content.decode()
    assert "Put these rules in force again" in page


def test_who_went_back_is_offered_what_was_before_that_and_never_what_was_rejected(editor, system):
    def offered() -> Rulebook | None:
        return publishing.before(publishing.newest_of(make.icb()))

    def back(to: int) -> None:
        to, seen = Rulebook.objects.get(number=to), Rulebook.objects.count()
        publishing.go_back(icb=make.icb(), by=system["team"], to=to, seen=seen)

    for days in (20, 30):
        published(system, changed(system, begun(system), answer_days=days))
    assert offered().number == 2
    back(to=2)  # as version 4
    assert offered().number == 1
    assert "Back to version 1" in editor.get(reverse("issues:rules")).text
    back(to=1)  # as version 5
    assert offered() is None
    assert "Back to version" not in editor.get(reverse("issues:rules")).text
    published(system, changed(system, begun(system), answer_days=40))
    assert offered().number == 5
    back(to=4)
    assert publishing.newest_of(make.icb()).restores.number == 2
    assert offered().number == 1


def test_publishing_what_another_window_published_says_so_and_leads_to_the_rules(editor, system):
    draft = changed(system, begun(system), answer_days=20)
    for _ in range(2):
        told = editor.post(reverse("routing:publish_draft"), {"revision": draft.revision}, follow=True)
    assert told.redirect_chain == [(reverse("issues:rules"), 302)]
    assert "You have no draft now. Version 2 was published by Ira Interface on" in told.text
    assert Rulebook.objects.count() == 2


def test_rules_of_another_icb_are_out_of_reach(client, system):
    begun(system)
    abroad = Organisation.objects.create(code="QYY", name="Another ICB", kind="icb")
    abroad.icb = abroad
    abroad.save()
    client.force_login(make.user(abroad, Membership.Role.INTERFACE_TEAM))
    assert client.get(reverse("routing:draft")).url == reverse("issues:rules")
    assert client.post(reverse("routing:go_back", args=[1])).status_code == 404
    with pytest.raises(PermissionDenied):
        publishing.go_back(icb=abroad, by=make.user(abroad), to=system["rules"], seen=1)


def test_a_long_draft_and_many_issues_cost_the_same(editor, system):
    make.issue(about=system["trust"])
    changed(system, begun(system), answer_days=20, place_id=make.place().pk, category_id="letters")

    def costs() -> list[int]:
        spent = []
        for name in ("routing:draft", "issues:preview_draft", "issues:rules", "routing:versions"):
            editor.get(reverse(name))
            with CaptureQueriesContext(connection) as captured:
                assert editor.get(reverse(name)).status_code == 200
            spent.append(len(captured))
        return spent

    few = costs()
    for number in range(12):
        held = Draft.objects.get(by=system["team"])
        fields = held.rules[0] | {"name": f"rule {number}", "place_id": make.place(f"Place {number}").pk}
        held = drafting.put(draft=held, by=system["team"], revision=held.revision, name="", fields=fields)
        make.issue(about=make.trust(f"Trust {number}"))
    assert costs() == few
    assert max(few) <= 12
