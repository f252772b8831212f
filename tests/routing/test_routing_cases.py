"""Cases in a file are routed on a registry of their own, the same way every time, leaving nothing behind."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from people.models import Organisation
from routing.cases import Router, throwaway_database
from routing.categorising import suggest_category
from routing.loading import load
from routing.models import Category, Desk
from routing.precision import is_right
from routing.reading import SHIPPED

DATA = Path(__file__).parent.parent / "data"
WRITTEN = [
    DATA / f"routing_{name}.jsonl" for name in ("cases", "by_rule", "in_other_words", "kept_apart", "once_more")
]
ONE = {"reporter_kind": "gp_practice", "reporter_place": "Marlshire", "about": "the Royal", "category": "prescribing"}


def run(tmp_path: Path, *cases: dict | str, registry: str = "demonstration") -> list[dict]:
    given, routed = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases]
    given.write_text("\n".join(lines) + "\n")
    call_command("route_cases", str(given), str(routed), registry=registry, verbosity=0)
    return [json.loads(line) for line in routed.read_text().splitlines()]


@pytest.mark.django_db
def test_cases_are_answered_in_order_the_same_way_and_leave_nothing_behind(tmp_path):
    before = connection.settings_dict["NAME"]
    by_code = {
        "reporter_organisation": "NM-G07",
        "about": "Fernhall",
        "text": "No TTO, three days supply",
        "harm": "low",
    }
    first, second = run(tmp_path, ONE, by_code)
    assert first["desk"] == "Chief pharmacist, Northmere Royal University Hospitals NHS Trust"
    assert first["organisation"] == {"code": "NM-NRH", "name": "Northmere Royal University Hospitals NHS Trust"}
    assert first["reasons"] == ["Prescribing and shared care at an NHS provider goes to its chief pharmacist."]
    assert first["about"] == "the Royal"
    assert second["gap"] == "nobody_there"
    assert "has no chief pharmacist listed, so it goes to Medical director" in second["reasons"][1]
    assert run(tmp_path, ONE, by_code) == [first, second]
    assert connection.settings_dict["NAME"] == before
    assert not Organisation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"harm": "enormous"}, "line 1: harm “enormous” must be one of"),
        ({"reporter_place": "Atlantis"}, "line 1: reporter_place “Atlantis” is not a Place"),
        ({"reporter_organisation": "XXX"}, "line 1: reporter_organisation “XXX” is not in the registry."),
        ({"category": "Nonsense"}, "line 1: category “Nonsense” is not known."),
    ],
)
def test_a_field_that_is_not_understood_is_named_and_its_case_routed_without_it(tmp_path, capsys, changed, said):
    with pytest.raises(CommandError, match="1 field was not understood"):
        run(tmp_path, ONE | changed)
    assert said in capsys.readouterr().err
    routed = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert routed["desk"]
    assert routed.items() >= changed.items()


@pytest.mark.django_db
@pytest.mark.parametrize("written", WRITTEN, ids=lambda path: path.stem)
def test_written_cases_reach_the_right_organisation_and_desk(written):
    cases = [json.loads(line) for line in written.read_text().splitlines()]
    with throwaway_database():
        router = Router(load("cheshire-and-merseyside").icb)
        right = [is_right(router.route(case)) for case in cases]
    assert sum(right) / len(right) >= 0.97


@pytest.mark.parametrize("written", WRITTEN[1:3], ids=lambda path: path.stem)
def test_cases_are_written_for_every_direction_place_and_kind_of_desk_of_the_default_rules(written):
    cases = [json.loads(line) for line in written.read_text().splitlines()]
    kinds = {row["desk_kind"] for row in csv.DictReader((SHIPPED / "demonstration" / "rules.csv").open())}
    assert {case["wanted"]["desk"] for case in cases} == kinds | {"interface_team"}
    places = csv.DictReader((SHIPPED / "cheshire-and-merseyside" / "places.csv").open())
    assert {case["wanted"].get("place") for case in cases} == {None, *(row["name"] for row in places)}
    assert {case["direction"].split(" to ")[0] for case in cases} >= {"practice", "trust"}


EVERY_OTHER_DESK = [
    # category, whom it is about and what is said, the kind of desk that a rule of the area gives, where it is
    ("transfer", "provider", "Fernhall ward 7", "chief_nurse", "about"),
    ("contact", "provider", "the Royal switchboard", "primary_care_liaison", "about"),
    ("urgent", "several_practices", "several practices", "place_clinical_lead", "about_place"),
    ("recall", "icb", "the ICB", "icb_medical_director", "icb"),
    ("prescribing", "icb", "our ICB", "icb_medicines", "icb"),
    ("fit_notes", "practice", "Quayside", "senior_partner", "about"),
    ("tests", "practice", "Quayside", "pcn_clinical_director", "about"),
]


@pytest.mark.django_db
def test_cases_reach_every_kind_of_desk_that_the_rules_that_ship_leave_out(tmp_path, capsys):
    folder = Path(shutil.copytree(SHIPPED / "demonstration", tmp_path / "area"))
    with (folder / "rules.csv").open("a") as rules:
        for category, side, _, kind, at in EVERY_OTHER_DESK:
            rules.write(f"{kind},,,{category},{side},,,{kind},{at},,2,10\n")
    with (folder / "desks.csv").open("a") as desks:
        desks.write("NM-G01,senior_partner,,,partners@quayside.example,,,2026-09-01\n")
    cases = [
        {"reporter_kind": "acute_trust", "reporter_place": "Marlshire", "about": words, "category": category}
        | {"direction": "trust to others", "wanted": {"desk": kind}}
        for category, _, words, kind, _ in EVERY_OTHER_DESK
    ]
    routed = run(tmp_path, *cases, registry=str(folder))
    assert [(one["desk_kind"], one["about"]) for one in routed if not is_right(one)] == []
    assert "Right: 7 of 7 (100.0%)" in capsys.readouterr().out
    shipped = {row["desk_kind"] for row in csv.DictReader((SHIPPED / "demonstration" / "rules.csv").open())}
    assert {kind for *_, kind, _ in EVERY_OTHER_DESK} | shipped | {"interface_team"} == set(Desk.Kind.values)


@pytest.mark.django_db
def test_the_figures_are_printed_where_a_case_says_what_is_wanted(tmp_path, capsys):
    given = tmp_path / "in.jsonl"
    right = ONE | {"direction": "practice to trust", "wanted": {"organisation": "NM-NRH", "desk": "chief_pharmacist"}}
    wrong = right | {"reporter_place": "Dunmere", "wanted": {"organisation": "NM-NRH", "desk": "chief_nurse"}}
    given.write_text("".join(json.dumps(case) + "\n" for case in (right, wrong, ONE)))
    call_command("route_cases", str(given), str(tmp_path / "out.jsonl"), registry="demonstration")
    said = capsys.readouterr().out
    for line in ("Right: 1 of 2 (50.0%)", "desk chief_nurse: 0 of 1", "Place Marlshire: 1 of 1", "trust: 1 of 2"):
        assert line in said


@pytest.mark.django_db
def test_the_category_is_suggested_by_its_words():
    load("demonstration")
    categories = list(Category.objects.all())
    for text, slug in [
        ("No discharge summary again. Three weeks.", "letters"),
        ("Plated at Fernhall, no fit note", "fit_notes"),
        ("Started methotrexate, no shared care agreement", "prescribing"),
        ("Rang switchboard, on hold, no answer", "contact"),
        ("Zzyzx", "other"),
    ]:
        assert suggest_category(text, categories) == slug, text
