"""The binding: the Sphinx extension that turns chapters into pages, a PDF and notebooks.

Stock ``jupyter-book build`` uses it through ``_config.yml``, as ``make book`` does. It checks the
data before any notebook runs, runs the notebooks whose data or modules have changed, and has every
page made again whose results, or whose neighbours' titles and numbers, are no longer the same.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.binding.progress import step

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# Sphinx and all that is slow is imported inside: `make check` and a book that stands do without.


def _prepare(app: Sphinx, config: Config) -> None:
    """Check the data, run the notebooks that must run, and point Sphinx at their results."""
    from sphinx.errors import ExtensionError

    from casebook.binding.checks.check import foundation_faults
    from casebook.binding.notebooks.execute import PagesFailError, execute_pages
    from casebook.binding.notebooks.workspace import binding, cache_folder
    from casebook.data.faults import told

    root = Path(app.srcdir)
    config.casebook_binding = binding(root)
    if config.casebook_is_prepared:
        config.nb_execution_cache_path = str(cache_folder(root))
        return
    if faults := foundation_faults(root):
        raise ExtensionError("\n".join(told(faults)))
    try:
        config.nb_execution_cache_path = str(execute_pages(root))
    except PagesFailError as error:
        raise ExtensionError(str(error)) from None


def _with_old_results(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Return the pages made from results that have since been replaced: they are read again."""
    from myst_nb.sphinx_ import NbMetadataCollector

    from casebook.binding.notebooks.execute import result_times

    kept = result_times(Path(app.config.nb_execution_cache_path))
    ran = {page: NbMetadataCollector.get_exec_data(env, page) for page in env.found_docs}
    return [page for page, data in ran.items() if data and data["mtime"] not in kept]


def _with_old_neighbours(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return all pages if a title, number, target or verdict that any may show has changed."""
    from hashlib import sha256

    from casebook.binding.notebooks.findings import book_findings

    shown = [
        sorted((page, title.astext()) for page, title in env.titles.items()),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        sorted(env.domains["std"].labels.items()),
        sorted(env.domains["std"].anonlabels.items()),
        [
            (key, f.now.verdict, f.now.confidence)
            for key, f in book_findings(Path(app.srcdir)).items()
        ],
    ]
    now = sha256(repr(shown).encode()).hexdigest()
    before = getattr(env, "casebook_neighbours", None)
    env.casebook_neighbours = now
    return [] if before == now else sorted(env.found_docs)


def _say_reading(app: Sphinx, _: BuildEnvironment, pages: list[str]) -> None:
    if app.builder.name == "html" and pages:
        step(f"reading {len(pages)} pages")


def _say_writing(app: Sphinx, _: BuildEnvironment) -> None:
    if app.builder.name == "html":
        step("writing pages")


def _tell_when_read(app: Sphinx, _: BuildEnvironment) -> None:
    """Call what asked to be told that all pages are read and kept."""
    if app.config.casebook_when_read:
        app.config.casebook_when_read()


def setup(app: Sphinx) -> dict[str, object]:
    """Register the extension; called by Sphinx."""
    from casebook.binding import headings
    from casebook.binding.pdf import report
    from casebook.binding.publish import publish
    from casebook.binding.site import (
        cite,
        errata,
        hosts,
        launch,
        pages,
        roles,
        search,
        static_files,
    )
    from casebook.binding.site.sources import bibliography, formatted_once, source_list

    # A build makes millions of objects that stay: looking through them for garbage again and again
    # takes a sixth of its time and finds next to none. At the end Python would do so once more.
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)
    app.add_config_value("casebook_binding", "", "env", str)
    app.add_config_value("casebook_is_prepared", False, "")
    app.add_config_value("casebook_when_read", None, "")
    app.connect("env-before-read-docs", _say_reading)
    app.connect("env-check-consistency", _say_writing)
    app.connect("env-check-consistency", _tell_when_read)
    app.connect("config-inited", _prepare, priority=100)
    app.connect("env-get-outdated", _with_old_results)
    app.connect("env-get-updated", _with_old_neighbours, priority=900)
    report.setup(app)
    app.config.html_static_path.append(str(Path(__file__).with_name("site") / "static"))
    headings.setup(app)
    roles.setup(app)
    bibliography.setup(app)
    formatted_once.setup(app)
    cite.setup(app)
    errata.setup(app)
    hosts.setup(app)
    launch.setup(app)
    publish.setup(app)
    pages.setup(app)
    search.setup(app)
    static_files.setup(app)
    source_list.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
