# Everything starts here: `make run` (a whole provider on this computer), `make test` (every check), `make bench`, `make help`.
PYTHON ?= python3
PORTA ?= 8000
DADOS ?= dados
CLIENTES ?= 100000
SESSOES ?= 20000000
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean

help: ## what can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run ## set up, then a demonstration provider with panel and API on 127.0.0.1 (PORTA, PORTA_RADIUS, DADOS)
	@exec $(BIN)/enlace demo --porta $(PORTA) --dados $(DADOS)

test: check ## set up, then every check and every test

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	ENLACE_HTTPS=1 ENLACE_DADOS=$(VENV)/dados $(BIN)/python -m django check --deploy --fail-level WARNING --settings enlace.projeto.settings
	$(BIN)/pytest

bench: $(VENV)/.run ## the figures of docs/desempenho.md, on this computer (CLIENTES, SESSOES); half an hour
	$(BIN)/enlace bench --clientes $(CLIENTES)
	$(BIN)/enlace bench --so paineis --clientes $(CLIENTES)
	$(BIN)/enlace bench --so radius
	$(BIN)/enlace bench --so sessoes --sessoes $(SESSOES)

lock: ## pin the dependencies again (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/base.txt
	uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt

clean: ## remove the environment (the data folder stays)
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("O Enlace precisa do Python 3.11 ou mais novo." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements/base.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
