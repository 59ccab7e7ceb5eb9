"""Running one notebook in a kernel of its own, which notes every file that it uses."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell

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


@dataclass(frozen=True)
class Run:
    """A notebook that ran to its end: with its outputs, the files that it used, and seconds."""

    notebook: nbformat.NotebookNode
    files: list[str]
    seconds: float


def run_notebook(
    notebook: nbformat.NotebookNode,
    folder: Path,
    new_manager: Callable[[], AsyncKernelManager],
    environment: Mapping[str, str],
) -> Run | str:
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
    return Run(notebook, told, time.monotonic() - started)


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
