"""Charts of the chapter "A divided NATO?"."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from casebook.charts import (
    GREY,
    INK,
    SMALL,
    STATUS_COLOURS,
    STATUS_HATCHES,
    Picture,
    canvas,
    status_legend,
    text_on,
)
from casebook.dates import in_words
from casebook.evidence import Evidence, some
from casebook.nato_divide_measures import (
    DEFAULTS,
    DEFINITIONS,
    NAMED,
    allied_status,
    camp_changes,
    camps,
    cohesion,
    groups,
    names,
    outsiders,
    points,
    specifications,
    votes,
)
from casebook.tiles import draw_tiles, placed
from casebook.treaty import STATUSES
from casebook.wording import capitalised, counted, listed, percent, spelled

_BLUE, _BROWN = "#1b5e8c", "#8c2d19"
_TILES_ACROSS = 4
_LEGEND_ROWS = 1.2
"""Room for the legend below a map, in tiles."""

_STATUS_OF = {"in": "state party", "out": "never joined", "left": "left"}
_BELOW = {"va": "top", "fontsize": SMALL, "color": GREY, "linespacing": 1.15}
_VOTES = (("no", "Against"), ("abstain", "Abstained"), ("yes", "In favour"))


def _keys(evidence: Evidence, *tables: str) -> tuple[str, ...]:
    """Return the keys of the sources of whole tables, the most used first."""
    columns = [evidence[table]["source"].value_counts().index for table in tables]
    return tuple(dict.fromkeys(key for column in columns for key in column))


def _stock_keys(evidence: Evidence, states: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the sources that say whether these states hold a stock."""
    rows = evidence["non_party_stockpilers"]
    return tuple(dict.fromkeys(rows.loc[rows["iso3"].isin(list(states)), "source"]))


# --- the map -----------------------------------------------------------------------------------


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
        sources=("untc_ccm_2026", *_keys(evidence, "geography")[:1], "nato_members_page_2012"),
    )


def draw_map(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_map`."""
    days = list(dict.fromkeys(frame["day"]))
    rows = int(frame["tile_row"].max()) + 1
    figure, axes = canvas(0.285 * rows + 0.6, columns=len(days), squeeze=False)
    for ax, day in zip(axes[0], days, strict=True):
        tiles = frame[frame["day"].eq(day)]
        draw_tiles(ax, tiles)
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


# --- the list ----------------------------------------------------------------------------------


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
            *_keys(evidence, "geography")[:1],
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


# --- the specification curve -------------------------------------------------------------------


def chart_specifications(evidence: Evidence) -> Picture:
    """Specification curve of the gap between threatened allies and the rest."""
    frame = specifications(evidence)
    frame["label"] = frame["definition"].map(DEFINITIONS["threatened"])
    reading = evidence.definitions.get("threatened", DEFAULTS["threatened"])
    frame["chosen"] = frame["definition"].eq(reading) & frame["population"].eq("all allies")
    positive, clear = frame["difference"] > 0, frame["clear"] & (frame["difference"] > 0)
    low, high = frame.iloc[0], frame.iloc[-1]
    chosen = frame[frame["chosen"]].sort_values("day")
    return Picture(
        name="threat_specifications",
        frame=frame,
        draw=draw_specifications,
        title=(
            f"In {int(positive.sum())} of {len(frame)} codings threatened allies stay out more "
            f"often; in {int(clear.sum())} the gap is clear of zero"
        ),
        subtitle=(
            "Share outside the treaty among “threatened” allies less that among the rest, in "
            "points, with intervals; each column one coding"
        ),
        caption=(
            "Each column is one way to say who is threatened, which allies to compare and on which "
            "day; the dots below say which. Full dots: the confidence interval (Newcombe) leaves "
            "out zero. The codings overlap and are not independent tests. The groups are small and "
            "differ in much else: this shows a difference, not its cause."
        ),
        alt=(
            f"Specification curve of {len(frame)} codings, from {points(low['difference'])} points "
            f"({low['label']}) to {points(high['difference'])} points ({high['label']}). "
            f"{int(positive.sum())} are above zero, {int(clear.sum())} with their whole interval. "
            + " ".join(
                f"By “{row.label}” among all allies on {in_words(row.day)} it is "
                f"{points(row.difference)} points ({points(row.low)} to {points(row.high)}; "
                f"Fisher's exact p {row.p_value:.3f})."
                for row in chosen.itertuples()
            )
        ),
        sources=("untc_ccm_2026", *_keys(evidence, "geography"), "graphicnews_2024_nato"),
    )


_SHORTER = {
    "without the United States and Canada": "without US and Canada",
    "capital in the half nearer to Moscow": "capital nearer to Moscow than most",
    "defence share of GDP above the median": "defence share above the median",
    "once in the Warsaw Pact or Soviet Union": "once Warsaw Pact or Soviet Union",
}
"""Shorter words for a phone's width, where the chart has a row of its own for each."""


def draw_specifications(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_specifications`."""
    blocks = (
        ("day", list(dict.fromkeys(frame.sort_values("day")["day"]))),
        ("population", list(dict.fromkeys(frame.sort_values("population")["population"]))),
        (
            "definition",
            list(frame.groupby("definition")["difference"].mean().sort_values().index[::-1]),
        ),
    )
    lines = sum(len(values) for _, values in blocks) + len(blocks) - 1
    figure, (top, bottom) = canvas(
        2.1 + 0.148 * lines, rows=2, sharex=True, height_ratios=(2.1, 0.148 * lines)
    )
    figure.get_layout_engine().set(hspace=0.02)
    columns = np.arange(len(frame))
    _draw_curve(top, columns, frame)
    labels, places, row = [], [], 0
    shown = frame.set_index("definition")["label"].to_dict()
    for block, values in blocks:
        for value in values:
            if len(places) % 2 == 0:
                bottom.axhspan(row - 0.5, row + 0.5, color="#f4f4f4", linewidth=0)
            hit = frame[block].eq(value)
            bottom.scatter(columns[hit], np.full(hit.sum(), row), s=4.5, color=INK, linewidth=0)
            text = shown.get(value, value)
            labels.append(in_words(text) if block == "day" else _SHORTER.get(text, text))
            places.append(row)
            row += 1
        row += 1
    bottom.set(ylim=(row - 1.4, -0.6), yticks=places, xticks=[])
    bottom.set_yticklabels(labels, fontsize=SMALL)
    bottom.spines[["left", "bottom"]].set_visible(False)
    return figure


def _draw_curve(ax: Axes, columns: np.ndarray, frame: pd.DataFrame) -> None:
    clear = frame["clear"].astype(bool)
    for chosen, colour, face in ((clear, _BLUE, _BLUE), (~clear, "#8a8a8a", "white")):
        rows = frame[chosen]
        ax.vlines(
            columns[chosen], 100 * rows["low"], 100 * rows["high"], color=colour, linewidth=0.9
        )
        ax.scatter(
            columns[chosen],
            100 * rows["difference"],
            s=9,
            facecolor=face,
            edgecolor=colour,
            linewidth=0.8,
            zorder=3,
        )
    ax.axhline(0, color=INK, linewidth=0.8)
    chosen = columns[frame["chosen"].astype(bool)]
    for height, place in zip((85, 115), chosen, strict=False):
        row = frame.iloc[place]
        value = 100 * row["difference"]
        ax.plot(place, value, "D", ms=6, mfc="none", mec=_BROWN, mew=1.3, zorder=4)
        ax.annotate(
            f"{row['label']},\n{in_words(row['day'])}: {points(row['difference'])}",
            (place, value),
            xytext=(max(place - 7, len(frame) * 0.5), height),
            ha="right",
            va="center",
            fontsize=SMALL,
            color=_BROWN,
            linespacing=1.05,
            arrowprops={"arrowstyle": "-", "color": _BROWN, "linewidth": 0.8, "shrinkB": 4},
        )
    end = len(frame) - 1
    for height, colour, text in (
        (-26, _BLUE, "full dot: clear of zero"),
        (-46, GREY, "open dot: interval spans zero"),
    ):
        ax.text(end, height, text, ha="right", va="center", fontsize=SMALL, color=colour)
    ax.set(ylim=(-55, 130), yticks=(0, 50, 100), xlim=(-1, len(frame)))
    ax.grid(axis="y")
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)


# --- the votes ---------------------------------------------------------------------------------


def chart_votes(evidence: Evidence) -> Picture:
    """Chart of the allies' votes on the yearly resolution, one square an ally."""
    frame = some(votes(evidence), "no vote of states in the General Assembly is accepted")
    roll = cohesion(evidence)
    frame = frame[frame["ally"].astype(bool) & frame["vote"].isin(("yes", "abstain", "no"))]
    frame = frame.drop(columns="ally").merge(roll[["year", "majority", "agreement"]], on="year")
    order = {status: place for place, status in enumerate(STATUSES)}
    frame = frame.assign(rank=frame["status"].map(order)).sort_values(["year", "rank", "iso3"])
    frame["place"] = frame.groupby(["year", "vote"]).cumcount()
    frame = frame.drop(columns="rank").reset_index(drop=True)
    first, last = roll.iloc[0], roll.iloc[-1]
    split = roll["parties_yes"].eq(1).all() and roll["outside_yes"].eq(0).all()
    missing = sorted(
        set(range(int(first["year"]), int(last["year"]) + 1)) - set(roll["year"].astype(int))
    )
    return Picture(
        name="nato_votes",
        frame=frame,
        draw=draw_votes,
        title=(
            "In every year with state votes the bound allies voted for the treaty's resolution, "
            "the others did not"
            if split
            else "Allies' votes on the treaty's yearly resolution, by treaty status"
        ),
        subtitle="NATO members' votes in the UN General Assembly; a square an ally",
        caption=(
            "Below each year: the share of allies in the largest group, then the agreement index "
            "of Hix, Noury and Roland, which is one if all vote alike and nought if they split "
            "evenly between the kinds of vote. Gaps are years whose votes by state were not found. "
            "The number of allies grew in between."
        ),
        alt=(
            "Columns of squares by year. "
            + " ".join(
                f"{row.year:.0f}: {row.yes} for, {row.abstain} abstained, {row.no} against; "
                f"{percent(row.majority)} in the largest group, agreement {row.agreement:.3f}."
                for row in roll.itertuples()
            )
            + f" No votes by state: {listed(str(year) for year in missing)}."
        ),
        sources=(
            *_keys(evidence, "unga_votes_by_state")[:2],
            "untc_ccm_2026",
            "nato_members_page_2012",
        ),
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    heights = {
        vote: max(int(frame.loc[frame["vote"].eq(vote), "place"].max()) // _TILES_ACROSS + 1, 2)
        if frame["vote"].eq(vote).any()
        else 2
        for vote, _ in _VOTES
    }
    bases, base = {}, 0.0
    for vote, _ in _VOTES:
        bases[vote] = base
        base += heights[vote] + 1.4
    top, left = base - 1.4, 0.0
    figure, ax = canvas(1)
    for year, missing in _columns(frame["year"]):
        if missing:
            left += _draw_gap(ax, left, top, year, missing) + 1.2
            continue
        rows = frame[frame["year"].eq(year)]
        _draw_squares(ax, rows, left, bases)
        middle = left + _TILES_ACROSS / 2
        ax.text(middle, -0.5, f"’{year % 100}", ha="center", va="top")
        ax.text(
            middle,
            -2.4,
            f"{percent(rows['majority'].iloc[0])}\n{rows['agreement'].iloc[0]:.3f}",
            **_BELOW,
            ha="center",
        )
        left += _TILES_ACROSS + 1.2
    for vote, label in _VOTES:
        ax.text(-0.75, bases[vote] + heights[vote] / 2, label, ha="right", va="center")
    ax.text(-0.75, -2.4, "largest group\nagreement", **_BELOW, ha="right")
    bottom, side, head = -5.4, -9, top + 2.4  # the legend stands in the head
    ax.set(xlim=(side, left - 1), ylim=(bottom, head), aspect="equal", anchor="NW")
    figure.set_figheight(figure.get_figwidth() * (head - bottom) / (left - side))
    ax.axis("off")
    status_legend(ax, 0.92, [status for status in STATUSES if status in set(frame["status"])])
    ax.get_legend().set_in_layout(False)
    return figure


def _columns(years: pd.Series) -> list[tuple[int, int]]:
    """Return a column for each year with votes (0) and one for each run of years without.

    Each is the first year and the number of missing years from it.
    """
    known = sorted(set(years))
    columns = [(int(known[0]), 0)]
    for before, year in pairwise(known):
        if year - before > 1:
            columns.append((int(before) + 1, int(year - before) - 1))
        columns.append((int(year), 0))
    return columns


def _draw_gap(ax: Axes, left: float, top: float, year: int, missing: int) -> float:
    """Draw the column of a run of missing years and return its width."""
    width = 1.6 * _TILES_ACROSS
    ax.add_patch(
        Rectangle(
            (left, 0), width, top, facecolor="#f4f4f4", edgecolor=GREY, linestyle=":", linewidth=1
        )
    )
    ax.text(
        left + width / 2,
        top / 2,
        "votes\nby state\nnot found",
        ha="center",
        va="center",
        fontsize=SMALL,
        color=GREY,
        style="italic",
        bbox={"facecolor": "#f4f4f4", "edgecolor": "none", "pad": 2},
    )
    last = f"–’{(year + missing - 1) % 100}" if missing > 1 else ""
    ax.text(left + width / 2, -0.5, f"’{year % 100}{last}", ha="center", va="top")
    return width


def _draw_squares(ax: Axes, rows: pd.DataFrame, left: float, bases: dict[str, float]) -> None:
    """Draw the squares of a year, those of one vote and status as one patch."""
    for (vote, status), squares in rows.groupby(["vote", "status"]):
        corners = zip(
            left + squares["place"] % _TILES_ACROSS + 0.06,
            bases[vote] + squares["place"] // _TILES_ACROSS + 0.06,
            strict=True,
        )
        shape = Path.make_compound_path(
            *(
                Path.unit_rectangle().transformed(Affine2D().scale(0.88).translate(*at))
                for at in corners
            )
        )
        hatch = STATUS_HATCHES.get(status)
        ax.add_patch(
            PathPatch(
                shape,
                facecolor=STATUS_COLOURS[status],
                edgecolor="white" if hatch else "none",
                linewidth=0,
                hatch=hatch,
            )
        )


# --- the camps ---------------------------------------------------------------------------------


def chart_camps(evidence: Evidence) -> Picture:
    """Stacked steps of allies by status since the treaty was opened."""
    frame, changes = camps(evidence), camp_changes(evidence)
    moved = changes[changes["act"].eq("changed camp")]
    start, end = frame.iloc[0], frame.iloc[-1]
    out_start, out_end = (int(row["never joined"] + row["left"]) for row in (start, end))
    frame["note"] = frame["date"].map(_camp_notes(evidence, changes)).fillna("")
    return Picture(
        name="nato_camps",
        frame=frame,
        draw=draw_camps,
        title=(
            f"{capitalised(counted(len(moved), 'ally', 'allies'))} changed camp since 2008; "
            f"{spelled(out_start)} of {start['allies']} were outside then, {spelled(out_end)} of "
            f"{end['allies']} are now"
        ),
        subtitle=(f"NATO members by status towards the treaty, to {in_words(evidence.as_of)}"),
        caption=(
            "Signing puts a state in the treaty's camp; it is bound from its consent. Allies that "
            "joined NATO later appear from that day. "
            + " ".join(
                f"{evidence.state_name(row.iso3)} "
                + ("joined the treaty" if row.inside else "left the treaty")
                + f" on {in_words(row.date)}."
                for row in moved.itertuples()
            )
        ),
        alt=(
            f"Stacked step chart. In {start['date'][:4]} bound: {start['state party']}, signed "
            f"only: {start['signatory only']}, outside: {start['never joined']}. At the "
            f"end {end['state party']} are bound, {end['signatory only']} have only signed, "
            f"{end['never joined']} never joined and {end['left']} left, of {end['allies']}. "
            f"Changed camp: {listed(names(evidence, moved['iso3']))}."
        ),
        sources=("untc_ccm_2026", *_keys(evidence, "nato_members")),
    )


def _camp_notes(evidence: Evidence, changes: pd.DataFrame) -> dict[str, str]:
    """Return a note for each day on which an ally changed camp or arrived outside the treaty."""
    notes = {}
    for row in changes.itertuples():
        if row.act == "changed camp":
            act = "\njoins" if row.inside else "\nleaves"
        elif not row.inside:
            act = " enters\nNATO outside"
        else:
            continue
        notes[row.date] = f"{evidence.state_name(row.iso3)}{act}"
    return notes


_NOTE_ROOM = pd.Timedelta(days=4 * 365)
"""Time that the words of a note take up on the axis."""


def draw_camps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_camps`."""
    figure, ax = canvas(3.2)
    days = pd.to_datetime(frame["date"])
    base = pd.Series(0, index=frame.index)
    for status in STATUSES:
        top, hatch = base + frame[status], STATUS_HATCHES.get(status)
        ax.fill_between(
            days,
            base,
            top,
            step="post",
            facecolor=STATUS_COLOURS[status],
            edgecolor="white" if hatch else "none",
            hatch=hatch,
            linewidth=0,
        )
        ax.step(days, top, where="post", color="white", linewidth=0.8)
        base = top
    last, edge = frame.iloc[-1], 0
    for status in STATUSES:
        if last[status]:
            ax.annotate(
                f"{last[status]} {'bound' if status == 'state party' else status}",
                (days.iloc[-1], edge + last[status] / 2),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                annotation_clip=False,
            )
        edge += last[status]
    for status, day, text in (
        ("state party", "2018-01-01", "bound"),
        ("signatory only", "2009-08-01", "signed only"),
        ("never joined", "2018-01-01", "never joined"),
    ):
        row = frame[frame["date"] <= day].iloc[-1]
        before = STATUSES[: STATUSES.index(status)]
        height = row[list(before)].sum() + row[status] / 2
        colour = STATUS_COLOURS[status]
        ax.text(
            pd.Timestamp(day),
            height,
            text,
            va="center",
            color=text_on(colour),
            weight="semibold",
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.5},
        )
    noted = frame[frame["note"].ne("")]
    since = pd.to_datetime(noted["date"]).diff()
    for row, gap in zip(noted.itertuples(), since, strict=True):
        ax.annotate(
            row.note,
            (pd.Timestamp(row.date), row.allies),
            xytext=(
                3,
                40 if gap < _NOTE_ROOM else 12,
            ),  # two that are near stand one above the other
            textcoords="offset points",
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
