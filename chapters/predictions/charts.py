"""Charts of the events since the op-ed by claim, and the tables of predictions and events."""

from __future__ import annotations

from datetime import date
from functools import partial

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, PALE, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from chapters.common import palette
from chapters.predictions import WORDS
from chapters.predictions.facts import (
    DUE,
    PART,
    SIDES,
    bearing,
    by_standing,
    causal_ids,
    events,
    marks,
)


def chart_predictions(evidence: Evidence) -> Picture:
    """Return the chart of events by prediction, grouped by whether it has come due."""
    frame = by_standing(evidence)
    drawn = marks(evidence, list(frame.index))
    drawn.insert(0, "group", drawn["claim"].map(frame["standing"]))
    count = frame["standing"].value_counts()
    due, part = int(count.get(DUE, 0)), int(count.get(PART, 0))
    return _picture(evidence, "predictions", drawn, total=len(frame), due=due, part=part)


def chart_causes(evidence: Evidence) -> Picture:
    """Return the chart of events by causal claim."""
    chosen = causal_ids(evidence)
    drawn = marks(evidence, chosen)
    drawn.insert(0, "group", "")
    total = len(evidence.pick("claims", kind="causal"))
    return _picture(evidence, "causal_claims", drawn, total=total, borne=len(chosen))


def _picture(evidence: Evidence, name: str, drawn: pd.DataFrame, **facts: int) -> Picture:
    """Return either chart, its sources those of the events, or of the claims if there is none."""
    rows = bearing(evidence)
    shown = evidence.cites(("aftermath", rows[rows["claim"].isin(drawn["claim"])]))
    words, said = WORDS.entry("sides"), []
    for claim, part in drawn.groupby("claim", sort=False):
        count = part.groupby("direction")["events"].sum()
        some = [f"{int(count[side])} {words[side]}" for side in SIDES if count.get(side, 0)]
        said.append({"claim": claim, "events": some})
    return picture(
        WORDS,
        name,
        drawn.assign(until=evidence.reaches("aftermath").isoformat()),
        partial(draw_events, published=evidence.published),
        shown or evidence.cites(("claims", evidence["claims"])),
        published=evidence.published,
        said=said,
        **facts,
    )


_ROW, _HEAD = 1.0, 0.55
_WORDS, _LINE = 0.17, 0.62
"""Height of a row and of a group's heading; where in a row its words and its line stand."""


def draw_events(frame: pd.DataFrame, published: date) -> Figure:
    """Draw :func:`chart_predictions` or :func:`chart_causes`, from the day of publication on."""
    places, heads, y, group = {}, {}, 0.0, ""
    claims = list(frame.drop_duplicates("claim").itertuples())
    for row in claims:
        if row.group != group:
            heads[row.group] = y
            y, group = y + _HEAD, row.group
        places[row.claim] = y
        y += _ROW
    y = max(y, _ROW)
    figure, ax = canvas(0.46 * y + 0.3)
    start = pd.Timestamp(published)
    until = pd.to_datetime(frame["until"]).max() if len(frame) else start
    end = max(until, start + pd.Timedelta(days=365))
    for name, top in heads.items():
        ax.text(start, top + 0.2, name.capitalize(), weight="bold", va="center", fontsize=SMALL)
    for row in claims:
        top, words = places[row.claim], f"{row.claim}  {row.paraphrase}"
        # Kept out of the layout: a long line would narrow the axes.
        line = ax.text(start, top + _WORDS, words, va="center", fontsize=SMALL)
        line.set_in_layout(False)
        ax.plot([start, end], [top + _LINE] * 2, color=PALE, linewidth=1, zorder=0)
        if pd.isna(row.direction):
            look = {"ha": "right", "va": "center", "fontsize": SMALL, "style": "italic"}
            # The background comes last: its margin follows the size of the words.
            note = {**look, "color": GREY, "backgroundcolor": "white"}
            ax.text(end, top + _LINE, "no event found", **note)
    for row in frame.dropna(subset=["direction"]).itertuples():
        _mark(ax, places[row.claim] + _LINE, row)
    ax.set(ylim=(y, 0), xlim=(start - pd.Timedelta(days=5), end), yticks=[])
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.spines["left"].set_visible(False)
    return figure


_LOOKS = {
    "supports": ("^", -0.18, palette.SIDES["supports"]),
    "weakens": ("v", 0.18, palette.SIDES["questions"]),
    "neutral": ("o", 0.0, palette.SIDES["neutral"]),
}
"""Marker, shift from the line and colour of each direction."""


def _mark(ax: Axes, line: float, row: object) -> None:
    """Draw the events of one day and direction on the line of their claim."""
    shape, shift, colour = _LOOKS[row.direction]
    first, last = pd.Timestamp(row.first), pd.Timestamp(row.last)
    middle, y = first + (last - first) / 2, line + shift
    if first != last:
        ax.plot([first, last], [y] * 2, color=colour, linewidth=1.2)
    ax.plot(
        middle,
        y,
        marker=shape,
        markersize=6.5 if row.weak else 7.5,
        markerfacecolor="white" if row.weak else colour,
        markeredgecolor=colour if row.weak else "white",
        markeredgewidth=1.2 if row.weak else 0.6,
    )
    if row.events > 1:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        look = {"fontsize": SMALL, "color": colour, "weight": "semibold", "bbox": box}
        beside(ax, f"{int(row.events)}", middle, y, gap=(5, 0), **look)


def table_standing(evidence: Evidence) -> Table:
    """Return the table of the predictions and where they stand, those that came due first."""
    frame = by_standing(evidence).reset_index(names="claim")
    sides = frame[list(SIDES)].astype("string")
    frame["premise"] = frame["premise"].map(WORDS.entry("premises"))
    frame["days"] = sides["supports"].str.cat(sides[["weakens", "neutral"]], sep=" / ")
    return table(WORDS, "standing", frame)


def table_events(evidence: Evidence) -> Table:
    """Return the table of the events that bear on a prediction."""
    frame = events(evidence)
    frame["date"] = frame["date"].map(in_words)
    frame["direction"] = frame["direction"].map(WORDS.entry("sides"))
    return table(WORDS, "prediction-events", frame)
