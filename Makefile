# make demo | test | check | bench | run | lock | clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# On a new virtual environment pip need not look for its own update.
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo run test check lint types imports bench lock pictures commands clean help

help:
	@echo "make demo      everything on this machine: a local Discord, a local Hub, the bot, a page to try them"
	@echo "make run       the bot on the real Discord (ESSAI_DISCORD_TOKEN in the environment or in .env)"
	@echo "make test      the tests;  make check: lint, types, import rules and the tests;  make bench: the benchmarks"

demo: $(VENV)/installed
	@$(BIN)/essai demo $(ARGS)

run: $(VENV)/installed
	@$(BIN)/essai run

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

check: lint types imports test

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.benchmarks $(ARGS)

# The pictures in docs/images are made by the browser tests.
pictures: $(VENV)/installed-dev
	ESSAI_KEEP_PICTURES=1 $(BIN)/python -m pytest tests/browser

# docs/commands.md is made from the commands.
commands: $(VENV)/installed-dev
	$(BIN)/python -m tests.commands_page

lock: $(VENV)/installed-dev
	$(BIN)/uv pip compile -q $(LOCKING) --extra build --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q $(LOCKING) --extra build -c requirements-dev.lock pyproject.toml -o requirements.lock
LOCKING := --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Essai needs Python 3.11 or newer; name it with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the packages of requirements.lock into $(VENV) (about half a minute) …"
	@$(PIP) install -q --require-hashes -r requirements.lock
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@
