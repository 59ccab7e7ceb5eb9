"""What the book publishes beside its pages: data, findings, figures and notebooks."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from casebook.binding.execute import executed_notebooks
from casebook.chapters import find_all
from casebook.claims import Finding
from casebook.evidence import Cited, read_evidence
from casebook.tables import data_folder

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[2]
_GLUED = re.compile(r"\{glue:text\}`([^`:]+)`")
_ARCHIVED = ("data", "casebook")
_ARCHIVED_FILES = (
    "requirements.txt",
    "constraints.txt",
    "pyproject.toml",
    "LICENSE",
    "LICENSE-CONTENT",
)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same archive at any time

ARCHIVE_README = """\
The notebooks of the book, with its data and its code. To run them again (Python 3.11 or newer):

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt -c constraints.txt
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


def tidy_notebook(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return an executed notebook fit to download.

    The numbers glued by its cells stand in its prose, and what differs from run to run (random cell
    ids, times of execution) is gone.
    """
    glued = {
        output["metadata"]["scrapbook"]["name"]: next(iter(output["data"].values())).strip("'")
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if "scrapbook" in output.get("metadata", {})
    }
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        cell = {**cell, "id": f"cell-{number}", "metadata": dict(cell["metadata"])}
        cell["metadata"].pop("execution", None)
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = _GLUED.sub(lambda match: glued[match[1]], source)
        cells.append({**cell, "source": source})
    return {**notebook, "cells": cells}


def publish_notebooks(root: Path, cache: Path, site: Path) -> None:
    """Write each chapter's executed notebook, and the archive of all with data and code."""
    folder = site / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    entries: dict[str, bytes] = {"README.txt": ARCHIVE_README.encode()}
    for name, executed in executed_notebooks(root, cache):
        text = json.dumps(tidy_notebook(executed), indent=1, ensure_ascii=False, sort_keys=True)
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


def _publish(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    logger.info("publishing data, findings, figures and notebooks")
    publish_data(site / "data", find_all(read_evidence()))
    shutil.copytree(Path(app.srcdir) / "_build/figures", site / "figures", dirs_exist_ok=True)
    publish_notebooks(Path(app.srcdir), Path(app.config.nb_execution_cache_path), site)


def setup(app: Sphinx) -> None:
    """Publish when the HTML pages are written."""
    app.connect("build-finished", _publish)
