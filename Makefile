# One virtual environment, made on a bare machine with Python 3.11 or later.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RECORD := out/demo.db

export OMP_NUM_THREADS ?= 1

.PHONY: help demo test lint types score score-quick bench bench-dating bench-coreference bench-page bench-growth bench-peers bench-model clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 14

demo: .venv/installed ## read the example reports and show what the record knows
	@mkdir -p $(dir $(RECORD)) && rm -f $(RECORD) $(RECORD)-wal $(RECORD)-shm
	$(BIN)/verbale read examples/reports --into $(RECORD)
	$(BIN)/verbale timeline $(RECORD)
	$(BIN)/verbale show $(RECORD) "$$($(BIN)/python examples/most_told.py $(RECORD))"

test: .venv/installed-dev ## run all the tests
	$(BIN)/python -m pytest

lint: .venv/installed-dev ## ruff
	$(BIN)/ruff check .

types: .venv/installed-dev ## mypy --strict
	$(BIN)/mypy

score: .venv/installed-dev ## hold every score against its floor (ARGS=--raise pins what was reached)
	$(BIN)/python -m benchmarks.gate $(ARGS)

score-quick: .venv/installed-dev ## the same for the record alone
	$(BIN)/python -m benchmarks.gate --quick $(ARGS)

bench: .venv/installed-dev ## reports and words a second, a stage, and peak memory
	$(BIN)/python -m benchmarks.read $(ARGS)

bench-dating: .venv/installed-dev ## how well reports without metadata are dated
	$(BIN)/python -m benchmarks.dating $(ARGS)

bench-coreference: .venv/installed-dev ## the similarity of merging on news of all kinds (ECB+)
	$(BIN)/python -m benchmarks.coreference $(ARGS)

bench-page: .venv/installed-dev ## how long each page takes at 10,000 reports (ARGS='--reports N')
	$(BIN)/python -m benchmarks.page $(ARGS)

bench-peers: .venv/installed-dev ## accuracy and speed beside peers, with ratios
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '.[bench]'
	$(BIN)/python -m benchmarks.peers $(ARGS)

bench-growth: .venv/installed-dev ## what a record costs as it grows: adding a report, room on disk, the pages
	$(BIN)/python -m benchmarks.growth $(ARGS)

bench-model: .venv/installed-dev ## what the reading model reaches, its speed and memory
	$(BIN)/python benchmarks/model.py

clean: ## remove what the above made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: set PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: set PYTHON=/path/to/python")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/installed $@
