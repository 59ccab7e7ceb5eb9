"""The pages on screen: what the theme gives, made light, accessible and safe before it is written.

The theme's faults are mended here, in the finished HTML of each page, so that no template of the
theme needs to be copied. What only the whole site shows (which CSS is in use) is in ``assets``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from casebook.binding.site import assets, claim_links, errata, metadata, search, tables
from casebook.binding.site.drawings import chart_places, inline_svg

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""Nothing from elsewhere, no script or style written in the page, no eval."""

_MODULES = (assets, chart_places, claim_links, errata, inline_svg, metadata, search, tables)
"""What finishes pages, besides this module."""


def _element(tag: str, text: str = "", **attributes: str) -> HtmlElement:
    element = lxml.html.Element(tag)
    element.text = text
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    return element


def _replace_assets(tree: HtmlElement, up: str, searching: bool) -> None:
    """Load the bundles of :mod:`assets` instead of the theme's files; drop all inline code."""
    head = tree.find("head")
    data = {"application/ld+json", "application/json"}
    for script in [s for s in tree.iter("script") if s.get("type") not in data]:
        script.drop_tree()
    for element in tree.xpath(
        "//noscript | //link[@rel='stylesheet' or @rel='preload'] | //meta[@name='viewport'] "
        "| //meta[starts-with(@name, 'docsearch:')]"
    ):
        element.drop_tree()
    static = f"{up}_static/"
    head.insert(1, _element("meta", name="viewport", content="width=device-width, initial-scale=1"))
    policy = _element("meta", content=POLICY)
    policy.set("http-equiv", "Content-Security-Policy")
    head.insert(1, policy)
    head.append(_element("link", rel="icon", type="image/svg+xml", href=f"{static}favicon.svg"))
    # The page shows when both of these are there. The larger is asked for first: it gets the
    # connection that stands already.
    head.append(_element("link", rel="stylesheet", href=f"{static}{assets.STYLES}"))
    head.append(_element("script", src=f"{static}{assets.MODE_SCRIPT}"))
    for script in (assets.SCRIPTS, *(search.SCRIPTS if searching else ())):
        head.append(_element("script", src=f"{static}{script}", defer=""))


def _drop_unused(tree: HtmlElement) -> None:
    """Drop what the theme leaves for services, themes and print that the book does not use."""
    for element in tree.xpath(
        "//*[@id='ethical-ad-placement' or @id='jb-print-docs-body']"
        "|//*[contains(@class, 'btn-fullscreen-button')]"
    ):
        element.drop_tree()


def _downloads(
    tree: HtmlElement, page: str, up: str, has_notebook: bool, own: Mapping[str, str]
) -> None:
    """Fill the download menu: this page as notebook and source, the book, its data."""
    name = page.rpartition("/")[2]
    links = [
        *([("This page as a notebook", f"notebooks/{name}.ipynb")] if has_notebook else []),
        ("This page’s source", f"_sources/{page}.md"),
        ("The book as a PDF", "report.pdf"),
        ("All notebooks with data and code", "notebooks.zip"),
        *([("The data", f"{own['data']}.html")] if "data" in own else []),
    ]
    for menu in tree.xpath("//div[contains(@class, 'dropdown-download-buttons')]/ul"):
        menu.clear(keep_tail=True)
        menu.set("class", "dropdown-menu")
        for label, target in links:
            item = _element("li")
            item.append(_element("a", label, href=up + target, class_="dropdown-item"))
            menu.append(item)


def _mend_theme(tree: HtmlElement) -> None:
    """Mend what a screen reader stumbles over in the theme's own parts."""
    for button in tree.xpath("//button[contains(@class, 'search-button-field')]"):
        # The label must hold the visible words: without it, it is the visible words.
        for attribute in ("aria-label", "title"):
            button.attrib.pop(attribute, None)
    for sidebar in tree.xpath("//*[@id='pst-primary-sidebar']"):
        sidebar.set("role", "region")
        sidebar.set("aria-label", "Contents of the book")
    for main in tree.xpath("//main[@role]"):
        del main.attrib["role"]  # it is what the element says
    for toggle in tree.xpath("//button[contains(@class, 'sidebar-toggle')]"):
        toggle.set("aria-label", toggle.get("title", "Toggle the sidebar"))
    for entry in tree.xpath(
        "//*[@role='doc-biblioentry' or contains(@class, 'citation')][@role]"
        "|//*[@role='list' or @role='listitem'][not(self::ul or self::ol or self::li)]"
    ):
        del entry.attrib["role"]
    for number, entry in enumerate(tree.xpath("//*[@role='doc-backlink']")):
        entry.set("aria-label", f"Back to citation {number + 1}")
    for icon in tree.xpath("//i[contains(@class, 'fa-')]|//span[contains(@class, 'fa-')]"):
        icon.set("aria-hidden", "true")


def _mend_content(article: HtmlElement) -> None:
    """Make code and code toggles of the chapter usable by keyboard and screen reader."""
    for code in article.iter("pre"):
        code.set("tabindex", "0")
    for details in article.xpath(".//details[contains(@class, 'above-input')]"):
        details.set("class", "code-toggle")
        details.replace(details.find("summary"), _element("summary", "Code"))


def _code_switch(tree: HtmlElement) -> None:
    """Put one switch for all code of a page beside its other controls; a script works it."""
    if not tree.find_class("code-toggle"):
        return
    for buttons in tree.find_class("article-header-buttons"):
        switch = _element("button", "Show code", type="button", class_="btn btn-sm code-switch")
        switch.classes.add("pst-js-only")
        switch.set("aria-pressed", "false")
        buttons.insert(0, switch)


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
    _replace_assets(tree, up, searching=page == search.PAGE)
    _drop_unused(tree)
    _downloads(tree, page, up, has_notebook, own)
    _mend_theme(tree)
    if page == search.PAGE:
        search.lay_out(tree, own)
    for article in tree.xpath("//article[contains(@class, 'bd-article')]"):
        _mend_content(article)
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
    _code_switch(tree)
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
