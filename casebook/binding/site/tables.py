"""Tables on screen: cards on phones, heads that stay in sight, reachable by keyboard."""

from __future__ import annotations

from itertools import zip_longest

from lxml.html import HtmlElement

_LONG = 40
"""Tables of more rows are laid out only when the reader comes near them."""

_ROOM = 46
"""A phone shows so many characters side by side; a wider table becomes cards there, one a row."""

_WRAPS, _TEXT = 20, 40
"""A table's widest column makes do with the first number of characters, each other with the second.
"""

_LONG_WORD = 24
"""A word of more characters, such as a name of the data, may be broken; no other is."""

_ROLES = {
    **{"thead": "rowgroup", "tbody": "rowgroup"},
    **{"tr": "row", "td": "cell", "th": "columnheader"},
}
"""What a table's elements are; a browser forgets it where they are not laid out as a table."""


def mend_tables(article: HtmlElement) -> None:
    """Make the tables of a chapter fit for narrow screens, keyboards and screen readers."""
    for cell in article.xpath(".//th[not(normalize-space())]"):
        cell.tag = "td"
    for box in article.xpath(".//div[contains(@class, 'pst-scrollable-table-container')]"):
        caption = box.find(".//caption")
        words = caption.text_content() if caption is not None else "Table"
        if len(box.xpath(".//tr")) > _LONG:
            box.classes.add("long")
        box.attrib.update({"tabindex": "0", "role": "region", "aria-label": words.rstrip("# ")})
        for table in box.iterchildren("table"):
            for cell in table.iter("td"):
                if max(map(len, cell.text_content().split()), default=0) > _LONG_WORD:
                    cell.classes.add("long-word")
            if _is_wide(table):
                _label_cells(table)


def _is_wide(table: HtmlElement) -> bool:
    """Return whether a table is too wide for a phone, by what its columns hold."""
    rows = [list(row) for row in table.iter("tr")]
    texts = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    columns = zip_longest(*texts, fillvalue="")  # a cell may span several
    *others, widest = sorted(min(max(map(len, column)), _TEXT) for column in columns) or [0]
    return len(others) > 1 and sum(others) + min(widest, _WRAPS) > _ROOM


def _label_cells(table: HtmlElement) -> None:
    """Give each cell the head of its column, to show before it where the table is cards."""
    heads = [" ".join(head.text_content().split()) for head in table.xpath("./thead/tr[1]/*")]
    table.classes.add("stacked")
    table.set("role", "table")
    for element in table.iter(*_ROLES):
        element.set("role", _ROLES[element.tag])
    for row in table.xpath("./tbody/tr"):
        for cell, head in zip(row, heads, strict=False):
            if cell.tag == "td" and head:
                cell.set("data-label", head)
