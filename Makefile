# make demo and make test do everything: environment, packages, browser. See CONTRIBUTING.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-package termscan \
	--no-header --no-annotate --no-emit-index-url --upgrade

.PHONY: install demo test fuzz check format bench docs lock clean
.DEFAULT_GOAL := help

help:  ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP)  ## Create .venv with the locked packages and look for a browser

$(STAMP): requirements.lock pyproject.toml $(shell find termscan -name '*.[ch]pp' -o -name '*.py' -o -path '*/tables/*' -o -name pyproject.toml -o -name CMakeLists.txt)
	$(PYTHON) -c 'import sys; sys.exit("Marketsweep needs Python 3.11 or newer: make PYTHON=python3.11 …") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python termscan/install.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/marketsweep browser install --quiet
	touch $@

demo: install  ## Run the whole chain on a marketplace with known truth; writes demo-report.html
	$(BIN)/marketsweep demo

test: install  ## Run the tests, on SQLite, PostgreSQL and a real browser, and a minute of fuzzing
	sh termscan/fuzz/tools.sh
	$(BIN)/pytest -n 2

fuzz: install  ## Fuzz termscan for MINUTES (1): its core under sanitizers, and engine against engine
	sh termscan/fuzz/tools.sh
	PYTHON=$(BIN)/python sh termscan/fuzz/run.sh $(or $(MINUTES),1)

check: install  ## Format, lint, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: install  ## Put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install  ## Run the benchmarks and print their tables; half an hour (BENCH=--quick: minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks.matching $(BENCH)
	$(BIN)/python -m benchmarks.judging $(BENCH)
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.near_duplicates
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.storage

docs: install  ## Check that the documentation's commands and links hold
	$(BIN)/pytest -q tests/docs

lock: install  ## Renew requirements.lock within the bounds of pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra linguistics --group dev $(LOCKED) --output-file requirements.lock
	$(BIN)/uv pip compile --group bench --constraint requirements.lock $(LOCKED) --output-file requirements-bench.lock

clean:  ## Remove the environment and everything that was built
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis demo
