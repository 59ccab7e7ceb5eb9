"""What the book publishes beside its pages: data, findings, figures and notebooks."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from ast import literal_eval
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from casebook.binding.notebooks.execute import executed_notebooks
from casebook.binding.publish.findings import book_findings
from casebook.data.place import data_folder
from casebook.data.sources import short_names
from casebook.reasoning.claims import Finding
from casebook.reasoning.evidence import Cited, read_evidence
from casebook.telling.chart_files import PRINT
from casebook.telling.markup import plain

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[3]
_GLUED = re.compile(r"\{glue:text\}`([^`:]+)`")
_CITED = re.compile(r"\{cite:([pt])\}`([^`]+)`")
_DOC = re.compile(r"\{doc\}`([^`<]+?)\s*<(?:chapters/)?([^`>]+)>`")
_FILE = re.compile(r"\{book-file\}`([^`<]+?)\s*<[^`>]+>`")
_NUMREF = re.compile(r"\{numref\}`(?:fig|tbl)-([^`]+)`")
_CLAIM = re.compile(r"\[([^\]]+)\]\(#claim-\w+\)")
_ARCHIVED = ("data", "casebook")
_ARCHIVED_FILES = (
    "requirements.txt",
    "requirements.lock",
    "pyproject.toml",
    "LICENSE",
    "LICENSE-CONTENT",
)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same archive at any time

ARCHIVE_README = """\
The notebooks of the book, with its data and its code. To run them again (Python 3.11 or newer):

    python3 -m venv .venv
    .venv/bin/pip install --require-hashes -r requirements.lock
    .venv/bin/pip install --no-deps --no-build-isolation --editable .
    .venv/bin/jupyter lab notebooks

Change a cell of a table in data/, or the first code cell of a notebook, and run it again: numbers,
charts and verdicts follow.
"""


def _evidence_records(cited: Cited) -> list[dict[str, Any]]:
    """Return the rows of one table grouped by source and grade."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in cited.rows:
        for source in row.sources or ("",):
            groups.setdefault((source, row.grade), []).append(row.key)
    return [
        {"table": cited.table, "rows": rows, "source": source, "confidence": grade}
        for (source, grade), rows in groups.items()
    ]


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as it stands in ``findings.json``; verdicts are null if not examined."""
    claim, then, now = finding.claim, finding.at_publication, finding.now
    return {
        "id": claim.id,
        "paragraph": claim.paragraph,
        "kind": claim.kind,
        "weight": claim.weight,
        "topic": claim.topic,
        "paraphrase": claim.paraphrase,
        "verdict_at_publication": then.verdict if then else None,
        "verdict_now": now.verdict if now else None,
        "confidence": now.confidence if now else None,
        "summary": now.summary if now else None,
        "numbers": dict(now.numbers) if now else {},
        "evidence": [r for cited in now.rests_on for r in _evidence_records(cited)] if now else [],
        "for": now.best_for if now else None,
        "against": now.best_against if now else None,
        "would_change": now.would_change if now else None,
        "chapter": f"chapters/{finding.chapter}" if finding.chapter else None,
        "anchor": claim.anchor,
    }


def publish_data(target: Path, findings: Mapping[str, Finding]) -> None:
    """Copy the data package into the target folder and add ``findings.json``."""
    shutil.copytree(data_folder(), target, dirs_exist_ok=True)
    records = [finding_record(finding) for finding in findings.values()]
    (target / "findings.json").write_text(
        json.dumps(records, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


NOTEBOOK_NOTE = """\
> A chapter of *Should NATO leave the Convention on Cluster Munitions?* as a notebook, run with the
> book's data. It needs the folders `casebook` and `data`, which travel with it in `notebooks.zip`;
> `README.txt` there says how to install them. **To change it**, edit `read_evidence()` in the first
> code cell, for instance to `read_evidence(as_of="2024-08-10")` (only what was known when the op-ed
> appeared) or `read_evidence(grades=("primary",))`, and choose *Run all cells*. Verdicts and charts
> follow; the numbers in the prose are those of the book, and the table *Numbers used in the text*
> shows the new ones.
"""


def _plain_roles(source: str, names: Mapping[str, str], pages: Container[str]) -> str:
    """Return prose without the book's roles, which Jupyter would show raw.

    ``names`` holds "Author Year" of each source, ``pages`` the chapters that are notebooks too.
    """

    def cite(match: re.Match[str]) -> str:
        cited = "; ".join(names[key.strip()] for key in match[2].split(","))
        return f"({cited})" if match[1] == "p" else cited

    def chapter(match: re.Match[str]) -> str:
        return f"[{match[1]}]({match[2]}.ipynb)" if match[2] in pages else match[1]

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


def tidy_notebook(
    notebook: dict[str, Any], names: Mapping[str, str], pages: Container[str] = ()
) -> dict[str, Any]:
    """Return an executed notebook fit to download.

    A first cell says what it is. The numbers glued by its cells and the names of the sources
    (``names``, by key) stand in its prose, and what differs from run to run (random cell ids, times
    of execution) is gone.
    """
    glued = {
        output["metadata"]["scrapbook"]["name"]: literal_eval(next(iter(output["data"].values())))
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if "scrapbook" in output.get("metadata", {})
    }
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "about", "metadata": {}, "source": NOTEBOOK_NOTE}
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
    package = read_evidence().package
    names = {key: short_names(package, [key]) for key in package.frames["sources"]["key"]}
    notebooks = dict(executed_notebooks(root, cache))
    for name, executed in notebooks.items():
        tidy = tidy_notebook(executed, names, notebooks)
        text = json.dumps(tidy, indent=1, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.ipynb").write_text(text + "\n", encoding="utf-8")
        entries[f"notebooks/{name}.ipynb"] = (text + "\n").encode()
    for name in _ARCHIVED:
        for file in sorted((_ROOT / name).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                entries[str(file.relative_to(_ROOT))] = file.read_bytes()
    for name in _ARCHIVED_FILES:
        entries[name] = (_ROOT / name).read_bytes()
    with zipfile.ZipFile(site / "notebooks.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(entries.items()):
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def _publish(app: Sphinx, _: BuildEnvironment) -> None:
    if app.builder.name != "html":
        return
    site = Path(app.outdir)
    logger.info("publishing data, findings and figures")
    publish_data(site / "data", book_findings(Path(app.srcdir)))
    figures = Path(app.srcdir) / "_build" / "figures"
    figures.mkdir(parents=True, exist_ok=True)  # a book without charts has none
    for_the_pdf = shutil.ignore_patterns(PRINT)
    shutil.copytree(figures, site / "figures", ignore=for_the_pdf, dirs_exist_ok=True)
    if app.config.casebook_publishes:
        logger.info("publishing notebooks")
        publish_notebooks(Path(app.srcdir), Path(app.config.nb_execution_cache_path), site)


def setup(app: Sphinx) -> None:
    """Publish when all pages are read: the PDF, which takes some of it along, need not wait.

    ``casebook_publishes`` says whether notebooks are made for others to rerun, too: not while
    writing.
    """
    app.add_config_value("casebook_publishes", True, "")
    app.connect("env-updated", _publish)
