"""Shells of the chapter "Shells and budgets": output, promises, and what limits them.

Figures on shells are statements by different speakers about different things. They are compared
only within one calibre class and one kind (output, capacity, target, delivery), and as ranges.
"""

from __future__ import annotations

import pandas as pd

from casebook.data.sources import short_names
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import capitalised, spelled

OUTPUT = {
    "stated": "figures given as actual output and estimates of output",
    "actual": "only figures given as actual output",
}
"""The readings of "output"; the first is the default."""

_KINDS = {"stated": ("actual", "estimate"), "actual": ("actual",)}

HEAVY = ("152 mm", "155 mm")
"""The main heavy gun calibres of Russia and of NATO, compared like for like."""

TREATY_REASON = "the convention, for the weapons it bans"

LIMITS = {
    "order_books": "full order books",
    "slow_procurement": "slow procurement",
    "powder": "too little propellant powder",
    "explosives": "too little explosive",
    "orders_outside_europe": "orders placed outside Europe",
    "sales_outside_eu": "shells sold outside the EU",
    "round_price": "the price of a round",
    "convention": TREATY_REASON,
}
"""The limits on European output that rows of ``industrial_base`` tell of, in words.

The rows on powder and explosives are what an EU programme paid to expand: we read them as limits.
"""


# --- shells ------------------------------------------------------------------------------------


def rounds(value: float) -> str:
    """Return a number of rounds in words: ``1.3 million``, ``550,000``."""
    return f"{value / 1e6:.3g} million" if value >= 1e6 else f"{value:,.0f}"


def span(low: float, high: float) -> str:
    """Return a range of rounds in words, a single number if both ends are the same."""
    return rounds(low) if low == high else f"{rounds(low)} to {rounds(high)}"


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return what was said of shells made by Russia, Europe and the United States.

    One row a figure about a single year: ``id``, ``who``, ``year``, ``kind``, ``calibre``,
    ``value`` (rounds a year), ``low`` and ``high`` (NaN where the speaker gives only a bound on
    the other side), ``source``. Figures for single firms and plants, ratios, propellant charges
    and deliveries are left out.
    """
    rows = evidence["artillery_production"]
    state = rows["actor_iso3"].map({"RUS": "Russia", "USA": "United States"})
    who = state.where(rows["actor"].isna(), rows["actor"].map({"EU": "Europe", "Europe": "Europe"}))
    first = rows["period_start"].fillna(rows["period_end"]).str[:4]
    fit = who.notna() & rows["value"].notna() & first.eq(rows["period_end"].str[:4])
    fit &= rows["unit"].isin(("rounds_per_year", "rounds"))
    chosen = rows[fit.fillna(False).astype(bool)]
    value, low, high = (chosen[c].astype(float) for c in ("value", "value_low", "value_high"))
    return pd.DataFrame(
        {
            "id": chosen["id"],
            "who": who[chosen.index],
            "year": first[chosen.index].astype(int),
            "kind": chosen["kind"],
            "calibre": chosen["calibre"],
            "value": value,
            "low": low.fillna(value.where(high.isna())),
            "high": high.fillna(value.where(low.isna())),
            "source": chosen["source"],
        }
    ).reset_index(drop=True)


def heavy_output(evidence: Evidence) -> pd.DataFrame:
    """Return the statements on yearly output in the heavy gun calibres, sorted by year.

    Which kinds count as output: ``definitions["output"]`` (see :data:`OUTPUT`).
    """
    frame = statements(evidence)
    kinds = _KINDS[evidence.definitions.get("output", "stated")]
    frame = frame[frame["calibre"].isin(HEAVY) & frame["kind"].isin(kinds)]
    return frame.sort_values("year", kind="stable", ignore_index=True)


def like_for_like(evidence: Evidence) -> pd.DataFrame:
    """Return, for each year with figures on both sides, how Russian output compares with European.

    Columns: ``year``; ``russia_low``, ``russia_high``, ``europe_low``, ``europe_high`` (rounds a
    year, heavy gun calibres); ``ratio_low`` (Russia's lowest over Europe's highest) and
    ``ratio_high``. Sorted by year; empty if no year has both sides. Where a speaker says "at least"
    of Russia or "at most" of Europe, that figure serves as the other end too, so that ``ratio_low``
    never gains by it.
    """
    heavy = heavy_output(evidence)
    russian = heavy["who"].eq("Russia")
    heavy["high"] = heavy["high"].fillna(heavy["value"].where(russian))
    heavy["low"] = heavy["low"].fillna(heavy["value"].where(~russian))
    ends = heavy.pivot_table(
        index="year", columns="who", values=["low", "high"], aggfunc={"low": "min", "high": "max"}
    )
    frame = pd.DataFrame(
        {
            f"{who.lower()}_{end}": ends.get((end, who), pd.Series(dtype=float))
            for who in ("Russia", "Europe")
            for end in ("low", "high")
        }
    ).dropna()
    frame["ratio_low"] = frame["russia_low"] / frame["europe_high"]
    frame["ratio_high"] = frame["russia_high"] / frame["europe_low"]
    return frame.rename_axis("year").reset_index()


def pledge(evidence: Evidence) -> pd.DataFrame:
    """Return the EU's pledge of shells to Ukraine and what was said to be delivered of it.

    Rows and columns of ``artillery_production``; the pledge is the row of kind ``target``.

    Raises
    ------
    NotInEvidence
        If the pledge or every figure for its period is missing.
    """
    rows = evidence.rows("artillery_production", actor="EU", period_start="2023-03")
    rows = rows[rows["kind"].isin(("target", "delivery"))]
    if set(rows["kind"]) != {"target", "delivery"}:
        raise NotInEvidence("table artillery_production has no accepted pledge with deliveries")
    return rows


def kept_share(evidence: Evidence) -> float:
    """Return the share (0..1) of the pledge delivered, or due to be, by its deadline."""
    rows = pledge(evidence)
    target = rows[rows["kind"].eq("target")].iloc[0]
    in_time = rows[rows["kind"].eq("delivery") & (rows["period_end"] <= target["period_end"])]
    return float(in_time["value"].max() / target["value"])


def capacity(evidence: Evidence) -> pd.DataFrame:
    """Return what was said of EU capacity to make shells, and by whom.

    Columns of ``artillery_production`` and ``by``: ``makers``,
    ``officials``, ``institute`` or ``press``.
    """
    rows = evidence["artillery_production"]
    rows = rows[rows["actor"].eq("EU").fillna(False) & rows["kind"].eq("capacity")]
    return rows.assign(by=rows["whose_estimate"])


def due_targets(evidence: Evidence) -> pd.DataFrame:
    """Return the United States Army's 155 mm targets whose date has passed, with what was made.

    Columns: ``id``, ``due`` (partial date), ``target``, ``made`` (rounds a year; the first actual
    figure for the due date or later). The United States is not bound by the convention.
    """
    rows = evidence["artillery_production"]
    usa = rows["actor"].isna() & rows["actor_iso3"].eq("USA").fillna(False)
    rows = rows[usa & rows["calibre"].eq("155 mm")]
    actual = rows[rows["kind"].eq("actual")].sort_values("period_end", kind="stable")
    pairs = []
    for _, row in rows[rows["kind"].eq("target")].iterrows():
        later = actual[actual["period_end"] >= row["period_end"]]
        if len(later):
            aim = row["value"] if pd.isna(row["value_low"]) else row["value_low"]
            pairs.append((row["id"], row["period_end"], float(aim), float(later["value"].iloc[0])))
    return pd.DataFrame(pairs, columns=["id", "due", "target", "made"])


# --- limits ------------------------------------------------------------------------------------


def limits(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of ``industrial_base`` on what held European output back, with ``reason``."""
    rows = evidence["industrial_base"]
    return rows.assign(reason=rows["limit"].map(LIMITS)).dropna(subset=["reason"])


def limits_table(evidence: Evidence) -> pd.DataFrame:
    """Return the limits ready to show: what, on which figure, from which source, of which grade."""
    rows = limits(evidence)

    def figure(row: pd.Series) -> str:
        if pd.isna(row["value"]):
            return str(row["indicator"])
        ends = [f"{end:,g}" for end in (row["value_low"], row["value_high"]) if pd.notna(end)]
        amount = " to ".join(ends) or f"{row['value']:,g}"
        if len(ends) == 1:
            amount = f"over {amount}"
        unit = row["unit"].replace("_", " ").replace("usd", "dollars")
        return f"{row['indicator']}: {amount} {unit} ({row['period_stated']})"

    return pd.DataFrame(
        {
            "Limit": rows["reason"].map(capitalised),
            "On record": [figure(row) for _, row in rows.iterrows()],
            "Source": [short_names(evidence.package, [key]) for key in rows["source"]],
            "Grade": rows["confidence"],
        }
    ).sort_values("Limit", kind="stable", ignore_index=True)


def out_of(part: int, whole: int) -> str:
    """Return a part of a whole in words: ``none of three``."""
    return f"{spelled(part) if part else 'none'} of {spelled(whole)}"


def expectations(evidence: Evidence) -> pd.DataFrame:
    """Return what one should see if the treaty gave Russia time, and whether it is seen.

    Columns: ``expectation`` and ``basis`` (in words), ``measured`` (False where only views speak to
    it), ``seen`` (True, False or NA: cannot be examined), ``cited`` (the rows behind it, a tuple of
    ``Cited``).
    """
    base, shells, after = (
        evidence[table] for table in ("industrial_base", "artillery_production", "aftermath")
    )
    bound = evidence["ccm_status"].dropna(subset=["consent_date"])["iso3"]
    own = base[
        base["actor_iso3"].eq("RUS").fillna(False)
        & base["measure"].isin(("military_spending", "defence_workforce"))
    ]
    found = limits(evidence)
    named = int(found["reason"].eq(TREATY_REASON).sum())
    makers = base[base["measure"].eq("production_not_renounced")]
    makers = makers[~makers["actor_iso3"].isin(bound)]
    idle = makers["production_active"].eq(False).fillna(False)
    bought = after[after["kind"].eq("procurement") & after["direction"].eq("supports")]
    bought = bought[bought["iso3"].isin(makers["actor_iso3"])]
    active = len(set(makers.loc[~idle, "actor_iso3"]) | set(bought["iso3"]))
    due = due_targets(evidence)
    met = int((due["made"] >= due["target"]).sum())
    cite = evidence.cite
    return pd.DataFrame(
        [
            (
                "No cause of its own explains Russia's build-up",
                "Russia has put budgets and a workforce of its own into its build-up",
                True,
                False if len(own) else pd.NA,
                (cite("industrial_base", own),),
            ),
            (
                "Most allies outside the treaty make cluster munitions or order new ones",
                f"{out_of(active, len(makers))} allies outside with a record "
                f"{'make or order' if active > 1 else 'makes or orders'} them",
                True,
                2 * active > len(makers) if len(makers) else pd.NA,
                (cite("industrial_base", makers), cite("aftermath", bought)),
            ),
            (
                "The largest ally outside the treaty met most of its own shell targets",
                f"the United States met {out_of(met, len(due))} shell targets that fell due",
                True,
                2 * met > len(due) if len(due) else pd.NA,
                (cite("artillery_production", shells[shells["id"].isin(due["id"])]),),
            ),
            (
                "Experts name the convention among what limits Europe",
                f"{out_of(named, len(found))} entries on Europe's limits "
                f"{'name' if named > 1 else 'names'} the convention",
                False,
                named > 0 if len(found) else pd.NA,
                (cite("industrial_base", found),),
            ),
        ],
        columns=["expectation", "basis", "measured", "seen", "cited"],
    )


def expectations_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`expectations` ready to show, as of publication and now."""
    words = {True: "seen", False: "not seen"}
    then, now = expectations(evidence.at_publication()), expectations(evidence)
    return pd.DataFrame(
        {
            "If the treaty gave Russia time": now["expectation"],
            "August 2024": [words.get(seen, "cannot be told") for seen in then["seen"]],
            "Today": [words.get(seen, "cannot be told") for seen in now["seen"]],
            "Resting on, today": now["basis"].map(capitalised),
            "Kind": now["measured"].map({True: "measured", False: "views, no test"}),
        }
    )
