"""The schedule. Each task sweeps rows that are due; nothing of value travels on the broker."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interface.settings")

TRANSPORT_ALIASES["folder"] = "interface.folder_broker:Transport"  # as settings call it
app = Celery("interface")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "deliver-notices": {"task": "people.tasks.deliver_notices", "schedule": 5.0},
    "beat": {"task": "people.tasks.beat", "schedule": 15.0},
    "watch-clocks": {"task": "issues.tasks.watch_clocks", "schedule": 60.0},
    "empty-chairs": {"task": "issues.tasks.empty_chairs", "schedule": 30.0},
    "place-issues": {"task": "themes.tasks.place_issues", "schedule": 30.0},
    "follow-up-outcomes": {"task": "issues.tasks.follow_up_outcomes", "schedule": 300.0},
    "find-themes": {"task": "themes.tasks.find_themes", "schedule": 300.0},
    "compare-parts": {"task": "themes.tasks.compare_parts", "schedule": 15.0},
    "close-the-loop": {"task": "themes.tasks.close_the_loop", "schedule": 60.0},
    "learn-categories": {"task": "issues.tasks.learn_categories", "schedule": 3600.0},
    "scan-files": {"task": "issues.tasks.scan_files", "schedule": 10.0},
    "tidy-files": {"task": "issues.tasks.tidy_files", "schedule": 3600.0},
    "ask-for-confirmations": {"task": "routing.tasks.ask_for_confirmations", "schedule": 3600.0},
    "tidy": {"task": "people.tasks.tidy", "schedule": 3600.0},
}
# A job that waited for a worker longer than this is not worth running: the next one does its work.
for entry in app.conf.beat_schedule.values():
    entry["options"] = {"expires": max(15, entry["schedule"])}
