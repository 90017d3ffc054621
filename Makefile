# Two commands do it all: `make run` to use Balai, `make test` to change it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BALAI := .venv/bin/balai
PY := .venv/bin/python

.PHONY: help run env test test-fast check lint docs bench screenshots smoke messages lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

run: ## environment, database, real results, server and worker on 127.0.0.1:8000
	@bin/need run && bin/env run && $(BALAI) setup && exec $(BALAI) serve

env: ## environment and assets
	@bin/need run && bin/env $(or $(FOR),run)

test: ## everything: SQLite, PostgreSQL, Chromium
	@bin/need test --install && bin/env dev && $(PY) bin/test all

test-fast: ## SQLite only, without the slow and the browser tests
	@bin/need check && bin/env dev && $(PY) bin/test fast

check: ## lint, types, import rules, templates, migrations, generated docs, lock files
	@bin/need check && bin/env dev && $(PY) bin/check

docs: ## write the generated pages of docs/ again
	@bin/env dev && $(PY) bin/docs

bench: ## every benchmark, each against its baseline
	@bin/env dev && for file in benchmarks/*.py; do echo "== $$file"; PYTHONPATH=. $(PY) $$file || exit 1; done

screenshots: ## the pictures of README, in Chromium
	@bin/need test && bin/env dev && $(PY) bin/screenshots

smoke: ## a fresh clone, `make run`, two pages fetched, stopped
	@bin/smoke

messages: ## collect the strings of every part into its English catalogue
	@bin/need check && bin/env dev && $(PY) bin/messages

lock: ## resolve the requirements anew
	@bin/env dev && bin/lock

clean: ## remove what can be made again; an installation's own data (var/) stay
	@rm -rf .venv .venv-uv node_modules balai/ui/static/build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
