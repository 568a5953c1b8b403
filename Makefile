# Everything here prepares itself: a machine with Python 3.11 or later (with venv) and a network for the
# first run is enough. The environment is .venv in this folder; delete it to start over.

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench soak validation setup clean

BIN := .venv/bin
RUN_READY := .venv/.ready-to-run
TEST_READY := .venv/.ready-to-test
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

demo: $(RUN_READY) ## the Federal Reserve's second programme: a table and a picture
	@$(BIN)/qelab run fed_2010_lsap2 --plot demo.png
	@echo "The picture is $(CURDIR)/demo.png"

test: lint ## everything that must pass before a commit: ruff, pyright, import-linter, pytest
	@$(BIN)/python -m pytest

lint: $(TEST_READY) ## ruff, pyright and import-linter alone
	@$(BIN)/ruff check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports --no-logo

bench: $(RUN_READY) ## measure speed and print it beside the targets
	@$(BIN)/python benchmarks/run.py

soak: $(TEST_READY) ## heavy checks, minutes to an hour; writes benchmarks/soak.txt
	@$(BIN)/python benchmarks/soak.py

validation: $(RUN_READY) ## compute every claim about published numbers; writes VALIDATION.md
	@$(BIN)/qelab check --out VALIDATION.md

setup: $(TEST_READY) ## prepare .venv and nothing else

clean: ## remove what the other commands made, except .venv
	rm -rf build dist demo.png .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A candidate counts only if it runs, is new enough and can make an environment: launchers without a
# Python behind them and Pythons without ensurepip are common.
.venv/bin/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	  if $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Making .venv with $$($$python --version)"; exec $$python -m venv .venv; \
	  fi; \
	done; \
	echo "qelab needs Python 3.11 or later with venv (Debian: apt install python3 python3-venv)." >&2; exit 1

$(RUN_READY): pyproject.toml | .venv/bin/python
	@echo "Installing qelab into .venv (once; some minutes on a slow line)"
	@$(PIP) --editable .
	@touch $@

$(TEST_READY): pyproject.toml | .venv/bin/python
	@echo "Installing qelab and its test tools into .venv (once; some minutes on a slow line)"
	@$(PIP) --editable '.[test]'
	@touch $@ $(RUN_READY)
