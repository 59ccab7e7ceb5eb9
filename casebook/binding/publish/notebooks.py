"""Executed notebooks made fit to download, and the archive of all with data and code."""

from __future__ import annotations

import json
import re
import zipfile
from ast import literal_eval
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.binding.notebooks.execute import executed_notebooks
from casebook.binding.publish.downloads import marked, zip_entry
from casebook.data.place import data_folder
from casebook.data.sources import short_names
from casebook.reasoning.evidence import read_evidence
from casebook.telling.markup import plain

_ENGINE = Path(__file__).parents[2]
_GLUED = re.compile(r"\{glue:text\}`([^`:]+)`")
_CITED = re.compile(r"\{cite:([pt])\}`([^`]+)`")
_DOC = re.compile(r"\{doc\}`([^`<]+?)\s*<(?:chapters/)?([^`>]+)>`")
_FILE = re.compile(r"\{book-file\}`([^`<]+?)\s*<[^`>]+>`")
_NUMREF = re.compile(r"\{numref\}`(?:fig|tbl)-([^`]+)`")
_CLAIM = re.compile(r"\[([^\]]+)\]\(#claim-\w+\)")
_LABEL = re.compile(r"\[([^\]]+)\]\{\.eyebrow\}")
_SPAN = re.compile(r"\[([^\]]+)\]\{\.[\w .-]+\}")
_CONTAINER = re.compile(r"^```\{container\}[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ARCHIVED_FILES = (
    *("requirements.txt", "requirements.lock", "pyproject.toml", "_toc.yml"),
    *("LICENSE", "LICENSE-CONTENT"),
)

ARCHIVE_README = """\
The notebooks of the book, with its data and its code. To run them again (Python 3.11 or newer):

    python3 -m venv .venv
    .venv/bin/pip install --require-hashes -r requirements.lock
    .venv/bin/pip install --no-deps --no-build-isolation --editable .
    .venv/bin/jupyter lab notebooks

Change a cell of a table in data/, or the first code cell of a notebook, and run it again: numbers,
charts and verdicts follow. Whether a changed table keeps its promises is said by

    .venv/bin/python -m casebook.binding check
"""


def _plain_roles(source: str, names: Mapping[str, str], pages: Container[str]) -> str:
    """Return prose without the book's roles and classes, which Jupyter would show raw.

    ``names`` holds "Author Year" of each source, ``pages`` the chapters that are notebooks too.
    """

    def cite(match: re.Match[str]) -> str:
        cited = "; ".join(names[key.strip()] for key in match[2].split(","))
        return f"({cited})" if match[1] == "p" else cited

    def chapter(match: re.Match[str]) -> str:
        return f"[{match[1]}]({match[2]}.ipynb)" if match[2] in pages else match[1]

    source = _CONTAINER.sub(r"\1", _SPAN.sub(r"\1", _LABEL.sub(r"\1:", source)))
    source = _DOC.sub(chapter, _CITED.sub(cite, source))
    source = _NUMREF.sub(lambda match: f"the figure *{match[1].replace('_', ' ')}*", source)
    return _CLAIM.sub(r"\1", _FILE.sub(r"\1", source))


def _tidy_output(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output without its form for the book, where it has one for Jupyter."""
    data = output.get("data", {})
    if "text/html" in data:
        data = {kind: value for kind, value in data.items() if kind != "text/markdown"}
        return {**output, "data": data}
    return output


def note_of(root: Path) -> str:
    """Return what the book says at the head of each notebook: ``chapters/notebook_note.txt``."""
    file = root / "chapters" / "notebook_note.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def tidy_notebook(
    notebook: dict[str, Any], note: str, names: Mapping[str, str], pages: Container[str] = ()
) -> dict[str, Any]:
    """Return an executed notebook fit to download.

    A first cell, the note, says what it is. The numbers glued by its cells and the names of the
    sources (``names``, by key) stand in its prose, and what differs from run to run (random cell
    ids, times of execution) is gone.
    """
    glued = {
        output["metadata"]["scrapbook"]["name"]: literal_eval(next(iter(output["data"].values())))
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if "scrapbook" in output.get("metadata", {})
    }
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "about", "metadata": {}, "source": note}
    ]
    for number, cell in enumerate(notebook["cells"]):
        cell = {**cell, "id": f"cell-{number}", "metadata": dict(cell["metadata"])}
        cell["metadata"].pop("execution", None)
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = _GLUED.sub(lambda match: plain(glued[match[1]]), source)
            source = _plain_roles(source, names, pages)
        else:
            cell["outputs"] = [_tidy_output(output) for output in cell.get("outputs", ())]
        cells.append({**cell, "source": source})
    return {**notebook, "cells": cells}


def publish_notebooks(root: Path, cache: Path, site: Path) -> None:
    """Write each chapter's executed notebook, and the archive of all with data and code."""
    folder = site / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    entries: dict[str, bytes] = {"README.txt": ARCHIVE_README.encode()}
    package, note = read_evidence().package, note_of(root)
    names = {key: short_names(package, [key]) for key in package.frames["sources"]["key"]}
    notebooks = dict(executed_notebooks(root, cache))
    for name, executed in notebooks.items():
        tidy = tidy_notebook(executed, note, names, notebooks)
        text = json.dumps(tidy, indent=1, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.ipynb").write_text(text + "\n", encoding="utf-8")
        entries[f"notebooks/{name}.ipynb"] = (text + "\n").encode()
    for name, file in _archived(root):
        content = file.read_bytes()
        entries[name] = marked(content) if file.suffix == ".csv" else content
    with zipfile.ZipFile(site / "notebooks.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(entries.items()):
            archive.writestr(zip_entry(name), content)


def _archived(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that a notebook needs, with their places in the archive."""
    code = {"casebook": _ENGINE, "chapters": root / "chapters", "data": data_folder()}
    for lead, folder in code.items():
        for file in sorted(folder.rglob("*")):
            place = file.relative_to(folder)
            is_page = lead == "chapters" and file.suffix == ".md"  # its notebook takes its place
            is_hidden = any(part.startswith((".", "__pycache__")) for part in place.parts)
            if file.is_file() and not is_page and not is_hidden:
                yield f"{lead}/{place.as_posix()}", file
    for name in _ARCHIVED_FILES:
        if (root / name).is_file():
            yield name, root / name
