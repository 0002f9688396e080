# make demo       set up, then code the demo reports and show the ledger
# make test       set up, then run the tests that need neither root nor a browser nor a database server
# make check      formatting, lints, types, import contracts, docs in step with the code
# make evaluate   print every measured figure; DATA=folder adds the public gold corpora
# make train      train the model that reads triggers; DATA=folder holds the public corpora (Python 3.11)
# make lock       resolve the dependencies anew

DATA ?=
VENV := .venv
BIN := $(VENV)/bin
TRAIN := .venv-train
TRAIN_PYTHON ?= $(firstword $(wildcard $(HOME)/.pyenv/versions/3.11.*/bin/python) python3.11)
# The build of torch for processors alone, cp311 on x86-64 Linux, where a folder of wheels has it. It comes first, for pip
# prefers a registry's builds, whose hashes it is told, to a file's.
TORCH_CPU := torch==2.13.0 --hash=sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b

# The first interpreter that really runs: a name on the path may be a shim without a Python behind it.
CANDIDATES := python3.12 $(wildcard $(HOME)/.pyenv/versions/3.12.*/bin/python) python3.13 python3.11 python3
PYTHON ?= $(shell for p in $(CANDIDATES); do "$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo "$$p"; break; }; done)

.PHONY: demo test check evaluate train lock clean

demo: $(VENV)/runtime
	$(BIN)/sayso gazetteer build --if-missing
	$(BIN)/python demo/run.py

test: $(VENV)/dev
	$(BIN)/sayso gazetteer build --if-missing
	$(BIN)/pytest -rs

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

evaluate: $(VENV)/evaluate
	$(BIN)/sayso gazetteer build --if-missing
	$(BIN)/python -m evaluation.report $(if $(DATA),--data $(DATA))

$(VENV)/pip:
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11, 3.12 or 3.13; none was found. Name one: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: requirements.txt pyproject.toml | $(VENV)/pip
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --no-deps --requirement requirements-build.txt
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements-dev.txt | $(VENV)/runtime
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

$(VENV)/evaluate: requirements-evaluate.txt | $(VENV)/dev
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --requirement requirements-evaluate.txt
	@touch $@

$(VENV)/all: requirements-all.txt | $(VENV)/evaluate
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --requirement requirements-all.txt
	@touch $@

train: $(TRAIN)/ready
	@test -n "$(DATA)" || { echo "make train needs DATA=folder, the folder of the public corpora; see training/README.md"; exit 1; }
	PYTHONPATH=src:. $(TRAIN)/bin/python -m training.train --data $(DATA)

$(TRAIN)/ready: requirements-train.txt
	$(TRAIN_PYTHON) -m venv $(TRAIN)
	echo "$(TORCH_CPU)" > $(TRAIN)/torch.txt
	-$(TRAIN)/bin/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --no-deps --requirement $(TRAIN)/torch.txt
	$(TRAIN)/bin/pip install --quiet --no-compile --disable-pip-version-check --require-hashes --no-deps --requirement requirements-train.txt
	@touch $@

COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet

lock:
	$(COMPILE) --extra dev --extra evaluate --extra all --extra browser --group build --output-file requirements-all.txt
	$(COMPILE) --extra dev --extra evaluate --constraints requirements-all.txt --output-file requirements-evaluate.txt
	$(COMPILE) --extra dev --constraints requirements-all.txt --output-file requirements-dev.txt
	$(COMPILE) --constraints requirements-all.txt --output-file requirements.txt
	$(COMPILE) --extra train --override training/overrides.txt --constraints requirements-all.txt --output-file requirements-train.txt
	uv pip compile --group build --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --quiet --constraints requirements-all.txt --output-file requirements-build.txt

clean:
	rm -rf $(VENV) $(TRAIN) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
