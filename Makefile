# samverkan: `make demo` shows it, `make test` proves it. See README.md for Windows.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: venv demo test lint check format bench gate starter clean help

help:
	@echo "make demo   run the whole job on four fictional municipalities"
	@echo "make test   run the tests"
	@echo "make lint   formatting, style, types, import rules"
	@echo "make check  lint and test"
	@echo "make gate   quality against pinned floors;  make bench: speed against peers"

.venv/runtime: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) install --upgrade --constraint constraints.txt pip
	$(PIP) install --constraint constraints.txt torch
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/development: .venv/runtime
	$(PIP) install --constraint constraints.txt --editable ".[dev]"
	@touch $@

venv: .venv/development

demo: .venv/runtime
	$(BIN)/samverkan demo demo

test: .venv/development
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

lint: .venv/development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

format: .venv/development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gate: .venv/development
	$(BIN)/python -m tests.gate

bench: .venv/development
	$(BIN)/python -m tests.bench

starter: .venv/development
	$(BIN)/python -m models.starter

clean:
	rm -rf .venv demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
