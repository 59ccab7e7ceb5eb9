"""What several counts give together: bounds, differences, and what later editions added."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.human_cost.facts import child_shares, civilian_shares, clearance, yearly

_COUNTRIES = "casualties_by_country_year"


def of_year(frame: pd.DataFrame, year: int, column: str) -> float:
    """Return what a frame by ``year`` holds for one.

    Raises
    ------
    NotInEvidence
        If it holds nothing.
    """
    rows = frame[frame["year"].eq(year)].dropna(subset=[column])
    return some(rows, f"no figure of {year} is accepted")[column].iloc[0]


def missing_years_bound(evidence: Evidence) -> int:
    """Return how many casualties the edition of 2018 leaves for 2009 to 2014 together (derived).

    Its count for 2009 to 2017 (row CC52) less the counts of 2015, 2016 and 2017.

    Raises
    ------
    NotInEvidence
        If a row is not accepted.
    """
    whole = evidence.rows(_COUNTRIES, id="CC52")["casualties"].iloc[0]
    later = yearly(evidence).set_index("year")["count"].reindex([2015, 2016, 2017])
    if later.isna().any():
        raise NotInEvidence("table casualties_by_year lacks a year from 2015 to 2017")
    return int(whole) - int(later.sum())


def _in_syria(evidence: Evidence, **equal: object) -> int:
    return int(evidence.rows(_COUNTRIES, iso3="SYR", cause="all", **equal)["casualties"].iloc[0])


def highest_2012(evidence: Evidence) -> int:
    """Return the most that the count of 2012 can be after the edition of 2014 (derived).

    That edition gives Syria's casualties of 2012 and 2013 together and a minimum for 2013; the rest
    replaces Syria's part of the first count of 2012.

    Raises
    ------
    NotInEvidence
        If a row is not accepted.
    """
    both = _in_syria(evidence, period_type="range", period_start="2012", period_end="2013")
    first = of_year(yearly(evidence), 2012, "first")
    return int(first) - _in_syria(evidence, year=2012) + both - _in_syria(evidence, year=2013)


def ukraine(evidence: Evidence) -> dict[str, tuple[int, int]]:
    """Return the recorded casualties in Ukraine: by year and since the invasion, as (low, high).

    Keys: each year as text, and ``since`` for the longest period counted from 24 February 2022 (low
    equals high; the figure is a lower bound). Weak rows are left out.
    """
    rows = evidence.pick(_COUNTRIES, iso3="UKR", cause="all", solid=True)
    years = rows[rows["period_type"].eq("year")].groupby("year")["casualties"]
    bounds = zip(years.min().items(), years.max(), strict=True)
    found = {str(year): (int(low), int(high)) for (year, low), high in bounds}
    since = rows[rows["period_type"].eq("range") & rows["period_start"].eq("2022-02-24")]
    if len(since):
        last = since.loc[since["period_end"].map(latest_day).idxmax(), "casualties"]
        found["since"] = (int(last), int(last))
    return found


def in_ukraine(evidence: Evidence, period: str) -> tuple[int, int]:
    """Return the recorded casualties in Ukraine, low and high, of a key of :func:`ukraine`.

    Raises
    ------
    NotInEvidence
        If none is accepted.
    """
    counts = ukraine(evidence)
    if period not in counts:
        raise NotInEvidence(f"no count of casualties in Ukraine is accepted: {period}")
    return counts[period]


def later_in_ukraine(evidence: Evidence) -> Mapping[str, object]:
    """Return Ukraine's casualties of 2023, a difference, and of later years as low and high."""
    counts = ukraine(evidence)
    both = evidence.pick(_COUNTRIES, "CC04")["casualties"]
    known = len(both) and "2022" in counts and "2023" not in counts
    return {
        "derived": int(both.iloc[0]) - counts["2022"][0] if known else None,
        "later": [(year, both) for year, both in counts.items() if "2022" < year < "since"],
    }


def land(evidence: Evidence, compiler: str) -> Mapping[str, object]:
    """Return the latest counts of a compiler: ``states``, ``km2`` and the ``year`` of clearance.

    Raises
    ------
    NotInEvidence
        If there are not both.
    """
    frame = clearance(evidence)
    last = frame[frame["compiler"].eq(compiler)].drop_duplicates("measure", keep="last")
    if len(last) < 2:
        raise NotInEvidence(f"no count of land cleared by {compiler} is accepted")
    values, years = (last.set_index("measure")[column] for column in ("value", "year"))
    return {"states": values["states"], "km2": values["km2"], "year": str(years["km2"])}


def since(evidence: Evidence) -> Mapping[str, object]:
    """Return what was counted after the op-ed appeared.

    Keys: ``counts``, the years whose count was not known then (each with ``year``, ``edition``,
    ``count``, ``weak``, ``before``, the count of the year before, ``civilians`` and ``children``,
    shares of all casualties, and ``ukraine``, persons as the same row says); ``ukraine`` since the
    invasion; ``farmland``, whether it was told to be polluted.
    """
    counts = yearly(evidence).dropna(subset=["count"])
    totals, civilians = counts.set_index("year")["count"], civilian_shares(evidence)
    shares = child_shares(evidence)
    children = shares[shares["base"].isin(("all", "unstated"))].set_index("year")["share"]
    stated = evidence["casualties_by_year"].set_index("id")["ukraine_total"].dropna()
    then = evidence.at_publication()
    known = yearly(then).dropna(subset=["count"])["year"]
    total = ukraine(evidence).get("since")
    return {
        "counts": [
            {
                "year": row.year,
                "edition": int(row.edition_year),
                "count": row.count,
                "weak": row.weak,
                "before": totals.get(row.year - 1),
                "civilians": civilians.get(row.year),
                "children": children.get(row.year),
                "ukraine": stated.get(row.row),
            }
            for row in counts[~counts["year"].isin(known)].itertuples()
        ],
        "ukraine": total[0] if total and total != ukraine(then).get("since") else None,
        "farmland": len(evidence.pick("omissions", "O32")) > len(then.pick("omissions", "O32")),
    }
