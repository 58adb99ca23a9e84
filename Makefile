# Two commands are enough: `make run` and `make test`. The rest is listed by `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: help run test quick check audit bench faults reference lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --quiet --no-input
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --python-version 3.11
WORKERS ?= 2
KILLS ?= 500
# Tests come in another order with every change of what they test, and in the same one each time:
# what failed fails again. SEED=1 tries another order.
SEED ?= $(shell git rev-parse HEAD:src 2>&1 | cksum | cut -d' ' -f1)
PYTEST := $(BIN)/python -m pytest --randomly-seed=$(SEED)

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/ready ## install what is missing and run a demo on http://localhost:8000 (TITIAN_PORT)
	@TITIAN_DEMO="$${TITIAN_DEMO-1}" exec $(BIN)/titian up

# Servers and killed workers have databases of their own: they would do other tests' work.
test: $(VENV)/ready-dev ## every test, with browser and faults
	@tools/debian.sh
	@$(PYTEST) -n $(WORKERS) --dist loadfile -m "not browser and not faults"
	@$(PYTEST) -n $(WORKERS) --dist loadfile -m "browser"
	@$(PYTEST) -m "faults"

# What looks at the code itself is asked by `make check`.
quick: $(VENV)/ready-dev ## tests without browser, faults and slow ones: under a minute
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not browser and not faults and not slow" \
	  --ignore=tests/repository --ignore=tests/tools

check: $(VENV)/ready-dev ## lint, format, types, contracts and the tests of the repository itself
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/bandit --quiet --configfile pyproject.toml -ll -ii --recursive src tools
	@TITIAN_DEMO=1 $(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | sed -n '/^Analyzed/,$$p'
	@$(BIN)/python -m pytest tests/repository tests/tools -p no:randomly

# Needs a network: the advisories live elsewhere. The tool is not installed with the others.
audit: $(VENV)/ready ## ask for known weaknesses of what is locked (needs a network)
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/pip install --quiet pip-audit
	@$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements/base.txt

bench: $(VENV)/ready-dev ## what is measured, against what: bench/README.md
	@$(BIN)/python -m bench

faults: $(VENV)/ready-dev ## kill what can be killed, KILLS=500 times under load: docs/operations/faults.md
	@$(BIN)/python -m tests.faults.kills --kills $(KILLS)

reference: $(VENV)/ready-dev ## write docs/reference anew from the code
	@$(BIN)/python -m tools.reference

lock: $(VENV)/ready-dev ## compile requirements/*.txt again, with hashes and without an index address
	@echo 'setuptools>=77' | $(COMPILE) - --output-file requirements/build.txt
	@$(COMPILE) pyproject.toml --output-file requirements/base.txt
	@$(COMPILE) pyproject.toml --extra dev --output-file requirements/dev.txt

clean: ## remove the environment, caches and all data of this clone
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Nothing is installed twice: each stamp is newer than what it was made from.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Titian needs Python 3.11 or newer: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo 'Python cannot make an environment here; on Debian: apt install python3-venv' >&2; exit 1; }

$(VENV)/ready: requirements/base.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo 'installing what Titian needs (once)'
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --require-hashes -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt $(VENV)/ready
	@echo 'installing what tests need (once)'
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
