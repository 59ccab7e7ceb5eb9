"""The charts of "What is the human cost?": shares of children, and land."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from chapters.common.palette import CAUSES, FAINT_LINE
from chapters.human_cost import WORDS
from chapters.human_cost.facts import by_cause, child_shares, child_trap, clearance

_BASES = {
    "all": ("o", CAUSES["all"], False),
    "civilians": ("s", CAUSES["all"], True),
    "remnants": ("D", CAUSES["remnants"], False),
    "unstated": ("o", GREY, True),
    "disputed": ("o", GREY, True),
}
"""Marker, colour and whether it is hollow, by what a share is a share of."""


def chart_children(evidence: Evidence) -> Picture:
    """Return the chart of the published shares of children, each with its base."""
    shares, trap, causes = child_shares(evidence), child_trap(evidence), by_cause(evidence)
    quiet = causes["attacks"].eq(0) & causes["year"].isin(shares["year"])
    frame = shares.merge(trap[["year", "share", "of_all"]], how="left")
    labels = WORDS.entry("child_shares")["bases"]
    frame = frame.assign(base=frame["base"].map(labels)).astype({"of_all": float})
    return picture(
        WORDS,
        "child_shares",
        frame[["year", "share", "base", "stated_base", "of_all"]],
        draw_children,
        evidence.cites(("casualties_by_year", [*shares["row"], *trap["row"]])),
        bases=frame["base"].nunique(),
        least=frame["share"].min(),
        most=frame["share"].max(),
        without_attacks=list(causes.loc[quiet, "year"].map(str)),
    )


def draw_children(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_children`."""
    figure, ax = canvas(0.36 * len(frame) + 0.4)
    frame = frame.iloc[::-1].reset_index(drop=True)
    labels = WORDS.entry("child_shares")["bases"]
    looks = {label: _BASES[base] for base, label in labels.items()}
    for place, row in enumerate(frame.itertuples()):
        marker, colour, hollow = looks[row.base]
        share = 100 * row.share
        if pd.notna(row.of_all):
            of_all, line = 100 * row.of_all, CAUSES["remnants"]
            ax.hlines(place, of_all, share, color=line, linewidth=0.8)
            ax.plot(of_all, place, "|", color=line, markersize=10)
            small = {"ha": "right", "color": GREY, "fontsize": SMALL}
            beside(ax, f"{of_all:.0f}", of_all, place, (-4, 0), **small)
        inside = "white" if hollow else colour
        look = {"color": colour, "markerfacecolor": inside, "markeredgewidth": 1.4}
        ax.plot(share, place, marker=marker, markersize=8, **look)
        beside(ax, f"{share:.0f}%", share, place, (8, 0), weight="semibold")
        base = row.base if row.base.startswith("base") else f"of {row.base}"
        look = {"va": "center", "fontsize": SMALL, "color": INK}
        ax.annotate(base, (100, place), annotation_clip=False, **look)
    ax.set_yticks(frame.index, frame["year"].astype(str))
    ax.set(xlim=(0, 158), ylim=(-0.6, len(frame) - 0.4))
    ax.set_xticks((0, 25, 50, 75, 100), ("0", "25", "50", "75", "100%"))
    ax.spines["bottom"].set_bounds(0, 100)
    guides = {"color": FAINT_LINE, "linewidth": 0.6, "zorder": 0}
    ax.vlines((25, 50, 75), -0.6, len(frame) - 0.4, **guides)
    return figure


def chart_clearance(evidence: Evidence) -> Picture:
    """Return the dots of contaminated states and area cleared, the two compilers apart."""
    frame = clearance(evidence)
    if frame["measure"].nunique() < 2:
        raise NotInEvidence("no counts of contaminated states and cleared land are accepted")
    names = WORDS.entry("contamination_and_clearance")["compilers"]
    units = WORDS.entry("contamination_and_clearance")["measures"]
    frame = frame.assign(compiler=frame["compiler"].map(names))
    frame = frame.sort_values(["measure", "compiler", "year"], ignore_index=True)
    last = frame[frame["measure"].eq("states")].drop_duplicates("compiler", keep="last")["value"]
    return picture(
        WORDS,
        "contamination_and_clearance",
        frame[["compiler", "measure", "year", "value"]],
        draw_clearance,
        evidence.cites(("contamination_global", frame["row"])),
        least=last.min(),
        most=last.max(),
        counts=len(last),
        parties_only=list(frame.loc[frame["parties_only"], "year"].map(str)),
        series=[
            {
                "compiler": compiler,
                "measure": units[measure],
                "values": [f"{row.value:g} in {row.year}" for row in rows.itertuples()],
            }
            for (measure, compiler), rows in frame.groupby(["measure", "compiler"])
        ],
    )


def draw_clearance(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_clearance`."""
    words = WORDS.entry("contamination_and_clearance")
    figure, axes = canvas(3.6, rows=2, columns=2, sharex=True, sharey="row")
    looks = (("o", CAUSES["all"]), ("s", CAUSES["remnants"]))
    for axes_row, (measure, unit) in zip(axes, words["measures"].items(), strict=True):
        most = frame.loc[frame["measure"].eq(measure), "value"].max()
        columns = zip(axes_row, words["compilers"].values(), looks, strict=True)
        for ax, compiler, (marker, colour) in columns:
            rows = frame[frame["measure"].eq(measure) & frame["compiler"].eq(compiler)]
            ax.plot(rows["year"], rows["value"], marker, color=colour, markersize=7)
            close = rows["year"].diff().eq(1) & rows["value"].diff().abs().lt(most / 5)
            above = True
            for row, crowded in zip(rows.itertuples(), close, strict=True):
                above = not (crowded and above)  # labels side by side would run together
                text, gap = f"{row.value:.1f}".removesuffix(".0"), (0, 6 if above else -7)
                look = {"ha": "center", "va": "bottom" if above else "top", "fontsize": SMALL}
                beside(ax, text, row.year, row.value, gap, **look)
            ax.set(ylim=(0, most * 1.25), xlim=(2009, 2026.5))
            ax.set_xticks((2010, 2015, 2020, 2025))
            ax.grid(axis="y")
            title = f"{compiler}:\n{unit}" if measure == "states" else unit
            ax.set_title(title.replace("square kilometres", "km²"))
    return figure
