"""Published failure rates, what follows from them, the limits on them, and the harm of duds."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.common.failure_rates import rate

SHELLS = 1000  # for which duds are worked out

_BASES = {
    "design_goal": "goal",
    "manufacturer_or_military_test": "test",
    "government_claim": "claim",
    "battlefield_or_clearance": "field",
}

US_SHELLS, GENERAL = "us_155mm_dpicm", "general"

FAMILIES = (  # in the order shown
    *(US_SHELLS, "us_xm1208", "m26_rocket", "m85_self_destruct", "bl755", "blu_97"),
    *("kosovo_1999", "lebanon_2006", "laos", "russian_in_ukraine", GENERAL),
)


def span_text(
    low: float, high: float, show: Callable[[float], str] = rate, *, at_least: bool = False
) -> str:
    """Return a span in short: ``2–2.3%``, ``up to 2.5%``, ``5–14% or more``."""
    if pd.isna(low):
        return f"up to {show(high)}"
    top = low if pd.isna(high) else high
    text = show(low) if low == top else f"{show(low).removesuffix('%')}–{show(top)}"
    return f"{text} or more" if at_least or pd.isna(high) else text


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return every published rate that is no policy limit and belongs to a family of munitions.

    Columns: ``id``, ``family``, ``basis`` (goal, test, claim, field), ``low`` and ``high`` (shares
    0..1, missing for an open end), ``speaker``, ``source``, ``confidence``.
    """
    rows = evidence.pick("failure_rates", basis=tuple(_BASES), family=FAMILIES)
    rows = rows.rename(columns={"rate_low": "low", "rate_high": "high"})
    rows = rows[["id", "family", "basis", "low", "high", "speaker", "source", "confidence"]]
    return rows.assign(basis=rows["basis"].map(_BASES)).astype({"low": float, "high": float})


def by_basis(evidence: Evidence) -> pd.DataFrame:
    """Return the span of published rates for each family and basis; nothing is averaged.

    Columns: ``family``, ``basis``, ``low`` and ``high`` (lowest and highest figure stated; ``low``
    missing where only upper bounds are), ``at_least`` (the highest figure is a lower bound),
    ``weak`` (all of them from weak sources), ``text`` (the span in short). In the order of
    :data:`FAMILIES`.
    """
    spans = []
    for (family, basis), rows in statements(evidence).groupby(["family", "basis"]):
        tops = rows["high"].fillna(rows["low"])
        high = float(tops.max())
        open_below = rows["low"].isna().all()
        low = float("nan") if open_below else float(rows["low"].fillna(tops.max()).min())
        at_least = bool(rows.loc[tops.eq(high), "high"].isna().all())
        weak = bool(rows["confidence"].eq("weak").all())
        text = span_text(low, high, at_least=at_least)
        spans.append((family, basis, low, high, at_least, weak, text))
    columns = ["family", "basis", "low", "high", "at_least", "weak", "text"]
    order = {name: place for place, name in enumerate((*FAMILIES, *_BASES.values()))}
    return pd.DataFrame(spans, columns=columns).sort_values(
        ["family", "basis"], key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def claimed_against_observed(evidence: Evidence) -> pd.DataFrame:
    """Return how many times the field rate is the rate tested or claimed, as a range.

    Columns: ``family``, ``times_low``, ``times_high`` (the lowest field figure over the highest
    claimed one, and the reverse). Only munitions with both sides, each with two ends, enter;
    general statements do not.
    """
    spans = by_basis(evidence)
    spans = spans[spans["low"].notna() & ~spans["at_least"].astype(bool)]
    field = spans[spans["basis"].eq("field")].set_index("family")
    claimed = spans[spans["basis"].ne("field")].groupby("family")
    times = {
        "times_low": field["low"] / claimed["high"].max(),
        "times_high": field["high"] / claimed["low"].min(),
    }
    frame = pd.DataFrame(times).dropna()
    munitions = [family for family in FAMILIES if family in frame.index and family != GENERAL]
    return frame.loc[munitions].rename_axis("family").reset_index()


def submunitions(evidence: Evidence) -> pd.DataFrame:
    """Return the rows that say how many submunitions a shell holds, those of the M864 first.

    Raises
    ------
    NotInEvidence
        If none is of an M864.
    """
    rows = evidence["failure_rates"].dropna(subset=["submunitions_per_munition"])
    rows = rows.drop_duplicates("munition")
    own = rows["family"].eq(US_SHELLS).fillna(False)
    shell = some(rows[own], "table failure_rates has no accepted row with submunitions per shell")
    return pd.concat([shell, rows[~own & rows["confidence"].ne("weak")]])


def submunitions_per_shell(evidence: Evidence) -> int:
    """Return the number of submunitions in an M864 shell."""
    return int(submunitions(evidence)["submunitions_per_munition"].iloc[0])


def duds_left(evidence: Evidence) -> pd.DataFrame:
    """Return the duds that :data:`SHELLS` M864 shells would leave at each published rate.

    Columns: ``id``, ``basis``, ``label`` (who states the rate), ``rate``, ``low`` and ``high``
    (duds; missing for an open end), ``weak``, ``count`` (the duds in short). Rows: each rate of the
    US shells, the limit in US law, and for scale the Red Cross range for all kinds. Ranges are
    carried through, not averaged.
    """
    total = SHELLS * submunitions_per_shell(evidence)
    own = statements(evidence)
    red_cross = own["speaker"].eq("ICRC") & own["family"].eq(GENERAL)
    law = evidence.pick("failure_rates", us_limit="transfer_law")
    law = law.assign(basis="limit", high=law["rate_high"].astype(float))
    rows = pd.concat([own[own["family"].eq(US_SHELLS) | red_cross], law])
    rows = rows.drop_duplicates(subset=["basis", "low", "high"])
    frame = rows.rename(columns={"speaker": "label"}).assign(
        rate=[span_text(*ends) for ends in zip(rows["low"], rows["high"], strict=True)],
        low=(rows["low"] * total).round(),
        high=(rows["high"] * total).round(),
        weak=rows["confidence"].eq("weak"),
    )
    ends = zip(frame["low"], frame["high"], strict=True)
    frame["count"] = [span_text(*each, "{:,.0f}".format) for each in ends]
    frame["top"] = frame["high"].fillna(frame["low"])
    columns = ["id", "basis", "label", "rate", "low", "high", "weak", "count"]
    return frame.sort_values("top", ignore_index=True)[columns]


def us_limits(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of the limits on duds that the United States set itself, as they were set."""
    rows = evidence.rows("failure_rates", basis="policy_threshold").dropna(subset=["us_limit"])
    return rows.sort_values("year", kind="stable").drop_duplicates("us_limit", ignore_index=True)


def world_counts(evidence: Evidence) -> pd.DataFrame:
    """Return the casualties of each year that cover the whole world."""
    return evidence.pick("casualties_by_year", coverage="world")


def contaminated_laos(evidence: Evidence) -> pd.DataFrame:
    """Return the records by which the land of Laos is contaminated."""
    return evidence.pick("contamination", iso3="LAO", contaminated="yes")


def harm(evidence: Evidence) -> dict[str, float | int | None]:
    """Return what was measured of the two reasons for the ban.

    Keys: ``civilian_low``, ``civilian_high`` (share of recorded casualties, over the years with a
    figure), ``remnant_years`` and ``split_years`` (years in which remnants harmed people, of those
    with a split by cause), ``worst_year``, ``worst_share`` (the year with the largest share from
    remnants), ``contaminated_years`` (from the end of the bombing of Laos to the last record;
    ``None`` if the rows accepted here do not date both).
    """
    world, laos = world_counts(evidence), contaminated_laos(evidence)
    shares = world["civilian_share"].dropna().astype(float)
    split = world.dropna(subset=["from_remnants", "from_attacks"])
    if shares.empty or split.empty:
        raise NotInEvidence("table casualties_by_year has no accepted row with shares and causes")
    part = split["from_remnants"].astype(float)
    part /= (split["from_remnants"] + split["from_attacks"]).astype(float)
    ends = evidence.pick("failure_rates", family="laos")["last_year"].dropna()
    last = laos["as_of"].str[:4].astype(int).max()
    return {
        "civilian_low": float(shares.min()),
        "civilian_high": float(shares.max()),
        "remnant_years": int(split.loc[split["from_remnants"] > 0, "year"].nunique()),
        "split_years": int(split["year"].nunique()),
        "worst_year": int(split.loc[part.idxmax(), "year"]),
        "worst_share": float(part.max()),
        "contaminated_years": int(last - ends.iloc[0]) if len(laos) and len(ends) else None,
    }
