"""How well the identifier gate does on texts with known spans: `python -m language.identifiers FILE.jsonl`."""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from language.reading.view import KINDS
from language.screening import Screened, screen


@dataclass
class Figures:
    """Counts over a file; a span is found when every letter and digit of it is masked."""

    spans: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    holding: int = 0
    noticed: int = 0
    clean: int = 0
    untouched: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)

    def add(self, text: str, spans: list[tuple[int, int, str]]) -> None:
        """Screen one text and count what was found of its spans."""
        begun = time.process_time()
        screened = screen(text)
        self.seconds += time.process_time() - begun
        if spans:
            self.holding += 1
            self.noticed += bool(screened.found)
        else:
            self.clean += 1
            self.untouched += not screened.found
        covered = {at for finding in screened.found for at in range(finding.start, finding.end)}
        for start, end, kind in spans:
            self.spans[kind] += 1
            whole = all(at in covered for at in range(start, end) if text[at].isalnum())
            self.found[kind] += whole
            if not whole:
                self.missed.append(f"missed {kind} {text[start:end]!r} in: {screened.masked}")
        self._count_false(screened, spans)

    def _count_false(self, screened: Screened, spans: list[tuple[int, int, str]]) -> None:
        for finding in screened.found:
            if not any(start < finding.end and finding.start < end for start, end, _ in spans):
                self.false[finding.kind] += 1
                self.missed.append(
                    f"false {finding.kind} {screened.text[finding.start : finding.end]!r} in: {screened.text}"
                )

    def table(self) -> str:
        """The figures as a small table in plain text."""
        rows = [f"{'kind':<18}{'spans':>6}{'found':>7}{'recall':>9}{'false':>7}"]
        for kind in KINDS:
            rows.append(_row(kind, self.spans[kind], self.found[kind], self.false[kind]))
        rows.append(_row("all kinds", self.spans.total(), self.found.total(), self.false.total()))
        texts = self.holding + self.clean
        rows += [
            f"texts with an identifier, noticed: {self.noticed} of {self.holding} "
            f"({_percent(self.noticed, self.holding)})",
            f"clean texts, untouched: {self.untouched} of {self.clean} ({_percent(self.untouched, self.clean)})",
            f"microseconds per text: {1e6 * self.seconds / max(1, texts):.0f}",
        ]
        return "\n".join(rows)


def _row(name: str, spans: int, found: int, false: int) -> str:
    return f"{name:<18}{spans:>6}{found:>7}{_percent(found, spans):>9}{false:>7}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def measure(path: Path) -> Figures:
    """The figures of a JSON Lines file of {"text", "spans"}; a line without spans counts as clean."""
    figures = Figures()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                figures.add(row["text"], [tuple(span) for span in row.get("spans", [])])
    return figures


def main() -> None:
    """Read the file named on the command line and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="also list each miss and each false finding")
    options = parser.parse_args()
    figures = measure(options.file)
    if options.show:
        sys.stdout.write("".join(f"{line}\n" for line in figures.missed))
    sys.stdout.write(figures.table() + "\n")
