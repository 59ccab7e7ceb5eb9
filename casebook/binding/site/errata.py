"""Where a reader tells of an error: on every claim's card and below the log of corrections."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from lxml.builder import E
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from casebook.binding.progress import say
from casebook.binding.site.launch import STAND_IN

_KNOWN = re.compile(r"https?://[^\s/]+\S*|(?:mailto:)?[^\s@/:]+@[^\s@/]+\.[^\s@/]+", re.IGNORECASE)


def address(config: Config) -> str:
    """Return where errors are to be told: an address of the web or of e-mail, or nothing.

    ``casebook_errata`` of ``_config.yml``, else the issues of the book's repository.

    Raises
    ------
    ExtensionError
        If it is neither kind of address.
    """
    given = (config.casebook_errata or "").strip()
    repository = (config.html_theme_options.get("repository_url") or "").rstrip("/")
    if not given and repository not in ("", STAND_IN):
        # GitLab keeps what is no file apart
        return f"{repository}{'/-' if '://gitlab.' in repository else ''}/issues/new"
    if given and not _KNOWN.fullmatch(given):
        raise ExtensionError(
            f"_config.yml, sphinx.config.casebook_errata: found {given!r}, expected an e-mail "
            "address or an address of the web that begins with https://"
        )
    return given


def _way(to: str, about: str) -> str:
    """Return the link that opens a message about something."""
    if "@" in to and "://" not in to:
        return f"mailto:{to.removeprefix('mailto:')}?subject={quote(about)}"
    title = "issue[title]" if to.endswith("/-/issues/new") else "title"
    return f"{to}{'&' if '?' in to else '?'}{urlencode({title: about})}"


def offer(article: HtmlElement, to: str) -> None:
    """Put a link to tell of an error at the end of each card and after the log of corrections.

    ``to`` is what :func:`address` gives; without it nothing is offered.
    """
    if not to:
        return
    for card in article.find_class("claim-card"):
        claim = card.get("id", "").removeprefix("claim-").upper()
        link = E.a("Report an error in this card", href=_way(to, f"Error in {claim}"))
        card.append(E.p(link, {"class": "errata screen-only"}))
    for table in article.xpath(".//*[@id='tbl-corrections']"):
        link = E.a("Report an error", href=_way(to, "Error in the book"))
        table.addnext(E.p("Something else is wrong? ", link, ".", {"class": "errata screen-only"}))


def _say_if_none(app: Sphinx) -> None:
    if app.builder.name == "html" and not address(app.config):
        say(
            "No address for reports of errors: set repository.url or "
            "sphinx.config.casebook_errata in _config.yml to show one"
        )


def setup(app: Sphinx) -> None:
    """Register the address."""
    app.add_config_value("casebook_errata", "", "html", str)
    app.connect("builder-inited", _say_if_none)
