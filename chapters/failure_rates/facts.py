"""Published failure rates, what follows from them, the limits on them, and the harm of duds."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.common.failure_rates import rate

SHELLS = 1000
"""The number of shells for which duds are worked out."""

_MONTHS = 12

_BASES = {
    "design_goal": "goal",
    "manufacturer_or_military_test": "test",
    "government_claim": "claim",
    "battlefield_or_clearance": "field",
}
"""The kinds of rate, in short; policy limits are not among them."""

US_SHELLS, GENERAL = "us_155mm_dpicm", "general"

FAMILIES = (
    *(US_SHELLS, "us_xm1208", "m26_rocket", "m85_self_destruct", "bl755", "blu_97"),
    *("kosovo_1999", "lebanon_2006", "laos", "russian_in_ukraine", GENERAL),
)
"""Families of munition (column ``family``), in the order shown."""


def rate_range(low: float, high: float, *, at_most: bool = False, at_least: bool = False) -> str:
    """Return a range of rates in short: ``2–2.3%``, ``up to 2.5%``, ``5–14% or more``."""
    if at_most:
        return f"up to {rate(high)}"
    text = rate(low) if low == high else f"{rate(low).removesuffix('%')}–{rate(high)}"
    return f"{text} or more" if at_least else text


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return every published rate that is no policy limit and belongs to a family of munitions.

    Columns: ``id``, ``family``, ``basis`` (goal, test, claim, field), ``low`` and ``high`` (shares
    0..1, missing for an open end), ``speaker``, ``confidence``.
    """
    rows = evidence.pick("failure_rates", basis=tuple(_BASES), family=FAMILIES)
    return pd.DataFrame(
        {
            "id": rows["id"],
            "family": rows["family"],
            "basis": rows["basis"].map(_BASES),
            "low": rows["rate_low"].astype(float),
            "high": rows["rate_high"].astype(float),
            "speaker": rows["speaker"],
            "confidence": rows["confidence"],
        }
    )


def by_basis(evidence: Evidence) -> pd.DataFrame:
    """Return the span of published rates for each family and basis; nothing is averaged.

    Columns: ``family``, ``basis``, ``low`` and ``high`` (lowest and highest figure stated),
    ``at_most`` (only upper bounds stated), ``at_least`` (the highest figure is a lower bound),
    ``statements`` (number), ``weak`` (all of them from weak sources), ``text`` (the span in short).
    In the order of :data:`FAMILIES`.
    """
    spans = []
    for (family, basis), rows in statements(evidence).groupby(["family", "basis"]):
        floors, tops = rows["low"].fillna(rows["high"]), rows["high"].fillna(rows["low"])
        at_most = bool(rows["low"].isna().all())
        at_least = bool(rows.loc[tops.eq(tops.max()), "high"].isna().all())
        low = float("nan") if at_most else float(rows["low"].fillna(floors.max()).min())
        high = float(tops.max())
        text = rate_range(low, high, at_most=at_most, at_least=at_least)
        weak = bool(rows["confidence"].eq("weak").all())
        spans.append((family, basis, low, high, at_most, at_least, len(rows), weak, text))
    columns = ["family", "basis", "low", "high", "at_most", "at_least", "statements"]
    frame = pd.DataFrame(spans, columns=[*columns, "weak", "text"])
    order = {name: place for place, name in enumerate((*FAMILIES, *_BASES.values()))}
    return frame.sort_values(
        ["family", "basis"], key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def claimed_against_observed(evidence: Evidence) -> pd.DataFrame:
    """Return how many times the field rate is the rate tested or claimed, as a range.

    Columns: ``family``, ``claimed_low``, ``claimed_high``, ``field_low``, ``field_high`` (shares),
    ``weak`` (the field figure rests on weak sources), ``times_low``, ``times_high`` (the lowest
    field figure over the highest claimed one, and the reverse). Only munitions with both sides,
    each with two ends, enter; general statements do not.
    """
    spans = by_basis(evidence)
    spans = spans[~spans["at_most"].astype(bool) & ~spans["at_least"].astype(bool)]
    field = spans[spans["basis"].eq("field")].set_index("family")
    claimed = spans[spans["basis"].ne("field")].groupby("family")
    frame = pd.DataFrame(
        {
            "claimed_low": claimed["low"].min(),
            "claimed_high": claimed["high"].max(),
            "field_low": field["low"],
            "field_high": field["high"],
            "weak": field["weak"],
        }
    ).dropna()
    frame["times_low"] = frame["field_low"] / frame["claimed_high"]
    frame["times_high"] = frame["field_high"] / frame["claimed_low"]
    munitions = [family for family in FAMILIES if family in frame.index and family != GENERAL]
    return frame.loc[munitions].rename_axis("family").reset_index()


def submunitions_per_shell(evidence: Evidence) -> int:
    """Return the number of submunitions in an M864 shell, from the row of its rate.

    Raises
    ------
    NotInEvidence
        If no row holds it.
    """
    counts = evidence.pick("failure_rates", family=US_SHELLS)["submunitions_per_munition"].dropna()
    if counts.empty:
        raise NotInEvidence("table failure_rates has no accepted row with submunitions per shell")
    return int(counts.iloc[0])


def other_shells(evidence: Evidence) -> list[str]:
    """Return the other shells with a count of submunitions, in words: ``M483A1 holds 88``."""
    rows = evidence.pick("failure_rates", solid=True).dropna(subset=["submunitions_per_munition"])
    rows = rows[rows["family"].ne(US_SHELLS).fillna(True)]
    return [
        f"an {row.munition.split()[0]} holds {int(row.submunitions_per_munition)}"
        for row in rows.itertuples()
    ]


def duds_left(evidence: Evidence) -> pd.DataFrame:
    """Return the duds that :data:`SHELLS` M864 shells would leave at each published rate.

    Columns: ``id``, ``basis``, ``label`` (who states the rate), ``rate``, ``low`` and ``high``
    (duds; missing for an open end), ``weak``. Rows: each rate of the US shells, the limit in US
    law, and for scale the Red Cross range for all kinds. Ranges are carried through, not averaged.
    """
    total = SHELLS * submunitions_per_shell(evidence)
    own = statements(evidence)
    red_cross = own["speaker"].eq("ICRC") & own["family"].eq(GENERAL)
    law = evidence.pick("failure_rates", us_limit="transfer_law")
    law = law.assign(basis="limit", high=law["rate_high"].astype(float))
    rows = pd.concat([own[own["family"].eq(US_SHELLS) | red_cross], law])
    rows = rows.drop_duplicates(subset=["basis", "low", "high"])
    low, high = rows["low"].fillna(rows["high"]), rows["high"].fillna(rows["low"])
    spans = zip(low, high, rows["low"].isna(), rows["high"].isna(), strict=True)
    frame = pd.DataFrame(
        {
            "id": rows["id"],
            "basis": rows["basis"],
            "label": rows["speaker"],
            "rate": [rate_range(a, b, at_most=c, at_least=d) for a, b, c, d in spans],
            "low": (rows["low"] * total).round(),
            "high": (rows["high"] * total).round(),
            "weak": rows["confidence"].eq("weak"),
        }
    )
    return frame.sort_values(
        "high", key=lambda high: high.fillna(rows["low"] * total), ignore_index=True
    )


def us_limits(evidence: Evidence) -> pd.DataFrame:
    """Return the US limit on duds over time for three things: new weapons, old stock, transfers.

    Columns: ``lane``, ``start`` and ``end`` (decimal years), ``state`` (``in force``, ``set for
    later``, ``may be passed over``, ``waived for Ukraine``), ``limit`` (share 0..1).
    """
    rows = evidence.rows("failure_rates", basis="policy_threshold")
    known_to = evidence.reaches("failure_rates")
    today = known_to.year + (known_to.month - 1) / _MONTHS

    def one(limit: str) -> pd.Series:
        found = rows[rows["us_limit"].eq(limit).fillna(False)]
        lacking = f"table failure_rates has no accepted limit {limit.replace('_', ' ')}"
        return some(found, lacking).iloc[0]

    first, second = one("policy_2001"), one("policy_2008")
    third, law = one("policy_2017_existing_stock"), one("transfer_law")
    sent = first_transfer(evidence)["date"].iloc[0]
    waived = int(sent[:4]) + (int(sent[5:7]) - 1) / _MONTHS
    lanes = [
        ("New weapons", first["year"], first["limit_after_year"], "set for later", first),
        ("New weapons", first["limit_after_year"], today, "in force", first),
        ("Existing stock", second["year"], third["year"], "set for later", second),
        ("Existing stock", third["year"], today, "may be passed over", third),
        ("Transfers", law["year"], today, "in force", law),
        ("Transfers", waived, waived, "waived for Ukraine", law),
    ]
    return pd.DataFrame(
        [
            (lane, float(start), float(end), state, float(row["rate_high"]))
            for lane, start, end, state, row in lanes
        ],
        columns=["lane", "start", "end", "state", "limit"],
    )


def first_transfer(evidence: Evidence) -> pd.DataFrame:
    """Return the row of the first US transfer to Ukraine that was announced.

    Raises
    ------
    NotInEvidence
        If none is accepted.
    """
    rows = evidence.rows("transfers", from_iso3="USA", to_iso3="UKR", status="announced")
    return rows.sort_values("date", kind="stable").head(1)


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
