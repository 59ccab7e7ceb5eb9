"""Charts of the chapter "Who is bound?"."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.membership_measures import by_year, counts, time_to_consent, world_status
from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import median_survival, survival
from casebook.telling.charts import (
    GREY,
    GROUP_COLOURS,
    INK,
    SMALL,
    STATUS_COLOURS,
    STATUS_HATCHES,
    Picture,
    canvas,
    legible,
    status_legend,
    text_on,
)
from casebook.telling.tiles import placed
from casebook.telling.wording import listed, percent
from chapters.common.maps import draw_status_tiles
from chapters.common.treaty import STATUSES

_NARROW = 2
"""States from which on a bar is wide enough for its number."""

_NOTABLE = ("USA", "RUS", "CHN", "IND", "UKR", "TUR")
"""States that the op-ed names and India, the most populous, for the title of the world map."""


def chart_by_year(evidence: Evidence) -> Picture:
    """Chart of signatories and parties by year, with NATO's share below."""
    frame, count = by_year(evidence), counts(evidence)
    best = frame.loc[frame["allied_share"].idxmax()]
    return Picture(
        name="membership_by_year",
        frame=frame,
        draw=draw_by_year,
        title=(
            f"{count['parties']} states are bound, among them {count['allied_parties']} of "
            f"{count['allies']} NATO members"
        ),
        subtitle=f"Number of states at the end of each year; latest {in_words(evidence.as_of)}",
        caption=(
            "A state counts as a party from the day it deposits its consent, as the depositary "
            "counts it. Signatories are all that ever signed. The lower panel divides allied "
            "parties by the allies of that day."
        ),
        alt=(
            f"Two line charts. Signatories jump to {frame['signatories'].iloc[0]} in "
            f"{frame['date'].iloc[0][:4]} and end at {frame['signatories'].iloc[-1]}. Parties rise "
            f"from {frame['parties'].iloc[0]} to {frame['parties'].iloc[-1]}. The share of NATO "
            f"members that are parties peaks at {percent(best['allied_share'])} in "
            f"{best['date'][:4]} and is {percent(frame['allied_share'].iloc[-1])} at the end."
        ),
        sources=("untc_ccm_2026", "nato_members_page_2012"),
    )


def draw_by_year(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_year`."""
    figure, (top, bottom) = canvas(4.2, rows=2, sharex=True, height_ratios=(2.4, 1))
    days = pd.to_datetime(frame["date"])
    top.step(days, frame["signatories"], where="post", color=STATUS_COLOURS["signatory only"])
    top.step(
        days, frame["parties"], where="post", color=STATUS_COLOURS["state party"], linewidth=2.5
    )
    for column, colour, name in (
        ("signatories", GREY, "ever signed"),
        ("parties", STATUS_COLOURS["state party"], "parties"),
    ):
        top.annotate(
            f"{frame[column].iloc[-1]} {name}",
            (days.iloc[-1], frame[column].iloc[-1]),
            xytext=(-4, 5 if column == "parties" else -13),
            textcoords="offset points",
            ha="right",
            color=colour,
            weight="semibold",
        )
    top.set(ylim=(0, frame[["signatories", "parties"]].to_numpy().max() * 1.15))
    top.set_title("States", fontsize=SMALL)
    bottom.step(
        days, 100 * frame["allied_share"], where="post", color=STATUS_COLOURS["state party"]
    )
    bottom.set(ylim=(0, 100), yticks=(0, 50, 100))
    bottom.set_title("Share of NATO members that are parties, percent")
    bottom.xaxis.set_major_locator(mdates.YearLocator(4))
    bottom.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    for ax in (top, bottom):
        ax.grid(axis="y")
    return figure


def chart_regions(evidence: Evidence) -> Picture:
    """Chart of status by United Nations region."""
    world = world_status(evidence)
    frame = (
        pd.crosstab(world["m49_region"], world["status"])
        .reindex(columns=list(STATUSES), fill_value=0)
        .rename_axis(columns=None)
        .reset_index()
    )
    frame["share"] = frame["state party"] / frame[list(STATUSES)].sum(axis=1)
    frame = frame.sort_values("share", ignore_index=True)
    most, least = frame.iloc[-1], frame.iloc[0]
    return Picture(
        name="status_by_region",
        frame=frame,
        draw=draw_regions,
        title=(
            f"Parties are {percent(most['share'])} of states in {most['m49_region']} and "
            f"{percent(least['share'])} in {least['m49_region']}"
        ),
        subtitle=f"Number of states by status and UN region, {in_words(evidence.as_of)}",
        caption="Regions as the United Nations Statistics Division draws them (M49).",
        alt="; ".join(
            f"{row['m49_region']}: {row['state party']} parties, {row['signatory only']} "
            f"signatories only, {row['never joined']} never joined, {row['left']} left"
            for _, row in frame.iloc[::-1].iterrows()
        )
        + ".",
        sources=("untc_ccm_2026", "country_converter"),
    )


def draw_regions(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_regions`."""
    figure, ax = canvas(2.7)
    start = pd.Series(0, index=frame.index)
    for status in STATUSES:
        bars = ax.barh(
            frame["m49_region"],
            frame[status],
            left=start,
            color=STATUS_COLOURS[status],
            edgecolor="white",
            hatch=STATUS_HATCHES.get(status),
            height=0.68,
        )
        for bar, number in zip(bars, frame[status], strict=True):
            if number > 0:
                ends = bar.get_x() + bar.get_width()
                last = number < _NARROW and status == STATUSES[-1]  # no room within
                ax.text(
                    ends + 0.6 if last else ends - bar.get_width() / 2,
                    bar.get_y() + bar.get_height() / 2,
                    number,
                    ha="left" if last else "center",
                    va="center",
                    fontsize=SMALL,
                    color=INK if last else text_on(STATUS_COLOURS[status]),
                    bbox={"facecolor": STATUS_COLOURS[status], "edgecolor": "none", "pad": 0.8}
                    if status in STATUS_HATCHES and not last
                    else None,
                )
        start += frame[status]
    ax.set(xticks=[])
    ax.spines[["bottom", "left"]].set_visible(False)
    status_legend(ax, 1.0, list(STATUSES))
    return figure


def chart_world(evidence: Evidence) -> Picture:
    """Tile-grid map of the world by status."""
    world = world_status(evidence).set_index("iso3")
    frame = placed(evidence, "world", world["status"])
    tally = frame["status"].value_counts()
    outside = listed(
        evidence.state_in_text(iso3)
        for iso3 in _NOTABLE
        if world.loc[iso3, "status"] == "never joined"
    )
    return Picture(
        name="world_map",
        frame=frame,
        draw=draw_world,
        title=(
            f"{tally.get('state party', 0)} of {len(frame)} states are bound; "
            f"never joined: {outside}"
        ),
        subtitle=f"Every state one tile, {in_words(evidence.as_of)}",
        caption=(
            "United Nations members and the other states that signed or joined. Tiles are placed "
            "by the position of the capital; the codes are those of ISO 3166."
        ),
        alt=(
            f"Tile-grid map by region. {tally.get('state party', 0)} tiles are parties, "
            f"{tally.get('signatory only', 0)} signatories only, "
            f"{tally.get('never joined', 0)} never joined, {tally.get('left', 0)} left. "
            f"Among those that never joined: {outside}."
        ),
        sources=("untc_ccm_2026",),
    )


def draw_world(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_world`."""
    rows = (("Americas", "Africa"), ("Europe", "Asia"), ("Oceania", None))
    high, wide = (frame.groupby("panel")[side].max() + 1 for side in ("tile_row", "tile_column"))
    heights = [max(high.get(panel, 1) for panel in row if panel) for row in rows]
    widths = [max(wide.get(row[side], 1) for row in rows if row[side]) for side in (0, 1)]
    figure, axes = canvas(
        0.262 * sum(heights) + 0.75,
        rows=3,
        columns=2,
        height_ratios=heights,
        width_ratios=widths,
    )
    for ax_row, row in zip(axes, rows, strict=True):
        for ax, panel, width in zip(ax_row, row, widths, strict=True):
            if panel is None:
                ax.axis("off")
                status_legend(ax, 0.4, list(STATUSES), columns=1)
                ax.get_legend().set_in_layout(False)
                continue
            draw_status_tiles(ax, frame[frame["panel"].eq(panel)])
            ax.set(xlim=(0, width), anchor="NW")
            ax.set_title(panel)
    return figure


def chart_waits(evidence: Evidence) -> Picture:
    """Survival curves of the time from signature to consent, NATO and the rest."""
    waits = time_to_consent(evidence)
    curves = [
        survival(rows["years"], rows["consented"]).assign(group=group, signatories=len(rows))
        for group, rows in waits.groupby("group")
    ]
    frame = pd.concat(curves, ignore_index=True)
    medians = {g: median_survival(rows) for g, rows in frame.groupby("group")}
    waiting = waits[~waits["consented"]].groupby("group").size()
    faster = medians["NATO"] < medians["other"]
    return Picture(
        name="time_to_consent",
        frame=frame,
        draw=draw_waits,
        title=(
            f"NATO signatories bound themselves {'faster' if faster else 'slower'} than the rest: "
            f"half within {medians['NATO']:.1f} years, the others within {medians['other']:.1f}"
        ),
        subtitle="Share of signatories not yet bound, by years since signature (Kaplan-Meier)",
        caption=(
            "Bands are confidence intervals (see the method). States that still have not "
            "consented are counted up to the "
            "date of the data (censored), not dropped. NATO means member when signing. The groups "
            "differ in much else, so this shows a difference, not its cause."
        ),
        alt=(
            f"Two falling step curves. Of {waits['group'].eq('NATO').sum()} NATO signatories half "
            f"had consented after {medians['NATO']:.1f} years and {waiting.get('NATO', 0)} still "
            f"wait; of {waits['group'].eq('other').sum()} others half after {medians['other']:.1f} "
            f"years, {waiting.get('other', 0)} still wait."
        ),
        sources=("untc_ccm_2026", "nato_members_page_2012"),
    )


def _label_wait(ax: Axes, group: str, curve: pd.DataFrame, colour: str) -> None:
    """Name a curve: NATO's at its end, the other's above its middle, so that they keep apart."""
    reached = curve[curve["share"] <= 0.4]
    place = curve.iloc[-1] if group == "NATO" or reached.empty else reached.iloc[0]
    ax.annotate(
        f"{'NATO' if group == 'NATO' else 'all others'} "
        f"({curve['signatories'].iloc[0]} signatories)",
        (place["time"], 100 * place["share"]),
        xytext=(6, 3) if group == "NATO" else (8, 12),
        textcoords="offset points",
        color=colour,
        weight="semibold",
    )


def draw_waits(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_waits`."""
    figure, ax = canvas(3)
    for group, curve in frame.groupby("group"):
        colour = GROUP_COLOURS[group]
        curve = curve.ffill()
        ax.step(
            curve["time"],
            100 * curve["share"],
            where="post",
            color=colour,
            linestyle="-" if group == "NATO" else (0, (4, 1.5)),
        )
        ax.fill_between(
            curve["time"],
            100 * curve["low"],
            100 * curve["high"],
            step="post",
            color=colour,
            alpha=0.15,
            linewidth=0,
        )
        _label_wait(ax, group, curve, legible(colour))
    ax.set(xlim=(0, frame["time"].max()), ylim=(0, 100), xlabel="Years since signature")
    ax.set_ylabel("Percent not yet bound")
    ax.grid(axis="y")
    return figure
