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


def test_half_a_character_comes_back_as_it_was(tmp_path):
    source = written(tmp_path / "in.jsonl", '{"text": "ok"}', '{"text": "\\ud800"}')
    call_command("screen_text", str(source), str(tmp_path / "out.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == ["ok", "\ud800"]


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("screen_text", str(tmp_path / "missing.jsonl"), str(tmp_path / "out.jsonl"))
