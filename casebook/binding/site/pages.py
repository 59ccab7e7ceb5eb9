"""The pages on screen: what the theme gives, finished with what the book adds before it is written.

What only the whole site shows (which CSS is in use) is in ``assets``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from casebook.binding.site import assets, claim_links, errata, metadata, search, tables, theme
from casebook.binding.site.drawings import chart_places, inline_svg

_MODULES = (
    *(assets, claim_links, errata, metadata, search, tables, theme),
    *(chart_places, inline_svg),
)
"""What finishes pages, besides this module."""


def _mend_pictures(
    article: HtmlElement, page: str, figures: Path, claims: Mapping[str, str]
) -> None:
    """Draw each chart within the page; fetch other pictures below the first head when near."""
    for image in article.xpath(".//figure//img"):
        if chart_places.place(image, figures, page, claims):
            continue
        image.set("decoding", "async")
        if image.xpath("preceding::h2"):  # what a reader meets first need not wait for these
            image.set("loading", "lazy")


def finish(
    text: str,
    page: str,
    *,
    figures: Path,
    has_notebook: bool,
    told: metadata.Metadata | None,
    own: Mapping[str, str],
    labels: Mapping[str, tuple[str, str]],
    errata_to: str = "",
) -> HtmlElement:
    """Return a page of the theme as the book publishes it, still as a tree.

    Parameters
    ----------
    text
        The page as the theme's templates give it.
    page
        The name of this page, as in the table of contents.
    figures
        The folder of the charts.
    has_notebook
        Whether the page holds code, and so is published as a notebook too.
    told
        What the book finds, for the pages that tell of claims; None for a page without any.
    own
        The book's page on its ``data``, if it has one.
    labels
        The page and the id of everything in the book that has a name.
    errata_to
        Where errors are to be told, if anywhere.
    """
    # Without `huge_tree` libxml2 drops all that follows a text of ten million bytes, in silence.
    tree = lxml.html.document_fromstring(text.lstrip(), lxml.html.HTMLParser(huge_tree=True))
    up = "../" * page.count("/")
    theme.replace_assets(tree, up, searching=page == search.PAGE)
    theme.drop_unused(tree)
    theme.downloads(tree, page, up, has_notebook, own)
    theme.mend_theme(tree)
    if page == search.PAGE:
        search.lay_out(tree, own)
    for article in tree.xpath("//article[contains(@class, 'bd-article')]"):
        theme.mend_content(article)
        tables.mend_tables(article)
        _mend_pictures(article, page, figures, told.claims if told else {})
        claim_links.fold_cards(article)
        if told:
            drawn = chart_places.rows_drawn(article, figures)
            claim_links.lead_on(article, page, told.by_anchor, drawn, labels)
            claim_links.link_numbers(article, page, told.by_anchor)
            claim_links.fill_chips(article, told.by_anchor)
            claim_links.head_strip(article, told.of_page(page), told.newest(page))
        errata.offer(article, errata_to)
    theme.code_switch(tree)
    return tree


class PageTemplates(BuiltinTemplateLoader):
    """The theme's templates, whose pages are finished as they are written."""

    def init(self, builder: Any, *rest: Any) -> None:
        """Remember the builder, which knows the configuration and the sources."""
        super().init(builder, *rest)
        self._builder = builder
        self._metadata: metadata.Metadata | None = None

    def newest_template_mtime(self) -> float:
        """Return when the templates, or the code that finishes them, last changed."""
        code = (Path(module.__file__ or "") for module in _MODULES)
        times = [file.stat().st_mtime for file in (Path(__file__), *code)]
        return max(super().newest_template_mtime(), *times)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Return a rendered template; a whole page is finished on the way."""
        text = super().render(template, context)
        page = context.get("pagename", "")
        if self._builder.name != "html" or not text.lstrip().startswith("<!DOCTYPE html"):
            return text
        source = Path(self._builder.srcdir, f"{page}.md")
        self._metadata = self._metadata or metadata.Metadata(
            self._builder.config, Path(self._builder.srcdir)
        )
        tree = finish(
            text,
            page,
            figures=Path(self._builder.srcdir, "_build", "figures"),
            has_notebook=source.exists() and "{code-cell}" in source.read_text(encoding="utf-8"),
            told=self._metadata,
            own=self._builder.config.casebook_pages,
            labels=self._builder.env.get_domain("std").anonlabels,
            errata_to=errata.address(self._builder.config),
        )
        self._metadata.add(tree, page)
        return lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>") + "\n"


def setup(app: Sphinx) -> None:
    """Register the templates and the bundles.

    ``casebook_pages`` names a book's page on its ``data``.
    """
    app.add_config_value("casebook_pages", {}, "html", dict)
    app.config.template_bridge = "casebook.binding.site.pages.PageTemplates"
    app.connect("build-finished", assets.write_bundles, priority=900)
    app.connect("build-finished", metadata.write_sitemap, priority=900)
    app.connect("build-finished", assets.version_assets, priority=960)
