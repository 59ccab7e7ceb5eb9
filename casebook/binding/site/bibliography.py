"""The style of the bibliography: titles as the sources print them, names kept in capitals."""

from __future__ import annotations

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.template import Node, field, sentence
from sphinx.application import Sphinx


class TitlesAsPrinted(Style):
    """BibTeX's ``plain``, which would write the names in a title in lower case."""

    def format_title(self, entry: object, which_field: str, as_sentence: bool = True) -> Node:
        """Return the template of a title, as a sentence of its own if asked."""
        title = field(which_field)
        return sentence[title] if as_sentence else title


def register(style: type[TitlesAsPrinted]) -> None:
    """Let a style be the one that ``_config.yml`` asks for."""
    register_plugin("pybtex.style.formatting", "titles_as_printed", style, force=True)


def setup(app: Sphinx) -> None:
    """Register the style."""
    register(TitlesAsPrinted)
