"""The declared departures from what a source printed."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.pictures import Table, table
from chapters.data import WORDS


def table_corrections(evidence: Evidence) -> Table:
    """Return the declared departures from a source."""
    return table(WORDS, "corrections", evidence["corrections"])
