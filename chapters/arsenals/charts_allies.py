"""The charts of what became of each ally's stock, and of transfers to Ukraine."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from casebook.data.dates import in_words, latest_day
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas, text_on
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from casebook.telling.tiles import placed
from casebook.telling.words import in_order
from chapters.arsenals import WORDS, facts
from chapters.common.palette import STOCKS, TRANSFERS
from chapters.common.states import alphabetical, name, names_in_text

_MARKERS = {"stopped": "o", "not given up": "^"}

_MONTH = 31


def chart_allies(evidence: Evidence) -> Picture:
    """Return the tile map of NATO: what became of each stock, and who has made the weapon."""
    gone = facts.stocks(evidence, allied=True)
    held = evidence.rows("non_party_stockpilers", stockpile=True)
    evidence.rows("producers", status="ceased")
    fate = facts.fates(evidence)
    frame = placed(evidence, "nato", fate["stock"])
    frame = frame.assign(making=frame["iso3"].map(fate["making"]))
    names = {
        value.replace(" ", "_"): alphabetical(evidence, fate.index[fate[column].eq(value)])
        for column, values in (("stock", STOCKS), ("making", _MARKERS))
        for value in values
    }
    unclear = evidence.pick("producers", status="unclear").groupby("iso3")["known_from"].min()
    found_idle = unclear.str[:4].reindex(fate.index[fate["making"].eq("not given up")])
    denials = evidence.pick("transfers", from_iso3="TUR", denied_by_iso3="TUR")
    turkish = held[held["iso3"].eq("TUR")].sort_values("as_of")
    return picture(
        WORDS,
        "allies_stock_and_making",
        frame,
        draw_allies,
        evidence.cites(
            ("non_party_stockpilers", held[held["iso3"].isin(fate.index)]),
            ("producers", facts.makers(evidence)),
            facts.rows_of(evidence, gone),
            ("transfers", denials),
        ),
        **names,
        known_to=evidence.reaches("non_party_stockpilers"),
        denied=denials["date"].iloc[0][:4] if len(denials) else None,
        listed_in=turkish["as_of"].iloc[-1][:4] if len(turkish) else None,
        idle_by=None if found_idle.isna().any() else found_idle.max(),
    )


def draw_allies(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_allies`."""
    figure, ax = canvas(4.1)
    for tile in frame.itertuples():
        colour, mark = STOCKS[tile.stock], _MARKERS.get(tile.making)
        x, y = tile.tile_column, tile.tile_row
        ax.add_patch(Rectangle((x, y), 0.93, 0.93, facecolor=colour, edgecolor="none"))
        middle, height = x + 0.465, y + (0.33 if mark else 0.47)
        text = {"ha": "center", "va": "center", "fontsize": SMALL, "weight": "semibold"}
        ax.text(middle, height, tile.iso3, color=text_on(colour), **text)
        if mark:
            ax.plot(middle, y + 0.7, mark, color=text_on(colour), markersize=6)
    right, bottom = frame["tile_column"].max() + 1, frame["tile_row"].max() + 1
    ax.set(xlim=(0, right), ylim=(bottom, 0), aspect="equal")
    ax.axis("off")
    words = WORDS.entry("allies_stock_and_making")
    handles = [Patch(facecolor=STOCKS[key], label=label) for key, label in words["stock"].items()]
    for key, label in words["making"].items():
        look = {"linestyle": "none", "marker": _MARKERS[key], "color": INK}
        handles.append(Line2D([], [], label=label, **look))
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
    """Return the timeline of the transfers to Ukraine, announced, reported and denied apart."""
    words, events = WORDS.entry("transfers_to_ukraine"), facts.transfers_to_ukraine(evidence)
    keys = events["iso3"].fillna("unnamed") + " " + events["status"]
    events = events.assign(lane=keys.map(words["lanes"])).dropna(subset=["lane"])
    control = evidence.rows("bakhmut", id="BK08")
    lost, announced = control["date"].iloc[0], events[events["status"].eq("announced")]
    events = events.assign(
        supplier=[words["unnamed"] if pd.isna(s) else name(evidence, s) for s in events["iso3"]],
        bakhmut_lost=latest_day(lost).isoformat(),
        op_ed=evidence.published.isoformat(),
    )
    columns = ["lane", "supplier", "status", "start", "end", "item", "confidence"]
    lanes = [
        {"name": lane, "months": [in_words(day[:7]) for day in sorted(set(rows["start"]))]}
        for lane, rows in events.groupby("lane", sort=False)
    ]
    total = facts.announced_transfers(evidence)
    counts = evidence.pick("transfer_summaries", total["id"])
    return picture(
        WORDS,
        "transfers_to_ukraine",
        events[[*columns, "bakhmut_lost", "op_ed"]],
        draw_transfers,
        evidence.cites(
            ("transfers", events["id"]), ("bakhmut", control), ("transfer_summaries", counts)
        ),
        announced=names_in_text(evidence, in_order(announced["iso3"])),
        after=bool((announced["start"] > lost).all()),
        turkish=events.loc[events["iso3"].eq("TUR"), "status"].nunique(),
        counted_by=int(total["announcements"]),
        estonia=bool(events["iso3"].eq("EST").any()),
        unnamed=bool(events["iso3"].isna().any()),
        start=events["start"].min()[:4],
        end=events["end"].max()[:4],
        lanes=lanes,
        lost=lost,
        published=evidence.published.isoformat(),
    )


def draw_transfers(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_transfers`."""
    figure, ax = canvas(2.9)
    drawn = set(frame["lane"])
    every = WORDS.entry("transfers_to_ukraine")["lanes"].values()
    lanes = [lane for lane in every if lane in drawn][::-1]
    for row in frame.itertuples():
        place, colour = lanes.index(row.lane), TRANSFERS[row.status]
        start, end = pd.Timestamp(row.start), pd.Timestamp(row.end)
        if (end - start).days > _MONTH:
            ax.hlines(place, start, end, color=colour, linewidth=7, alpha=0.45)
            continue
        weak, hollow = row.confidence == "weak", row.status == "reported"
        ax.plot(
            start + (end - start) / 2,
            place,
            linestyle="none",
            markersize=9,
            markeredgewidth=0.8 if weak else 1.4,
            markeredgecolor=GREY if weak else colour if hollow else "white",
            markerfacecolor="white" if hollow else colour,
            marker="X" if row.status == "denied" else "o",
        )
    for column, words in (("bakhmut_lost", "Bakhmut lost"), ("op_ed", "op-ed")):
        day = pd.Timestamp(frame[column].iloc[0])
        ax.axvline(day, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        look = {"ha": "right", "va": "baseline", "fontsize": SMALL}
        beside(ax, words, day, len(lanes) - 0.35, (-3, 0), **look)
    ax.set(yticks=range(len(lanes)), yticklabels=lanes, ylim=(-0.5, len(lanes) - 0.05))
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.xaxis.set_minor_locator(mdates.MonthLocator((4, 7, 10)))
    span = (pd.Timestamp(frame["start"].min()), pd.Timestamp(frame["end"].max()))
    ax.hlines(range(len(lanes)), *span, color=PALE, linewidth=0.6, zorder=0)
    return figure
