"""A drawing of Matplotlib as a part of a page: light, in the page's font and colours.

The page's policy forbids styles within it, so a style becomes attributes, and a colour becomes a
class (``f-`` to fill, ``s-`` to draw a line) whose value ``chart_colours`` writes for both schemes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from casebook.telling.drawing.chart_files import MARK

_HREF = "{http://www.w3.org/1999/xlink}href"
_DROPPED = frozenset({"metadata", "style", "title"})
_KEPT = frozenset(
    {"stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"}
    | {"opacity", "fill-opacity", "stroke-opacity", "fill-rule"}
    | {"font-size", "font-weight", "font-style", "text-anchor"}
)
_DEFAULTS = {
    **{"stroke-linejoin": "round", "stroke-linecap": "butt", "stroke-dashoffset": "0"},
    **{"font-weight": "400", "font-style": "normal", "text-anchor": "start", "opacity": "1"},
}
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_PLACED = re.compile(r"translate\(([-\d.e]+)[ ,]+([-\d.e]+)\)")
_TURNED = re.compile(r"rotate\((-?[\d.]+)")
_BOX = re.compile(
    r"M(?P<x>-?[\d.]+) ?(?P<y>-?[\d.]+)L(?P<x2>-?[\d.]+) ?(?P=y)L(?P=x2) ?(?P<y2>-?[\d.]+)"
    r"L(?P=x) ?(?P=y2)z"
)
"""A rectangle, which can be said in half the letters."""
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def _rounded(text: str, places: int) -> str:
    """Return numbers within a text, rounded, with no more space around them than they need."""

    def short(found: re.Match[str]) -> str:
        return f"{round(float(found[0]), places) + 0:.{places}f}".rstrip("0").rstrip(".")

    text = _NUMBER.sub(short, " ".join(text.split()))
    return re.sub(r" ?([A-Za-z]) ?", r"\1", text).replace(" -", "-")


def _restyle(element: etree._Element) -> None:
    """Turn the style of an element into attributes and classes."""
    found = dict(part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    look = {name.strip(): value.strip() for name, value in found.items()}
    element.attrib.pop("style", None)
    for name in ("fill", "stroke"):
        if element.get(name):
            look.setdefault(name, element.attrib.pop(name))
    classes = []
    for name, value in look.items():
        if name in ("fill", "stroke"):
            if _COLOUR.fullmatch(value):
                classes.append(f"{name[0]}-{value[1:]}")
            else:
                element.set(name, value)
        elif name in _KEPT and _DEFAULTS.get(name) != value:
            element.set(name, _rounded(value.removesuffix("px").replace(",", " "), 2))
    if element.tag == "text" and not any(name.startswith("f-") for name in classes):
        classes.append("f-000000")
    if classes:
        element.set("class", " ".join(sorted(classes)))


def _place_text(text: etree._Element) -> None:
    """Give a text its place as numbers of its own, and turn it only where it is turned."""
    how = text.attrib.pop("transform", "")
    placed, turned = _PLACED.search(how), _TURNED.search(how)
    x, y = placed.groups() if placed else (text.get("x", "0"), text.get("y", "0"))
    x, y = _rounded(x, 1), _rounded(y, 1)
    text.set("x", x)
    text.set("y", y)
    if turned and float(turned[1]):
        text.set("transform", f"rotate({_rounded(turned[1], 1)} {x} {y})")


def _is_unseen(element: etree._Element) -> bool:
    """Return whether an element of no class draws nothing."""
    return (
        element.tag in ("path", "use")
        and element.get("fill") == "none"
        and not element.get("class")
        and element.get("stroke", "none") == "none"
    )


def _name_ids(drawing: etree._Element, prefix: str) -> None:
    """Keep the ids that the drawing itself needs, under names that no other drawing has."""
    used: list[str] = []
    for element in drawing.iter():
        if (target := element.get(_HREF, "")).startswith("#"):
            used.append(target[1:])
        for value in element.attrib.values():
            used += _REFERENCE.findall(value)
    names = {old: f"{prefix}-{place}" for place, old in enumerate(dict.fromkeys(used))}
    for element in drawing.iter():
        if name := element.attrib.pop("id", None):
            if name in names:
                element.set("id", names[name])
            elif name.startswith(MARK):
                element.set("data-mark", name.removeprefix(MARK))
        if target := element.attrib.pop(_HREF, None):
            own = target.startswith("#")
            element.set("href", f"#{names[target[1:]]}" if own else target)
        for key, value in element.attrib.items():
            if "url(#" in value:
                element.set(key, _REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value))


def _unwrap(drawing: etree._Element) -> None:
    """Take out groups that say nothing, with all their parts kept in order."""
    for group in list(drawing.iter("g")):
        parent = group.getparent()
        if parent is not None and not group.attrib:
            place = parent.index(group)
            for offset, child in enumerate(list(group)):
                parent.insert(place + offset, child)
            parent.remove(group)


def _without_namespace(root: etree._Element) -> etree._Element:
    """Return a copy whose elements are named as in a page, without comments and descriptions."""
    copy = etree.Element(etree.QName(root).localname, dict(root.attrib))
    copy.text = root.text if copy.tag == "text" else None
    for child in root:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _DROPPED:
            copy.append(_without_namespace(child))
    return copy


def _speak(drawing: etree._Element, marks: Sequence[str]) -> None:
    """Let each mark say its words; together they are one stop for the keyboard.

    A chart without words for its marks has none: some draw what other charts draw too.
    """
    told: set[str] = set()
    for mark in drawing.xpath(".//*[@data-mark]"):
        row = mark.get("data-mark")
        if not marks:
            del mark.attrib["data-mark"]
        if not marks or row in told:
            continue
        words = marks[int(row)]
        mark.attrib.update({"tabindex": "-1" if told else "0", "role": "img", "aria-label": words})
        title = etree.Element("title")  # for readers without JavaScript
        title.text = words
        mark.insert(0, title)
        told.add(row)


def lean(file: Path, prefix: str, pixels: int, alt: str, marks: Sequence[str]) -> etree._Element:
    """Return a drawing as an element for a page.

    Parameters
    ----------
    file
        The SVG that Matplotlib wrote, its text as text.
    prefix
        Stands before every id, so that no other drawing of the page has the same.
    pixels
        The width at which it is meant to be shown.
    alt
        What it shows, in words.
    marks
        What the mark of each row says.
    """
    drawing = _without_namespace(etree.parse(file, etree.XMLParser(huge_tree=True)).getroot())
    for element in list(drawing.iter()):
        _restyle(element)
        if element.tag == "text":
            _place_text(element)
        places = 2 if element.getparent() is not None and element.getparent().tag == "defs" else 1
        for name in ("d", "x", "y", "width", "height"):
            if element.get(name) and element is not drawing and element.tag != "text":
                short = _rounded(element.get(name), places)
                element.set(name, _BOX.sub(r"M\g<x> \g<y>H\g<x2>V\g<y2>H\g<x>z", short))
        if _is_unseen(element):
            element.getparent().remove(element)
    _name_ids(drawing, prefix)
    for place in drawing.xpath(".//defs[not(*)] | .//g[not(*)]"):
        place.getparent().remove(place)
    _speak(drawing, marks)
    _unwrap(drawing)
    across, down = (float(number) for number in drawing.get("viewBox").split()[2:])
    speaks = marks or drawing.find(".//a") is not None
    whole = {
        "viewBox": f"0 0 {across:g} {_rounded(str(down), 1)}",
        "width": str(pixels),
        "height": str(round(pixels * down / across)),
        "role": "group" if speaks else "img",
        "aria-label": alt,
        "stroke-linejoin": "round",
    }
    drawing.attrib.clear()
    drawing.attrib.update(whole)
    return drawing


def colours(words: Iterator[str] | set[str]) -> set[str]:
    """Return the colours of drawings, as ``#rrggbb``, among the words of pages."""
    return {f"#{word[2:]}" for word in words if re.fullmatch(r"[fs]-[0-9a-f]{6}", word)}
