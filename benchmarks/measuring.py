"""Load and what it costs: creates a second, their 95th percentile, and processor time from /proc."""

import http.client
import os
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
Request = tuple[int, str, str, dict[str, str]]  # the status it is answered with, path, body, headers
Maker = Callable[[], list[Request]]  # the requests that make up one create


@dataclass(frozen=True)
class Load:
    """What one round of one way found."""

    rate: float  # creates a second
    p95: float  # milliseconds
    cpu: float  # milliseconds of the server's processes for one create


def one_round(port: int, make: Maker, *, clients: int, each: int, server: int) -> Load:
    """So many clients at once, so many creates of each, against the server with this process number."""
    times: list[float] = []
    start = threading.Barrier(clients + 1)

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        creates = [make() for _ in range(each)]
        start.wait()
        for requests in creates:
            began = time.perf_counter()
            for request in requests:
                _ask(line, request)
            times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    spent = cpu_of(server)
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if len(times) != clients * each:
        raise SystemExit("Some requests failed.")
    return Load(len(times) / took, quantile(times, 0.95) * 1000, (cpu_of(server) - spent) / len(times))


def _ask(line: http.client.HTTPConnection, request: Request) -> None:
    status, path, body, headers = request
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    said = answer.read()
    if answer.status != status:
        raise SystemExit(f"{path} answered {answer.status}: {said[:300]!r}")


def cpu_of(process: int) -> float:
    """Milliseconds of processor time that a process and its children have used."""
    family = [process, *map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    return sum(map(cpu_alone, family))


def cpu_alone(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def quantile(values: list[float], part: float) -> float:
    """The smallest value that this part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def medians(loads: list[Load]) -> Load:
    """The medians of several rounds."""
    return Load(*(statistics.median(getattr(load, name) for load in loads) for name in ("rate", "p95", "cpu")))
