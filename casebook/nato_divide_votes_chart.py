"""Chart of the chapter "A divided NATO?": the allies' votes at the United Nations."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from casebook.nato_divide_members import keys_of
from casebook.nato_divide_votes import cohesion, votes
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import (
    GREY,
    SMALL,
    STATUS_COLOURS,
    STATUS_HATCHES,
    Picture,
    canvas,
    status_legend,
)
from casebook.telling.wording import listed, percent
from casebook.treaty import STATUSES

_TILES_ACROSS = 4

_BELOW = {"va": "top", "fontsize": SMALL, "color": GREY, "linespacing": 1.15}

_VOTES = (("no", "Against"), ("abstain", "Abstained"), ("yes", "In favour"))


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
            *keys_of(evidence, "unga_votes_by_state")[:2],
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
