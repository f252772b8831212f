"""The floor as a web server: the portal's settings without its middleware."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup(set_prefix=False)
settings.ROOT_URLCONF = "benchmarks.floor"
settings.MIDDLEWARE = []
application = WSGIHandler()
