# One verb a task; `make help` lists them.
SHELL := /bin/bash
SERVE ?= 1
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help demo install dev lint test spark test-all soak bench messages docs pictures clean
help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.tools/bin/uv:
	python3 -m pip install --quiet --disable-pip-version-check --target .tools uv

.venv/.run: requirements.lock pyproject.toml hatch_build.py | $(filter .tools/%,$(UV))
	$(UV) venv --quiet --allow-existing .venv
	$(UV) pip install --quiet --compile-bytecode --python $(PY) -r requirements.lock
	$(UV) pip install --quiet --compile-bytecode --python $(PY) --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(UV) pip install --quiet --compile-bytecode --python $(PY) -r requirements-dev.lock
	@touch $@

install: .venv/.run ## install what running needs
dev: .venv/.dev ## install what developing needs

messages: .venv/.run ## compile the catalogues
	@$(PY) tools/messages.py --compile

demo: install messages ## load the demo, write its review to out/, serve the site (SERVE=0: only the files)
	TONGKET_DEMO=1 tongket demo --out out
	$(if $(filter 0,$(SERVE)),,TONGKET_DEMO=1 tongket serve)

lint: dev messages ## ruff, layers, types
	ruff check .
	ruff format --check .
	lint-imports
	mypy src/tongket

test: lint ## lint, types and all tests but the slow
	pytest -n 2 --dist loadfile --hypothesis-profile=quick

debian: ## what the tests of the browser, PostgreSQL, Spark and the word processor need from Debian
	@tools/debian.sh

spark: install ## install what Spark needs to add up the figures, but Java
	$(UV) pip install --quiet --compile-bytecode --python $(PY) -r requirements-spark.lock

test-all: lint debian spark node_modules/axe-core ## also PostgreSQL, the browser, Spark and the slow ones
	pytest -n 2 --dist loadfile -m "slow or postgres or browser or spark"
	pytest -n 2 --dist loadfile -m "long and not (slow or postgres or browser or spark)"
	pytest -n 2 --dist loadfile --database=postgres -m "not (slow or postgres or browser or spark)"
	pytest --database=postgres -m slow tests/directives/outgoing/test_together.py
	$(PY) tools/soak.py --share 100

node_modules/axe-core:
	npm install --no-save --no-audit --no-fund --silent axe-core@4.14.1

soak: dev messages ## long campaigns; SEED=n to repeat one
	$(PY) tools/soak.py $(if $(SEED),--seed $(SEED))

bench: install messages ## measure the bars of docs/benchmarks.md
	$(PY) bench/run.py

docs: dev ## write the pages that are made from the code: commands, permissions
	@$(PY) tools/docs.py

pictures: dev messages node_modules/axe-core ## make the pictures of README and docs anew
	pytest -q -m browser tests/browser/test_pictures.py

clean: ## remove what was made, but not data/
	rm -rf .venv .tools node_modules out dist
