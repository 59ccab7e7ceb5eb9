"""The omitted facts by direction and weight, as a chart and as tables."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import GREY, SMALL, canvas, legible
from casebook.telling.drawing.forms import width
from casebook.telling.drawing.marks import say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.common.palette import SIDES
from chapters.omissions import WORDS
from chapters.omissions.facts import weighed

_COLOURS = {
    "supports": SIDES["supports"],
    "weakens": SIDES["questions"],
    "neutral": SIDES["neutral"],
}


_MOST = 12
"""As many omissions as the chart shows."""

_BARS, _LINE, _PAD = 1.5, 0.155, 0.1
"""Width of the bars on both sides, height of a line of words and room below it, in inches."""

_LETTERS = 15.5
"""Letters on an inch of words."""


def chart_omissions(evidence: Evidence) -> Picture:
    """Return the chart of the omissions that touch most core claims, and whom they help."""
    facts = some(weighed(evidence), "no omission is accepted")
    ranked = facts.sort_values(["core_touched", "claims_touched", "id"], ascending=[0, 0, 1])
    columns = ["id", "omission", "direction", "core_touched", "source", "grade"]
    frame = ranked.rename(columns={"confidence": "grade"})[columns].head(_MOST)
    tally = facts["direction"].value_counts()
    return picture(
        WORDS,
        "omissions_by_weight",
        frame.reset_index(drop=True),
        draw_omissions,
        (),
        shown=len(frame),
        all=len(facts),
        hurting=int(tally.get("weakens", 0)),
        helping=int(tally.get("supports", 0)),
        sides=WORDS.entry("sides"),
    )


def draw_omissions(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_omissions`: words at the left, a bar to the side that the fact helps."""
    room = width() - _BARS - 0.15
    middle, unit = width() - _BARS / 2, (_BARS / 2 - 0.15) / max(1, frame["core_touched"].max())
    lines, y = [], 0.3
    for row, fact in frame.iterrows():
        text = textwrap.wrap(f"{fact['id']}  {fact['omission']}", int(room * _LETTERS))
        lines.append((row, y, text, fact))
        y += _LINE * len(text) + _PAD
    figure, ax = canvas(y)
    names = WORDS.entry("sides")
    for side, x, align in (
        ("weakens", middle - 0.05, "right"),
        ("supports", middle + 0.05, "left"),
    ):
        look = {"color": legible(_COLOURS[side]), "weight": "semibold", "fontsize": SMALL}
        ax.text(x, 0.1, names[side], ha=align, va="center", **look)
    for row, top, text, fact in lines:
        ax.text(0, top, "\n".join(text), va="top", fontsize=SMALL, linespacing=1.15)
        size, side = fact["core_touched"] * unit, fact["direction"]
        start = {"weakens": middle - size, "supports": middle, "neutral": middle - size / 2}[side]
        bar = Rectangle((start, top), size, _LINE, facecolor=_COLOURS[side], linewidth=0)
        say(ax.add_patch(bar), row)
        outer = start - 0.04 if side == "weakens" else start + size + 0.04
        look = {"ha": "right" if side == "weakens" else "left", "va": "center", "fontsize": SMALL}
        ax.text(outer, top + _LINE / 2, fact["core_touched"], **look)
    ax.vlines(middle, 0.22, y, color=GREY, linewidth=0.8)
    ax.set(xlim=(0, width()), ylim=(y, 0))
    ax.axis("off")
    return figure


def _listing(evidence: Evidence, name: str, direction: str) -> Table:
    facts = weighed(evidence)
    return table(WORDS, name, facts[facts["direction"].eq(direction)])


def table_for(evidence: Evidence) -> Table:
    """Return the omitted facts that help the op-ed."""
    return _listing(evidence, "omissions-for", "supports")


def table_against(evidence: Evidence) -> Table:
    """Return the omitted facts that hurt the op-ed."""
    return _listing(evidence, "omissions-against", "weakens")


def table_neutral(evidence: Evidence) -> Table:
    """Return the omitted facts that cut neither way."""
    return _listing(evidence, "omissions-neutral", "neutral")
