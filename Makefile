# The commands around Handrail: `make help` lists them. Works with GNU make 3.81 and newer.

PORT ?= 8501
HANDRAIL_HOME ?= data/local
# For the server only: a test must never meet the data that stands there.
INSTANCE = HANDRAIL_PORT="$(PORT)" HANDRAIL_HOME="$(HANDRAIL_HOME)"

BIN := $(if $(filter Windows_NT,$(OS)),.venv/Scripts,.venv/bin)
SERVER_READY := .venv/.server-ready
TESTS_READY := .venv/.tests-ready
UV := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help run serve test check bench lock

help: ## this list
	@echo "Handrail: make COMMAND [PORT=8501] [HANDRAIL_HOME=data/local]"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-6s %s\n", $$1, $$2 }' Makefile

run: $(SERVER_READY) ## a demo with a believable group, at http://localhost:8501
	@$(INSTANCE) HANDRAIL_DEMO=1 $(BIN)/python app.py

serve: $(SERVER_READY) ## a real instance; the first start prints the admin's code
	@$(INSTANCE) $(BIN)/python app.py

test: $(TESTS_READY) ## every test; some of them: make test ARGS="-k board"
	@$(BIN)/python -m pytest $(ARGS)

check: $(TESTS_READY) ## style, types and who may import whom
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

bench: $(TESTS_READY) ## the figures the README names
	@$(BIN)/python -m tests.bench $(ARGS)

lock: $(BIN)/python ## pin again what pyproject.toml asks for; UPGRADE=--upgrade takes newer versions
	@$(BIN)/python -m pip --isolated install --quiet --disable-pip-version-check $(UV)
	@$(call pin,requirements.lock)
	@$(call pin,requirements-dev.lock,--group dev --constraint requirements.lock)

# One lock for Linux, macOS and Windows, and the same versions on each Python from 3.11 on. No address is written into it.
pin = $(BIN)/uv --no-config pip compile --quiet pyproject.toml $(2) --output-file $(1) $(UPGRADE) --universal \
	--python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

# --isolated: someone's own pip settings may name another index or another folder to install into. Where their network
# lets nothing else through, those settings get the second try; the hashes in the lock decide what is taken either way.
pip-install = $(BIN)/python -m pip $(2) install --quiet --disable-pip-version-check --no-input --only-binary :all: \
	--require-hashes --requirement $(1)
install = { echo "Installing what $(1) names; the first time takes a minute or two." && \
	{ $(call pip-install,$(1),--isolated --retries 2) || $(call pip-install,$(1)); } 2> .venv/pip.log && touch $(2); } || \
	{ echo "Handrail could not install its packages: is this machine online? What pip said is in .venv/pip.log." >&2; exit 1; }

$(SERVER_READY): requirements.lock $(BIN)/python
	@$(call install,requirements.lock,$@)

# The development lock holds all of the server's.
$(TESTS_READY): requirements-dev.lock requirements.lock $(BIN)/python
	@$(call install,requirements-dev.lock,$@ $(SERVER_READY))

# A name on the path may be a shim that starts nothing, or a Python without venv, so each is asked. (`true`: to make, a
# shell that ends on "not found" has said nothing.)
PYTHONS := python3.13 python3.12 python3.11 python3 python
first-python = $(firstword $(shell for p in $(PYTHONS); do \
	$$p -c 'import sys; assert sys.version_info >= (3, 11); $(1)' > /dev/null 2>&1 && echo $$p; done; true))

$(BIN)/python:
	$(eval PYTHON := $(call first-python,import venv; import ensurepip))
	$(if $(PYTHON),,$(if $(call first-python),$(error $(without_venv)),$(error $(without_python))))
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

without_python := Handrail needs Python 3.11 or newer, and found none: install it from your system's packages or python.org
without_venv := This Python comes without venv: install it first (Debian and Ubuntu: apt install python3-venv)
