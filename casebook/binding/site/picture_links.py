"""Links within a chart, as links of the page: for mouse, touch, keyboard and screen reader.

A drawing shown as an image cannot be clicked. Where Matplotlib gave marks of a drawing an address
(``set_url``), each gets a link of the page itself, laid over the image where the mark is. The
page's policy forbids placing it by an inline style; an SVG without picture carries the places as
plain attributes and grows and shrinks with the image.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

_SVG = "{http://www.w3.org/2000/svg}"
_ADDRESS = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FOLDER = "_images"
"""Where Sphinx puts pictures: addresses in a drawing are meant from there."""


@dataclass(frozen=True)
class Link:
    """A mark of a drawing that leads somewhere; place and size in the drawing's units."""

    address: str
    left: float
    top: float
    width: float
    height: float


def read_links(drawing: etree._Element) -> Iterator[Link]:
    """Give the links of a drawing that Matplotlib wrote, each as large as its path."""
    for link in drawing.iter(f"{_SVG}a"):
        path = link.find(f"{_SVG}path")
        if path is None or not link.get(_ADDRESS):
            continue
        numbers = [float(number) for number in _NUMBER.findall(path.get("d", ""))]
        across, down = numbers[::2], numbers[1::2]
        yield Link(
            address=link.get(_ADDRESS, ""),
            left=min(across),
            top=min(down),
            width=round(max(across) - min(across), 2),
            height=round(max(down) - min(down), 2),
        )


def address_from(page: str, address: str) -> str:
    """Return an address that a drawing gives as the page has to write it."""
    path, mark, fragment = address.partition("#")
    target = posixpath.normpath(posixpath.join(_FOLDER, path))
    return posixpath.relpath(target, posixpath.dirname(page) or ".") + mark + fragment


def lay_links(image: HtmlElement, file: Path, page: str, names: Mapping[str, str]) -> None:
    """Lay the links of a drawing over its image; a drawing without links stays as it is.

    Parameters
    ----------
    image
        The image in the tree of the page, within a figure that has an id.
    file
        The drawing.
    page
        The name of the page, as in the table of contents.
    names
        What a screen reader says and a mouse shows of each link, by the anchor it leads to.

    Raises
    ------
    KeyError
        If a link leads to an anchor without a name.
    """
    drawing = etree.parse(file).getroot()
    links = list(read_links(drawing))
    if not links:
        return
    figure, caption = image.getparent(), image.getparent().find("figcaption")
    caption.set("id", f"{figure.get('id')}-caption")
    holder = lxml.html.Element("div", {"class": "linked-picture"})
    image.addprevious(holder)
    past = etree.SubElement(holder, "a", {"class": "past-links", "href": f"#{caption.get('id')}"})
    past.text = "Past the links of this picture"
    holder.append(image)
    layer = etree.SubElement(holder, "svg", {"viewBox": drawing.get("viewBox"), "role": "group"})
    layer.set("aria-label", "Links of this picture")
    for link in links:
        name = names[link.address.partition("#")[2]]
        mark = etree.SubElement(layer, "a", {"href": address_from(page, link.address)})
        mark.set("aria-label", name)
        etree.SubElement(mark, "title").text = name
        places = ("x", link.left), ("y", link.top), ("width", link.width), ("height", link.height)
        etree.SubElement(mark, "rect", {key: f"{value:g}" for key, value in places})
