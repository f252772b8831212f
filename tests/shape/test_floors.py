"""The contracts between the floors hold, and each of them can fail."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
LIBRARIES = ["import sklearn", "import numpy", "import rest_framework", "import celery"]
BREAKERS = {
    "archive/rules_broken.py": "import issues.models",
    "people/rules_broken.py": "\n".join(["import routing.models", *LIBRARIES]),
    "language/rules_broken.py": "import django\nimport language.second_broken",
    "language/second_broken.py": "import language.rules_broken",
    "language/reading/rules_broken.py": "import language.names",
}
MAIL = re.compile(r"^\s*(?:from django\.core\.mail|import smtplib|from smtplib|import django\.core\.mail)", re.M)


def verdicts(folder: Path) -> dict[str, str]:
    done = subprocess.run(LINT, cwd=folder, capture_output=True, text=True)
    lines = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, re.M)
    assert lines, done.stdout + done.stderr
    return dict(lines)


def test_all_contracts_are_kept():
    assert set(verdicts(ROOT).values()) == {"KEPT"}


def test_every_contract_can_fail(tmp_path):
    for package in CONFIGURATION["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=lambda _, names: [n for n in names if is_data(n)])
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, source in BREAKERS.items():
        (tmp_path / name).write_text(f"{source}\n")
    found = verdicts(tmp_path)
    assert len(found) == len(CONFIGURATION["contracts"])
    assert set(found.values()) == {"BROKEN"}, found


def is_data(name: str) -> bool:
    return "." in name and not name.endswith(".py")


@pytest.mark.parametrize("package", CONFIGURATION["root_packages"])
def test_mail_leaves_only_through_the_sweep(package):
    homes = {path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*.py") if sends_mail(path)}
    assert homes <= {"people/delivering.py", "people/govuk_notify.py"}


def sends_mail(path: Path) -> bool:
    return bool(MAIL.search(path.read_text()))


def test_a_module_that_sends_mail_is_noticed(tmp_path):
    (tmp_path / "aside.py").write_text("from django.core.mail import send_mail\n")
    assert sends_mail(tmp_path / "aside.py")
