"""Running the chapters that are not in the execution cache, several at a time."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import JupyterCacheAbstract
from jupyter_cache.cache.db import NbProjectRecord
from jupyter_cache.executors import load_executor
from sphinx_external_toc.parsing import parse_toc_yaml

_MYST_READER = {"name": "myst_nb_md", "type": "plugin"}


def _staged(root: Path, cache: JupyterCacheAbstract) -> list[NbProjectRecord]:
    """Tell the cache of the book's pages that hold code; return its records of them."""
    pages = [root / f"{name}.md" for name in parse_toc_yaml(root / "_toc.yml")]
    return [
        cache.add_nb_to_project(str(page), read_data=_MYST_READER)
        for page in pages
        if "{code-cell}" in page.read_text(encoding="utf-8")
    ]


def execute_pages(root: Path, cache_folder: Path) -> None:
    """Run the notebooks whose results the cache lacks, in parallel, and cache the results.

    A notebook that raises is left out of the cache: the build meets it again, alone, and reports it
    with its traceback.
    """
    cache = get_cache(str(cache_folder))
    records = _staged(root, cache)
    waiting = [r.pk for r in records if cache.get_cached_project_nb(r.pk) is None]
    if waiting:
        print(f"running {len(waiting)} of {len(records)} notebooks", flush=True)
        executor = load_executor("local-parallel", cache, logger=_progress())
        executor.run_and_cache(filter_pks=waiting, timeout=300)


def executed_notebooks(root: Path, cache_folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each page that holds code and its executed notebook, as JSON.

    Raises
    ------
    KeyError
        If a page has not been run.
    """
    cache = get_cache(str(cache_folder))
    for record in _staged(root, cache):
        notebook = cache.get_project_notebook(record.pk).nb
        _, executed = cache.merge_match_into_notebook(notebook)
        yield Path(record.uri).stem, json.loads(nbformat.writes(executed))


def _progress() -> logging.Logger:
    """Return a logger that prints which notebook starts and ends, from every worker."""
    logger = logging.getLogger("casebook.execute")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.StreamHandler(sys.stdout))
    return logger
