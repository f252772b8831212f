"""Other names are kept by those they concern, and names nobody recognised are one press from being learnt."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues.models import Issue
from people.models import Alias, Organisation, Service, UnknownName
from people.refusing import Refused
from routing import branding, describing, learning, naming
from tests import make

pytestmark = pytest.mark.django_db
NHS_NUMBER = "999 105 7269"


@pytest.fixture
def system() -> dict:
    return make.registry()


def written(words: str, times: int = 1) -> None:
    for _ in range(times):
        make.issue(about=None, about_words=words)


def test_a_name_that_nobody_recognises_is_counted_once_however_it_is_spelt_in_capitals(system):
    written("Zibble Hall", times=2)
    written("zibble  hall")
    assert [(each.words, each.count) for each in learning.lately(make.icb())] == [("Zibble Hall", 3)]


def test_a_name_that_is_recognised_is_not_counted(system):
    make.issue(about=system["trust"], about_words="Fernhall")
    assert not UnknownName.objects.exists()


def test_no_identifier_is_kept_in_a_name(system):
    written(f"Zibble Hall, patient {NHS_NUMBER}")
    kept = UnknownName.objects.get().words
    assert NHS_NUMBER not in kept
    assert "Zibble Hall" in kept


def test_no_nhs_number_is_ever_kept_where_names_looks_and_services_are_typed(system):
    by, trust = system["team"], system["trust"]
    learning.add_name(by=by, organisation=trust, name=f"Ward {NHS_NUMBER}")
    describing.describe(by=by, organisation=trust, name=f"Clinic {NHS_NUMBER}", can_help=f"Not {NHS_NUMBER}")
    looks = {"name": f"Hub {NHS_NUMBER}", "logo_text": NHS_NUMBER, "colour": "blue", "contact": ""}
    shown = branding.present(by=by, icb=make.icb(), **looks)
    kept = [
        Alias.objects.get().name,
        *Service.objects.values_list("name", "can_help").get(),
        shown.name,
        shown.logo_text,
    ]
    assert not [words for words in kept if "7269" in words]
    assert [words.split()[0] for words in kept[:4]] == ["Ward", "Clinic", "Not", "Hub"]


def test_sending_the_same_report_twice_counts_once(system):
    reporter = make.user()
    for _ in range(2):
        make.issue(by=reporter, about=None, about_words="Zibble Hall", key="same")
    assert (Issue.objects.count(), UnknownName.objects.get().count) == (1, 1)


def test_one_press_teaches_a_name(client, system, django_capture_on_commit_callbacks):
    written("Zibble Hall")
    client.force_login(system["team"])
    assert "Zibble Hall" in client.get(reverse("routing:names")).text
    unknown = UnknownName.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("routing:teach", args=[unknown.pk]), {"code": system["trust"].code}, follow=True)
    assert "“Zibble Hall” means Fernhall Hospitals from now on." in page.text
    assert not UnknownName.objects.exists()
    assert naming.find("zibble hall", icb=make.icb())[0].organisation == system["trust"]


def test_a_chosen_suggestion_says_its_code_in_brackets(client, system):
    written("Zibble Hall")
    client.force_login(system["team"])
    said = {"code": f"Fernhall Hospitals ({system['trust'].code})"}
    client.post(reverse("routing:teach", args=[UnknownName.objects.get().pk]), said)
    assert Alias.objects.get(name="Zibble Hall").organisation == system["trust"]


def test_a_name_that_means_nobody_leaves_the_list_and_teaches_nothing(client, system):
    written("Zibble Hall")
    client.force_login(system["team"])
    client.post(reverse("routing:teach", args=[UnknownName.objects.get().pk]), {"code": ""})
    assert (UnknownName.objects.count(), Alias.objects.count()) == (0, 0)


def test_an_unknown_code_is_refused_and_the_name_stays(client, system):
    written("Zibble Hall")
    client.force_login(system["team"])
    answer = client.post(reverse("routing:teach", args=[UnknownName.objects.get().pk]), {"code": "NOBODY9"})
    assert answer.status_code == 422
    assert "No organisation has the name or code “NOBODY9”." in answer.text
    assert 'value="NOBODY9"' in answer.text
    assert UnknownName.objects.exists()


def test_whom_a_name_means_may_be_said_by_its_full_name(client, system):
    written("Zibble Hall")
    client.force_login(system["team"])
    client.post(reverse("routing:teach", args=[UnknownName.objects.get().pk]), {"code": "fernhall hospitals"})
    assert Alias.objects.get().organisation == system["trust"]


def test_another_icbs_unknown_names_are_not_ours_to_teach(client, system):
    other = UnknownName.objects.create(icb=make.icb("QYY", "Other ICB"), words="Zibble Hall")
    client.force_login(system["team"])
    assert client.post(reverse("routing:teach", args=[other.pk]), {"code": ""}).status_code == 404
    assert "Zibble Hall" not in client.get(reverse("routing:names")).text


def test_a_leader_names_their_own_organisation_and_its_sites_and_no_other(system):
    lead = make.user(system["trust"], "lead")
    site = make.organisation("Greenhow Hospital", "site", parent=system["trust"])
    learning.add_name(by=lead, organisation=system["trust"], name="the Fern")
    learning.add_name(by=lead, organisation=site, name="the Green")
    with pytest.raises(PermissionDenied):
        learning.add_name(by=lead, organisation=make.trust("Haddon"), name="the Fern")


def test_a_member_of_staff_names_nothing(system):
    with pytest.raises(PermissionDenied):
        learning.add_name(by=system["director"], organisation=system["trust"], name="the Fern")


def test_an_interface_team_names_nobody_of_another_icb_that_uses_the_portal(system):
    other = make.icb("QYY", "Other ICB")
    there = make.trust("Haddon", icb=other)
    learning.add_name(by=system["team"], organisation=there, name="the Haddon")
    other.rulebooks.create(number=1)
    with pytest.raises(PermissionDenied):
        learning.add_name(by=system["team"], organisation=there, name="Haddon Royal")


def test_names_are_added_and_removed_on_a_page(client, system):
    client.force_login(system["team"])
    address = reverse("routing:names_of", args=[system["trust"].code])
    page = client.post(address, {"name": "Old Fern", "is_former": "on"}, follow=True)
    assert "Old Fern (former name)" in page.text
    again = client.post(address, {"name": "old fern"})
    assert again.status_code == 422
    assert "“old fern” is a name of it already" in again.text
    alias = Alias.objects.get(name="Old Fern")
    page = client.post(reverse("routing:remove_name", args=[alias.pk]), follow=True)
    assert "“Old Fern” is no longer a name of Fernhall Hospitals." in page.text
    assert not Alias.objects.exists()


def test_the_same_name_twice_is_refused(system):
    learning.add_name(by=system["team"], organisation=system["trust"], name="the Fern")
    with pytest.raises(Refused, match="is a name of Fernhall Hospitals already"):
        learning.add_name(
            by=system["team"], organisation=Organisation.objects.get(pk=system["trust"].pk), name="The fern"
        )
