"""Published views on what the weapon does, and the tests among them (``effectiveness_claims``).

A view, of an official or a commentator, puts nothing to the test. What does is a study, a trial or
an effect that was seen in use: rules that settle a cause or a prediction get those from
:func:`tests`, which leaves views out, and so no view can carry such a verdict.
"""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence
from chapters.common import WORDS

_TABLE = "effectiveness_claims"
_BASES = ("study", "test")
"""What a row rests on (column ``basis``) that puts a claim to the test."""

TAKEN = ("supports", "questions")
"""The sides that a row or a conclusion can take; a conclusion may be neutral too."""


def views(evidence: Evidence, *ids: str, solid: bool = False) -> pd.DataFrame:
    """Return the accepted views with these ids, perhaps none; ``solid`` leaves out weak ones."""
    return evidence.pick(_TABLE, claim_id=ids, solid=solid)


def tests(evidence: Evidence, claim_id: str) -> pd.DataFrame:
    """Return the studies, trials and effects seen in use that bear on a claim and are not weak."""
    rows = evidence.pick(_TABLE, solid=True)
    tested = rows["basis"].isin(_BASES) | rows["observed"].eq(True).fillna(False)
    bears = rows["bears_on"].fillna("").str.split().map(lambda claims: claim_id in claims)
    return rows[tested & bears.astype(bool)]


def side(rows: pd.DataFrame) -> pd.Series:
    """Return the side that each row counts for: ``supports`` or ``questions``.

    A study counts for its own main conclusion, whatever single point is drawn from it; where that
    is neutral or not known, and for all else, the point counts.
    """
    concluded = rows["conclusion_direction"].isin(TAKEN) & rows["basis"].isin(_BASES)
    return rows["direction"].mask(concluded.fillna(False), rows["conclusion_direction"])


def sided(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows that are not weak, split into those for the op-ed and those against."""
    rows = rows[rows["confidence"].ne("weak")]
    taken = side(rows)
    return rows[taken.eq("supports")], rows[taken.eq("questions")]


def works(rows: pd.DataFrame) -> int:
    """Return how many works the rows are drawn from: a study counts once."""
    return int(rows["source"].nunique())


def one_publisher(evidence: Evidence, rows: pd.DataFrame) -> str | None:
    """Return the publisher of the works that the rows are drawn from, if two or more share one.

    They are not independent of each other then (``Evidence.independent``).
    """
    if works(rows) < 2 or evidence.independent(rows) > 1:
        return None
    publisher = evidence.package.origins[rows["source"].iloc[0]]
    return evidence["publishers"].set_index("id")["name"].get(publisher, publisher)


def concluded(rows: pd.DataFrame) -> str:
    """Return what the works among the rows concluded whose main conclusion takes another side.

    Each work once, with the points that are taken from it (its rows, in our words): where such a
    work is used, the reader is told the conclusion first. Empty if there is none.
    """
    known = rows[rows["conclusion_direction"].notna()]
    parted = known[known["conclusion_direction"].ne(known["direction"])]
    told = [
        WORDS.say(
            "both_ways",
            "parted",
            {
                "by": of_work["stated_by"].iloc[0],
                "year": of_work["date"].iloc[0][:4],
                "conclusion": of_work["main_conclusion"].iloc[0],
                "points": list(of_work["claim"]),
            },
        )
        for _, of_work in parted.groupby("source", sort=False)
    ]
    return " ".join(told)


_NO_NAMES = frozenset({"A", "An", "In", "It", "The", "There", "This"})
"""Words that begin a conclusion with a capital and go on a sentence without."""


def conclusion_of(evidence: Evidence, source: str) -> str:
    """Return the main conclusion of a work as a clause, by its key in the list of sources.

    It goes on after "concludes". On a day before the work was published, and where its rows are not
    accepted, that is said instead.
    """
    told = evidence.pick(_TABLE, source=source)["main_conclusion"].dropna()
    if told.empty:
        return "what is not in this evidence"
    first, space, rest = str(told.iloc[0]).partition(" ")
    return f"that {first.lower() if first in _NO_NAMES else first}{space}{rest}"


def studies(evidence: Evidence, subject: str) -> pd.DataFrame:
    """Return the studies of a subject (column ``subject``) that are not weak.

    A study of the claim itself is what puts a cause or a prediction to the test where nothing that
    happened does; views of officials and commentators do not.
    """
    return evidence.pick(_TABLE, basis="study", subject=subject, solid=True)


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
    return _TABLE, pd.concat(rows).drop_duplicates("claim_id")
