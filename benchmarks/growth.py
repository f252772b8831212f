"""What pages cost as issues become many: `python -m benchmarks.growth`, on the database of DATABASE_URL.

One web worker, one reader at a time. The database is filled to each size in turn: give it one of its own.
SIZES, REQUESTS and PAGES (parts of names of pages, with | between) narrow it.
"""

import http.client
import os
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import surroundings

# isort: split
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.filling import fill
from benchmarks.made_up_system import System, found
from benchmarks.measuring import cpu_alone, cpu_of, quantile
from benchmarks.pages import Page, pages

SIZES = [int(size) for size in os.environ.get("SIZES", "1000,10000,100000").split(",")]
REQUESTS = int(os.environ.get("REQUESTS", "20"))
ONLY = os.environ.get("PAGES", "").split("|")
LONGEST = 8.0  # seconds for one page at one size; then fewer requests must do
SLOWEST = 1000.0  # milliseconds: the 95th percentile of no page may be longer


@dataclass(frozen=True)
class Cost:
    """Of one page at one size: statements, milliseconds waited and milliseconds of processor."""

    statements: int
    p50: float
    p95: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.cpu:.0f} ({self.p50:.0f}/{self.p95:.0f})"


def main() -> int:
    surroundings.prepare()
    system, costs = found(), {}
    for size in SIZES:
        began = time.perf_counter()
        fill(system, size - len(system.issues))
        print(f"Filled to {size:,} issues in {time.perf_counter() - began:.0f} s.", file=sys.stderr)  # noqa: T201
        for page, cost in measured(system):
            costs.setdefault(page, {})[size] = cost
    return told(costs)


def measured(system: System) -> Iterator[tuple[Page, Cost]]:
    """Every page at the size that the database has now."""
    chosen = [page for page in pages(system) if any(part in page.name for part in ONLY)]
    counted = [statements(page) for page in chosen]
    connection.close()
    with surroundings.served("interface.wsgi:application", WEB_WORKERS="1", WEB_THREADS="1") as server:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        for page, number in zip(chosen, counted, strict=True):
            ask(line, page)  # warm
            yield page, cost(line, page, number, server.process)


def statements(page: Page) -> int:
    """SQL statements of one request, in this process, the second time."""
    client = Client(headers={"Cookie": page.cookie, "Host": "127.0.0.1"})
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(page.path) if not page.body else client.post(page.path, page.body, page.kind)
            if answer.streaming:
                list(answer.streaming_content)
    if answer.status_code != 200:
        raise SystemExit(f"{page.path} answered {answer.status_code}.")
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in captured)


def cost(line: http.client.HTTPConnection, page: Page, number: int, server: int) -> Cost:
    times, spent, ends = [], cpu(server), time.perf_counter() + LONGEST
    while len(times) < REQUESTS and (len(times) < 3 or time.perf_counter() < ends):
        times.append(ask(line, page))
    each = (cpu(server) - spent) / len(times)
    return Cost(number, statistics.median(times), quantile(times, 0.95), each)


def ask(line: http.client.HTTPConnection, page: Page) -> float:
    """Milliseconds until the whole page is there; of a download, until its first bytes are."""
    headers = {"Cookie": page.cookie} | ({"Content-Type": page.kind} if page.body else {})
    began = time.perf_counter()
    line.request("POST" if page.body else "GET", page.path, page.body or None, headers)
    answer = line.getresponse()
    answer.read(1)
    first = time.perf_counter()
    answer.read()
    last = time.perf_counter()
    if answer.status != 200:
        raise SystemExit(f"{page.path} answered {answer.status}.")
    return ((first if page.is_download else last) - began) * 1000


def cpu(server: int) -> float:
    """Milliseconds of processor of the web server and, where they can be seen, of its database connections."""
    if connection.vendor == "sqlite":
        return cpu_of(server)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        backends = [pid for (pid,) in cursor.fetchall()]
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
    return cpu_of(server) + sum(cpu_alone(pid) for pid in backends if pid != own)


def told(costs: dict[Page, dict[int, Cost]]) -> int:
    """A table with the growth of each page, of a download's first bytes; how many targets were missed."""
    first, last = SIZES[0], SIZES[-1]
    sizes = [f"{size:,}" for size in SIZES]
    print(f"{connection.vendor}: processor ms (p50/p95 ms) of a request\n")  # noqa: T201
    print("| page | SQL |", " | ".join(sizes), "| growth | target | missed |")  # noqa: T201
    print("|---|---|" + "---|" * (len(sizes) + 3))  # noqa: T201
    missed = 0
    for page, by_size in costs.items():
        spent = {size: cost.p50 if page.is_download else cost.cpu for size, cost in by_size.items()}
        growth = spent[last] / spent[first]
        counts = sorted({cost.statements for cost in by_size.values()})
        why = [
            *(["growth"] if growth > page.target else []),
            *(["p95"] if any(cost.p95 > SLOWEST for cost in by_size.values()) else []),
            *(["SQL"] if len(counts) > 1 else []),
        ]
        missed += len(why)
        cells = [page.name, "-".join(map(str, counts)), *map(str, by_size.values())]
        print("|", " | ".join(cells), f"| {growth:.1f}× | {page.target} | {', '.join(why) or '–'} |")  # noqa: T201
    print(f"\n{missed} targets missed.")  # noqa: T201
    return missed


if __name__ == "__main__":
    sys.exit(main())
