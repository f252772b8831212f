"""The pages on which the interface team decides: they work without scripts and keep what was typed."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import adding, curating, deciding, decision_pages
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def test_from_the_pages_without_scripts(client, team, two):
    letters, scans = two
    client.force_login(team)
    page = client.get(letters.get_absolute_url()).content.decode()
    for act in ("confirm", "merge", "split", "apart"):
        assert reverse(f"themes:{act}", args=[letters.key]) in page
    client.post(reverse("themes:confirm", args=[letters.key]))
    page = client.get(letters.get_absolute_url()).content.decode()
    assert "It was confirmed as a theme" in page
    choose = client.get(reverse("themes:merge", args=[letters.key])).content.decode()
    assert "Scans problems" in choose
    unanswered = client.post(reverse("themes:merge", args=[letters.key]), {"do": "1"})
    assert unanswered.status_code == 422
    assert "Choose a theme" in unanswered.content.decode()
    done = client.post(reverse("themes:merge", args=[letters.key]), {"do": "1", "other": scans.key})
    assert done.url == letters.get_absolute_url()
    assert "It was merged into" in client.get(scans.get_absolute_url()).content.decode()
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get(kind="merged").pk])
    assert undo in client.get(letters.get_absolute_url()).content.decode()
    client.post(undo)
    assert scans.members.count() == 3


def test_splitting_from_the_page_keeps_what_was_typed_and_ticked(client, team, two):
    letters, scans = two
    client.force_login(team)
    path = reverse("themes:split", args=[letters.key])
    own = list(Issue.objects.filter(theme_link__theme=letters))
    one, everything = own[0], [issue.reference for issue in own]
    other = Issue.objects.filter(theme_link__theme=scans).first()
    assert one.reference in client.get(path).content.decode()
    for answers, fault in (
        ({"label": "Lost"}, "Tick at least one issue"),
        ({"label": "Lost", "issue": [other.reference]}, "Tick issues of this theme only"),
        ({"label": "Lost", "issue": everything}, "These are all its issues"),
    ):
        answer = client.post(path, answers)
        assert answer.status_code == 422
        assert fault in answer.content.decode()
        assert 'value="Lost"' in answer.content.decode()
    answer = client.post(path, {"label": "Lost letters", "issue": [one.reference]})
    assert str(Theme.objects.get(given_label="Lost letters").key) in answer.url
    into_another = client.post(reverse("themes:add"), {"issue": [one.reference]})
    assert str(scans) in into_another.content.decode()


def test_confirming_is_offered_until_it_is_done_and_again_once_issues_join(client, team, two):
    letters, _ = two
    client.force_login(team)

    def is_offered() -> bool:
        return (
            reverse("themes:confirm", args=[letters.key]) in client.get(letters.get_absolute_url()).content.decode()
        )

    assert is_offered()
    deciding.confirm(theme=letters, by=team)
    assert not is_offered()
    several("Letters", 1)
    search()
    assert is_offered()


def test_taken_back_in_another_tab_it_says_by_whom(client, team, two):
    letters, _ = two
    deciding.confirm(theme=letters, by=team)
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get().pk])
    client.force_login(team)
    client.post(undo)
    again = client.post(undo, follow=True)
    assert again.status_code == 200
    assert f"This has been taken back already, by {team.name} on " in again.content.decode()
    assert letters.entries.filter(verb="undone").count() == 1


@pytest.mark.parametrize("act", ["rename", "publish", "split"])
def test_the_name_of_another_theme_is_refused_beside_the_field(client, team, two, act):
    letters, scans = two
    client.force_login(team)
    issue = Issue.objects.filter(theme_link__theme=letters).first()
    answers = {"label": "scans  PROBLEMS", "summary": "What it is.", "issue": [issue.reference]}
    answer = client.post(reverse(f"themes:{act}", args=[letters.key]), answers)
    page = answer.content.decode()
    assert "Another theme of your area has this name." in page and "merge the two" in page
    assert 'aria-describedby="id_label' in page
    with pytest.raises(Refused, match="Another theme"):
        curating.rename(theme=letters, by=team, label=str(scans))
    curating.rename(theme=letters, by=team, label=str(letters))
    curating.rename(theme=letters, by=team, label="Late letters")


def test_the_history_says_which_issue_to_those_who_may_read_it(client, team, two):
    letters, scans = two
    moved = Issue.objects.filter(theme_link__theme=scans).first()
    deciding.add(theme=letters, issue=moved, by=team)
    for found, words in ((letters, "An issue added"), (scans, "An issue left, put into another theme")):
        client.force_login(team)
        led_there = f'{words} (<a href="{moved.get_absolute_url()}">{moved.reference}</a>) by {team.name}'
        assert led_there in client.get(found.get_absolute_url()).content.decode()
        client.force_login(make.user())
        page = client.get(found.get_absolute_url()).content.decode()
        assert f"{words} by {team.name}" in page and moved.reference not in page


def test_where_there_are_more_themes_than_are_shown_it_says_so(client, team, two, monkeypatch):
    letters, _ = two
    theme("Post", 3)
    client.force_login(team)
    issue = Issue.objects.first()
    pages = [
        (decision_pages, reverse("themes:merge", args=[letters.key]), {}),
        (decision_pages, reverse("themes:apart", args=[letters.key]), {}),
        (adding, reverse("themes:add"), {"issue": [issue.reference]}),
    ]
    for module, path, asked in pages:
        assert "There are more themes than these" not in client.get(path, asked).content.decode()
        monkeypatch.setattr(module, "MOST", 1)
        assert "There are more themes than these" in client.get(path, asked).content.decode()
        monkeypatch.setattr(module, "MOST", 100)


def _decisions(client, found) -> str:
    return client.get(found.get_absolute_url()).content.decode().split(">What people decided</h3>")[1]


def test_each_theme_reads_a_decision_from_its_own_side(client, team, two):
    letters, scans = two
    client.force_login(team)
    issue = Issue.objects.filter(theme_link__theme=letters).first()
    new = deciding.split(theme=letters, issues=[issue], label="Lost letters", by=team)
    deciding.merge(theme=letters, other=scans, by=team)
    sides = {
        new: ["It was split off from another theme (Letters problems)"],
        scans: ["It was merged into another theme (Letters problems)"],
        letters: ["Another theme was merged into it (Scans problems)", "Issues of it were split off (Lost letters)"],
    }
    for found, said in sides.items():
        assert all(words in _decisions(client, found) for words in said)
    assert "It was split off" not in _decisions(client, letters)
    merged, split = Decision.objects.order_by("-pk")
    done = client.post(reverse("themes:undo", args=[scans.key, merged.pk]), follow=True).content.decode()
    assert "“It was merged into another theme”" in done
    deciding.undo(decision=split, by=team)
    last = {found: found.entries.last().text for found in (letters, new)}
    assert last == {letters: "issues of it were split off", new: "it was split off from another theme"}
    assert scans.entries.last().text == "it was merged into another theme"


@pytest.mark.parametrize("act", ["merge", "apart"])
def test_what_is_kept_apart_is_named_and_how_to_take_that_back(client, team, two, act):
    letters, scans = two
    client.force_login(team)
    path = reverse(f"themes:{act}", args=[letters.key])
    assert "kept apart" not in client.get(path, {"q": "Scans"}).content.decode()
    deciding.keep_apart(theme=scans, other=letters, by=team)
    for asked in ({"q": "scans"}, {}):
        page = client.get(path, asked).content.decode()
        assert f'<a href="{scans.get_absolute_url()}">Scans problems</a>' in page
        assert f'<a href="{letters.get_absolute_url()}#decided">Take that back' in page
        assert "No other theme is called that" not in page
    assert 'id="decided"' in client.get(letters.get_absolute_url()).content.decode()
    page = client.get(path, {"q": "nothing"}).content.decode()
    assert "Scans problems" not in page and "No other theme is called that" in page


def test_who_merges_into_a_published_theme_is_told_before_and_after_that_anyone_reads_its_figures(client, team, two):
    letters, scans = two
    client.force_login(team)
    path = reverse("themes:merge", args=[letters.key])
    assert "is published" not in client.get(path).text
    curating.publish(theme=letters, by=team, label="Late letters", summary="They come late.")
    assert "This theme is published. Once another is merged into it, the figures" in client.get(path).text
    assert "is published" not in client.get(reverse("themes:apart", args=[letters.key])).text
    done = client.post(path, {"do": "1", "other": scans.key}, follow=True).text
    assert "“Late letters” is published, and the figures that anyone reads have changed with it." in done


@pytest.mark.parametrize("act", ["merge", "apart", "split"])
def test_the_forms_of_a_theme_that_is_no_more_say_so_at_once(client, team, two, act):
    letters, scans = two
    deciding.merge(theme=letters, other=scans, by=team)
    client.force_login(team)
    answer = client.get(reverse(f"themes:{act}", args=[scans.key]))
    assert answer.status_code == 409
    assert "This is no longer a theme. It was merged into “Letters problems” by" in answer.content.decode()
    curating.dismiss(theme=letters, by=team, reason="Not one.")
    assert client.get(reverse(f"themes:{act}", args=[letters.key])).status_code == 409


def test_who_splits_can_read_the_whole_of_what_they_tick(client, team, two):
    letters, _ = two
    long, short, *_ = Issue.objects.filter(theme_link__theme=letters)
    text = "Letters " + "and so on " * 30 + "<b>the end of it</b>."
    Issue.objects.filter(pk=long.pk).update(text=text)
    client.force_login(team)
    page = client.get(reverse("themes:split", args=[letters.key])).content.decode()
    assert f"Show the whole of {long.reference}" in page and f"Show the whole of {short.reference}" not in page
    whole = page.split(f"Show the whole of {long.reference}")[1].split("</details>")[0]
    assert "&lt;b&gt;the end of it&lt;/b&gt;." in whole and page.count("the end of it") == 1


def test_who_moves_issues_out_of_a_theme_is_led_back_to_it(client, team, two):
    letters, scans = two
    client.force_login(team)
    page = client.get(reverse("themes:split", args=[letters.key])).content.decode()
    assert f'name="of" value="{letters.key}"' in page
    sent = {"issue": [Issue.objects.filter(theme_link__theme=letters).first().reference], "of": letters.key}
    back = f'href="{letters.get_absolute_url()}"'
    page = client.post(reverse("themes:add"), sent).content.decode()
    assert page.count(back) == 1 and page.count(f'name="of" value="{letters.key}"') == 2
    done = client.post(reverse("themes:add"), sent | {"theme": scans.key, "add": "1"}).content.decode()
    assert done.count(back) == 2 and "Back to the list" not in done and "Inbox</a>" not in done.split("<h1")[0][-300:]
    unknown = client.post(reverse("themes:add"), sent | {"of": "nothing"}).content.decode()
    assert back not in unknown and reverse("issues:inbox") in unknown


def _taken_back(client, decision: Decision) -> str:
    path = reverse("themes:undo", args=[decision.theme.key, decision.pk])
    return str(next(iter(client.post(path, follow=True).context["messages"])))


def test_what_is_taken_back_says_where_the_issues_are_and_what_holds_them(client, team, two):
    letters, scans = two
    client.force_login(team)
    issues = list(Issue.objects.filter(theme_link__theme=letters))[:2]
    new = deciding.split(theme=letters, issues=issues, label="Lost letters", by=team)
    split = Decision.objects.get(kind="split")
    deciding.confirm(theme=new, by=team)
    said = _taken_back(client, split)
    assert "so the issues are where they were" not in said and "2 issues stay where they are" in said
    assert f"“It was confirmed as a theme” (Lost letters, by {team.name})" in said
    assert "2 others are where they were" in said and new.members.count() == 2
    said = _taken_back(client, Decision.objects.get(kind="confirmed"))
    assert "so the issues are where they were" in said


def test_of_what_keeps_two_apart_since_all_issues_are_said_to_be_held(client, team, two):
    letters, scans = two
    client.force_login(team)
    deciding.confirm(theme=letters, by=team)
    deciding.keep_apart(theme=letters, other=scans, by=team)
    said = _taken_back(client, Decision.objects.get(kind="confirmed"))
    assert "4 issues stay where they are, held by what was decided since: “It is never to be one" in said
    assert "where it was" not in said and "where they were" not in said
