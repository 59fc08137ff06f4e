# The doors a person uses: `make help` lists them.

PORT ?= 8000
TEST_WORKERS ?= 2
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

VENV := .venv
BIN := $(VENV)/bin
BPMN_JS := $(VENV)/npm/bpmn-js-18.31.1
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

export CHROMIUM
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint bench lock port chromium

help: ## list what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

run: port $(VENV)/run ## start kpiflow on http://127.0.0.1:8000/ (PORT=8123 make run: elsewhere)
	@exec $(BIN)/python manage.py up --port "$(PORT)"

test: $(VENV)/dev $(BPMN_JS) chromium lint ## do everything that CI does
	$(BIN)/pytest -n $(TEST_WORKERS)

lint: $(VENV)/dev ## check style, templates, types, arrows between apps, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 6.1 {} +
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(VENV)/dev ## measure pages, imports and the API against the least they could take
	$(BIN)/python -m benchmarks

lock: $(VENV)/dev ## write the lock files anew from pyproject.toml
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

# A stamp in the environment for each lock file: installed again only when that changed.

$(VENV)/run: requirements.txt $(BIN)/python
	@echo "Installing kpiflow into $(VENV) …"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(BIN)/python
	@echo "Installing kpiflow and its tests into $(VENV) …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

# The stamp's name holds the version: another one is installed anew.

$(BPMN_JS): $(VENV)/dev
	@echo "Installing $(@F) into $(VENV) …"
	@$(BIN)/npm install --prefix $(@D) --ignore-scripts --no-audit --no-fund --no-save \
		--no-package-lock --loglevel error $(subst bpmn-js-,bpmn-js@,$(@F))
	@touch $@

# A name on the PATH proves nothing: pyenv's shims exist and refuse. So each is run.

STARTS := -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 12))'

$(BIN)/python:
	@pyenvs=$$(pyenv root 2>/dev/null || echo ~/.pyenv)/versions; \
	for python in $(PYTHON) python3.13 python3.14 python3.12 python3 python \
		$$pyenvs/3.13*/bin/python $$pyenvs/3.1[2-9]*/bin/python; do \
		if $$python $(STARTS) 2>/dev/null; then \
			exec $$python -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "kpiflow needs Python 3.12 or newer with venv: install it, or name it: PYTHON=/path/to/python make run" >&2; \
	exit 1

# Asked before the minute that installing takes.

port: $(BIN)/python
	@$(BIN)/python -m kpiflow.ports "$(PORT)"

chromium:
	@if [ -z "$$CHROMIUM" ] && [ "$$(id -u)" = 0 ]; then \
		apt-get update && apt-get install -y --no-install-recommends chromium; \
	elif [ -z "$$CHROMIUM" ]; then \
		echo "The browser tests need Chromium: install it, or name it: CHROMIUM=/path/to/chromium make test" >&2; \
		exit 1; \
	fi
