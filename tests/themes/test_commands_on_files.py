"""find_themes and find_similar on files: contract, refusals, and nothing half-written."""

import json
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


def test_every_bad_line_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    good = b'{"id": "a", "text": "x", "on": "2026-03-01"}\n'
    bad = [
        b"{not json\n",
        b'{"id": "b", "on": "2026-03-01"}\n',
        b'{"id": "c", "text": "x", "on": "soon"}\n',
        b"[1]\n",
    ]
    source.write_bytes(good + b"".join(bad) + b"\xff\n" + b'{"id": "a", "text": "y", "on": "2026-03-01"}\n')
    with pytest.raises(CommandError) as refused:
        call_command("find_themes", source, tmp_path / "out.json")
    said = str(refused.value)
    assert all(f"line {number}:" in said for number in range(2, 8)) and "line 1:" not in said
    assert "line 1 already" in said and '"text" is missing' in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


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
    assert "c3" not in {one["id"] for one in second["similar"]} and second["similar"][0]["id"] == "c9"
