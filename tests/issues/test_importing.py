"""A log kept in a spreadsheet comes in: masked, routed, once, with every bad line named."""

import pytest
from django.core.management import CommandError, call_command

from issues import importing
from issues.models import Issue
from issues.reporting import TELL_MORE
from people.models import Notice, User
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
HEADER = "id,reported_on,organisation,about,category,text,reporter_email,answered_on,answer,outcome\n"


@pytest.fixture
def system():
    made = make.registry()
    made["practice"] = make.practice("Hollin Surgery")
    return made


def bring_in(tmp_path, system, *lines, **options):
    file = tmp_path / "log.csv"
    file.write_text(HEADER + "\n".join(lines), encoding="utf-8-sig")
    call_command("import_issues", file, by=system["team"].email, **options)


GOOD = "1,03/03/2026,Hollin Surgery,Fernhall Hospitals,letters,No letter for 999 105 7269,jo@nhs.example,,,"


def test_a_row_becomes_an_issue_of_its_day_masked_and_routed_and_nobody_is_told(tmp_path, system):
    bring_in(tmp_path, system, GOOD)
    issue = Issue.objects.get()
    assert issue.desk == system["desk"]
    assert issue.created_at.date().isoformat() == "2026-03-03"
    assert "999" not in issue.text
    assert issue.reporter.email == "jo@nhs.example"
    assert not Notice.objects.exists()


def test_a_second_run_changes_nothing(tmp_path, system):
    bring_in(tmp_path, system, GOOD)
    bring_in(tmp_path, system, GOOD)
    assert Issue.objects.count() == 1


def test_bad_lines_are_named_and_good_ones_go_in(tmp_path, system, capsys):
    lines = [
        "2,31/02/2026,Hollin Surgery,x,letters,Text,,,,",
        "3,03/03/2026,Nowhere,x,letters,Text,,,,",
        "4,03/03/2026,Hollin Surgery,x,nonsense,Text,,,,",
        "5,03/03/2026,Hollin Surgery,x,letters,,,,,",
        GOOD,
    ]
    with pytest.raises(CommandError):
        bring_in(tmp_path, system, *lines)
    said = capsys.readouterr().err
    assert all(f"line {number}:" in said for number in (2, 3, 4, 5))
    assert Issue.objects.count() == 1


@pytest.mark.parametrize("text", ["x", "TTO", "...", "2 👍"])
def test_a_line_that_does_not_tell_what_happened_is_named_and_the_others_go_in(tmp_path, system, capsys, text):
    told = GOOD.replace("1,03", "3,03", 1)
    with pytest.raises(CommandError):
        bring_in(tmp_path, system, GOOD, f"2,03/03/2026,Hollin Surgery,x,letters,{text},new@nhs.example,,,", told)
    out = capsys.readouterr()
    assert f"line 3: text: {TELL_MORE}" in out.err and "2 brought in, 0 there already, 1 not understood" in out.out
    assert Issue.objects.count() == 2 and not User.objects.filter(email="new@nhs.example").exists()


def test_a_line_that_the_portal_refuses_is_named_and_the_others_go_in(tmp_path, system, capsys, monkeypatch):
    def refuse(**answer):
        raise Refused("Somebody answered it already.")

    monkeypatch.setattr(importing.responding, "answer", refuse)
    answered = (
        "2,03/03/2026,Hollin Surgery,Fernhall Hospitals,letters,No letter,al@nhs.example,04/03/2026,Sent.,fixed"
    )
    with pytest.raises(CommandError):
        bring_in(tmp_path, system, answered, GOOD)
    assert "line 2: Somebody answered it already." in capsys.readouterr().err
    assert Issue.objects.get().reporter.email == "jo@nhs.example"


def test_a_bad_row_leaves_no_person_behind(tmp_path, system):
    before = User.objects.count()
    with pytest.raises(CommandError):
        bring_in(tmp_path, system, GOOD.replace("letters", "nonsense"))
    assert User.objects.count() == before


def test_an_answered_row_is_answered_on_its_day(tmp_path, system):
    bring_in(tmp_path, system, GOOD.replace(",,,", ",2026-03-10,Printer mended,fixed"))
    issue = Issue.objects.get()
    assert issue.state == "answered"
    assert issue.answered_at.date().isoformat() == "2026-03-10"


def test_notices_are_sent_if_asked(tmp_path, system):
    bring_in(tmp_path, system, GOOD, tell=True)
    assert Notice.objects.exists()


def test_a_file_without_the_columns_is_refused_in_words(tmp_path, system):
    file = tmp_path / "log.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(CommandError, match="reported_on"):
        call_command("import_issues", file, by=system["team"].email)
