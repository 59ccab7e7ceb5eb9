"""What the data package holds, counted for the pages on method and data."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import GRADES, Evidence
from casebook.telling.wording import percent
from chapters.common.days import later_tables, of_book


def graded_rows(evidence: Evidence) -> pd.Series:
    """Return the number of rows of each grade over all tables, best grade first."""
    frames = evidence.package.frames.values()
    grades = pd.concat([frame["confidence"] for frame in frames if "confidence" in frame])
    return grades.value_counts().reindex(list(GRADES), fill_value=0)


def share(evidence: Evidence, grade: str) -> float:
    """Return the share of the graded rows that have a grade, from 0 to 1."""
    number = graded_rows(evidence)
    return number[grade] / number.sum()


NUMBERS = {
    "rows": lambda e: int(graded_rows(e).sum()),
    "primary_share": lambda e: percent(share(e, "primary")),
    "weak_share": lambda e: percent(share(e, "weak"), 1),
    "tables": lambda e: len(e.package.frames),
    "sources": lambda e: len(e["sources"]),
    "publishers": lambda e: int(e["sources"]["publisher"].nunique()),
    "read_in_part": lambda e: int(e["sources"]["read_in_part"].notna().sum()),
    "reprints": lambda e: int(e["sources"]["reprints"].notna().sum()),
    "same_text": lambda e: int(e["sources"]["same_text"].notna().sum()),
    "no_primary": lambda e: len(e["no_primary"]),
    "published": lambda e: in_words(e.published),
    "looked_up": lambda e: in_words(e["sources"]["accessed"].max()),
    "data_date": lambda e: in_words(e.as_of),
    "book_date": lambda e: in_words(of_book(e)),
    "later_tables": later_tables,
    "list_date": lambda e: in_words(e.reaches("ccm_status")),
    "spot_checks": lambda e: len(e["spot_checks"]),
    "confirmed": lambda e: int(e["spot_checks"]["result"].eq("confirmed").sum()),
    "corrections": lambda e: len(e["corrections"]),
}
