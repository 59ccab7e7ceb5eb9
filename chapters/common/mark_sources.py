"""The sources and grades of what the marks of a chart show, as columns of its frame."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence


def with_sources(frame: pd.DataFrame, rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Return a frame with ``source`` and ``grade``: those of the rows that share its cells ``by``.

    Several stand in one cell, parted by a semicolon; a row of the frame with none has no value.
    """
    found = rows.groupby(list(by), sort=False).agg(
        source=("source", _each), grade=("confidence", _grades)
    )
    return frame.merge(found, how="left", left_on=list(by), right_index=True)


def of_rows(frame: pd.DataFrame, evidence: Evidence, table: str) -> pd.DataFrame:
    """Return a frame with ``source`` and ``grade`` of its rows: ``row`` holds an id, or several."""
    rows = evidence[table].set_index("id")
    ids = [cell if isinstance(cell, list) else [cell] for cell in frame["row"]]
    found = [rows[rows.index.isin(each)] for each in ids]
    return frame.assign(
        source=[_each(those["source"]) or None for those in found],
        grade=[_grades(those["confidence"]) or None for those in found],
    )


def from_list(frame: pd.DataFrame, evidence: Evidence, table: str) -> pd.DataFrame:
    """Return a frame with the ``source`` and ``grade`` of a list, which shows who is not on it too.

    Raises NotInEvidence if nothing of the list is accepted.
    """
    rows = evidence.rows(table)
    return frame.assign(source=_each(rows["source"]), grade=_grades(rows["confidence"]))


def _each(cells: pd.Series) -> str:
    return "; ".join(cells.unique())


def _grades(cells: pd.Series) -> str:
    return _each(cells.sort_values())  # the letters' order is that of the grades
