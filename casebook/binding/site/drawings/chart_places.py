"""A chart in its page: title, drawings for desk and phone, caption, sources, and what to take."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from casebook.binding.site.drawings.inline_svg import lean
from casebook.telling.drawing.chart_files import SCREEN
from casebook.telling.drawing.forms import ON_PAGES

_FOLDER = "_images"
"""Where Sphinx puts pictures: addresses in a drawing are meant from there."""


def address_from(page: str, address: str) -> str:
    """Return an address that a drawing gives as the page has to write it."""
    path, mark, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(_FOLDER, path))
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + mark + fragment


def place(image: HtmlElement, figures: Path, page: str, claims: Mapping[str, str]) -> bool:
    """Put a chart in the place of its image; return whether there is one.

    Parameters
    ----------
    image
        The image in the tree of the page, within a figure that has an id.
    figures
        The folder of the charts.
    page
        The name of the page, as in the table of contents.
    claims
        What a screen reader says and a mouse shows of each link, by the anchor it leads to.

    Raises
    ------
    KeyError
        If a link of the drawing leads to an anchor without a name.
    """
    name = Path(image.get("src", "")).stem
    record = figures / SCREEN / f"{name}.json"
    if not record.is_file():
        return False
    words = json.loads(record.read_text(encoding="utf-8"))
    figure = image.getparent()
    figure.classes.add("chart")
    figure.set("data-chart", name)
    holder = etree.Element("div", {"class": "drawing"})
    for form in ON_PAGES:
        file = figures / SCREEN / f"{name}.{form.name}.svg"
        prefix = f"{name}-{form.name}"
        drawing = lean(file, prefix, form.pixels, words["alt"], words["marks"])
        drawing.set("class", form.name)
        _name_links(drawing, page, claims)
        holder.append(drawing)
    _head(figure, words)
    image.addprevious(holder)
    caption = figure.find("figcaption")
    if holder.find(".//a") is not None:
        caption.set("id", f"{figure.get('id')}-caption")
        past = etree.Element("a", {"class": "past-links", "href": f"#{caption.get('id')}"})
        past.text = "Past the links of this picture"
        holder.insert(0, past)
    image.drop_tree()
    _foot(figure, caption)
    return True


def rows_drawn(article: HtmlElement, figures: Path) -> dict[str, set[tuple[str, str]]]:
    """Return the rows (table and key) that each chart of a page draws, by the id of its figure."""
    drawn = {}
    for figure in article.xpath(".//figure[@data-chart]"):
        record = figures / SCREEN / f"{figure.get('data-chart')}.json"
        rows = json.loads(record.read_text(encoding="utf-8"))["rows"]
        drawn[figure.get("id")] = {(table, key) for table, keys in rows.items() for key in keys}
    return drawn


def _head(figure: HtmlElement, words: Mapping[str, str]) -> None:
    """Write title and subtitle above the drawing."""
    for place, key in enumerate(("title", "subtitle")):
        line = etree.Element("p", {"class": f"chart-{key}"})
        line.text = words[key]
        figure.insert(place, line)


def _name_links(drawing: etree._Element, page: str, names: Mapping[str, str]) -> None:
    """Let the links of a drawing lead from the page, and say where."""
    for link in drawing.iter("a"):
        address = link.get("href", "")
        name = names[address.partition("#")[2]]
        link.attrib.clear()
        link.attrib.update({"href": address_from(page, address), "aria-label": name})
    etree.cleanup_namespaces(drawing)


def _foot(figure: HtmlElement, caption: HtmlElement) -> None:
    """Fold the sources of a caption, and put what can be taken on a line of its own."""
    for short in caption.find_class("paper-only"):
        short.drop_tree()
    for cited in caption.find_class("sources"):
        links = cited.xpath(".//a[@href]")
        details = etree.SubElement(caption, "details", {"class": "chart-sources"})
        etree.SubElement(details, "summary").text = f"Sources ({len(links)})"
        listed = etree.SubElement(details, "ol")
        names = [_source_name(link) for link in links]
        for link, name in zip(links, names, strict=True):
            item = etree.SubElement(listed, "li")
            work = f": {_work(link, name)}" if names.count(name) > 1 else ""
            link.text, link.tail = f"{name}{work}", None
            item.append(link)
        cited.drop_tree()
    line = etree.SubElement(caption, "p", {"class": "chart-links"})
    for link in caption.xpath(".//a[contains(@href, 'figures/')]"):
        link.getparent().text = (link.getparent().text or "").rstrip()
        _take(link)
        line.append(link)
    code = figure.xpath(
        "ancestor::div[contains(concat(' ', @class, ' '), ' cell ')][1]"
        "//details[contains(@class, 'code-toggle')]"
    )
    if code:
        code[0].set("id", f"{figure.get('id')}-code")
        etree.SubElement(line, "a", {"href": f"#{code[0].get('id')}"}).text = "Code"


def _source_name(link: HtmlElement) -> str:
    """Return author and year of a cited source, as they stand in a sentence."""
    source = link.xpath("ancestor::*[contains(@class, 'bibtex-citation')][1]")
    text = source[0].text_content() if source else link.text_content()
    return text.replace("[", "").replace("]", "")


def _work(link: HtmlElement, name: str) -> str:
    """Return the title of a cited source, which tells it from another of its author and year."""
    author, _, _ = name.rpartition(" ")
    return link.get("title", "").removeprefix(f"{author}. ").partition(". ")[0]


def _take(link: HtmlElement) -> None:
    """Take a link out of its text without the space that stood around it."""
    parent, before = link.getparent(), link.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip() + (link.tail or "").strip()
    else:
        parent.text = (parent.text or "").rstrip() + (link.tail or "").strip()
    link.tail = None
    parent.remove(link)
