"""Charts of the chapter "What was given up, and who still has it?": stocks in numbers."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.arsenals_facts import (
    destroyed,
    fates,
    largest_holding,
    millions,
    published_totals,
)
from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, SMALL, Picture, canvas
from casebook.telling.wording import counted, listed, percent

NATO, HELD = "#1b5e8c", "#b8860b"
"""The colours of a stock that an ally destroyed and of one that an ally holds."""

_OTHER = "#bdbdbd"

_SHOWN = 11
"""States with a line of their own in the chart of stocks; the rest are added up."""


def chart_stocks(evidence: Evidence) -> Picture:
    """Chart of the stocks destroyed by state, munitions and submunitions."""
    stocks = some(destroyed(evidence), "table stockpile_destruction has no accepted row")
    rest = stocks.iloc[_SHOWN:]
    last = {
        "state": f"{len(rest)} others",
        "allied": False,
        **rest[["munitions", "submunitions", "low", "high"]].sum(),
    }
    columns = ["state", "allied", "munitions", "submunitions", "low", "high"]
    frame = pd.concat([stocks.head(_SHOWN)[columns], pd.DataFrame([last])], ignore_index=True)
    totals = stocks[["munitions", "submunitions"]].sum()
    allied = stocks.loc[stocks["allied"], ["munitions", "submunitions"]].sum()
    share = allied["submunitions"] / totals["submunitions"]
    top = stocks.iloc[0]
    return Picture(
        name="stocks_destroyed",
        frame=frame,
        draw=draw_stocks,
        title=(
            f"NATO members destroyed {percent(share)} of the submunitions that states gave up, "
            f"{top['state']} most of all"
        ),
        subtitle="Stocks destroyed; dark: NATO members, pale: other states that joined",
        caption=(
            f"The reports add up to {totals['munitions']:,.0f} munitions and "
            f"{millions(totals['submunitions'])} submunitions. A black line spans the "
            f"figures that different sources give once the stock was gone. The {len(rest)} others "
            "(hatched), NATO members among them, are added up."
        ),
        alt=(
            f"Two bar charts. {top['state']} destroyed {top['munitions']:,.0f} munitions with "
            f"{millions(top['low'], 0)} to {millions(top['high'], 0)} submunitions; then "
            + listed(
                f"{row['state']} {millions(row['submunitions'])}"
                for _, row in stocks.iloc[1:6].iterrows()
            )
            + f". NATO members account for {percent(share)} of submunitions and "
            f"{percent(allied['munitions'] / totals['munitions'])} of munitions."
        ),
        sources=("prof_deu_2016", "prof_gbr_2022", "prof_nld_2016", "prof_fra_2016"),
    )


def draw_stocks(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_stocks`."""
    figure, (left, right) = canvas(3.6, columns=2, sharey=True, width_ratios=(1.6, 1))
    frame = frame.iloc[::-1].reset_index(drop=True)
    colours = [NATO if allied else _OTHER for allied in frame["allied"]]
    hatches = ["////" if state.endswith("others") else "" for state in frame["state"]]
    panels = (
        # number: the unit of the axis
        (left, "submunitions", 1e6, "Submunitions, millions", "{:.1f}"),
        # number: the unit of the axis
        (right, "munitions", 1e3, "Munitions, thousands", "{:.0f}"),
    )
    for ax, column, unit, title, style in panels:
        values = frame[column] / unit
        ax.barh(
            frame["state"],
            values,
            color=colours,
            hatch=hatches,
            edgecolor="white",
            linewidth=0,
            height=0.66,
        )
        ends = frame["high"] / unit if column == "submunitions" else values
        for place, (end, value) in enumerate(zip(ends, values, strict=True)):
            ax.annotate(
                style.format(value),
                (max(end, value), place),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
            )
        ax.set(xticks=[], xlim=(0, ends.max() * 1.22))
        ax.set_title(title)
        ax.spines[["bottom"]].set_visible(False)
    wide = frame[frame["high"] - frame["low"] > 0.02 * frame["high"]]
    left.hlines(wide.index, wide["low"] / 1e6, wide["high"] / 1e6, color=INK, linewidth=1.6)
    left.plot(wide["low"] / 1e6, wide.index, "|", color="white", markersize=9, markeredgewidth=2.4)
    left.plot(wide["low"] / 1e6, wide.index, "|", color=INK, markersize=8, markeredgewidth=1.2)
    return figure


def chart_running_total(evidence: Evidence) -> Picture:
    """Chart of the running sum of completed destructions against the totals published."""
    stocks = some(destroyed(evidence), "table stockpile_destruction has no accepted row")
    stocks = stocks.sort_values("completed")
    published = some(
        published_totals(evidence), "no published total of destroyed stocks is accepted"
    )
    sums = stocks.assign(
        total=stocks["submunitions"].cumsum(),
        nato=stocks["submunitions"].where(stocks["allied"], 0).cumsum(),
    ).rename(columns={"completed": "date"})
    frame = (
        pd.concat(
            [
                sums[["date", "total"]].rename(columns={"total": "value"}).assign(series="our sum"),
                sums[["date", "nato"]]
                .rename(columns={"nato": "value"})
                .assign(series="NATO members"),
                published.rename(columns={"submunitions": "value"}).assign(series="published"),
            ],
            ignore_index=True,
        )
        .groupby(["series", "date"], as_index=False)["value"]
        .max()
    )
    total, last = sums["total"].iloc[-1], published["submunitions"].iloc[-1]
    final = sums[sums["allied"]].iloc[-1]
    return Picture(
        name="stocks_running_total",
        frame=frame,
        draw=draw_running_total,
        title=(
            f"The reports add up to {percent(total / last, 1)} of the published total; the last "
            f"NATO member finished in {in_words(final['date'][:7])}"
        ),
        # number: the unit of the axis
        subtitle="Submunitions destroyed, running total, millions; each stock counted at its end",
        caption=(
            "A state's whole stock is counted on the day it reported the end, so the steps run "
            "below the published totals (dots), which count partial destruction too, and meet them "
            "at the end."
        ),
        alt=(
            f"Step lines rising from {sums['date'].iloc[0][:4]}. All states reach "
            f"{millions(total)} by {sums['date'].iloc[-1][:4]}, NATO members "
            f"{millions(sums['nato'].iloc[-1])}. Published totals rise from "
            f"{millions(published['submunitions'].iloc[0])} in {published['date'].iloc[0][:4]} to "
            f"{millions(last, 0)} in {published['date'].iloc[-1][:4]}."
        ),
        sources=("cmm2012_findings", "isu_deu_2015", "osservatorio_2024", "hrw_2025_retention"),
    )


def draw_running_total(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_running_total`."""
    figure, ax = canvas(2.7)
    end = pd.to_datetime(frame["date"]).max()
    looks = {
        "our sum": {"color": GREY, "linewidth": 1.6, "linestyle": (0, (4, 1.5))},
        "NATO members": {"color": NATO, "linewidth": 2.4},
    }
    for series, look in looks.items():
        line = frame[frame["series"].eq(series)]
        days = [*pd.to_datetime(line["date"]), end]
        values = [*(line["value"] / 1e6), line["value"].iloc[-1] / 1e6]
        ax.step(days, values, where="post", **look)
    dots = frame[frame["series"].eq("published")]
    ax.plot(
        pd.to_datetime(dots["date"]),
        dots["value"] / 1e6,
        "o",
        color=INK,
        markerfacecolor="white",
        markersize=6,
    )
    nato = frame.loc[frame["series"].eq("NATO members"), "value"].max() / 1e6
    ours = frame.loc[frame["series"].eq("our sum"), "value"].max() / 1e6
    note = {"textcoords": "offset points", "weight": "semibold"}
    ax.annotate(f"NATO members {nato:.1f}", (end, nato), (-2, -27), ha="right", color=NATO, **note)
    ax.annotate(f"all states {ours:.1f}", (end, ours), (-2, 9), ha="right", color=GREY, **note)
    first = dots.iloc[0]
    ax.annotate(
        f"published\n{first['value'] / 1e6:.1f}",
        (pd.Timestamp(first["date"]), first["value"] / 1e6),
        (-8, 6),
        ha="right",
        va="top",
        **note,
    )
    ax.set(ylim=(0, ours * 1.15))
    ax.xaxis.set_major_locator(mdates.YearLocator(3))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="y")
    return figure


def chart_holdings(evidence: Evidence) -> Picture:
    """Chart of what bound allies destroyed beside what the United States was said to hold."""
    stocks = some(destroyed(evidence), "table stockpile_destruction has no accepted row")
    gone = float(stocks.loc[stocks["allied"], "submunitions"].sum())
    american = largest_holding(evidence)
    rows = [{"what": "Destroyed by NATO members", "value": gone, "kind": "destroyed"}]
    for row in american.itertuples():
        who = "Pentagon" if "DoD report to Congress" in row.number_basis else "Human Rights Watch"
        rows.append(
            {
                "what": f"Held by the US, {row.as_of[:4]} ({who})",
                "value": float(row.stockpile_submunitions),
                "kind": "held",
            }
        )
    frame = pd.DataFrame(rows)
    low, high = frame["value"].iloc[1:].min(), frame["value"].iloc[1:].max()
    more = low > gone
    others = int(fates(evidence)["stock"].eq("held").sum()) - 1
    return Picture(
        name="stocks_held",
        frame=frame,
        draw=draw_holdings,
        title=(
            f"The United States alone was said to hold {low / gone:.1f} to {high / gone:.1f} times "
            "what the other NATO members destroyed"
            if more
            else "What the United States holds against what other NATO members destroyed"
        ),
        # number: the unit of the axis
        subtitle="Submunitions, millions; the holding by each published figure",
        caption=(
            "Only the figure of 2004 is the Pentagon's own; it leaves out war reserves kept for "
            "allies, which the estimate of 2005 counts in. No figure says how many still work. For "
            f"{counted(others, 'other ally', 'other allies')} with a stock no number was found."
        ),
        alt="; ".join(f"{row['what']}: {_count(row['value'])} million" for row in rows) + ".",
        sources=("prof_deu_2016", *american["source"]),
    )


def _count(value: float) -> str:
    """Return submunitions as millions, one decimal where there is one: ``163.4``, ``1,000``."""
    return f"{value / 1e6:,.1f}".removesuffix(".0")


def draw_holdings(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_holdings`."""
    figure, ax = canvas(0.42 * len(frame) + 0.15)
    frame = frame.iloc[::-1].reset_index(drop=True)
    ax.barh(
        frame["what"],
        frame["value"] / 1e6,
        height=0.6,
        color=[NATO if kind == "destroyed" else "white" for kind in frame["kind"]],
        edgecolor=[NATO if kind == "destroyed" else HELD for kind in frame["kind"]],
        linewidth=1.4,
    )
    for place, value in enumerate(frame["value"]):
        ax.annotate(
            _count(value),
            (value / 1e6, place),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
    ax.set(xticks=[], xlim=(0, frame["value"].max() / 1e6 * 1.12))
    ax.spines["bottom"].set_visible(False)
    return figure
