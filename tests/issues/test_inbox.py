"""The heaps of the inbox: who finds which issue in which, in which order, and what each line says."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import assigning, boxes, clock, following, responding
from issues.models import Issue
from people.standing import forget
from tests import make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATE, SOON, LATER = NOW - timedelta(days=4), clock.after(NOW, clock.DAY / 2), clock.after(NOW, 3 * clock.DAY)


@pytest.fixture
def system():
    """One issue for each place where an issue can be, named by it; Dee is the director's deputy."""
    made = make.registry()
    made["deputy"] = make.user(made["trust"], name="Dee Deputy")
    made["desk"].holders.create(user=made["deputy"], seat="deputy")
    made["reporter"] = make.user()
    made["elsewhere"] = make.trust("Oakdale Hospitals")
    make.desk(made["elsewhere"], "medical_director", make.user(made["elsewhere"]))
    made["issues"] = {
        "late": issue(made, due=LATE),
        "soon": issue(made, due=SOON),
        "later": issue(made, due=LATER),
        "his": issue(made, due=LATER, take="director"),
        "hers": issue(made, due=LATER, take="deputy"),
        "asked": issue(made, "ask", text="Which ward?"),
        "answered": issue(made, "answer", text="Mended.", outcome="fixed"),
        "promised": issue(made, "answer", text="New forms.", outcome="planned", planned_on=timezone.localdate()),
        "other": issue(made, about=made["elsewhere"], due=LATE),
        "homeless": issue(made, about=None, about_words="nobody knows", due=LATER),
    }
    yesterday = timezone.localdate() - timedelta(days=1)
    Issue.objects.filter(pk=made["issues"]["promised"].pk).update(planned_on=yesterday)
    return made


def issue(system, verb="", *, due=None, take="", about="trust", about_words="", **answers):
    found = make.issue(
        by=system["reporter"], about=system["trust"] if about == "trust" else about, about_words=about_words
    )
    if take:
        assigning.assign(issue=found, by=system[take], to=system[take])
    if verb:
        getattr(responding, verb)(issue=found, by=system["director"], **answers)
    if due:
        Issue.objects.filter(pk=found.pk).update(acknowledge_due_at=due, answer_due_at=max(due, LATER))
    return found


def found(system, person, slug: str) -> set[str]:
    """The names of the issues that this person has in a heap."""
    at = boxes.reach(system[person])
    names = {one.pk: name for name, one in system["issues"].items()}
    return {names[one.pk] for one in boxes.in_box(at, boxes.BOXES[slug])}


AT_DESK = {"late", "soon", "later", "his", "hers"}
TO_DO = AT_DESK | {"other", "homeless"}
MEMBERSHIP = {
    "director": {
        "desk": AT_DESK,
        "mine": {"his"},
        "unassigned": {"late", "soon", "later"},
        "soon": {"soon"},
        "overdue": {"late"},
        "waiting": {"asked"},
        "promised": {"promised"},
        "done": {"answered", "promised"},
    },
    "deputy": {
        "desk": AT_DESK,
        "mine": {"hers"},
        "unassigned": {"late", "soon", "later"},
        "soon": {"soon"},
        "overdue": {"late"},
        "waiting": {"asked"},
        "promised": {"promised"},
        "done": {"answered", "promised"},
    },
    "team": {
        "desk": {"homeless"},
        "mine": set(),
        "unassigned": {"homeless"},
        "soon": {"soon"},
        "overdue": {"late", "other"},
        "waiting": {"asked"},
        "unrouted": {"homeless"},
        "all": TO_DO,
        "elsewhere": set(),
        "promised": {"promised"},
        "done": {"answered", "promised"},
    },
    "reporter": dict.fromkeys(
        ["desk", "mine", "unassigned", "soon", "overdue", "promised", "waiting", "done"], set()
    ),
}


@pytest.mark.parametrize("person", MEMBERSHIP)
def test_each_heap_holds_exactly_what_belongs_there(system, person):
    offered = [box.slug for box in boxes.offered(boxes.reach(system[person]))]
    assert {slug: found(system, person, slug) for slug in offered} == MEMBERSHIP[person]


def test_the_interface_team_reads_how_far_each_count_reaches(client, system):
    names = {box.slug: box.name for box in boxes.offered(boxes.reach(system["team"]))}
    assert (names["desk"], names["overdue"], names["all"]) == ("To do", "Overdue in the ICB", "To do in the ICB")
    client.force_login(system["team"])
    page = client.get("/inbox/").content.decode()
    assert page.index("Your own desk") < page.index("To do (1)") < page.index("The whole ICB")
    assert page.index("The whole ICB") < page.index("Overdue in the ICB (2)")
    client.force_login(system["director"])
    page = client.get("/inbox/").content.decode()
    assert "Overdue (1)" in page and "in the ICB" not in page and "Your own desk" not in page


@pytest.mark.parametrize("person", MEMBERSHIP)
def test_each_count_is_that_of_its_list(system, person):
    at = boxes.reach(system[person])
    heaps = boxes.counts(at)
    assert {one.box.slug: int(one.count) for one in heaps} == {
        slug: len(held) for slug, held in MEMBERSHIP[person].items()
    }


def test_all_counts_are_one_statement(system, django_assert_num_queries):
    at = boxes.reach(system["team"])
    with django_assert_num_queries(1):
        boxes.counts(at)


def test_counting_stops_at_a_thousand(system, monkeypatch):
    for _ in range(3):
        issue(system)
    monkeypatch.setattr("people.paging.MOST", 2)
    heaps = boxes.counts(boxes.reach(system["director"]))
    assert heaps[0].count == "2+"


def test_what_somebody_took_who_sits_there_no_more_is_unassigned_again(system):
    system["desk"].holders.filter(user=system["deputy"]).update(from_on="2020-01-01", until_on="2020-01-02")
    assert "hers" in found(system, "director", "unassigned")
    assert found(system, "director", "mine") == {"his"}
    system["deputy"].__dict__.pop("desks_held", None)
    forget(system["deputy"])
    assert found(system, "deputy", "mine") == set()


def test_the_interface_team_has_the_desks_of_its_people_elsewhere_too(system):
    far = make.trust("Faraway", icb=make.icb("QYY", "Southmere ICB"))
    reporter = make.user(make.practice(icb=make.icb("QYY"), place=None))
    make.desk(far, "medical_director", system["team"])
    make.desk(make.icb("QYY"), "interface_team", make.user())
    book = make.rules()
    book.icb = make.icb("QYY")
    book.save()
    book.rules.create(name="anything", desk_kind="medical_director", desk_at="about")
    system["issues"]["far"] = make.issue(by=reporter, about=far)
    assert "far" in found(system, "team", "desk")
    assert found(system, "team", "all") == TO_DO | {"far"}


def test_the_most_urgent_comes_first_and_the_longest_wait_and_the_latest_answer(system):
    at = boxes.reach(system["director"])

    def order(slug):
        return list(boxes.in_box(at, boxes.BOXES[slug]))

    issues = system["issues"]
    assert order("desk")[:2] == [issues["late"], issues["soon"]]
    second = issue(system, "ask", text="Which day?")
    assert order("waiting") == [issues["asked"], second]
    newer = issue(system, "answer", text="Mended.", outcome="fixed")
    assert order("done") == [newer, issues["promised"], issues["answered"]]


def test_once_acknowledged_the_time_to_answer_counts(system):
    late = system["issues"]["late"]
    responding.acknowledge(issue=late, by=system["director"])
    assert "late" not in found(system, "director", "overdue")
    assert "late" in found(system, "director", "desk")


@pytest.mark.parametrize("slug", ["unrouted", "all", "nonsense"])
def test_heaps_of_the_interface_team_are_not_there_for_others(client, system, slug):
    client.force_login(system["director"])
    assert client.get(reverse("issues:inbox"), {"box": slug}).status_code == 404


def page(client, person, **asked) -> str:
    client.force_login(person)
    return client.get(reverse("issues:inbox"), asked).content.decode()


def test_a_line_says_what_a_responder_must_see_at_a_glance(client, system):
    late = system["issues"]["late"]
    Issue.objects.filter(pk=late.pk).update(harm="severe", text="The scan was lost. " * 20)
    following.me_too(issue=late, by=make.user())
    words = page(client, system["director"], box="overdue")
    for said in (
        late.reference,
        "<bdi",
        "Severe harm",
        "1 other said me too",
        "Fernhall Hospitals",
        f"from {late.reporter_organisation}",
        "working days late",
        "to acknowledge",
        "Nobody",
        "Discharge and clinic letters",
    ):
        assert said in words, said
    assert "The scan was lost. " * 6 not in words


def test_no_issue_of_others_is_listed_or_downloaded(client, system):
    other = system["issues"]["other"].reference
    for slug in MEMBERSHIP["director"]:
        assert other not in page(client, system["director"], box=slug)
        assert other not in lines(client, box=slug)
    assert other in page(client, system["team"], box="all")


def lines(client, **asked) -> str:
    return b"".join(client.get(reverse("issues:inbox"), asked | {"csv": 1}).streaming_content).decode()


def test_the_download_has_what_the_list_has_and_no_text(client, system):
    Issue.objects.filter(pk=system["issues"]["his"].pk).update(about=None, about_words="=1+1")
    client.force_login(system["director"])
    rows = lines(client, box="mine").splitlines()
    assert len(rows) == 2
    assert "Assigned to" in rows[0]
    assert "'=1+1" in rows[1]
    assert "Mina Director" in rows[1]
    assert "The letter never came" not in rows[1]


def test_each_column_of_the_download_has_its_name(client, system):
    promised = system["issues"]["promised"]
    client.force_login(system["director"])
    (row,) = csv.DictReader(lines(client, box="promised").lstrip("\ufeff").splitlines())
    assert row["Reference"] == promised.reference
    assert (row["Outcome"], row["Change planned for"], row["Harm"]) == (
        "Change planned",
        str(timezone.localdate() - timedelta(days=1)),
        "Not said",
    )
    assert row["Answer by"] == f"{timezone.localtime(promised.answer_due_at):%Y-%m-%d %H:%M}"
    assert row["Me too"] == "0"


def test_the_page_costs_the_same_with_two_and_with_twenty_lines(client, system):
    client.force_login(system["director"])

    def cost() -> int:
        client.get(reverse("issues:inbox"))
        with CaptureQueriesContext(connection) as spent:
            client.get(reverse("issues:inbox"))
        return len(spent)

    few = cost()
    for _ in range(18):
        following.me_too(issue=issue(system, take="deputy"), by=make.user())
    assert cost() == few <= 12


def test_however_late_it_is_said_in_one_way(client, system):
    long_ago = NOW - timedelta(days=400)
    Issue.objects.filter(pk=system["issues"]["soon"].pk).update(acknowledge_due_at=long_ago)
    words = page(client, system["director"], box="overdue")
    assert words.count("working days late") == 2 and "late since" not in words


def test_a_sorted_list_says_so(client, system):
    words = page(client, system["director"], sort="newest")
    assert 'aria-sort="descending"' in words
    assert words.index(system["issues"]["hers"].reference) < words.index(system["issues"]["late"].reference)
