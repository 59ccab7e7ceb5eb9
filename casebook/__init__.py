"""The reasoning of the book: data in, findings and figures out.

Facts flow one way. ``tables`` reads the data package, ``evidence`` narrows it to what was known on
a date and to the grades accepted, a chapter module reasons on it, ``show`` brings the result into a
notebook. Nothing here knows of Sphinx; that is the binding's business.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casebook.reasoning.evidence import PUBLICATION, Evidence, read_evidence

__all__ = ["PUBLICATION", "Evidence", "read_evidence"]


def __getattr__(name: str) -> Any:
    """Import the evidence, and Pandas with it, only for those who ask for it."""
    if name in __all__:
        return getattr(import_module("casebook.reasoning.evidence"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
