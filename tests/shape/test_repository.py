"""The repository keeps its own promises: commands, locked versions, short modules, numbered decisions."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ["interface", "themes", "issues", "routing", "archive", "people", "language", "tests", "benchmarks"]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-browser.txt"]
LONGEST_MODULE = 300
ADDRESS = re.compile(r"(?:https?|git)(?:\+\w+)?://|--(?:extra-)?index-url|--find-links")
COMPOSE = (ROOT / "docker-compose.yml").read_text()


def modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def test_no_module_is_too_long_to_read():
    long = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_every_module_says_what_it_is_for():
    texts = {path.relative_to(ROOT): path.read_text().lstrip() for path in modules()}
    ours = {path: text for path, text in texts.items() if path.parts[0] != "tests"}
    assert [path.as_posix() for path, text in ours.items() if text and not text.startswith('"""')] == []


def test_every_command_of_the_readme_is_a_target():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M))
    said = set(re.findall(r"\bmake ([a-z][a-z-]*)\b", (ROOT / "README.md").read_text()))
    assert {"run", "test"} <= said <= targets


def test_every_target_is_explained_by_make_help():
    text = (ROOT / "Makefile").read_text()
    listed = re.search(r"^\.PHONY: (.+)$", text, re.M).group(1).split()
    assert set(listed) == set(re.findall(r"^([a-z][a-z-]*):.*## ", text, re.M))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    assert not ADDRESS.search(text)
    locked = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert len(locked) > 50
    assert [one.split()[0] for one in locked if "--hash=sha256:" not in one or "==" not in one] == []


def test_the_three_locks_agree():
    first, second, third = ({*re.findall(r"^[A-Za-z0-9].*==\S+", (ROOT / name).read_text(), re.M)} for name in LOCKS)
    assert first <= second <= third


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "Dockerfile", "docker-compose.yml", "pyproject.toml"])
def test_nothing_is_downloaded_from_an_address_of_our_own(name):
    outside = set(re.findall(r"https?://[\w.-]+", (ROOT / name).read_text()))
    assert {address for address in outside if not is_ours_or_nobodys(address)} == set()


def is_ours_or_nobodys(address: str) -> bool:
    return any(part in address for part in ("localhost", "127.0.0.1", "example", "build.invalid"))


def test_decisions_are_numbered_once_and_without_a_gap():
    numbers = sorted(path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_the_composition_has_every_part_with_a_health_check():
    services = yaml.safe_load(COMPOSE)["services"]
    assert set(services) == {"migrate", "web", "worker", "scheduler", "postgres", "redis"}
    assert [name for name, one in services.items() if "healthcheck" not in one] == ["migrate"]
    assert len({one["image"] for name, one in services.items() if name not in {"postgres", "redis"}}) == 1
    assert "--appendonly yes" in services["redis"]["command"]


def test_the_composition_holds_no_secret():
    secrets = re.findall(r"^\s*(\w*(?:PASSWORD|SECRET|KEY)\w*): (.*)$", COMPOSE, re.M)
    assert len(secrets) >= 3
    assert [name for name, value in secrets if not re.match(r"\$\{\w+(:[?-][^}]*)?\}$", value)] == []


def test_every_setting_is_in_the_operators_table():
    text = "".join((ROOT / "interface" / name).read_text() for name in ("settings.py", "web_server.py", "logs.py"))
    read = re.findall(r"(?:environ\.get|required|only_when_debugging)\([\"']([A-Z_]+)", text)
    table = (ROOT / "docs" / "operating.md").read_text()
    assert {name for name in read if f"`{name}`" not in table} == set()


def test_every_test_that_the_table_of_guards_names_is_there():
    named = re.findall(r"`([a-z]+/test_[a-z_]+\.py)`", (ROOT / "docs" / "reliability.md").read_text())
    assert len(named) > 40
    assert [one for one in named if not (ROOT / "tests" / one).exists()] == []
    here = {f"faults/{path.name}" for path in (ROOT / "tests" / "faults").glob("test_*.py")}
    assert here - set(named) == {"faults/test_starting.py"}
