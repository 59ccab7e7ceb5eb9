"""Running the notebooks whose results are not kept, several at a time.

What a notebook depends on is not declared but seen: its kernel notes every file that it opens or
puts in place and every module that it imports, and those below the book are kept with the result,
each with its digest. A result is used again only while all of them are as they were.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.cache.db import NbCacheRecord
from myst_nb.core.read import read_myst_markdown_notebook
from sphinx_external_toc.parsing import parse_toc_yaml

from casebook.binding import progress
from casebook.binding.checks.glued import glue_faults
from casebook.binding.checks.line_fault import LineFault
from casebook.binding.notebooks.findings import book_choices, book_findings, kept_files
from casebook.binding.notebooks.running import Run, run_notebook
from casebook.binding.notebooks.warm_kernels import kernel_managers
from casebook.binding.notebooks.workspace import (
    REASONING,
    cache_folder,
    digests,
    figures_folder,
    holds,
    kernel_environment,
    names_of,
    reasoning_names,
    versions,
)
from casebook.reasoning import book


class PagesFailError(Exception):
    """Pages whose cells raise, or that name what no cell glues: one line each, with its place."""


@lru_cache(maxsize=256)
def _read(page: Path, text: str) -> nbformat.NotebookNode:
    """Return a page as a notebook; a build asks for each page twice or more."""
    return read_myst_markdown_notebook(text, add_source_map=True, path=page)


def _notebooks(root: Path) -> dict[str, nbformat.NotebookNode]:
    """Return the book's pages that hold code as notebooks, by their place in the book."""
    places = [f"{name}.md" for name in parse_toc_yaml(root / "_toc.yml")]
    texts = {place: (root / place).read_text(encoding="utf-8") for place in places}
    return {
        place: deepcopy(_read(root / place, text))
        for place, text in texts.items()
        if "{code-cell}" in text
    }


def _is_kept(notebook: nbformat.NotebookNode, cache: JupyterCacheAbstract) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def _drop_stale(root: Path, cache: JupyterCacheAbstract) -> None:
    """Remove the results whose inputs, pictures or libraries are not as they were."""
    libraries = versions(REASONING)
    for record in cache.list_cache_records():
        kept = record.data or {}
        if kept.get("libraries") != libraries or not holds(kept["files"], root):
            cache.remove_cache(record.pk)


def _drop_orphans(root: Path, cache: JupyterCacheAbstract) -> None:
    """Remove the pictures that no kept result has drawn."""
    drawn = {name for record in cache.list_cache_records() for name in record.data["files"]}
    for file in figures_folder(root).resolve().rglob("*"):
        if file.is_file() and not names_of([str(file)], root) <= drawn:
            file.unlink()


def _keep(
    run: Run,
    place: str,
    before: Mapping[str, str],
    answers: Set[str],
    root: Path,
    cache: JupyterCacheAbstract,
) -> None:
    """Keep the result of a page in place of its older ones, with the digests of its files.

    ``before`` holds the digests of data and modules from before the run: what was changed meanwhile
    counts as changed. ``answers`` are the files that hang on all of these.
    """
    for record in cache.list_cache_records():
        if record.data["page"] == place:
            cache.remove_cache(record.pk)
    names = names_of(run.files, root)
    if not answers.isdisjoint(run.files):
        names |= before.keys()
    data = {
        "page": place,
        "execution_seconds": run.seconds,
        "files": {**digests(names, root), **{n: before[n] for n in names if n in before}},
        "libraries": versions(REASONING),
    }
    bundle = CacheBundleIn(run.notebook, str(root / place), data=data)
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def execute_pages(root: Path) -> Path:
    """Run the notebooks whose results no longer hold, in parallel, and keep the new ones.

    Return the folder of the execution cache.

    Raises
    ------
    PagesFailError
        If a cell raises, or a page names a number that none of its cells glues: says all of them,
        each with file and line. No cell runs twice.
    """
    folder = cache_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    cache = get_cache(str(folder))
    _drop_stale(root, cache)
    notebooks = _notebooks(root)
    waiting = {place: nb for place, nb in notebooks.items() if not _is_kept(nb, cache)}
    if waiting:
        progress.step(f"running {len(waiting)} of {len(notebooks)} notebooks")
        if failed := _execute(root, cache, waiting):
            raise PagesFailError("\n".join(failed))
    _drop_orphans(root, cache)
    if faults := [str(fault) for fault in _unglued(root, folder)]:
        raise PagesFailError("\n".join(faults))
    return folder


def _unglued(root: Path, folder: Path) -> Iterator[LineFault]:
    """Yield each number that a page names and none of its cells has glued."""
    cache = get_cache(str(folder))
    for place, notebook in _notebooks(root).items():
        _, executed = cache.merge_match_into_notebook(notebook)
        outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
        told = [output.get("metadata", {}).get("scrapbook", {}).get("name") for output in outputs]
        yield from glue_faults(root / place, frozenset(filter(None, told)))


def _execute(
    root: Path, cache: JupyterCacheAbstract, waiting: Mapping[str, nbformat.NotebookNode]
) -> list[str]:
    """Run the waiting notebooks, one more at a time than there are processors, and say how far.

    A kernel that starts or ends mostly waits.

    Returns the fault of each that failed, in a line with its place.
    """
    failed = []
    before = digests(reasoning_names(root), root)
    figures_folder(root).mkdir(parents=True, exist_ok=True)
    kept = kept_files(root)
    answers = {os.path.realpath(file) for file in kept.values()}
    environment = {**kernel_environment(root), **kept}
    chapters = {f"chapters/{name}.md" for name in book.chapters()}
    with kernel_managers() as new_manager, ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:

        def start(places: Iterable[str]) -> dict[Future[Run | str], str]:
            return {
                pool.submit(
                    run_notebook, waiting[p], (root / p).parent, new_manager, environment
                ): p
                for p in places
            }

        runs = start(place for place in waiting if place in chapters)
        if looking_back := [place for place in reversed(waiting) if place not in chapters]:
            _find(root)
            runs |= start(looking_back)
        for number, future in enumerate(as_completed(runs), start=1):
            run, place = future.result(), runs[future]
            if isinstance(run, str):
                fault, _, traceback = run.partition("\n")
                progress.fail(f"{place}: {traceback}")
                failed.append(f"{root / place}:{fault}")
                took = "failed"
            else:
                _keep(run, place, before, answers, root, cache)
                took = f"{run.seconds:.0f} s"
            progress.step(f"  {number} of {len(runs)}, {Path(place).stem}: {took}")
    return failed


def _find(root: Path) -> None:
    """Find all claims while chapters run; pages that look back over the book then ask for them."""
    try:
        book_findings(root)
        book_choices(root)
    except Exception as error:  # a page that asks meets it again, and tells where
        print(f"the findings: {error}", file=sys.stderr)


def result_times(folder: Path) -> set[float]:
    """Return when each kept result was made, as seconds since 1970."""
    records: list[NbCacheRecord] = get_cache(str(folder)).list_cache_records()
    return {record.created.timestamp() for record in records}


def executed_notebooks(root: Path, folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each page that holds code and its executed notebook, as JSON.

    Raises
    ------
    KeyError
        If a page has not been run.
    """
    cache = get_cache(str(folder))
    for place, notebook in _notebooks(root).items():
        _, executed = cache.merge_match_into_notebook(notebook)
        yield Path(place).stem, json.loads(nbformat.writes(executed))
