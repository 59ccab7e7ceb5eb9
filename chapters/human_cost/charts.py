"""The charts of "What is the human cost?": casualties recorded."""

from __future__ import annotations

from itertools import product

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from casebook.telling.words import rows
from chapters.common.palette import BUBBLE, CAUSES, DARK_OCHRE, NOT_FOUND
from chapters.human_cost import WORDS
from chapters.human_cost.facts import (
    by_cause,
    by_country,
    missing_years,
    peak,
    revised,
    statements,
    yearly,
)
from chapters.human_cost.facts_bounds import highest_2012

_REVISED = 2012
"""The year whose count was overtaken, without a new one."""


def chart_by_year(evidence: Evidence) -> Picture:
    """Return the chart of the recorded casualties of each year with every edition's figure."""
    frame, counts, changes = statements(evidence), yearly(evidence), revised(evidence)
    top, highest = peak(evidence), highest_2012(evidence)
    years = frame["year"]
    frame = frame.assign(highest=[float(highest) if year == _REVISED else None for year in years])
    syria = evidence.pick("casualties_by_country_year", iso3="SYR", year=_REVISED)
    return picture(
        WORDS,
        "casualties_by_year",
        frame.drop(columns="row"),
        draw_by_year,
        evidence.cites(
            ("casualties_by_year", frame["row"].dropna()), ("casualties_by_country_year", syria)
        ),
        top=top,
        revised=len(changes),
        raised=(changes["count"] > changes["first"]).all(),
        missing=missing_years(evidence),
        highest=highest,
        weak=frame["weak"].any(),
        years=rows(counts),
    )


def draw_by_year(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_year`."""
    figure, ax = canvas(3.3)
    for year, figures in frame.groupby("year"):
        if figures["total"].isna().all():
            ax.axvspan(year - 0.42, year + 0.42, color=NOT_FOUND, zorder=0)
            ax.text(year, 20, "not found", rotation=90, ha="center", va="bottom", color=GREY)
        else:
            _draw_year(ax, year, figures.dropna(subset=["total"]))
    years = sorted(frame["year"].unique())
    ax.set(xlim=(years[0] - 0.7, years[-1] + 0.7), ylim=(0, frame["total"].max() * 1.12))
    ax.set_xticks(years, [f"’{year % 100:02d}" for year in years])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.grid(axis="y")
    return figure


def _draw_year(ax: Axes, year: int, figures: pd.DataFrame) -> None:
    """Draw the figures of one year: a bar where they differ, dots, the last one's number."""
    colour, highest = CAUSES["all"], figures["total"].max()
    if figures["total"].nunique() > 1:
        ax.vlines(year, figures["total"].min(), highest, color=colour, linewidth=1.6)
    bound = figures["highest"].dropna()
    overtaken = len(bound) > 0
    if overtaken:
        top = float(bound.max())
        ax.vlines(year, highest, top, color=GREY, linewidth=1.2, linestyle=":")
        ax.text(year, top + 12, f"up to\n{top:.0f}", ha="center", va="bottom", color=GREY)
    for row in figures.sort_values("latest").itertuples():
        final = row.latest and not (row.part or row.weak or overtaken)
        ax.plot(
            year,
            row.total,
            marker="^" if row.minimum else "o",
            markersize=8 if row.latest else 6,
            color=GREY if row.weak else colour,
            markerfacecolor=colour if final else "white",
            markeredgewidth=1.4,
        )
    last = figures[figures["latest"]].iloc[-1]
    beside(
        ax,
        f"{'≥ ' if last['minimum'] else ''}{int(last['total']):,}",
        year,
        last["total"],
        (0, -8 if overtaken else 7),
        ha="center",
        va="top" if overtaken else "bottom",
        fontsize=SMALL,
        weight="semibold",
    )


def chart_causes(evidence: Evidence) -> Picture:
    """Return the chart of casualties from attacks and from unexploded remnants, by year."""
    frame = by_cause(evidence)
    return picture(
        WORDS,
        "casualties_by_cause",
        frame.drop(columns="row"),
        draw_causes,
        evidence.cites(("casualties_by_year", frame["row"])),
        least=frame["remnants"].min(),
        most=frame["remnants"].max(),
        without_attacks=list(frame.loc[frame["attacks"].eq(0), "year"].map(str)),
        minima=list(frame.loc[frame["minimum"], "year"].map(str)),
        superseded=list(frame.loc[frame["superseded"], "year"].map(str)),
    )


def draw_causes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_causes`."""
    figure, ax = canvas(3.1)
    frame = frame.iloc[::-1].reset_index(drop=True)
    ax.barh(frame.index, frame["attacks"], color=CAUSES["attacks"], height=0.66)
    ax.barh(
        frame.index,
        frame["remnants"],
        left=frame["attacks"],
        color=CAUSES["remnants"],
        hatch="////",
        edgecolor="white",
        linewidth=0,
        height=0.66,
    )
    for place, row in enumerate(frame.itertuples()):
        least = "≥ " if row.minimum else ""
        text = f"{least}{row.attacks} + {least}{row.remnants}"
        beside(ax, text, row.attacks + row.remnants, place, (4, 0))
    names = [f"{row.year}{'*' if row.superseded else ''}" for row in frame.itertuples()]
    ax.set_yticks(frame.index, names)
    widest = (frame["attacks"] + frame["remnants"]).max()
    ax.set(xticks=[], xlim=(0, widest * 1.17), ylim=(-0.6, len(frame) + 0.35))
    ax.spines["bottom"].set_visible(False)
    key = [("attacks", 3, CAUSES["attacks"]), ("+", 45, INK)]
    key += [("remnants (hatched)", 56, DARK_OCHRE)]
    key += [("* count later raised", 215, GREY)] if frame["superseded"].any() else []
    for text, offset, colour in key:
        weight = "normal" if colour == GREY else "semibold"
        look = {"va": "bottom", "color": colour, "weight": weight}
        beside(ax, text, 0, len(frame) - 0.2, (offset, 0), **look)
    return figure


def chart_by_country(evidence: Evidence) -> Picture:
    """Return the grid of recorded casualties by country and year, for the highest counts found."""
    frame = by_country(evidence)
    firm = frame[~frame["weak"]].sort_values("high", ascending=False).drop_duplicates("iso3")
    if len(firm) < 2:
        raise NotInEvidence("the casualties of fewer than two countries are accepted")
    first, second = (row for _, row in firm.head(2).iterrows())
    drawn = frame["row"].explode()
    return picture(
        WORDS,
        "casualties_by_country",
        frame.drop(columns="row"),
        draw_by_country,
        evidence.cites(("casualties_by_country_year", drawn)),
        first=first,
        second=second,
        weak=frame["weak"].any(),
        countries=[
            {"state": state, "years": [_said(row) for row in counts.itertuples()]}
            for state, counts in frame.groupby("state", sort=False)
        ],
    )


def _said(row: object) -> str:
    """Return a year and its number as the alt text lists them."""
    bound, weak = "at least " if row.minimum else "", " (weak source)" if row.weak else ""
    return f"{row.year} {bound}{_figure(row)}{weak}"


def _figure(row: object) -> str:
    low, high = row.low, row.high
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def draw_by_country(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_country`."""
    states = list(frame["state"].drop_duplicates())[::-1]
    figure, ax = canvas(0.62 * len(states) + 0.3)
    years = range(frame["year"].min(), frame["year"].max() + 1)
    found = set(zip(frame["state"], frame["year"], strict=True))
    for state, year in product(states[::-1], years):
        if (state, year) not in found:
            ax.plot(year, states.index(state), ".", color=PALE, markersize=4)
    for row in frame.itertuples():
        place, area = states.index(row.state), 0.55 * row.high
        ax.scatter(
            row.year,
            place,
            s=area,
            color="white" if row.weak else BUBBLE,
            edgecolor=CAUSES["all"],
            linewidth=0.8,
        )
        mark = {"all": "", "attacks": " a", "remnants": " r"}[row.cause]
        text = f"{'≥' if row.minimum else ''}{_figure(row)}{mark}".replace("–", "–\n")
        above = (0, area**0.5 / 2 + 1.5)
        beside(ax, text, row.year, place, above, ha="center", va="bottom", fontsize=SMALL)
    ax.set_yticks(range(len(states)), states)
    ax.set(xlim=(years[0] - 0.8, years[-1] + 0.8), ylim=(-0.5, len(states) - 0.25))
    ax.set_xticks(list(years), [f"’{year % 100:02d}" for year in years])
    return figure
