import csv
import io

import pytest
from django.urls import reverse

from archive import updating
from archive.models import Project
from people.models import Membership
from tests import make
from tests.archive.test_proposing import propose
from tests.archive.test_stages import brought_to

pytestmark = pytest.mark.django_db
LIST = "/projects/"


def words(response):
    return response.content.decode()


def titles(client, query=""):
    return [project.title for project in client.get(f"{LIST}?{query}").context["page"]]


def rows(client, query=""):
    text = b"".join(client.get(f"{LIST}?csv=1&{query}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_anybody_reads_the_list_and_a_project(client):
    project = propose()
    assert project.title in words(client.get(LIST))
    assert project.summary in words(client.get(project.get_absolute_url()))


def test_names_are_for_people_who_are_signed_in_and_e_mail_addresses_for_nobody(client):
    project = propose(make.user(at := make.practice(), name="Lydia Lead"), at)
    updating.ask(project=project, by=make.user(name="Asif Asker"), text="How?")
    page = words(client.get(project.get_absolute_url()))
    assert "Lydia" not in page
    assert "Asif" not in page
    client.force_login(make.user())
    page = words(client.get(project.get_absolute_url()))
    assert "Lydia" in page
    assert "Asif" in page
    assert project.lead.email not in page


def test_a_project_page_tells_stage_outcome_result_lessons_partners_and_source(client):
    project = brought_to("completed")
    source = "https://example.org/a-report"
    facts = {"title": project.title, "summary": "<script>alert(1)</script>", "aim": "Nine in ten."}
    facts |= {"partners": [make.trust("Haddon Hospitals")], "source_address": source, "lead": project.lead}
    updating.edit(project=project, by=project.lead, **facts)
    updating.add_lesson(project=project, by=project.lead, text="Posters did nothing.", worked=False)
    page = words(client.get(project.get_absolute_url()))
    for part in [
        "Completed",
        "Worked",
        "55% to 95%.",
        "Posters did nothing.",
        "Haddon Hospitals",
        source,
        "Nine in ten",
    ]:
        assert part in page
    assert "<script>alert" not in page


def test_a_stopped_project_says_so_plainly_and_why(client):
    project = brought_to("stopped")
    assert "Stopped" in words(client.get(LIST))
    page = words(client.get(project.get_absolute_url()))
    assert "Stopped" in page
    assert "No time." in page


def test_there_is_no_page_for_a_project_that_is_not_there(client):
    assert client.get("/projects/nothing-here/").status_code == 404


def test_the_list_is_narrowed_by_stage_outcome_topic_and_organisation(client):
    trust = make.trust()
    first = propose(title="First", topic="letters", partners=[trust])
    brought_to("stopped")
    completed = brought_to("completed")
    assert titles(client, "stage=idea") == ["First"]
    assert titles(client, "outcome=worked") == [completed.title]
    assert titles(client, "topic=letters") == ["First"]
    assert titles(client, f"organisation={first.organisation.code}") == ["First"]
    assert titles(client, f"organisation={trust.code}") == ["First"]
    Project.objects.filter(pk=completed.pk).update(organisation=None, organisation_name="Elsewhere")
    assert titles(client, "organisation=Elsewhere") == [completed.title]


def test_a_search_puts_the_best_first_and_marks_the_words(client):
    propose(title="Other", summary="Once in the text: methotrexate.")
    propose(title="Methotrexate")
    assert titles(client, "q=methotrexate") == ["Methotrexate", "Other"]
    assert titles(client, "q=methotrexate&sort=title") == ["Methotrexate", "Other"]
    assert "<mark>methotrexate</mark>" in words(client.get(f"{LIST}?q=methotrexate"))
    assert titles(client, "q=zebra") == []


@pytest.mark.parametrize("sort", ["changed", "year", "title"])
def test_the_list_is_sorted(client, sort):
    for title, year in [("B", 2019), ("A", 2024), ("C", None)]:
        Project.objects.filter(pk=propose(title=title).pk).update(year=year or 2001)
    expected = {"changed": ["C", "A", "B"], "year": ["A", "B", "C"], "title": ["A", "B", "C"]}
    assert titles(client, f"sort={sort}") == expected[sort]


@pytest.mark.parametrize(
    "query",
    [
        "stage=x&outcome=<b>&topic=%00&organisation=';--&sort=up&page=x",
        "q=%00%22&page=99",
        "page=-1",
        "q=" + "a" * 3000,
    ],
)
def test_no_query_breaks_the_list(client, query):
    propose()
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_a_download_holds_what_the_list_holds_and_runs_nowhere(client):
    propose(title="=2+5", summary="@SUM(A1)")
    brought_to("stopped")
    assert [row["Title"] for row in rows(client, "stage=idea")] == ["'=2+5"]
    assert rows(client, "stage=idea")[0]["Summary"] == "'@SUM(A1)"
    assert len(rows(client)) == 2


def test_a_list_costs_the_same_with_two_projects_and_with_twenty(client, django_assert_max_num_queries):
    def cost(query):
        with django_assert_max_num_queries(12) as asked:
            client.get(f"{LIST}?{query}")
        return len(asked)

    client.force_login(make.user())
    for _ in range(2):
        propose(topic="letters", at=make.practice())
    queries = ["", "q=letters", "topic=letters&sort=title", "csv=1"]
    few = [cost(query) for query in queries]
    for _ in range(18):
        propose(topic="letters", at=make.practice())
    assert [cost(query) for query in queries] == few


def test_a_project_page_costs_the_same_however_long_its_history(client, django_assert_max_num_queries):
    project = propose(partners=[make.trust()])
    client.force_login(project.lead)
    costs = []
    for number in range(3):
        for part in range(5 * number):
            updating.update(project=project, by=project.lead, text=f"{number} {part}")
            updating.add_lesson(project=project, by=project.lead, text=f"{number} {part}", worked=True)
        with django_assert_max_num_queries(12) as asked:
            client.get(project.get_absolute_url())
        costs.append(len(asked))
    assert len(set(costs)) == 1


def test_a_page_has_at_most_twenty_projects(client):
    for _ in range(21):
        propose()
    assert len(titles(client)) == 20
    assert len(titles(client, "page=2")) == 1
    assert 'href="?page=2"' in words(client.get(LIST))


def test_what_can_be_done_is_offered_to_those_who_may(client):
    project = propose()
    address = project.get_absolute_url()
    assert "Start planning" not in words(client.get(address))
    client.force_login(make.user())
    page = words(client.get(address))
    assert "Start planning" not in page
    assert "Ask the team" in page
    client.force_login(make.user(project.organisation, Membership.Role.LEAD))
    assert reverse("archive:act", args=[project.slug, "plan"]) in words(client.get(address))
