"""The static files of the book in what is staged: none stays whose origin is gone.

Sphinx copies static files and takes none away, so that a stylesheet deleted since an earlier build
would go on serving until someone builds from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

_RECORD = "static.staged"


def _names(app: Sphinx) -> Iterator[str]:
    """Yield the names of the static files that the book and its engine have."""
    for place in app.config.html_static_path:
        folder = Path(app.confdir, place)
        yield from (str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def _take_away(app: Sphinx) -> None:
    """Take away what an earlier build staged and nothing has any longer."""
    record = Path(app.doctreedir, _RECORD)
    if app.builder.name == "html" and record.exists():
        for name in set(record.read_text("utf-8").splitlines()).difference(_names(app)):
            Path(app.outdir, "_static", name).unlink(missing_ok=True)


def _note(app: Sphinx, exception: Exception | None) -> None:
    """Note what this build staged."""
    if app.builder.name == "html" and not exception:
        text = "\n".join(sorted(set(_names(app))))
        Path(app.doctreedir, _RECORD).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("builder-inited", _take_away)
    app.connect("build-finished", _note)
