"""What a page of the site needs to be a chapter on paper.

A screen unfolds, scrolls and links; paper shows all at once and says on which page.
"""

from __future__ import annotations

from lxml.html import HtmlElement

_LEFT_OUT = frozenset(
    {"headerlink", "screen-only", "cell_input", "toctree-wrapper", "backrefs", "footnotes"}
    | {"sd-summary-state-marker", "sd-octicon"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTE_ROLES = frozenset({"doc-biblioentry", "doc-footnote", "doc-noteref", "doc-backlink"})


def as_chapter(page: HtmlElement, name: str) -> None:
    """Make a page fit for print, with ids that no other page of the book has."""
    for element in list(page.iter("*")):
        if element.tag in ("script", "style", "input") or _LEFT_OUT & set(element.classes):
            element.drop_tree()
    _open_details(page)
    for paragraph in page.xpath(".//td/p[not(@*)] | .//th/p[not(@*)]"):
        if len(paragraph.getparent()) == 1:  # a cell holds words as a paragraph does
            paragraph.drop_tag()
    for words in page.xpath(".//p[not(@*)][count(*) = 1][not(text()[normalize-space()])]/strong"):
        words.getparent().set("class", "bold-line")  # a title of what follows, though no heading
    for heading in page.iter(*_HEADINGS):
        _mark_heading(heading)
    for element in page.xpath(".//*[@id]"):
        element.set("id", f"{name}:{element.get('id')}")
    for image in page.iter("img"):
        # Docutils puts the address where alt text is missing, which would hide the lack.
        if image.get("alt") == image.get("src"):
            del image.attrib["alt"]
    page.attrib.update({"id": name, "class": "chapter"})


def _open_details(page: HtmlElement) -> None:
    """Turn what unfolds on screen into plain text under its title."""
    for details in list(page.iter("details")):
        for summary in details.findall("summary"):
            if "hide" in details.classes:  # myst-nb's "Show code cell"
                summary.drop_tree()
            summary.tag = "p"
            summary.set("class", "details-title")
        details.tag = "div"
        if not len(details):
            details.drop_tree()


def _mark_heading(heading: HtmlElement) -> None:
    """Give a heading its number apart from its words, its rank, and what leads to its section."""
    for number in heading.find_class("section-number"):
        heading.set("number", (number.text or "").rstrip(". "))
        number.drop_tree()
    section = heading.getparent()
    if section.get("id") and not heading.get("id"):
        heading.set("id", section.attrib.pop("id"))
    rank = len(list(heading.iterancestors("section")))
    heading.classes.add({1: "chapter-title", 2: "section-title"}.get(rank, "lower-title"))


def lower_headings(page: HtmlElement) -> None:
    """Sink every heading by one level, below the title of a part."""
    for heading in list(page.iter(*_HEADINGS[:-1])):
        heading.tag = f"h{int(heading.tag[1]) + 1}"


def tie_links(book: HtmlElement) -> list[str]:
    """Mark what links lead to and which links print a page number; return targets that are missing.

    What a link leads to gets a title, by which the PDF says where the link leads.

    A page number stands after all links within the book but those to notes and sources. In tables
    and cards, and after a claim's number, the link is enough; the scorecard is the index, and shows
    them shorter.
    """
    places = {place.get("id"): place for place in book.xpath("//*[@id]")}
    links = book.xpath("//a[starts-with(@href, '#')]")
    wanted = {link.get("href")[1:] for link in links}
    for name, place in places.items():
        if name in wanted:
            place.set("title", _title(place))
        else:
            del place.attrib["id"]
    for link in links:
        name = link.get("href")[1:]
        if name not in places:
            del link.attrib["href"]
        elif not {places[name].get("role"), link.get("role")} & _NOTE_ROLES:
            _show_page(link)
    return sorted(wanted - places.keys())


def _title(place: HtmlElement) -> str:
    """Return the first heading of a place, with its number, or its caption, or its whole text."""
    heading = next(place.iter(*_HEADINGS, "caption", "figcaption"), place)
    words = f"{heading.get('number', '')} {heading.text_content()}".split()
    return " ".join(words)


def _show_page(link: HtmlElement) -> None:
    around = list(link.iterancestors())
    if any(element.tag == "table" and "scorecard" in element.classes for element in around):
        link.classes.add("page-short")
    elif ":claim-" not in link.get("href") and not any(
        element.tag == "table" or "claim-card" in element.classes for element in around
    ):
        link.classes.add("page-reference")
