"""What the tables record for "What does China change?"."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import Evidence, some
from chapters.common.allies import standing_of_allies

TOOLS = ("machine_tools", "metalworking_machine_tools")

_SINCE = 2008
"""The year of the convention: use from then on is counted."""


def trade(evidence: Evidence) -> pd.DataFrame:
    """Return a whole year's two-way goods trade as Chinese customs state it in dollars, by year.

    Columns: ``year``, ``value`` (billions of US dollars), ``row``, ``grade``.

    Raises
    ------
    NotInEvidence
        If no year's is accepted.
    """
    wanted = {"category": "trade", "flow": "two_way", "currency_stated": "usd"}
    rows = evidence.pick("china_russia", unit="usd_million", **wanted)
    rows = rows[rows["period_start"].str.len().eq(4)]
    rows = some(rows, "table china_russia has no accepted figure in dollars for a year's trade")
    rows = rows.assign(year=rows["period_start"].astype(int), value=rows["value"] / 1000)
    rows = rows.rename(columns={"id": "row", "confidence": "grade"}).sort_values("year")
    return rows[["year", "value", "row", "grade"]]


def shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published Chinese shares of Russian imports, in percent; they are no series.

    Columns: ``row``, ``good``, ``goods`` (the good in words), ``period``, ``value``, ``before``
    (the earlier figure that the same row states, else empty), ``by`` (whose figure),
    ``known_then`` (published by the op-ed's day).
    """
    rows = evidence.pick("china_russia", solid=True)
    rows = rows[rows["whose_figure"].notna()]
    spans = zip(rows["period_start"], rows["period_end"], strict=True)
    return pd.DataFrame(
        {
            "row": rows["id"],
            "good": rows["good"],
            "goods": rows["good"].str.replace("_", " "),
            "period": [_period(start, end) for start, end in spans],
            "value": rows["value"].astype(float),
            "before": rows["value_before"].astype(float),
            "by": rows["whose_figure"],
            "known_then": rows["known_from"].map(latest_day) <= evidence.published,
        }
    ).sort_values(["value", "goods"], ascending=[False, True], ignore_index=True)


def _period(start: str, end: str) -> str:
    return in_words(start) if start == end else f"{in_words(start)} to {in_words(end)}"


def makers(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Return the producing states outside the convention, and those with use confirmed since 2008.

    Both as iso3, sorted. The base rate for what a state that keeps the weapon may do with it.
    """
    made = set(evidence.pick("producers", status="producing")["iso3"])
    use = evidence.pick("cluster_munition_use", solid=True, status="confirmed", user_type="state")
    used = set(use.loc[use["last_year"].ge(_SINCE), "user_iso3"].dropna())
    return sorted(made), sorted(made & used)


def free_allies(evidence: Evidence) -> pd.Series:
    """Return the allies (iso3) that the convention does not bind on the evidence's day."""
    standing = standing_of_allies(evidence)["status"]
    return pd.Series(standing.index[standing.ne("state party")], dtype="string")
