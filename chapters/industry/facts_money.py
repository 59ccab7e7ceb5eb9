"""Military expenditure and its share of the economy, within one definition and one edition."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from scipy import stats

from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import OVERSEAS, allies_on
from chapters.common.treaty import log_of, status_of

_EDITIONS = {
    "nato": (("nato_2025_08", 2024), ("nato_2024_02", 2023)),
    "nato_2023": (("nato_2024_02", 2023),),
    "sipri": (("sipri_2025", 2024),),
}
"""The editions of a reading of ``spending`` with the year taken; the first accepted counts."""

READINGS = tuple(_EDITIONS)


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


def share_rows(evidence: Evidence) -> pd.DataFrame:
    """Return the rows behind :func:`gdp_shares`."""
    states = ("RUS", *sorted(europeans(evidence)))
    return evidence.pick("milex", edition="sipri_2025", iso3=states)


def gdp_shares(evidence: Evidence) -> pd.DataFrame:
    """Return percentages of GDP by SIPRI: ``year``, ``russia``, European allies' ``median``."""
    share = share_rows(evidence).pivot_table(index="year", columns="iso3", values="pct_gdp")
    share = share.astype(float)
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


def rank_test(first: pd.Series, second: pd.Series) -> tuple[float, float]:
    """Return (chance, p) of the rank-sum test of two groups, exact and two-sided.

    ``chance`` is that of a random member of the first group lying above one of the second (ties
    half), the effect size of the Mann-Whitney test. ``p`` is counted over all ways to deal the
    ranks (midranks for ties) to groups of these sizes, so that ties need no correction; without
    ties it equals SciPy's ``mannwhitneyu(method="exact")``.
    """
    n, m = len(first), len(second)
    doubled = (2 * stats.rankdata(np.concatenate([first, second]))).astype(int)
    ways = np.zeros((n + 1, doubled.sum() + 1))
    ways[0, 0] = 1
    for rank in doubled:
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    observed, expected = doubled[:n].sum(), n * (n + m + 1)
    extreme = np.abs(np.arange(ways.shape[1]) - expected) >= abs(observed - expected)
    chance = (observed / 2 - n * (n + 1) / 2) / (n * m)
    return float(chance), float(ways[n, extreme].sum() / ways[n].sum())


def compare_burden(evidence: Evidence) -> dict[str, float]:
    """Return the comparison of allies outside the convention with allies inside.

    Keys: ``outside``, ``inside`` (numbers of allies), ``outside_median``, ``inside_median``,
    ``difference`` (percent of GDP and points of it), ``chance`` that a random ally outside spends
    the larger share than one inside, ``p`` (see :func:`rank_test`), ``year``.

    Raises
    ------
    NotInEvidence
        If one side has no accepted share.
    """
    frame = burden(evidence)
    inside, outside = frame.loc[frame["party"], "pct"], frame.loc[~frame["party"], "pct"]
    if inside.empty or outside.empty:
        raise NotInEvidence("table milex has no accepted share of GDP on one side of the treaty")
    chance, p = rank_test(outside, inside)
    return {
        "outside": len(outside),
        "inside": len(inside),
        "outside_median": float(outside.median()),
        "inside_median": float(inside.median()),
        "difference": float(outside.median() - inside.median()),
        "chance": chance,
        "p": p,
        "year": int(frame["year"].iloc[0]),
    }
