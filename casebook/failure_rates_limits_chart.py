"""Chart of the chapter "How often do they fail?": the limits that the United States set itself."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.failure_rates_record import rate, us_limits
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import INK, SMALL, Picture, canvas


def chart_limits(evidence: Evidence) -> Picture:
    """Chart of the US limit on duds since 2001 for new weapons, old stock and transfers."""
    frame = us_limits(evidence)
    limit = float(frame["limit"].max())
    dropped = frame.loc[frame["state"].eq("may be passed over"), "start"].min()
    return Picture(
        name="us_dud_limits",
        frame=frame,
        draw=draw_limits,
        title=(
            f"The United States set a limit of {rate(limit)} for itself; since {dropped:.0f} its "
            "old stock may exceed it"
        ),
        subtitle="What the limit on unexploded submunitions covers, by year",
        caption=(
            "New weapons: the policy of 2001 for systems made after 2005, kept in 2017. Existing "
            "stock: the policy of 2008 would have ended use above the limit after 2018; the policy "
            "of 2017 allows it in extreme situations without a deadline. Transfers: a yearly limit "
            "in law, waived for Ukraine."
        ),
        alt="; ".join(
            f"{row.lane}, {int(row.start)} to {int(row.end)}: {rate(row.limit)} {row.state}"
            for row in frame.itertuples()
        )
        + ".",
        sources=("rcd_2017", "crs_rs22907", "nyt_2018_army", "wapo_yomiuri2023"),
    )


def draw_limits(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_limits`."""
    figure, ax = canvas(1.9)
    lanes = list(dict.fromkeys(frame["lane"]))
    looks = {
        "in force": {"facecolor": "#1b5e8c"},
        "set for later": {"facecolor": "white", "edgecolor": "#1b5e8c", "hatch": "////"},
        "may be passed over": {"facecolor": "#efe0db", "edgecolor": "#8c2d19"},
    }
    for row in frame.itertuples():
        y = lanes.index(row.lane)
        if row.start == row.end:
            ax.plot(row.start, y, "X", color="white", markeredgecolor=INK, markersize=8)
            ax.text(
                row.start,
                y + 0.42,
                f"{row.state}, {int(row.start)}",
                fontsize=SMALL,
                ha="center",
                va="center",
            )
            continue
        ax.barh(y, row.end - row.start, left=row.start, height=0.5, **looks[row.state])
        later = row.state == "set for later"
        ax.text(
            row.start if later else row.start + 0.3,
            y - 0.42 if later else y,
            f"{rate(row.limit)} {row.state}" if row.state != "may be passed over" else row.state,
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
