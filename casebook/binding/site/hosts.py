"""What a host of the site needs besides the pages, and the book's own address in one form."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?", re.IGNORECASE)
_LOST = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Page not found: {title}</title>
</head>
<body>
<main>
<h1>This page is not in the book</h1>
<p>The address may have changed, or hold a slip. <a href="{address}">{title}</a></p>
</main>
</body>
</html>
"""


def book_address(given: str) -> str:
    """Return the address of the book's folder, ending in a slash, from one as people write it.

    Raises
    ------
    ExtensionError
        If it is no address of the web.
    """
    address = given.strip()
    if not address:
        return ""
    address = address if "://" in address else f"https://{address}"
    if not _ADDRESS.fullmatch(address):
        raise ExtensionError(
            f"_config.yml, html.baseurl: found {given!r}, expected the address of the book's first "
            "page, such as https://example.org/book/"
        )
    return address.removesuffix("index.html").rstrip("/") + "/"


def repository_address(given: str) -> str:
    """Return the address of the source on the web, from one as people or Git write it.

    Raises
    ------
    ExtensionError
        If it is neither.
    """
    address = re.sub(r"^(?:ssh://)?git@([^/:]+)[:/]", r"https://\1/", given.strip())
    if address and "://" not in address:
        address = f"https://{address}"
    address = address.rstrip("/").removesuffix(".git")
    if address and not re.fullmatch(r"https?://[^\s/?#@]+/[^\s?#]+", address, re.IGNORECASE):
        raise ExtensionError(
            f"_config.yml, repository.url: found {given!r}, expected the address of the source, "
            "such as https://github.com/you/book"
        )
    return address


def _mend_address(_: Sphinx, config: Config) -> None:
    config.html_baseurl = book_address(config.html_baseurl or "")
    options = config.html_theme_options
    if options.get("repository_url"):
        options["repository_url"] = repository_address(options["repository_url"])


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write what hosts look for; what must name the book's address only where it has one."""
    if exception or app.builder.name != "html":
        return
    site, address = Path(app.outdir), app.config.html_baseurl
    # GitHub Pages drops folders that begin with an underscore unless this file is there.
    (site / ".nojekyll").touch()
    lost, robots = site / "404.html", site / "robots.txt"
    for file in (lost, robots):
        file.unlink(missing_ok=True)
    if address:
        title, language = escape(app.config.html_title), app.config.language
        text = _LOST.format(title=title, language=language, address=escape(address))
        lost.write_text(text, encoding="utf-8")
        robots.write_text(f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n", "utf-8")


def setup(app: Sphinx) -> None:
    """Register what is written at the end, and mend the address before anything reads it."""
    app.connect("config-inited", _mend_address, priority=50)
    app.connect("build-finished", _write, priority=950)
