# Every common task has a name here; `make` alone lists them. Plain pip, no tool to install first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Without REPORTS the shipped sample has a home of its own, so that it never mixes with real reports.
REPORTS ?=
GONGHUI_HOME ?= $(if $(REPORTS),data/home,data/sample)
REPORTS_OR_SAMPLE = $(if $(REPORTS),$(REPORTS),seeds/reports)
FULL_MINUTES ?= 40

.DEFAULT_GOAL := help
.PHONY: help install run ui test lint test-full lab bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(STAMP) ## reports in, checked marts out (REPORTS=DIR GONGHUI_HOME=DIR, both optional)
	@$(BIN)/gonghui run --reports "$(REPORTS_OR_SAMPLE)" --home "$(GONGHUI_HOME)"

ui: $(STAMP) ## Dagster's UI on 127.0.0.1 with the runs of that home
	@$(BIN)/gonghui ui --home "$(GONGHUI_HOME)"

test: lint ## linters, types, definitions, all tests that need only the pinned packages
	$(BIN)/python -m pytest -m "not full"

lint: $(STAMP) ## ruff, mypy, sqlfluff, dg check defs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd dbt_project && ../$(BIN)/sqlfluff lint --disable-progress-bar models
	DAGSTER_DISABLE_TELEMETRY=1 $(BIN)/python -m orchestration.checks.definitions_load

test-full: $(STAMP) ## what needs chromium or other programs: installed if possible, else skipped with a line
	@sh tests/full/prepare.sh "$(BIN)/python"
	$(BIN)/python -m pytest -m full tests/full

lab: $(STAMP) ## typed slips put into labelled reports, and what the rules find of them
	@$(BIN)/gonghui lab

bench: $(STAMP) ## speed and memory by stage
	$(BIN)/gonghui bench

install: $(STAMP) ## .venv with the pinned packages and this one, editable

# The stamp is newer than both files once everything they name is installed, so a second run installs nothing.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed: install it, or name one: make PYTHON=python3.12 run" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "python3-venv is missing: install it first (Debian: apt install python3-venv)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the pinned packages into $(VENV) (once, about a minute)" >&2
	@# -qq: an old pip warns of lxml's extra html_clean, which is there under the name html-clean; errors are still shown
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean: ## forget .venv and build leftovers; homes under data/ stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache dbt_project/target dbt_project/logs
