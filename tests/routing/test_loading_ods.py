"""ODS files are loaded by date, all or not at all, and the past stays readable."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.utils import timezone

from people.earlier import as_they_were
from people.models import Alias, Earlier, Organisation
from routing.models import Desk
from routing.ods.wording import is_the_same
from tests import make
from tests.make_ods import MEMBERS, area, load, one, practice, row, write

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return area(tmp_path)


def test_everything_has_its_place_in_the_whole(folder):
    load(folder)
    harbour, site = one("Z99001"), one("RZ901")
    assert [harbour.name, harbour.parent.code, harbour.parent.parent.code, harbour.icb.code] == [
        "Harbour Medical Centre",
        "U99001",
        "99Z",
        "QZZ",
    ]
    assert (site.parent.code, site.kind, site.icb.code) == ("RZ9", Kind.SITE, "QZZ")
    assert one("RZ9").kind == Kind.COMMUNITY_TRUST
    assert one("99Z").parent.code == "QZZ"


def test_loading_twice_changes_nothing_the_second_time(folder, capsys):
    load(folder)
    count = Organisation.objects.count()
    assert "Nothing changed." in load(folder, capsys=capsys)
    assert (Organisation.objects.count(), Earlier.objects.count(), Alias.objects.count()) == (count, 0, 0)


def test_a_check_says_what_would_change_and_changes_nothing(folder, capsys):
    before = Organisation.objects.count()
    said = load(folder, "--check", "--all", capsys=capsys)
    assert "New: 7" in said
    assert "Z99001 Harbour Medical Centre, NHS Northmere Integrated Care Board, on 1 April 2001" in said
    assert "Nothing was changed: this was a check." in said
    assert Organisation.objects.count() == before


def test_what_is_added_closed_already_is_said_too(folder, capsys):
    write(folder, epraccur=practice("Z99001", "HARBOUR") + practice("Z99006", "OLD SURGERY", c12="20200101"))
    said = load(folder, "--all", capsys=capsys)
    new, gone = re.search(r"New: (\d+)", said), re.search(r"New here and closed already, .*: (\d+)", said)
    assert gone[1] == "1" and "Z99006 Old Surgery, on 1 January 2020" in said
    assert f"Loaded: {int(new[1]) + 1} added" in said


def test_bad_rows_are_named_by_file_and_line_and_nothing_is_loaded(folder):
    before = Organisation.objects.count()
    bad = practice("Z99003", "OLD SURGERY", opened="20010230") + practice("Z9", "SHORT")
    short = '"Z99004","TOO FEW COLUMNS"\n'
    write(folder, epraccur=practice("Z99001", "HARBOUR") + bad + short + practice("Z99005", "", c12="19990101"))
    with pytest.raises(CommandError) as refused:
        load(folder)
    assert str(refused.value).splitlines() == [
        "4 faults, so nothing was loaded.",
        "epraccur.csv line 2: “20010230” is not a date.",
        "epraccur.csv line 3: “Z9” is not an ODS code.",
        "epraccur.csv line 4: has 2 columns, where 27 are expected.",
        "epraccur.csv line 5: closes before it opens.",
    ]
    assert Organisation.objects.count() == before
    load(folder, "--without-bad-rows")
    assert Organisation.objects.filter(code="Z99001").exists()


def test_a_failure_while_applying_leaves_nothing_behind(folder, monkeypatch):
    before = Organisation.objects.count()
    monkeypatch.setattr("routing.ods.applying._rename", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(folder)
    assert Organisation.objects.count() == before


def test_a_renamed_organisation_keeps_its_old_name_findable_and_its_desks_say_the_new_one(folder):
    load(folder)
    desk = make.desk(one("RZ9"), Desk.Kind.MEDICAL_DIRECTOR)
    write(folder, etr=row("RZ9", "MARLSHIRE HEALTH NHS TRUST", c11="19910401"))
    load(folder)
    desk.refresh_from_db()
    assert desk.title == "Medical director, Marlshire Health NHS Trust"
    assert Alias.objects.get(organisation=one("RZ9"), is_former=True).name == "Fernhall Community NHS Trust"
    assert one("RZ9").kind == Kind.COMMUNITY_TRUST


def test_another_spelling_is_not_another_name(folder, capsys):
    load(folder)
    write(folder, epraccur=practice("Z99001", "HARBOUR MEDICAL CENTRE") + practice("Z99002", "HILL SURG"))
    assert "Nothing changed." in load(folder, capsys=capsys)
    assert is_the_same("Deysbrook Lane Medical Centre", "DEYSBROOK LANE M.C")
    assert not is_the_same("Hill Surgery", "HILLS SURGERY")


def test_a_practice_closes_on_its_day_and_not_before(folder):
    write(folder, epraccur=practice("Z99001", "HARBOUR", c12="20260401") + practice("Z99002", "HILL SURGERY"))
    load(folder, on=dt.date(2026, 3, 31))
    assert one("Z99001").status == "active"
    load(folder, on=dt.date(2026, 4, 1))
    assert (one("Z99001").status, one("Z99001").closed_on) == ("closed", dt.date(2026, 4, 1))


def test_a_practice_that_opens_later_is_taken_in_on_its_day(folder):
    write(folder, epraccur=practice("Z99001", "HARBOUR", opened="20260401") + practice("Z99002", "HILL SURGERY"))
    load(folder, on=dt.date(2026, 3, 31))
    assert not Organisation.objects.filter(code="Z99001").exists()
    load(folder, on=dt.date(2026, 4, 1))
    assert one("Z99001").parent.code == "U99001"


def test_a_dormant_practice_is_closed_and_one_that_is_only_proposed_is_not_taken(folder):
    both = practice("Z99001", "HARBOUR", c13="D") + practice("Z99003", "PLANNED", c13="P")
    write(folder, epraccur=both + practice("Z99002", "HILL SURGERY", c13="ACTIVE", c26="RO76"))
    load(folder)
    assert one("Z99001").status == "closed"
    assert one("Z99002").status == "active"
    assert not Organisation.objects.filter(code="Z99003").exists()


def test_a_merged_practice_names_what_followed_it_from_the_day_on(folder, capsys):
    load(folder)
    make.desk(one("Z99001"), Desk.Kind.PRACTICE_MANAGER)
    closing = practice("Z99001", "HARBOUR MED.CTR.", c12="20260331", c13="C")
    write(folder, epraccur=closing + practice("Z99002", "HILL SURGERY"))
    write(folder, succ='"Z99001","Z99002","1","20260401","Y"\n')
    said = load(folder, on=dt.date(2026, 4, 1), capsys=capsys)
    assert one("Z99001").successor == one("Z99002")
    assert "Z99001 Harbour Medical Centre, followed by Hill Surgery, on 31 March 2026" in said
    assert "Desks affected: 1\n  Practice manager, Harbour Medical Centre: closed" in said


def test_two_that_follow_each_other_are_taken_for_neither(folder, capsys):
    closed = practice("Z99001", "HARBOUR", c13="C", c12="20260331") + practice(
        "Z99002", "HILL", c13="C", c12="20260331"
    )
    write(folder, epraccur=closed, succ='"Z99001","Z99002","1","20260401",""\n"Z99002","Z99001","1","20260401",""\n')
    assert "Two organisations that follow each other" in load(folder, on=dt.date(2026, 4, 1), capsys=capsys)
    assert one("Z99001").successor is None


def test_a_practice_that_moves_takes_the_place_of_its_new_network_and_history_says_until_when(folder):
    load(folder)
    sandhaven, selwick = make.place("Sandhaven"), make.place("Selwick")
    Organisation.objects.filter(code__in=["U99001", "Z99001"]).update(place=sandhaven)
    Organisation.objects.filter(code="U99002").update(place=selwick)
    moving = "Z99001,HARBOUR,U99001,SANDHAVEN PCN,20190701,20260401\nZ99001,HARBOUR,U99002,SELWICK PCN,20260401,\n"
    write(folder, epcncorepartnerdetails=MEMBERS + moving)
    load(folder, on=dt.date(2026, 6, 1))
    harbour = one("Z99001")
    assert (harbour.parent.code, harbour.place) == ("U99002", selwick)
    then = as_they_were([harbour], dt.date(2026, 3, 31))[harbour.pk]
    assert (then.parent.code, str(then)) == ("U99001", "Harbour Medical Centre, then in Sandhaven")
    assert str(as_they_were([harbour], dt.date(2026, 4, 1))[harbour.pk]) == "Harbour Medical Centre"


def test_moved_and_renamed_at_different_days_is_remembered_for_each(folder):
    load(folder)
    moving = "Z99001,HARBOUR,U99001,SANDHAVEN PCN,20190701,20260401\nZ99001,HARBOUR,U99002,SELWICK PCN,20260401,\n"
    write(folder, epcncorepartnerdetails=MEMBERS + moving)
    write(folder, epraccur=practice("Z99001", "QUAY PRACTICE") + practice("Z99002", "HILL SURGERY"))
    load(folder, on=dt.date(2026, 6, 1))
    harbour = one("Z99001")
    in_march, in_may, in_july = (as_they_were([harbour], dt.date(2026, month, 15))[harbour.pk] for month in (3, 5, 7))
    assert (in_march.parent.code, in_march.name) == ("U99001", "Harbour Medical Centre")
    assert (in_may.parent.code, in_may.name) == ("U99002", "Harbour Medical Centre")
    assert (in_july.parent.code, in_july.name) == ("U99002", "Quay Practice")


def test_a_practice_that_left_its_network_belongs_to_its_sub_icb_location(folder):
    load(folder)
    write(folder, epcncorepartnerdetails=MEMBERS + "Z99001,HARBOUR,U99001,SANDHAVEN PCN,20190701,20260401\n")
    load(folder, on=dt.date(2026, 6, 1))
    assert one("Z99001").parent.code == "99Z"


def test_an_old_picture_of_networks_moves_nobody_who_is_in_one(folder):
    load(folder)
    (folder / "gp-reg-pat-prac-map.csv").write_text(
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME,CCG_CODE,STP_CODE\n"
        "01-Sep-20,Z99001,OLD NAME,U99002,SELWICK PCN,99Z,QZZ\n"
    )
    (folder / "epcncorepartnerdetails.csv").unlink()
    load(folder, on=dt.date(2026, 6, 1))
    assert (one("Z99001").parent.code, one("Z99001").name) == ("U99001", "Harbour Medical Centre")
    load(folder, on=dt.date(2020, 10, 1))
    assert one("Z99001").parent.code == "U99002"


def test_of_two_editions_the_newest_is_read(folder, capsys):
    (folder / "etr.csv").unlink()
    (folder / "etr_2025-07.csv").write_text(row("RZ9", "OLD NAME NHS TRUST"))
    (folder / "etr_2026-07.csv").write_text(row("RZ9", "FERNHALL COMMUNITY NHS TRUST"))
    assert "only names are read (etr_2025-07.csv)" in load(folder, capsys=capsys)
    assert one("RZ9").name == "Fernhall Community NHS Trust"
    assert [alias.name for alias in one("RZ9").aliases.all()] == ["Old Name NHS Trust"]
    assert "Nothing changed." in load(folder, capsys=capsys)


def test_what_is_known_better_here_is_left_alone(folder):
    trust = make.organisation("Fernhall Community NHS Trust", Kind.SPECIALIST_TRUST, code="RZ9")
    load(folder)
    trust.refresh_from_db()
    assert trust.kind == Kind.SPECIALIST_TRUST


def test_a_code_that_is_another_kind_of_organisation_here_is_a_fault(folder):
    make.organisation("Harbour Hospice", Kind.HOSPICE, code="Z99001")
    with pytest.raises(CommandError, match="epraccur.csv line 1: Z99001 is known as another kind"):
        load(folder)


def test_an_icb_that_no_file_describes_is_said_and_nothing_is_made_up(folder, capsys):
    write(folder, etr=row("RZ9", "FERNHALL NHS TRUST", "Z9B2Z"))
    assert "Z9B2Z is no ICB of the registry or of the files (1)" in load(folder, capsys=capsys)
    assert one("RZ9").icb is None


def test_a_report_names_every_change_and_holds_no_formula(folder, tmp_path):
    write(folder, etr=row("RZ9", "=CMD NHS TRUST"))
    load(folder, report=tmp_path / "changes.txt")
    lines = (tmp_path / "changes.txt").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "what,code,name,was,now,on,desk"
    assert len([line for line in lines if line.startswith("New,")]) == 7
    assert any("RZ9,'=cmd NHS Trust" in line.replace("Cmd", "cmd") for line in lines)


def test_an_issue_shows_its_organisation_as_it_was_when_it_was_reported(client, folder):
    system = make.registry()
    issue = make.issue(by=system["team"], about=system["trust"])
    make.desk(system["trust"], Desk.Kind.CHIEF_NURSE)
    type(issue).objects.filter(pk=issue.pk).update(created_at=timezone.now() - dt.timedelta(days=400))
    write(folder, etr=row(system["trust"].code, "MARLSHIRE HEALTH NHS TRUST"))
    (folder / "ets.csv").unlink()
    load(folder)
    client.force_login(system["team"])
    assert "Fernhall Hospitals (now Marlshire Health NHS Trust)" in client.get(issue.get_absolute_url()).text


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError) as refused:
        load(tmp_path / "none")
    assert str(refused.value) == f"Cannot read {tmp_path / 'none'}: No such file or directory."
