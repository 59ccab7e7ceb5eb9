"""The charts of the chapter on failure rates, and the table of the limits that were set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.common.failure_rates import rate
from chapters.common.mark_sources import with_sources
from chapters.common.palette import DARK_OCHRE, RATES
from chapters.failure_rates import WORDS
from chapters.failure_rates.facts import (
    FAMILIES,
    SHELLS,
    by_basis,
    claimed_against_observed,
    duds_left,
    statements,
    submunitions,
    submunitions_per_shell,
    us_limits,
)

MARKERS = {"goal": "^", "test": "o", "claim": "s", "field": "D", "limit": "|"}  # as RATES

_MUNITIONS, _RESTS_ON = WORDS.entry("munitions"), WORDS.entry("rests_on")


def chart_rates(evidence: Evidence) -> Picture:
    """Return the chart of published failure rates by munition and basis, as ranges."""
    frame = with_sources(by_basis(evidence), statements(evidence), "family", "basis")
    seen = set(frame.loc[frame["basis"].eq("field"), "family"])
    missing = [family for family in frame["family"].unique() if family not in seen]
    gaps = pd.DataFrame([{"family": f, "basis": "field", "text": "no figure"} for f in missing])
    frame = pd.concat([frame, gaps]).sort_values(
        "family", key=lambda names: names.map(FAMILIES.index), kind="stable", ignore_index=True
    )
    law = evidence.rows("failure_rates", us_limit="transfer_law")
    frame["us_limit"] = float(law["rate_high"].iloc[0])
    frame["family"] = frame["family"].map(_MUNITIONS)
    pairs = claimed_against_observed(evidence)
    return picture(
        WORDS,
        "failure_rates_by_basis",
        frame,
        draw_rates,
        evidence.cites(("failure_rates", [*statements(evidence)["id"], *law["id"]])),
        pairs=len(pairs),
        higher=int((pairs["times_low"] > 1).sum()),
        says=_RESTS_ON,
        missing=[_MUNITIONS[family] for family in missing],
    )


def _span(ax: Axes, y: float, row: Mapping[str, Any], right: float) -> None:
    """Draw one range with its markers and arrows at height ``y``, its ``text`` beside it.

    Its ends say the row of the frame at its ``place``, where it has one.
    """
    colour = RATES[row["basis"]]
    open_low = pd.isna(row["low"])
    open_high = pd.isna(row["high"]) or bool(row.get("at_least", False))
    low = 0.0 if open_low else row["low"]
    high = row["low"] if pd.isna(row["high"]) else row["high"]
    alpha = 0.55 if open_low else 1
    ax.plot([low, high], [y, y], color=colour, linewidth=2, solid_capstyle="butt", alpha=alpha)
    end = high + 0.08 * right if open_high else high
    if open_high:
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.6}
        arrow |= {"shrinkA": 0, "shrinkB": 0, "mutation_scale": 9}
        ax.annotate("", (end, y), xytext=(high, y), arrowprops=arrow)
    look = {"linestyle": "none", "marker": MARKERS[row["basis"]], "markersize": 5.5}
    inside = "white" if row["weak"] else colour
    ends = [high] if open_low or low == high else [low, high]
    (mark,) = ax.plot(ends, [y] * len(ends), color=colour, markerfacecolor=inside, **look)
    say(mark, row["place"])
    words = DARK_OCHRE if row["basis"] == "claim" else colour
    beside(ax, row["text"], end, y, (6, 0), fontsize=SMALL, color=words)


def draw_rates(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rates`."""
    figure, ax = canvas(5.3)
    shares = ["low", "high", "us_limit"]
    frame = frame.assign(**{share: 100 * frame[share] for share in shares})
    top, right, limit = 0.0, 1.3 * frame["high"].max(), frame["us_limit"].iloc[0]
    places, names = [], []
    for family, rows in frame.groupby("family", sort=False):
        start = top
        for place, row in zip(rows.index, rows.to_dict("records"), strict=True):
            if pd.isna(row["high"]):
                ax.text(1.8, top, f"field: {row['text']}", va="center", fontsize=SMALL, color=GREY)
            else:
                text = f"{row['basis']} {row['text']}"
                _span(ax, top, {**row, "text": text, "place": place}, right)
            top += 1
        places.append((start + top - 1) / 2)
        names.append(family.replace(" (", "\n(").replace(", ", ",\n"))
        ax.axhline(top - 0.2, color=PALE, linewidth=0.6)
        top += 0.6
    ax.axvline(limit, color=INK, linewidth=1, linestyle=(0, (4, 2)), zorder=0)
    beside(ax, f"limit in US law: {limit:g}%", limit, -1.5, (4, 0), va="top", fontsize=SMALL)
    ax.set_yticks(places, names, fontsize=SMALL)
    ax.set(xlim=(0, right), ylim=(top - 0.6, -1.6), xlabel="Percent of submunitions")
    ax.spines["left"].set_visible(False)
    return figure


def chart_duds(evidence: Evidence) -> Picture:
    """Return the chart of the duds that a thousand shells would leave at each published rate."""
    duds, holds = duds_left(evidence), submunitions(evidence)
    frame = duds.drop(columns="id")
    test = frame.loc[frame["basis"].eq("test"), "low"]
    return picture(
        WORDS,
        "duds_per_thousand_shells",
        frame,
        draw_duds,
        evidence.cites(("failure_rates", [*duds["id"], *holds["id"]])),
        shells=SHELLS,
        each=submunitions_per_shell(evidence),
        others=[
            {"shell": row.munition.split()[0], "holds": int(row.submunitions_per_munition)}
            for row in holds.iloc[1:].itertuples()
        ],
        claim=frame.loc[frame["basis"].eq("claim"), "high"].min(),
        test_low=test.min(),
        test_high=test.max(),
    )


def draw_duds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_duds`."""
    figure, ax = canvas(2.9)
    right = float(frame[["low", "high"]].max().max()) * 1.5
    for y, row in enumerate(frame.to_dict("records")):
        _span(ax, y, {**row, "text": row["count"], "place": y}, right)
    names = [f"{row.label},\n{row.basis} {row.rate}" for row in frame.itertuples()]
    ax.set_yticks(range(len(frame)), names, fontsize=SMALL)
    ax.set(xlim=(0, right), ylim=(len(frame) - 0.5, -0.6), xlabel=f"Duds per {SHELLS:,} shells")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.spines["left"].set_visible(False)
    return figure


def table_limits(evidence: Evidence) -> Table:
    """Return the limits on duds that the United States set itself, and what each covers."""
    frame = pd.DataFrame(
        {
            "year": str(row.year),
            "covers": WORDS.say("us_limits", row.us_limit, {"after": row.limit_after_year}),
            "limit": rate(row.rate_high),
        }
        for row in us_limits(evidence).itertuples()
    )
    return table(WORDS, "us_dud_limits", frame)
