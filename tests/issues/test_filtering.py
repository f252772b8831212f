"""What the inbox can be narrowed to, what is not understood, and the filters that people keep."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from issues import assigning, boxes, saving
from issues.filtering import InboxFilter
from issues.models import Issue, SavedFilter
from people import looked_for
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["deputy"] = make.user(made["trust"], name="Dee Deputy")
    made["desk"].holders.create(user=made["deputy"], seat="deputy")
    practice = make.practice("Seaview Surgery", code="N81001")
    made["plain"] = make.issue(by=make.user(practice), about=made["trust"])
    site = make.organisation("The Royal", "site", parent=made["trust"])
    made["at_site"] = make.issue(about=site)
    Issue.objects.filter(pk=made["at_site"].pk).update(desk=made["desk"])
    made["harmed"] = make.issue(about=made["trust"], harm="severe", text="A tablet was missed.")
    made["letter"] = make.issue(
        about=make.trust("Marshfield Hospitals"), category=make.category("tests", "Tests and results")
    )
    Issue.objects.filter(pk=made["letter"].pk).update(desk=made["desk"])
    made["old"] = make.issue(about=made["trust"], created_at=timezone.now() - timedelta(days=50))
    made["his"] = make.issue(about=made["trust"])
    assigning.assign(issue=made["his"], by=made["director"], to=made["director"])
    return made


def fits(system, query: str) -> set[str]:
    at = boxes.reach(system["director"])
    form = InboxFilter(QueryDict(query), user=system["director"], colleagues=boxes.colleagues(at))
    found = set(form.narrow(boxes.in_box(at, boxes.BOXES["desk"])).values_list("pk", flat=True))
    return {name for name, one in system.items() if isinstance(one, Issue) and one.pk in found}


ALL = {"plain", "at_site", "harmed", "letter", "old", "his"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("q=tablet", {"harmed"}),
        ("state=acknowledged", set()),
        ("category=tests", {"letter"}),
        ("about=Marshfield+Hospitals", {"letter"}),
        ("about=Fernhall+Hospitals", ALL - {"letter"}),
        ("about=The+Royal", ALL - {"letter"}),  # a site stands for its trust
        ("reporter_organisation=N81001", {"plain"}),
        ("assignee=me", {"his"}),
        ("assignee=nobody", ALL - {"his"}),
        ("harm=harmed", {"harmed"}),
        ("harm=severe", {"harmed"}),
        ("period=30", ALL - {"old"}),
        ("harm=harmed&assignee=me", set()),
    ],
)
def test_each_filter_keeps_what_fits(system, query, expected):
    assert fits(system, query) == expected


def test_a_colleague_is_a_filter(system):
    assert fits(system, f"assignee={system['deputy'].pk}") == set()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("category=nonsense", "Select a valid choice"),
        ("harm=nonsense", "Select a valid choice"),
        ("sort=nonsense", "Select a valid choice"),
        ("assignee=999999", "Select a valid choice"),
        ("reporter=12", "There is no filter called “reporter”"),
        ("reporter__email=x", "There is no filter called"),
    ],
)
def test_a_filter_that_is_not_understood_is_said_and_narrows_nothing(client, system, query, said):
    client.force_login(system["director"])
    page = client.get(f"{reverse('issues:inbox')}?{query}")
    assert page.status_code == 200
    assert said in page.content.decode()
    assert fits(system, query) == ALL


def test_an_organisation_is_found_as_people_call_it(system):
    assert fits(system, "reporter_organisation=Seaview") == {"plain"}
    assert fits(system, "about=Marshfield") == {"letter"}


def test_of_several_organisations_that_fit_the_first_few_are_offered_and_nothing_is_listed(client, system):
    for number in range(6):
        make.practice(f"Meadow Surgery {number}", code=f"N8100{number + 2}")
    client.force_login(system["director"])
    asked = {"box": "desk", "harm": "severe", "reporter_organisation": "meadow"}
    page = client.get(reverse("issues:inbox"), asked)
    assert fits(system, "reporter_organisation=meadow") == set()
    words, offered = page.content.decode(), page.context["form"].offers
    assert 2 <= len(offered) <= 4 and "Do you mean Meadow Surgery" in words
    chosen = f"{offered[1][1].name} ({offered[1][1].code})"
    assert f'href="?{urlencode(asked | {"reporter_organisation": chosen})}"'.replace("&", "&amp;") in words


def test_an_organisation_that_is_none_lists_nothing_and_says_so_beside_the_field(client, system):
    client.force_login(system["director"])
    for name in ("about", "reporter_organisation"):
        page = client.get(reverse("issues:inbox"), {name: "Nowhere Hospital"})
        said = page.content.decode()
        assert "No organisation is called “Nowhere Hospital”" in said and f'id="id_{name}-error"' in said
        assert page.context["lines"] == [] and "To do (0)" in said
        assert fits(system, f"{name}=Nowhere+Hospital") == set()


def test_the_number_of_a_heap_is_that_of_the_narrowed_list_its_link_opens(client, system):
    client.force_login(system["director"])
    for query in ("q=tablet", "harm=severe", "assignee=me", f"q={system['his'].reference}", "about=Nowhere", ""):
        page = client.get(f"{reverse('issues:inbox')}?{query}")
        for heap in page.context["boxes"]:
            there = client.get(f"{reverse('issues:inbox')}?box={heap.box.slug}&{query}")
            is_counted = query != "q=tablet" or heap.box.slug == "desk"  # of words, the heap that is open alone
            said = str(there.context["page"].paginator.count) if is_counted else ""
            assert heap.count == said, (query, heap.box.slug)


def test_the_numbers_of_a_narrowed_list_cost_no_more_statements(client, system, django_assert_max_num_queries):
    client.force_login(system["director"])
    for query in ("q=tablet", f"q={system['his'].reference}"):
        client.get(f"{reverse('issues:inbox')}?{query}")
        with django_assert_max_num_queries(13):
            client.get(f"{reverse('issues:inbox')}?{query}")


def test_a_filter_cannot_reach_issues_of_others(client, system):
    elsewhere = make.trust("Oakdale Hospitals")
    make.desk(elsewhere, "medical_director", make.user(elsewhere))
    other = make.issue(about=elsewhere, text="Canary words.")
    client.force_login(system["director"])
    for query in ("q=canary", "about=Oakdale+Hospitals", f"q={other.reference}", "box=done&q=canary"):
        page = client.get(f"{reverse('issues:inbox')}?{query}").content.decode()
        assert other.get_absolute_url() not in page


def listed(client, person, **asked):
    client.force_login(person)
    return client.get(reverse("api:desk_issues"), asked)


def test_the_api_narrows_as_the_inbox_does(client, system):
    found = listed(client, system["director"], harm="harmed", per_page=5).json()["results"]
    assert [one["reference"] for one in found] == [system["harmed"].reference]


@pytest.mark.parametrize(
    "asked", [{"reporter": "12"}, {"reporter__email": "x"}, {"harm": "nonsense"}, {"box": "mine"}]
)
def test_the_api_refuses_a_filter_that_it_does_not_know(client, system, asked):
    assert listed(client, system["director"], **asked).status_code == 400


def keep(client, person, **answers):
    client.force_login(person)
    return client.post(reverse("issues:save_filter"), answers, follow=True)


def test_a_filter_is_kept_found_in_the_inbox_and_removed(client, system):
    page = keep(client, system["director"], name="Harm, mine", query="box=mine&harm=harmed&page=3")
    kept = SavedFilter.objects.get()
    assert kept.query == "box=mine&harm=harmed"
    assert "Harm, mine" in page.content.decode()
    client.post(reverse("issues:remove_filter", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_the_place_to_keep_a_filter_is_open_until_it_is_kept(client, system):
    client.force_login(system["director"])
    address, place = f"{reverse('issues:inbox')}?box=desk&harm=severe", '<details class="nhsuk-details" open>'
    opened = client.get(address).content.decode()
    assert place in opened.split("Keep this filter")[0].split("Filter and sort")[1]
    saving.save_filter(by=system["director"], name="Severe", query="box=desk&harm=severe")
    kept = client.get(address).content.decode()
    assert place not in kept.split("Keep or remove filters")[0].split("Filter and sort")[1]


def test_the_same_name_again_keeps_the_new_filter_in_its_place(system):
    saving.save_filter(by=system["director"], name="One", query="box=desk&harm=severe")
    saving.save_filter(by=system["director"], name="Two", query="box=mine")
    saving.save_filter(by=system["director"], name="One", query="box=overdue")
    kept = [(one.name, one.query) for one in system["director"].saved_filters.all()]
    assert kept == [("One", "box=overdue"), ("Two", "box=mine")]


@pytest.mark.parametrize("query", ["harm=nonsense", "nonsense=1", "box=nonsense", "box=all"])
def test_what_the_inbox_would_not_understand_is_not_kept(system, query):
    with pytest.raises(Refused):
        saving.save_filter(by=system["director"], name="Odd", query=query)


def test_nobody_sees_or_removes_a_filter_of_others(client, system):
    kept = saving.save_filter(by=system["deputy"], name="Severe ones", query="box=mine")
    client.force_login(system["director"])
    assert "Severe ones" not in client.get(reverse("issues:inbox")).content.decode()
    assert client.post(reverse("issues:remove_filter", args=[kept.pk])).status_code == 404
    assert SavedFilter.objects.exists()


def test_a_filter_is_never_named_after_a_patient(client, system):
    for name in ("For 999 000 0018", "Margaret Hollingsworth", "Hollingsworth"):
        page = keep(client, system["director"], name=name, query="box=desk&harm=severe").content.decode()
        assert "This name may tell who a patient is" in page and "save-name-error" in page
        with pytest.raises(Refused):
            saving.save_filter(by=system["director"], name=name, query="box=mine")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("943 476 5919 letters", "letters"),
        ("943 476 5919 letters Thistlewood", "letters"),
        ("letters Margaret Thistlewood", "letters"),
        ("discharge letter", "discharge letter"),
        ("Rowan ward", "Rowan ward"),
    ],
)
def test_a_filter_looks_for_no_patient_neither_in_its_list_nor_once_it_is_kept(client, system, words, left):
    client.force_login(system["director"])
    page = client.get(reverse("issues:inbox"), {"box": "desk", "q": words}, follow=True)
    assert (looked_for.NOTHING_TO_FIND in page.content.decode()) is (words != left)
    assert page.context["keeping"].query == f"box=desk&q={left.replace(' ', '+')}"
    said = keep(client, system["director"], name="One", query=f"box=desk&q={words}").content.decode()
    assert ("was taken out of its words" in said) is (words != left)
    assert SavedFilter.objects.get().query == page.context["keeping"].query


@pytest.mark.parametrize("words", ["9434765919", "943 476 5919 Thistlewood", "thistlewood", "Margaret Thistlewood"])
def test_a_filter_of_which_nothing_may_be_kept_is_refused_where_it_would_be_kept(client, system, words):
    client.force_login(system["director"])
    page = client.get(reverse("issues:inbox"), {"box": "desk", "q": words, "harm": "severe"}, follow=True).text
    why = "it cannot be kept" if words == "thistlewood" else looked_for.NOTHING_TO_FIND
    assert why in page and reverse("issues:save_filter") not in page
    said = keep(client, system["director"], name="One", query=f"box=desk&harm=severe&q={words}").content.decode()
    assert "may identify a patient, so it is not kept" in said and not SavedFilter.objects.exists()
    assert looked_for.NOTHING_TO_FIND not in said


def test_an_organisation_of_a_kept_filter_is_stored_by_its_own_name(system):
    kept = saving.save_filter(by=system["director"], name="One", query="about=Thistlewood 9434765919 (N81001)")
    assert QueryDict(kept.query)["about"] == "Seaview Surgery (N81001)"
    assert InboxFilter(QueryDict(kept.query), user=system["director"], beside={"box"}).is_valid()


def test_a_filter_too_long_to_be_kept_is_said_so_on_the_list_it_shows(client, system):
    long = make.practice("Ynysfôr a Llanfihangel-y-Traethau " * 5 + "Surgery")
    client.force_login(system["director"])
    asked = {"about": long.name, "reporter_organisation": long.name, "state": "acknowledged", "period": "365"}
    asked |= {"box": "desk", "q": "llythyrau rhyddhau ŵ" * 4, "harm": "harmed", "sort": "category"}
    page = client.get(reverse("issues:inbox"), asked)
    assert len(page.context["keeping"].query) > 600
    said = keep(client, system["director"], name="Long", query=page.context["keeping"].query)
    assert "This filter is too long to be kept." in said.text and said.status_code == 200
    assert said.context["form"].cleaned_data["about"] == long and not SavedFilter.objects.exists()


def test_only_so_many_filters_are_kept(system, monkeypatch):
    monkeypatch.setattr(saving, "MOST", 1)
    saving.save_filter(by=system["director"], name="One", query="box=mine")
    with pytest.raises(Refused):
        saving.save_filter(by=system["director"], name="Two", query="box=mine")
