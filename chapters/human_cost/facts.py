"""Casualties, their causes and shares, by year and by country.

A casualty is a person killed or injured, as recorded by an edition of Cluster Munition Monitor.
Editions revise earlier years, so a year has as many figures as editions counted it. Weak rows give
causes alone, and are marked. ``row`` is the id of the row that a figure comes from.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.reasoning.evidence import GRADES, Evidence, remembered, some
from chapters.common import states

MOST = 5  # countries are shown

_COUNTRIES = "casualties_by_country_year"


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return the recorded casualties of each year by each edition, and an empty row a missing year.

    Columns: ``year``, ``edition_year``, ``total`` (persons), ``part`` (not the whole world),
    ``minimum`` (a lower bound), ``latest`` (the figure of the last edition read), ``row``. A figure
    that several sources report from one edition comes once, with the row of the best grade; a
    figure from weak sources alone is left out.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["total"])
    solid = rows["confidence"].ne("weak").groupby([rows["year"], rows["total"]]).transform("any")
    rows = some(rows[solid], "table casualties_by_year has no accepted count")
    rows = rows.assign(total=rows["total"].astype(int), part=rows["coverage"].ne("world"))
    rows = rows.sort_values("confidence", key=lambda c: c.map(GRADES.index), kind="stable")
    found = rows.groupby(["year", "edition_year", "total", "part"], as_index=False).agg(
        minimum=("total_is_minimum", "all"), latest=("preferred", "any"), row=("id", "first")
    )
    years = pd.DataFrame({"year": range(int(found["year"].min()), int(found["year"].max()) + 1)})
    frame = years.merge(found.astype({"year": int}), how="left")
    flags = ["minimum", "latest", "part"]
    frame[flags] = frame[flags].astype("boolean").fillna(False).astype(bool)
    return frame.sort_values(["year", "edition_year"], ignore_index=True)


@remembered
def yearly(evidence: Evidence) -> pd.DataFrame:
    """Return one row a year: ``year``, ``first`` count, last ``count`` and its ``edition_year``.

    Both counts are missing for a year without any figure; the rest as in :func:`statements`.
    """
    every = statements(evidence)
    first = every.groupby("year")["total"].first()
    last = every[every["latest"] | every["total"].isna()].drop_duplicates("year", keep="last")
    frame = last.rename(columns={"total": "count"}).assign(first=last["year"].map(first))
    return frame[["year", "first", "count", "edition_year", "minimum", "part", "row"]]


def world_counts(evidence: Evidence) -> pd.DataFrame:
    """Return the :func:`yearly` counts of the whole world.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    counts = yearly(evidence).dropna(subset=["count"])
    whole = counts[~counts["part"]].astype({"count": int})
    return some(whole, "no yearly count of casualties is accepted")


def peak(evidence: Evidence) -> pd.Series:
    """Return the year with the highest of the :func:`world_counts`."""
    counts = world_counts(evidence)
    return counts.loc[counts["count"].idxmax()]


def revisions(evidence: Evidence) -> Mapping[str, object]:
    """Return how many years' counts a later edition changed, and whether it ``raised`` each."""
    frame = yearly(evidence).dropna(subset=["count"])
    changed = frame[frame["first"] != frame["count"]]
    return {"revised": len(changed), "raised": bool((changed["count"] > changed["first"]).all())}


def highest_2012(evidence: Evidence) -> int:
    """Return the most that the count of 2012 can be after the edition of 2014 (derived).

    That edition gives Syria's casualties of 2012 and 2013 together and a minimum for 2013; the rest
    replaces Syria's part of the first count of 2012.
    """

    def syria(**equal: object) -> int:
        rows = evidence.rows(_COUNTRIES, iso3="SYR", cause="all", **equal)
        return int(rows["casualties"].iloc[0])

    both = syria(period_type="range", period_start="2012", period_end="2013")
    counts = yearly(evidence)
    first = some(counts[counts["year"].eq(2012)], "no count of 2012 is accepted")["first"].iloc[0]
    return int(first) - syria(year=2012) + both - syria(year=2013)


def by_cause(evidence: Evidence) -> pd.DataFrame:
    """Return casualties by cause for each year that has them: attacks and unexploded remnants.

    Columns: ``year``, ``edition_year``, ``attacks``, ``remnants``, ``minimum`` (the source says "at
    least" of both), ``superseded`` (the split is of a count that was later revised), ``weak``,
    ``row``. Solid rows come before weak ones, later editions before earlier ones. A year with a
    split but no accepted total is left out, and so is a row that gives one cause alone: what is
    left of a total is no count.

    Raises
    ------
    NotInEvidence
        If no split is accepted.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["from_attacks", "from_remnants"])
    rows = rows.assign(weak=rows["confidence"].eq("weak"))
    counts = yearly(evidence).set_index("year")["count"].dropna()
    rows = some(rows[rows["year"].isin(counts.index)], "no causes of casualties are accepted")
    rows = rows.sort_values(["weak", "edition_year"], ascending=[False, True])
    rows = rows.drop_duplicates("year", keep="last").sort_values("year")
    attacks, remnants = (rows[f"from_{cause}"].astype(int) for cause in ("attacks", "remnants"))
    frame = rows.assign(
        attacks=attacks,
        remnants=remnants,
        minimum=rows["causes_are_minima"].fillna(False),
        superseded=(attacks + remnants).ne(rows["year"].map(counts)),
        row=rows["id"],
    )
    kinds = {"year": int, "edition_year": int, "attacks": int, "remnants": int}
    kinds |= {"minimum": bool, "superseded": bool, "weak": bool, "row": str}
    return frame[list(kinds)].astype(kinds).reset_index(drop=True)


def quiet(evidence: Evidence) -> pd.Series:
    """Return the last year of :func:`by_cause` in which no casualty of an attack was recorded.

    Attacks there may have been: the count is of people killed or injured.
    """
    causes = by_cause(evidence)
    calm = causes[causes["attacks"].eq(0) & ~causes["weak"]]
    return some(calm, "no year without casualties of attacks is accepted").iloc[-1]


def attacked_in(evidence: Evidence, year: int) -> list[str]:
    """Return the states in which attacks of a year are confirmed, by name."""
    rows = evidence.pick("cluster_munition_use", solid=True, user_type="state", status="confirmed")
    there = rows[rows["first_year"].le(year) & rows["last_year"].ge(year)]["location_iso3"]
    return states.alphabetical(evidence, there.dropna().unique())


def child_shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published shares of children, one row a year and base, with what they mean.

    Columns: ``year``, ``share`` (0..1), ``base`` (as ``child_base_group``), ``row``, and for a
    share of casualties of remnants in a year with causes: ``remnants`` (persons), ``minimum`` (at
    least so many), ``children`` (the product, rounded), ``of_all`` (the product over all casualties
    of the year). Children hurt in attacks are not in it, so ``of_all`` is no share of children. A
    share whose base is in dispute is left out where another source gives the base.
    """
    rows = evidence.pick("casualties_by_year", solid=True).dropna(subset=["child_share"])
    rows = some(rows, "no share of children is accepted")
    frame = pd.DataFrame(
        {
            "year": rows["year"].astype(int),
            "share": rows["child_share"].astype(float),
            "base": rows["child_base_group"].fillna("unstated"),
            "row": rows["id"],
        }
    ).drop_duplicates(["year", "share", "base"])
    disputed = frame["base"].eq("disputed")
    figures = pd.MultiIndex.from_frame(frame[["year", "share"]])
    frame = frame[~(disputed & figures.isin(figures[~disputed]))]
    totals = yearly(evidence)[["year", "count"]].dropna()
    causes = by_cause(evidence)[["year", "remnants", "minimum"]].merge(totals, on="year")
    frame = frame.merge(causes.assign(base="remnants"), how="left", on=["year", "base"])
    children = frame["share"] * frame["remnants"]
    frame = frame.assign(children=children.round(), of_all=children / frame.pop("count"))
    return frame.sort_values("year", ignore_index=True)


def with_civilian_share(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``casualties_by_year`` that give a share of civilians, weak ones left out.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    rows = evidence.pick("casualties_by_year", solid=True).dropna(subset=["civilian_share"])
    return some(rows, "table casualties_by_year has no accepted row with a civilian share")


def civilian_shares(evidence: Evidence) -> pd.Series:
    """Return the published shares of civilians (0..1) by year.

    One a year, of the last edition, from a row that states the base before one that does not.
    """
    rows = with_civilian_share(evidence)
    rows = rows.assign(stated=rows["civilian_base"].notna())
    rows = rows.sort_values(["year", "stated", "edition_year"]).drop_duplicates("year", keep="last")
    return rows.set_index("year")["civilian_share"].astype(float)


def by_country(evidence: Evidence) -> pd.DataFrame:
    """Return recorded casualties by country and year, for the countries with the highest counts.

    Columns: ``state``, ``year``, ``low`` and ``high`` (persons, equal unless sources differ),
    ``cause`` (``all`` where known, else the one cause that is), ``minimum`` (all that is known are
    lower bounds), ``weak`` (from weak sources alone), ``row`` (a list).
    """
    rows = evidence.pick(
        _COUNTRIES, scope=("state", "state_and_area"), period_type="year", kind="recorded"
    ).dropna(subset=["casualties"])
    rows = some(rows, "no yearly count of casualties by country is accepted")
    rows = rows.assign(weak=rows["confidence"].eq("weak"))
    whole = rows["cause"].eq("all")
    rows = rows[whole | ~whole.groupby([rows["iso3"], rows["year"]]).transform("any")]
    frame = rows.groupby(["iso3", "year"], as_index=False).agg(
        low=("casualties", "min"),
        high=("casualties", "max"),
        cause=("cause", "first"),
        minimum=("casualties_is_minimum", "all"),
        weak=("weak", "all"),
        row=("id", list),
    )
    top = frame.groupby("iso3")["high"].max().nlargest(MOST)
    frame = frame[frame["iso3"].isin(top.index)].astype({"year": int, "low": int, "high": int})
    frame = frame.assign(
        rank=frame["iso3"].map(top), state=[states.name(evidence, code) for code in frame["iso3"]]
    )
    frame = frame.sort_values(["rank", "year"], ascending=[False, True], ignore_index=True)
    return frame[["state", "year", "low", "high", "cause", "minimum", "weak", "row"]]


def ukraine(evidence: Evidence) -> Mapping[str, tuple[int, int]]:
    """Return the casualties in Ukraine by year (as text), low and high, unless weak rows alone."""
    rows = by_country(evidence)
    rows = rows[rows["state"].eq(states.name(evidence, "UKR")) & ~rows["weak"]]
    return {str(row.year): (row.low, row.high) for row in rows.itertuples() if row.cause == "all"}
