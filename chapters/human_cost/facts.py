"""Casualties, their causes and shares, and the land that remnants cover.

A casualty is a person killed or injured, as recorded by an edition of Cluster Munition Monitor.
Editions revise earlier years, so a year has as many figures as editions counted it. ``row`` is the
id of the row that a figure comes from.
"""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import GRADES, Evidence, remembered, some
from chapters.common import states

MOST = 5
"""How many countries are shown."""


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return the recorded casualties of each year by each edition, and an empty row a missing year.

    Columns: ``year``, ``edition_year``, ``total`` (persons), ``part`` (not the whole world),
    ``minimum`` (a lower bound), ``weak``, ``latest`` (the figure of the last edition found),
    ``row``. A figure that several sources report from one edition comes once, with the row of the
    best grade.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["total"])
    rows = some(rows, "table casualties_by_year has no accepted count").assign(
        total=rows["total"].astype(int),
        minimum=rows["total_is_minimum"].fillna(False).astype(bool),
        part=rows["coverage"].ne("world"),
        weak=rows["confidence"].eq("weak"),
        latest=rows["preferred"].astype(bool),
    )
    rows = rows.sort_values("confidence", key=lambda c: c.map(GRADES.index), kind="stable")
    found = rows.groupby(["year", "edition_year", "total", "part"], as_index=False).agg(
        minimum=("minimum", "all"),
        weak=("weak", "all"),
        latest=("latest", "any"),
        row=("id", "first"),
    )
    span = range(int(found["year"].min()), int(found["year"].max()) + 1)
    gaps = pd.DataFrame({"year": [year for year in span if year not in set(found["year"])]})
    frame = pd.concat([found, gaps], ignore_index=True)
    flags = ["minimum", "weak", "latest", "part"]
    frame[flags] = frame[flags].astype("boolean").fillna(False).astype(bool)
    return frame.astype({"year": int}).sort_values(["year", "edition_year"], ignore_index=True)


@remembered
def yearly(evidence: Evidence) -> pd.DataFrame:
    """Return one row a year: ``year``, ``first`` count, last ``count`` and its ``edition_year``.

    Both counts are missing for a year without any figure; the rest as in :func:`statements`.
    """
    every = statements(evidence)
    first = every.groupby("year")["total"].first()
    last = every[every["latest"] | every["total"].isna()].drop_duplicates("year", keep="last")
    frame = last.rename(columns={"total": "count"}).assign(first=last["year"].map(first))
    return frame[["year", "first", "count", "edition_year", "minimum", "part", "weak", "row"]]


def world_counts(evidence: Evidence) -> pd.DataFrame:
    """Return the :func:`yearly` counts of the whole world that are not weak.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    counts = yearly(evidence).dropna(subset=["count"])
    whole = counts[~counts["part"] & ~counts["weak"]].astype({"count": int})
    return some(whole, "no yearly count of casualties is accepted")


def peak(evidence: Evidence) -> pd.Series:
    """Return the year with the highest of the :func:`world_counts`."""
    counts = world_counts(evidence)
    return counts.loc[counts["count"].idxmax()]


def missing_years(evidence: Evidence) -> list[str]:
    """Return the years without a figure between the first and the last that have one."""
    counts = yearly(evidence)
    return list(counts.loc[counts["count"].isna(), "year"].map(str))


def revised(evidence: Evidence) -> pd.DataFrame:
    """Return the years whose count a later edition changed: ``year``, ``first``, ``count``."""
    frame = yearly(evidence).dropna(subset=["count"])
    return frame.loc[frame["first"] != frame["count"], ["year", "first", "count"]].astype(int)


def by_cause(evidence: Evidence) -> pd.DataFrame:
    """Return casualties by cause for each year that has them: attacks and unexploded remnants.

    Columns: ``year``, ``edition_year``, ``attacks``, ``remnants``, ``minimum`` (the source says "at
    least" of both), ``superseded`` (the split is of a count that was later revised), ``row``. Later
    editions come before earlier ones. A year with a split but no accepted total is left out, and so
    is a row that gives one cause alone: what is left of a total is no count.

    Raises
    ------
    NotInEvidence
        If no split is accepted.
    """
    rows = evidence.pick("casualties_by_year", solid=True)
    rows = rows.dropna(subset=["from_attacks", "from_remnants"])
    counts = yearly(evidence).set_index("year")["count"].dropna()
    rows = some(rows[rows["year"].isin(counts.index)], "no causes of casualties are accepted")
    rows = rows.sort_values(["year", "edition_year"]).drop_duplicates("year", keep="last")
    attacks, remnants = (rows[f"from_{cause}"].astype(int) for cause in ("attacks", "remnants"))
    frame = rows.assign(
        attacks=attacks,
        remnants=remnants,
        minimum=rows["causes_are_minima"].fillna(False),
        superseded=(attacks + remnants).ne(rows["year"].map(counts)),
        row=rows["id"],
    )
    columns = ["year", "edition_year", "attacks", "remnants", "minimum", "superseded", "row"]
    kinds = {"year": int, "edition_year": int, "minimum": bool, "superseded": bool}
    return frame[columns].astype(kinds).reset_index(drop=True)


def quiet(evidence: Evidence) -> pd.Series:
    """Return the last year of :func:`by_cause` in which no casualty of an attack was recorded.

    Attacks there may have been: the count is of people killed or injured.

    Raises
    ------
    NotInEvidence
        If there is none.
    """
    causes = by_cause(evidence)
    return some(
        causes[causes["attacks"].eq(0)], "no year without casualties of attacks is accepted"
    ).iloc[-1]


def child_shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published shares of children, one row a year and base.

    Columns: ``year``, ``share`` (0..1), ``base`` (as ``child_base_group``), ``stated_base``,
    ``row``. Rows whose own base is in dispute are left out where another source gives the base of
    the same figure.
    """
    rows = evidence.pick("casualties_by_year", solid=True).dropna(subset=["child_share"])
    rows = some(rows, "no share of children is accepted")
    frame = rows.assign(
        share=rows["child_share"], base=rows["child_base_group"].fillna("unstated"), row=rows["id"]
    ).rename(columns={"child_base": "stated_base"})
    frame = frame[["year", "share", "base", "stated_base", "row"]].astype({"year": int})
    frame = frame.astype({"share": float}).drop_duplicates(["year", "share", "base"])
    disputed = frame["base"].eq("disputed")
    figures = pd.MultiIndex.from_frame(frame[["year", "share"]])
    repeat = disputed & figures.isin(figures[~disputed])
    return frame[~repeat].sort_values("year", ignore_index=True)


def child_trap(evidence: Evidence) -> pd.DataFrame:
    """Return what a share of casualties of remnants means in persons and of all casualties.

    Columns: ``year``, ``share`` (of remnant casualties), ``remnants`` (persons recorded; at least
    so many where ``minimum``), ``children`` (the product, rounded), ``total`` and ``of_all`` (the
    product over the total), ``row`` (of the causes). Children hurt in attacks are not counted, so
    ``of_all`` is not the share of children either: it shows how far the base matters.
    """
    shares = child_shares(evidence)
    shares = shares[shares["base"].eq("remnants")][["year", "share"]]
    causes = by_cause(evidence)[["year", "remnants", "minimum", "row"]]
    totals = yearly(evidence)[["year", "count"]].rename(columns={"count": "total"})
    frame = shares.merge(causes, on="year").merge(totals, on="year").astype({"total": int})
    children = frame["share"] * frame["remnants"]
    rounded = children.round().astype(int)
    return frame.assign(children=rounded, of_all=children / frame["total"])


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

    Columns: ``iso3``, ``state``, ``year``, ``low`` and ``high`` (persons, equal unless sources
    differ), ``cause`` (``all`` where found, else the one cause that was), ``minimum`` (all that is
    found are lower bounds), ``weak``, ``rank``, ``row`` (a list).
    """
    rows = evidence.pick(
        "casualties_by_country_year",
        scope=("state", "state_and_area"),
        period_type="year",
        kind="recorded",
    ).dropna(subset=["casualties"])
    found = []
    for (iso3, year), those in rows.groupby(["iso3", "year"]):
        whole = those[those["cause"].eq("all")]
        used = whole if len(whole) else those
        found.append(
            {
                "iso3": iso3,
                "state": states.name(evidence, str(iso3)),
                "year": int(year),
                "low": int(used["casualties"].min()),
                "high": int(used["casualties"].max()),
                "cause": used["cause"].iloc[0],
                "minimum": bool(used["casualties_is_minimum"].all()),
                "weak": bool(used["confidence"].eq("weak").all()),
                "row": list(used["id"]),
            }
        )
    frame = some(pd.DataFrame(found), "no yearly count of casualties by country is accepted")
    top = frame.groupby("iso3")["high"].max().nlargest(MOST)
    frame = frame[frame["iso3"].isin(top.index)]
    frame = frame.assign(rank=frame["iso3"].map(top))
    return frame.sort_values(["rank", "year"], ascending=[False, True], ignore_index=True)


def clearance(evidence: Evidence) -> pd.DataFrame:
    """Return contamination and clearance by compiler, never to be joined.

    Columns: ``compiler`` (as in ``contamination_global``), ``measure`` (``states`` contaminated,
    other areas not counted, or ``km2`` cleared in the year), ``year``, ``value``, ``parties_only``
    (the figure probably covers parties only), ``row``. Figures over several years are left out.
    """
    rows = evidence.pick("contamination_global", solid=True)
    single = rows["clearance_year_start"].eq(rows["clearance_year_end"]).fillna(False)
    land = rows[single]
    counts = rows.assign(
        measure="states", year=rows["as_of"].str[:4], value=rows["contaminated_states"]
    ).assign(clearance_parties_only=False)
    cleared = land.assign(
        measure="km2", year=land["clearance_year_start"], value=land["area_cleared_km2"]
    )
    names = {"clearance_parties_only": "parties_only", "id": "row"}
    frame = pd.concat([counts, cleared]).dropna(subset=["value"]).rename(columns=names)
    frame = frame[["compiler", "measure", "year", "value", "parties_only", "row"]]
    frame = frame.astype({"year": int, "value": float, "parties_only": bool})
    return frame.drop_duplicates(["compiler", "measure", "year", "value"]).sort_values(
        ["measure", "compiler", "year"], ignore_index=True
    )
