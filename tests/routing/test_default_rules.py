"""The rules that both registries ship with, tried on the demonstration's organisations."""

import pytest

from people.models import Organisation, Place
from routing.facts import Facts
from routing.loading import load
from routing.reading import SHIPPED
from routing.registry import route

CASES = [
    # category, about, words, harm, desk kind, whose
    ("letters", "NM-NRH", "the Royal", "none", "medical_director", "NM-NRH"),
    ("prescribing", "NM-NRH", "the Royal", "none", "chief_pharmacist", "NM-NRH"),
    ("discharge_medicines", "NM-NRH-02", "Greenhow", "none", "chief_pharmacist", "NM-NRH"),
    ("it_records", "NM-NRH", "the Royal", "none", "digital_lead", "NM-NRH"),
    ("prescribing", "NM-NRH", "the Royal", "severe", "patient_safety_lead", "NM-NRH"),
    ("letters", "NM-MSH", "Rowan Hey CAMHS", "none", "mental_health_lead", "NM-MSH"),
    ("prescribing", "NM-MHT", "the CMHT", "none", "mental_health_lead", "NM-MHT"),
    ("prescribing", "NM-MHT", "the CMHT", "death", "patient_safety_lead", "NM-MHT"),
    ("mental_health", "NM-MHT", "the MH trust", "none", "mental_health_lead", "NM-MHT"),
    ("safety", "NM-FHH", "Fernhall", "none", "patient_safety_lead", "NM-FHH"),
    ("urgent", "NB-AMB", "the ambulance trust", "none", "medical_director", "NB-AMB"),
    ("referral_advice", "NM-G01", "Quayside", "none", "practice_manager", "NM-G01"),
    ("referral_advice", None, "a GP practice in Selwick", "none", "icb_primary_care", "NM-ICB"),
    ("referral_advice", None, "several practices", "none", "place_commissioner", "NM-ICB"),
    ("onward_referral", None, "nobody provides this", "none", "place_commissioner", "NM-ICB"),
    ("letters", "NM-I01", "the treatment centre", "none", "place_commissioner", "NM-ICB"),
    ("letters", "NB-ACU", "Eastern Vale", "none", "place_commissioner", "NM-ICB"),
    ("other", "NM-ICB", "the ICB", "none", "place_commissioner", "NM-ICB"),
    ("it_records", None, "e-RS", "none", "digital_lead", "NM-ICB"),
    ("onward_referral", None, "e-RS", "none", "digital_lead", "NM-ICB"),
    ("prescribing", "NM-NRH", "EMIS at the Royal", "none", "chief_pharmacist", "NM-NRH"),
    ("prescribing", "NM-G01", "Quayside", "none", "practice_manager", "NM-G01"),
    ("it_records", "NM-MHT", "the CMHT", "none", "mental_health_lead", "NM-MHT"),
    ("mental_health", None, "nobody provides this", "none", "place_commissioner", "NM-ICB"),
    ("other", None, "Zzyzx", "none", "interface_team", "NM-ICB"),
]


@pytest.mark.django_db
def test_the_default_rules():
    icb = load("demonstration").icb
    place = Place.objects.get(slug="marlshire")
    for category, code, words, harm, kind, whose in CASES:
        about = Organisation.objects.get(code=code) if code else None
        asked = route(
            Facts(icb=icb, category=category, about=about, about_words=words, harm=harm, reporter_place=place)
        )
        wanted = asked.rule.desk_kind if asked.rule else asked.desk.kind
        assert (wanted, asked.desk.organisation.code) == (kind, whose), words


def test_both_registries_ship_with_the_same_rules():
    one, other = ((SHIPPED / name / "rules.csv").read_text() for name in ("demonstration", "cheshire-and-merseyside"))
    assert one == other
