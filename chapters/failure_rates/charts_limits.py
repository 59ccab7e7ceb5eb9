"""The chart of the limits on duds that the United States set itself."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import INK, SMALL, canvas
from casebook.telling.pictures import Picture, picture
from chapters.common.failure_rates import rate
from chapters.common.palette import BLUE, BRICK, LIMIT_LIFTED
from chapters.failure_rates import WORDS
from chapters.failure_rates.facts import first_transfer, us_limits

_LOOKS = {
    "in force": {"facecolor": BLUE},
    "set for later": {"facecolor": "white", "edgecolor": BLUE, "hatch": "////"},
    "may be passed over": {"facecolor": LIMIT_LIFTED, "edgecolor": BRICK},
}


def chart_limits(evidence: Evidence) -> Picture:
    """Return the chart of the US limit on duds for new weapons, old stock and transfers."""
    frame = us_limits(evidence)
    limits = evidence["failure_rates"].dropna(subset=["us_limit"])
    dropped = frame.loc[frame["state"].eq("may be passed over"), "start"].min()
    return picture(
        WORDS,
        "us_dud_limits",
        frame,
        draw_limits,
        evidence.cites(("failure_rates", limits), ("transfers", first_transfer(evidence))),
        limit=rate(float(frame["limit"].max())),
        dropped=int(dropped),
        lanes=[
            {
                "lane": row.lane,
                "start": int(row.start),
                "end": int(row.end),
                "limit": rate(row.limit),
                "state": row.state,
            }
            for row in frame.itertuples()
        ],
    )


def draw_limits(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_limits`."""
    figure, ax = canvas(1.9)
    lanes = list(dict.fromkeys(frame["lane"]))
    for row in frame.itertuples():
        y = lanes.index(row.lane)
        if row.start == row.end:
            ax.plot(row.start, y, "X", color="white", markeredgecolor=INK, markersize=8)
            look = {"fontsize": SMALL, "ha": "center", "va": "center"}
            ax.text(row.start, y + 0.42, f"{row.state}, {int(row.start)}", **look)
            continue
        ax.barh(y, row.end - row.start, left=row.start, height=0.5, **_LOOKS[row.state])
        later = row.state == "set for later"
        ax.text(
            row.start if later else row.start + 0.3,
            y - 0.42 if later else y,
            row.state if row.state == "may be passed over" else f"{rate(row.limit)} {row.state}",
            ha="left",
            va="center",
            fontsize=SMALL,
            color="white" if row.state == "in force" else INK,
        )
    ax.set_yticks(range(len(lanes)), lanes)
    ax.set(ylim=(len(lanes) - 0.35, -0.7), xlim=(frame["start"].min(), frame["end"].max()))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    ax.spines["left"].set_visible(False)
    return figure
