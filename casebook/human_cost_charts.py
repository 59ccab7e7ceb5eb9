"""Charts of the chapter "What is the human cost?": casualties recorded."""

from __future__ import annotations

from itertools import product

import pandas as pd
from matplotlib.figure import Figure

from casebook.human_cost_facts import (
    by_cause,
    by_country,
    highest_2012,
    revised,
    statements,
    yearly,
)
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, Picture, canvas
from casebook.telling.wording import listed

REMNANTS, COUNT = "#b8860b", "#1b5e8c"
"""The colours of casualties of remnants and of casualties of all causes."""

_ATTACKS = "#8c2d19"

_DARK_REMNANTS = "#7a5a07"
"""The colour of remnants dark enough for text on white."""


def chart_by_year(evidence: Evidence) -> Picture:
    """Chart of the recorded casualties of each year with every edition's figure."""
    frame, counts, changes = statements(evidence), yearly(evidence), revised(evidence)
    frame = frame.assign(
        highest=[float(highest_2012(evidence)) if year == 2012 else None for year in frame["year"]]
    )
    whole = counts[~counts["part"] & ~counts["weak"]].dropna(subset=["count"])
    whole = some(whole, "no yearly count of casualties is accepted")
    top = whole.loc[whole["count"].idxmax()]
    missing = list(map(str, counts.loc[counts["count"].isna(), "year"]))
    raised = (changes["count"] > changes["first"]).all()
    return Picture(
        name="casualties_by_year",
        frame=frame,
        draw=draw_by_year,
        title=(
            f"Recorded casualties were highest in {int(top['year'])}, at {int(top['count']):,}; "
            f"{'every revision raised' if raised else 'revisions changed'} a year's count"
        ),
        subtitle="People recorded killed or injured worldwide, by year",
        caption=(
            "Filled: the last edition found; hollow: an earlier edition's count of the same year. "
            "An arrowhead means at least; 2013 is Syria alone. The count of 2012 was overtaken: "
            f"what the edition of 2014 gives for Syria allows up to {highest_2012(evidence)}. For "
            f"{listed(missing)} no figure was found. A count holds what could be recorded, so the "
            "dots make no trend."
            + (" Grey: only a weak source gives the figure." if frame["weak"].any() else "")
        ),
        alt=(
            "Dot chart. "
            + "; ".join(
                f"{int(row['year'])}: "
                + (
                    "not found"
                    if pd.isna(row["count"])
                    else f"{'at least ' if row['minimum'] else ''}{int(row['count']):,}"
                    + (f", first {int(row['first']):,}" if row["first"] != row["count"] else "")
                    + (" (Syria alone)" if row["part"] else "")
                    + (" (weak source)" if row["weak"] else "")
                )
                for _, row in counts.iterrows()
            )
            + "."
        ),
        sources=(
            *("cmm2017_cas", "cmm2018_cas", "cmm2021_findings", "cmm2022_findings"),
            *("cmm2023_impact", "unnews_2025_tr", "cmm2014_findings"),
        ),
    )


def draw_by_year(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_year`."""
    figure, ax = canvas(3.3)
    for year, rows in frame.groupby("year"):
        if rows["total"].isna().all():
            ax.axvspan(year - 0.42, year + 0.42, color="#f0f0f0", zorder=0)
            ax.text(year, 20, "not found", rotation=90, ha="center", va="bottom", color=GREY)
            continue
        rows = rows.dropna(subset=["total"])
        if rows["total"].nunique() > 1:
            ax.vlines(year, rows["total"].min(), rows["total"].max(), color=COUNT, linewidth=1.6)
        bound = rows["highest"].dropna()
        if len(bound):
            top = float(bound.max())
            ax.vlines(year, rows["total"].max(), top, color=GREY, linewidth=1.2, linestyle=":")
            ax.text(year, top + 12, f"up to\n{top:.0f}", ha="center", va="bottom", color=GREY)
        for row in rows.sort_values("latest").itertuples():
            final = row.latest and not (row.part or row.weak or len(bound))
            ax.plot(
                year,
                row.total,
                marker="^" if row.minimum else "o",
                markersize=8 if row.latest else 6,
                color=GREY if row.weak else COUNT,
                markerfacecolor=COUNT if final else "white",
                markeredgewidth=1.4,
            )
        last = rows[rows["latest"]].iloc[-1]
        below = len(bound) > 0
        ax.annotate(
            f"{'≥ ' if last['minimum'] else ''}{int(last['total']):,}",
            (year, last["total"]),
            (0, -8 if below else 7),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            fontsize=SMALL,
            weight="semibold",
        )
    years = sorted(frame["year"].unique())
    ax.set(xlim=(years[0] - 0.7, years[-1] + 0.7), ylim=(0, frame["total"].max() * 1.12))
    ax.set_xticks(years, [f"’{year % 100:02d}" for year in years])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.grid(axis="y")
    return figure


def chart_causes(evidence: Evidence) -> Picture:
    """Chart of casualties from attacks and from unexploded remnants, by year."""
    frame = by_cause(evidence)
    none = frame.loc[frame["attacks"].eq(0), "year"]
    quiet = f"; in {listed(map(str, none))} no attack is recorded" if len(none) else ""
    bounds = frame.loc[frame["bound"], "year"]
    old = frame.loc[frame["superseded"], "year"]
    return Picture(
        name="casualties_by_cause",
        frame=frame,
        draw=draw_causes,
        title=(
            f"Remnants killed or injured {frame['remnants'].min()} to {frame['remnants'].max()} "
            f"people in each year of known causes{quiet}"
        ),
        subtitle="People recorded killed or injured in attacks and, later, by unexploded remnants",
        caption=(
            "Years without a split are left out."
            + (
                f" For {listed(map(str, bounds))} attacks are a minimum, so remnants are at most "
                "the rest."
                if len(bounds)
                else ""
            )
            + (
                f" The splits of {listed(map(str, old))} are of counts that were later raised."
                if len(old)
                else ""
            )
        ),
        alt="; ".join(
            f"{row.year}: {'at least ' if row.bound else ''}{row.attacks} in attacks, "
            f"{'at most ' if row.bound else ''}{row.remnants} by remnants"
            for row in frame.itertuples()
        )
        + ".",
        sources=("cmm2017_cas", "cmm2021_impact", "cmm2022_findings", "unnews_2025_tr"),
    )


def draw_causes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_causes`."""
    figure, ax = canvas(3.1)
    frame = frame.iloc[::-1].reset_index(drop=True)
    ax.barh(frame.index, frame["attacks"], color=_ATTACKS, height=0.66)
    ax.barh(
        frame.index,
        frame["remnants"],
        left=frame["attacks"],
        color=REMNANTS,
        hatch="////",
        edgecolor="white",
        linewidth=0,
        height=0.66,
    )
    widest = (frame["attacks"] + frame["remnants"]).max()
    for place, row in enumerate(frame.itertuples()):
        ax.annotate(
            f"{'≥ ' if row.bound else ''}{row.attacks} + {'≤ ' if row.bound else ''}{row.remnants}",
            (row.attacks + row.remnants, place),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
    names = [f"{row.year}{'*' if row.superseded else ''}" for row in frame.itertuples()]
    ax.set_yticks(frame.index, names)
    ax.set(xticks=[], xlim=(0, widest * 1.17), ylim=(-0.6, len(frame) + 0.35))
    ax.spines["bottom"].set_visible(False)
    for text, offset, colour in (
        ("attacks", 3, _ATTACKS),
        ("+", 45, INK),
        ("remnants (hatched)", 56, _DARK_REMNANTS),
        *((("* count later raised", 215, GREY),) if frame["superseded"].any() else ()),
    ):
        ax.annotate(
            text,
            (0, len(frame) - 0.2),
            (offset, 0),
            textcoords="offset points",
            va="bottom",
            color=colour,
            weight="normal" if colour == GREY else "semibold",
        )
    return figure


def chart_by_country(evidence: Evidence) -> Picture:
    """Grid of recorded casualties by country and year, for the highest counts found."""
    frame = by_country(evidence)
    firm = frame[~frame["weak"]].sort_values("high", ascending=False)
    if firm["iso3"].nunique() < 2:
        raise NotInEvidence("the casualties of fewer than two countries are accepted")
    first, second = (row for _, row in firm.drop_duplicates("iso3").head(2).iterrows())
    return Picture(
        name="casualties_by_country",
        frame=frame,
        draw=draw_by_country,
        title=(
            f"The highest counts: {first['state']} with {'at least ' if first['minimum'] else ''}"
            f"{first['high']:,} in {first['year']}, {second['state']} with {second['high']:,} in "
            f"{second['year']}"
        ),
        subtitle="People recorded killed or injured by year; circle area: number",
        caption=(
            "A dot is a year for which no figure was found, not a year without casualties. a: "
            "attacks only; r: remnants only. Two numbers: sources differ. Only the countries with "
            "the highest counts found are shown."
            + (" White circle: only a weak source." if frame["weak"].any() else "")
        ),
        alt="; ".join(
            f"{state}: "
            + listed(
                f"{row.year} {'at least ' if row.minimum else ''}{_figure(row)}"
                f"{' (weak source)' if row.weak else ''}"
                for row in rows.itertuples()
            )
            for state, rows in frame.groupby("state", sort=False)
        )
        + ".",
        sources=("cmm2014_findings", "cmm2017_cas", "hi_us_2023", "prof_lao_cas2018"),
    )


def _figure(row: object) -> str:
    low, high = row.low, row.high
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def draw_by_country(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_country`."""
    states = list(frame["state"].drop_duplicates())
    figure, ax = canvas(0.62 * len(states) + 0.3)
    years = range(frame["year"].min(), frame["year"].max() + 1)
    found = set(zip(frame["state"], frame["year"], strict=True))
    for state, year in product(states, years):
        if (state, year) not in found:
            ax.plot(year, len(states) - 1 - states.index(state), ".", color=PALE, markersize=4)
    for row in frame.itertuples():
        place = len(states) - 1 - states.index(row.state)
        area = 0.55 * row.high
        ax.scatter(
            row.year,
            place,
            s=area,
            color="white" if row.weak else "#c9dbe8",
            edgecolor=COUNT,
            linewidth=0.8,
        )
        mark = {"all": "", "attacks": " a", "remnants": " r"}[row.cause]
        ax.annotate(
            f"{'≥' if row.minimum else ''}{_figure(row)}{mark}".replace("–", "–\n"),
            (row.year, place),
            (0, area**0.5 / 2 + 1.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=SMALL,
        )
    ax.set_yticks(range(len(states)), states[::-1])
    ax.set(xlim=(years[0] - 0.8, years[-1] + 0.8), ylim=(-0.5, len(states) - 0.25))
    ax.set_xticks(list(years), [f"’{year % 100:02d}" for year in years])
    return figure
