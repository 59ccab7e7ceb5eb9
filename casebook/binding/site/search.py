"""The search: its page, and the records of what can be found, read off the finished pages.

The records are a script of data: a page opened from a folder may load it, which it may not do with
JSON. The search page makes its index from them with MiniSearch (``static/search.js``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import E
from sphinx.application import Sphinx

PAGE = "search"
RECORDS = "search_records.js"
SCRIPTS = ("minisearch/minisearch.js", RECORDS, "search_terms.js", "search.js")
"""What the search page loads besides the script of all pages, in this order."""

_SPHINX_OWN = ("searchtools.js", "language_data.js", "sphinx_highlight.js")
"""The scripts of Sphinx's own search, which no page loads."""

_APART: Mapping[str, str] = {
    "claim": "details[contains(@class, 'claim-card')]",
    "chart": "figure[@data-chart]",
    "table": "table[@id and caption]",
    "data": "div[contains(@class, 'table-entry')]",
    "source": "div[@class='citation']",
}
"""What is found for itself and not as a part of its section: a kind and its elements."""

_NOT_TEXT = (
    ".//details[@class='code-toggle'] | .//*[@class='drawing'] | .//pre | .//script | .//button",
    ".//a[@class='headerlink'] | .//*[@class='section-number'] | .//*[@class='chapter-strip']"
    "| .//*[@class='ways'] | .//*[@class='chart-links'] | .//*[@class='chart-sources']"
    "| .//p[@class='claim-links'] | .//p[contains(@class, 'cited-in')]"
    "| .//p[contains(@class, 'errata')] | .//p[@class='on-paper']",
)
"""What is no text of a page, or says what is said beside it; most of a page goes first."""

_HEADING = "./h1 | ./h2 | ./h3 | ./h4 | ./h5 | ./h6"
_BLOCKS = (
    *("br", "caption", "dd", "details", "div", "dt", "figcaption", "figure", "li", "p"),
    *("section", "summary", "table", "tr"),
)
_LONGEST_TITLE = 120


def text_of(element: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def _keep_apart(article: HtmlElement) -> None:
    """Put a space around each block of a page, and a dot between the cells of a row."""
    for part in article.iter(*_BLOCKS):
        part.text = f" {part.text or ''}"
        part.tail = f" {part.tail or ''}"
    for cell in article.xpath(".//td[position() > 1] | .//th[position() > 1]"):
        cell.text = f" · {cell.text or ''}"


def _taken(element: HtmlElement, query: str) -> str:
    """Take the first part that a query finds out of an element, and return its text."""
    for part in element.xpath(query)[:1]:
        text = text_of(part)
        part.drop_tree()
        return text
    return ""


def _claim(card: HtmlElement) -> dict[str, str]:
    chip = card.xpath(".//*[contains(concat(' ', @class, ' '), ' chip ')]")[0]
    sure = _taken(chip, "./*[@class='sure']")
    told = {"chip": chip.get("class"), "verdict": text_of(chip), "sure": sure}
    card.find("summary").remove(card.find_class("claim-head")[0])
    return {"title": _taken(card, "./summary"), **told}


def _chart(figure: HtmlElement) -> dict[str, str]:
    number = _taken(figure, ".//*[@class='caption-number']")
    title = _taken(figure, "./*[@class='chart-title']")
    return {"title": f"{number}: {title}"}


def _table(table: HtmlElement) -> dict[str, str]:
    number = _taken(table, "./caption/*[@class='caption-number']")
    return {"title": f"{number}: {_taken(table, './caption')}"}


def _data(entry: HtmlElement) -> dict[str, str]:
    return {"title": _taken(entry, "./*[@class='admonition-title']")}


def _source(entry: HtmlElement) -> dict[str, str]:
    _taken(entry, "./*[@class='label']")
    text = text_of(entry)
    short = text if len(text) <= _LONGEST_TITLE else text[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
    return {"title": short}


_NAMED = {"claim": _claim, "chart": _chart, "table": _table, "data": _data, "source": _source}
"""What names a result of each kind; it is taken out of the element, whose rest is the text."""


def records(tree: HtmlElement, page: str) -> Iterator[dict[str, str]]:
    """Yield what can be found on a page, which is taken apart: sections, and what stands apart.

    Each has a ``kind``, an address (``href``), a ``title``, a ``text`` and the title of its
    ``page``; a claim has its chip as well.
    """
    for article in tree.xpath("//article[contains(@class, 'bd-article')][.//section]"):
        for drawing in article.xpath(".//*[@class='drawing']"):
            drawing.addnext(E.p(*drawing.xpath("./svg/@aria-label")[:1]))
        for query in _NOT_TEXT:
            for part in article.xpath(query):
                part.drop_tree()
        etree.strip_tags(article, etree.Comment)
        _keep_apart(article)
        found = []
        for kind, query in _APART.items():
            for element in article.xpath(f".//{query}"):
                named, href = _NAMED[kind](element), f"{page}.html#{element.get('id')}"
                found.append({"kind": kind, "href": href, **named, "text": text_of(element)})
                element.drop_tree()
        sections = list(_sections(article, page))
        yield from ({**record, "page": sections[0]["title"]} for record in [*sections, *found])


def _sections(article: HtmlElement, page: str) -> Iterator[dict[str, str]]:
    """Yield the sections of a page, each with its own text alone."""
    inmost_first = reversed(list(article.iter("section")))
    found = []
    for section in inmost_first:
        whole = section.getparent().tag != "section"
        title = _heading(section)
        href = f"{page}.html" if whole else f"{page}.html#{section.get('id')}"
        found.append({"kind": "section", "href": href, "title": title, "text": text_of(section)})
        section.drop_tree()
    yield from reversed(found)


def _heading(section: HtmlElement) -> str:
    """Take the heading out of a section and return it, the label above it first."""
    heading = section.xpath(_HEADING)[0]
    label = _taken(heading, "./*[@class='eyebrow']")
    said = text_of(heading)
    heading.drop_tree()
    return f"{label}: {said}" if label else said


def write_records(app: Sphinx, exception: Exception | None) -> None:
    """Write what can be found in the book, and take away Sphinx's own search."""
    if exception or app.builder.name != "html":
        return
    site = Path(app.outdir)
    parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
    found = [
        record
        for page in sorted(app.env.found_docs)
        for record in records(lxml.html.parse(site / f"{page}.html", parser).getroot(), page)
    ]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    (site / "_static" / RECORDS).write_text(f"window.searchRecords={text};\n", encoding="utf-8")
    for name in (*(f"_static/{script}" for script in _SPHINX_OWN), "searchindex.js"):
        (site / name).unlink(missing_ok=True)


def lay_out(tree: HtmlElement, own: Mapping[str, str]) -> None:
    """Make the theme's page of the search the book's; ``own`` names its page on all verdicts."""
    for box in tree.find_class("bd-search-container"):
        heading, form = box.find("h1"), box.find("form")
        form.set("role", "search")
        form.classes.add("pst-js-only")
        for hint in form.find_class("search-button__kbd-shortcut"):
            hint.drop_tree()
        verdicts = f"{own['verdicts']}.html" if "verdicts" in own else "index.html"
        box[:] = [
            heading,
            form,
            E.p(
                "The search needs JavaScript, which does not run here. The contents list every "
                "chapter, the page of ",
                E.a("all verdicts", href=verdicts),
                " every claim, and your browser searches the page that you read.",
                {"class": "without-script"},
            ),
            E.p(
                "Quotation marks find words as they stand: “looming threat”. "
                "A claim is found by its number: C12.",
                {"class": "search-help pst-js-only"},
            ),
            E.p(role="status"),
            E.div({"class": "result-kinds", "role": "group", "aria-label": "Kinds of results"}),
            E.ol(id="search-results"),
            E.button("More results", {"class": "more-results", "type": "button", "hidden": ""}),
        ]


def _use_own(app: Sphinx) -> None:
    """Keep Sphinx from making an index of its own."""
    app.builder.search = False


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.name == "html":
        yield PAGE, {"title": "Search"}, "search.html"


def setup(app: Sphinx) -> None:
    """Register the page and the records."""
    app.connect("builder-inited", _use_own)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", write_records, priority=910)
