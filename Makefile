# The two commands that matter are `make demo` and `make test`; both make what they need.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
MINUTES ?= 30
JOBS ?= 2

.PHONY: demo test bench soak fuzz lint docs vendor lock clean
.DEFAULT_GOAL := demo

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "saidso needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing saidso and its pinned dependencies into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: .venv/ready  ## read the sample reports and print their incident records
	@$(BIN)/saidso read src/saidso/samples --store .venv/demo.db

test: .venv/ready  ## lint, types and all tests
	@$(BIN)/python tests/postgres.py
	@$(BIN)/python tests/readers.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	sh tools/chromium.sh
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile

bench: .venv/ready  ## run the benchmarks on DATA and compare them with their floors
	$(BIN)/python -m benchmarks $(DATA)

soak: .venv/ready  ## 20,000 made reports, one in a hundred hostile, through the real commands
	$(BIN)/python -m benchmarks.soak

fuzz: .venv/ready  ## fuzz capture and spans, MINUTES each
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-fuzz.lock
	$(BIN)/python -m fuzz --minutes $(MINUTES)

docs: .venv/ready  ## write the generated parts of the documentation
	$(BIN)/python docs/generate.py

vendor: .venv/ready  ## fetch what the reading room serves from npm (tools/vendor.toml)
	$(BIN)/python tools/vendor.py

lock: .venv/ready  ## write requirements.lock from what pyproject.toml allows
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock

clean:
	rm -rf .venv build dist
