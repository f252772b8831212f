"""The roof: settings, addresses, the start page, health, search and the NHS look. No models."""

from interface.celery import app as celery_app

__all__ = ["celery_app"]
