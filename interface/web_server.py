"""How gunicorn serves the portal, in the demonstration, in production and in benchmarks alike. Environment only."""

import gc
import os

from django.urls import get_resolver

from interface import database, logs
from language import recogniser, vectors

wsgi_app = "interface.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "4"))
threads = int(os.environ.get("WEB_THREADS", "1"))  # threads of one process take turns at Python and at SQLite
preload_app = True
timeout = 30
graceful_timeout = 15
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8190  # the most: what is shorter and too long is answered by `people.refusing`
control_socket_disable = True
logconfig_dict = logs.configuration(
    debug=os.environ.get("DEBUG") == "1", level=os.environ.get("LOG_LEVEL", "INFO").upper()
)
accesslog = "-"
logger_class = "interface.access.Log"
# The path without its question mark: what people search for stays out of the log.
access_log_format = (
    '{"event": "request", "at": "%(t)s", "method": "%(m)s", "path": "%(U)s", "status": %(s)s, "milliseconds": %(M)s}'
)


def pre_fork(server, worker) -> None:
    """What is loaded stays for good: workers share it, and the collector of garbage passes it over.

    All pages' code and the weights are read here, so that no visitor waits for them.
    """
    list(get_resolver().url_patterns)
    vectors.load()
    recogniser.load()
    gc.collect()
    gc.freeze()


def post_fork(server, worker) -> None:
    """A page makes many short-lived objects and few circles: look for those less often."""
    gc.set_threshold(50_000, 20, 50)
    database.answer_soon()
