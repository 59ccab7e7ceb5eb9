"""Buttons that open a chapter in Binder or a JupyterHub, once the book has a repository."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

STAND_IN = "https://github.com/executablebooks/jupyter-book"
"""The repository that Jupyter Book names where ``_config.yml`` names none: its own."""


def _hide_without_repository(app: Sphinx, config: Config) -> None:
    """Drop the buttons of a book whose ``repository.url`` is not set."""
    options = config.html_theme_options
    if options.get("repository_url") in (None, "", STAND_IN):
        options.pop("launch_buttons", None)


def setup(app: Sphinx) -> None:
    """Decide on the buttons before the theme reads its options."""
    app.connect("config-inited", _hide_without_repository)
