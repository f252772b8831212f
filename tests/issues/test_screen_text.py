"""The command `screen_text` on files."""

import json

import pytest
from django.core.management import CommandError, call_command


def written(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_each_line_comes_back_with_its_masked_text_and_findings(tmp_path):
    source = written(
        tmp_path / "in.jsonl", '{"id": 7, "text": "🙂 NHS 9990313644, Mrs Kaur"}', "", '{"text": "Nothing"}'
    )
    call_command("screen_text", str(source), str(tmp_path / "out.jsonl"))
    first, second = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["id"] == 7
    assert first["masked"] == "🙂 NHS [NHS number removed], [name removed]"
    assert first["found"] == [
        {"start": 6, "end": 16, "kind": "NHS_NUMBER", "certain": True},
        {"start": 18, "end": 26, "kind": "NAME", "certain": True},
    ]
    assert (second["masked"], second["found"]) == ("Nothing", [])


def test_bad_lines_are_named_and_the_good_ones_go_through(tmp_path, capsys):
    source = written(
        tmp_path / "in.jsonl", "{broken", '{"text": "ok"}', '["text"]', '{"text": 3}', '{"text": "\\ud800"}'
    )
    with pytest.raises(CommandError) as stopped:
        call_command("screen_text", str(source), str(tmp_path / "out.jsonl"))
    assert stopped.value.returncode == 1
    said = capsys.readouterr().err
    assert all(f"line {number}:" in said for number in (1, 3, 4))
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("screen_text", str(tmp_path / "missing.jsonl"), str(tmp_path / "out.jsonl"))
