"""Which desk an issue goes to, and why."""

import pytest

from people.models import Organisation
from routing.facts import Facts
from routing.models import Desk, Holder, Rule
from routing.reasons import say_rule
from routing.registry import route
from tests import make

pytestmark = pytest.mark.django_db
Kind = Desk.Kind
At = Rule.At
Side = Rule.Side


def ask(**facts):
    return route(Facts(**{"icb": make.icb(), "category": make.category().slug} | facts))


def test_an_issue_about_a_trust_goes_to_its_medical_director_by_name():
    known = make.registry()
    answer = ask(about=known["trust"])
    assert (answer.desk, answer.lead, answer.gap) == (known["desk"], known["director"], "")
    assert answer.reasons == ("An issue goes to its medical director.",)


def test_a_site_is_answered_for_by_its_trust():
    known = make.registry()
    site = make.organisation("Fernhall General", Organisation.Kind.SITE, parent=known["trust"])
    assert ask(about=site).desk == known["desk"]


def test_an_issue_about_an_unknown_organisation_goes_to_the_interface_desk():
    known = make.registry()
    make.rules(provider={"about_side": Side.PROVIDER, "desk_kind": Kind.MEDICAL_DIRECTOR, "desk_at": At.ABOUT})
    answer = ask(about_words="the Ministry")
    assert (answer.desk, answer.gap, answer.lead) == (known["interface_desk"], "unknown_name", known["team"])
    assert "We do not recognise “the Ministry”." in answer.reasons


def test_the_heaviest_condition_wins():
    known = make.registry()
    trust = known["trust"]
    safety, pharmacist, mental = (
        make.desk(trust, kind, known["director"])
        for kind in (Kind.PATIENT_SAFETY_LEAD, Kind.CHIEF_PHARMACIST, Kind.MENTAL_HEALTH_LEAD)
    )
    at = {"desk_at": At.ABOUT}
    make.rules(
        harm={"is_harm": True, "desk_kind": Kind.PATIENT_SAFETY_LEAD, **at},
        service={"service": "mental_health", "desk_kind": Kind.MENTAL_HEALTH_LEAD, **at},
        category={
            "category": make.category(),
            "about_side": Side.PROVIDER,
            "place": make.place(),
            "desk_kind": Kind.CHIEF_PHARMACIST,
            **at,
        },
        anything={"desk_kind": Kind.MEDICAL_DIRECTOR, **at},
    )
    here = {"about": trust, "reporter_place": make.place()}
    assert ask(**here, harm="severe", service="mental_health").desk == safety
    assert ask(**here, about_words="CAMHS").desk == mental
    assert ask(**here).desk == pharmacist
    assert ask(about=trust, category="other").desk == known["desk"]


def test_a_vacant_desk_uses_its_fallback_even_when_they_form_a_loop():
    known = make.registry()
    vacant = make.desk(known["trust"], Kind.CHIEF_PHARMACIST)
    also = make.desk(known["trust"], Kind.CHIEF_NURSE, fallback=vacant)
    vacant.fallback = also
    vacant.save()
    make.rules(anything={"desk_kind": Kind.CHIEF_PHARMACIST, "desk_at": At.ABOUT})
    answer = ask(about=known["trust"])
    assert (answer.desk, answer.gap) == (known["interface_desk"], "nobody_there")
    Holder.objects.create(desk=also, user=known["director"])
    answer = ask(about=known["trust"])
    assert (answer.desk, answer.lead, answer.gap) == (also, known["director"], "nobody_there")


@pytest.mark.parametrize("is_vacant", [False, True])
def test_a_route_costs_three_statements_whether_or_not_somebody_is_there(django_assert_num_queries, is_vacant):
    known = make.registry()
    nurse = make.desk(known["trust"], Kind.CHIEF_NURSE, known["director"])
    Desk.objects.filter(pk=known["desk"].pk).update(
        fallback=make.desk(known["trust"], "digital_lead", fallback=nurse)
    )
    if is_vacant:
        known["desk"].holders.all().delete()
    ask(about=known["trust"])
    facts = Facts(icb=make.icb(), category="letters", about=known["trust"])
    with django_assert_num_queries(3):
        assert route(facts).desk == (nurse if is_vacant else known["desk"])


def test_a_desk_falls_to_one_of_another_organisation_which_is_read_too(django_assert_num_queries):
    known = make.registry()
    elsewhere = make.desk(make.trust("Haddon"), Kind.MEDICAL_DIRECTOR, known["director"])
    known["desk"].holders.all().delete()
    Desk.objects.filter(pk=known["desk"].pk).update(fallback=elsewhere)
    ask(about=known["trust"])
    facts = Facts(icb=make.icb(), category="letters", about=known["trust"])
    with django_assert_num_queries(4):
        assert route(facts).desk == elsewhere
    Organisation.objects.filter(pk=elsewhere.organisation_id).update(status="closed")
    assert ask(about=known["trust"]).desk == known["interface_desk"]


def test_a_desk_falls_no_further_than_to_the_third():
    known = make.registry()
    last = make.desk(known["trust"], Kind.CHIEF_NURSE, known["director"])
    third = make.desk(known["trust"], Kind.DIGITAL_LEAD, fallback=last)
    second = make.desk(known["trust"], Kind.CHIEF_PHARMACIST, fallback=third)
    known["desk"].holders.all().delete()
    Desk.objects.filter(pk=known["desk"].pk).update(fallback=second)
    assert ask(about=known["trust"]).desk == known["interface_desk"]
    Desk.objects.filter(pk=second.pk).update(fallback=last)
    assert ask(about=known["trust"]).desk == last


def test_a_rule_may_ask_who_reports_by_organisation_or_by_kind():
    known = make.registry()
    nurse = make.desk(known["trust"], Kind.CHIEF_NURSE, known["director"])
    make.rules(
        ours={"reporter_side": Side.PRACTICE, "desk_kind": Kind.CHIEF_NURSE, "desk_at": At.ABOUT},
        anything={"desk_kind": Kind.MEDICAL_DIRECTOR, "desk_at": At.ABOUT},
    )
    assert ask(about=known["trust"], reporter_organisation=make.practice()).desk == nurse
    assert ask(about=known["trust"], reporter_kind="gp_practice").desk == nurse
    assert ask(about=known["trust"], reporter_kind="hospice").desk == known["desk"]


def test_copies_go_to_the_desks_that_there_are():
    known = make.registry()
    nurse = make.desk(known["trust"], Kind.CHIEF_NURSE)
    copies = [[Kind.CHIEF_NURSE, At.ABOUT], [Kind.DIGITAL_LEAD, At.ICB], [Kind.MEDICAL_DIRECTOR, At.ABOUT]]
    make.rules(anything={"desk_kind": Kind.MEDICAL_DIRECTOR, "desk_at": At.ABOUT, "copies": copies})
    assert ask(about=known["trust"]).copies == (nurse,)


def test_an_issue_about_a_closed_organisation_goes_to_the_interface_desk_and_says_since_when():
    known = make.registry()
    closed = make.trust("Old Trust", status="closed", closed_on="2024-03-31")
    closed.refresh_from_db()
    answer = ask(about=closed)
    assert (answer.desk, answer.gap) == (known["interface_desk"], "closed")
    assert answer.reasons[0] == "Old Trust closed on 31 March 2024."


def test_an_organisation_under_an_icb_without_rules_goes_by_the_rules_of_the_icb_it_serves():
    system = make.registry()
    elsewhere = make.organisation("Vale ICB", "icb", icb=None)
    Organisation.objects.filter(pk=elsewhere.pk).update(icb=elsewhere)
    elsewhere.refresh_from_db()
    ambulance = make.organisation("Vale Ambulance", "ambulance", icb=elsewhere)
    for about in (system["trust"], None):
        found = route(Facts(icb=elsewhere, category="letters", reporter_organisation=ambulance, about=about))
        assert found.icb == make.icb()
        assert found.desk in {system["desk"], system["interface_desk"]}


def test_an_issue_about_a_closed_organisation_goes_to_what_followed_it_and_says_so():
    known = make.registry()
    closed = make.trust("Old Trust", status="closed", closed_on="2024-03-31", successor=known["trust"])
    closed.refresh_from_db()
    answer = ask(about=closed)
    assert (answer.desk, answer.gap) == (known["desk"], "")
    assert answer.reasons[0] == "Old Trust closed on 31 March 2024; it is Fernhall Hospitals now."
    known["trust"].status = "closed"
    known["trust"].save()
    closed.refresh_from_db()
    assert ask(about=closed).gap == "closed"


def test_a_rule_for_shared_systems_reads_as_a_sentence():
    rule = Rule(service="it_system", about_side="icb", desk_kind="digital_lead", desk_at="icb")
    assert say_rule(rule) == "A shared IT system goes to the digital lead of the ICB."
