"""What every test stands on."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache():
    """Limits and other remembered things of one test are not those of the next."""
    cache.clear()
