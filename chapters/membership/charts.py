"""The charts of "Who is bound?"."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, SMALL, canvas
from casebook.telling.drawing.forms import is_narrow, scaled
from casebook.telling.drawing.marks import beside
from casebook.telling.drawing.pictures import Picture, picture
from casebook.telling.drawing.tiles import placed
from chapters.common.maps import draw_status_tiles, status_legend
from chapters.common.mark_sources import from_list
from chapters.common.palette import STATUS
from chapters.common.states import name as name_of
from chapters.common.states import names_in_text
from chapters.common.treaty import STATUSES
from chapters.membership import WORDS
from chapters.membership.facts import by_year, counts, world_status

_NOTABLE = ("USA", "RUS", "CHN", "IND", "UKR", "TUR")
"""States that the op-ed names and India, the most populous, for the title of the world map."""


def chart_by_year(evidence: Evidence) -> Picture:
    """Return the chart of signatories and parties by year, with NATO's share below."""
    frame, members = by_year(evidence), evidence.pick("nato_members", preferred=True)
    best = frame.loc[frame["allied_share"].idxmax()]
    return picture(
        WORDS,
        "membership_by_year",
        frame,
        draw_by_year,
        evidence.cites(("ccm_status", evidence["ccm_status"]), ("nato_members", members)),
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
    for column, line, colour, name, down in (
        ("signatories", STATUS["signatory only"], GREY, "ever signed", -13),
        ("parties", party, party, "parties", 5),
    ):
        top.step(days, frame[column], where="post", color=line)
        last = frame[column].iloc[-1]
        look = {"ha": "right", "va": "baseline", "color": colour, "weight": "semibold"}
        beside(top, f"{last} {name}", days.iloc[-1], last, (-4, down), **look)
    top.set(ylim=(0, frame[["signatories", "parties"]].to_numpy().max() * 1.15))
    top.set_title("States", fontsize=SMALL)
    bottom.step(days, 100 * frame["allied_share"], where="post", color=party)
    bottom.set(ylim=(0, 100), yticks=(0, 50, 100))
    bottom.set_title("Share of NATO members that are parties, percent", fontsize=SMALL)
    bottom.xaxis.set_major_locator(mdates.YearLocator(4))
    bottom.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    for ax in (top, bottom):
        ax.grid(axis="y")
    return figure


def chart_world(evidence: Evidence) -> Picture:
    """Return the tile-grid map of the world by status."""
    world = world_status(evidence)
    frame = placed(evidence, "world", world).reset_index(drop=True)
    frame = from_list(frame, evidence, "ccm_status").drop(columns="grade")  # one list, one grade
    frame["name"] = [name_of(evidence, iso3) for iso3 in frame["iso3"]]
    outside = [iso3 for iso3 in _NOTABLE if world[iso3] == "never joined"]
    return picture(
        WORDS,
        "world_map",
        frame,
        draw_world,
        evidence.cites(("ccm_status", evidence["ccm_status"])),
        day=in_words(evidence.reaches("ccm_status")),
        tally={status: int(world.eq(status).sum()) for status in STATUSES},
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
