"""Running the notebooks whose results are not kept, several at a time.

What a notebook depends on is not declared but seen: its kernel notes every file that it opens or
puts in place and every module that it imports, and those below the book are kept with the result,
each with its digest. A result is used again only while all of them are as they were.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.cache.db import NbCacheRecord
from jupyter_client import AsyncKernelManager
from myst_nb.core.read import read_myst_markdown_notebook
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell
from sphinx_external_toc.parsing import parse_toc_yaml

from casebook.binding import progress
from casebook.binding.checks.line_fault import LineFault
from casebook.binding.checks.pages import glue_faults
from casebook.binding.notebooks.findings import book_choices, book_findings, kept_files
from casebook.binding.notebooks.warm_kernels import kernel_managers
from casebook.binding.notebooks.workspace import (
    REASONING,
    cache_folder,
    digests,
    figures_folder,
    holds,
    kernel_environment,
    name_of,
    reasoning_names,
    versions,
)
from casebook.reasoning import book

_TIMEOUT = 300  # seconds for one cell, as in _config.yml

_NOTE_FILES = """\
import os, sys
_opened = set()
def _note(event, arguments):
    if event == "open" and not isinstance(arguments[0], int):
        _opened.add(os.path.realpath(os.fsdecode(arguments[0])))
    if event == "os.rename":
        old, new = (os.path.realpath(os.fsdecode(name)) for name in arguments[:2])
        _opened.discard(old)
        _opened.add(new)
sys.addaudithook(_note)
"""
_TELL_FILES = """\
import json, os, sys
_modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
print(json.dumps(sorted(_opened | {os.path.realpath(file) for file in _modules if file})))
"""


class PagesFailError(Exception):
    """Pages whose cells raise, or that name what no cell glues: one line each, with its place."""


@dataclass(frozen=True)
class _Run:
    """A notebook that ran to its end: with its outputs, the files that it used, and seconds."""

    notebook: nbformat.NotebookNode
    files: list[Path]
    seconds: float


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
    for file in figures_folder(root).rglob("*"):
        if file.is_file() and _drawn_name(file, root) not in drawn:
            file.unlink()


def _drawn_name(file: Path, root: Path) -> str | None:
    """Return the name of a picture's file, none for any other file."""
    file, root = file.resolve(), root.resolve()
    drawn = file.is_relative_to(figures_folder(root))
    return file.relative_to(root).as_posix() if drawn else None


def _run(
    notebook: nbformat.NotebookNode,
    folder: Path,
    new_manager: Callable[[], AsyncKernelManager],
    environment: Mapping[str, str],
) -> _Run | str:
    """Run a notebook in a kernel of its own; return what it raised, in words, if it does."""
    started = time.monotonic()
    notebook.cells = [new_code_cell(_NOTE_FILES), *notebook.cells, new_code_cell(_TELL_FILES)]
    client = NotebookClient(
        notebook,
        new_manager(),
        timeout=_TIMEOUT,
        record_timing=False,
        shutdown_kernel="immediate",  # its results are in: how it ends takes nothing away
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(cleanup_kc=True, env=dict(environment))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return _told(notebook, error)
    _, *cells, last = notebook.cells
    for cell in cells:
        if cell.get("execution_count"):
            cell.execution_count -= 1  # as if the first cell had not been there
    notebook.cells = cells
    told = json.loads("".join(output.text for output in last.outputs))
    return _Run(notebook, [Path(file) for file in told], time.monotonic() - started)


def _told(notebook: nbformat.NotebookNode, error: Exception) -> str:
    """Say which cell of a page raised what: its first line is the fault, the traceback follows."""
    ran = [cell for cell in notebook.cells[1:-1] if cell.cell_type == "code"]
    reached = [cell for cell in ran if cell.get("execution_count")]
    cell = next((c for c in ran if any(o.output_type == "error" for o in c.outputs)), None)
    cell = cell or (reached[-1] if reached else ran[0])
    start = cell.metadata.get("source_map") or notebook.metadata.get("source_map", [0])
    number = notebook.cells.index(cell) - 1
    line = start[number] + 1 if number < len(start) else 1
    if isinstance(error, CellExecutionError):
        what = f"{error.ename}: {error.evalue}"
    else:
        what = str(error).strip().split("\n")[0]
    return f"{line}: cell {ran.index(cell) + 1} raises {what}\n{error}"


def _keep(
    run: _Run, place: str, before: Mapping[str, str], root: Path, cache: JupyterCacheAbstract
) -> None:
    """Keep the result of a page in place of its older ones, with the digests of its files.

    ``before`` holds the digests of data and modules from before the run: what was changed meanwhile
    counts as changed.
    """
    for record in cache.list_cache_records():
        if record.data["page"] == place:
            cache.remove_cache(record.pk)
    used = (name_of(file, root) or _drawn_name(file, root) for file in run.files)
    names = {name for name in used if name}
    kept = {Path(file).resolve() for file in kept_files(root).values()}
    if kept & set(run.files):  # they hang on all data and reasoning
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
    """Run the waiting notebooks, as many at a time as there are processors, and say how far.

    Returns the fault of each that failed, in a line with its place.
    """
    failed = []
    before = digests(reasoning_names(root), root)
    figures_folder(root).mkdir(parents=True, exist_ok=True)
    environment = {**kernel_environment(root), **kept_files(root)}
    chapters = {f"chapters/{name}.md" for name in book.chapters()}
    with kernel_managers() as new_manager, ThreadPoolExecutor(os.cpu_count()) as pool:

        def start(places: Iterable[str]) -> dict[Future[_Run | str], str]:
            return {
                pool.submit(_run, waiting[p], (root / p).parent, new_manager, environment): p
                for p in places
            }

        runs = start(place for place in waiting if place in chapters)
        if looking_back := [place for place in reversed(waiting) if place not in chapters]:
            _find(root)
            runs |= start(looking_back)
        for number, future in enumerate(as_completed(runs), start=1):
            run, place = future.result(), runs[future]
            if isinstance(run, str):
                progress.fail(f"{place}:{run}")
                failed.append(f"{root / place}:{run.splitlines()[0]}")
                took = "failed"
            else:
                _keep(run, place, before, root, cache)
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
