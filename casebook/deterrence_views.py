"""What the findings on leaving share: who said what on either side.

What officials and experts say is given in a ruling on both sides and decides nothing: the entries
show what a search for both sides found, not the balance of opinion.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from casebook.reasoning.evidence import Cited, Evidence


class Statement(NamedTuple):
    """A row that speaks for or against a claim, and what it says in a few words."""

    table: str
    id: str
    words: str


def heard(
    evidence: Evidence, statements: Iterable[Statement]
) -> tuple[list[str], tuple[Cited, ...]]:
    """Return the words and the rows of the statements that are accepted here and not weak."""
    words: list[str] = []
    found: dict[str, list[pd.DataFrame]] = {}
    for statement in statements:
        rows = evidence[statement.table]
        key = "claim_id" if statement.table == "effectiveness_claims" else "id"
        rows = rows[rows[key].eq(statement.id) & rows["confidence"].ne("weak")]
        if len(rows):
            words.append(statement.words)
            found.setdefault(statement.table, []).append(rows)
    return words, tuple(evidence.cite(table, pd.concat(rows)) for table, rows in found.items())


def said(words: list[str], lead: str) -> str:
    """Return what was said as a sentence behind its lead, nothing if nothing was said."""
    return f" {lead}: {'; '.join(words)}." if words else ""


def status_rows(evidence: Evidence) -> Cited:
    """Return a reference to the treaty status of all states."""
    return evidence.cite("ccm_status", evidence["ccm_status"])


NO_SUBSTITUTE = (
    Statement("effectiveness_claims", "E14", "a US defence secretary saw no substitute in 2008"),
    Statement("political_facts", "P141", "the Pentagon named a critical gap in 2017"),
    Statement("industrial_base", "IB61", "RUSI authors want European submunition warheads"),
)

SUBSTITUTE = (
    Statement(
        "omissions", "O38", "a report to Congress saw precision eroding the weapon's relevance"
    ),
    Statement("political_facts", "P099", "the UK government denied any loss of capability in 2025"),
    Statement(
        "industrial_base", "IB62", "RUSI found air burst comparable against troops in the open"
    ),
)

CANNOT_DO_WITHOUT = (
    Statement("political_facts", "P102", "Finland's prime minister in 2008"),
    Statement("political_facts", "P107", "Poland's foreign ministry in 2020"),
    Statement("political_facts", "P080", "Lithuania's defence minister in 2024"),
    Statement("political_facts", "P141", "the Pentagon in 2017"),
    Statement("industrial_base", "IB63", "RUSI authors in 2025"),
)

CAN_DO_WITHOUT = (
    Statement("omissions", "O38", "a report to Congress in 2017"),
    Statement("political_facts", "P099", "the UK government in 2025"),
    Statement("industrial_base", "IB62", "RUSI authors in 2025 on air burst"),
)
