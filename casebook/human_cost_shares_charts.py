"""Charts of the chapter "What is the human cost?": shares of children, and land."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.human_cost_charts import COUNT, REMNANTS
from casebook.human_cost_facts import (
    child_shares,
    child_trap,
    clearance,
)
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.charts import GREY, INK, SMALL, Picture, canvas
from casebook.telling.wording import listed, percent, spelled

_BASE_STYLES = {
    "all casualties of known age": ("o", COUNT, COUNT),
    "civilian casualties": ("s", COUNT, "white"),
    "casualties of remnants only": ("D", REMNANTS, REMNANTS),
    "base not stated": ("o", GREY, "white"),
    "base disputed": ("o", GREY, "white"),
}

_MEASURES = {"states": "states contaminated", "km2": "square kilometres cleared in the year"}


def chart_children(evidence: Evidence) -> Picture:
    """Chart of the published shares of children, each with its base."""
    shares, trap = child_shares(evidence), child_trap(evidence)
    frame = shares.merge(trap[["year", "share", "of_all", "bound"]], how="left").astype(
        {"of_all": float}
    )
    bases = frame["base"].nunique()
    return Picture(
        name="child_shares",
        frame=frame[["year", "share", "base", "stated_base", "of_all", "bound"]],
        draw=draw_children,
        title=(
            f"The published shares of children are shares of {spelled(bases)} different groups and "
            "cannot be compared"
            if bases > 1
            else f"Children were {percent(frame['share'].min())} to "
            f"{percent(frame['share'].max())} of casualties"
        ),
        subtitle="Share of children, percent, with what it is a share of",
        caption=(
            "Diamonds are shares of casualties of remnants only; the thin mark to their left, "
            "where it can be worked out, shows the same children as a share of all casualties. It "
            "leaves out children hurt in attacks, so it is not the share of children either. In "
            "2021 all casualties were of remnants."
        ),
        alt="; ".join(
            f"{row.year}: {percent(row.share)} ({row.base})"
            + (
                f", the same children are {'at most ' if row.bound else ''}{percent(row.of_all)} "
                "of all casualties"
                if pd.notna(row.of_all)
                else ""
            )
            for row in frame.itertuples()
        )
        + ".",
        sources=("sputnik_2016", "cmm2019_cas", "cmm2021_findings", "hrw_2024_cmm"),
    )


def draw_children(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_children`."""
    figure, ax = canvas(0.36 * len(frame) + 0.4)
    frame = frame.iloc[::-1].reset_index(drop=True)
    for place, row in enumerate(frame.itertuples()):
        marker, edge, face = _BASE_STYLES[row.base]
        share = 100 * row.share
        if pd.notna(row.of_all):
            ax.hlines(place, 100 * row.of_all, share, color=REMNANTS, linewidth=0.8)
            ax.plot(100 * row.of_all, place, "|", color=REMNANTS, markersize=10)
            ax.annotate(
                f"{'≤ ' if row.bound else ''}{100 * row.of_all:.0f}",
                (100 * row.of_all, place),
                (-4, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                fontsize=SMALL,
                color=GREY,
            )
        ax.plot(
            share,
            place,
            marker=marker,
            color=edge,
            markerfacecolor=face,
            markersize=8,
            markeredgewidth=1.4,
        )
        ax.annotate(
            f"{share:.0f}%",
            (share, place),
            (8, 0),
            textcoords="offset points",
            va="center",
            weight="semibold",
        )
        ax.annotate(
            f"of {row.base}" if row.base.startswith(("all", "civ", "cas")) else row.base,
            (100, place),
            va="center",
            fontsize=SMALL,
            color=INK,
            annotation_clip=False,
        )
    ax.set_yticks(frame.index, frame["year"].astype(str))
    ax.set(xlim=(0, 158), ylim=(-0.6, len(frame) - 0.4))
    ax.set_xticks((0, 25, 50, 75, 100), ("0", "25", "50", "75", "100%"))
    ax.spines["bottom"].set_bounds(0, 100)
    ax.vlines((25, 50, 75), -0.6, len(frame) - 0.4, color="#e3e3e3", linewidth=0.6, zorder=0)
    return figure


def chart_clearance(evidence: Evidence) -> Picture:
    """Dots of contaminated states and area cleared, the two compilers apart."""
    frame = clearance(evidence)
    if frame["measure"].nunique() < 2:
        raise NotInEvidence("no counts of contaminated states and cleared land are accepted")
    last = frame.drop_duplicates(["measure", "compiler"], keep="last").set_index(
        ["measure", "compiler"]
    )["value"]
    states = last["states"]
    return Picture(
        name="contamination_and_clearance",
        frame=frame,
        draw=draw_clearance,
        title=(
            f"{states.min():.0f} to {states.max():.0f} states are contaminated by the two latest "
            "counts; cleared land is counted in two ways"
        ),
        subtitle="States with remnants, and land cleared in a year, by compiler",
        caption=(
            "Each column is one compiler; they cover different states and must not be "
            "joined. The Monitor's cleared area for 2023 probably covers parties only. Years "
            "without a dot were not found. Other areas are not counted as states."
        ),
        alt="; ".join(
            f"{compiler}, {_MEASURES[measure]}: "
            + listed(f"{row.value:g} in {row.year}" for row in rows.itertuples())
            for (measure, compiler), rows in frame.groupby(["measure", "compiler"])
        )
        + ".",
        sources=("cmm2018_contam", "wom_2024", "mag_2025", "mar_2025"),
    )


def draw_clearance(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_clearance`."""
    figure, axes = canvas(3.6, rows=2, columns=2, sharex=True, sharey="row")
    compilers = ("Cluster Munition Monitor", "Mine Action Review")
    looks = {compilers[0]: ("o", COUNT), compilers[1]: ("s", REMNANTS)}
    for axes_row, (measure, unit) in zip(axes, _MEASURES.items(), strict=True):
        most = frame.loc[frame["measure"].eq(measure), "value"].max()
        for ax, compiler in zip(axes_row, compilers, strict=True):
            marker, colour = looks[compiler]
            rows = frame[frame["measure"].eq(measure) & frame["compiler"].eq(compiler)]
            ax.plot(rows["year"], rows["value"], marker, color=colour, markersize=7)
            beside = rows["year"].diff().eq(1) & rows["value"].diff().abs().lt(most / 5)
            above = True
            for row, close in zip(rows.itertuples(), beside, strict=True):
                above = not (close and above)  # labels side by side would run together
                ax.annotate(
                    f"{row.value:.1f}".removesuffix(".0"),
                    (row.year, row.value),
                    (0, 6 if above else -7),
                    textcoords="offset points",
                    ha="center",
                    va="bottom" if above else "top",
                    fontsize=SMALL,
                )
            ax.set(ylim=(0, most * 1.25), xlim=(2009, 2026.5))
            ax.set_xticks((2010, 2015, 2020, 2025))
            ax.grid(axis="y")
            title = f"{compiler}:\n{unit}" if measure == "states" else unit
            ax.set_title(title.replace("square kilometres", "km²"))
    return figure
