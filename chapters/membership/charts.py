"""The charts of "Who is bound?"."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import median_survival, survival
from casebook.telling.charts import GREY, INK, SMALL, canvas, legible, text_on
from casebook.telling.forms import is_narrow, scaled
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from casebook.telling.tiles import placed
from chapters.common.maps import draw_status_tiles, status_legend
from chapters.common.palette import GROUPS, STATUS, STATUS_HATCHES
from chapters.common.states import name as name_of
from chapters.common.states import names_in_text
from chapters.common.treaty import STATUSES
from chapters.membership import WORDS
from chapters.membership.facts import by_region, by_year, counts, time_to_consent, world_status
from chapters.membership.numbers import in_text

_NARROW = 2
"""States from which on a bar is wide enough for its number."""

_NOTABLE = ("USA", "RUS", "CHN", "IND", "UKR", "TUR")
"""States that the op-ed names and India, the most populous, for the title of the world map."""


def _members(evidence: Evidence) -> tuple[str, pd.DataFrame]:
    return "nato_members", evidence.pick("nato_members", preferred=True)


def chart_by_year(evidence: Evidence) -> Picture:
    """Return the chart of signatories and parties by year, with NATO's share below."""
    frame = by_year(evidence)
    best = frame.loc[frame["allied_share"].idxmax()]
    return picture(
        WORDS,
        "membership_by_year",
        frame,
        draw_by_year,
        evidence.cites(("ccm_status", evidence["ccm_status"]), _members(evidence)),
        **counts(evidence),
        day=in_words(evidence.reaches("ccm_status")),
        first=frame.iloc[0],
        last=frame.iloc[-1],
        first_year=frame["date"].iloc[0][:4],
        best=best,
        best_year=best["date"][:4],
    )


def draw_by_year(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_by_year`."""
    figure, (top, bottom) = canvas(4.2, rows=2, sharex=True, height_ratios=(2.4, 1))
    days, party = pd.to_datetime(frame["date"]), STATUS["state party"]
    top.step(days, frame["signatories"], where="post", color=STATUS["signatory only"])
    top.step(days, frame["parties"], where="post", color=party, linewidth=2.5)
    for column, colour, name, down in (
        ("signatories", GREY, "ever signed", -13),
        ("parties", party, "parties", 5),
    ):
        last = frame[column].iloc[-1]
        look = {"ha": "right", "va": "baseline", "color": colour, "weight": "semibold"}
        beside(top, f"{last} {name}", days.iloc[-1], last, (-4, down), **look)
    top.set(ylim=(0, frame[["signatories", "parties"]].to_numpy().max() * 1.15))
    top.set_title("States", fontsize=SMALL)
    bottom.step(days, 100 * frame["allied_share"], where="post", color=party)
    bottom.set(ylim=(0, 100), yticks=(0, 50, 100))
    bottom.set_title("Share of NATO members that are parties, percent")
    bottom.xaxis.set_major_locator(mdates.YearLocator(4))
    bottom.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    for ax in (top, bottom):
        ax.grid(axis="y")
    return figure


def chart_regions(evidence: Evidence) -> Picture:
    """Return the chart of status by United Nations region."""
    frame = by_region(evidence)
    states = evidence.pick("states", iso3=tuple(world_status(evidence)["iso3"]))
    return picture(
        WORDS,
        "status_by_region",
        frame,
        draw_regions,
        evidence.cites(("ccm_status", evidence["ccm_status"]), ("states", states)),
        day=in_words(evidence.reaches("ccm_status")),
        least=frame.iloc[0],
        most=frame.iloc[-1],
        least_in_text=in_text(frame["m49_region"].iloc[0]),
        most_in_text=in_text(frame["m49_region"].iloc[-1]),
        from_most=frame.iloc[::-1].to_dict("records"),
    )


def draw_regions(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_regions`."""
    figure, ax = canvas(2.7)
    start = pd.Series(0, index=frame.index)
    for status in STATUSES:
        colour, hatch = STATUS[status], STATUS_HATCHES.get(status)
        look = {"color": colour, "edgecolor": "white", "hatch": hatch, "height": 0.68}
        bars = ax.barh(frame["m49_region"], frame[status], left=start, **look)
        for bar, number in zip(bars, frame[status], strict=True):
            end, middle = bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2
            if 0 < number < _NARROW and status == STATUSES[-1]:  # no room within
                look = {"ha": "left", "va": "center", "fontsize": SMALL, "color": INK}
                ax.text(end + 0.6, middle, number, **look)
            elif number > 0:
                look = {"ha": "center", "va": "center", "fontsize": SMALL}
                box = {"facecolor": colour, "edgecolor": "none", "pad": 0.8} if hatch else None
                ink = text_on(colour)
                ax.text(end - bar.get_width() / 2, middle, number, color=ink, bbox=box, **look)
        start += frame[status]
    ax.set(xticks=[])
    ax.spines[["bottom", "left"]].set_visible(False)
    status_legend(ax, 1.0, STATUSES)
    return figure


def chart_world(evidence: Evidence) -> Picture:
    """Return the tile-grid map of the world by status."""
    world = world_status(evidence).set_index("iso3")["status"]
    frame = placed(evidence, "world", world).reset_index(drop=True)
    frame["name"] = frame["iso3"].map(lambda iso3: name_of(evidence, iso3))
    outside = [iso3 for iso3 in _NOTABLE if world[iso3] == "never joined"]
    return picture(
        WORDS,
        "world_map",
        frame,
        draw_world,
        evidence.cites(("ccm_status", evidence["ccm_status"])),
        day=in_words(evidence.reaches("ccm_status")),
        tally={status: int(frame["status"].eq(status).sum()) for status in STATUSES},
        outside=names_in_text(evidence, outside),
    )


def draw_world(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_world`."""
    rows = (("Americas", "Africa"), ("Europe", "Asia"), ("Oceania", None))
    high, wide = (frame.groupby("panel")[side].max() + 1 for side in ("tile_row", "tile_column"))
    heights = [max(high.get(panel, 1) for panel in row if panel) for row in rows]
    widths = [max(wide.get(row[side], 1) for row in rows if row[side]) for side in (0, 1)]
    figure, axes = canvas(
        scaled(0.262 * sum(heights)) + 0.75,
        rows=3,
        columns=2,
        height_ratios=heights,
        width_ratios=widths,
    )
    for ax_row, row in zip(axes, rows, strict=True):
        for ax, panel, width in zip(ax_row, row, widths, strict=True):
            if panel is None:
                ax.axis("off")
                status_legend(ax, 0.4, STATUSES, columns=1)
                ax.get_legend().set_in_layout(False)
                continue
            draw_status_tiles(ax, frame[frame["panel"].eq(panel)], codes=not is_narrow())
            ax.set(xlim=(0, width), anchor="NW")
            ax.set_title(panel)
    return figure


def chart_waits(evidence: Evidence) -> Picture:
    """Return the survival curves of the time from signature to consent, NATO and the rest."""
    waits = time_to_consent(evidence)
    curves = [
        survival(rows["years"], rows["consented"]).assign(group=group, signatories=len(rows))
        for group, rows in waits.groupby("group")
    ]
    frame = pd.concat(curves, ignore_index=True)
    return picture(
        WORDS,
        "time_to_consent",
        frame,
        draw_waits,
        evidence.cites(("ccm_status", evidence["ccm_status"]), _members(evidence)),
        medians={group: median_survival(rows) for group, rows in frame.groupby("group")},
        signed=waits["group"].value_counts().to_dict(),
        waiting=(~waits["consented"]).groupby(waits["group"]).sum().to_dict(),
    )


def _label_wait(ax: Axes, group: str, curve: pd.DataFrame, colour: str) -> None:
    """Name a curve: NATO's at its end, the other's above its middle, so that they keep apart."""
    reached, allied = curve[curve["share"] <= 0.4], group == "NATO"
    place = curve.iloc[-1] if allied or reached.empty else reached.iloc[0]
    who = "NATO" if allied else "all others"
    text = f"{who} ({curve['signatories'].iloc[0]} signatories)"
    look = {"va": "baseline", "color": colour, "weight": "semibold"}
    beside(ax, text, place["time"], 100 * place["share"], (6, 3) if allied else (8, 12), **look)


def draw_waits(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_waits`."""
    figure, ax = canvas(3)
    for group, curve in frame.groupby("group"):
        colour = GROUPS[group]
        curve = curve.ffill()
        line = "-" if group == "NATO" else (0, (4, 1.5))
        share, low, high = (100 * curve[column] for column in ("share", "low", "high"))
        ax.step(curve["time"], share, where="post", color=colour, linestyle=line)
        look = {"color": colour, "alpha": 0.15, "linewidth": 0}
        ax.fill_between(curve["time"], low, high, step="post", **look)
        _label_wait(ax, group, curve, legible(colour))
    ax.set(xlim=(0, frame["time"].max()), ylim=(0, 100), xlabel="Years since signature")
    ax.set_ylabel("Percent not yet bound")
    ax.grid(axis="y")
    return figure
