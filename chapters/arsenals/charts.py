"""The charts of stocks in numbers, and the chapter's tables."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.wording import capitalised, percent
from chapters.arsenals import WORDS, facts
from chapters.common.palette import OTHER_STATES, STOCKS
from chapters.common.states import alphabetical, name

_SHOWN = 11
"""States with a line of their own in the chart of stocks; the rest are added up."""

_MILLION = 1e6


def chart_stocks(evidence: Evidence) -> Picture:
    """Return the chart of the stocks destroyed by state, munitions and submunitions."""
    stocks = facts.stocks(evidence)
    rest = stocks.iloc[_SHOWN:]
    numbers = ["munitions", "submunitions", "low", "high"]
    others = WORDS.say("stocks_destroyed", "others", {"number": len(rest)})
    last = pd.DataFrame([{"state": others, "allied": False, **rest[numbers].sum()}])
    shown = stocks.head(_SHOWN)[["state", "allied", *numbers]]
    totals = stocks[numbers].sum()
    shares = facts.stocks(evidence, allied=True)[numbers].sum() / totals
    disputed = tuple(stocks.loc[stocks["low"] < stocks["high"], "iso3"])
    following = stocks.iloc[1:6].to_dict("records")
    return picture(
        WORDS,
        "stocks_destroyed",
        pd.concat([shown, last], ignore_index=True),
        draw_stocks,
        evidence.cites(
            facts.rows_of(evidence, stocks),
            ("stockpile_destruction", evidence.pick("stockpile_destruction", iso3=disputed)),
        ),
        share=shares["submunitions"],
        munitions_share=shares["munitions"],
        munitions=totals["munitions"],
        submunitions=totals["submunitions"],
        others=len(rest),
        next=[WORDS.say("stocks_destroyed", "next", state) for state in following],
    )


def draw_stocks(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_stocks`."""
    figure, (left, right) = canvas(3.6, columns=2, sharey=True, width_ratios=(1.6, 1))
    frame = frame.iloc[::-1].reset_index(drop=True)
    look = {
        "color": [STOCKS["destroyed"] if allied else OTHER_STATES for allied in frame["allied"]],
        "hatch": ["////" if state.endswith("others") else "" for state in frame["state"]],
        "edgecolor": "white",
        "linewidth": 0,
        "height": 0.66,
    }
    panels = (
        # number: the unit of the axis
        (left, "submunitions", _MILLION, "Submunitions, millions", "{:.1f}"),
        # number: the unit of the axis
        (right, "munitions", 1e3, "Munitions, thousands", "{:.0f}"),
    )
    for ax, column, unit, title, style in panels:
        values = frame[column] / unit
        ax.barh(frame["state"], values, **look)
        ends = frame["high"] / unit if column == "submunitions" else values
        for place, (end, value) in enumerate(zip(ends, values, strict=True)):
            beside(ax, style.format(value), max(end, value), place, (4, 0), fontsize=SMALL)
        ax.set(xticks=[], xlim=(0, ends.max() * 1.22))
        ax.set_title(title)
        ax.spines[["bottom"]].set_visible(False)
    wide = frame[frame["high"] - frame["low"] > 0.02 * frame["high"]]
    low, high = wide["low"] / _MILLION, wide["high"] / _MILLION
    left.hlines(wide.index, low, high, color=INK, linewidth=1.6)
    left.plot(low, wide.index, "|", color="white", markersize=9, markeredgewidth=2.4)
    left.plot(low, wide.index, "|", color=INK, markersize=8, markeredgewidth=1.2)
    return figure


def chart_running_total(evidence: Evidence) -> Picture:
    """Return the chart of the running sum of finished stocks against the totals published."""
    stocks = facts.stocks(evidence).sort_values("completed")
    published = some(
        facts.published_totals(evidence), "no published total of destroyed stocks is accepted"
    )
    allied = stocks["submunitions"].where(stocks["allied"], 0)
    series = {
        "our sum": (stocks["completed"], stocks["submunitions"].cumsum()),
        "NATO members": (stocks["completed"], allied.cumsum()),
        "published": (published["date"], published["submunitions"]),
    }
    lines = [
        pd.DataFrame({"series": name, "date": dates, "value": values})
        for name, (dates, values) in series.items()
    ]
    frame = pd.concat(lines).groupby(["series", "date"], as_index=False)["value"].max()
    ends = published.assign(year=published["date"].str[:4]).to_dict("records")
    total = stocks["submunitions"].sum()
    return picture(
        WORDS,
        "stocks_running_total",
        frame,
        draw_running_total,
        evidence.cites(
            facts.rows_of(evidence, stocks), ("stockpile_totals_by_edition", published["id"])
        ),
        reached=total / published["submunitions"].iloc[-1],
        finished=stocks.loc[stocks["allied"], "completed"].iloc[-1][:7],
        start=stocks["completed"].iloc[0][:4],
        end=stocks["completed"].iloc[-1][:4],
        total=total,
        allied=allied.sum(),
        first=ends[0],
        last=ends[-1],
    )


def draw_running_total(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_running_total`."""
    figure, ax = canvas(2.7)
    frame = frame.assign(day=pd.to_datetime(frame["date"]), millions=frame["value"] / _MILLION)
    end = frame["day"].max()
    blue, bold = STOCKS["destroyed"], {"weight": "semibold", "va": "baseline"}
    looks = {
        "our sum": {"color": GREY, "linewidth": 1.6, "linestyle": (0, (4, 1.5))},
        "NATO members": {"color": blue, "linewidth": 2.4},
    }
    for series, look in looks.items():
        line = frame[frame["series"].eq(series)]
        values = [*line["millions"], line["millions"].iloc[-1]]
        ax.step([*line["day"], end], values, where="post", **look)
    dots = frame[frame["series"].eq("published")]
    look = {"color": INK, "markerfacecolor": "white", "markersize": 6}
    ax.plot(dots["day"], dots["millions"], "o", **look)
    top = frame.groupby("series")["millions"].max()
    nato, ours = top["NATO members"], top["our sum"]
    beside(ax, f"NATO members {nato:.1f}", end, nato, (-2, -27), ha="right", color=blue, **bold)
    beside(ax, f"all states {ours:.1f}", end, ours, (-2, 9), ha="right", color=GREY, **bold)
    day, height = dots[["day", "millions"]].iloc[0]
    words = f"published\n{height:.1f}"
    beside(ax, words, day, height, (-8, 6), ha="right", va="top", weight="semibold")
    ax.set(ylim=(0, ours * 1.15))
    ax.xaxis.set_major_locator(mdates.YearLocator(3))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="y")
    return figure


def chart_holdings(evidence: Evidence) -> Picture:
    """Return the chart of what allies destroyed beside what the United States was said to hold."""
    words, stocks = WORDS.entry("stocks_held"), facts.stocks(evidence, allied=True)
    gone, american = stocks["submunitions"].sum(), facts.largest_holding(evidence)
    held = american.assign(
        year=american["as_of"].str[:4], by=american["number_by"].map(words["by"])
    )
    labels = [WORDS.say("stocks_held", "held", row) for row in held.to_dict("records")]
    frame = pd.DataFrame(
        {
            "what": [words["destroyed"], *labels],
            "value": [gone, *held["stockpile_submunitions"].astype(float)],
            "kind": ["destroyed", *["held"] * len(held)],
        }
    )
    times = frame["value"].iloc[1:] / gone
    return picture(
        WORDS,
        "stocks_held",
        frame,
        draw_holdings,
        evidence.cites(facts.rows_of(evidence, stocks), ("non_party_stockpilers", american)),
        low=times.min(),
        high=times.max(),
        pentagon=list(held.loc[held["number_by"].eq("pentagon"), "year"]),
        without_reserves=list(held.loc[held["id"].eq("NS01"), "year"]),
        with_reserves=list(held.loc[held["id"].eq("NS02"), "year"]),
        others=int(facts.fates(evidence)["stock"].eq("held").sum()) - 1,
        values=[f"{_count(value)} million" for value in frame["value"]],
    )


def _count(value: float) -> str:
    """Return submunitions as millions, one decimal where there is one: ``163.4``, ``1,000``."""
    return f"{value / _MILLION:,.1f}".removesuffix(".0")


def draw_holdings(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_holdings`."""
    figure, ax = canvas(0.42 * len(frame) + 0.15)
    frame = frame.iloc[::-1].reset_index(drop=True)
    gone, edges = frame["kind"].eq("destroyed"), frame["kind"].map(STOCKS)
    look = {"color": edges.where(gone, "white"), "edgecolor": edges, "linewidth": 1.4}
    ax.barh(frame["what"], frame["value"] / _MILLION, height=0.6, **look)
    for place, value in enumerate(frame["value"]):
        beside(ax, _count(value), value / _MILLION, place, (4, 0))
    ax.set(xticks=[], xlim=(0, frame["value"].max() / _MILLION * 1.12))
    ax.spines["bottom"].set_visible(False)
    return figure


def table_reconciliation(evidence: Evidence) -> Table:
    """Return the table of our sums beside the published total, a line of words if there is none."""
    try:
        sums = facts.reconciliation(evidence)
    except NotInEvidence:
        lacking = WORDS.entry("stocks-reconciled")["none"]
        return table(WORDS, "stocks-reconciled", pd.DataFrame({"": [lacking]}))
    frame = pd.DataFrame(
        {
            "": sums.index.map(capitalised),
            "Sum of the states": sums["ours"].map("{:,.0f}".format),
            "Of these, NATO members": sums["allied"].map("{:,.0f}".format),
            "Published total": sums["published"].map("{:,.0f}".format),
            "Reached": [percent(share, 1) for share in sums["reached"]],
        }
    )
    return table(WORDS, "stocks-reconciled", frame.reset_index(drop=True))


def table_kept(evidence: Evidence) -> Table:
    """Return the table of the munitions that parties keep for training."""
    held = facts.kept(evidence).query("submunitions > 0")
    frame = pd.DataFrame(
        {
            "State": [name(evidence, iso3) for iso3 in held["iso3"]],
            "Munitions": held["munitions"].map("{:,}".format, na_action="ignore"),
            "Submunitions": held["submunitions"].map("{:,}".format),
            "Year": held["year"].astype(str),
        }
    )
    keeping = evidence.pick("retention_transit", record_type="retention", position="retains")
    unnumbered = set(keeping["iso3"].dropna()) - set(facts.kept(evidence)["iso3"])
    return table(WORDS, "stocks-kept", frame, unnumbered=alphabetical(evidence, unnumbered))
