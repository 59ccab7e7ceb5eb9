"""What the book publishes beside its pages: data, findings, figures and notebooks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from casebook.binding import progress
from casebook.binding.notebooks.findings import book_findings
from casebook.binding.publish.corrections_feed import FEED, corrections_feed
from casebook.binding.publish.downloads import marked, write_workbook
from casebook.binding.publish.findings import LICENCE, as_document, as_json
from casebook.binding.publish.notebooks import publish_notebooks
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor
from casebook.reasoning.argument import read_argument
from casebook.reasoning.evidence import read_evidence
from casebook.telling.argdown import as_argdown
from casebook.telling.drawing.chart_files import SCREEN
from casebook.telling.findings import Finding


def publish_tables(target: Path) -> None:
    """Copy the data package into the target folder and add all its tables as one workbook."""
    _copy_for_download(data_folder(), target, ignore=shutil.ignore_patterns(".*"))
    write_workbook(target / "tables.xlsx", data_folder(), read_descriptor(data_folder()))


def publish_data(target: Path, findings: Mapping[str, Finding]) -> None:
    """Publish the data package and add ``findings.json`` and ``verdicts.json``.

    A book that states its argument as a graph gets it as ``argument.argdown`` too.
    """
    publish_tables(target)
    (target / "findings.json").write_text(as_json(findings), encoding="utf-8")
    evidence = read_evidence()
    document = as_document(findings, evidence.package.descriptor, LICENCE)
    (target / "verdicts.json").write_text(document, encoding="utf-8")
    if "argument" in evidence.package.frames:
        about = evidence.package.descriptor["casebook:subject"]["title"]
        text = as_argdown(read_argument(evidence), findings, about)
        (target / "argument.argdown").write_text(text, encoding="utf-8")


def _copy_for_download(source: Path, target: Path, ignore: Callable[..., Iterable[str]]) -> None:
    """Copy a folder, so that a spreadsheet reads its CSV files as UTF-8."""
    shutil.rmtree(target, ignore_errors=True)  # what an earlier build put there may be gone since
    shutil.copytree(source, target, ignore=ignore)
    for file in target.rglob("*.csv"):
        file.write_bytes(marked(file.read_bytes()))


def _publish(app: Sphinx, _: BuildEnvironment) -> None:
    if app.builder.name != "html":
        return
    site = Path(app.outdir)
    progress.step("publishing data, findings and figures")
    publish_data(site / "data", book_findings(Path(app.srcdir)))
    figures = Path(app.srcdir) / "_build" / "figures"
    figures.mkdir(parents=True, exist_ok=True)  # a book without charts has none
    _copy_for_download(figures, site / "figures", ignore=shutil.ignore_patterns(SCREEN))
    _publish_feed(app, site / FEED)
    if app.config.casebook_publishes:
        progress.step("publishing notebooks")
        publish_notebooks(Path(app.srcdir), Path(app.config.nb_execution_cache_path), site)


def _publish_feed(app: Sphinx, file: Path) -> None:
    """Write the feed of corrections, if the book knows its address and has a page of the log."""
    file.unlink(missing_ok=True)
    evidence, config = read_evidence(), app.config
    log = config.casebook_pages.get("data")
    if config.html_baseurl and log and "corrections" in evidence.package.frames:
        about = (config.html_baseurl, log, config.html_title, config.author)
        file.write_bytes(corrections_feed(evidence, *about))


def setup(app: Sphinx) -> None:
    """Publish when all pages are read: the PDF, which takes some of it along, need not wait.

    ``casebook_publishes`` says whether notebooks are made for others to rerun, too: not while
    writing.
    """
    app.add_config_value("casebook_publishes", True, "")
    app.connect("env-updated", _publish)
