"""Published views on what the weapon does (table ``effectiveness_claims``), sides and months."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence


def views(evidence: Evidence, *ids: str, solid: bool = False) -> pd.DataFrame:
    """Return the accepted views with these ids, perhaps none; ``solid`` leaves out weak ones."""
    return evidence.pick("effectiveness_claims", claim_id=ids, solid=solid)


def sided(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the views that are not weak, split into those for the op-ed and those against."""
    rows = rows[rows["confidence"].ne("weak")]
    return rows[rows["direction"].eq("supports")], rows[rows["direction"].eq("questions")]


def studies(evidence: Evidence, subject: str) -> pd.DataFrame:
    """Return the studies of a subject (column ``subject``) that are not weak.

    A study of the claim itself is what puts a cause or a prediction to the test where nothing that
    happened does; views of officials and commentators do not.
    """
    return evidence.pick("effectiveness_claims", basis="study", subject=subject, solid=True)


def month(rows: pd.DataFrame, column: str = "date") -> str | None:
    """Return the first month in a column of dates, such as ``2023-07``; None if there is none."""
    days = rows[column].dropna()
    return min(days)[:7] if len(days) else None


def year(rows: pd.DataFrame, column: str = "date") -> str | None:
    """Return the first year in a column of dates; None if there is none."""
    first = month(rows, column)
    return first[:4] if first else None


def cited_views(*rows: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return views for ``evidence.cites``, each once."""
    return "effectiveness_claims", pd.concat(rows).drop_duplicates("claim_id")
