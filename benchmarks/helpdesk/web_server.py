"""How gunicorn serves django-helpdesk: the portal's own settings, handed over in the environment."""

import gc
import json
import os

from django.urls import resolve

for name, value in json.loads(os.environ["WEB_SERVER"]).items():
    globals()[name] = value
bind = f"127.0.0.1:{os.environ['PORT']}"
loglevel = "error"


def pre_fork(server, worker) -> None:
    """As the portal's: all pages' code is read here."""
    resolve("/")
    gc.collect()
    gc.freeze()


def post_fork(server, worker) -> None:
    """As the portal's."""
    gc.set_threshold(50_000, 20, 50)
