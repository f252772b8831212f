"""What a route costs: `python -m benchmarks.routing`, every practice × trust × category of Cheshire and Merseyside.

Every other desk is held, the rest vacant. EVERY=10 takes one case of ten. On the database of DATABASE_URL.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

from benchmarks import surroundings

# isort: split
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from benchmarks.measuring import quantile
from people.models import TRUSTS, Organisation, User
from routing import registry
from routing.facts import Facts, Route
from routing.loading import load
from routing.models import Category, Desk, Holder
from routing.snapshot import Snapshot

EVERY = int(os.environ.get("EVERY", "1"))
SLOWEST = 5.0  # milliseconds
COUNTED = 500  # routes whose statements are counted


def made_up_holders() -> None:
    held = list(Desk.objects.order_by("pk"))[::2]
    people = User.objects.bulk_create(User(email=f"holder-{desk.pk}@nhs.example", name="Holder") for desk in held)
    Holder.objects.bulk_create(Holder(desk=desk, user=user) for desk, user in zip(held, people, strict=True))


def every_case(icb: Organisation) -> Iterator[Facts]:
    active = Organisation.objects.filter(status="active").select_related("place", "parent")
    practices = list(active.filter(icb=icb, kind=Organisation.Kind.GP_PRACTICE))
    trusts = list(active.filter(kind__in=TRUSTS, desks__isnull=False).distinct())
    categories = list(Category.objects.all())
    print(f"{len(practices)} practices × {len(trusts)} trusts × {len(categories)} categories")  # noqa: T201
    for number, (practice, trust, category) in enumerate(product(practices, trusts, categories)):
        if number % EVERY == 0:
            yield Facts(
                icb=icb,
                category=category.slug,
                reporter_organisation=practice,
                reporter_kind=practice.kind,
                reporter_place=practice.place,
                about=trust,
                about_words=trust.name,
            )


def measure(name: str, cases: list[Facts], route: Callable[[Facts], Route]) -> bool:
    """Print what each route took; whether it was quick enough, by processor time: other work makes routes wait."""
    times, gaps, began, cpu = [], Counter(), time.perf_counter(), time.process_time()
    for facts in cases:
        start = time.perf_counter()
        gaps[route(facts).gap or "answered"] += 1
        times.append((time.perf_counter() - start) * 1000)
    spent, cpu = time.perf_counter() - began, (time.process_time() - cpu) * 1000 / len(cases)
    statements = set()
    for facts in cases[:: max(1, len(cases) // COUNTED)]:
        reset_queries()  # the log of statements is not endless
        with CaptureQueriesContext(connection) as captured:
            route(facts)
        statements.add(len(captured))
    p50, p95, last = (quantile(times, share) for share in (0.5, 0.95, 0.999))
    print(  # noqa: T201
        f"| {connection.vendor} | {name} | {len(cases):,} | {len(cases) / spent:,.0f} | {cpu:.2f} | {p50:.2f} "
        f"| {p95:.2f} | {last:.2f} | {'-'.join(map(str, sorted(statements)))} |"
    )
    print(f"  {dict(gaps)}")  # noqa: T201
    return cpu < SLOWEST


def main() -> int:
    surroundings.prepare()
    icb = load("cheshire-and-merseyside").icb
    made_up_holders()
    cases = list(every_case(icb))
    registry.route(cases[0])  # the first reads the rules
    print(  # noqa: T201
        "| engine | way | routes | a second | processor ms | p50 ms | p95 ms | p99.9 ms | SQL |\n" + "|---" * 9 + "|"
    )
    alone = measure("one by one", cases, registry.route)
    book, desks = registry.book_in_force(icb), Snapshot(icb)
    together = measure("desks read once", cases, lambda facts: registry.route(facts, book=book, finder=desks.finder))
    return 0 if alone and together else 1


if __name__ == "__main__":
    sys.exit(main())
