"""Shells: what was said of output, of promises, of limits, and the signs of the treaty's part.

Figures are statements by different speakers about different things. They are compared only within
one calibre class and one kind (output, capacity, target, delivery), and as ranges.
"""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered, some

SHELLS, BASE = "artillery_production", "industrial_base"

_OUTPUT = {"stated": ("actual", "estimate"), "actual": ("actual",)}
"""The kinds of figure that count as output, by reading of the term."""

HEAVY = ("152 mm", "155 mm")
"""The main heavy gun calibres of Russia and of NATO, compared like for like."""

BAN = "convention"
"""The limit (column ``limit``) that is the convention itself, for the weapons that it bans."""


def rounds(value: float) -> str:
    """Return a number of rounds in words: ``1.3 million``, ``550,000``."""
    return f"{value / 1e6:.3g} million" if value >= 1e6 else f"{value:,.0f}"


def span(low: float, high: float) -> str:
    """Return a range of rounds in words, a single number if both ends are the same."""
    return rounds(low) if low == high else f"{rounds(low)} to {rounds(high)}"


@remembered
def statements(evidence: Evidence) -> pd.DataFrame:
    """Return what was said of shells made by Russia, Europe and the United States.

    One row a figure about a single year: ``id``, ``who``, ``year``, ``kind``, ``calibre``,
    ``value`` (rounds a year), ``low`` and ``high`` (NaN where the speaker gives only a bound on
    the other side), ``source``, ``confidence``. Figures for single firms and plants, ratios,
    propellant charges and deliveries are left out.
    """
    rows = evidence.pick(SHELLS, unit=("rounds_per_year", "rounds"))
    state = rows["actor_iso3"].map({"RUS": "Russia", "USA": "United States"})
    who = state.where(rows["actor"].isna(), rows["actor"].map({"EU": "Europe", "Europe": "Europe"}))
    year = rows["period_start"].fillna(rows["period_end"]).str[:4]
    fit = who.notna() & rows["value"].notna() & year.eq(rows["period_end"].str[:4])
    rows = rows.assign(who=who, year=year)[fit.fillna(False).astype(bool)]
    value, low, high = (rows[c].astype(float) for c in ("value", "value_low", "value_high"))
    frame = rows[["id", "who", "year", "kind", "calibre"]].assign(
        year=rows["year"].astype(int),
        value=value,
        low=low.fillna(value.where(high.isna())),
        high=high.fillna(value.where(low.isna())),
        source=rows["source"],
        confidence=rows["confidence"],
    )
    return frame.reset_index(drop=True)


def heavy_output(evidence: Evidence) -> pd.DataFrame:
    """Return the statements on yearly output in the heavy gun calibres, sorted by year.

    Which kinds count as output hangs on the reading of ``output``.
    """
    kinds = _OUTPUT[evidence.definitions.get("output", "stated")]
    frame = statements(evidence)
    frame = frame[frame["calibre"].isin(HEAVY) & frame["kind"].isin(kinds)]
    return frame.sort_values("year", kind="stable", ignore_index=True)


def like_for_like(evidence: Evidence) -> pd.DataFrame:
    """Return, for each year with figures on both sides, how Russian output compares with European.

    Columns: ``year``; ``russia_low``, ``russia_high``, ``europe_low``, ``europe_high`` (rounds a
    year, heavy gun calibres); ``ratio_low`` (Russia's lowest over Europe's highest) and
    ``ratio_high``. Sorted by year. Where a speaker says "at least" of Russia or "at most" of
    Europe, that figure serves as the other end too, so that ``ratio_low`` never gains by it.

    Raises
    ------
    NotInEvidence
        If no year has figures on both sides.
    """
    heavy = heavy_output(evidence)
    russian = heavy["who"].eq("Russia")
    heavy["high"] = heavy["high"].fillna(heavy["value"].where(russian))
    heavy["low"] = heavy["low"].fillna(heavy["value"].where(~russian))
    sides = [
        heavy[heavy["who"].eq(who)].groupby("year").agg(low=("low", "min"), high=("high", "max"))
        for who in ("Russia", "Europe")
    ]
    russia, europe = sides[0].add_prefix("russia_"), sides[1].add_prefix("europe_")
    frame = pd.concat([russia, europe], axis=1).dropna().sort_index()
    frame["ratio_low"] = frame["russia_low"] / frame["europe_high"]
    frame["ratio_high"] = frame["russia_high"] / frame["europe_low"]
    frame = frame.rename_axis("year").reset_index()
    return some(frame, "table artillery_production has no year with output of both sides")


def european(evidence: Evidence) -> pd.DataFrame:
    """Return the statements on Europe's yearly output in its heavy calibre, sorted by year."""
    heavy = heavy_output(evidence)
    return heavy[heavy["who"].eq("Europe")]


def european_rise(evidence: Evidence) -> dict[str, object] | None:
    """Return how Europe's output went from the first figure to the newest year, if there is any.

    Keys: ``start`` and ``end`` (rounds, in words), ``first`` and ``year``, ``rose``.
    """
    rows = european(evidence)
    if rows.empty:
        return None
    first, newest = rows.iloc[0], rows[rows["year"].eq(rows["year"].max())]
    return {
        "start": rounds(first["value"]),
        "first": first["year"],
        "end": rounds(newest["value"].max()),
        "year": newest["year"].iloc[0],
        "rose": newest["value"].max() > first["value"],
    }


def said_to_be_ahead(evidence: Evidence) -> pd.DataFrame:
    """Return the rows where NATO's Secretary General puts Russia's output at four times NATO's."""
    return evidence.pick(SHELLS, times_nato=4)


def pledge(evidence: Evidence) -> tuple[pd.Series, pd.DataFrame]:
    """Return the EU's pledge of shells to Ukraine, and what was said to be delivered of it.

    Raises
    ------
    NotInEvidence
        If the pledge or every figure for its period is missing.
    """
    lacking = "table artillery_production has no accepted pledge with deliveries"
    rows = evidence.rows(SHELLS, actor="EU", period_start="2023-03")
    targets, deliveries = (rows[rows["kind"].eq(kind)] for kind in ("target", "delivery"))
    return some(targets, lacking).iloc[0], some(deliveries, lacking)


def kept_share(evidence: Evidence) -> float:
    """Return the share (0..1) of the pledge delivered, or due to be, by its deadline."""
    promised, deliveries = pledge(evidence)
    in_time = deliveries[deliveries["period_end"] <= promised["period_end"]]
    return float(in_time["value"].max() / promised["value"])


def capacity(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what makers and what officials said of EU capacity, officials in makers' years."""
    able = evidence.pick(SHELLS, actor="EU", kind="capacity")
    makers = able[able["whose_estimate"].eq("makers")]
    year, years = able["period_start"].str[:4], makers["period_start"].str[:4]
    return makers, able[able["whose_estimate"].eq("officials") & year.isin(years)]


def due_targets(evidence: Evidence) -> pd.DataFrame:
    """Return the United States Army's 155 mm targets whose date has passed, with what was made.

    Columns: ``id``, ``due`` (partial date), ``target``, ``made`` (rounds a year; the first actual
    figure for the due date or later).
    """
    rows = evidence.pick(SHELLS, actor_iso3="USA", calibre="155 mm")
    rows = rows[rows["actor"].isna()].sort_values("period_end", kind="stable")
    actual, pairs = rows[rows["kind"].eq("actual")], []
    for row in rows[rows["kind"].eq("target")].sort_index().itertuples():
        later = actual.loc[actual["period_end"] >= row.period_end, "value"]
        if len(later):
            aim = row.value if pd.isna(row.value_low) else row.value_low
            pairs.append((row.id, row.period_end, float(aim), float(later.iloc[0])))
    return pd.DataFrame(pairs, columns=["id", "due", "target", "made"])


def measured(evidence: Evidence, *names: str) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` that measure one of these, none if none."""
    return evidence.pick(BASE, measure=names)


def limits(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` on what held European output back (``limit``)."""
    return evidence[BASE].dropna(subset=["limit"])


def purchases(evidence: Evidence, *states: str) -> pd.DataFrame:
    """Return the orders of cluster munitions by these states since the op-ed (``aftermath``)."""
    return evidence.pick("aftermath", kind="procurement", direction="supports", iso3=states)


def russian_causes(evidence: Evidence) -> pd.DataFrame:
    """Return the rows on what Russia itself put into its arms industry."""
    return evidence.pick(BASE, actor_iso3="RUS", measure=("military_spending", "defence_workforce"))


def free_makers(evidence: Evidence) -> pd.DataFrame:
    """Return the rows on allies outside that may make the weapon; ``active``: do, or order."""
    bound = evidence["ccm_status"].dropna(subset=["consent_date"])["iso3"]
    makers = measured(evidence, "production_not_renounced")
    makers = makers[~makers["actor_iso3"].isin(bound)]
    makes = makers["production_active"].ne(False).fillna(True)
    ordered = makers["actor_iso3"].isin(purchases(evidence, *makers["actor_iso3"])["iso3"])
    return makers.assign(active=makes.astype(bool) | ordered)
