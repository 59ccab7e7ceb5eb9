"""The list of sources on paper: short addresses, each a link, and no phrase said of every entry."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from lxml.html.builder import E

_ADDRESS = re.compile(r"(https?://[^\s<>()]*[\w/=-])")
_DAY = re.compile(r"\s*\(archived copy read on [^)]*\)")
_COPY = re.compile(r"archived copy(?: read)?(?:\s*[;,.]\s*|\s+(?=\())")
"""What most entries say, the day and the copy: said once, above the list."""
_ONCE = (
    "An address is shortened to its host, which is a link to it. Where an entry does not say that "
    "a page itself was read, an archived copy was. The whole addresses and the days of reading are "
    "in sources.bib, among the files attached to this one."
)


def shorten_sources(page: HtmlElement) -> None:
    """Name addresses by their hosts, also in notes, and say once what most entries do."""
    entries = page.find_class("citation")
    if entries:
        entries[0].getparent().addprevious(E.p(_ONCE))
    for entry in entries:
        for link in entry.iter("a"):
            if (link.text or "").startswith("http"):
                link.text = short_address(link.get("href"))
                before = link.getprevious()
                _replace_end(link.getparent() if before is None else before, before is None)
            link.tail = _DAY.sub("", link.tail or "")
        for paragraph in entry.iter("p"):
            for part in paragraph.iter():
                part.text = _COPY.sub("", part.text or "") or None
                part.tail = _COPY.sub("", part.tail or "") or None
            link_addresses(paragraph)


def short_address(address: str) -> str:
    """Return the host of an address, which its link says."""
    return urlsplit(address).netloc.removeprefix("www.")


def link_addresses(element: HtmlElement) -> None:
    """Make links of the addresses in the text of an element and behind its children."""
    for child in reversed(list(element)):
        links, child.tail = _split(child.tail)
        place = element.index(child) + 1
        element[place:place] = links
    links, element.text = _split(element.text)
    element[0:0] = links


def _split(text: str | None) -> tuple[list[HtmlElement], str | None]:
    """Return the addresses in a text as links with what follows each, and what stands before."""
    before, *found = _ADDRESS.split(text or "")
    links = []
    for address, after in zip(found[::2], found[1::2], strict=True):
        link = E.a(short_address(address), href=address)
        link.tail = after
        links.append(link)
    return links, before or None


def _replace_end(element: HtmlElement, is_parent: bool) -> None:
    """Take the label of an address, "URL: ", from the end of the text before its link."""
    if is_parent:
        element.text = (element.text or "").removesuffix("URL: ")
    else:
        element.tail = (element.tail or "").removesuffix("URL: ")
