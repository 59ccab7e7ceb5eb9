"""The charts of shells and of what allies spend, and the table of what held Europe back."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.sources import short_names
from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas, legible
from casebook.telling.drawing.forms import is_wide
from casebook.telling.drawing.marks import beside, labelled_rows, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.wording import capitalised
from casebook.telling.words import rows as rows_of
from chapters.common.allies import membership_rows
from chapters.common.mark_sources import with_sources
from chapters.common.palette import MAKERS, STATUS
from chapters.common.states import name
from chapters.industry import WORDS
from chapters.industry.facts import (
    SHELLS,
    heavy_output,
    like_for_like,
    limits,
    rounds,
    span,
    statements,
)
from chapters.industry.facts_money import burden, compare_burden

_MARKERS = {"Russia": "o", "Europe": "s", "United States": "D"}


def chart_heavy(evidence: Evidence) -> Picture:
    """Return the chart of yearly output in the heavy gun calibres as ranges, by maker."""
    years, rows = like_for_like(evidence), heavy_output(evidence)
    rows = rows.fillna({"low": rows["value"], "high": rows["value"]})
    ends = {"low": ("low", "min"), "high": ("high", "max"), "figures": ("id", "size")}
    frame = rows.groupby(["who", "year"]).agg(**ends).reset_index()
    frame = with_sources(frame, rows, "who", "year")
    frame["span"] = [span(row.low, row.high) for row in frame.itertuples()]
    return picture(
        WORDS,
        "industry_heavy_shells",
        frame,
        draw_heavy,
        evidence.cites((SHELLS, rows["id"])),
        last=rows_of(years)[-1],
    )


def draw_heavy(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_heavy`."""
    figure, ax = canvas(3)
    shifts = {"Russia": -0.2, "Europe": 0.0, "United States": 0.2}
    x, colours = frame["year"] + frame["who"].map(shifts), frame["who"].map(MAKERS)
    for place, row in frame.iterrows():
        ends, look = [row["low"] / 1e6, row["high"] / 1e6], {"color": colours[place]}
        say(ax.vlines(x[place], *ends, linewidth=5, **look), place)
        marks = ax.plot([x[place]] * 2, ends, _MARKERS[row["who"]], markersize=6, **look)
        say(marks[0], place)
    for who, rows in frame.groupby("who"):
        below = who == "United States"
        row = rows.loc[rows["high"].idxmax()]
        beside(
            ax,
            f"{who},\n{'152' if who == 'Russia' else '155'} mm",
            x[row.name],
            row["low" if below else "high"] / 1e6,
            gap=(0, -9 if below else 8),
            ha="center",
            va="top" if below else "bottom",
            color=legible(MAKERS[who]),
            weight="semibold",
        )
    first, last = frame["year"].min(), frame["year"].max()
    ax.set(xlim=(first - 0.6, last + 0.7), ylim=(0, frame["high"].max() / 1e6 * 1.25))
    years = range(first, last + 1)
    ax.set_xticks(years, ["before\n2022" if year == 2021 else str(year) for year in years])
    ax.grid(axis="y")
    return figure


def chart_output(evidence: Evidence) -> Picture:
    """Return the chart of all figures on one year by maker, calibre and what they count."""
    year, words = int(like_for_like(evidence)["year"].iloc[-1]), WORDS.entry("industry_all_figures")
    rows = statements(evidence)
    rows = rows.assign(counts=rows["kind"].map(words["kinds"])).dropna(subset=["counts"])
    rows = rows[rows["year"].eq(year)].replace({"calibre": words["calibres"]})
    ends = {"low": ("value", "min"), "high": ("value", "max"), "figures": ("id", "size")}
    groups = rows.groupby(["who", "counts", "calibre"], sort=False)
    frame = with_sources(groups.agg(**ends).reset_index(), rows, "who", "counts", "calibre")
    frame["span"] = [span(row.low, row.high) for row in frame.itertuples()]
    order = [*_MARKERS, *words["kinds"].values()]
    frame = frame.sort_values(
        ["who", "counts"],
        key=lambda names: names.map(order.index),
        kind="stable",
        ignore_index=True,
    )
    return picture(
        WORDS,
        "industry_all_figures",
        frame,
        draw_output,
        evidence.cites((SHELLS, rows["id"])),
        year=year,
        russia=rows.loc[rows["who"].eq("Russia"), "value"].agg(["min", "max"]).map(rounds).tolist(),
    )


def draw_output(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_output`."""
    labels = frame["who"] + ", " + frame["counts"] + ",\n" + frame["calibre"]
    figure, ax = labelled_rows(labels, step=0.36)
    for place, row in frame.iterrows():
        colour, ends = MAKERS[row["who"]], [row["low"] / 1e6, row["high"] / 1e6]
        fill = colour if row["counts"] == "output" else "white"
        say(ax.hlines(place, *ends, color=colour, linewidth=3), place)
        look = {"markerfacecolor": fill, "markersize": 6, "markeredgewidth": 1.4}
        say(ax.plot(ends, [place] * 2, _MARKERS[row["who"]], color=colour, **look)[0], place)
        words = row["span"].replace(" million to ", " to ")
        beside(ax, words, ends[1], place, fontsize=SMALL, color=legible(colour))
    ax.set(
        xlim=(0, frame["high"].max() / 1e6 * 1.45), xlabel=WORDS.entry("million_rounds")["label"]
    )
    return figure


def chart_burden(evidence: Evidence) -> Picture:
    """Return the chart of each ally's share of GDP by treaty status, with medians."""
    shares = burden(evidence)
    drawn = evidence["milex"].loc[shares.index]
    frame = shares.assign(name=[name(evidence, iso3) for iso3 in shares["iso3"]])
    frame = frame.sort_values(["party", "pct"], ignore_index=True)
    return picture(
        WORDS,
        "industry_burden",
        frame,
        draw_burden,
        evidence.cites(("milex", drawn), *membership_rows(evidence)),
        compared=compare_burden(evidence),
        definition=drawn["definition"].iloc[0],
        outside=rows_of(frame[~frame["party"]]),
        ends=rows_of(frame[frame["party"]].iloc[[0, -1]]),
    )


def draw_burden(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_burden`."""
    figure, ax = canvas(3.2)
    for place, party in enumerate((True, False)):
        group = frame[frame["party"].eq(party)]
        y = place + 0.5 * (np.arange(len(group)) % 4 / 3 - 0.5)
        median, top = group["pct"].median(), place + 0.38
        ax.vlines(median, place - 0.36, top, color=INK, linewidth=1.5)
        look = {"ha": "center", "va": "baseline", "fontsize": SMALL}
        beside(ax, f"median {median:.1f}", median, top, gap=(0, 2), **look)
        colour = STATUS["state party" if party else "never joined"]
        look = {"color": colour, "markeredgecolor": INK, "markeredgewidth": 0.6, "markersize": 7}
        for height, ally in zip(y, group.itertuples(), strict=True):
            say(ax.plot(ally.pct, height, "o" if party else "D", **look)[0], ally.Index)
            if not party or ally.pct in (group["pct"].min(), group["pct"].max()):
                low, words = ally.pct < median, ally.name if is_wide() else ally.iso3
                side = {"gap": (-6 if low else 6, 0), "ha": "right" if low else "left"}
                beside(ax, words, ally.pct, height, fontsize=SMALL, color=GREY, **side)
    ax.set(
        xlim=(0, frame["pct"].max() * 1.12),
        ylim=(-0.55, 1.65),
        yticks=[0, 1],
        yticklabels=["parties", "outside"],
        xlabel="Percent of GDP",
    )
    ax.spines["left"].set_visible(False)
    return figure


def table_limits(evidence: Evidence) -> Table:
    """Return the table of what held European output back, by the sources read."""
    rows, names = limits(evidence), WORDS.entry("industry-limits")["limits"]

    def figure(row: pd.Series) -> str:
        ends = [f"{row[end]:,g}" for end in ("value_low", "value_high") if pd.notna(row[end])]
        unit = str(row["unit"]).replace("_", " ").replace("usd", "dollars")
        amount = "" if pd.isna(row["value"]) else f"{row['value']:,g}"
        given = {**row, "ends": ends, "amount": amount, "unit": unit}
        return WORDS.say("industry-limits", "figure", given)

    frame = rows.assign(
        limit=rows["limit"].map(names).map(capitalised),
        figure=[figure(row) for _, row in rows.iterrows()],
        source=[short_names(evidence.package, [key]) for key in rows["source"]],
    ).sort_values("limit", kind="stable", ignore_index=True)
    return table(WORDS, "industry-limits", frame)
