# The commands of the project. `make run` and `make test` are the two a newcomer needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.PHONY: run test check format evals bench setup lock

run: setup
	$(BIN)/guidance serve

setup: $(VENV)/.installed

# torch first: only this version has the small CPU build; a range would pull gigabytes.
$(VENV)/.installed: requirements.lock requirements-torch.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-torch.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Many tests go through the wire against a clock. One that fails is run once more by itself, so that a
# machine that was busy for a moment fails nothing and a defect still fails twice.
test: setup
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

evals: setup
	$(BIN)/python -m evals $(if $(CORPUS),--corpus $(CORPUS)) $(if $(GOLD),--gold $(GOLD))

bench: setup
	$(BIN)/python -m bench
