"""The style of the bibliography: titles as the sources print them, names kept in capitals."""

from __future__ import annotations

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from pybtex.style.template import Node, field, sentence
from sphinx.application import Sphinx


class TitlesAsPrinted(Style):
    """BibTeX's ``plain``, which would write "russia" and "nato" in lower case."""

    _last: tuple[Entry, FormattedEntry] | None = None

    def format_title(self, entry: object, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title, as a sentence of its own if asked."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return an entry as it stands in the list.

        Each is asked for twice in a row, the second time for what shows at its citations.
        """
        if self._last is None or self._last[0] is not entry:
            self._last = entry, super().format_entry(label, entry, bib_data)
        return self._last[1]


def setup(app: Sphinx) -> None:
    """Register the style under the name that ``_config.yml`` asks for."""
    register_plugin("pybtex.style.formatting", "titles_as_printed", TitlesAsPrinted, force=True)
