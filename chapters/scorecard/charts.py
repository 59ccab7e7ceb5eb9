"""All verdicts, topic by topic."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from casebook.reasoning.claims import BY_OUTCOME, OUTCOMES
from casebook.telling.drawing.charts import INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import width
from casebook.telling.drawing.pictures import Picture, picture
from chapters.common.days import of_book
from chapters.common.palette import TILE_EDGE, VERDICTS
from chapters.common.verdicts import Examined, topic_name
from chapters.scorecard import WORDS

_WORDS, _TILE, _GAP = 1.25, 0.27, 0.1
"""Width of a topic's name, side of a tile and room between topics, in inches."""

_LETTERS = 18
"""How many letters of a topic's name fit on a line."""


def by_topic(examined: Examined) -> pd.DataFrame:
    """Return one row a claim, in the order drawn: topics with most claims first.

    Columns: ``topic``, ``id``, ``paraphrase``, ``verdict``, ``outcome``, ``weight``, ``card``
    (address of the claim's card, as seen from the folder of the drawing).
    """
    frame = examined.verdicts.rename(columns={"now": "verdict"})
    ranks = list(BY_OUTCOME)
    frame["topic"] = frame["topic"].map(topic_name)
    frame["card"] = [
        f"../chapters/{finding.chapter}.html#{finding.claim.anchor}"
        for finding in examined.findings.values()
    ]
    frame["size"] = frame.groupby("topic")["id"].transform("size")
    frame["rank"] = frame["verdict"].map(ranks.index)
    order = {"by": ["size", "topic", "rank", "id"], "ascending": [False, True, True, True]}
    columns = ["topic", "id", "paraphrase", "verdict", "outcome", "weight", "card"]
    return frame.sort_values(**order)[columns].reset_index(drop=True)


def chart_topics(examined: Examined) -> Picture:
    """Return the chart of all verdicts, a tile a claim, by topic."""
    frame = by_topic(examined)
    tally = pd.crosstab(frame["topic"], frame["outcome"]).reindex(columns=list(OUTCOMES))
    tally = tally.fillna(0).astype(int)
    judged = tally.drop(columns="a matter of values").sum(axis=1)
    told = [
        {
            "name": topic,
            "tally": [{"outcome": o, "claims": n} for o, n in tally.loc[topic].items() if n],
        }
        for topic in frame["topic"].unique()
    ]
    return picture(
        WORDS,
        "verdicts_by_topic",
        frame,
        draw_topics,
        (),
        topics=len(tally),
        mostly=int((tally["holds"] > tally["does not hold"]).sum()),
        over_half=int((2 * tally["holds"] > judged).sum()),
        told=told,
        day=of_book(examined.evidence),
    )


def draw_topics(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_topics`."""
    across = int((width() - _WORDS) / _TILE)
    topics = list(frame.groupby("topic", sort=False))
    present = [verdict for verdict in VERDICTS if frame["verdict"].eq(verdict).any()]
    tops, bottom = [], 0.0
    for _, those in topics:
        tops.append(bottom)
        bottom += _TILE * -(-len(those) // across) + _GAP
    figure, ax = canvas(bottom + 0.2 * -(-len(present) // 2) + 0.1)
    for (name, those), top in zip(topics, tops, strict=True):
        words = {"va": "center", "fontsize": SMALL, "linespacing": 1.0}
        ax.text(0, top + _TILE / 2, textwrap.fill(name, _LETTERS), **words)
        for place, (_, claim) in enumerate(those.iterrows()):
            down, right = divmod(place, across)
            x, y = _WORDS + right * _TILE, top + down * _TILE
            colour, core = VERDICTS[claim["verdict"]], claim["weight"] == "core"
            look = {"edgecolor": INK if core else TILE_EDGE, "linewidth": 1.1 if core else 0.4}
            side = _TILE - 0.03
            tile = Rectangle((x, y), side, side, facecolor=colour, url=claim["card"], **look)
            ax.add_patch(tile)
            number = {"ha": "center", "va": "center", "fontsize": SMALL, "color": text_on(colour)}
            ax.text(x + side / 2, y + side / 2, claim["id"][1:], **number)
    key = [Patch(facecolor=VERDICTS[v], edgecolor=TILE_EDGE, lw=0.4, label=v) for v in present]
    where = {"loc": "upper left", "bbox_to_anchor": (0, 0), "borderaxespad": 0}
    ax.legend(handles=key, ncols=2, fontsize=SMALL, handlelength=1, **where)
    ax.set(xlim=(0, width()), ylim=(bottom, 0))
    ax.axis("off")
    return figure
