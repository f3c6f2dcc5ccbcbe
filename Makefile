# Two commands do everything: `make map` builds the first map, `make test` passes all tests.
PYTHON ?= python3
BIN := .venv/bin
CASE ?= data/dprk-russia-2025
# One try and a short wait: a registry that does not answer is said at once.
export PIP_RETRIES := 1
export PIP_TIMEOUT := 20
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_CONSTRAINT := $(abspath constraints.txt)
SETUP := pyproject.toml constraints.txt hatch_build.py

.PHONY: map test check bench bench-reading bench-places wheel-check assets clean

map: .venv/.ready assets
	$(BIN)/dateline build $(CASE)
	@echo "Open $(CASE)/map.html in a browser."

test: .venv/.ready-dev assets
	$(BIN)/python -m pytest

check: .venv/.ready-dev assets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/node.py check
	$(BIN)/python docs/make_cli.py --check

bench: .venv/.ready-dev assets
	$(BIN)/python -m tests.bench

# Reading measured on annotated corpora; their folder is ../shared/corpora or what DATELINE_CORPORA names.
bench-reading: .venv/.ready-dev assets
	$(BIN)/python -m tests.bench toponyms dates events reading

bench-places: .venv/.ready-dev assets
	$(BIN)/python -m tests.bench places

wheel-check: .venv/.ready-dev
	$(BIN)/python tests/wheel_check.py

# The bundle and the gazetteer, made anew only when their sources changed; and our modules compiled, as pip does with
# those that it installs.
assets: .venv/.ready
	@$(BIN)/python hatch_build.py
	@$(BIN)/python -m compileall -q dateline.py commands geo layers maps

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "dateline: needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 3; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "dateline: Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 3; }

# Editable, so that the commands run the files of this checkout.
.venv/.ready: $(SETUP) | .venv/bin/python
	@echo "dateline: setting up .venv (once; some minutes on a slow line)"
	@# An older pip misses the extra html_clean of lxml, which is installed, and warns; it does without where none is to be had.
	@$(BIN)/python -m pip install --quiet "pip>=23.3" 2>/dev/null || true
	@$(BIN)/python -m pip install --quiet -e . || { echo "dateline: the packages could not be installed; the lines above say which one and why (PyPI and the npm registry are needed once)." >&2; exit 3; }
	@touch $@

.venv/.ready-dev: .venv/.ready
	@$(BIN)/python -m pip install --quiet -e ".[dev]" || { echo "dateline: the packages for the tests could not be installed; the lines above say which one and why." >&2; exit 3; }
	@need="$$($(BIN)/python hatch_build.py --node-requirement)"; [ -z "$$need" ] || $(BIN)/python -m pip install --quiet "$$need"
	@touch $@

clean:
	rm -rf .venv node_modules maps/static geo/compiled
