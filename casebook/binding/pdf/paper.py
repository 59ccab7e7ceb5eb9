"""What a page of the site needs to be a chapter on paper.

A screen unfolds, scrolls and links; paper shows all at once and says on which page.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement
from lxml.html.builder import E

_LEFT_OUT = frozenset(
    {"headerlink", "screen-only", "cell_input", "toctree-wrapper", "backrefs", "footnotes"}
    | {"sd-summary-state-marker", "sd-octicon"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTE_ROLES = frozenset({"doc-biblioentry", "doc-footnote", "doc-noteref", "doc-backlink"})


def as_chapter(page: HtmlElement, name: str, address: str = "") -> None:
    """Make a page fit for print, with ids that no other page of the book has.

    A section whose heading is of the class ``screen-only`` is left out. One of the class
    ``site-only`` keeps its heading and says where it can be read: at the page's ``address``, if the
    book has one, else among the files attached.
    """
    for heading in page.xpath(f".//*[{' or '.join(f'self::{tag}' for tag in _HEADINGS)}]"):
        if heading.find_class("screen-only"):
            heading.getparent().drop_tree()
        elif heading.find_class("site-only"):
            _leave_to_the_site(heading, address)
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
    for table in page.iter("table"):
        _drop_empty_columns(table)
        has_text = any(part.xpath("../p") for part in _up_to_section(table))
        if has_text and "verdicts" not in table.classes:
            table.classes.add("floats")  # the text of its section flows around it
    for first in page.xpath("(.//figure | .//table[contains(@class, 'floats')])[1]"):
        first.classes.add("low")  # at the foot of its page: at the head the title may stand
    for title in page.find_class("chapter-title"):
        _keep_with_first_words(title)
    for kind, gathered in (("marked-paragraph", "marked-text"), ("claim-card", "claim-cards")):
        _gather(page, kind, gathered)
    for image in page.iter("img"):
        # Docutils puts the address where alt text is missing, which would hide the lack.
        if image.get("alt") == image.get("src"):
            del image.attrib["alt"]
    page.attrib.update({"id": name, "class": "chapter"})


def _up_to_section(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and what it stands in, up to its section."""
    while element is not None and element.tag != "section":
        yield element
        element = element.getparent()


def _keep_with_first_words(title: HtmlElement) -> None:
    """Join the title of a chapter and its first paragraph, which no page parts."""
    opening = E.div({"class": "opening"})
    first = title.getnext()
    title.addprevious(opening)
    opening.append(title)
    if first is not None and first.tag == "p":
        opening.append(first)


def _gather(page: HtmlElement, kind: str, name: str) -> None:
    """Put all elements of a class into one of another, where the first of them stands."""
    elements = page.find_class(kind)
    if elements:
        gathered = E.div({"class": name})
        elements[0].addprevious(gathered)
        gathered.extend(elements)


def _leave_to_the_site(heading: HtmlElement, address: str) -> None:
    """Put a line in the place of a section: where it can be read."""
    section = heading.getparent()
    for element in list(heading.itersiblings()):
        element.drop_tree()
    words = "This section is for looking up, and is left out of this print. It is "
    if address:
        place = f"{address}#{section.get('id')}"
        section.append(E.p(f"{words}at ", E.a(place, href=place), "."))
    else:
        section.append(E.p(f"{words}in the files attached to this one."))


def _drop_empty_columns(table: HtmlElement) -> None:
    """Take out the columns whose heads are for the screen alone."""
    heads = table.findall("./thead/tr/th")
    empty = [place for place, head in enumerate(heads) if not head.text_content().strip()]
    for row in table.iter("tr"):
        for place in reversed(empty):
            row.remove(row[place])


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
    and cards, and after a claim's number, the link is enough; the scorecard and the marked text are
    the indexes of claims, and show them shorter.
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
    if any({"scorecard", "marked-text"} & set(element.classes) for element in around):
        link.classes.add("page-short")
    elif ":claim-" not in link.get("href") and not any(
        element.tag == "table" or "claim-card" in element.classes for element in around
    ):
        link.classes.add("page-reference")
