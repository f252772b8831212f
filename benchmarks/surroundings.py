"""Production settings, a folder that is thrown away and, without DATABASE_URL, a new SQLite file. Import it first."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time

import django

FOLDER = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.pop("DEBUG", None)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/portal.sqlite3")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "interface.settings",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "SITE_URL": "http://127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "VAR_DIR": FOLDER.name,
    "ACCESS_LOG": "0",
    "LOG_LEVEL": "ERROR",
    "OPENBLAS_NUM_THREADS": "1",
}
django.setup()


def prepare() -> None:
    """Tables, and collected files."""
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True)


def serve(application: str) -> tuple[subprocess.Popen, int]:
    """A web server as the portal's, once it answers, and its port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "python:interface.web_server", application]
    server = subprocess.Popen(command, env=os.environ | {"PORT": str(port)})
    for _ in range(600):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.terminate()
    raise SystemExit(f"{application} did not start.")
