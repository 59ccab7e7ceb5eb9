"""Facts of the chapter "What is the human cost?": casualties, their causes, contamination.

A casualty is a person killed or injured, as recorded by an edition of Cluster Munition Monitor.
Editions revise earlier years, so a year has as many figures as editions counted it.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, NotInEvidence, remembered, some

_BASES = {
    "disputed": "base disputed",
    "remnants": "casualties of remnants only",
    "unstated": "base not stated",
    "civilians": "civilian casualties",
    "all": "all casualties of known age",
}


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return the recorded casualties of each year by each edition, and an empty row a missing year.

    Columns: ``year``, ``edition_year``, ``total`` (persons), ``minimum`` (a lower bound), ``part``
    (not the whole world), ``weak``, ``latest`` (the figure of the last edition found). A figure
    that several sources report from one edition comes once, as weak only if all of them are.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["total"])
    rows = some(rows, "table casualties_by_year has no accepted count").assign(
        total=rows["total"].astype(int),
        minimum=rows["total_is_minimum"].fillna(False).astype(bool),
        part=rows["coverage"].ne("world"),
        weak=rows["confidence"].eq("weak"),
        latest=rows["preferred"].astype(bool),
    )
    keys = ["year", "edition_year", "total", "part"]
    found = rows.groupby(keys, as_index=False).agg(
        minimum=("minimum", "all"), weak=("weak", "all"), latest=("latest", "any")
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

    Both counts are missing for a year without any figure; flags as in :func:`statements`.
    """
    every = statements(evidence)
    first = every.groupby("year")["total"].first()
    last = every[every["latest"] | every["total"].isna()].drop_duplicates("year", keep="last")
    frame = last.rename(columns={"total": "latest_total"})
    return frame.assign(first=frame["year"].map(first)).rename(columns={"latest_total": "count"})[
        ["year", "first", "count", "edition_year", "minimum", "part", "weak"]
    ]


def revised(evidence: Evidence) -> pd.DataFrame:
    """Return the years whose count a later edition changed: ``year``, ``first``, ``count``."""
    frame = yearly(evidence).dropna(subset=["count"])
    return frame.loc[frame["first"] != frame["count"], ["year", "first", "count"]]


def by_cause(evidence: Evidence) -> pd.DataFrame:
    """Return casualties by cause for each year that has them: attacks and unexploded remnants.

    Columns: ``year``, ``edition_year``, ``attacks``, ``remnants``, ``bound`` (the attacks are a
    minimum and the remnants what is left of the total, so a maximum), ``superseded`` (the split is
    of a count that was later revised). Whole splits come before bounds, later editions before
    earlier ones. A year with a split or a bound but no accepted total is left out.

    Raises
    ------
    NotInEvidence
        If no split is accepted.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["from_attacks"])
    rows = rows[rows["confidence"].ne("weak")].sort_values("edition_year")
    counts = yearly(evidence).set_index("year")["count"].dropna()
    rows = some(rows[rows["year"].isin(counts.index)], "no causes of casualties are accepted")
    found = []
    for year, those in rows.groupby("year"):
        whole = those.dropna(subset=["from_remnants"])
        row = (whole if len(whole) else those).iloc[-1]
        attacks = int(row["from_attacks"])
        remnants = int(row["from_remnants"] if len(whole) else counts[year] - attacks)
        found.append(
            {
                "year": int(year),
                "edition_year": int(row["edition_year"]),
                "attacks": attacks,
                "remnants": remnants,
                "bound": whole.empty,
                "superseded": bool(len(whole)) and attacks + remnants != int(counts[year]),
            }
        )
    return pd.DataFrame(found)


def _base(text: object) -> str:
    words = "" if pd.isna(text) else str(text)
    if words.startswith("stated as"):
        return _BASES["disputed"]
    if "remnants" in words:
        return _BASES["remnants"]
    if not words or "not further stated" in words:
        return _BASES["unstated"]
    return _BASES["civilians"] if words.startswith("civilian") else _BASES["all"]


def child_shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published shares of children: ``year``, ``share``, ``base``, ``stated_base``.

    One row a year and base. Rows whose own base is in dispute are left out where another source
    gives the base of the same figure.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["child_share"])
    rows = some(rows[rows["confidence"].ne("weak")], "no share of children is accepted")
    frame = pd.DataFrame(
        {
            "year": rows["year"].astype(int),
            "share": rows["child_share"].astype(float),
            "base": rows["child_base"].map(_base, na_action=None),
            "stated_base": rows["child_base"],
        }
    ).drop_duplicates(["year", "share", "base"])
    settled = frame[frame["base"].ne(_BASES["disputed"])]
    known = set(zip(settled["year"], settled["share"], strict=True))
    repeat = [
        base == _BASES["disputed"] and (year, share) in known
        for year, share, base in zip(frame["year"], frame["share"], frame["base"], strict=True)
    ]
    return frame[[not again for again in repeat]].sort_values("year", ignore_index=True)


def child_trap(evidence: Evidence) -> pd.DataFrame:
    """Return what a share "of casualties of remnants" means in persons and of all casualties.

    Columns: ``year``, ``share`` (of remnant casualties), ``remnants`` (persons; an upper bound
    where ``bound``), ``children`` (the product, rounded), ``total`` and ``of_all`` (children over
    total). Children hurt in attacks are in neither figure, so ``of_all`` is no share of children
    either: it shows how far the base matters.
    """
    shares = child_shares(evidence)
    shares = shares[shares["base"].eq(_BASES["remnants"])]
    causes = by_cause(evidence).set_index("year")
    counts = yearly(evidence).set_index("year")["count"]
    frame = shares[shares["year"].isin(causes.index)][["year", "share"]]
    frame = frame.assign(
        remnants=frame["year"].map(causes["remnants"]),
        bound=frame["year"].map(causes["bound"]),
        total=frame["year"].map(counts).astype(int),
    )
    children = (frame["share"] * frame["remnants"]).round().astype(int)
    return frame.assign(children=children, of_all=children / frame["total"])


def civilian_shares(evidence: Evidence) -> pd.DataFrame:
    """Return the published shares of civilians: ``year``, ``share`` (0..1), ``stated_base``.

    One row a year, from the last edition, a row that states the base before one that does not.
    """
    rows = evidence["casualties_by_year"].dropna(subset=["civilian_share"])
    rows = rows[rows["confidence"].ne("weak")]
    rows = rows.assign(stated=rows["civilian_base"].notna())
    rows = rows.sort_values(["year", "stated", "edition_year"]).drop_duplicates("year", keep="last")
    return pd.DataFrame(
        {
            "year": rows["year"].astype(int),
            "share": rows["civilian_share"].astype(float),
            "stated_base": rows["civilian_base"],
        }
    ).reset_index(drop=True)


def by_country(evidence: Evidence, most: int = 5) -> pd.DataFrame:
    """Return recorded casualties by country and year, for the countries with the highest counts.

    Columns: ``iso3``, ``state``, ``year``, ``low`` and ``high`` (persons, equal unless sources
    differ), ``cause`` (``all`` where found, else the one cause that was), ``minimum``, ``weak``.
    """
    rows = evidence["casualties_by_country_year"]
    rows = rows[
        rows["scope"].isin(("state", "state_and_area"))
        & rows["period_type"].eq("year")
        & rows["kind"].eq("recorded")
        & rows["casualties"].notna()
    ]
    found = []
    for (iso3, year), those in rows.groupby(["iso3", "year"]):
        whole = those[those["cause"].eq("all")]
        used = whole if len(whole) else those
        found.append(
            {
                "iso3": iso3,
                "state": evidence.state_name(str(iso3)),
                "year": int(year),
                "low": int(used["casualties"].min()),
                "high": int(used["casualties"].max()),
                "cause": "all" if len(whole) else str(used["cause"].iloc[0]),
                "minimum": bool(used["note"].fillna("").eq("Minimum").any()),
                "weak": bool(used["confidence"].eq("weak").all()),
            }
        )
    frame = some(pd.DataFrame(found), "no yearly count of casualties by country is accepted")
    top = frame.groupby("iso3")["high"].max().nlargest(most)
    frame = frame[frame["iso3"].isin(top.index)]
    return frame.assign(rank=frame["iso3"].map(top)).sort_values(
        ["rank", "year"], ascending=[False, True], ignore_index=True
    )


def clearance(evidence: Evidence) -> pd.DataFrame:
    """Return contamination and clearance by compiler, never to be joined.

    Columns: ``compiler`` (``Cluster Munition Monitor`` or ``Mine Action Review``), ``measure``
    (``states`` contaminated, other areas not counted, or ``km2`` cleared in the year), ``year``,
    ``value``. Figures over several years are left out.
    """
    rows = evidence["contamination_global"]
    rows = rows[rows["confidence"].ne("weak")]
    names = {"monitor": "Cluster Munition Monitor", "mine_action_review": "Mine Action Review"}
    single = rows["clearance_year_start"].eq(rows["clearance_year_end"]).fillna(False)
    parts = [
        pd.DataFrame(
            {
                "compiler": rows["compiler"].map(names),
                "measure": "states",
                "year": rows["as_of"].str[:4].astype(int),
                "value": rows["contaminated_states"],
            }
        ),
        pd.DataFrame(
            {
                "compiler": rows.loc[single, "compiler"].map(names),
                "measure": "km2",
                "year": rows.loc[single, "clearance_year_start"],
                "value": rows.loc[single, "area_cleared_km2"],
            }
        ),
    ]
    frame = pd.concat(parts, ignore_index=True).dropna(subset=["value"]).drop_duplicates()
    return frame.astype({"year": int, "value": float}).sort_values(
        ["measure", "compiler", "year"], ignore_index=True
    )


def missing_years_bound(evidence: Evidence) -> int:
    """Return how many casualties the edition of 2018 leaves for 2009 to 2014 together (derived).

    Its count for 2009 to 2017 (row CC52) less the counts of 2015, 2016 and 2017.

    Raises
    ------
    NotInEvidence
        If a row is not accepted.
    """
    whole = evidence.rows("casualties_by_country_year", id="CC52")["casualties"].iloc[0]
    counts = yearly(evidence).set_index("year")["count"]
    later = counts.reindex([2015, 2016, 2017])
    if later.isna().any():
        raise NotInEvidence("table casualties_by_year lacks a year from 2015 to 2017")
    return int(whole) - int(later.sum())


def highest_2012(evidence: Evidence) -> int:
    """Return the most that the count of 2012 can be after the edition of 2014 (derived).

    That edition gives Syria's casualties of 2012 and 2013 together and a minimum for 2013; the rest
    replaces Syria's part of the first count of 2012.

    Raises
    ------
    NotInEvidence
        If a row is not accepted.
    """

    def cell(**equal: object) -> int:
        rows = evidence.rows("casualties_by_country_year", iso3="SYR", cause="all", **equal)
        return int(rows["casualties"].iloc[0])

    both = cell(period_type="range", period_start="2012", period_end="2013")
    counts = yearly(evidence)
    first = some(counts[counts["year"].eq(2012)], "no count of 2012 is accepted")["first"].iloc[0]
    return int(first) - cell(year=2012) + both - cell(year=2013)


def ukraine(evidence: Evidence) -> dict[str, tuple[int, int]]:
    """Return the recorded casualties in Ukraine: by year and since the invasion, as (low, high).

    Keys: each year as text, and ``since`` for the longest period counted from 24 February 2022 (low
    equals high; the figure is a lower bound). Weak rows are left out.
    """
    rows = evidence["casualties_by_country_year"]
    rows = rows[rows["iso3"].eq("UKR") & rows["cause"].eq("all") & rows["confidence"].ne("weak")]
    years = rows[rows["period_type"].eq("year")].groupby("year")["casualties"]
    found = {
        str(year): (int(low), int(high))
        for (year, low), high in zip(years.min().items(), years.max(), strict=True)
    }
    since = rows[rows["period_type"].eq("range") & rows["period_start"].eq("2022-02-24")]
    if len(since):
        last = since.loc[since["period_end"].map(latest_day).idxmax(), "casualties"]
        found["since"] = (int(last), int(last))
    return found
