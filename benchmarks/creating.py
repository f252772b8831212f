"""What a new issue costs, against the floor: `python -m benchmarks.creating`, on the database of DATABASE_URL.

Floor, form and API take turns on the same machine with the same server settings; what counts is their ratio.
The database is filled with made-up issues: give it one of its own.
"""

import http.client
import json
import os
import statistics
import sys
import threading
import time
import uuid
from collections.abc import Callable
from itertools import count
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import surroundings
from people.keys import make_key
from tests import make
from tests.faults.portal import session_of

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CLIENTS = int(os.environ.get("CLIENTS", "8"))
REQUESTS = int(os.environ.get("REQUESTS", "25"))  # of each client in a round
PEOPLE = 48
TARGETS = {"form": 6.0, "API": 8.0}
TEXT = "The discharge letter came six weeks after the stay and did not say which medicines were stopped, or why."
FORM = "application/x-www-form-urlencoded"
Request = tuple[str, str, dict[str, str]]  # path, body, headers
turns = count()


def makers() -> dict[str, Callable[[], Request]]:
    """For the floor, the form and the API, what makes the next request; people take turns."""
    system = make.registry()
    about, category = system["trust"].code, system["category"].slug
    people = [make.user() for _ in range(PEOPLE)]
    cookies = [f"sessionid={session_of(person)}; csrftoken={'a' * 32}" for person in people]
    keys = [make_key(by=person, name="benchmark", scopes=["issues.write"])[1] for person in people]

    def floor() -> Request:
        return "/create/", urlencode({"text": TEXT}), {"Content-Type": FORM}

    def form() -> Request:
        answers = {
            "text": TEXT,
            "about_words": "Fernhall",
            "about": about,
            "shown_about": about,
            "category": category,
        }
        answers |= {"key": str(uuid.uuid4()), "csrfmiddlewaretoken": "a" * 32}
        return (
            "/issues/new/send/",
            urlencode(answers),
            {"Content-Type": FORM, "Cookie": cookies[next(turns) % PEOPLE]},
        )

    def api() -> Request:
        body = json.dumps({"text": TEXT, "about": about, "category": category})
        headers = {"Authorization": f"Bearer {keys[next(turns) % PEOPLE]}", "Idempotency-Key": str(uuid.uuid4())}
        return "/api/v1/issues/", body, headers | {"Content-Type": "application/json"}

    return {"floor": floor, "form": form, "API": api}


def statements(request: Request) -> tuple[int, int]:
    """SQL statements and transactions of one request, in this process."""
    path, body, headers = request
    client = Client(headers={name: value for name, value in headers.items() if name != "Content-Type"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, body, content_type=headers["Content-Type"], headers={"Host": "127.0.0.1"})
    assert answer.status_code in {201, 302}, answer.content
    words = [query["sql"].split()[0].upper() for query in captured]
    control = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
    return sum(word not in control for word in words), words.count("BEGIN")


def one_round(port: int, maker: Callable[[], Request]) -> tuple[float, float]:
    """Requests a second, and the 95th percentile in milliseconds, of all clients at once."""
    times: list[float] = []
    start = threading.Barrier(CLIENTS + 1)

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        requests = [maker() for _ in range(REQUESTS)]
        start.wait()
        for path, body, headers in requests:
            began = time.perf_counter()
            line.request("POST", path, body, headers)
            answer = line.getresponse()
            said = answer.read()
            times.append(time.perf_counter() - began)
            if answer.status not in {200, 201, 302}:
                raise SystemExit(f"{path} answered {answer.status}: {said[:200]!r}")

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if len(times) != CLIENTS * REQUESTS:
        raise SystemExit("Some requests failed.")
    return len(times) / (time.perf_counter() - began), statistics.quantiles(times, n=20)[-1] * 1000


def main() -> int:
    surroundings.prepare()
    made = makers()
    for name in ("form", "API"):
        statements(made[name]())  # the first request of a process loads what it needs
        asked, transactions = statements(made[name]())
        print(f"{name}: {asked} SQL statements in {transactions} transaction(s)")  # noqa: T201
    connection.close()
    floor, floor_port = surroundings.serve("benchmarks.floor_server:application")
    portal, portal_port = surroundings.serve("interface.wsgi:application")
    ports = {"floor": floor_port, "form": portal_port, "API": portal_port}
    try:
        return compare(made, ports)
    finally:
        for server in (floor, portal):
            server.terminate()
            server.wait()


def compare(made: dict[str, Callable[[], Request]], ports: dict[str, int]) -> int:
    """Take turns, print each round and the medians; how many targets were missed."""
    for name, port in ports.items():
        one_round(port, made[name])  # warm
    rounds = []
    for number in range(ROUNDS):
        found = {name: one_round(port, made[name]) for name, port in ports.items()}
        rounds.append(found)
        told = ", ".join(f"{name} {rate:.0f}/s (p95 {p95:.0f} ms)" for name, (rate, p95) in found.items())
        print(f"round {number + 1}: {told}")  # noqa: T201
    missed = 0
    for name, target in TARGETS.items():
        ratio = statistics.median(found["floor"][0] / found[name][0] for found in rounds)
        missed += ratio > target
        print(f"{connection.vendor}, {CLIENTS} clients: floor ÷ {name} = {ratio:.1f} (target {target:.0f})")  # noqa: T201
    return missed


if __name__ == "__main__":
    sys.exit(main())
