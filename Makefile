# The commands of the book. `make help` lists them; the README says when to use which.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m casebook.binding
# One version for every system and every Python from 3.11 on, with the hashes of its files
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command 'make lock'

PORT ?= 8000

# Containers often forbid Python to keep what it has compiled; each of the book's many processes would
# compile all of it anew, which takes a third of their time.
unexport PYTHONDONTWRITEBYTECODE

# How often `make bench` measures each thing
RUNS ?= 3

.PHONY: help book html live site test browsers check lab serve verdicts sources diff lock rungs bench clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-10s%s\n", $$1, $$2}' Makefile

book: .venv/book  ## build HTML, PDF and notebooks into _build/html
	@$(RUN) book

html: .venv/book  ## the pages alone, to look at while writing (publishes nothing)
	@$(RUN) html

live: .venv/book  ## add to the built book the edition that runs in a reader's browser
	@$(RUN) live

site: book live  ## all that a host publishes: the book, then its live edition

test: .venv/test  ## build the book and its live edition, and run all tests
	@$(RUN) book
	@$(RUN) live
	@$(BIN)/python -m tests.browser
	@$(BIN)/pytest --numprocesses 2 --ignore tests/browsers

browsers: .venv/test  ## try the built book in Firefox and WebKitGTK too
	@test -d _build/html/live || { echo "Nothing to try yet: make site" >&2; exit 1; }
	@$(BIN)/python -m tests.browser firefox webkit
	@$(BIN)/pytest --numprocesses 2 --dist loadgroup tests/browsers

check: .venv/book  ## check the data and the prose, in seconds
	@$(RUN) check

lab: .venv/book  ## open the chapters in JupyterLab (its options: make lab ARGS=--no-browser)
	@$(BIN)/python -m jupyterlab --LabApp.default_url=/lab/tree/chapters $(ARGS)

serve: book  ## build the book and show it on http://localhost:8000 (or another: make serve PORT=8080)
	@$(RUN) serve $(PORT)

verdicts: .venv/book  ## print every verdict with its reasons as JSON, without a build
	@$(RUN) verdicts

sources: .venv/book  ## remake data/sources.csv from data/sources.bib
	@$(RUN) sources

diff: .venv/book  ## what changed since an older edition: make diff OLD=<folder or tag>
	@$(RUN) diff "$(OLD)"

lock: .venv/test  ## take the newest versions that requirements.txt and pyproject.toml allow
	@$(LOCK) tools/installer.txt --output-file tools/installer.lock
	@$(LOCK) requirements.txt --no-emit-package casebook --output-file requirements.lock
	@$(LOCK) pyproject.toml --extra test --constraints requirements.lock --output-file tests/requirements.lock
	@$(BIN)/python -m tools.dependencies > .readme/dependencies.md

rungs: .venv/test  ## write anew what the cards say on every rung, to read
	@$(BIN)/python -m tests.chapters.rungs

bench: .venv/test  ## measure the book against stock Jupyter Book: make bench RUNS=3
	@$(BIN)/python -m tools.bench $(RUNS)

clean:  ## remove what the build made (the environment stays)
	rm -rf _build

# An environment made for another folder (copied or moved with this one), or left half made, is made
# anew. Python notes in pyvenv.cfg for which folder it made one.
SOUND := $(shell test ! -e .venv/unfinished -a -x .venv/bin/python && grep -sF -e "-m venv $(CURDIR)/.venv" .venv/pyvenv.cfg)
ifeq ($(SOUND),)
.PHONY: .venv/book
endif

.venv/book: tools/installer.lock requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) tools/environment.py book

.venv/test: .venv/book tests/requirements.lock
	@$(PYTHON) tools/environment.py test
