"""Studies and papers told both ways: their conclusion, then the points that either side uses."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence
from chapters.common import WORDS


def both_ways(evidence: Evidence, *subjects: str) -> pd.DataFrame:
    """Return the works whose main conclusion is known, one row a work, in order of date.

    With ``subjects`` only works that speak of one of them, and only their points on these. Columns,
    in words: ``study``, ``conclusion``, ``points`` (each with its side).
    """
    views = evidence["effectiveness_claims"].dropna(subset=["main_conclusion"])
    if subjects:
        views = views[views["subject"].isin(subjects)]
    rows = [
        {
            "date": of_work["date"].iloc[0],
            "study": f"{of_work['stated_by'].iloc[0]}, {of_work['date'].iloc[0][:4]}",
            "conclusion": WORDS.say("both_ways", "concluded", of_work.iloc[0].to_dict()),
            "points": "; ".join(
                WORDS.say("both_ways", "point", point) for point in of_work.to_dict("records")
            ),
        }
        for _, of_work in views.groupby("source", sort=False)
    ]
    columns = ["date", "study", "conclusion", "points"]
    found = pd.DataFrame(rows, columns=columns).sort_values("date", kind="stable")
    return found[columns[1:]].reset_index(drop=True)
