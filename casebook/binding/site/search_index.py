"""The index of the site's search, the same whether it was made anew or mended."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.search import js_index


def _drop_lost_words(app: Sphinx, error: Exception | None) -> None:
    """Leave out the words that stand on no page any more; Sphinx keeps them, without a place."""
    if error or app.builder.name != "html":
        return
    file = Path(app.outdir, "searchindex.js")
    index = js_index.loads(file.read_text(encoding="utf-8"))
    for kind in ("terms", "titleterms"):
        index[kind] = {word: places for word, places in index[kind].items() if places != []}
    file.write_text(js_index.dumps(index), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the mending."""
    app.connect("build-finished", _drop_lost_words)
