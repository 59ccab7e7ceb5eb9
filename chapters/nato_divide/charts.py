"""Charts of "A divided NATO?": the map and the camps; the tables of outsiders and of texts."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import is_wide
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.drawing.tiles import placed
from casebook.telling.words import rows as rows_of
from chapters.common.allies import border_allies, membership_rows, place_rows, standing_of_allies
from chapters.common.bearing import happened
from chapters.common.maps import draw_status_tiles, status_legend
from chapters.common.mark_sources import from_list
from chapters.common.palette import STATUS, STATUS_HATCHES
from chapters.common.states import alphabetical, in_text, name
from chapters.common.treaty import STATUSES
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts import (
    camp_changes,
    camps,
    joint_texts,
    moved,
    refusals,
)

_LEGEND_ROWS = 0.9
"""Room for the legend below the map, in tiles."""

_STATES = ("", "from_", "denied_by_")
"""What stands before ``iso3`` in the columns that name a state in the table of texts."""

_NOTE_ROOM = pd.Timedelta(days=4 * 365)
"""Time that the words of a note take up on the axis."""


def chart_map(evidence: Evidence) -> Picture:
    """Return the tile-grid map of NATO by status, with who changed it since the op-ed appeared."""
    day, border = evidence.reaches("ccm_status"), border_allies(evidence)
    then = standing_of_allies(evidence, evidence.at_publication().as_of)["status"]
    tiles = placed(evidence, "nato", standing_of_allies(evidence)["status"])
    frame = tiles.drop(columns="panel").assign(
        name=[name(evidence, iso3) for iso3 in tiles["iso3"]],
        status_then=tiles["iso3"].map(then),
        border=tiles["iso3"].isin(border),
        day=day.isoformat(),
    )
    frame = from_list(frame, evidence, "ccm_status")
    return picture(
        WORDS,
        "nato_map",
        frame,
        draw_map,
        evidence.cites(*membership_rows(evidence), place_rows(evidence)),
        day=day,
        bound=int(frame["status"].eq("state party").sum()),
        changed=alphabetical(evidence, frame.loc[frame["status"].ne(frame["status_then"]), "iso3"]),
        outside=alphabetical(evidence, frame.loc[frame["status"].ne("state party"), "iso3"]),
        border=alphabetical(evidence, border),
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    rows = int(frame["tile_row"].max()) + 1
    figure, ax = canvas(0.58 * rows + 0.6)
    names = frame["name"].str.replace(" ", "\n")  # phones have room for codes only
    draw_status_tiles(ax, frame.assign(iso3=names) if is_wide() else frame)
    for tile in frame[frame["border"].astype(bool)].itertuples():
        corner = (tile.tile_column + 0.03, tile.tile_row + 0.03)
        look = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.8}
        ax.add_patch(Rectangle(corner, 0.86, 0.86, **look))
    ax.set(anchor="NW", ylim=(rows + _LEGEND_ROWS, 0), aspect="auto")
    status_legend(ax, 0, [status for status in STATUSES if status in set(frame["status"])], 2)
    return figure


def chart_camps(evidence: Evidence) -> Picture:
    """Return the stacked steps of allies by status since the treaty was opened."""
    frame, changes = camps(evidence), moved(evidence)
    frame["note"] = frame["date"].map(_camp_notes(evidence)).fillna("")
    frame = from_list(frame, evidence, "ccm_status")
    start, end = frame.iloc[0], frame.iloc[-1]
    return picture(
        WORDS,
        "nato_camps",
        frame,
        draw_camps,
        evidence.cites(*membership_rows(evidence)),
        known_to=evidence.reaches("ccm_status"),
        moves=[
            {"state": in_text(evidence, row.iso3), "inside": row.inside, "date": row.date}
            for row in changes.itertuples()
        ],
        movers=alphabetical(evidence, changes["iso3"]),
        start={**start.to_dict(), "year": start["date"][:4]},
        end=end.to_dict(),
        out_start=int(start["never joined"] + start["left"]),
        out_end=int(end["never joined"] + end["left"]),
    )


def _camp_notes(evidence: Evidence) -> dict[str, str]:
    """Return a note for each day on which an ally changed camp or arrived outside the treaty."""
    words, notes = WORDS.entry("nato_camps")["notes"], {}
    for row in camp_changes(evidence).itertuples():
        act = f"{row.act}, {'inside' if row.inside else 'outside'}"
        if act in words:
            notes[row.date] = name(evidence, row.iso3) + words[act]
    return notes


def draw_camps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_camps`."""
    words = WORDS.entry("nato_camps")
    figure, ax = canvas(3.2)
    days = pd.to_datetime(frame["date"])
    tops = frame[list(STATUSES)].cumsum(axis=1)
    bases = tops - frame[list(STATUSES)]
    for status in STATUSES:
        hatch, base, top = STATUS_HATCHES.get(status), bases[status], tops[status]
        edge = "white" if hatch else "none"
        look = {"facecolor": STATUS[status], "edgecolor": edge, "hatch": hatch, "linewidth": 0}
        ax.fill_between(days, base, top, step="post", **look)
        ax.step(days, top, where="post", color="white", linewidth=0.8)
    last = frame.iloc[-1]
    for status in STATUSES:
        if last[status]:
            text = f"{last[status]} {words['ends'].get(status, status)}"
            height = bases[status].iloc[-1] + last[status] / 2
            beside(ax, text, days.iloc[-1], height, (4, 0), annotation_clip=False)
    for status, (day, text) in words["inside"].items():
        row = frame.index[frame["date"] <= day][-1]
        ax.text(
            pd.Timestamp(day),
            bases.loc[row, status] + frame.loc[row, status] / 2,
            text,
            va="center",
            color=text_on(STATUS[status]),
            weight="semibold",
            bbox={"facecolor": STATUS[status], "edgecolor": "none", "pad": 1.5},
        )
    noted = frame[frame["note"].ne("")]
    since = pd.to_datetime(noted["date"]).diff()
    for row, gap in zip(noted.itertuples(), since, strict=True):
        near = gap < _NOTE_ROOM  # two that are near stand one above the other
        mark = ax.plot(pd.Timestamp(row.date), row.allies, "o", color=INK, markersize=4.5)[0]
        say(mark, row.Index)
        mark.set(clip_on=False, zorder=3)
        beside(
            ax,
            row.note,
            pd.Timestamp(row.date),
            row.allies,
            (3, 40 if near else 12),
            ha="right",
            va="bottom",
            fontsize=SMALL,
            linespacing=1.05,
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.8},
        )
    ax.set(
        ylim=(0, frame["allies"].max() + 13),
        xlim=(days.iloc[0], days.iloc[-1]),
        yticks=(0, 10, 20, 30),
    )
    ax.xaxis.set_major_locator(mdates.YearLocator(4))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="y")
    return figure


def table_together(evidence: Evidence) -> Table:
    """Return the texts, statements and events on work across the line, oldest first."""
    rows = []
    crossed = ("aftermath", happened(evidence, "C59", "supports"))
    for source, found in (*joint_texts(evidence), ("transfers", refusals(evidence)), crossed):
        for row in rows_of(found):
            states = {
                f"{at}name": name(evidence, row[f"{at}iso3"])
                for at in _STATES
                if row.get(f"{at}iso3")
            }
            rows.append(
                {
                    "known_from": row["known_from"],
                    "who": WORDS.say("who", source, {**row, **states}),
                    "says": WORDS.say("says", source, {**row, **states}),
                    "grade": row["confidence"],
                }
            )
    frame = pd.DataFrame(rows, columns=["known_from", "who", "says", "grade"])
    return table(WORDS, "together", frame.sort_values("known_from", ignore_index=True))
