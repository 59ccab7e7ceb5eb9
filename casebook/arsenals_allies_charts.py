"""Charts of the chapter "What was given up, and who still has it?": allies and transfers."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from casebook.arsenals_charts import HELD, NATO
from casebook.arsenals_facts import (
    announced_transfers,
    destroyed,
    fates,
    transfers_to_ukraine,
)
from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import PUBLICATION, Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, Picture, canvas, text_on
from casebook.telling.tiles import placed
from casebook.telling.wording import counted, listed, spelled

_TILES = {"destroyed": NATO, "held": HELD, "none found": PALE}

_TILE_NAMES = {
    "destroyed": "destroyed its stock",
    "held": "holds a stock",
    "none found": "no stock found",
}

_TILE_MARKS = {"stopped": "●", "not given up": "▲", "never": ""}

_LANES = (
    ("United States", "announced", "US, announced"),
    ("United States", "reported", "US, reported"),
    ("Türkiye", "reported", "Türkiye, reported"),
    ("Türkiye", "denied", "Türkiye, denied"),
    ("Estonia", "reported", "Estonia, considered"),
    ("not named", "reported", "Others, not named"),
)

_STATUS_STYLE = {
    "announced": {"marker": "o", "markerfacecolor": NATO, "markeredgecolor": "white"},
    "reported": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": HELD},
    "denied": {"marker": "X", "markerfacecolor": "#8c2d19", "markeredgecolor": "white"},
}

_MONTH = 31


def chart_allies(evidence: Evidence) -> Picture:
    """Tile-grid map of NATO: what became of each ally's stock, and who has made the weapon."""
    some(destroyed(evidence), "table stockpile_destruction has no accepted row")
    evidence.rows("non_party_stockpilers", stockpile=True)
    evidence.rows("producers", status="ceased")
    fate = fates(evidence).set_index("iso3")
    frame = placed(evidence, "nato", fate["stock"]).assign(
        making=lambda tiles: tiles["iso3"].map(fate["making"])
    )
    stock, making = fate["stock"].value_counts(), fate["making"].value_counts()
    return Picture(
        name="allies_stock_and_making",
        frame=frame,
        draw=draw_allies,
        title=(
            f"{stock.get('destroyed', 0)} of {len(fate)} NATO members destroyed their stock, "
            f"{spelled(stock.get('held', 0))} hold one; {spelled(making.get('stopped', 0))} once "
            f"made the weapon and stopped"
        ),
        subtitle=f"Every NATO member one tile, {in_words(evidence.as_of)}; ISO codes",
        caption=(
            "Stocks by the latest Monitor profiles; Türkiye's presidency said in 2023 that it has "
            "none, the Monitor of that year lists one. A circle means that the state is on "
            "the list of former makers, a triangle that it is on the list of states that make the "
            "weapon or keep the right to. All of the latter told the Monitor by 2019 that they "
            "have no active production."
        ),
        alt=(
            f"Tile-grid map of NATO. Hold a stock: {_names(evidence, fate, 'stock', 'held')}. No "
            f"stock found: {_names(evidence, fate, 'stock', 'none found')}. The other "
            f"{stock.get('destroyed', 0)} destroyed theirs. Once made it and stopped: "
            f"{_names(evidence, fate, 'making', 'stopped')}. Have not given up the right: "
            f"{_names(evidence, fate, 'making', 'not given up')}."
        ),
        sources=("cmc_producers", "wri_2019_cmm", "prof_tur_2023", "prof_usa_2022"),
    )


def _names(evidence: Evidence, fate: pd.DataFrame, column: str, value: str) -> str:
    states = sorted(fate.index[fate[column].eq(value)], key=evidence.state_name)
    return listed(evidence.state_in_text(iso3) for iso3 in states)


def draw_allies(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_allies`."""
    figure, ax = canvas(4.1)
    for tile in frame.itertuples():
        colour = _TILES[tile.stock]
        corner = (tile.tile_column, tile.tile_row)
        ax.add_patch(Rectangle(corner, 0.93, 0.93, facecolor=colour, edgecolor="none"))
        ink, mark = text_on(colour), _TILE_MARKS[tile.making]
        middle = tile.tile_column + 0.465
        height = tile.tile_row + (0.33 if mark else 0.47)
        text = {"ha": "center", "va": "center", "color": ink}
        ax.text(middle, height, tile.iso3, fontsize=SMALL, weight="semibold", **text)
        if mark:
            ax.plot(
                middle,
                tile.tile_row + 0.7,
                "o" if mark == "●" else "^",
                color=ink,
                markersize=6,
            )
    ax.set(
        xlim=(0, frame["tile_column"].max() + 1),
        ylim=(frame["tile_row"].max() + 1, 0),
        aspect="equal",
    )
    ax.axis("off")
    handles = [Patch(facecolor=_TILES[key], label=name) for key, name in _TILE_NAMES.items()]
    handles += [
        Line2D([], [], linestyle="none", marker="o", color=INK, label="made it once, stopped"),
        Line2D([], [], linestyle="none", marker="^", color=INK, label="has not given up making it"),
    ]
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, -0.01),
        ncols=2,
        columnspacing=1.4,
        handlelength=1.1,
        borderpad=0,
    )
    return figure


def chart_transfers(evidence: Evidence) -> Picture:
    """Timeline of the transfers to Ukraine, announced, reported and denied apart."""
    events = transfers_to_ukraine(evidence)
    lanes = {(supplier, status): lane for supplier, status, lane in _LANES}
    frame = events.assign(
        lane=[lanes.get(key) for key in zip(events["supplier"], events["status"], strict=True)]
    ).dropna(subset=["lane"])
    frame = frame[["lane", "supplier", "status", "start", "end", "item", "confidence"]]
    announced = frame[frame["status"].eq("announced")]
    suppliers = announced["supplier"].unique()
    control = evidence.rows("bakhmut", id="BK08")["date"].iloc[0]
    frame = frame.assign(bakhmut_lost=latest_day(control).isoformat())
    first = announced["start"].min()
    after = first > control
    return Picture(
        name="transfers_to_ukraine",
        frame=frame,
        draw=draw_transfers,
        title=(
            f"Only {listed(_the(name) for name in suppliers)} announced transfers, "
            f"{'all after' if after else 'some before'} Bakhmut was lost; Türkiye's were reported "
            "and denied"
        ),
        subtitle="Statements on cluster munitions for Ukraine, each at its date",
        caption=(
            "One mark a statement, so one delivery may have several; a bar without a mark is a "
            "date known only to the year. By the latest count the United States made at least "
            f"{counted(announced_transfers(evidence), 'transfer')}. Estonia said that it could "
            "send shells and needed German consent; none had gone by the last report. The unnamed "
            "suppliers (thin circles) rest on weak sources. Some reports do not state the warhead."
        ),
        alt=(
            f"Timeline from {frame['start'].min()[:4]} to {frame['end'].max()[:4]}. "
            + "; ".join(
                f"{lane}: {listed(in_words(day[:7]) for day in sorted(set(rows['start'])))}"
                for lane, rows in frame.groupby("lane", sort=False)
            )
            + f". Bakhmut was reported lost on {in_words(control)}; the op-ed appeared on "
            f"{in_words(PUBLICATION)}."
        ),
        sources=("tass_2024_monitor", "kyivind_2023_turkey", "prof_tur_2023", "reuters_2025"),
    )


def _the(state: str) -> str:
    return f"the {state}" if state.startswith("United") else state


def draw_transfers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_transfers`."""
    figure, ax = canvas(2.9)
    lanes = [lane for _, _, lane in _LANES if lane in set(frame["lane"])][::-1]
    for row in frame.itertuples():
        place = lanes.index(row.lane)
        start, end = pd.Timestamp(row.start), pd.Timestamp(row.end)
        look = _STATUS_STYLE[row.status]
        if (end - start).days > _MONTH:
            ax.hlines(place, start, end, color=HELD, linewidth=7, alpha=0.45)
            continue
        weak = row.confidence == "weak"
        ax.plot(
            start + (end - start) / 2,
            place,
            linestyle="none",
            markersize=9,
            markeredgewidth=0.8 if weak else 1.4,
            markeredgecolor=GREY if weak else look["markeredgecolor"],
            markerfacecolor=look["markerfacecolor"],
            marker=look["marker"],
        )
    for day, name, side in (
        (frame["bakhmut_lost"].iloc[0], "Bakhmut lost", "right"),
        (PUBLICATION.isoformat(), "op-ed", "right"),
    ):
        ax.axvline(pd.Timestamp(day), color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        ax.annotate(
            name,
            (pd.Timestamp(day), len(lanes) - 0.35),
            (-3, 0),
            textcoords="offset points",
            ha=side,
            fontsize=SMALL,
        )
    ax.set(yticks=range(len(lanes)), yticklabels=lanes, ylim=(-0.5, len(lanes) - 0.05))
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.xaxis.set_minor_locator(mdates.MonthLocator((4, 7, 10)))
    ax.hlines(
        range(len(lanes)),
        pd.Timestamp(frame["start"].min()),
        pd.Timestamp(frame["end"].max()),
        color=PALE,
        linewidth=0.6,
        zorder=0,
    )
    return figure
