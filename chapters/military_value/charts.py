"""The charts of the chapter on military value: published views and comparisons."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.pictures import Picture, picture
from casebook.telling.wording import capitalised
from chapters.common.palette import BLUE, SIDES
from chapters.common.views import concluded, views
from chapters.military_value import WORDS
from chapters.military_value.facts import PERIODS, evidence_map, lethality

_BASES = ("study", "official", "commentary")

_MARKERS = {"supports": "o", "questions": "s"}

_SAYS = WORDS.entry("views_of_military_value")["sides"]

_PER_LINE, _LINES = 7, 4
"""Marks a line of a cell, and lines that a cell has room for."""


def chart_map(evidence: Evidence) -> Picture:
    """Return the chart of the published views by side, basis and period."""
    frame = evidence_map(evidence)
    firm = frame.loc[frame["basis"].ne("commentary") & ~frame["weak"], "direction"]
    critical = frame[frame["basis"].eq("study") & frame["direction"].eq("questions")]
    cells = frame.groupby(["direction", "basis", "period"]).size()
    return picture(
        WORDS,
        "views_of_military_value",
        frame,
        draw_map,
        evidence.cites(("effectiveness_claims", evidence["effectiveness_claims"])),
        commentary=int(frame["basis"].eq("commentary").sum()),
        critical=len(critical),
        old=int(critical["period"].eq("before 2008").sum()),
        firm_for=int(firm.eq("supports").sum()),
        firm_against=int(firm.eq("questions").sum()),
        cells=[
            {"side": _SAYS[direction], "basis": basis, "period": period, "views": number}
            for (direction, basis, period), number in cells.items()
        ],
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    figure, ax = canvas(4.6)
    periods = [*PERIODS, "undated"]
    rows = [(basis, side) for basis in _BASES for side in _MARKERS]
    for y, (basis, side) in enumerate(rows):
        in_row = frame[frame["basis"].eq(basis) & frame["direction"].eq(side)]
        for x, period in enumerate(periods):
            cell = in_row[in_row["period"].eq(period)].sort_values("weak")
            for place, weak in enumerate(cell["weak"]):
                ax.plot(
                    x - 0.36 + 0.12 * (place % _PER_LINE),
                    y - 0.3 + 0.2 * (place // _PER_LINE),
                    _MARKERS[side],
                    markersize=4.6,
                    color=SIDES[side],
                    markerfacecolor="white" if weak else SIDES[side],
                )
    for y, (_, side) in enumerate(rows):
        ax.text(-0.55, y, _SAYS[side], va="center", ha="right", color=SIDES[side])
    for place, basis in enumerate(_BASES):
        look = {"va": "center", "ha": "right", "weight": "semibold"}
        ax.text(-1.1, 2 * place + 0.5, capitalised(basis), **look)
        if place:
            ax.axhline(2 * place - 0.5, color=PALE, linewidth=0.8)
    labels = [p.replace(" and ", "\nand ").replace(" to ", "\nto ") for p in periods]
    ax.set_xticks(range(len(periods)), labels)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set(xlim=(-2.0, len(periods) - 0.4), ylim=(len(rows) - 0.4, -0.6), yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_lethality(evidence: Evidence) -> Picture:
    """Return the chart of the published comparisons of a cluster shell with ordinary shells."""
    frame = lethality(evidence)
    others = some(frame[~frame["own"]], "no comparison but the authors' own is accepted")
    return picture(
        WORDS,
        "shells_one_cluster_shell_matches",
        frame,
        draw_lethality,
        evidence.cites(("effectiveness_claims", views(evidence, *frame["id"]))),
        others=len(others),
        span=_span(others["low"].min(), others["high"].max()),
        spans=[_span(row.low, row.high) for row in frame.itertuples()],
        conclusions=concluded(views(evidence, *frame["id"])),
        vietnam="E01" in set(frame["id"]),
        leaked="E02" in set(frame["id"]),
    )


def _span(low: float, high: float) -> str:
    """Return a range of shells in words: ``8``, ``5 to 15``."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def draw_lethality(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_lethality`."""
    figure, ax = canvas(0.4 * len(frame) + 0.5)
    for y, row in enumerate(frame.itertuples()):
        colour = GREY if row.own else BLUE
        ends = [row.low] if row.low == row.high else [row.low, row.high]
        ax.plot(
            ends,
            [y] * len(ends),
            marker="o",
            color=colour,
            linestyle=(0, (4, 2)) if row.own else "-",
            markerfacecolor="white" if row.own else colour,
        )
        ax.text(row.high + 0.35, y, _span(row.low, row.high), va="center", color=colour)
    ax.axvline(1, color=INK, linewidth=1)
    ax.text(1.15, -0.62, "no better than one", fontsize=SMALL, va="center")
    labels = [
        f"{row.stated_by}, {row.date[:4] if pd.notna(row.date) else 'undated'}"
        + ("\n(co-author of the op-ed)" if row.own else "")
        for row in frame.itertuples()
    ]
    ax.set_yticks(range(len(frame)), labels, fontsize=SMALL)
    ax.set(xlim=(0, frame["high"].max() * 1.12), ylim=(len(frame) - 0.4, -0.95))
    ax.xaxis.set_major_locator(MultipleLocator(5))
    ax.set_xlabel("Ordinary shells per cluster shell")
    ax.spines["left"].set_visible(False)
    return figure
