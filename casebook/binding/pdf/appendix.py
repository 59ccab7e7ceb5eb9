"""The appendix of claims: in print all cards stand together, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable

import lxml.html
from lxml.html import HtmlElement

NAME, TITLE = "claims", "All claims, one by one"


def gather_claims(pages: Iterable[HtmlElement]) -> HtmlElement | None:
    """Take the claims' cards out of the pages and return a page of them, or nothing without cards.

    Where a page's first card stood, a line leads to the appendix. The cards keep their ids, so that
    all links to them still hold; their titles are headings, so that a reader can go from one to the
    next.
    """
    gathered: list[HtmlElement] = []
    for page in pages:
        cards = page.find_class("claim-card")
        if cards:
            cards[0].addprevious(_way_to_the_appendix(len(cards)))
        gathered += cards
    if not gathered:
        return None
    appendix = lxml.html.fragment_fromstring(
        f'<div id="{NAME}" class="chapter"><section>'
        f'<h1 class="chapter-title">{TITLE}</h1></section></div>'
    )
    for card in sorted(gathered, key=_number):
        title = card.find_class("admonition-title")[0]
        title.tag = "h2"
        title.set("class", "card-title")
        appendix[0].append(card)
    return appendix


def _number(card: HtmlElement) -> str:
    """Return the claim's number, as the card's anchor has it: ``c05``."""
    return card.get("id").rpartition("claim-")[2]


def _way_to_the_appendix(count: int) -> HtmlElement:
    what = "This claim is" if count == 1 else f"These {count} claims are"
    return lxml.html.fragment_fromstring(
        f'<p>{what} told with verdict and reasons in <a href="#{NAME}">{TITLE}</a>.</p>'
    )
