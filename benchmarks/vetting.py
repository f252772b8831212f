"""What it costs to see whether words quote an issue: `python -m benchmarks.vetting`, on DATABASE_URL's database.

300 words that teams wrote of their projects are held against all issues of an area, and against those of its largest
theme. The database is filled to each of SIZES in turn: give it one of its own. REQUESTS is how often each is asked.
"""

import csv
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import surroundings

# isort: split
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.filling import fill
from benchmarks.made_up_system import found
from benchmarks.measuring import cpu_alone
from themes import quoting
from themes.models import Theme

SIZES = [int(size) for size in os.environ.get("SIZES", "1000,10000,100000").split(",")]
REQUESTS = int(os.environ.get("REQUESTS", "5"))
WORDS = 300
DETAIL = "The ward round begins at 11:05 now."
PROJECTS = Path(settings.BASE_DIR) / "interface" / "demonstration" / "projects.json"
EXAMPLES = Path(settings.BASE_DIR) / "archive" / "examples" / "projects.csv"


def honest_words() -> str:
    """What teams wrote, which quotes nobody though it is about the same problems; with a detail that nobody told."""
    plans = json.loads(PROJECTS.read_text("utf-8"))
    texts = [text for one in plans for text in (one["title"], one["summary"], *one["updates"])]
    texts += [text for one in plans for text, _ in one["lessons"]]
    with EXAMPLES.open(encoding="utf-8") as rows:
        texts += [row["summary"] for row in csv.DictReader(rows)]
    return " ".join([*DETAIL.split(), *" ".join(texts).split()][:WORDS])


def cost(ask: Callable[[], str]) -> str:
    """Of asking once: milliseconds of processor, of waiting (the median), and SQL statements."""
    with CaptureQueriesContext(connection) as captured:
        if trouble := ask():  # warm
            raise SystemExit(f"These words are honest, but: {trouble}")
    waited, spent = [], processor()
    for _ in range(REQUESTS):
        began = time.perf_counter()
        ask()
        waited.append((time.perf_counter() - began) * 1000)
    spent = (processor() - spent) / REQUESTS
    return f"{spent:.0f} | {statistics.median(waited):.0f} | {len(captured)}"


def processor() -> float:
    """Milliseconds that this process has used and, on PostgreSQL, its connection."""
    own = time.process_time() * 1000
    if connection.vendor == "sqlite":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return own + cpu_alone(cursor.fetchone()[0])


def main() -> int:
    surroundings.prepare()
    system, words = found(), honest_words()
    each = "processor ms | waited ms | SQL"
    print(f"| engine | issues of the area | {each} | of its largest theme | {each} |\n{'|---' * 9}|")  # noqa: T201
    for size in SIZES:
        fill(system, size - len(system.issues))
        theme = Theme.objects.order_by("-size").first()
        area = cost(lambda: quoting.trouble(None, words, {system.icb.pk}))
        own = cost(lambda theme=theme: quoting.trouble(theme, words, ()))
        print(f"| {connection.vendor} | {size:,} | {area} | {theme.size:,} | {own} |", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
