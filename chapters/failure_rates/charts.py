"""The charts of the chapter on failure rates: the rates, by what they rest on, and duds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.marks import say
from casebook.telling.pictures import Picture, picture
from chapters.common.failure_rates import rate
from chapters.common.palette import DARK_OCHRE, RATES
from chapters.failure_rates import WORDS
from chapters.failure_rates.facts import (
    FAMILIES,
    SHELLS,
    by_basis,
    claimed_against_observed,
    duds_left,
    other_shells,
    statements,
    submunitions_per_shell,
)

MARKERS = {"goal": "^", "test": "o", "claim": "s", "field": "D", "limit": "|"}
"""What a rate rests on: one marker each in all charts of this chapter, as one colour."""

_ARROW = 0.08
"""Length of the arrow of an open end, as a share of the axis."""

_MUNITIONS, _RESTS_ON = WORDS.entry("munitions"), WORDS.entry("rests_on")


def chart_rates(evidence: Evidence) -> Picture:
    """Return the chart of published failure rates by munition and basis, as ranges."""
    frame = by_basis(evidence)
    seen = set(frame.loc[frame["basis"].eq("field"), "family"])
    missing = [family for family in frame["family"].unique() if family not in seen]
    gaps = pd.DataFrame([{"family": f, "basis": "field", "text": "none found"} for f in missing])
    frame = pd.concat([frame, gaps]).sort_values(
        "family", key=lambda names: names.map(FAMILIES.index), kind="stable", ignore_index=True
    )
    law = evidence.rows("failure_rates", id="FR45")
    frame["statements"] = frame["statements"].astype("Int64")
    frame["us_limit"] = float(law["rate_high"].iloc[0])
    frame["family"] = frame["family"].map(_MUNITIONS)
    pairs = claimed_against_observed(evidence)
    return picture(
        WORDS,
        "failure_rates_by_basis",
        frame,
        draw_rates,
        evidence.cites(("failure_rates", [*statements(evidence)["id"], "FR45"])),
        pairs=len(pairs),
        higher=int((pairs["times_low"] > 1).sum()),
        weak=int(pairs["weak"].sum()),
        spans=[
            {"family": row.family, "says": _RESTS_ON[row.basis], "text": row.text}
            for row in frame.dropna(subset=["high"]).itertuples()
        ],
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
    style = {"color": colour, "linewidth": 2, "solid_capstyle": "butt"}
    ax.plot([low, high], [y, y], **style, alpha=0.55 if open_low else 1)
    if open_high:
        arrow = {"arrowstyle": "->", "color": colour, "linewidth": 1.6}
        arrow |= {"shrinkA": 0, "shrinkB": 0, "mutation_scale": 9}
        ax.annotate("", (high + right * _ARROW, y), xytext=(high, y), arrowprops=arrow)
    ends = [high] if open_low or low == high else [low, high]
    (mark,) = ax.plot(
        ends,
        [y] * len(ends),
        linestyle="none",
        marker=MARKERS[row["basis"]],
        markersize=5.5,
        color=colour,
        markerfacecolor="white" if row["weak"] else colour,
    )
    if "place" in row:
        say(mark, row["place"])
    ax.annotate(
        row["text"],
        (high + right * _ARROW if open_high else high, y),
        (6, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        color=DARK_OCHRE if row["basis"] == "claim" else colour,
    )


def draw_rates(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_rates`."""
    figure, ax = canvas(5.3)
    top, right = 0.0, 100 * float(frame["high"].max()) * 1.3
    places, names = [], []
    for family, rows in frame.groupby("family", sort=False):
        start = top
        for place, row in zip(rows.index, rows.to_dict("records"), strict=True):
            if pd.isna(row["high"]):
                ax.text(1.8, top, f"field: {row['text']}", va="center", fontsize=SMALL, color=GREY)
            else:
                percent = {"low": 100 * row["low"], "high": 100 * row["high"]}
                spoken = {**row, **percent, "text": f"{row['basis']} {row['text']}"}
                _span(ax, top, {**spoken, "place": place}, right)
            top += 1
        places.append((start + top - 1) / 2)
        names.append(_in_lines(family))
        ax.axhline(top - 0.2, color=PALE, linewidth=0.6)
        top += 0.6
    limit = 100 * float(frame["us_limit"].iloc[0])
    ax.axvline(limit, color=INK, linewidth=1, linestyle=(0, (4, 2)), zorder=0)
    look = {"textcoords": "offset points", "va": "top", "fontsize": SMALL}
    ax.annotate(f"limit in US law: {limit:g}%", (limit, -1.5), (4, 0), **look)
    ax.set_yticks(places, names, fontsize=SMALL)
    ax.set(xlim=(0, right), ylim=(top - 0.6, -1.6), xlabel="Percent of submunitions")
    ax.spines["left"].set_visible(False)
    return figure


def _in_lines(munition: str) -> str:
    """Return the name of a munition on as many lines as it needs beside an axis."""
    return munition.replace(" (", "\n(").replace(", ", ",\n")


def chart_ratio(evidence: Evidence) -> Picture:
    """Return the chart of how many times the field rate is the rate tested or claimed."""
    frame = some(
        claimed_against_observed(evidence),
        "no munition has both a rate tested or claimed and one seen in the field",
    )
    drawn = statements(evidence)
    drawn = drawn[drawn["family"].isin(frame["family"])]
    frame["family"] = frame["family"].map(_MUNITIONS)
    return picture(
        WORDS,
        "field_against_claimed",
        frame,
        draw_ratio,
        evidence.cites(("failure_rates", drawn["id"])),
        least=frame["times_low"].min(),
        pairs=[{"family": row.family, **_ends(row)} for row in frame.itertuples()],
    )


def _ends(row: Any) -> dict[str, str]:
    """Return both rates of a row of :func:`claimed_against_observed`, and their ratio."""
    return {
        "claimed": f"{rate(row.claimed_low)} to {rate(row.claimed_high)}",
        "field": f"{rate(row.field_low)} to {rate(row.field_high)}",
        "times": f"{row.times_low:.1f} to {row.times_high:.1f}",
    }


def draw_ratio(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_ratio`."""
    figure, ax = canvas(2.2)
    colour = RATES["field"]
    for y, row in enumerate(frame.itertuples()):
        ax.plot(
            [row.times_low, row.times_high],
            [y, y],
            color=colour,
            marker=MARKERS["field"],
            markersize=6,
            markerfacecolor="white" if row.weak else colour,
        )
        right = row.times_low > frame["times_high"].max() / 2
        ends = _ends(row)
        ax.text(
            row.times_high if right else row.times_low,
            y + 0.36,
            f"{ends['times']} times: {ends['claimed']} became {ends['field']}",
            fontsize=SMALL,
            va="center",
            ha="right" if right else "left",
            color=colour,
        )
    ax.axvline(1, color=INK, linewidth=1)
    ax.text(1.05, -0.55, "as claimed", fontsize=SMALL, va="center")
    names = [name.replace(" with ", "\nwith ").replace(", ", ",\n") for name in frame["family"]]
    ax.set_yticks(range(len(frame)), names, fontsize=SMALL)
    ax.set(xlim=(0, frame["times_high"].max() * 1.08), ylim=(len(frame) - 0.4, -0.8))
    ax.set_xlabel("Times the tested or claimed rate")
    ax.spines["left"].set_visible(False)
    return figure


def chart_duds(evidence: Evidence) -> Picture:
    """Return the chart of the duds that a thousand shells would leave at each published rate."""
    duds = duds_left(evidence)
    frame = duds.drop(columns="id")
    test = frame.loc[frame["basis"].eq("test"), "low"]
    return picture(
        WORDS,
        "duds_per_thousand_shells",
        frame,
        draw_duds,
        evidence.cites(("failure_rates", duds["id"])),
        shells=SHELLS,
        each=submunitions_per_shell(evidence),
        others=other_shells(evidence),
        claim=frame.loc[frame["basis"].eq("claim"), "high"].min(),
        test_low=test.min(),
        test_high=test.max(),
        counts=[_count(row.low, row.high) for row in frame.itertuples()],
    )


def _count(low: float, high: float) -> str:
    """Return a range of duds in words."""
    if pd.isna(low):
        return f"up to {high:,.0f}"
    if pd.isna(high):
        return f"{low:,.0f} or more"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def draw_duds(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_duds`."""
    figure, ax = canvas(2.9)
    right = float(frame[["low", "high"]].max().max()) * 1.5
    for y, row in enumerate(frame.to_dict("records")):
        _span(ax, y, {**row, "text": _count(row["low"], row["high"])}, right)
    names = [f"{row.label},\n{row.basis} {row.rate}" for row in frame.itertuples()]
    ax.set_yticks(range(len(frame)), names, fontsize=SMALL)
    ax.set(xlim=(0, right), ylim=(len(frame) - 0.5, -0.6), xlabel=f"Duds per {SHELLS:,} shells")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.spines["left"].set_visible(False)
    return figure
