"""Whether the portal works, for monitoring: open to anyone, without a secret, at most half a second per question."""

import os
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from issues import scanning
from people import passing_over, room
from people.delivering import waiting_since
from people.holding import count_held
from people.rounds import last_alive

SILENT_AFTER = timedelta(minutes=1)
LATE_AFTER = timedelta(minutes=5)
UNSCANNED_AFTER = timedelta(minutes=15)
PING_SECONDS = 0.25


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 where the portal can be used, even if something behind it is amiss; 503 where it cannot."""
    checks = examine(timezone.now())
    works = checks["database"]["ok"]
    well = all(check["ok"] for check in checks.values())
    status = "ok" if well else "degraded" if works else "down"
    return JsonResponse({"status": status, "checks": checks}, status=200 if works else 503)


def examine(now: datetime) -> dict[str, dict]:
    """Each thing that the portal stands on, and whether it is well."""
    checks = {"database": {"ok": True}, "broker": {"ok": broker_answers()}, "room": {"ok": room.is_room()}}
    try:
        alive = last_alive()
        oldest = waiting_since()
        held = count_held()
        stumbled = passing_over.stumbled().count()
        unscanned = scanning.waiting_since() if settings.CLAMAV else None
    except DatabaseError:
        return checks | {"database": {"ok": False}}
    for name in ("worker", "scheduler"):
        checks[name] = age_check(now, alive.get(name), SILENT_AFTER, missing_is_well=False)
    checks["stumbled"] = {"ok": not stumbled, "count": stumbled}
    checks["held_mail"] = {"ok": not held, "count": held}
    if settings.CLAMAV:
        checks["oldest_unscanned_file"] = age_check(now, unscanned, UNSCANNED_AFTER, missing_is_well=True)
    return checks | {"oldest_undelivered_notice": age_check(now, oldest, LATE_AFTER, missing_is_well=True)}


def age_check(now: datetime, at: datetime | None, limit: timedelta, *, missing_is_well: bool) -> dict:
    """How long ago something was, in whole seconds, and whether that is recent enough."""
    if at is None:
        return {"ok": missing_is_well, "age_seconds": None}
    return {"ok": now - at <= limit, "age_seconds": max(0, round((now - at).total_seconds()))}


def broker_answers() -> bool:
    """Redis says so; without Redis the broker is a folder that can be written to."""
    if not settings.REDIS_URL:
        folder = settings.VAR_DIR / "broker"
        return folder.is_dir() and os.access(folder, os.W_OK)
    limits = {"socket_connect_timeout": PING_SECONDS, "socket_timeout": PING_SECONDS}
    client = redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
