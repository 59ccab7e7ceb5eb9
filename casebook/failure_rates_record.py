"""Chapter "How often do they fail?": published dud rates, limits on them, and harm."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import listed

SHELLS = 1000
"""The number of shells for which duds are worked out."""

MONTHS = 12

BASES = {
    "design_goal": "goal",
    "manufacturer_or_military_test": "test",
    "government_claim": "claim",
    "battlefield_or_clearance": "field",
}
"""The kinds of rate; policy limits are not among them."""

GENERAL = "All kinds, general statements"
US_SHELLS = "US 155 mm shells (DPICM)"

FAMILIES = {
    "us_155mm_dpicm": US_SHELLS,
    "us_xm1208": "New US shell (XM1208)",
    "m26_rocket": "Rocket M26 (M77 bomblets)",
    "m85_self_destruct": "Shells with self-destruct M85",
    "bl755": "British bomb BL755",
    "blu_97": "US bombs with BLU-97",
    "kosovo_1999": "NATO bombs, Kosovo 1999",
    "lebanon_2006": "All types, Lebanon 2006",
    "laos": "US bombs on Laos",
    "russian_in_ukraine": "Russian munitions, Ukraine",
    "general": GENERAL,
}
"""Families of munition (column ``family``), each with its name in words, in the order shown."""


def rate(share: float) -> str:
    """Return a failure rate between 0 and 1 as it was published: ``0.0235`` gives ``2.35%``."""
    return f"{100 * share:.3g}%"


def rate_range(low: float, high: float, *, at_most: bool = False, at_least: bool = False) -> str:
    """Return a range of rates in short: ``2–2.3%``, ``up to 2.5%``, ``5–14% or more``."""
    if at_most:
        return f"up to {rate(high)}"
    text = rate(low) if low == high else f"{rate(low).removesuffix('%')}–{rate(high)}"
    return f"{text} or more" if at_least else text


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return every published rate that is no policy limit, with its family of munition.

    Columns: ``id``, ``family``, ``basis`` (goal, test, claim, field), ``low`` and ``high`` (shares
    0..1, missing for an open end), ``speaker``, ``confidence``. A row of no family is left out.
    """
    rows = evidence["failure_rates"]
    rows = rows[rows["basis"].isin(BASES)]
    return pd.DataFrame(
        {
            "id": rows["id"],
            "family": rows["family"].map(FAMILIES).astype("string"),
            "basis": rows["basis"].map(BASES),
            "low": rows["rate_low"].astype(float),
            "high": rows["rate_high"].astype(float),
            "speaker": rows["speaker"],
            "confidence": rows["confidence"],
        }
    ).dropna(subset=["family"])


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
        span = {
            "family": family,
            "basis": basis,
            "low": float("nan") if at_most else float(rows["low"].fillna(floors.max()).min()),
            "high": float(tops.max()),
            "at_most": at_most,
            "at_least": bool(rows.loc[tops.eq(tops.max()), "high"].isna().all()),
            "statements": len(rows),
            "weak": bool(rows["confidence"].eq("weak").all()),
        }
        text = rate_range(
            span["low"], span["high"], at_most=at_most, at_least=bool(span["at_least"])
        )
        spans.append({**span, "text": text})
    order = {name: place for place, name in enumerate(FAMILIES.values())}
    places = {name: place for place, name in enumerate(BASES.values())}
    return (
        pd.DataFrame(spans)
        .sort_values(
            ["family", "basis"], key=lambda column: column.map({**order, **places}), kind="stable"
        )
        .reset_index(drop=True)
    )


def claimed_against_observed(evidence: Evidence) -> pd.DataFrame:
    """Return how many times the field rate is the rate tested or claimed, as a range.

    Columns: ``family``, ``claimed_low``, ``claimed_high``, ``field_low``, ``field_high`` (shares),
    ``times_low``, ``times_high`` (the lowest field figure over the highest claimed one, and the
    reverse), ``weak`` (the field figure rests on weak sources). Only families with both sides, each
    with two ends, enter.
    """
    spans = by_basis(evidence)
    spans = spans[~spans["at_most"] & ~spans["at_least"]]
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
    return (
        frame.loc[[f for f in FAMILIES.values() if f in frame.index]]
        .rename_axis("family")
        .reset_index()
    )


def submunitions_per_shell(evidence: Evidence) -> int:
    """Return the number of submunitions in an M864 shell, from the row of its rate.

    Raises
    ------
    NotInEvidence
        If no row holds it.
    """
    rows = evidence["failure_rates"]
    found = rows.loc[rows["family"].eq("us_155mm_dpicm").fillna(False), "submunitions_per_munition"]
    found = found.dropna()
    if found.empty:
        raise NotInEvidence("table failure_rates has no accepted row with submunitions per shell")
    return int(found.iloc[0])


def duds_left(evidence: Evidence) -> pd.DataFrame:
    """Return the duds that a thousand M864 shells would leave at each published rate.

    Columns: ``basis``, ``label`` (who states the rate), ``rate``, ``low`` and ``high`` (duds;
    missing for an open end), ``weak``. Rows: each rate of the US shells, the limit in US law, and
    for scale the Red Cross range for all kinds. Ranges are carried through, not averaged.
    """
    total = SHELLS * submunitions_per_shell(evidence)
    own = statements(evidence)
    red_cross = own["speaker"].eq("ICRC") & own["family"].eq(GENERAL)
    rows = own[own["family"].eq(US_SHELLS) | red_cross]
    law = evidence["failure_rates"]
    law = law[law["us_limit"].eq("transfer_law").fillna(False)]
    law = law[["rate_high", "speaker", "confidence"]].rename(columns={"rate_high": "high"})
    rows = pd.concat([rows, law.assign(basis="limit", high=law["high"].astype(float))])
    rows = rows.drop_duplicates(subset=["basis", "low", "high"])
    open_low, open_high = rows["low"].isna(), rows["high"].isna()
    span = [
        rate_range(
            high if at_most else low, low if at_least else high, at_most=at_most, at_least=at_least
        )
        for low, high, at_most, at_least in zip(
            rows["low"], rows["high"], open_low, open_high, strict=True
        )
    ]
    return (
        pd.DataFrame(
            {
                "basis": rows["basis"],
                "label": rows["speaker"],
                "rate": span,
                "low": (rows["low"] * total).round(),
                "high": (rows["high"] * total).round(),
                "weak": rows["confidence"].eq("weak"),
            }
        )
        .sort_values("high", key=lambda high: high.fillna(rows["low"] * total))
        .reset_index(drop=True)
    )


def us_limits(evidence: Evidence) -> pd.DataFrame:
    """Return the US limit on duds over time for three things: new weapons, old stock, transfers.

    Columns: ``lane``, ``start`` and ``end`` (decimal years), ``state`` (``in force``, ``set for
    later``, ``may be passed over``, ``waived for Ukraine``), ``limit`` (share 0..1).
    """
    rows = evidence.rows("failure_rates", basis="policy_threshold")
    today = evidence.as_of.year + (evidence.as_of.month - 1) / MONTHS

    def one(limit: str) -> pd.Series:
        found = rows[rows["us_limit"].eq(limit).fillna(False)]
        if found.empty:
            raise NotInEvidence(f"table failure_rates has no accepted limit {limit}")
        return found.iloc[0]

    first, second = one("policy_2001"), one("policy_2008")
    third, law = one("policy_2017_existing_stock"), one("transfer_law")
    sent = evidence.rows("transfers", from_iso3="USA", to_iso3="UKR", status="announced")[
        "date"
    ].min()
    waived = int(sent[:4]) + (int(sent[5:7]) - 1) / MONTHS
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


def own_troops(evidence: Evidence) -> dict[str, int]:
    """Return recorded losses of US troops to their own submunitions.

    Keys: ``killed_1991`` (at least), ``handling_1991`` (of them, put down to improper handling),
    ``wounded_1991`` (one unit, hit by the shells themselves), ``killed_2003`` (two single cases).

    Raises
    ------
    NotInEvidence
        If a row is not accepted here.
    """
    rows = evidence["effectiveness_claims"].set_index("claim_id")
    names = {"killed_1991": "E29", "wounded_1991": "E38", "killed_2003": "E39"}
    missing = [key for key in names.values() if key not in rows.index]
    if missing:
        raise NotInEvidence(f"table effectiveness_claims has no accepted row {listed(missing)}")
    return {
        **{name: int(rows.loc[key, "figure_low"]) for name, key in names.items()},
        "handling_1991": int(rows.loc["E29", "killed_by_handling"]),
    }


def world_counts(evidence: Evidence) -> pd.DataFrame:
    """Return the casualties of each year that cover the whole world."""
    rows = evidence["casualties_by_year"]
    return rows[rows["coverage"].eq("world")]


def harm(evidence: Evidence) -> dict[str, float | int | None]:
    """Return what was measured of the two reasons for the ban.

    Keys: ``civilian_low``, ``civilian_high`` (share of recorded casualties, over the years with a
    figure), ``remnant_years`` and ``split_years`` (years in which remnants harmed people, of those
    with a split by cause), ``worst_year``, ``worst_share`` (the year with the largest share from
    remnants), ``contaminated_years`` (from the end of the bombing of Laos to the last record;
    ``None`` if the rows accepted here do not date both).
    """
    world = world_counts(evidence)
    shares = world["civilian_share"].dropna().astype(float)
    split = world.dropna(subset=["from_remnants", "from_attacks"])
    both = (split["from_remnants"] + split["from_attacks"]).astype(float)
    part = (split["from_remnants"] / both).astype(float)
    laos = evidence["contamination"]
    laos = laos[laos["iso3"].eq("LAO") & laos["contaminated"].eq("yes")]
    rates = evidence["failure_rates"]
    ends = rates.loc[rates["family"].eq("laos").fillna(False), "last_year"].dropna()
    if shares.empty or split.empty:
        raise NotInEvidence("table casualties_by_year has no accepted row with shares and causes")
    dated = len(laos) and len(ends)
    ended = int(ends.iloc[0]) if dated else 0
    return {
        "civilian_low": float(shares.min()),
        "civilian_high": float(shares.max()),
        "remnant_years": int(split.loc[split["from_remnants"] > 0, "year"].nunique()),
        "split_years": int(split["year"].nunique()),
        "worst_year": int(split.loc[part.idxmax(), "year"]),
        "worst_share": float(part.max()),
        "contaminated_years": (
            int(laos["as_of"].str[:4].astype(int).max()) - ended if dated else None
        ),
    }
