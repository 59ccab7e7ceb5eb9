"""Charts of the chapter on military value: published views and comparisons."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from casebook.military_value_record import (
    PERIODS,
    evidence_map,
    lethality,
)
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SIDE_COLOURS, SMALL, Picture, canvas
from casebook.telling.wording import capitalised, counted, spelled

_BASES = ("study", "official", "commentary")

_SIDES = {"supports": ("for", "o"), "questions": ("against", "s")}

_PER_LINE = 5


def chart_map(evidence: Evidence) -> Picture:
    """Chart of the published views by side, basis and period."""
    frame = evidence_map(evidence)
    firm = frame[frame["basis"].ne("commentary") & ~frame["weak"]]
    side = firm.groupby("direction").size()
    comment = frame["basis"].eq("commentary").sum()
    studies = frame[frame["basis"].eq("study") & frame["direction"].eq("questions")]
    old = int(studies["period"].eq("before 2008").sum())
    cells = frame.groupby(["direction", "basis", "period"]).size()
    return Picture(
        name="views_of_military_value",
        frame=frame,
        draw=draw_map,
        title=(
            f"{comment} of {len(frame)} published views are commentary"
            + (
                f"; {'the' if old == len(studies) else f'{spelled(old)} of the'} "
                f"{counted(len(studies), 'critical study', 'critical studies')} "
                f"{'dates' if old == 1 else 'date'} from before the treaty"
                if old
                else ""
            )
        ),
        subtitle="Views for and against the op-ed on military value, by basis",
        caption=(
            "One mark a view: blue circles for, red squares against, hollow if the source is weak. "
            "The number of marks a side reflects a search for both sides, not the balance of "
            f"opinion. Studies and official views that are not weak: {side.get('supports', 0)} for "
            f"and {side.get('questions', 0)} against. Hardly any view rests on a measurement from "
            "Ukraine. A view dated to the year alone stands in the period that ends that year."
        ),
        alt="; ".join(
            f"{_SIDES[direction][0]}, {basis}, {period}: {number}"
            for (direction, basis, period), number in cells.items()
        )
        + ".",
        sources=tuple(dict.fromkeys(evidence["effectiveness_claims"]["source"])),
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    figure, ax = canvas(3.3)
    periods = [*PERIODS, "undated"]
    rows = [(basis, side) for basis in _BASES for side in _SIDES]
    for y, (basis, side) in enumerate(rows):
        for x, period in enumerate(periods):
            cell = frame[
                frame["basis"].eq(basis) & frame["direction"].eq(side) & frame["period"].eq(period)
            ].sort_values("weak")
            for place, weak in enumerate(cell["weak"]):
                ax.plot(
                    x - 0.3 + 0.15 * (place % _PER_LINE),
                    y - 0.16 + 0.32 * (place // _PER_LINE),
                    _SIDES[side][1],
                    markersize=5.5,
                    color=SIDE_COLOURS[side],
                    markerfacecolor="white" if weak else SIDE_COLOURS[side],
                )
    for y, (_, side) in enumerate(rows):
        ax.text(-0.55, y, _SIDES[side][0], va="center", ha="right", color=SIDE_COLOURS[side])
    for place, basis in enumerate(_BASES):
        ax.text(
            -1.1, 2 * place + 0.5, capitalised(basis), va="center", ha="right", weight="semibold"
        )
        if place:
            ax.axhline(2 * place - 0.5, color=PALE, linewidth=0.8)
    ax.set_xticks(
        range(len(periods)),
        [p.replace(" and ", "\nand ").replace(" to ", "\nto ") for p in periods],
    )
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set(xlim=(-2.0, len(periods) - 0.4), ylim=(len(rows) - 0.4, -0.6), yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_lethality(evidence: Evidence) -> Picture:
    """Chart of the published comparisons of a cluster shell with ordinary shells."""
    frame = lethality(evidence)
    others = some(frame[~frame["own"]], "no comparison but the authors' own is accepted")
    return Picture(
        name="shells_one_cluster_shell_matches",
        frame=frame,
        draw=draw_lethality,
        title=(
            f"{capitalised(counted(len(others), 'comparison'))} not by the authors put one cluster "
            f"shell at {_span(others['low'].min(), others['high'].max())} ordinary ones"
        ),
        subtitle="Ordinary shells that one cluster shell is said to match",
        caption=(
            "The first is the ratio of rounds fired for each enemy soldier killed in the Vietnam "
            "war, worked out here: older shells, jungle, no method shown, one source only. The "
            "leaked estimate is a forecast for grouped infantry. Hollow: stated by a co-author "
            "of the op-ed. No measurement from Ukraine is among them."
        ),
        alt="; ".join(
            f"{row.stated_by}{' (co-author)' if row.own else ''}: " + _span(row.low, row.high)
            for row in frame.itertuples()
        )
        + ".",
        sources=tuple(
            evidence.known("effectiveness_claims", *frame["id"], key="claim_id")["source"]
        ),
    )


def _span(low: float, high: float) -> str:
    """Return a range of shells in words: ``8``, ``5 to 15``."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def draw_lethality(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_lethality`."""
    figure, ax = canvas(0.4 * len(frame) + 0.5)
    for y, row in enumerate(frame.itertuples()):
        colour = GREY if row.own else "#1b5e8c"
        ends = [row.low] if row.low == row.high else [row.low, row.high]
        ax.plot(
            ends,
            [y] * len(ends),
            marker="o",
            color=colour,
            linestyle=(0, (4, 2)) if row.own else "-",
            markerfacecolor="white" if row.own else colour,
        )
        ax.text(
            row.high + 0.35,
            y,
            _span(row.low, row.high),
            va="center",
            color=colour,
        )
    ax.axvline(1, color=INK, linewidth=1)
    ax.text(1.15, -0.62, "no better than one", fontsize=SMALL, va="center")
    labels = [
        f"{row.stated_by}"
        + (f", {row.date[:4]}" if pd.notna(row.date) else ", undated")
        + ("\n(co-author of the op-ed)" if row.own else "")
        for row in frame.itertuples()
    ]
    ax.set_yticks(range(len(frame)), labels, fontsize=SMALL)
    ax.set(xlim=(0, frame["high"].max() * 1.12), ylim=(len(frame) - 0.4, -0.95))
    ax.xaxis.set_major_locator(MultipleLocator(5))
    ax.set_xlabel("Ordinary shells per cluster shell")
    ax.spines["left"].set_visible(False)
    return figure
