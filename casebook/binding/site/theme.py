"""What the theme gives for a page, mended in the finished HTML: light, accessible and safe.

No template of the theme needs to be copied so.
"""

from __future__ import annotations

from collections.abc import Mapping

import lxml.html
from lxml.html import HtmlElement

from casebook.binding.site import assets, search

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""Nothing from elsewhere, no script or style written in the page, no eval."""


def _element(tag: str, text: str = "", **attributes: str) -> HtmlElement:
    element = lxml.html.Element(tag)
    element.text = text
    for name, value in attributes.items():
        element.set(name.rstrip("_").replace("_", "-"), value)
    return element


def replace_assets(tree: HtmlElement, up: str, searching: bool) -> None:
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
    mode = _element("script", src=f"{static}{assets.MODE_SCRIPT}")
    mode.set("data-then", f"{static}{assets.SCRIPTS}")
    head.append(mode)
    for script in search.SCRIPTS if searching else ():
        head.append(_element("script", src=f"{static}{script}", defer=""))


def drop_unused(tree: HtmlElement) -> None:
    """Drop what the theme leaves for services, themes and print that the book does not use."""
    for element in tree.xpath(
        "//*[@id='ethical-ad-placement' or @id='jb-print-docs-body']"
        "|//*[contains(@class, 'btn-fullscreen-button')]"
    ):
        element.drop_tree()


def downloads(
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


def mend_theme(tree: HtmlElement) -> None:
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


def mend_content(article: HtmlElement) -> None:
    """Make code and code toggles usable by keyboard and screen reader, and sources lean."""
    for code in article.iter("pre"):
        code.set("tabindex", "0")
    for entry in article.find_class("citation"):  # hundreds of them: no element for nothing
        for label in entry.find_class("label"):
            text = label.text_content()
            for bracket in list(label):
                label.remove(bracket)
            label.text = text
        for link in entry.find_class("external"):
            del link.attrib["class"]
    for details in article.xpath(".//details[contains(@class, 'above-input')]"):
        details.set("class", "code-toggle")
        details.replace(details.find("summary"), _element("summary", "Code"))


def code_switch(tree: HtmlElement) -> None:
    """Put one switch for all code of a page beside its other controls; a script works it."""
    if not tree.find_class("code-toggle"):
        return
    for buttons in tree.find_class("article-header-buttons"):
        switch = _element("button", "Show code", type="button", class_="btn btn-sm code-switch")
        switch.classes.add("pst-js-only")
        switch.set("aria-pressed", "false")
        buttons.insert(0, switch)
