"""``make book``: the three forms, checked, strict, and published only if whole."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import time
from contextlib import redirect_stderr
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from casebook.binding.alongside import Alongside
from casebook.binding.checks.sphinx_words import faults_told
from casebook.binding.guard import copy_folder, exchange, open_to_readers, raise_if_full
from casebook.binding.notebooks.workspace import digest, inputs
from casebook.binding.progress import fail, say
from casebook.data.place import data_folder

_SLOW_MODULES = (
    *("jupyter_book.sphinx", "myst_nb", "sphinx_book_theme", "sphinxcontrib.bibtex"),
    *("casebook.binding.site.pages", "casebook.binding.publish.publish"),
    "casebook.binding.pdf.report",
    "casebook.binding.pdf.typeset",
)
"""What the PDF needs and takes long to import; only the time that it takes hangs on this list."""


_TOLD = ".told"
"""Ends the name of what a builder has told of faults."""


def _sphinx(root: Path, builder: str, **settings: Any) -> int:
    """Run one builder as ``jupyter-book build -W -n --keep-going`` does; return its status.

    What it tells of faults is kept beside what it builds, to be told at the end (``_tell``).
    ``settings`` are values of the configuration, besides those of ``_config.yml``.
    """
    # Slow to import: only when something is built
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    if not sys.stderr.isatty():
        nocolor()
    staging = root / "_build" / "staging"
    with redirect_stderr(io.StringIO()) as told:
        result = build_sphinx(
            root,
            staging / builder,
            noconfig=True,
            path_config=root / "_config.yml",
            confoverrides={
                "external_toc_path": str(root / "_toc.yml"),
                "latex_individualpages": False,
                "nitpicky": True,
                **settings,
            },
            doctreedir=staging / "doctrees",
            builder=builder,
            warningiserror=True,
            keep_going=True,
            quiet=True,  # warnings are told all the same
        )
    if told.getvalue():
        staging.mkdir(parents=True, exist_ok=True)
        (staging / f"{builder}{_TOLD}").write_text(told.getvalue(), encoding="utf-8")
    if isinstance(result, OSError):
        raise result
    return result if isinstance(result, int) else 1


def _tell(staging: Path) -> None:
    """Tell what the builders told, each line once; if pages are at fault, what reads them alone."""
    files = [staging / f"{builder}{_TOLD}" for builder in ("html", "report")]
    told = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    if told:
        fail("\n".join(faults_told(told[0])))
    for file in files:
        file.unlink(missing_ok=True)


def _data_epoch() -> int:
    """Return the day on which the data was closed, as seconds since 1970."""
    descriptor = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    closed = datetime.fromisoformat(descriptor["casebook:dataDate"])
    return int(closed.replace(tzinfo=UTC).timestamp())


def swap(new: Path, published: Path) -> None:
    """Put the new site in the place of the published one, at once where the system can."""
    old = published.with_name(published.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if not exchange(new, published):
        if published.exists():
            published.rename(old)
        new.rename(published)
    shutil.rmtree(old, ignore_errors=True)


def _made(root: Path, *, with_report: bool) -> bool:
    """Build into the staging folder; return whether every strict builder passed.

    The PDF is typeset from the pages as read, in a process of its own, while they are written.
    """
    # Dates in the outputs are the data's, not the clock's: the same input gives the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(_data_epoch()))
    if with_report:
        work = partial(_sphinx, root, "report", casebook_is_prepared=True)  # by the pages' builder
        with Alongside(work, _SLOW_MODULES) as report:

            def start() -> None:  # Sphinx would try to keep a method as one of its settings
                report.start()

            failed = _sphinx(root, "html", casebook_when_read=start) or report.result() != 0
    else:
        failed = _sphinx(root, "html", casebook_publishes=False)
    _tell(root / "_build" / "staging")
    if failed:
        raise_if_full(root / "_build")
        # A page once read would pass unseen.
        shutil.rmtree(root / "_build" / "staging", ignore_errors=True)
    return not failed


def build_pages(root: Path) -> int:
    """Build the pages alone, to look at while writing, and return the exit status.

    They stay in the staging folder: what is published is always all three forms of one edition.
    """
    from casebook.binding.checks.check import check

    started = time.monotonic()
    if check() or not _made(root, with_report=False):
        return 1
    say(f"\nPages, not published ({time.monotonic() - started:.1f} s):")
    print(f"  {root / '_build' / 'staging' / 'html' / 'index.html'}")
    return 0


def build_book(root: Path) -> int:
    """Build HTML, PDF and notebooks into ``_build/html`` and return the exit status.

    Nothing is published unless the strict build passes.
    """
    started = time.monotonic()
    site, record = root / "_build" / "html", root / "_build" / "html.inputs"
    made_from = inputs(root)
    if record.exists() and record.read_text() == f"{made_from}\n{_digest(site)}":
        print("Nothing has changed since the last build.")
        return _report(site, started)
    from casebook.binding.checks.check import (
        check,  # brings Pandas, which a book that stands does without
    )

    if check():
        return 1
    if not _made(root, with_report=True):
        return 1
    staging, new = root / "_build" / "staging", root / "_build" / "html.new"
    shutil.rmtree(new, ignore_errors=True)
    # Sphinx's note to itself holds a hash of this machine's folders.
    copy_folder(staging / "html", new, leave_out=".buildinfo")
    shutil.copy2(staging / "report" / "report.pdf", new / "report.pdf")
    open_to_readers(new)
    record.unlink(missing_ok=True)
    swap(new, site)
    record.write_text(f"{made_from}\n{_digest(site)}")
    return _report(site, started)


def renew_record(root: Path) -> None:
    """Note what is published now, after something was added to a book that stands as it was built.

    A book that was changed since its build, or of which no record is kept, is built anew next time.
    """
    site, record = root / "_build" / "html", root / "_build" / "html.inputs"
    if record.exists():
        made_from = record.read_text().partition("\n")[0]
        record.write_text(f"{made_from}\n{_digest(site)}")


def _digest(site: Path) -> str:
    """Return a hash of all that is published: a file that is gone or changed since is missed."""
    whole = hashlib.sha256()
    for file in sorted(site.rglob("*")):
        if file.is_file():
            whole.update(f"{file.relative_to(site)} {digest(file)}\n".encode())
    return whole.hexdigest()


def _report(site: Path, started: float) -> int:
    """Say where each form lies and how long it took; return the exit status."""
    say(
        f"\nThe book is built ({time.monotonic() - started:.1f} s):\n"
        f"  HTML       {site / 'index.html'}\n"
        f"  PDF        {site / 'report.pdf'}\n"
        f"  notebooks  {site / 'notebooks.zip'}"
    )
    return 0
