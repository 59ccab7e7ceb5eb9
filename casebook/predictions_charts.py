"""Charts of the chapter "Predictions"."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.predictions import (
    DUE,
    PART,
    SIDE_WORDS,
    STANDINGS,
    bearing,
    causal_ids,
    marks,
    tally,
)
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.charts import GREY, PALE, SIDE_COLOURS, SMALL, Picture, canvas
from casebook.telling.wording import listed, spelled


def chart_predictions(evidence: Evidence) -> Picture:
    """Events since publication by prediction, grouped by whether it has come due."""
    frame = tally(evidence)
    order = [c for name in STANDINGS for c in frame.index[frame["standing"].eq(name)]]
    drawn = marks(evidence, order)
    drawn.insert(0, "group", drawn["claim"].map(frame["standing"]))
    due = frame["standing"].value_counts()
    return _picture(
        evidence,
        drawn,
        name="predictions",
        title=(
            f"Of {spelled(len(frame))} predictions {spelled(int(due.get(DUE, 0)))} have come due, "
            f"{spelled(int(due.get(PART, 0)))} in part"
        ),
        subtitle=(
            "Dated events since 10 August 2024 by prediction they bear on; up: for it, down: "
            "against it, dot: neither"
        ),
    )


def chart_causes(evidence: Evidence) -> Picture:
    """Events since publication by causal claim."""
    chosen = causal_ids(evidence)
    drawn = marks(evidence, chosen)
    drawn.insert(0, "group", "")
    total = int(evidence["claims"]["kind"].eq("causal").sum())
    borne = spelled(len(chosen))
    return _picture(
        evidence,
        drawn,
        name="causal_claims",
        title=f"Events since bear on {borne} of the op-ed's {total} claims on causes",
        subtitle=(
            "Dated events since 10 August 2024 by claim they bear on; up: for it, down: against "
            "it, dot: neither"
        ),
    )


def _picture(
    evidence: Evidence, drawn: pd.DataFrame, *, name: str, title: str, subtitle: str
) -> Picture:
    """Return either chart with the words that both share."""
    rows = bearing(evidence)
    cited = rows.loc[rows["claim"].isin(drawn["claim"]), "source"]
    said = []
    for claim, part in drawn.groupby("claim", sort=False):
        count = part.groupby("direction")["events"].sum()
        said.append(
            f"{claim}: "
            + listed(
                f"{int(count.get(side, 0))} {word}"
                for side, word in SIDE_WORDS.items()
                if count.get(side, 0)
            ).replace("none", "no event")
        )
    return Picture(
        name=name,
        frame=drawn.assign(until=evidence.as_of.isoformat()),
        draw=draw_events,
        title=title,
        subtitle=subtitle,
        caption=(
            "Triangles above a line point the claim's way, those below it the other way, dots "
            "neither. A figure counts events of one day. Hollow marks rest on weak sources only. A "
            "bar spans the time in which an event without a day can have been; lines end on the "
            "date of the data. Many events are statements or plans, which no verdict rests on, and "
            "what was found depends on what was searched."
        ),
        alt=f"Events by claim. {'; '.join(said)}.",
        sources=tuple(cited) or ("oped_militarytimes",),
    )


_ROW, _HEAD = 1.0, 0.55
_WORDS, _LINE = 0.17, 0.62
"""Height of a row and of a group's heading; where in a row its words and its line stand."""


def draw_events(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_predictions` or :func:`chart_causes`."""
    places, heads, y, group = {}, {}, 0.0, ""
    for row in frame.drop_duplicates("claim").itertuples():
        if row.group != group:
            heads[row.group] = y
            y, group = y + _HEAD, row.group
        places[row.claim] = y
        y += _ROW
    y = max(y, _ROW)
    figure, ax = canvas(0.46 * y + 0.3)
    start = pd.Timestamp(PUBLICATION)
    end = pd.to_datetime(frame["until"]).max() if len(frame) else start
    end = max(end, start + pd.Timedelta(days=365))
    for name, top in heads.items():
        ax.text(start, top + 0.2, name.capitalize(), weight="bold", va="center", fontsize=SMALL)
    for row in frame.drop_duplicates("claim").itertuples():
        top = places[row.claim]
        words = f"{row.claim}  {row.paraphrase}"
        # Kept out of the layout: a long line would narrow the axes.
        line = ax.text(start, top + _WORDS, words, va="center", fontsize=SMALL)
        line.set_in_layout(False)
        ax.plot([start, end], [top + _LINE] * 2, color=PALE, linewidth=1, zorder=0)
        if pd.isna(row.direction):
            ax.text(
                end,
                top + _LINE,
                "no event found",
                ha="right",
                va="center",
                fontsize=SMALL,
                style="italic",
                color=GREY,
                backgroundcolor="white",
            )
    for row in frame.dropna(subset=["direction"]).itertuples():
        _mark(ax, places[row.claim] + _LINE, row)
    ax.set(ylim=(y, 0), xlim=(start - pd.Timedelta(days=5), end), yticks=[])
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.spines["left"].set_visible(False)
    return figure


_LOOKS = {
    "supports": ("^", -0.18, SIDE_COLOURS["supports"]),
    "weakens": ("v", 0.18, SIDE_COLOURS["questions"]),
    "neutral": ("o", 0.0, SIDE_COLOURS["neutral"]),
}
"""Marker, shift from the line and colour of each direction."""


def _mark(ax: Axes, line: float, row: object) -> None:
    """Draw the events of one day and direction on the line of their claim."""
    shape, shift, colour = _LOOKS[row.direction]
    first, last = pd.Timestamp(row.first), pd.Timestamp(row.last)
    middle = first + (last - first) / 2
    if first != last:
        ax.plot([first, last], [line + shift] * 2, color=colour, linewidth=1.2)
    ax.plot(
        middle,
        line + shift,
        marker=shape,
        markersize=6.5 if row.weak else 7.5,
        markerfacecolor="white" if row.weak else colour,
        markeredgecolor=colour if row.weak else "white",
        markeredgewidth=1.2 if row.weak else 0.6,
    )
    if row.events > 1:
        ax.annotate(
            f"{int(row.events)}",
            (middle, line + shift),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
            color=colour,
            weight="semibold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        )
