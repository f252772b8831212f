# Two commands to remember: `make run` to try the portal, `make test` to check it.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
export PORT
export UV_LINK_MODE ?= copy
export PYTHONUNBUFFERED = 1

# A `check --deploy` and a schema are about production: settings as there, with secrets of the moment.
PRODUCTION_LIKE = env -u DEBUG -u DEMONSTRATION SITE_URL=https://portal.example \
	SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	DATABASE_URL=sqlite:///$(CURDIR)/var/check.sqlite3

COMPILE = $(PY) -m uv pip compile --python-version 3.11.0 --python-platform linux --quiet --no-header --no-annotate --generate-hashes --no-emit-index-url \
	--override overrides.txt pyproject.toml $(2)
COMPILE_INTO = $(COMPILE) -o $(1)requirements.txt \
	&& $(COMPILE) --group dev -c $(1)requirements.txt -o $(1)requirements-dev.txt \
	&& $(COMPILE) --group dev --group browser -c $(1)requirements-dev.txt -o $(1)requirements-browser.txt

# An environment that was cut short has no stamp; one whose Python has gone does not start. Both are made again.
ifneq ($(wildcard $(VENV)),)
ifneq ($(shell $(PY) -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null),True)
$(shell rm -f $(VENV)/*.stamp)
endif
endif

# Says every five seconds that a long step goes on.
TICKING = t=0; (while sleep 5 >/dev/null 2>&1; do t=$$((t + 5)); echo "  $$t s …"; done) & ticker=$$!; \
	trap "kill $$ticker" EXIT; trap 'exit 130' INT TERM;

.DELETE_ON_ERROR:
.PHONY: run test test-faults test-browser lint environment lock lock-check clean help

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: $(VENV)/requirements.stamp ## the portal with a made-up system, at http://localhost:8000 (PORT=8001 for another)
	@exec env DEBUG=1 DEMONSTRATION=1 $(PY) manage.py run_portal

test: $(VENV)/requirements-dev.stamp ## the suite on SQLite (or on the database that DATABASE_URL names)
	@$(PY) -m pytest -q -n 2 -m "not faults" --ignore=tests/journeys

test-faults: $(VENV)/requirements-dev.stamp ## kill real processes and see that nothing is lost
	@$(PY) -m pytest -q -n 2 --dist loadfile -m faults tests/faults

test-browser: $(VENV)/requirements-browser.stamp ## journeys through Chromium, with axe
	@$(PY) -m pytest -q -m browser tests/journeys

lint: $(VENV)/requirements-dev.stamp ## style, contracts, types, templates, migrations, deploy check
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/python -c 'from importlinter.cli import lint_imports_command as run; run()'
	@$(PY) -m mypy
	@$(PY) -m djlint templates --lint --profile=django --quiet
	@mkdir -p var
	@DEBUG=1 $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION_LIKE) $(PY) manage.py check --deploy --fail-level WARNING

environment: $(VENV)/requirements.stamp ## only the environment

lock: $(VENV)/requirements-dev.stamp ## work out all versions and hashes afresh, from pyproject.toml
	@$(call COMPILE_INTO,,--upgrade)

lock-check: $(VENV)/requirements-dev.stamp ## the locked versions are those that pyproject.toml asks for
	@rm -rf var/lock && mkdir -p var/lock && cp requirements*.txt var/lock/
	@$(call COMPILE_INTO,var/lock/,)
	@for file in requirements requirements-dev requirements-browser; do \
		grep '==' $$file.txt > var/lock/ours; grep '==' var/lock/$$file.txt > var/lock/asked; \
		diff var/lock/ours var/lock/asked || { echo "$$file.txt is not what pyproject.toml asks for: make lock"; exit 1; }; \
	done

clean: ## remove the environment; the data in var/ stays
	@rm -rf $(VENV)

# Environments. Python makes the first, pip brings a pinned uv, uv brings the rest; without uv, pip does it all.
$(VENV)/python.stamp:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python 3.11 or newer is needed: apt install python3 python3-venv (or PYTHON=/path/to/python3)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make environments: apt install python3-venv" >&2; exit 1; }
	@if [ -d $(VENV) ]; then echo "The environment in $(VENV) was half made; making it again."; \
		else echo "Making the environment, once (a minute or two)."; fi
	@$(TICKING) $(PYTHON) -m venv --clear $(VENV)
	@awk '/^uv==/ { on = 1 } on && /^ *#/ { exit } on' requirements-dev.txt > $(VENV)/uv.txt
	@$(TICKING) $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.txt \
		|| echo "uv is not to be had; pip will do, more slowly."
	@touch $@

$(VENV)/%.stamp: %.txt $(VENV)/python.stamp
	@echo "Installing what $< lists."
	@$(TICKING) $(PY) -m uv --version >/dev/null 2>&1 && $(PY) -m uv pip install --quiet --python $(PY) --no-deps --require-hashes -r $< \
		|| $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@
