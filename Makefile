# `make check` is what CI runs. TESTS=0 leaves the tests out (when they have just been run).
TESTS ?= 1
PYTHON := $(shell OIT_PRINT_PYTHON=1 ./oit-test)
SOURCES := checker config crawler reports rules

.PHONY: check lint types imports docs test format generate lock

check: lint types imports docs $(if $(filter 0,$(TESTS)),,test)

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --strict scripts/set_up.py

imports:
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as main; main()"

docs:
	$(PYTHON) -m checker.generated_docs --check

test:
	./oit-test

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

generate:
	$(PYTHON) -m checker.generated_docs --write

# Needs uv. The files hold versions and hashes only: no address of an index.
LOCK := uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
	--python-version 3.11 --no-header --no-annotate pyproject.toml
lock:
	$(LOCK) -o requirements.txt
	$(LOCK) --extra cluster -c requirements.txt -o requirements-cluster.txt
	$(LOCK) --extra dev -c requirements.txt -o requirements-dev.txt
