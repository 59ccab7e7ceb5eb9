"""Charts of the chapter "Shells and budgets": heavy gun shells made, and every figure found."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.industry_measures import heavy_output, like_for_like, rounds, span, statements
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import INK, SMALL, Picture, canvas, legible
from casebook.telling.wording import spelled

COLOURS = {"Russia": "#8c2d19", "Europe": "#1b5e8c", "United States": "#b8860b"}
"""The makers, alike in all charts of the chapter."""


_MARKERS = {"Russia": "o", "Europe": "s", "United States": "D"}

_KINDS = {
    "actual": ("o", True, "output, as stated"),
    "estimate": ("o", False, "output, estimated"),
    "capacity": ("s", False, "capacity"),
    "target": ("^", False, "target"),
}
"""Marker, filled or not, and name of each kind of figure."""

_PANELS = (
    ("Russia", "152 mm"),
    ("Europe", "155 mm"),
    ("Russia", "122 mm"),
    ("United States", "155 mm"),
    ("Russia", "122 mm and 152 mm"),
    ("Europe", "all artillery (calibre not stated)"),
    ("Russia", "all artillery (calibre not stated)"),
)


def chart_heavy(evidence: Evidence) -> Picture:
    """Chart of yearly output in the heavy gun calibres as ranges: Russia, Europe, United States."""
    years = some(like_for_like(evidence), "no year has accepted shell figures of both sides")
    rows = heavy_output(evidence)
    rows = rows.assign(
        low=rows["low"].fillna(rows["value"]),
        high=rows["high"].fillna(rows["value"]),
        bound=np.select([rows["low"].isna(), rows["high"].isna()], ["at most", "at least"], ""),
    )
    frame = (
        rows.groupby(["who", "year"])
        .agg(low=("low", "min"), high=("high", "max"), figures=("id", "size"))
        .reset_index()
    )
    last = years.iloc[-1]
    ahead = last["ratio_low"] > 1
    return Picture(
        name="industry_heavy_shells",
        frame=frame,
        draw=draw_heavy,
        title=(
            f"By the figures for {int(last['year'])} Russia made {last['ratio_low']:.1f} to "
            f"{last['ratio_high']:.1f} times as many heavy gun shells as Europe"
            if ahead
            else f"For {int(last['year'])} the figures for Russian and European shells overlap"
        ),
        subtitle=(
            # number: a unit
            "Output of 152 mm (Russia) and 155 mm shells, million rounds a year; bars are ranges "
            "of the figures found"
        ),
        caption=(
            "Actual output and estimates of it only; capacity, targets, deliveries and figures "
            "for other calibres are left out. A bound (at least, at most) is drawn as a mark. A "
            "year without a mark has no figure in the sources found. Europe is the EU or Europe as "
            "the speaker says; the figures come from different speakers, so no line joins them."
        ),
        alt="; ".join(
            f"{who}: "
            + ", ".join(
                f"{row['year']} {span(row['low'], row['high'])}" for _, row in rows.iterrows()
            )
            for who, rows in frame.groupby("who")
        )
        + " rounds a year.",
        sources=tuple(rows["source"].unique()),
    )


def draw_heavy(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_heavy`."""
    figure, ax = canvas(3)
    shifts = {"Russia": -0.2, "Europe": 0.0, "United States": 0.2}
    for who, rows in frame.groupby("who"):
        x = rows["year"] + shifts[who]
        ax.vlines(x, rows["low"] / 1e6, rows["high"] / 1e6, color=COLOURS[who], linewidth=5)
        for end in ("low", "high"):
            ax.plot(x, rows[end] / 1e6, _MARKERS[who], color=COLOURS[who], markersize=6)
    places = {"Russia": (2024, "high", "left"), "Europe": (2025, "high", "right")}
    for who, rows in frame.groupby("who"):
        year, end, _ = places.get(who, (rows["year"].max(), "low", "left"))
        row = rows[rows["year"].eq(min(year, rows["year"].max()))].iloc[0]
        below = who == "United States"
        ax.annotate(
            f"{who},\n155 mm" if below else f"{who}, {'152' if who == 'Russia' else '155'} mm",
            (row["year"] + shifts[who], row[end] / 1e6),
            xytext=(0, -9 if below else 8),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            color=legible(COLOURS[who]),
            weight="semibold",
        )
    ends = frame["year"].min(), frame["year"].max()
    ax.set(xlim=(ends[0] - 0.6, ends[1] + 0.95), ylim=(0, frame["high"].max() / 1e6 * 1.15))
    ax.set_xticks(range(ends[0], ends[1] + 1))
    ax.set_xticklabels(
        ["before\n2022" if year == 2021 else str(year) for year in range(ends[0], ends[1] + 1)]
    )
    ax.grid(axis="y")
    return figure


def chart_output(evidence: Evidence) -> Picture:
    """Chart of all figures on shells by actor and calibre, the kinds told apart by marker."""
    frame = some(statements(evidence), "table artillery_production has no accepted row")
    frame = frame[frame["kind"].isin(_KINDS)]
    frame = frame[[pair in _PANELS for pair in zip(frame["who"], frame["calibre"], strict=True)]]
    frame = frame.reset_index(drop=True)
    russia = frame[frame["who"].eq("Russia") & frame["year"].eq(2024)]
    russia = some(russia, "no figure of Russia's shells of 2024 is accepted")
    low, high = russia["value"].min(), russia["value"].max()
    tally = frame["kind"].value_counts()
    return Picture(
        name="industry_all_figures",
        frame=frame,
        draw=draw_output,
        title="What is counted decides the figure: output, capacity and target lie far apart",
        # number: a unit
        subtitle="Million rounds a year; every figure found, one panel for each maker and calibre",
        caption=(
            "Each mark is one speaker's figure, monthly ones made yearly. A bar is the speaker's "
            "own range; a short arrow marks a bound (at least, at most). Marks for one year are "
            "set side by side. Figures for single firms and plants, and those with a calibre "
            "given otherwise, are in the table only."
        ),
        alt=(
            f"{spelled(len(_PANELS)).capitalize()} panels with {len(frame)} figures: "
            + ", ".join(f"{tally.get(kind, 0)} {name}" for kind, (_, _, name) in _KINDS.items())
            + f". For Russia in 2024 the figures run from {rounds(low)} for one calibre to "
            f"{rounds(high)} for all artillery."
        ),
        sources=tuple(frame["source"].unique()),
    )


def draw_output(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_output`."""
    figure, axes = canvas(6.8, rows=4, columns=2, sharex=True, sharey=True)
    years = range(frame["year"].min(), frame["year"].max() + 1)
    for ax, (who, calibre) in zip(axes.flat, _PANELS, strict=False):
        rows = frame[frame["who"].eq(who) & frame["calibre"].eq(calibre)]
        for _, same in rows.sort_values(["kind", "value"]).groupby("year"):
            for place, (_, row) in enumerate(same.iterrows()):
                _mark(ax, row, row["year"] + 0.2 * (place - (len(same) - 1) / 2))
        ax.set_title(f"{who}, {calibre.replace('all artillery (', '').rstrip(')')}", fontsize=SMALL)
        ax.grid(axis="y")
    axes[0, 0].set(ylim=(0, 4.8), xlim=(years[0] - 0.6, years[-1] + 0.6))
    axes[0, 0].set_xticks(list(years), [f"’{year % 100}" for year in years])
    for ax in (axes[2, 1], axes[3, 0]):
        ax.tick_params(labelbottom=True)
    key = axes.flat[len(_PANELS)]
    key.axis("off")
    for place, (marker, filled, name) in enumerate(_KINDS.values()):
        y = 0.8 - 0.22 * place
        key.plot(
            0.06,
            y,
            marker,
            color=INK,
            markerfacecolor=INK if filled else "white",
            transform=key.transAxes,
        )
        key.text(0.12, y, name, va="center", transform=key.transAxes)
    key.text(0.03, 0.8 - 0.22 * len(_KINDS), "arrow: at least, at most", transform=key.transAxes)
    return figure


def _mark(ax: Axes, row: pd.Series, x: float) -> None:
    """Draw one figure with its range or its bound."""
    marker, filled, _ = _KINDS[row["kind"]]
    colour, y = COLOURS[row["who"]], row["value"] / 1e6
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        ax.vlines(x, row["low"] / 1e6, row["high"] / 1e6, color=colour, linewidth=1.2)
    else:
        ax.annotate(
            "",
            (x, y),
            xytext=(0, -11 if pd.isna(row["low"]) else 11),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": colour, "linewidth": 1, "shrinkB": 0},
        )
    ax.plot(
        x,
        y,
        marker,
        color=colour,
        markerfacecolor=colour if filled else "white",
        markersize=5,
        markeredgewidth=1.2,
    )
