"""What the tables record for "What does China change?"."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.common.allies import standing_of_allies

BILLION = 1000  # trade and spending are stored a step lower

TOOLS = ("machine_tools", "metalworking_machine_tools")

_LOOKED_FOR = 2
"""Years before the first figure for which one was looked for and not found."""

_SINCE = 2008
"""The year of the convention: use from then on is counted."""


def trade_rows(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of a whole year's two-way goods trade.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    rows = evidence.pick(
        "china_russia", solid=True, category="trade", unit="usd_million", flow="two_way"
    )
    rows = rows[rows["period_start"].str.len().eq(4)]
    return some(rows, "table china_russia has no accepted figure for a year's trade")


def trade(evidence: Evidence) -> pd.DataFrame:
    """Return the yearly two-way goods trade of China and Russia, in billions of US dollars.

    Columns: ``year``, ``basis`` (``dollars``, as Chinese customs state it, or ``yuan converted``, a
    newspaper's conversion), ``value``, empty for a year without a published figure.
    """
    rows = trade_rows(evidence)
    frame = pd.DataFrame(
        {
            "year": rows["period_start"].astype(int),
            "basis": rows["currency_stated"].map({"yuan": "yuan converted", "usd": "dollars"}),
            "value": rows["value"] / BILLION,
        }
    )
    years = range(frame["year"].min() - _LOOKED_FOR, frame["year"].max() + 1)
    gaps = sorted(set(years) - set(frame["year"]))
    empty = pd.DataFrame({"year": gaps, "basis": "dollars", "value": float("nan")})
    return pd.concat([empty, frame]).sort_values(["year", "basis"], ignore_index=True)


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
    if start == end:
        return in_words(start)
    quarter = (start[5:7], end[5:7]) == ("10", "12") and start[:4] == end[:4]
    return f"end of {start[:4]}" if quarter else f"{in_words(start)} to {in_words(end)}"


def votes(evidence: Evidence, *states: str) -> pd.DataFrame:
    """Return the votes of states in the plenary on the yearly resolution on the convention.

    Columns: ``iso3``, ``year``, ``vote`` (``yes``, ``abstain``, ``no``, ``non_voting``, or ``not
    found`` where no row gives it). The years run from the first to the last vote of these states.

    Raises
    ------
    NotInEvidence
        If no vote of these states is accepted.
    """
    rows = evidence.pick("unga_votes_by_state", solid=True, iso3=states)
    if rows.empty:
        named = " and ".join([", ".join(states[:-1]), states[-1]] if states[1:] else states)
        raise NotInEvidence(f"table unga_votes_by_state has no accepted vote of {named}")
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    grid = pd.MultiIndex.from_product([states, years], names=["iso3", "year"])
    cast = rows.drop_duplicates(["iso3", "year"]).set_index(["iso3", "year"])["vote"]
    return cast.reindex(grid).fillna("not found").reset_index()


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


def spending(evidence: Evidence) -> pd.Series:
    """Return China's military expenditure by year, in billions of constant dollars (SIPRI).

    Raises
    ------
    NotInEvidence
        If no year's is accepted.
    """
    table = evidence.rows("milex", definition="sipri_military_expenditure", iso3="CHN")
    table = some(table[table["usd_millions"].notna()], "table milex has no accepted sum for China")
    return table.sort_values("year").set_index("year")["usd_millions"] / BILLION
