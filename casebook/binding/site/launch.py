"""Buttons that open a chapter in Binder or a JupyterHub, once the book has a repository."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

STAND_IN = "https://github.com/executablebooks/jupyter-book"
"""The repository that Jupyter Book names where ``_config.yml`` names none: its own."""


_KNOWN = ("github", "gitlab", "bitbucket")
"""The hosts that the theme knows by their addresses."""


def _fit_to_repository(app: Sphinx, config: Config) -> None:
    """Drop the buttons of a book whose ``repository.url`` is not set; let it be on any host.

    The theme stops at a host that it does not know unless it is told to treat it as another: Binder
    and a JupyterHub take the address itself.
    """
    options = config.html_theme_options
    address = options.get("repository_url") or ""
    if address in ("", STAND_IN):
        options.pop("launch_buttons", None)
    elif not any(host in address.lower() for host in _KNOWN):
        options.setdefault("repository_provider", "github")


def setup(app: Sphinx) -> None:
    """Decide on the buttons before the theme reads its options."""
    app.connect("config-inited", _fit_to_repository)
