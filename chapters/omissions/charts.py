"""The omitted facts by direction and weight, as a chart and as tables."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, SMALL, canvas
from casebook.telling.pictures import Picture, Table, picture, table
from chapters.common.palette import SIDES
from chapters.omissions import WORDS
from chapters.omissions.facts import weighed

_COLOURS = {
    "supports": SIDES["supports"],
    "weakens": SIDES["questions"],
    "neutral": SIDES["neutral"],
}


def chart_omissions(evidence: Evidence) -> Picture:
    """Return the chart of the omissions by direction and number of core claims touched."""
    facts = some(weighed(evidence), "no omission is accepted")
    frame = facts[["id", "direction", "core_touched", "claims_touched"]].copy()
    frame["place"] = frame.groupby(["direction", "core_touched"]).cumcount()
    names = WORDS.entry("sides")
    told = [
        {"name": names[side], "facts": len(those), "most": those["core_touched"].max()}
        for side, those in frame.groupby("direction")
    ]
    tally = frame["direction"].value_counts()
    number = {"hurting": int(tally.get("weakens", 0)), "helping": int(tally.get("supports", 0))}
    return picture(WORDS, "omissions_by_weight", frame, draw_omissions, (), told=told, **number)


def draw_omissions(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_omissions`."""
    names = WORDS.entry("sides")
    sides = [side for side in names if frame["direction"].eq(side).any()]
    deepest = [frame.loc[frame["direction"].eq(side), "place"].max() for side in sides]
    heights = [place + 1.6 for place in deepest]
    height = 0.2 * sum(heights) + 0.9
    figure, axes = canvas(height, len(sides), sharex=True, height_ratios=heights, squeeze=False)
    axes = axes[:, 0]
    most = int(frame["core_touched"].max())
    for ax, side, deep in zip(axes, sides, deepest, strict=True):
        box = {"facecolor": _COLOURS[side], "edgecolor": "none", "pad": 1.8}
        look = {"fontsize": SMALL, "weight": "semibold", "color": "white", "bbox": box}
        for mark in frame[frame["direction"].eq(side)].itertuples():
            ax.text(mark.core_touched, mark.place, mark.id, ha="center", va="center", **look)
        number = frame["direction"].eq(side).sum()
        ax.set_title(f"{names[side]} ({number})", color=_COLOURS[side])
        ax.set(ylim=(-0.7, deep + 0.7), yticks=[], xlim=(-0.6, most + 0.6))
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xticks(range(most + 1))
        ax.tick_params(length=0)
    axes[-1].set_xlabel("Core claims touched", color=GREY)
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
