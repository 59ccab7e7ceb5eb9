"""Charts of "A divided NATO?": the map, the list of outsiders, the camps; the table of texts."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas, text_on
from casebook.telling.forms import is_narrow, scaled
from casebook.telling.marks import beside, say
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.tiles import placed
from chapters.common.allies import border_allies, membership_rows, place_rows, standing_of_allies
from chapters.common.maps import draw_status_tiles, status_legend
from chapters.common.palette import BAND, RING, STATUS, STATUS_HATCHES
from chapters.common.states import alphabetical, in_text, name
from chapters.common.treaty import STATUSES
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts import (
    INSIDE,
    JOINT,
    camp_changes,
    camps,
    moved,
    outsiders,
    status_in_2008,
    stock_rows,
)

_LEGEND_ROWS = 1.2
"""Room for the legend below a map, in tiles."""

_STATUS_OF = {"in": "state party", "out": "never joined", "left": "left"}

_NOTE_ROOM = pd.Timedelta(days=4 * 365)
"""Time that the words of a note take up on the axis."""


def chart_map(evidence: Evidence) -> Picture:
    """Return the tile-grid map of NATO by status, when the op-ed appeared and now."""
    parts, border = [], border_allies(evidence)
    for then in dict.fromkeys((evidence.at_publication().as_of, evidence.reaches("ccm_status"))):
        tiles = placed(evidence, "nato", standing_of_allies(evidence, then)["status"])
        parts.append(tiles.assign(day=then.isoformat(), border=tiles["iso3"].isin(border)))
    frame = pd.concat(parts, ignore_index=True).drop(columns="panel")
    frame["name"] = frame["iso3"].map(lambda iso3: name(evidence, iso3))
    first, last = (part.set_index("iso3")["status"] for part in (parts[0], parts[-1]))
    changed = [iso3 for iso3 in last.index if first.get(iso3) != last[iso3]]
    ends = [
        {"day": part["day"].iloc[0], "bound": int(status.eq("state party").sum()), "of": len(part)}
        for part, status in ((parts[0], first), (parts[-1], last))
    ]
    return picture(
        WORDS,
        "nato_map",
        frame,
        draw_map,
        evidence.cites(*membership_rows(evidence), place_rows(evidence)),
        first=ends[0],
        last=ends[1],
        since=ends[0]["day"][:4],
        changed=alphabetical(evidence, changed),
        outside=alphabetical(evidence, last.index[last.ne("state party")]),
        border=alphabetical(evidence, border),
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    days = list(dict.fromkeys(frame["day"]))
    rows = int(frame["tile_row"].max()) + 1
    if is_narrow():  # one below the other, so that the codes have room
        high = 0.31 * rows + 0.6
        figure, axes = canvas(high * len(days), rows=len(days), squeeze=False)
    else:
        figure, axes = canvas(scaled(0.285 * rows) + 0.6, columns=len(days), squeeze=False)
    for ax, day in zip(axes.flat, days, strict=True):
        tiles = frame[frame["day"].eq(day)]
        draw_status_tiles(ax, tiles)
        for tile in tiles[tiles["border"].astype(bool)].itertuples():
            corner = (tile.tile_column + 0.03, tile.tile_row + 0.03)
            look = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.8}
            ax.add_patch(Rectangle(corner, 0.86, 0.86, **look))
        ax.set(anchor="NW", ylim=(rows + _LEGEND_ROWS, 0))
        ax.set_title(in_words(day))
    shown = [status for status in STATUSES if status in set(frame["status"])]
    last = axes[-1, 0]
    status_legend(last, 0, shown)
    last.get_legend().set_in_layout(False)  # wider than its map, it would push it aside
    return figure


def chart_list(evidence: Evidence) -> Picture:
    """Return the matrix of allies outside or on Russia's border, and whom the op-ed names."""
    frame = outsiders(evidence).reset_index()

    def those(*conditions: pd.Series) -> list[str]:
        chosen = np.logical_and.reduce(conditions)
        return alphabetical(evidence, frame.loc[chosen, "iso3"])

    named, out, border = frame["named"], frame["outside_now"], frame["border"]
    stocks, denial = stock_rows(evidence), evidence.pick("political_facts", "P124")
    gone = tuple(frame.loc[frame["stock"].eq("destroyed"), "iso3"])
    signed = frame["iso3"].map(status_in_2008(evidence)).isin(INSIDE)
    return picture(
        WORDS,
        "nato_list",
        frame,
        draw_list,
        evidence.cites(
            *membership_rows(evidence),
            ("oped_records", ("M02",)),
            ("geography", evidence.pick("geography", iso3=tuple(frame["iso3"]))),
            ("non_party_stockpilers", stocks[stocks["iso3"].isin(frame["iso3"])]),
            ("stockpile_destruction", evidence.pick("stockpile_destruction", iso3=gone)),
            ("political_facts", denial),
        ),
        then=int(frame["outside_then"].sum()),
        known_to=evidence.reaches("ccm_status"),
        named=those(named),
        unnamed=those(out, ~named),
        border=those(border),
        bound=those(border, ~out),
        holding=those(frame["stock"].eq("yes")),
        signed=those(border, signed),
        denied_in=denial["date_start"].iloc[0][:4] if len(denial) else None,
    )


def draw_list(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_list`."""
    columns = WORDS.entry("nato_list")["headings"]
    figure, ax = canvas(0.235 * len(frame) + 0.55)
    rows = np.arange(len(frame))
    for row in rows[::2]:
        ax.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0)
    for place, column in enumerate(columns):
        for row, (value, status) in enumerate(zip(frame[column], frame["status"], strict=True)):
            if column.startswith("outside"):
                gone = column == "outside_now" and status == "left"
                word = "left" if gone else "out" if value else "in"
                face = edge = STATUS[_STATUS_OF[word]]
            else:
                yes = value == "yes" if column == "stock" else bool(value)
                word = "" if yes or column != "stock" else str(value)
                face, edge = (INK, INK) if yes else ("white", RING)
            look = {"markerfacecolor": face, "markeredgecolor": edge, "markeredgewidth": 0.9}
            marker = "s" if column.startswith("outside") else "o"
            ax.plot(place, row, marker=marker, markersize=9, **look)
            beside(ax, word, place, row, (8, 0), fontsize=SMALL, color=GREY)
    ax.set(
        xlim=(-0.5, len(columns) - 0.1),
        ylim=(len(frame) - 0.5, -0.5),
        xticks=range(len(columns)),
        xticklabels=columns.values(),
        yticks=rows,
        yticklabels=frame["name"],
    )
    ax.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    return figure


def chart_camps(evidence: Evidence) -> Picture:
    """Return the stacked steps of allies by status since the treaty was opened."""
    frame, changes = camps(evidence), moved(evidence)
    frame["note"] = frame["date"].map(_camp_notes(evidence)).fillna("")
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
    """Return the texts and statements on joint work of allies inside and outside, oldest first."""
    says = {"ccm_articles": "paraphrase", "aftermath": "event", "political_facts": "fact"}
    rows = []
    for bears, tables in JOINT.items():
        for source, ids in tables.items():
            for row in evidence.pick(source, *ids).to_dict("records"):
                article = source == "ccm_articles"
                rows.append(
                    {
                        "known_from": row["known_from"],
                        "who": f"Article {row['article']}({row['paragraph'][0]})"
                        if article
                        else name(evidence, row["iso3"]),
                        "says": row[says[source]] if source in says else f"“{row['locator']}”",
                        "bears": bears,
                        "grade": row["confidence"],
                        "row": row["id"],
                    }
                )
    frame = pd.DataFrame(rows, columns=["known_from", "who", "says", "bears", "grade", "row"])
    return table(WORDS, "together", frame.sort_values("known_from", ignore_index=True))
