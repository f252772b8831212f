"""Words suggest another category: learnt from answered issues, shown only where clearly better, never applied."""

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import suggesting
from issues.models import Issue, Learned
from issues.suggesting import suggested
from tests import make
from tests.language.test_categorising import corpus

pytestmark = pytest.mark.django_db
NAMES = {"letters": "Letters", "tests": "Tests", "contact": "Contact", "other": "Other"}


@pytest.fixture
def system():
    made = make.registry()
    for slug, name in NAMES.items():
        made[slug] = make.category(slug, name)
    made["people"] = [make.user() for _ in range(12)]
    return made


def answered(system, count: int) -> None:
    """So many issues that a desk has answered."""
    texts, labels, _ = corpus(count)
    now = timezone.now()
    model = make.issue(by=system["people"][0], about=system["trust"])
    facts = {field.attname: getattr(model, field.attname) for field in Issue._meta.concrete_fields}
    for given in ("id", "due_at", "reference", "key", "text", "category_id", "reporter_id", "answered_at", "state"):
        facts.pop(given)
    Issue.objects.bulk_create(
        Issue(
            **facts,
            reference=f"T{number}",
            key=f"key {number}",
            text=text,
            category=system[label],
            reporter=system["people"][number % 12],
            answered_at=now,
            state="answered",
        )
        for number, (text, label) in enumerate(zip(texts, labels, strict=True))
    )


def say(system, text: str, chosen: str = "other"):
    return suggested(icb=make.icb(), text=text, chosen=system[chosen])


def test_learnt_from_answered_issues_it_suggests_what_the_words_speak_for(system):
    answered(system, 220)
    (learnt,) = suggesting.learn_all()
    assert learnt.is_used
    assert learnt.right > learnt.baseline
    assert say(system, "The sample was rejected, not labelled") == system["tests"]
    assert say(system, "The sample was rejected, not labelled", "letters") == system["tests"]
    assert say(system, "The sample was rejected, not labelled", "tests") is None
    assert say(system, "Zzyzx", "letters") is None


def test_what_does_not_beat_the_cue_words_is_not_used(system):
    for slug, cues in {"letters": "letter", "tests": "sample;blood;scan", "contact": "phone;hold;rings"}.items():
        type(system[slug]).objects.filter(pk=slug).update(cues=cues)
    answered(system, 220)
    (learnt,) = suggesting.learn_all()
    assert (learnt.baseline, learnt.is_used) == (1.0, False)
    assert say(system, "The sample was rejected") == system["tests"]
    assert say(system, "The sample was rejected", "letters") is None


def test_too_few_issues_teach_nothing_and_open_ones_none(system):
    answered(system, 150)
    assert suggesting.learn_all() == []
    Issue.objects.update(answered_at=None)
    answered_none = suggesting.learn_all()
    assert answered_none == []
    assert not Learned.objects.exists()


def test_learnt_anew_it_says_what_is_new_and_keeps_one_row(system):
    answered(system, 400)
    suggesting.learn_all()
    assert say(system, "The sample was rejected") == system["tests"]
    Issue.objects.filter(category="tests").update(category="other")
    suggesting.learn_all()
    assert Learned.objects.count() == 1
    assert say(system, "The sample was rejected, not labelled", "letters") != system["tests"]


def test_the_check_shows_the_suggestion_and_its_button_changes_only_the_category(client, system):
    type(system["tests"]).objects.filter(pk="tests").update(cues="sample")
    client.force_login(system["people"][0])
    report = {"category": "other", "about_words": "Fernhall", "text": "The sample was rejected", "key": "k"}
    page = client.post(reverse("themes:check"), report)
    text = page.content.decode()
    assert "Your words sound more like “Tests”" in text
    assert 'name="category" value="other"' in text
    changed = client.post(reverse("themes:check"), report | {"category": "tests"}).content.decode()
    assert "sound more like" not in changed
    assert 'value="The sample was rejected"' in changed or "The sample was rejected" in changed
    client.post(reverse("issues:send"), report | {"shown_about": system["trust"].code, "about": system["trust"].code})
    assert Issue.objects.get().category == system["other"]
