"""Chart of "A divided NATO?": the allies' votes at the United Nations."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, SMALL, canvas
from casebook.telling.pictures import Picture, picture
from casebook.telling.wording import percent
from casebook.telling.words import rows as rows_of
from chapters.common.allies import membership_rows
from chapters.common.maps import status_legend
from chapters.common.palette import NOT_FOUND, STATUS, STATUS_HATCHES
from chapters.common.treaty import STATUSES
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts_votes import (
    VOTES,
    cohesion,
    vote_rows,
    votes,
    wholly_apart,
    years_between,
)

_TILES_ACROSS, _GAP = 4, 1.2

_BELOW = {"va": "top", "fontsize": SMALL, "color": GREY, "linespacing": 1.15}


def chart_votes(evidence: Evidence) -> Picture:
    """Return the chart of the allies' votes on the yearly resolution, one square an ally."""
    frame = some(votes(evidence), "no vote of states in the General Assembly is accepted")
    roll = cohesion(evidence)
    frame = frame[frame["ally"].astype(bool) & frame["vote"].isin(VOTES)]
    frame = frame.drop(columns="ally").merge(roll[["year", "majority", "agreement"]], on="year")
    rank = frame["status"].map(STATUSES.index)
    frame = frame.assign(rank=rank).sort_values(["year", "rank", "iso3"])
    frame["place"] = frame.groupby(["year", "vote"]).cumcount()
    return picture(
        WORDS,
        "nato_votes",
        frame.drop(columns="rank").reset_index(drop=True),
        draw_votes,
        evidence.cites(vote_rows(evidence), *membership_rows(evidence)),
        split=wholly_apart(roll),
        roll=rows_of(roll),
        missing=[str(year) for year in years_between(roll)],
        grew=roll["allies"].iloc[-1] > roll["allies"].iloc[0],
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    words, bases, middles, base = WORDS.entry("nato_votes"), {}, {}, 0.0
    for vote in reversed(VOTES):
        deepest = frame.loc[frame["vote"].eq(vote), "place"].max()
        height = 2 if pd.isna(deepest) else max(int(deepest) // _TILES_ACROSS + 1, 2)
        bases[vote], middles[vote] = base, base + height / 2
        base += height + 1.4
    top, left = base - 1.4, 0.0
    figure, ax = canvas(1)
    for year, missing in _columns(frame["year"]):
        if missing:
            left += _draw_gap(ax, left, top, year, missing) + _GAP
            continue
        rows = frame[frame["year"].eq(year)]
        _draw_squares(ax, rows, left, bases)
        middle = left + _TILES_ACROSS / 2
        ax.text(middle, -0.5, f"’{year % 100}", ha="center", va="top")
        measures = f"{percent(rows['majority'].iloc[0])}\n{rows['agreement'].iloc[0]:.3f}"
        ax.text(middle, -2.4, measures, **_BELOW, ha="center")
        left += _TILES_ACROSS + _GAP
    for vote, height in middles.items():
        ax.text(-0.75, height, words["votes"][vote], ha="right", va="center")
    ax.text(-0.75, -2.4, words["measures"], **_BELOW, ha="right")
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
    look = {"facecolor": NOT_FOUND, "edgecolor": GREY, "linestyle": ":", "linewidth": 1}
    ax.add_patch(Rectangle((left, 0), width, top, **look))
    ax.text(
        left + width / 2,
        top / 2,
        WORDS.entry("nato_votes")["gap"],
        ha="center",
        va="center",
        fontsize=SMALL,
        color=GREY,
        style="italic",
        bbox={"facecolor": NOT_FOUND, "edgecolor": "none", "pad": 2},
    )
    last = f"–’{(year + missing - 1) % 100}" if missing > 1 else ""
    ax.text(left + width / 2, -0.5, f"’{year % 100}{last}", ha="center", va="top")
    return width


def _draw_squares(ax: Axes, rows: pd.DataFrame, left: float, bases: dict[str, float]) -> None:
    """Draw the squares of a year, those of one vote and status as one patch."""
    for (vote, status), squares in rows.groupby(["vote", "status"]):
        across = left + squares["place"] % _TILES_ACROSS + 0.06
        up = bases[vote] + squares["place"] // _TILES_ACROSS + 0.06
        tile = Path.unit_rectangle()
        shape = Path.make_compound_path(
            *(
                tile.transformed(Affine2D().scale(0.88).translate(*corner))
                for corner in zip(across, up, strict=True)
            )
        )
        hatch = STATUS_HATCHES.get(status)
        edge = "white" if hatch else "none"
        look = {"facecolor": STATUS[status], "edgecolor": edge, "linewidth": 0, "hatch": hatch}
        ax.add_patch(PathPatch(shape, **look))
