"""The engine of a casebook: data in, verdicts, sentences, charts and pages out.

Facts flow one way: ``data`` reads and checks the tables, ``reasoning`` judges what they bear out,
``telling`` puts it into words and charts, ``binding`` makes a book of it. A room knows only the
rooms before it, and none knows what the book is about: that stands in ``chapters/`` and ``data/``
of the book.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casebook.reasoning.evidence import Evidence, read_evidence
    from casebook.telling import show
    from casebook.telling.families import by_family
    from casebook.telling.findings import find_all, find_in

__all__ = ["Evidence", "by_family", "find_all", "find_in", "read_evidence", "show"]

_HOMES = {
    "Evidence": "casebook.reasoning.evidence",
    "by_family": "casebook.telling.families",
    "find_all": "casebook.telling.findings",
    "find_in": "casebook.telling.findings",
    "read_evidence": "casebook.reasoning.evidence",
}


def __getattr__(name: str) -> Any:
    """Import what a notebook needs, and Pandas with it, only for those who ask for it."""
    if name == "show":
        return import_module("casebook.telling.show")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
