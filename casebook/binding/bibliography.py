"""The style of the bibliography: titles as the sources print them, names kept in capitals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pybtex.backends import plaintext
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style
from pybtex.style.template import Node, field, sentence
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


class TitlesAsPrinted(Style):
    """BibTeX's ``plain``, which would write "russia" and "nato" in lower case."""

    before: Mapping[str, tuple[Entry, FormattedEntry]] = MappingProxyType({})
    """The entries as they stood in the list of the last build, by their keys."""

    _last: tuple[Entry, FormattedEntry] | None = None

    def format_title(self, entry: object, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title, as a sentence of its own if asked."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Return an entry as it stands in the list.

        Each is asked for twice in a row, the second time for what shows at its citations.
        """
        was, formatted = self.before.get(entry.key, (None, None))
        if formatted is not None and was == entry and formatted.label == label:
            return formatted
        if self._last is None or self._last[0] is not entry:
            self._last = entry, super().format_entry(label, entry, bib_data)
        return self._last[1]


def _register(style: type[TitlesAsPrinted]) -> None:
    """Register the style under the name that ``_config.yml`` asks for."""
    register_plugin("pybtex.style.formatting", "titles_as_printed", style, force=True)


def _with_those_before(_: Sphinx, env: BuildEnvironment) -> None:
    """Let what the last build formatted stand, before this one formats the list of sources.

    Where the page of the list is read again, as when the binding has changed, there is nothing.
    """
    citations = env.get_domain("cite").citations
    before = {cited.entry.key: (cited.entry, cited.formatted_entry) for cited in citations}
    _register(type("TitlesOnceFormatted", (TitlesAsPrinted,), {"before": before}))


def setup(app: Sphinx) -> None:
    """Register the style, and what each citation asks for: else it looks through all packages."""
    _register(TitlesAsPrinted)
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    app.connect("env-updated", _with_those_before, priority=100)
