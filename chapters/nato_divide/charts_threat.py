"""Chart of "A divided NATO?": the gap under every reading of "threatened"."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.pictures import Picture, picture
from casebook.telling.wording import points
from chapters.common.allies import membership_rows, place_rows
from chapters.common.palette import BAND, BLUE, BRICK, UNCLEAR
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts_threat import (
    SPENDING,
    clear_gaps,
    reading_of,
    readings,
    specifications,
)


def chart_specifications(evidence: Evidence) -> Picture:
    """Return the specification curve of the gap between threatened allies and the rest."""
    frame = specifications(evidence)
    frame["label"] = frame["definition"].map(readings("threatened"))
    reading = reading_of(evidence, "threatened")
    frame["chosen"] = frame["definition"].eq(reading) & frame["population"].eq("all allies")
    return picture(
        WORDS,
        "threat_specifications",
        frame,
        draw_specifications,
        evidence.cites(
            *membership_rows(evidence),
            place_rows(evidence),
            ("distance_to_moscow", evidence["distance_to_moscow"]),
            ("milex", evidence.pick("milex", **SPENDING)),
        ),
        positive=int((frame["difference"] > 0).sum()),
        clear=int(clear_gaps(frame).sum()),
        low=frame.iloc[0].to_dict(),
        high=frame.iloc[-1].to_dict(),
        chosen=frame[frame["chosen"]].sort_values("day").to_dict("records"),
    )


def draw_specifications(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_specifications`."""
    by_mean = frame.groupby("definition")["difference"].mean().sort_values().index[::-1]
    blocks = (
        ("day", sorted(set(frame["day"]))),
        ("population", sorted(set(frame["population"]))),
        ("definition", list(by_mean)),
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
    shorter = WORDS.entry("threat_specifications")["shorter"]
    for block, values in blocks:
        for value in values:
            if len(places) % 2 == 0:
                bottom.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0)
            hit = frame[block].eq(value)
            bottom.scatter(columns[hit], np.full(hit.sum(), row), s=4.5, color=INK, linewidth=0)
            text = in_words(value) if block == "day" else shown.get(value, value)
            labels.append(shorter.get(text, text))
            places.append(row)
            row += 1
        row += 1
    bottom.set(ylim=(row - 1.4, -0.6), yticks=places, xticks=[])
    bottom.set_yticklabels(labels, fontsize=SMALL)
    bottom.spines[["left", "bottom"]].set_visible(False)
    return figure


def _draw_curve(ax: Axes, columns: np.ndarray, frame: pd.DataFrame) -> None:
    """Draw the gaps with their intervals, in percentage points, and name the chosen ones."""
    percents = 100 * frame[["low", "difference", "high"]]
    clear = frame["clear"].astype(bool)
    for shown, colour, face in ((clear, BLUE, BLUE), (~clear, UNCLEAR, "white")):
        rows, places = percents[shown], columns[shown]
        ax.vlines(places, rows["low"], rows["high"], color=colour, linewidth=0.9)
        look = {"facecolor": face, "edgecolor": colour, "linewidth": 0.8, "zorder": 3}
        ax.scatter(places, rows["difference"], s=9, **look)
    ax.axhline(0, color=INK, linewidth=0.8)
    chosen = columns[frame["chosen"].astype(bool)]
    for height, place in zip((85, 115), chosen, strict=False):
        row, value = frame.iloc[place], percents["difference"].iloc[place]
        ax.plot(place, value, "D", ms=6, mfc="none", mec=BRICK, mew=1.3, zorder=4)
        ax.annotate(
            f"{row['label']},\n{in_words(row['day'])}: {points(row['difference'])}",
            (place, value),
            xytext=(max(place - 7, len(frame) * 0.5), height),
            ha="right",
            va="center",
            fontsize=SMALL,
            color=BRICK,
            linespacing=1.05,
            arrowprops={"arrowstyle": "-", "color": BRICK, "linewidth": 0.8, "shrinkB": 4},
        )
    words = WORDS.entry("threat_specifications")
    for height, colour, key in ((-26, BLUE, "full_dot"), (-46, GREY, "open_dot")):
        look = {"ha": "right", "va": "center", "fontsize": SMALL, "color": colour}
        ax.text(len(frame) - 1, height, words[key], **look)
    ax.set(ylim=(-55, 130), yticks=(0, 50, 100), xlim=(-1, len(frame)))
    ax.grid(axis="y")
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
