"""Caches that count several things at once: in Redis, with one round trip; without Redis, each process for itself."""

from collections.abc import Mapping

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache


class RedisCounters(RedisCache):
    """Counters that all web processes share."""

    def add_one(self, counters: Mapping[str, int]) -> list[int]:
        """Add one to each counter, each kept for so many seconds. What each has come to."""
        line = self._cache.get_client(write=True).pipeline(transaction=False)
        for name, seconds in counters.items():
            key = self.make_and_validate_key(name)
            line.incr(key)
            line.expire(key, seconds)
        return line.execute()[::2]


class OwnCounters(LocMemCache):
    """Counters of one process."""

    def add_one(self, counters: Mapping[str, int]) -> list[int]:
        """Add one to each counter, each kept for so many seconds. What each has come to."""
        for name, seconds in counters.items():
            self.add(name, 0, timeout=seconds)
        return [self.incr(name) for name in counters]
