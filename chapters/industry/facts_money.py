"""Military expenditure and its share of the economy, within one definition and one edition."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import OVERSEAS, allies_on
from chapters.common.treaty import log_of, status_of

_EDITIONS = {
    "nato": (("nato_2025_08", 2024), ("nato_2024_02", 2023)),
    "nato_2023": (("nato_2024_02", 2023),),
    "sipri": (("sipri_2025", 2024),),
}
"""The editions of a reading of ``spending`` with the year taken; the first accepted counts."""


def europeans(evidence: Evidence) -> set[str]:
    """Return the NATO members (iso3) but the United States and Canada."""
    return set(allies_on(evidence)) - set(OVERSEAS)


def dollars(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of SIPRI's constant dollars of 2024, with ``who`` (see :func:`outlays`)."""
    rows = evidence.pick("milex", usd_prices="constant_2024")
    who = rows["iso3"].map({"USA": "United States", "RUS": "Russia"})
    who = who.where(~rows["iso3"].isin(europeans(evidence)), "European allies")
    return rows.assign(who=who).dropna(subset=["who"])


def outlays(evidence: Evidence) -> pd.DataFrame:
    """Return military expenditure by SIPRI in constant dollars of 2024, of years with all three.

    One row a ``year``, one column each (thousand millions): ``European allies`` (the members on the
    evidence's date but the United States and Canada, the same set in every year), ``Russia`` and
    ``United States``.
    """
    sums = dollars(evidence).groupby(["year", "who"])["usd_millions"].sum().astype(float) / 1000
    wide = sums.unstack().reindex(columns=["European allies", "Russia", "United States"])
    return wide.dropna().rename_axis(columns=None).reset_index()


def gdp_shares(evidence: Evidence) -> pd.DataFrame:
    """Return percentages of GDP by SIPRI: ``year``, ``russia``, European allies' ``median``."""
    states = ("RUS", *sorted(europeans(evidence)))
    rows = evidence.pick("milex", edition="sipri_2025", iso3=states)
    share = rows.pivot_table(index="year", columns="iso3", values="pct_gdp").astype(float)
    median = share.drop(columns="RUS", errors="ignore").median(axis=1)
    return pd.DataFrame({"russia": share.get("RUS"), "median": median}).reset_index()


def burden(evidence: Evidence) -> pd.DataFrame:
    """Return each ally's share of GDP with its treaty status, in one definition and edition.

    Index: that of ``milex``. Columns: ``iso3``, ``party`` (bound on the last day of the year of the
    spending), ``pct``, ``year``, ``edition``, ``source``. Which edition hangs on the reading of
    ``spending``.

    Raises
    ------
    NotInEvidence
        If no edition of that definition is accepted.
    """
    for edition, year in _EDITIONS[evidence.definitions.get("spending", "nato")]:
        day = date(year, 12, 31)
        rows = evidence.pick(
            "milex", edition=edition, year=year, iso3=tuple(allies_on(evidence, day))
        ).dropna(subset=["pct_gdp"])
        rows = rows.sort_values(["iso3", "confidence"]).drop_duplicates("iso3")
        if len(rows):
            status = status_of(rows["iso3"], log_of(evidence, "ccm_status"), day)
            return pd.DataFrame(
                {
                    "iso3": rows["iso3"],
                    "party": status.eq("state party").astype(bool),
                    "pct": rows["pct_gdp"].astype(float),
                    "year": year,
                    "edition": edition,
                    "source": rows["source"],
                }
            )
    raise NotInEvidence("table milex has no accepted edition of the chosen definition of spending")


def compare_burden(evidence: Evidence) -> dict[str, float]:
    """Return the comparison of allies outside the convention with allies inside.

    Keys: ``outside``, ``inside`` (numbers of allies), ``outside_median``, ``inside_median``
    (percent), ``chance`` that a random ally outside spends more than one inside, ``year``.

    Raises
    ------
    NotInEvidence
        If one side has no accepted share.
    """
    frame = burden(evidence)
    inside, outside = frame.loc[frame["party"], "pct"], frame.loc[~frame["party"], "pct"]
    if inside.empty or outside.empty:
        raise NotInEvidence("table milex has no accepted share of GDP on one side of the treaty")
    return {
        "outside": len(outside),
        "inside": len(inside),
        "outside_median": float(outside.median()),
        "inside_median": float(inside.median()),
        "chance": float((outside.to_numpy()[:, None] > inside.to_numpy()).mean()),
        "year": int(frame["year"].iloc[0]),
    }
