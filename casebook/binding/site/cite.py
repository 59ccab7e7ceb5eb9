"""How to cite the book: ``CITATION.cff`` as a sentence (APA) and as a BibTeX entry."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

FILE = "CITATION.cff"
_BIBTEX = """\
@misc{{{key},
  author  = {{{{{authors}}}}},
  title   = {{{{{title}}}}},
  year    = {{{year}}},
  version = {{{version}}},{address}
}}"""


def apa(citation: Mapping[str, Any], address: str = "") -> tuple[str, str, str]:
    """Return the reference in APA style (7th edition, 10.9, data sets) around its title.

    The title, the second part, is set in italics. ``address`` is the book's URL, if it has one.
    """
    authors = " & ".join(author["name"] for author in citation["authors"])
    end = f" (Version {citation['version']}) [Data set]. {address}".rstrip()
    return f"{authors}. ({_year(citation)}). ", citation["title"], end


def bibtex(citation: Mapping[str, Any], address: str = "") -> str:
    """Return the reference as a BibTeX entry, with the book's URL if it has one."""
    return _BIBTEX.format(
        key=f"casebook{_year(citation)}",
        authors="}} and {{".join(author["name"] for author in citation["authors"]),
        title=citation["title"],
        year=_year(citation),
        version=citation["version"],
        address=f"\n  url     = {{{address}}}," if address else "",
    )


def _year(citation: Mapping[str, Any]) -> str:
    return str(citation["date-released"])[:4]


class CiteThis(SphinxDirective):
    """``{cite-this}`` shows how to cite the book, by the file beside ``_config.yml``."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence and a block of code."""
        file = Path(self.env.srcdir, FILE)
        self.env.note_dependency(str(file))
        citation = yaml.safe_load(file.read_text(encoding="utf-8"))
        address = self.config.html_baseurl
        start, title, end = apa(citation, address)
        sentence = nodes.paragraph("", start, nodes.emphasis("", title), nodes.Text(end))
        entry = bibtex(citation, address)
        return [sentence, nodes.literal_block(entry, entry, language="bibtex")]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("cite-this", CiteThis)
