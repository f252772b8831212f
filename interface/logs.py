"""Logs as one JSON line per event, on standard error. Never what people wrote: exceptions lose their message."""

import os
import re
import traceback

import structlog

FRAMES = 12
ASKED = re.compile(r"\?[^\s?=]{1,64}=\S*")


def configuration(*, debug: bool, level: str) -> dict:
    """For Django, Celery and gunicorn alike. Readable lines, messages and all, while debugging."""
    requests = "INFO" if os.environ.get("ACCESS_LOG", "1") == "1" else "CRITICAL"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    structlog.processors.TimeStamper(fmt="iso", utc=True),
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_words,
                    without_what_was_asked,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            },
            "readable": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "as_it_is": {"format": "%(message)s"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "readable" if debug else "json"},
            "access": {"class": "logging.StreamHandler", "formatter": "as_it_is"},
        },
        "root": {"level": level, "handlers": ["console"]},
        "loggers": {
            "django": {"level": level, "handlers": [], "propagate": True},
            "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.access": {"level": requests, "handlers": ["access"], "propagate": False},
            "celery": {"level": "WARNING"},
            "PIL": {"level": "INFO"},  # at DEBUG it writes down what pictures tell of themselves
        },
    }


def without_what_was_asked(logger, method: str, event: dict) -> dict:
    """Addresses up to their question mark: what people search for stays out of the log."""
    return event | {"event": ASKED.sub("", str(event["event"]))}


def without_words(logger, method: str, event: dict) -> dict:
    """An exception as its type and where it happened: a database's message can quote a whole row."""
    exc_info = event.pop("exc_info", None)
    event.pop("exc_text", None)
    if isinstance(exc_info, tuple) and exc_info[0]:
        event["exception"] = exc_info[0].__name__
        event["where"] = [
            f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(exc_info[2])[-FRAMES:]
        ]
    return event
