"""Charts of the chapter "A divided NATO?": the map and the list of members."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.data.dates import in_words
from casebook.nato_divide_members import NAMED, allied_status, keys_of, names
from casebook.nato_divide_record import outsiders
from casebook.nato_divide_threat import groups
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    SMALL,
    STATUS_COLOURS,
    Picture,
    canvas,
    status_legend,
)
from casebook.telling.tiles import placed
from casebook.telling.wording import listed, spelled
from chapters.common.maps import draw_status_tiles
from chapters.common.treaty import STATUSES

_LEGEND_ROWS = 1.2
"""Room for the legend below a map, in tiles."""

_STATUS_OF = {"in": "state party", "out": "never joined", "left": "left"}


def _stock_keys(evidence: Evidence, states: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the sources that say whether these states hold a stock."""
    rows = evidence["non_party_stockpilers"]
    return tuple(dict.fromkeys(rows.loc[rows["iso3"].isin(list(states)), "source"]))


def chart_map(evidence: Evidence) -> Picture:
    """Tile-grid map of NATO by status, when the op-ed appeared and now."""
    border = groups(evidence)["border"].fillna(value=False)
    parts = []
    for then in dict.fromkeys((evidence.at_publication().as_of, evidence.as_of)):
        tiles = placed(evidence, "nato", allied_status(evidence, then)["status"])
        parts.append(tiles.assign(day=then.isoformat(), border=tiles["iso3"].map(border)))
    frame = pd.concat(parts, ignore_index=True).drop(columns="panel")
    first, last = (part.set_index("iso3")["status"] for part in (parts[0], parts[-1]))
    bound = [int(status.eq("state party").sum()) for status in (first, last)]
    changed = [iso3 for iso3 in last.index if first.get(iso3) != last[iso3]]
    outside = last.index[last.ne("state party")]
    change = listed(names(evidence, changed))
    return Picture(
        name="nato_map",
        frame=frame,
        draw=draw_map,
        title=(
            f"{bound[-1]} of {len(last)} allies are bound; changed since "
            f"{frame['day'].iloc[0][:4]}: {change}"
        ),
        subtitle="NATO members by status towards the treaty; a frame marks a border with Russia",
        caption=(
            "One tile an ally, placed roughly by its capital; the codes are those of ISO 3166. The "
            "borders of Lithuania and Poland with Russia are with Kaliningrad."
        ),
        alt=(
            f"Two tile-grid maps. On {in_words(frame['day'].iloc[0])} {bound[0]} of {len(first)} "
            f"allies are state parties; on {in_words(frame['day'].iloc[-1])} {bound[-1]} of "
            f"{len(last)}. Not bound: {listed(names(evidence, outside))}. Framed as bordering "
            f"Russia: {listed(names(evidence, border.index[border.astype(bool)]))}."
        ),
        sources=("untc_ccm_2026", *keys_of(evidence, "geography")[:1], "nato_members_page_2012"),
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    days = list(dict.fromkeys(frame["day"]))
    rows = int(frame["tile_row"].max()) + 1
    figure, axes = canvas(0.285 * rows + 0.6, columns=len(days), squeeze=False)
    for ax, day in zip(axes[0], days, strict=True):
        tiles = frame[frame["day"].eq(day)]
        draw_status_tiles(ax, tiles)
        for tile in tiles[tiles["border"].astype(bool)].itertuples():
            ax.add_patch(
                Rectangle(
                    (tile.tile_column + 0.03, tile.tile_row + 0.03),
                    0.86,
                    0.86,
                    facecolor="none",
                    edgecolor=INK,
                    linewidth=1.8,
                )
            )
        ax.set(anchor="NW", ylim=(rows + _LEGEND_ROWS, 0))
        ax.set_title(in_words(day))
    shown = [status for status in STATUSES if status in set(frame["status"])]
    status_legend(axes[0, 0], 0, shown)
    axes[0, 0].get_legend().set_in_layout(False)  # wider than its map, it would push it aside
    return figure


def chart_list(evidence: Evidence) -> Picture:
    """Matrix of the allies outside the treaty or on Russia's border, and whom the op-ed names."""
    frame = outsiders(evidence).reset_index()
    out = frame[frame["outside_now"]]
    unnamed = out[~out["named"]]
    border = frame[frame["border"]]
    bound = border[~border["outside_now"]]
    then = int(frame["outside_then"].sum())
    return Picture(
        name="nato_list",
        frame=frame,
        draw=draw_list,
        title=(
            f"The op-ed names {spelled(len(NAMED))} of the {spelled(then)} allies then outside; "
            f"of {spelled(len(border))} on Russia's border {spelled(len(bound))} "
            f"{'is' if len(bound) == 1 else 'are'} bound today"
        ),
        subtitle=(f"Allies outside the treaty or bordering Russia, {in_words(evidence.as_of)}"),
        caption=(
            "A filled mark means yes, a ring no. Stocks as last stated; Türkiye's spokesman denied "
            "in 2023 the one that the Monitor reports. Norway and Lithuania were "
            "never among the refusers: both signed in 2008."
        ),
        alt=(
            f"Dot matrix of {len(frame)} allies. Named by the op-ed: "
            f"{listed(names(evidence, frame.loc[frame['named'], 'iso3']))}. Outside now but not "
            f"named: {listed(names(evidence, unnamed['iso3']))}. Bordering Russia: "
            f"{listed(names(evidence, border['iso3']))}; of these bound today: "
            f"{listed(names(evidence, bound['iso3']))}. Holding a stock: "
            f"{listed(names(evidence, frame.loc[frame['stock'].eq('yes'), 'iso3']))}."
        ),
        sources=(
            "untc_ccm_2026",
            "oped_newsbreak",
            *keys_of(evidence, "geography")[:1],
            *_stock_keys(evidence, frame["iso3"]),
        ),
    )


def draw_list(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_list`."""
    columns = (
        ("named", "named in\nthe op-ed"),
        ("border", "borders\nRussia"),
        ("outside_then", "outside,\nAugust 2024"),
        ("outside_now", "outside\nnow"),
        ("stock", "holds a\nstock"),
    )
    figure, ax = canvas(0.235 * len(frame) + 0.55)
    rows = np.arange(len(frame))
    for row in rows[::2]:
        ax.axhspan(row - 0.5, row + 0.5, color="#f4f4f4", linewidth=0)
    for place, (column, _) in enumerate(columns):
        for row, (value, status) in enumerate(zip(frame[column], frame["status"], strict=True)):
            if column.startswith("outside"):
                gone = column == "outside_now" and status == "left"
                word = "left" if gone else "out" if value else "in"
                colour = STATUS_COLOURS[_STATUS_OF[word]]
                look = {"marker": "s", "markerfacecolor": colour, "markeredgecolor": colour}
            else:
                yes = value == "yes" if column == "stock" else bool(value)
                word = "" if yes or column != "stock" else str(value)
                look = {
                    "marker": "o",
                    "markerfacecolor": INK if yes else "white",
                    "markeredgecolor": INK if yes else "#9a9a9a",
                }
            ax.plot(place, row, markersize=9, markeredgewidth=0.9, **look)
            ax.annotate(
                word,
                (place, row),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                color=GREY,
            )
    ax.set(
        xlim=(-0.5, len(columns) - 0.1),
        ylim=(len(frame) - 0.5, -0.5),
        xticks=range(len(columns)),
        xticklabels=[label for _, label in columns],
        yticks=rows,
        yticklabels=frame["name"],
    )
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure
