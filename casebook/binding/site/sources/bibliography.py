"""The style of the bibliography: titles as the sources print them, names kept in capitals."""

from __future__ import annotations

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.template import Node, field, join, optional, sentence
from sphinx.application import Sphinx

from casebook.data.dates import in_words


class TitlesAsPrinted(Style):
    """BibTeX's ``plain``, which would write the names in a title in lower case."""

    def format_title(self, entry: object, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title, as a sentence of its own if asked."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_web_refs(self, entry: Entry) -> Node:
        """Return the template of an address, and when it or an archived copy of it was read.

        Only a page that was itself opened was visited; most sources were read in copies, as their
        notes say.
        """
        if not (day := entry.fields.get("urldate")):
            return sentence[optional[self.format_url(entry)]]
        copied = "archived copy" in entry.fields.get("note", "")
        read = "archived copy read on" if copied else "read on"
        return sentence[optional[self.format_url(entry), join[f" ({read} {in_words(day)})"]]]


def register(style: type[TitlesAsPrinted]) -> None:
    """Let a style be the one that ``_config.yml`` asks for."""
    register_plugin("pybtex.style.formatting", "titles_as_printed", style, force=True)


def setup(app: Sphinx) -> None:
    """Register the style."""
    register(TitlesAsPrinted)
