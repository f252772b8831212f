"""What a new issue costs, against the floor: `python -m benchmarks.creating`, on the database of DATABASE_URL.

Floor, form and API take turns on the same machine with the same server settings; what counts is their ratio.
The database is filled with made-up issues: give it one of its own.
"""

import os
import statistics
import sys
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import surroundings
from benchmarks.measuring import Maker, Request, one_round
from benchmarks.ways_to_create import FORM, TEXT, ways
from tests import make

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CLIENTS = int(os.environ.get("CLIENTS", "8"))
REQUESTS = int(os.environ.get("REQUESTS", "25"))  # of each client in a round
TARGETS = {"send": 6.0, "API": 8.0}


def floor() -> list[Request]:
    return [(200, "/create/", urlencode({"text": TEXT}), {"Content-Type": FORM})]


def statements(request: Request) -> tuple[int, int]:
    """SQL statements and transactions of one request, in this process."""
    status, path, body, headers = request
    client = Client(headers={name: value for name, value in headers.items() if name != "Content-Type"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, body, content_type=headers["Content-Type"], headers={"Host": "127.0.0.1"})
    assert answer.status_code == status, answer.content
    words = [query["sql"].split()[0].upper() for query in captured]
    control = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
    return sum(word not in control for word in words), words.count("BEGIN")


def main() -> int:
    surroundings.prepare()
    made = {"floor": floor} | {name: way for name, way in ways(make.registry()).items() if name in TARGETS}
    for name in TARGETS:
        statements(made[name]()[-1])  # the first request of a process loads what it needs
        asked, transactions = statements(made[name]()[-1])
        print(f"{name}: {asked} SQL statements in {transactions} transaction(s)")  # noqa: T201
    connection.close()
    with (
        surroundings.served("benchmarks.floor_server:application") as floor_server,
        surroundings.served("interface.wsgi:application") as portal,
    ):
        return compare(made, {name: floor_server if name == "floor" else portal for name in made})


def compare(made: dict[str, Maker], servers: dict[str, surroundings.Server]) -> int:
    """Take turns, print each round and the medians; how many targets were missed."""

    def once(name: str):
        at = servers[name]
        return one_round(at.port, made[name], clients=CLIENTS, each=REQUESTS, server=at.process)

    for name in made:
        once(name)  # warm
    rounds = []
    for number in range(ROUNDS):
        found = {name: once(name) for name in made}
        rounds.append(found)
        told = ", ".join(f"{name} {load.rate:.0f}/s (p95 {load.p95:.0f} ms)" for name, load in found.items())
        print(f"round {number + 1}: {told}")  # noqa: T201
    missed = 0
    for name, target in TARGETS.items():
        ratio = statistics.median(found["floor"].rate / found[name].rate for found in rounds)
        cpu = statistics.median(found[name].cpu for found in rounds)
        missed += ratio > target
        print(  # noqa: T201
            f"{connection.vendor}, {CLIENTS} clients: floor ÷ {name} = {ratio:.1f} (target {target:.0f}), "
            f"{cpu:.1f} ms of processor each"
        )
    return missed


if __name__ == "__main__":
    sys.exit(main())
