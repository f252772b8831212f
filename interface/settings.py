"""Settings, from the environment only. Safe for production unless DEBUG=1; missing secrets fail at start."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from interface import database, logs

BASE_DIR = Path(__file__).resolve().parent.parent
IS_TRIAL = os.environ.get("DEBUG") == "1"


def required(name: str, when_debugging: str) -> str:
    """A setting that production must give; a harmless stand-in while debugging."""
    value = os.environ.get(name) or (when_debugging if IS_TRIAL else "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment (or DEBUG=1 to try the portal out).")
    return value


def only_when_debugging(name: str) -> str:
    """A setting for demonstrations and tests, which production refuses to start with."""
    value = os.environ.get(name, "")
    if value and not IS_TRIAL:
        raise ImproperlyConfigured(f"{name} is for demonstrations and tests; unset it, or set DEBUG=1.")
    return value


VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
SECRET_KEY = required("SECRET_KEY", "only-for-demonstrations-" + "x" * 40)
SITE_URL = required("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")
SITE_NAME = os.environ.get("SITE_NAME", "Interface Portal")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", urlsplit(SITE_URL).hostname or "").split(",")
if IS_TRIAL:
    ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DEMONSTRATION = only_when_debugging("DEMONSTRATION") == "1"
DEBUG = IS_TRIAL and not DEMONSTRATION  # a demonstration shows its visitors the pages of production
FAULTS = only_when_debugging("FAULTS")

INSTALLED_APPS = [
    "interface",
    "themes",
    "issues",
    "routing",
    "archive",
    "people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "drf_spectacular",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.refusing.RefusalMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "people.sessions.FirstSignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "interface.urls"
WSGI_APPLICATION = "interface.wsgi.application"
FORM_RENDERER = "interface.nhsuk.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "interface.page.every_page",
            ],
        },
    },
]

DATABASE_URL = required("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
DATABASES = {"default": database.configuration(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
BACKENDS = "django.core.cache.backends"
COUNTERS = f"people.counters.{'Redis' if REDIS_URL else 'Own'}Counters"
REDIS = {
    "BACKEND": f"{BACKENDS}.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.2},
}
FILES = {"BACKEND": f"{BACKENDS}.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
CACHES = {
    "default": REDIS if REDIS_URL else FILES,
    "counts": (REDIS if REDIS_URL else {}) | {"BACKEND": COUNTERS},
}

REPORTS_A_MINUTE = int(os.environ.get("REPORTS_A_MINUTE", "20"))  # of one person
REPORTS_OF_A_NETWORK = int(os.environ.get("REPORTS_OF_A_NETWORK", "600"))  # in five minutes

# Work in the background. Without Redis, the broker is a folder: enough for one machine.
CELERY_BROKER_URL = REDIS_URL or "folder://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 0.2,
        "socket_timeout": 5,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker-control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_BEAT_SCHEDULER = "people.tasks:Scheduler"
CELERY_TIMEZONE = "Europe/London"

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.recognising.Backend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "people.signing_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "4/5m/key,20/h/key,120/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("BEHIND_PROXY") == "1" else 0
SESSION_ENGINE = "people.recognising"
SESSION_IDLE_SECONDS = int(os.environ.get("SESSION_IDLE_SECONDS", 15 * 60))
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Whoever knows what a project must not say is asked by archive/vetting.py before anything is written on its page
OPEN_WORDS_VETTED_BY = "themes.seeding.troubles"

# Mail leaves only through people/delivering.py, which asks first whether what waited is still to be told
NOTICES_OUTDATED_BY = "issues.outdated.why_not"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
NOTIFY_API_KEY = os.environ.get("NOTIFY_API_KEY", "")
NOTIFY_TEMPLATE_ID = required("NOTIFY_TEMPLATE_ID", "") if NOTIFY_API_KEY else ""
NOTIFY_URL = os.environ.get("NOTIFY_URL", "https://api.notifications.service.gov.uk").rstrip("/")
NOTIFY_RECEIPT_TOKEN = os.environ.get("NOTIFY_RECEIPT_TOKEN", "")
if NOTIFY_API_KEY:
    EMAIL_BACKEND = "people.govuk_notify.Backend"
elif EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Interface Portal <no-reply@localhost>")

# Safety in transport
SECURE_SSL_REDIRECT = not IS_TRIAL and os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") == "1" else None
SECURE_HSTS_SECONDS = 0 if IS_TRIAL else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_TRIAL
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Files that people add to issues
FILES_AT_ONCE = 5
FILE_BYTES = int(os.environ.get("FILE_MEGABYTES", "10")) * 1024 * 1024
ISSUE_FILES_BYTES = int(os.environ.get("ISSUE_FILES_MEGABYTES", "25")) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["issues.receiving.Limited"]
CLAMAV = os.environ.get("CLAMAV", "")

# Files served to browsers, all from our own host
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "interface.nhs_assets.NhsFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {
        "BACKEND": "issues.keeping.Folder",
        "OPTIONS": {
            "location": os.environ.get("ATTACHMENTS_DIR") or VAR_DIR / "attachments",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_TRIAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = IS_TRIAL

LOGGING = logs.configuration(debug=IS_TRIAL, level=os.environ.get("LOG_LEVEL", "INFO").upper())

# Words and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = ["interface.formats"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["people.api.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["people.api.Document"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["people.api.Filters"],
    "DEFAULT_PAGINATION_CLASS": "people.api.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["people.api.PerPerson"],
    "DEFAULT_THROTTLE_RATES": {"person": "120/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "EXCEPTION_HANDLER": "people.api.problem",
    "PAGE_SIZE": 25,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Interface Portal",
    "DESCRIPTION": "Report and answer issues between primary and secondary care; read themes and projects.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}
