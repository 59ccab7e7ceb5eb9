"""Charts of what was promised and of what is needed."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import INK, PALE, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from chapters.common.palette import MAKERS
from chapters.industry import WORDS
from chapters.industry.facts import SHELLS, kept_share, pledge, rounds

_EUROPE = MAKERS["Europe"]


def chart_million(evidence: Evidence) -> Picture:
    """Return the chart of the EU's pledge of shells to Ukraine against what was delivered."""
    targets, deliveries = pledge(evidence)
    frame = pd.concat([targets, deliveries, evidence.rows(SHELLS, id="AP70")])
    frame = frame.sort_values("period_end", ignore_index=True)
    frame = frame[["id", "as_of", "period_end", "kind", "value", "source"]]
    promised = targets.iloc[0]
    frame["what"] = np.select(
        [
            frame["id"].eq(promised["id"]),
            frame["kind"].eq("target"),
            frame["as_of"] < frame["period_end"],
        ],
        ["pledge", "new aim", "expected"],
        "delivered",
    )
    return picture(
        WORDS,
        "industry_eu_million",
        frame,
        draw_million,
        evidence.cites((SHELLS, frame["id"])),
        pledged=rounds(promised["value"]),
        due=promised["period_end"],
        share=kept_share(evidence),
        amounts=frame["value"].map(rounds).tolist(),
    )


def draw_million(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_million`."""
    figure, ax = canvas(2.7)
    frame = frame.assign(
        day=pd.to_datetime(frame["period_end"].map(latest_day)), millions=frame["value"] / 1e6
    )
    due = frame[frame["what"].eq("pledge")].iloc[0]
    start = pd.Timestamp("2023-03-01")
    dashed = {"color": INK, "linestyle": (0, (4, 2))}
    ax.hlines(due["millions"], start, due["day"], linewidth=1.5, **dashed)
    ax.vlines(due["day"], 0, due["millions"], linewidth=1, **dashed)
    words = start + pd.Timedelta(days=6), due["millions"] + 0.03
    ax.text(*words, f"pledged: {rounds(due['value'])}", weight="semibold")
    for place, row in frame[frame["what"].ne("pledge")].iterrows():
        sure, at = row["what"] == "delivered", (row["day"], row["millions"])
        ax.vlines(row["day"], 0, row["millions"], color=_EUROPE, linewidth=6 if sure else 2)
        fill = _EUROPE if sure else "white"
        look = {"markerfacecolor": fill, "markersize": 7, "markeredgewidth": 1.5}
        ax.plot(*at, "s" if sure else "^", color=_EUROPE, **look)
        if place == 0:
            side = {"gap": (-8, -8), "ha": "right"}
        elif row["day"] < due["day"]:
            side = {"gap": (-2, 6), "ha": "center", "va": "bottom"}
        else:
            side = {"gap": (8, 0), "ha": "left"}
        look = {"color": _EUROPE, "fontsize": SMALL, "linespacing": 1.0}
        beside(ax, f"{rounds(row['value'])}\n{row['what']}", *at, **side, **look)
    ax.set(xlim=(start, pd.Timestamp("2025-05-15")), ylim=(0, 1.4))
    # number: a unit
    ax.set_title("Million rounds")
    ax.xaxis.set_major_locator(mdates.MonthLocator((1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.grid(axis="y")
    return figure


_NEED = (
    ("Russia", "need", ("AP08",)),
    ("Russia", "own output", ("AP19", "AP20")),
    ("Ukraine", "need", ("AP85",)),
    ("Ukraine", "from allies", ("AP84",)),
    ("Ukraine", "from allies", ("AP83",)),
)
"""What is drawn of need and supply, and the rows that say it."""


def chart_need(evidence: Evidence) -> Picture:
    """Return the chart of what each army is said to need in a year against what reaches it."""
    drawn = evidence.by_id(SHELLS, *(row for *_, ids in _NEED for row in ids))
    frame = pd.DataFrame(
        [
            {
                "whose": f"{whose} {drawn.loc[ids[0], 'period_end']}",
                "what": what,
                "value": float(drawn.loc[list(ids), "value"].sum()),
                "rows": " and ".join(ids),
            }
            for whose, what, ids in _NEED
        ]
    )
    value = frame["value"]
    return picture(
        WORDS,
        "industry_need",
        frame,
        draw_need,
        evidence.cites((SHELLS, drawn)),
        russia=value[1] / value[0],
        ukraine=value[3] / value[2],
        need_year=drawn.loc["AP85", "period_end"],
        amounts=value.map(rounds).tolist(),
    )


def draw_need(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_need`."""
    figure, ax = canvas(1.9)
    frame = frame.assign(millions=frame["value"] / 1e6, year=frame["whose"].str[-4:])
    for place, (whose, colour) in enumerate((("Ukraine", _EUROPE), ("Russia", MAKERS["Russia"]))):
        rows = frame[frame["whose"].str.startswith(whose)]
        supply, need = rows[rows["what"].ne("need")], rows[rows["what"].eq("need")].iloc[0]
        ax.hlines(place, 0, rows["millions"].max(), color=PALE, linewidth=8, zorder=1)
        ax.hlines(place, 0, supply["millions"].min(), color=colour, linewidth=8, zorder=2)
        for row in rows.itertuples():
            look = {"color": colour, "markersize": 9, "markeredgewidth": 1}
            if row.what == "need":
                look = {"color": INK, "markersize": 18, "markeredgewidth": 2.5}
            ax.plot(row.millions, place, "|" if row.what == "need" else "o", zorder=3, **look)
        years = "–".join(sorted(set(supply["year"])))
        ends = " to ".join(f"{amount:.1f}" for amount in sorted(supply["millions"]))
        words = f"{supply['what'].iloc[0]} {years}: {ends}"
        look = {"va": "baseline", "color": colour, "weight": "semibold"}
        beside(ax, words, 0, place, gap=(0, 11), **look)
        words = f"said to be needed, {need['year']}: {need['millions']:.1f}"
        side = "right" if need["millions"] > 4 else "left"
        beside(ax, words, need["millions"], place, gap=(0, -11), ha=side, va="top")
    ax.set(xlim=(0, 6), ylim=(-0.55, 1.6), yticks=[0, 1], yticklabels=["Ukraine", "Russia"])
    ax.spines["left"].set_visible(False)
    return figure
