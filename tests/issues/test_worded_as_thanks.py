"""What works well is worded as thanks on every page, list and notice: nothing went wrong and has to be mended."""

import re

import pytest
from django.urls import reverse

from issues import clearing, following, thanking
from issues.models import Issue
from people.models import Notice
from tests import make
from tests.issues.test_report_page import answers

pytestmark = pytest.mark.django_db
AS_A_PROBLEM = re.compile(
    r"problem|harm|put(s|ting)? (it )?right|went wrong|settle|reopen|\bclosed?\b|acknowledged|overdue|"
    r"\bissue (?=[0-9A-Z]{5})|What happened|still happens|come back|time lost|minutes|what was answered",
    re.IGNORECASE,
)


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    made["kind"] = make.category("thanks", "Something that works well", is_thanks=True)
    made["issue"] = make.issue(
        by=made["reporter"], about=made["trust"], category=made["kind"], text="The advice line answers at once."
    )
    client.force_login(made["reporter"])
    return made


def read(client, person, address: str) -> str:
    """The words of a page's own part."""
    client.force_login(person)
    page = client.get(address)
    assert page.status_code == 200
    return words_of(page)


def words_of(page) -> str:
    own = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", own))


def as_thanks(words: str) -> bool:
    found = AS_A_PROBLEM.search(words)
    assert not found, words[max(0, found.start() - 80) : found.end() + 80]
    return True


def test_the_check_of_thanks_asks_for_nothing_that_went_wrong(client, system):
    page = client.post(
        reverse("themes:check"),
        answers(system, category="thanks", text="The new advice line is a joy.", wanted="Keep it."),
    )
    words = words_of(page)
    assert as_thanks(words.replace("Was a patient harmed", "")) and "What works well" in words
    assert "How many patients" not in words and "Are you reporting for a colleague" in words


@pytest.mark.parametrize("who", ["reporter", "director"])
def test_the_page_of_thanks_is_one_before_and_after_they_are_passed_on(client, system, who):
    address = system["issue"].get_absolute_url()
    first = read(client, system[who], address)
    assert as_thanks(first) and f"Note of thanks {system['issue'].reference}" in first and "To be passed on" in first
    following.me_too(issue=system["issue"], by=make.user())
    thanking.pass_on(issue=system["issue"], by=system["director"])
    after = read(client, system[who], address)
    assert as_thanks(after) and "Passed on" in after and "Somebody else gives these thanks too" in after


def test_what_is_kept_to_print_and_the_way_to_withdraw_are_worded_so_too(client, system):
    for name in ("issues:withdraw", "issues:receipt"):
        words = read(client, system["reporter"], reverse(name, args=[system["issue"].reference]))
        assert as_thanks(words) and f"note of thanks {system['issue'].reference}" in words
    thanking.pass_on(issue=system["issue"], by=system["director"])
    words = read(client, system["reporter"], reverse("issues:receipt", args=[system["issue"].reference]))
    assert as_thanks(words) and f"by {system['desk'].title}" in words.partition("Passed on")[2]


@pytest.mark.parametrize(("name", "who"), [("issues:mine", "reporter"), ("issues:inbox", "director")])
def test_lists_and_spreadsheets_say_that_they_are_passed_on(client, system, name, who):
    of = {"box": "done"} if who == "director" else {}
    for passed, said in ((False, "To be passed on"), (True, "Passed on")):
        if passed:
            thanking.pass_on(issue=system["issue"], by=system["director"])
        client.force_login(system[who])
        asked = of if passed else {}
        assert said in client.get(reverse(name), asked).text
        sheet = b"".join(client.get(reverse(name), asked | {"csv": "1"})).decode()
        assert said in sheet and "Closed" not in sheet and "Not said" not in sheet and "Reported," not in sheet[100:]


def test_notices_speak_of_thanks(client, system):
    following.me_too(issue=system["issue"], by=make.user())
    client.force_login(system["reporter"])
    client.post(reverse("issues:act", args=[system["issue"].reference, "add"]), {"text": "And so kind."})
    client.force_login(system["director"])
    client.post(reverse("issues:act", args=[system["issue"].reference, "pass_on"]))
    said = list(Notice.objects.values_list("subject", flat=True))
    assert len(said) >= 4 and all(map(as_thanks, said))
    assert f"Your note of thanks {system['issue'].reference} has gone to {system['desk'].title}" in said


def test_thanks_are_not_acknowledged_with_others(system):
    [result] = clearing.acknowledge(issues=[clearing.Chosen(system["issue"].reference)], by=system["director"])
    assert "passed on, and not acknowledged" in result.why
    assert Issue.objects.get().state == "reported"


def test_me_too_of_thanks_that_were_passed_on_is_counted_without_a_question(client, system):
    thanking.pass_on(issue=system["issue"], by=system["director"])
    client.force_login(other := make.user())
    following.follow(issue=system["issue"], by=other)
    page = client.post(reverse("issues:me_too", args=[system["issue"].reference]), follow=True)
    assert "Counted. Your thanks stand with theirs." in page.text
    assert Issue.objects.get().state == "closed"
