"""Commands on files: one contract for bad lines, refusals, and nothing half-written."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

TEXTS = [
    "No fit note from the ward after her operation",
    "Hospital would not write a sick note",
    "Sick note refused by the clinic, GP to do it",
    "Sample rejected by the lab, no label",
    "Lab threw away the blood sample, wrong tube",
    "Blood sample rejected again by laboratory",
]


def _lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_themes_of_a_file_are_written_the_same_each_time(tmp_path: Path) -> None:
    rows = [{"id": f"i{at}", "text": text, "on": f"2026-03-{at + 1:02}"} for at, text in enumerate(TEXTS)]
    source = _lines(tmp_path / "in.jsonl", rows)
    call_command("find_themes", source, tmp_path / "one.json")
    call_command("find_themes", _lines(tmp_path / "mixed.jsonl", rows[::-1]), tmp_path / "two.json")
    one = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert set(one) == {"themes", "unthemed"}
    wanted = {"key", "label", "keywords", "issues", "examples", "first_on", "state", "signal"}
    assert all(wanted <= set(theme) for theme in one["themes"])
    assert sorted([i for theme in one["themes"] for i in theme["issues"]] + one["unthemed"]) == [
        f"i{n}" for n in range(6)
    ]


def test_an_empty_file_has_no_themes(tmp_path: Path) -> None:
    call_command("find_themes", _lines(tmp_path / "in.jsonl", []), tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text()) == {"themes": [], "unthemed": []}


BAD = [b"{not json", b'{"id": "b", "text": 3, "on": "2026-03-01"}', b"[1]", b"\xff", b"[" * 100_000]


@pytest.mark.parametrize("kept", [b"", b"what was there\n"])
def test_every_bad_line_is_named_by_every_command_and_nothing_is_written(tmp_path: Path, kept: bytes) -> None:
    source, out, good = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "good.jsonl"
    line = b'{"id": "a", "text": "x", "on": "2026-03-01"}\n'
    good.write_bytes(line)
    source.write_bytes(b"".join([line, *(bad + b"\n" for bad in BAD), b"\n"]))
    if kept:
        out.write_bytes(kept)
    for asked in (["screen_text", source], ["find_themes", source], ["find_similar", good, source]):
        said = _refused(*asked, out)
        assert all(f"line {number}:" in said for number in range(2, 7)), asked
        assert "line 1:" not in said and '"text" is missing or not text' in said
    said = _refused("route_cases", source, out, registry="demonstration")
    assert said.splitlines()[1:] == [
        "line 2: not JSON",
        "line 4: not a JSON object",
        "line 5: not UTF-8 text",
        "line 6: not JSON",
    ]
    there = ["good.jsonl", "in.jsonl", *(["out.jsonl"] if kept else [])]
    assert sorted(path.name for path in tmp_path.iterdir()) == there
    assert not kept or out.read_bytes() == kept


def _refused(*asked: object, **options: object) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*map(str, asked), **options)
    assert refused.value.returncode == 1
    return str(refused.value)


def test_many_bad_lines_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("bad\n" * 50)
    assert "line 50: not JSON" in _refused("screen_text", tmp_path / "in.jsonl", tmp_path / "out.jsonl")


def test_what_is_wrong_with_a_report_is_said(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "x", "on": "2026-03-01"}, {"id": "c", "text": "x", "on": "soon"}]
    rows += [{"id": "a", "text": "y", "on": "2026-03-01"}, rows[0], {"text": "x", "on": "2026-03-01"}]
    said = _refused("find_themes", _lines(tmp_path / "in.jsonl", rows), tmp_path / "out.json")
    assert said.splitlines()[1:] == [
        'line 2: "on" is missing or not a date like 2026-03-31',
        'line 3: the id "a" is on line 1 already',
        'line 5: "id" is missing or not text',
    ]


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Cannot read .*nowhere"):
        call_command("find_themes", tmp_path / "nowhere", tmp_path / "out.json")


def test_each_query_gets_the_ten_most_similar_without_itself(tmp_path: Path) -> None:
    corpus = [{"id": f"c{at}", "text": text} for at, text in enumerate(TEXTS * 2)]
    queries = [{"id": "q", "text": "no sick note given"}, corpus[3]]
    call_command(
        "find_similar",
        _lines(tmp_path / "corpus.jsonl", corpus),
        _lines(tmp_path / "queries.jsonl", queries),
        tmp_path / "out.jsonl",
    )
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert first["id"] == "q" and len(first["similar"]) == 10
    assert {one["id"] for one in first["similar"][:3]} <= {"c0", "c1", "c2", "c6", "c7", "c8"}
    scores = [one["score"] for one in first["similar"]]
    assert scores == sorted(scores, reverse=True)
    assert scores == [round(score, 4) for score in scores]
    assert "c3" not in {one["id"] for one in second["similar"]} and second["similar"][0]["id"] == "c9"


def test_a_query_without_words_is_like_nothing(tmp_path: Path) -> None:
    corpus = _lines(tmp_path / "corpus.jsonl", [{"id": "c", "text": TEXTS[0]}, {"id": "d", "text": ""}])
    queries = _lines(tmp_path / "queries.jsonl", [{"id": "q", "text": ""}, {"id": "r", "text": " \n"}])
    call_command("find_similar", corpus, queries, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [{"id": "q", "similar": []}, {"id": "r", "similar": []}]


def test_what_is_no_file_is_written_to_and_stays_what_it_was(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    call_command("screen_text", str(_lines(tmp_path / "in", [{"text": "NHS 9990313644"}])), str(pipe))
    assert b"[NHS number removed]" in os.read(reader, 4096)
    os.close(reader)
    assert pipe.is_fifo()
