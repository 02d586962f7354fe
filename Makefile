# The commands of the house. `make` alone lists them.
PORT ?= 8000
# What to hand to pytest: make test ARGS="tests/events -k calendar"
ARGS ?=
# Test processes: as many as there are cores, at most six (each makes its own database).
WORKERS ?= auto

VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
WEB := .ci/web/node_modules/.package-lock.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard site/locale/*/LC_MESSAGES/*.po site/locale/*/*/LC_MESSAGES/*.po))

# `site/` is a folder of packages, not a package (docs/adr/0001-site-is-a-path.md).
export PYTHONPATH := $(CURDIR)/site:$(CURDIR)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# A translation is read from the source tree, never from a stale copy of it.
export PYTHONUTF8 := 1
# Without its compiled modules every command takes some seconds more to start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test check bench shots messages lock format programs

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' $(MAKEFILE_LIST) | column -t -s @ 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## /  make \1  /p' $(MAKEFILE_LIST)

install: $(INSTALLED) $(CATALOGUES) ## Create .venv, install what requirements.txt locks, compile translations

run: install ## Prepare the demo site and serve it on 127.0.0.1 (PORT=8000)
	@$(PY) .ci/nobody_serves.py $(PORT)
	@$(PY) manage.py migrate --no-input --verbosity 0
	@$(PY) manage.py createcachetable
	@$(PY) manage.py demo
	@sh .ci/welcome.sh $(PORT)
	@SITE_URL=$${SITE_URL:-http://localhost:$(PORT)} exec $(PY) manage.py serve --port $(PORT)

test: install programs ## Run every test, with a throw-away PostgreSQL and Redis and a headless Chromium
	@$(PY) -m tests.services $(PY) -m pytest -n $(WORKERS) --maxprocesses 6 $(ARGS)

check: install programs ## Format, lint, types, imports, migrations, templates, translations, deployment
	@$(PY) .ci/check.py

bench: install programs ## Measure on PostgreSQL and Redis; a table, and var/bench/*.json
	@$(PY) -m tests.services --production $(PY) -m tests.bench $(ARGS)

shots: install programs ## Photograph every page of the demo into var/shots, with a contact sheet
	@PYTHONPATH=.:site $(PY) -m tests.shots $(ARGS)

messages: install ## Collect translatable strings into site/locale
	@$(PY) .ci/translations.py update

lock: $(INSTALLED) ## Resolve pyproject.toml's lists anew into requirements.txt
	@$(PY) .ci/lock.py

format: $(INSTALLED) ## Bring Python and templates into the one format
	@$(PY) -m ruff format -q .
	@$(PY) -m ruff check -q --fix-only .
	@find templates -name '*.html' -exec $(VENV)/bin/djade {} + || true

programs:
	@sh .ci/programs.sh
	@$(MAKE) --no-print-directory $(WEB)

# What reads our HTML, style sheets and scripts; without npm it is left out and named.
$(WEB): .ci/web/package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --prefix .ci/web --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch $@; \
	fi

# The stamp is younger than the lock when all is installed. A copied or broken .venv is made anew.
$(INSTALLED): requirements.txt
	@if ! $(PY) -c 'import sys; assert sys.version_info >= (3, 12)' 2>/dev/null; then \
		python=$$(sh .ci/find_python.sh) || exit 1; \
		echo "Creating $(VENV) with $$python"; \
		"$$python" -m venv --clear $(VENV); \
	fi
	@echo "Installing packages"
	@$(PY) -m pip install -qq --no-compile --root-user-action=ignore --requirement requirements.txt
	@touch $@

%.mo: %.po $(INSTALLED)
	@$(PY) .ci/compile_catalogue.py $< $@
