"""Chart of the chapter "A divided NATO?": the gap under every reading of "threatened"."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.nato_divide_members import keys_of, points
from casebook.nato_divide_threat import DEFAULTS, DEFINITIONS, specifications
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    SMALL,
    Picture,
    canvas,
)

_BLUE, _BROWN = "#1b5e8c", "#8c2d19"


def chart_specifications(evidence: Evidence) -> Picture:
    """Specification curve of the gap between threatened allies and the rest."""
    frame = specifications(evidence)
    frame["label"] = frame["definition"].map(DEFINITIONS["threatened"])
    reading = evidence.definitions.get("threatened", DEFAULTS["threatened"])
    frame["chosen"] = frame["definition"].eq(reading) & frame["population"].eq("all allies")
    positive, clear = frame["difference"] > 0, frame["clear"] & (frame["difference"] > 0)
    low, high = frame.iloc[0], frame.iloc[-1]
    chosen = frame[frame["chosen"]].sort_values("day")
    return Picture(
        name="threat_specifications",
        frame=frame,
        draw=draw_specifications,
        title=(
            f"In {int(positive.sum())} of {len(frame)} codings threatened allies stay out more "
            f"often; in {int(clear.sum())} the gap is clear of zero"
        ),
        subtitle=(
            "Share outside the treaty among “threatened” allies less that among the rest, in "
            "points, with intervals; each column one coding"
        ),
        caption=(
            "Each column is one way to say who is threatened, which allies to compare and on which "
            "day; the dots below say which. Full dots: the confidence interval (Newcombe) leaves "
            "out zero. The codings overlap and are not independent tests. The groups are small and "
            "differ in much else: this shows a difference, not its cause."
        ),
        alt=(
            f"Specification curve of {len(frame)} codings, from {points(low['difference'])} points "
            f"({low['label']}) to {points(high['difference'])} points ({high['label']}). "
            f"{int(positive.sum())} are above zero, {int(clear.sum())} with their whole interval. "
            + " ".join(
                f"By “{row.label}” among all allies on {in_words(row.day)} it is "
                f"{points(row.difference)} points ({points(row.low)} to {points(row.high)}; "
                f"Fisher's exact p {row.p_value:.3f})."
                for row in chosen.itertuples()
            )
        ),
        sources=("untc_ccm_2026", *keys_of(evidence, "geography"), "graphicnews_2024_nato"),
    )


_SHORTER = {
    "without the United States and Canada": "without US and Canada",
    "capital in the half nearer to Moscow": "capital nearer to Moscow than most",
    "defence share of GDP above the median": "defence share above the median",
    "once in the Warsaw Pact or Soviet Union": "once Warsaw Pact or Soviet Union",
}
"""Shorter words for a phone's width, where the chart has a row of its own for each."""


def draw_specifications(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_specifications`."""
    blocks = (
        ("day", list(dict.fromkeys(frame.sort_values("day")["day"]))),
        ("population", list(dict.fromkeys(frame.sort_values("population")["population"]))),
        (
            "definition",
            list(frame.groupby("definition")["difference"].mean().sort_values().index[::-1]),
        ),
    )
    lines = sum(len(values) for _, values in blocks) + len(blocks) - 1
    figure, (top, bottom) = canvas(
        2.1 + 0.148 * lines, rows=2, sharex=True, height_ratios=(2.1, 0.148 * lines)
    )
    figure.get_layout_engine().set(hspace=0.02)
    columns = np.arange(len(frame))
    _draw_curve(top, columns, frame)
    labels, places, row = [], [], 0
    shown = frame.set_index("definition")["label"].to_dict()
    for block, values in blocks:
        for value in values:
            if len(places) % 2 == 0:
                bottom.axhspan(row - 0.5, row + 0.5, color="#f4f4f4", linewidth=0)
            hit = frame[block].eq(value)
            bottom.scatter(columns[hit], np.full(hit.sum(), row), s=4.5, color=INK, linewidth=0)
            text = shown.get(value, value)
            labels.append(in_words(text) if block == "day" else _SHORTER.get(text, text))
            places.append(row)
            row += 1
        row += 1
    bottom.set(ylim=(row - 1.4, -0.6), yticks=places, xticks=[])
    bottom.set_yticklabels(labels, fontsize=SMALL)
    bottom.spines[["left", "bottom"]].set_visible(False)
    return figure


def _draw_curve(ax: Axes, columns: np.ndarray, frame: pd.DataFrame) -> None:
    clear = frame["clear"].astype(bool)
    for chosen, colour, face in ((clear, _BLUE, _BLUE), (~clear, "#8a8a8a", "white")):
        rows = frame[chosen]
        ax.vlines(
            columns[chosen], 100 * rows["low"], 100 * rows["high"], color=colour, linewidth=0.9
        )
        ax.scatter(
            columns[chosen],
            100 * rows["difference"],
            s=9,
            facecolor=face,
            edgecolor=colour,
            linewidth=0.8,
            zorder=3,
        )
    ax.axhline(0, color=INK, linewidth=0.8)
    chosen = columns[frame["chosen"].astype(bool)]
    for height, place in zip((85, 115), chosen, strict=False):
        row = frame.iloc[place]
        value = 100 * row["difference"]
        ax.plot(place, value, "D", ms=6, mfc="none", mec=_BROWN, mew=1.3, zorder=4)
        ax.annotate(
            f"{row['label']},\n{in_words(row['day'])}: {points(row['difference'])}",
            (place, value),
            xytext=(max(place - 7, len(frame) * 0.5), height),
            ha="right",
            va="center",
            fontsize=SMALL,
            color=_BROWN,
            linespacing=1.05,
            arrowprops={"arrowstyle": "-", "color": _BROWN, "linewidth": 0.8, "shrinkB": 4},
        )
    end = len(frame) - 1
    for height, colour, text in (
        (-26, _BLUE, "full dot: clear of zero"),
        (-46, GREY, "open dot: interval spans zero"),
    ):
        ax.text(end, height, text, ha="right", va="center", fontsize=SMALL, color=colour)
    ax.set(ylim=(-55, 130), yticks=(0, 50, 100), xlim=(-1, len(frame)))
    ax.grid(axis="y")
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
