"""The charts of the chapter: what was destroyed, what is held, and where each ally stands."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import is_narrow, is_wide
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, picture
from casebook.telling.drawing.tiles import placed
from chapters.arsenals import WORDS, facts
from chapters.common.mark_sources import with_sources
from chapters.common.palette import OTHER_STATES, STOCKS
from chapters.common.states import alphabetical, name

_SHOWN = 11
"""States with a line of their own in the chart of stocks; the rest are added up."""

_MILLION = 1e6

_MAKING = {"stopped": "o", "not given up": "^"}
"""The marker of what an ally has done with the making of the weapon."""


def chart_stocks(evidence: Evidence) -> Picture:
    """Return the chart of the stocks destroyed by state, munitions and submunitions."""
    stocks = facts.stocks(evidence)
    rest, numbers = stocks.iloc[_SHOWN:], ["munitions", "submunitions", "low", "high"]
    others = WORDS.say("stocks_destroyed", "others", {"number": len(rest)})
    last = pd.DataFrame([{"state": others, "allied": False, **rest[numbers].sum()}])
    shown = with_sources(stocks.head(_SHOWN), facts.rows_of(evidence, stocks)[1], "iso3")
    shown = shown[["state", "allied", *numbers, "source", "grade"]]
    totals = stocks[numbers].sum()
    disputed = tuple(stocks.loc[stocks["low"] < stocks["high"], "iso3"])
    return picture(
        WORDS,
        "stocks_destroyed",
        pd.concat([shown, last], ignore_index=True),
        draw_stocks,
        evidence.cites(
            facts.rows_of(evidence, stocks),
            ("stockpile_destruction", evidence.pick("stockpile_destruction", iso3=disputed)),
        ),
        shares=(stocks.loc[stocks["allied"], numbers].sum() / totals).to_dict(),
        totals=totals.to_dict(),
        others=len(rest),
    )


def draw_stocks(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_stocks`."""
    figure, (left, right) = canvas(3.7, columns=2, sharey=True, width_ratios=(1.6, 1))
    look = {
        "color": [STOCKS["destroyed"] if allied else OTHER_STATES for allied in frame["allied"]],
        "hatch": ["////" if state.endswith("others") else "" for state in frame["state"]],
        "edgecolor": "white",
        "linewidth": 0,
        "height": 0.66,
    }
    panels = (
        # number: the unit of the axis
        (left, "submunitions", "high", _MILLION, "Submunitions,\nmillions", "{:.1f}"),
        # number: the unit of the axis
        (right, "munitions", "munitions", 1e3, "Munitions,\nthousands", "{:.0f}"),
    )
    for ax, column, end, unit, title, style in panels:
        values, ends = frame[column] / unit, frame[end] / unit
        bars = ax.barh(frame["state"], values, **look)
        for place, bar in enumerate(bars):
            say(bar, place)
            beside(ax, style.format(values[place]), ends[place], place, (4, 0), fontsize=SMALL)
        ax.set(xticks=[], xlim=(0, ends.max() * 1.25), ylim=(len(frame) - 0.4, -0.6))
        ax.set_title(title)
        ax.spines[["bottom"]].set_visible(False)
    wide = frame[frame["high"] - frame["low"] > 0.02 * frame["high"]]
    low, high = wide["low"] / _MILLION, wide["high"] / _MILLION
    left.hlines(wide.index, low, high, color=INK, linewidth=1.6)
    left.plot(low, wide.index, "|", color="white", markersize=9, markeredgewidth=2.4)
    left.plot(low, wide.index, "|", color=INK, markersize=8, markeredgewidth=1.2)
    return figure


def chart_holdings(evidence: Evidence) -> Picture:
    """Return the chart of what allies destroyed beside what the United States was said to hold."""
    words, stocks = WORDS.entry("stocks_held"), facts.stocks(evidence, allied=True)
    gone, held = stocks["submunitions"].sum(), facts.largest_holding(evidence)
    held = held.assign(year=held["as_of"].str[:4], by=held["number_by"].map(words["by"]))
    labels = [WORDS.say("stocks_held", "held", row) for row in held.to_dict("records")]
    values = held["stockpile_submunitions"].astype(float)
    frame = pd.DataFrame(
        {
            "what": [words["destroyed"], *labels],
            "value": [gone, *values],
            "kind": ["destroyed", *["held"] * len(held)],
            "source": ["", *held["source"]],
            "grade": ["", *held["confidence"]],
        }
    )
    return picture(
        WORDS,
        "stocks_held",
        frame,
        draw_holdings,
        evidence.cites(facts.rows_of(evidence, stocks), ("non_party_stockpilers", held)),
        low=(values / gone).min(),
        high=(values / gone).max(),
        others=int(facts.fates(evidence)["stock"].eq("held").sum()) - 1,
        values=[f"{_count(value)} million" for value in frame["value"]],
    )


def _count(value: float) -> str:
    """Return submunitions as millions, one decimal where there is one: ``163.4``, ``1,000``."""
    return f"{value / _MILLION:,.1f}".removesuffix(".0")


def draw_holdings(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_holdings`."""
    figure, ax = canvas(0.45 * len(frame) + 0.15)
    gone, edges = frame["kind"].eq("destroyed"), frame["kind"].map(STOCKS)
    look = {"color": edges.where(gone, "white"), "edgecolor": edges, "linewidth": 1.4}
    names = frame["what"].str.replace(" (", "\n(")
    bars = ax.barh(names, frame["value"] / _MILLION, height=0.6, **look)
    for place, (bar, value) in enumerate(zip(bars, frame["value"], strict=True)):
        say(bar, place)
        beside(ax, _count(value), value / _MILLION, place, (4, 0))
    ax.set(xticks=[], xlim=(0, frame["value"].max() / _MILLION * 1.2))
    ax.invert_yaxis()
    ax.spines["bottom"].set_visible(False)
    return figure


def chart_allies(evidence: Evidence) -> Picture:
    """Return the tile map of NATO: what became of each stock, and who has made the weapon."""
    gone, fate = facts.stocks(evidence, allied=True), facts.fates(evidence)
    held = evidence.rows("non_party_stockpilers", stockpile=True)
    frame = placed(evidence, "nato", fate["stock"]).drop(columns="panel")
    frame = frame.assign(
        name=[name(evidence, iso3) for iso3 in frame["iso3"]],
        making=frame["iso3"].map(fate["making"]),
    )
    makers, table = facts.makers(evidence), facts.rows_of(evidence, gone)
    frame = with_sources(frame, pd.concat([held, makers, table[1]]), "iso3")
    names = {
        value.replace(" ", "_"): alphabetical(evidence, fate.index[fate[column].eq(value)])
        for column, values in (("stock", STOCKS), ("making", _MAKING))
        for value in values
    }
    return picture(
        WORDS,
        "allies_stock_and_making",
        frame.reset_index(drop=True),
        draw_allies,
        evidence.cites(
            ("non_party_stockpilers", held[held["iso3"].isin(fate.index)]),
            ("producers", makers),
            table,
        ),
        **names,
        known_to=evidence.reaches("non_party_stockpilers"),
    )


def draw_allies(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_allies`."""
    right, bottom = frame["tile_column"].max() + 1, frame["tile_row"].max() + 1
    figure, ax = canvas(0.53 * bottom)
    for place, tile in frame.iterrows():
        colour, mark = STOCKS[tile["stock"]], _MAKING.get(tile["making"])
        x, y, ink = tile["tile_column"], tile["tile_row"], text_on(colour)
        square = Rectangle((x, y), 0.93, 0.93, facecolor=colour, edgecolor="none")
        say(ax.add_patch(square), place)
        word = tile["name"].replace(" ", "\n") if is_wide() else tile["iso3"]
        look = {"ha": "center", "va": "center", "fontsize": SMALL, "color": ink, "linespacing": 0.9}
        say(ax.text(x + 0.465, y + (0.31 if mark else 0.47), word, **look), place)
        if mark:
            ax.plot(x + 0.465, y + 0.79, mark, color=ink, markersize=5)
    ax.set(xlim=(0, right), ylim=(bottom, 0))
    ax.axis("off")
    words = WORDS.entry("allies_stock_and_making")
    handles = [Patch(facecolor=STOCKS[key], label=label) for key, label in words["stock"].items()]
    for key, label in words["making"].items():
        look = {"linestyle": "none", "marker": _MAKING[key], "color": INK}
        handles.append(Line2D([], [], label=label, **look))
    look = {"columnspacing": 1.4, "handlelength": 1.1, "ncols": 1 if is_narrow() else 2}
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.01), borderpad=0, **look)
    return figure
