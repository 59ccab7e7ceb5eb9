"""What the verdicts come to, topic by topic."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.claims import OUTCOMES
from casebook.telling.charts import INK, SMALL, canvas
from casebook.telling.pictures import Picture, picture
from casebook.telling.wording import capitalised
from casebook.telling.words import rows
from chapters.common.palette import VERDICTS
from chapters.common.verdicts import Examined
from chapters.scorecard import WORDS

_LETTERS = 9
"""How many letters of an outcome's name fit above its column."""


def by_topic(examined: Examined) -> pd.DataFrame:
    """Return one row a topic, the least held first.

    Columns: ``topic``, the number of claims that come to each outcome, under its name, and ``all``.
    """
    table = examined.verdicts
    frame = (
        pd.crosstab(table["topic"], table["outcome"])
        .reindex(columns=list(OUTCOMES), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    frame["topic"] = frame["topic"].str.replace("_", " ").map(capitalised)
    frame["topic"] = frame["topic"].str.replace("Nato", "NATO")
    frame["all"] = frame[list(OUTCOMES)].sum(axis=1)
    return frame.sort_values(["holds", "all"], ignore_index=True)


def chart_topics(examined: Examined) -> Picture:
    """Return the chart of what the verdicts come to, by topic."""
    frame = by_topic(examined)
    each = rows(frame)
    told = [
        {
            "name": row["topic"],
            "tally": [{"outcome": o, "claims": row[o]} for o in OUTCOMES if row[o]],
        }
        for row in reversed(each)
    ]
    best, worst = each[-1], each[frame["does not hold"].idxmax()]
    facts = {
        "best": best,
        "worst": worst,
        "told": told,
        "day": examined.evidence.reaches("aftermath"),
    }
    return picture(WORDS, "verdicts_by_topic", frame, draw_topics, (), **facts)


def draw_topics(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_topics`."""
    figure, ax = canvas(0.27 * len(frame) + 0.7)
    for x, name in enumerate(OUTCOMES):
        colour = VERDICTS[OUTCOMES[name][0]]
        for y, number in enumerate(frame[name]):
            if number:
                ax.scatter(x, y, s=32 * number, color=colour, edgecolor=INK, linewidth=0.4)
                ax.text(x + 0.34, y, number, va="center", fontsize=SMALL)
    names = [textwrap.fill(name, _LETTERS) for name in OUTCOMES]
    ax.set_xticks(range(len(OUTCOMES)), names, fontsize=SMALL)
    ax.set_yticks(range(len(frame)), frame["topic"])
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    ax.set(xlim=(-0.5, len(OUTCOMES) - 0.3), ylim=(-0.6, len(frame) - 0.4))
    ax.grid(axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure
