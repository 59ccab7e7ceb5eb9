"""The charts of "What is the human cost?", and the table of the shares of children."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.words import rows
from chapters.common.mark_sources import of_rows
from chapters.common.palette import CAUSES, DARK_OCHRE, NOT_FOUND
from chapters.human_cost import WORDS
from chapters.human_cost.facts import (
    by_cause,
    by_country,
    child_shares,
    highest_2012,
    peak,
    revisions,
    statements,
    yearly,
)

_REVISED = 2012  # its count was overtaken, without a new one


def chart_by_year(evidence: Evidence) -> Picture:
    """Return the chart of the recorded casualties of each year with every edition's figure."""
    frame, highest = statements(evidence), highest_2012(evidence)
    years = frame["year"]
    frame = frame.assign(highest=[float(highest) if year == _REVISED else None for year in years])
    frame = of_rows(frame, evidence, "casualties_by_year")
    syria = evidence.pick("casualties_by_country_year", iso3="SYR", year=_REVISED)
    return picture(
        WORDS,
        "casualties_by_year",
        frame.drop(columns="row"),
        draw_by_year,
        evidence.cites(
            ("casualties_by_year", frame["row"].dropna()), ("casualties_by_country_year", syria)
        ),
        top=peak(evidence),
        **revisions(evidence),
        highest=highest,
        years=rows(yearly(evidence)),
    )


def draw_by_year(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_year`."""
    figure, ax = canvas(3.3)
    for year, figures in frame.groupby("year"):
        if figures["total"].isna().all():
            ax.axvspan(year - 0.42, year + 0.42, color=NOT_FOUND, zorder=0)
            ax.text(year, 20, "no count", rotation=90, ha="center", va="bottom", color=GREY)
        else:
            _draw_year(ax, year, figures)
    years = sorted(frame["year"].unique())
    ax.set(xlim=(years[0] - 0.7, years[-1] + 0.7), ylim=(0, frame["total"].max() * 1.12))
    ax.set_xticks(years, [f"’{year % 100:02d}" for year in years])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.grid(axis="y")
    return figure


def _draw_year(ax: Axes, year: int, figures: pd.DataFrame) -> None:
    """Draw the figures of one year: a bar where they differ, dots, the last one's number."""
    colour, highest = CAUSES["all"], figures["total"].max()
    ax.vlines(year, figures["total"].min(), highest, color=colour, linewidth=1.6)
    bound = figures["highest"].dropna()
    overtaken = len(bound) > 0
    if overtaken:
        top = float(bound.max())
        ax.vlines(year, highest, top, color=GREY, linewidth=1.2, linestyle=":")
        ax.text(year, top + 12, f"up to\n{top:.0f}", ha="center", va="bottom", color=GREY)
    for row in figures.sort_values("latest").itertuples():
        inside = colour if row.latest and not (row.part or overtaken) else "white"
        look = {"marker": "^" if row.minimum else "o", "markersize": 8 if row.latest else 6}
        say(ax.plot(year, row.total, color=colour, markerfacecolor=inside, **look)[0], row.Index)
    last = figures[figures["latest"]].iloc[-1]
    text = f"{'≥ ' if last['minimum'] else ''}{int(last['total']):,}"
    place = {"va": "top" if overtaken else "bottom", "ha": "center"}
    gap = (0, -8 if overtaken else 7)
    beside(ax, text, year, last["total"], gap, fontsize=SMALL, weight="semibold", **place)


def chart_causes(evidence: Evidence) -> Picture:
    """Return the chart of casualties from attacks and from unexploded remnants, by year."""
    frame = of_rows(by_cause(evidence), evidence, "casualties_by_year")
    return picture(
        WORDS,
        "casualties_by_cause",
        frame.drop(columns="row"),
        draw_causes,
        evidence.cites(("casualties_by_year", frame["row"])),
        least=frame["remnants"].min(),
        most=frame["remnants"].max(),
        superseded=list(frame.loc[frame["superseded"], "year"].map(str)),
        weak=frame["weak"].any(),
        minimum=frame["minimum"].any(),
    )


def draw_causes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_causes`."""
    figure, ax = canvas(3.1)
    frame = frame.iloc[::-1]
    hatched = {"color": CAUSES["remnants"], "hatch": "////", "edgecolor": "white", "linewidth": 0}
    for place, row in enumerate(frame.itertuples()):
        look = {"height": 0.66, "alpha": 0.55 if row.weak else 1}
        say(ax.barh(place, row.attacks, color=CAUSES["attacks"], **look)[0], row.Index)
        say(ax.barh(place, row.remnants, left=row.attacks, **hatched, **look)[0], row.Index)
        least = "≥ " if row.minimum else ""
        text = f"{least}{row.attacks} + {least}{row.remnants}"
        beside(ax, text, row.attacks + row.remnants, place, (4, 0))
    names = [f"{row.year}{'*' if row.superseded else ''}" for row in frame.itertuples()]
    ax.set_yticks(range(len(frame)), names)
    widest = (frame["attacks"] + frame["remnants"]).max()
    ax.set(xticks=[], xlim=(0, widest * 1.17), ylim=(-0.6, len(frame) + 0.35))
    ax.spines["bottom"].set_visible(False)
    key = [("attacks", 3, CAUSES["attacks"]), ("+", 45, INK)]
    for text, offset, colour in [*key, ("remnants (hatched)", 56, DARK_OCHRE)]:
        look = {"va": "bottom", "color": colour, "weight": "semibold"}
        beside(ax, text, 0, len(frame) - 0.2, (offset, 0), **look)
    return figure


def chart_by_country(evidence: Evidence) -> Picture:
    """Return the bars of recorded casualties by country and year, for the highest counts."""
    frame = of_rows(by_country(evidence), evidence, "casualties_by_country_year")
    weak = frame[frame["weak"]]
    highest = frame[~frame["weak"]].sort_values("high", ascending=False).drop_duplicates("state")
    if len(highest) < 2:
        raise NotInEvidence("the casualties of fewer than two countries are accepted")
    return picture(
        WORDS,
        "casualties_by_country",
        frame.drop(columns="row"),
        draw_by_country,
        evidence.cites(("casualties_by_country_year", frame["row"].explode())),
        first=highest.iloc[0],
        second=highest.iloc[1],
        weak=rows(weak[weak["high"] > weak["state"].map(highest.set_index("state")["high"])]),
        countries=[(state, rows(those)) for state, those in frame.groupby("state", sort=False)],
    )


def draw_by_country(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_country`."""
    names = list(frame["state"].drop_duplicates())
    years, top = range(frame["year"].min(), frame["year"].max() + 1), frame["high"].max()
    figure, axes = canvas(0.78 * len(names), rows=len(names), sharex=True, sharey=True)
    for ax, state in zip(axes, names, strict=True):
        those = frame[frame["state"].eq(state)]
        gaps = [year for year in years if year not in set(those["year"])]
        ax.bar(gaps, top, width=0.84, color=NOT_FOUND, hatch="////", edgecolor="white", linewidth=0)
        for row in those.itertuples():
            look = {"color": CAUSES[row.cause], "alpha": 0.55 if row.weak else 1}
            say(ax.bar(row.year, row.high, width=0.7, **look)[0], row.Index)
            number = f"{row.low:,}" if row.low == row.high else f"{row.low:,}–\n{row.high:,}"
            text = f"{'≥' if row.minimum else ''}{number}"
            beside(ax, text, row.year, row.high, (0, 2), ha="center", va="bottom", fontsize=SMALL)
        ax.set(ylim=(0, top * 1.45), yticks=[], xlim=(years[0] - 0.8, years[-1] + 0.8))
        ax.set_title(state, loc="left", fontsize=SMALL, weight="semibold")
        ax.spines["left"].set_visible(False)
    axes[-1].set_xticks(list(years), [f"’{year % 100:02d}" for year in years])
    return figure


def table_children(evidence: Evidence) -> Table:
    """Return the published shares of children, each with the people that it is a share of."""
    frame = child_shares(evidence)
    said = [WORDS.say("child_shares", "people", {"row": row}) for row in rows(frame)]
    bases = WORDS.entry("child_shares")["bases"]
    shown = frame.assign(
        year=frame["year"].map(str),
        share=frame["share"].map("{:.0%}".format),
        base=frame["base"].map(bases),
        people=[text or None for text in said],
    )
    return table(WORDS, "child_shares", shown)
