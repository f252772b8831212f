"""Two people curate one theme at once: nobody's word is lost, and every act says what it did."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import acting, curating, deciding, taking_out
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def other():
    return make.user(make.icb(), "interface_team", name="Olu Other")


def test_of_two_who_rename_at_once_the_later_is_told_who_named_it_what(client, team):
    found = theme()
    path = reverse("themes:rename", args=[found.key])
    client.force_login(team)
    seen = client.get(path).context["form"]["seen"].value()
    curating.rename(theme=found, by=other(), label="Late letters")
    answer = client.post(path, {"label": "Lost letters", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Renamed by Olu Other on " in page and "Late letters" in page
    assert answer.context["form"]["label"].value() == "Lost letters"
    found.refresh_from_db()
    assert str(found) == "Late letters"
    client.post(path, {"label": "Lost letters", "seen": answer.context["form"]["seen"].value()})
    found.refresh_from_db()
    assert str(found) == "Lost letters"


def test_the_same_name_and_a_name_of_the_portal_are_nobodys_word(client, team):
    found = theme()
    seen = acting.edition(found)
    curating.rename(theme=found, by=other(), label="Late letters")
    assert curating.rename(theme=found, by=team, label="Late letters", seen=seen).given_label == "Late letters"
    search()
    deciding.confirm(theme=found, by=other())
    seen = acting.edition(found)
    assert curating.rename(theme=found, by=team, label="Lost letters", seen=seen).given_label == "Lost letters"


@pytest.mark.parametrize("act", ["published", "withdrawn", "renamed"])
def test_of_two_who_publish_at_once_the_later_is_told_what_the_other_wrote_or_did(client, team, act):
    found = curating.publish(theme=theme(), by=team, label="Late letters", summary="They come late.")
    path = reverse("themes:publish", args=[found.key])
    client.force_login(team)
    seen = client.get(path).context["form"]["seen"].value()
    deciding.confirm(theme=found, by=other())
    if act == "published":
        curating.publish(theme=found, by=other(), label="Late letters", summary="They come after weeks.")
    elif act == "withdrawn":
        curating.withdraw(theme=found, by=other())
    else:
        curating.rename(theme=found, by=other(), label="Lost letters")
    theirs = Theme.objects.values("given_label", "published_summary", "published_at").get()
    mine = {"label": "Late letters", "summary": "They come days late."}
    answer = client.post(path, mine | {"seen": seen})
    said = {"published": "Published", "withdrawn": "Withdrawn from publication", "renamed": "Renamed"}[act]
    assert answer.status_code == 409 and f"{said} by Olu Other on " in answer.text
    assert ("They come after weeks." in answer.text) is (act == "published")
    assert "Confirmed by" not in answer.text and answer.context["form"]["summary"].value() == mine["summary"]
    assert Theme.objects.values(*theirs).get() == theirs
    client.post(path, mine | {"seen": answer.context["form"]["seen"].value()})
    found.refresh_from_db()
    assert (str(found), found.published_summary) == tuple(mine.values()) and found.published_at


@pytest.mark.parametrize("act", ["dismissed", "confirmed"])
def test_who_dismisses_what_another_has_acted_on_is_told_first(client, team, act):
    found = theme()
    path = reverse("themes:dismiss", args=[found.key])
    client.force_login(team)
    seen = client.get(path).context["form"]["seen"].value()
    if act == "confirmed":
        deciding.confirm(theme=found, by=other())
    else:
        curating.dismiss(theme=found, by=other(), reason="Nothing in it.")
    answer = client.post(path, {"reason": "Two things in one.", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409 and f"{act.title()} by Olu Other on " in page
    assert answer.context["form"]["reason"].value() == "Two things in one."
    assert "Two things in one." not in [entry.text for entry in found.entries.all()]
    assert ("Nothing in it." in page) is (act == "dismissed")


def test_dismissing_twice_oneself_is_one_act_and_after_another_refused(team):
    found = theme()
    for _ in range(2):
        curating.dismiss(theme=found, by=team, reason="Two in one.", seen=acting.edition(found))
    assert found.entries.filter(verb="dismissed").count() == 1
    with pytest.raises(Refused, match="dismissed already, by"):
        curating.dismiss(theme=found, by=other(), reason="Mine.", seen=acting.edition(found))


def test_every_act_says_in_a_sentence_what_was_done(client, team):
    letters = theme("Letters", 4)
    several("Scans", 3)
    several("Post", 3)
    search()
    scans, post = (Theme.objects.get(label=f"{word} problems") for word in ("Scans", "Post"))
    issue = letters.members.first().issue
    client.force_login(team)

    def said(act: str, *more, **answers) -> str:
        answer = client.post(reverse(f"themes:{act}", args=[letters.key, *more]), answers, follow=True)
        return answer.content.decode()

    assert escape("The theme is called “Late letters” from now on.") in said("rename", label="Late letters")
    assert "are one problem, and they stay in it." in said("confirm")
    assert "“Post problems” are kept apart" in said("apart", do="1", other=post.key)
    assert "“Scans problems” was merged into “Late letters”" in said("merge", do="1", other=scans.key)
    page = said("split", label="Lost letters", issue=[issue.reference])
    assert "“Lost letters” is a theme of its own now, split off from “Late letters”." in page
    page = said("undo", Decision.objects.get(kind="split").pk)
    assert "“Issues of it were split off”" in page
    assert "so the issues are where they were, and the next search decides anew about them." in page
    assert "Taken back, the issues go where they were, and the next search decides anew about them." in page
    assert "The theme is published" in said("publish", label="Late letters", summary="They come late.")
    assert "“Late letters” was withdrawn" in said("withdraw")
    assert "“Late letters” was dismissed" in said("dismiss", reason="Two in one.")
    assert "“Late letters” is back on the board." in said("restore")


def test_a_theme_that_is_never_to_be_one_with_it_is_not_offered_for_a_merge(client, team):
    letters = theme("Letters", 4)
    several("Scans", 3)
    search()
    scans = Theme.objects.exclude(pk=letters.pk).get()
    client.force_login(team)
    for one, two in ((letters, scans), (scans, letters)):
        assert str(two) in client.get(reverse("themes:merge", args=[one.key])).content.decode()
    deciding.keep_apart(theme=letters, other=scans, by=team)
    for one, two in ((letters, scans), (scans, letters)):
        path = reverse("themes:merge", args=[one.key])
        page = client.get(path).content.decode()
        assert f'value="{two.key}"' not in page and f'">{two}</a>. None of them can be merged' in page
        assert "never one" in client.post(path, {"do": "1", "other": two.key}).content.decode()


def test_a_name_can_be_taken_back_and_the_one_before_is_there_again(client, team):
    found = theme()
    own = str(found)
    curating.rename(theme=found, by=team, label="Late letters")
    curating.rename(theme=found, by=team, label="Lost letters")
    first, last = found.decisions.all()
    client.force_login(team)
    assert reverse("themes:undo", args=[found.key, last.pk]) in client.get(found.get_absolute_url()).content.decode()
    page = client.post(reverse("themes:undo", args=[found.key, last.pk]), follow=True).content.decode()
    assert "Taken back: “It was given another name”." in page
    assert str(Theme.objects.get()) == "Late letters"
    curating.publish(theme=found, by=team, label="Late letters", summary="They come late.")
    with pytest.raises(Refused, match="Withdraw it"):
        deciding.undo(decision=first, by=team)
    curating.withdraw(theme=found, by=team)
    deciding.undo(decision=first, by=team)
    assert str(Theme.objects.get()) == own


def test_of_several_names_only_the_newest_can_be_taken_back_and_each_says_which_it_is(client, team):
    found = theme()
    for label in ("One letter", "Two letters", "Three letters"):
        curating.rename(theme=found, by=team, label=label)
    client.force_login(team)
    for newest, *before in (["Three", "Two", "One"], ["Two", "One"], ["One"]):
        decided = client.get(found.get_absolute_url()).text.split(">What people decided</h3>")[1].split("<h2")[0]
        named = [one for one in ("Three", "Two", "One") if f": It was given another name: {one} letter" in decided]
        assert named == [newest, *before] and decided.count("Take it back<") == 1
        assert f">: it was given another name: {newest} letter" in decided.split("Take it back<")[1]
        assert decided.count("A later name took its place. Take that back first.") == len(before)
        *earlier, last = found.decisions.filter(undone_at=None)
        for one in earlier:
            with pytest.raises(Refused, match="A later name took its place"):
                deciding.undo(decision=one, by=team)
        assert str(Theme.objects.get()).startswith(newest)
        deciding.undo(decision=last, by=team)


def test_a_name_that_was_taken_out_is_not_said_of_a_decision(client, team):
    found = theme()
    for label in ("One letter", "Two letters"):
        curating.rename(theme=found, by=team, label=label)
    taking_out.take_out(entry=found.entries.get(text="One letter"), by=team)
    client.force_login(team)
    page = client.get(found.get_absolute_url()).text
    assert "It was given another name: a name that was taken out" in page and "One letter" not in page


def test_who_renames_a_published_theme_is_told_that_anyone_reads_the_name(client, team):
    found = theme()
    client.force_login(team)
    path, told = reverse("themes:rename", args=[found.key]), "published: anybody in the world can read this name"
    assert told not in client.get(path).text
    curating.publish(theme=found, by=team, label="Late letters", summary="They come late.")
    assert told in client.get(path).text


def test_a_name_that_another_theme_has_by_now_is_not_taken_back(team):
    found = theme("Letters")
    other = theme("Scans")
    for label in ("Late letters", "Lost letters"):
        curating.rename(theme=found, by=team, label=label)
    curating.rename(theme=other, by=team, label="Late letters")
    with pytest.raises(Refused, match="Another theme"):
        deciding.undo(decision=found.decisions.last(), by=team)


@pytest.mark.parametrize("act", ["renamed", "moved"])
def test_who_confirms_what_another_has_acted_on_is_told_first(client, team, act):
    found, scans = theme("Letters", 4), theme("Scans")
    client.force_login(team)
    page = client.get(found.get_absolute_url())
    seen, path = page.context["edition"], reverse("themes:confirm", args=[found.key])
    assert f'name="seen" value="{seen}"' in page.text and seen == acting.edition(found)
    if act == "renamed":
        curating.rename(theme=found, by=other(), label="Late letters")
    else:
        deciding.add(theme=scans, issue=found.members.first().issue, by=other())
    answer = client.post(path, {"seen": seen})
    said = "Renamed" if act == "renamed" else "An issue left, put into another theme"
    assert answer.status_code == 409 and f"{said} by Olu Other on " in answer.text
    found.refresh_from_db()
    assert found.confirmed_at is None and not Decision.objects.filter(kind="confirmed").exists()
    assert client.post(path, {"seen": answer.context["edition"]}).status_code == 302
    found.refresh_from_db()
    assert found.confirmed_at


def test_a_second_press_of_confirm_says_no_more_than_the_first(client, team):
    found = theme()
    client.force_login(team)
    seen = client.get(found.get_absolute_url()).context["edition"]
    for _ in range(2):
        assert client.post(reverse("themes:confirm", args=[found.key]), {"seen": seen}).status_code == 302
    assert found.entries.filter(verb="confirmed").count() == 1
