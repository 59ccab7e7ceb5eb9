"""What the extension for bibliographies would do anew in every build, and for every citation."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pybtex.backends import plaintext
from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from casebook.binding.site.sources.bibliography import TitlesAsPrinted, register


class FormattedOnce(TitlesAsPrinted):
    """The bibliography's style; it formats an entry only when that or its label has changed."""

    before: Mapping[str, tuple[Entry, FormattedEntry]] = MappingProxyType({})
    """The entries as they stood in the list of the last build, by their keys."""

    _last: tuple[Entry, FormattedEntry] | None = None

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


def _with_those_before(_: Sphinx, env: BuildEnvironment) -> None:
    """Let what the last build formatted stand, before this one formats the list of sources.

    Where the page of the list is read again, as when the binding has changed, there is nothing.
    """
    citations = env.get_domain("cite").citations
    before = {cited.entry.key: (cited.entry, cited.formatted_entry) for cited in citations}
    register(type("FormattedBefore", (FormattedOnce,), {"before": before}))


def setup(app: Sphinx) -> None:
    """Register the style that remembers, and by name what each citation asks for.

    Without the second, every citation looks through all installed packages.
    """
    register(FormattedOnce)
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    app.connect("env-updated", _with_those_before, priority=100)
