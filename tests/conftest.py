"""What every test stands on."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from people import limits
from themes import remembering

hypothesis.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("busy machine")


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits and other remembered things of one test are not those of the next."""
    for one in caches.all(initialized_only=True):
        one.clear()
    remembering.forget()
    limits.rests_until = None
    (settings.VAR_DIR / "no-room").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as in use: in shared memory it refuses a second writer at once instead of making it wait."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
