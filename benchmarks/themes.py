"""How well, how steadily, how soon and at what cost themes are found, beside BERTopic.

python -m benchmarks.themes FOLDER [PARTS] [--write]

FOLDER holds labelled reports (interface_issues_dev.jsonl, or FILE= another of lines of text, theme and week) and
benchmarks/banking77_train.csv. PARTS names some of quality, banking, curated, labels, retrieval, arrivals, certainty,
streams, replay, poison, size; all otherwise. Prints Markdown; --write puts it into docs/benchmarks.md in place of the
section that is there.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks import theme_arrivals, theme_certainty
from benchmarks import theme_measures as measures
from benchmarks.theme_corpora import BANKING, WRITTEN, banking, read

DOCS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEADING, END = "## Themes", "<!-- end of themes -->"


def lines(folder: Path, parts: list[str]) -> Iterator[str]:
    written = read(Path(os.environ.get("FILE") or folder / WRITTEN))
    issues = banking(folder / BANKING)
    tables: dict[str, Callable[[], Iterator[str]]] = {
        "quality": lambda: measures.quality(written),
        "curated": lambda: measures.curated(written),
        "banking": lambda: measures.small_and_large(issues),
        "labels": lambda: measures.labels(written, issues),
        "retrieval": lambda: measures.retrieval(issues),
        "arrivals": lambda: theme_arrivals.arrivals(written),
        "certainty": lambda: theme_certainty.certainty(written),
        "replay": lambda: measures.replay(written),
        "streams": lambda: measures.streams(issues),
        "poison": lambda: measures.poison(written),
        "size": lambda: measures.sizes(written),
    }
    for name in parts or tables:
        yield from tables[name]()
        yield ""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("parts", nargs="*")
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    said = []
    for line in lines(options.folder, options.parts):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        said.append(line)
    if options.write:
        whole = DOCS.read_text(encoding="utf-8")
        before, _, after = whole.partition(f"\n{HEADING}\n")
        _, _, rest = after.partition(f"{END}\n")
        section = f"\n{HEADING}\n\n" + "\n".join(said).strip() + f"\n\n{END}\n"
        DOCS.write_text(before.rstrip("\n") + "\n" + section + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
