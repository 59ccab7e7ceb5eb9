"""The log of corrections as an Atom feed, for whoever has used a number of the book."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree
from lxml.builder import ElementMaker

from casebook.reasoning.evidence import Evidence

FEED = "corrections.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_E = ElementMaker(namespace=_ATOM, nsmap={None: _ATOM})


def corrections_feed(evidence: Evidence, address: str, log: str, title: str, author: str) -> bytes:
    """Return the feed: an entry for each value that departs from what its source printed.

    Parameters
    ----------
    evidence
        Whose table ``corrections`` is the log; its date is the feed's.
    address
        Where the book is; ids hang on it (RFC 4287 wants them absolute).
    log
        The name of the page that shows the log.
    title, author
        Of the book.
    """
    when = f"{evidence.as_of.isoformat()}T00:00:00Z"
    page = urljoin(address, f"{log}.html#tbl-corrections")
    entries = [
        _E.entry(
            _E.id(urljoin(address, f"{FEED}#{row.id}")),
            _E.title(f"{row.table}, row {row.row}, {row.column}: {_change(row)}"),
            _E.updated(when),
            _E.link(href=page),
            _E.summary(str(row.reason)),
        )
        for row in evidence["corrections"].fillna("").itertuples()
    ]
    feed = _E.feed(
        _E.id(urljoin(address, FEED)),
        _E.title(f"Corrections: {title}"),
        _E.updated(when),
        _E.author(_E.name(author)),
        _E.link(rel="self", href=urljoin(address, FEED)),
        _E.link(href=page),
        *entries,
    )
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _change(row: object) -> str:
    return f"{row.value_in_source or 'nothing'} printed, {row.value_used or 'nothing'} used"
