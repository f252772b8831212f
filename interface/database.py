"""The database's settings: SQLite embedded, PostgreSQL in production."""

import os

import dj_database_url
from django.conf import settings

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; PRAGMA mmap_size=268435456;"
    ),
}
POSTGRESQL = {  # a statement that comes again and again is read once for a connection, and planned for what it asks
    "server_side_binding": True,
    "prepare_threshold": 3,
}
PLANNING = {"plan_cache_mode": "force_custom_plan", "jit": "off"}  # a page's statements are too short to be compiled


def configuration(url: str) -> dict:
    """For Django."""
    found = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    is_sqlite = found["ENGINE"].endswith("sqlite3")
    return found | {"OPTIONS": dict(SQLITE) if is_sqlite else POSTGRESQL | limits(seconds=30)}


def limits(*, seconds: float) -> dict:
    """How long a statement of PostgreSQL may take. Who waits for a lock gives up a little earlier and is told why."""
    most = {
        "lock_timeout": min(5.0, seconds * 0.8),
        "statement_timeout": seconds,
        "idle_in_transaction_session_timeout": 30.0,
    }
    settings_of_it = PLANNING | {name: f"{round(value * 1000)}ms" for name, value in most.items()}
    options = " ".join(f"-c {name}={value}" for name, value in settings_of_it.items())
    return {"options": options, "connect_timeout": 2}


def answer_soon() -> None:
    """A web process, which people wait for, gives up sooner than the worker does. Before it has a connection."""
    facts = settings.DATABASES["default"]
    if facts["ENGINE"].endswith("postgresql"):
        facts["OPTIONS"] |= limits(seconds=float(os.environ.get("QUERY_SECONDS", "1.5")))
