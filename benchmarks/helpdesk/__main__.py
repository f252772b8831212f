"""Creating an issue, against django-helpdesk: `python -m benchmarks.helpdesk`, on the database of DATABASE_URL.

Both take turns on the same machine with the same server settings; what counts are the ratios. The portal holds
issues already, among which it looks for similar ones; the other starts empty. Give it a database of its own.
"""

import os
import sys

from django.db import connection

from benchmarks import surroundings

# isort: split
from benchmarks.filling import fill
from benchmarks.helpdesk import peer
from benchmarks.made_up_system import found
from benchmarks.measuring import Load, Maker, medians, one_round
from benchmarks.ways_to_create import ways

ROUNDS = int(os.environ.get("ROUNDS", "5"))
FILLED = int(os.environ.get("FILLED", "10000"))  # issues that the portal holds already, for the similar ones
CREATES = int(os.environ.get("REQUESTS", "64"))  # in a round, of all clients together
CLIENTS = [int(number) for number in os.environ.get("CLIENTS", "1,8,32").split(",")]
PAIRS = (("send", "form"), ("check and send", "form"), ("API", "API"))
TARGET = 2.0  # times its throughput
HEAD = "| engine | clients | ours | req/s (p95 ms) | theirs | req/s (p95 ms) | throughput | CPU ms | CPU |"
Way = tuple[surroundings.Server, Maker]


def main() -> int:
    surroundings.prepare()
    system = found()
    fill(system, FILLED)
    ours = ways(system.registry)
    with peer.served() as (helpdesk, theirs):
        connection.close()
        with surroundings.served("interface.wsgi:application") as portal:
            known = {("ours", name): (portal, make) for name, make in ours.items()}
            known |= {("theirs", name): (helpdesk, make) for name, make in theirs.items()}
            return compare(known)


def compare(known: dict[tuple[str, str], Way]) -> int:
    """Take turns with each number of clients, print a table of medians; how many targets were missed."""
    for way in known.values():
        once(way, CLIENTS[-1])  # warm
    print(HEAD, "|---" * 9 + "|", sep="\n")  # noqa: T201
    missed = 0
    for clients in CLIENTS:
        rounds = [{name: once(way, clients) for name, way in known.items()} for _ in range(ROUNDS)]
        found = {name: medians([one[name] for one in rounds]) for name in known}
        for our, their in PAIRS:
            ratio = medians([_ratios(one["ours", our], one["theirs", their]) for one in rounds])
            missed += ratio.rate < TARGET
            print(_line(clients, our, found["ours", our], their, found["theirs", their], ratio))  # noqa: T201
    print(f"Target: at least {TARGET:.0f} times its throughput; missed {missed} times.")  # noqa: T201
    return missed


def once(way: Way, clients: int) -> Load:
    server, make_requests = way
    each = max(2, CREATES // clients)
    return one_round(server.port, make_requests, clients=clients, each=each, server=server.process)


def _ratios(ours: Load, theirs: Load) -> Load:
    """How many times better ours is, of one round."""
    return Load(ours.rate / theirs.rate, theirs.p95 / ours.p95, theirs.cpu / ours.cpu)


def _line(clients: int, our: str, ours: Load, their: str, theirs: Load, ratio: Load) -> str:
    cells = (
        *(connection.vendor, clients, our, f"{ours.rate:.0f} ({ours.p95:.0f})"),
        *(their, f"{theirs.rate:.0f} ({theirs.p95:.0f})", f"{ratio.rate:.1f}×"),
        *(f"{ours.cpu:.1f} to {theirs.cpu:.1f}", f"{ratio.cpu:.1f}×"),
    )
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main())
