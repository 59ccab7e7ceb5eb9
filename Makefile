# The commands of the book. `make help` lists them; the README says when to use which.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m casebook.binding
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
# One version for every system and every Python from 3.11 on, with the hashes of its files
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command 'make lock'

# How often `make bench` measures each thing
RUNS ?= 3

.PHONY: help book html test check lab serve verdicts sources diff lock rungs bench clean

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

book: .venv/book  ## build HTML, PDF and notebooks into _build/html
	@$(RUN) book

html: .venv/book  ## the pages alone, to look at while writing (publishes nothing)
	@$(RUN) html

test: .venv/test  ## build the book and run all tests
	@$(RUN) book
	@$(BIN)/python -m tests.browser
	@$(BIN)/pytest --numprocesses 2

check: .venv/book  ## check the data and the prose, in seconds
	@$(RUN) check

lab: .venv/book  ## open the chapters in JupyterLab
	@$(BIN)/jupyter lab chapters

serve: book  ## build the book and show it on http://localhost:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory _build/html

verdicts: .venv/book  ## print every verdict with its reasons as JSON, without a build
	@$(RUN) verdicts

sources: .venv/book  ## remake data/sources.csv from data/sources.bib
	@$(RUN) sources

diff: .venv/book  ## what changed since an older edition: make diff OLD=<folder or tag>
	@$(RUN) diff "$(OLD)"

lock: .venv/test  ## take the newest versions that requirements.txt and pyproject.toml allow
	@$(LOCK) requirements.txt --no-emit-package casebook --output-file requirements.lock
	@$(LOCK) pyproject.toml --extra test --constraints requirements.lock --output-file tests/requirements.lock
	@$(BIN)/python -m tools.dependencies > .readme/dependencies.md

rungs: .venv/test  ## write anew what the cards say on every rung, to read
	@$(BIN)/python -m tests.chapters.rungs

bench: .venv/book  ## measure the book against stock Jupyter Book: make bench RUNS=3
	@$(BIN)/python -m tools.bench $(RUNS)

clean:  ## remove what the build made (the environment stays)
	rm -rf _build

.venv/book: requirements.lock pyproject.toml
	@echo "Installing the book's environment into .venv (once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@# JupyterLab opens a chapter (.md) as a notebook on double click
	@JUPYTER_CONFIG_DIR=.venv/etc/jupyter $(BIN)/jupytext-config set-default-viewer markdown > /dev/null
	@touch $@

.venv/test: .venv/book tests/requirements.lock
	@$(INSTALL) --require-hashes -r tests/requirements.lock
	@touch $@
