"""Charts of military expenditure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, SMALL, canvas, legible
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from casebook.telling.words import rows
from chapters.common.allies import membership_rows
from chapters.common.palette import MAKERS, STATUS
from chapters.industry import WORDS
from chapters.industry.facts_money import (
    burden,
    compare_burden,
    dollars,
    gdp_shares,
    outlays,
    share_rows,
)
from chapters.industry.facts_signs import BASE

_SHARES = {"russia": "Russia, % of GDP", "median": "European allies, median % of GDP"}


def chart_spending(evidence: Evidence) -> Picture:
    """Return the chart of military expenditure in dollars, and as a share of the economy."""
    money = some(outlays(evidence), "no expenditure in SIPRI's constant dollars is accepted")
    shares = some(gdp_shares(evidence), "no share of GDP by SIPRI is accepted")
    frame = money.merge(shares, on="year", how="left").rename(columns=_SHARES)
    prices = evidence.by_id(BASE, "IB17", "IB18")
    first, last, dated = (
        rows(each)[place] for each, place in ((frame, 0), (frame, -1), (shares, -1))
    )
    spent, shared = dollars(evidence).drop(columns="who"), share_rows(evidence)
    return picture(
        WORDS,
        "industry_spending",
        frame,
        draw_spending,
        evidence.cites(("milex", spent), ("milex", shared), (BASE, prices)),
        first=first,
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
