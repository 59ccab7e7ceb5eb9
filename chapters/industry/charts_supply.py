"""Charts of what was promised, of what is needed and of what is spent."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas, legible
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from casebook.telling.words import rows
from chapters.common.allies import membership_rows
from chapters.common.palette import MAKERS, STATUS
from chapters.industry import WORDS
from chapters.industry.facts import BASE, SHELLS, kept_share, pledge, rounds
from chapters.industry.facts_money import (
    burden,
    compare_burden,
    dollars,
    gdp_shares,
    outlays,
    share_rows,
)

_EUROPE = MAKERS["Europe"]

_SHARES = {"russia": "Russia, % of GDP", "median": "European allies, median % of GDP"}


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
        army = frame[frame["whose"].str.startswith(whose)]
        supply, need = army[army["what"].ne("need")], army[army["what"].eq("need")].iloc[0]
        ax.hlines(place, 0, army["millions"].max(), color=PALE, linewidth=8, zorder=1)
        ax.hlines(place, 0, supply["millions"].min(), color=colour, linewidth=8, zorder=2)
        for row in army.itertuples():
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


def chart_spending(evidence: Evidence) -> Picture:
    """Return the chart of military expenditure in dollars, and as a share of the economy."""
    money = some(outlays(evidence), "no expenditure in SIPRI's constant dollars is accepted")
    shares = some(gdp_shares(evidence), "no share of GDP by SIPRI is accepted")
    frame = money.merge(shares, on="year", how="left").rename(columns=_SHARES)
    prices = evidence.by_id(BASE, "IB17", "IB18")
    told, dated = rows(frame), rows(shares)[-1]
    last = told[-1]
    spent, shared = dollars(evidence).drop(columns="who"), share_rows(evidence)
    return picture(
        WORDS,
        "industry_spending",
        frame,
        draw_spending,
        evidence.cites(("milex", spent), ("milex", shared), (BASE, prices)),
        first=told[0],
        last=last,
        dated=dated,
        makers=["United States", "European allies", "Russia"],
        ratio=last["European allies"] / last["Russia"],
        share_ratio=dated["russia"] / dated["median"],
        editions=[each["edition"].max()[-4:] for each in (spent, shared)],
        western=prices.loc["IB17"].to_dict(),
        russian=prices.loc["IB18"].to_dict(),
    )


def draw_spending(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_spending`."""
    figure, (top, bottom) = canvas(4.6, rows=2, sharex=True, height_ratios=(1.5, 1))
    columns = {"Russia": "Russia", "Europe": "European allies", "United States": "United States"}
    for maker, who in columns.items():
        dashed = (0, (5, 2)) if maker == "United States" else "-"
        _line(top, frame["year"], frame[who], f"{who}\n{{:.0f}}", MAKERS[maker], dashed)
    for (maker, name), column in zip(
        (("Russia", "Russia"), ("Europe", "European median")), _SHARES.values(), strict=True
    ):
        _line(bottom, frame["year"], frame[column], f"{name}\n{{:.1f}}%", MAKERS[maker], "-")
    top.set(ylim=(0, frame[list(columns.values())].to_numpy().max() * 1.08))
    bottom.set(ylim=(0, 8), yticks=(0, 2, 4, 6, 8))
    bottom.set_xlim(frame["year"].min() - 0.3, frame["year"].max() + 3.9)
    bottom.set_xticks(range(frame["year"].min(), frame["year"].max() + 1, 2))
    top.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    # number: a unit
    top.set_title("Billion dollars of 2024")
    bottom.set_title("Percent of GDP")
    for ax in (top, bottom):
        ax.grid(axis="y")
    return figure


def _line(ax: Axes, x: pd.Series, y: pd.Series, words: str, colour: str, dashes: object) -> None:
    """Draw a line with its name and last value, which ``words`` takes, beside its end."""
    ax.plot(x, y, color=colour, linestyle=dashes)
    ax.plot(x, y, "o", color=colour, markersize=3.5)
    last = y.last_valid_index()
    look = {"color": legible(colour), "weight": "semibold", "linespacing": 1.05}
    beside(ax, words.format(y[last]), x[last], y[last], gap=(6, 0), **look)


def chart_burden(evidence: Evidence) -> Picture:
    """Return the chart of each ally's share of GDP by treaty status, with medians."""
    shares = burden(evidence)
    drawn = evidence["milex"].loc[shares.index]
    frame = shares.sort_values(["party", "pct"], ignore_index=True)
    return picture(
        WORDS,
        "industry_burden",
        frame,
        draw_burden,
        evidence.cites(("milex", drawn), *membership_rows(evidence)),
        compared=compare_burden(evidence),
        definition=drawn["definition"].iloc[0],
        outside=rows(frame[~frame["party"]]),
        ends=rows(frame[frame["party"]].iloc[[0, -1]]),
    )


def draw_burden(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_burden`."""
    figure, ax = canvas(3)
    for place, party in enumerate((True, False)):
        group = frame[frame["party"].eq(party)].sort_values("pct")
        group = group.assign(y=place + 0.44 * (np.arange(len(group)) % 4 / 3 - 0.5))
        median, top = group["pct"].median(), place + 0.36
        ax.vlines(median, place - 0.36, top, color=INK, linewidth=1.5)
        look = {"ha": "center", "va": "baseline", "fontsize": SMALL}
        beside(ax, f"median {median:.1f}", median, top, gap=(0, 2), **look)
        ax.plot(
            group["pct"],
            group["y"],
            "o" if party else "D",
            color=STATUS["state party" if party else "never joined"],
            markeredgecolor=INK,
            markeredgewidth=0.6,
            linestyle="",
            markersize=7,
        )
        for ally in (group.iloc[[0, -1]] if party else group).itertuples():
            low = ally.pct < median
            look = {"ha": "right" if low else "left", "fontsize": SMALL, "color": GREY}
            beside(ax, ally.iso3, ally.pct, ally.y, gap=(-6 if low else 6, 0), **look)
    ax.set(
        xlim=(0, frame["pct"].max() * 1.08),
        ylim=(-0.55, 1.6),
        yticks=[0, 1],
        yticklabels=["parties", "outside"],
        xlabel="Percent of GDP",
    )
    ax.spines["left"].set_visible(False)
    return figure
