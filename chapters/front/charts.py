"""The answer at a glance, the picture of all verdicts, the argument, and the five findings."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from casebook import show
from casebook.reasoning.claims import BY_OUTCOME, OUTCOMES
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import is_wide, width
from casebook.telling.drawing.pictures import Picture, picture
from casebook.telling.markup import Block
from casebook.telling.overview.board import board_page
from casebook.telling.overview.walk import standing_list, walk
from casebook.telling.wording import capitalised
from chapters.common.argument import weigh
from chapters.common.days import of_book
from chapters.common.palette import TILE_EDGE, VERDICTS
from chapters.common.verdicts import Examined, core, tested
from chapters.front import WORDS
from chapters.front.facts import board

_ACROSS, _ACROSS_WIDE = 13, 26
"""Tiles in a row, on a phone and on a desk: each is over the 24 pixels that WCAG 2.5.8 asks."""

_LABEL, _BETWEEN = 0.62, 0.4
"""Height of a block's label and of the room between blocks, in tiles."""


def standing(examined: Examined) -> Block:
    """Show how the steps stand that the conclusion cannot do without, and what else fails."""
    weighed = weigh(examined)
    return standing_list(weighed.argument, weighed.now, weighed.confidences)


def verdicts(examined: Examined) -> Block:
    """Show the board of all verdicts; the chart of them stands still where no script runs."""
    still = show.picture(chart_verdicts, examined)
    page = f"````{{raw}} html\n{board_page(board(examined))}\n````\n\n"
    return Block(markdown=page + still.markdown, html=still.html)


def argument(examined: Examined) -> Block:
    """Show the argument step by step."""
    return walk(weigh(examined).argument, examined.findings)


def finding(name: str, examined: Examined) -> Block:
    """Show one of the five findings, chosen for weight, one for the op-ed where there is one.

    Which claims each joins stands in ``words.yml``; what they say is computed.
    """
    entry = WORDS.entry("findings")
    claims = [examined.findings[claim] for claim in entry["joined"][name]]
    return show.told_findings(claims, entry["said_by"])


def tiles(examined: Examined) -> pd.DataFrame:
    """Return one row a claim in the order drawn, with the place of its tile within its block.

    Columns: ``id``, ``weight``, ``verdict``, ``outcome``, ``card`` (address, as seen from the
    folder of the drawing), ``block`` and ``place`` (both from 0). Between the verdicts of a block
    one place stays empty: a second cue beside their colours.
    """
    frame = examined.verdicts[["id", "weight", "now", "outcome"]].rename(columns={"now": "verdict"})
    frame["card"] = [
        f"../chapters/{finding.chapter}.html#{finding.claim.anchor}"
        for finding in examined.findings.values()
    ]
    frame["block"] = frame["outcome"].map(list(OUTCOMES).index)
    order = {"rank": frame["verdict"].map(BY_OUTCOME.index), "lesser": frame["weight"].ne("core")}
    frame = frame.assign(**order).sort_values(["block", "rank", "lesser", "id"], ignore_index=True)
    first = ~frame.duplicated(["block", "verdict"])
    frame["place"] = frame.groupby("block").cumcount() + first.groupby(frame["block"]).cumsum() - 1
    return frame.drop(columns=["rank", "lesser"])


def chart_verdicts(examined: Examined) -> Picture:
    """Return the chart of all verdicts: a tile a claim, in blocks by what the verdict comes to."""
    verdicts = examined.verdicts
    tally, weighty = verdicts["outcome"].value_counts(), core(verdicts)["outcome"].value_counts()
    counts = {name: int(tally.get(name, 0)) for name in OUTCOMES}
    return picture(
        WORDS,
        "all_verdicts",
        tiles(examined),
        draw_verdicts,
        (),
        tested=len(tested(verdicts)),
        holds=counts["holds"],
        in_part=counts["right in part"],
        does_not_hold=counts["does not hold"],
        cannot_be_told=counts["cannot be told"],
        tally=[
            {"outcome": name, "claims": number, "core": int(weighty.get(name, 0))}
            for name, number in counts.items()
        ],
        day=of_book(examined.evidence),
    )


def draw_verdicts(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_verdicts`."""
    across = _ACROSS_WIDE if is_wide() else _ACROSS
    label = _LABEL * across / _ACROSS
    blocks = list(frame.groupby("outcome", sort=False))
    heights = [label + int(chosen["place"].max()) // across + 1 for _, chosen in blocks]
    below = sum(heights) + _BETWEEN * (len(blocks) - 1)
    figure, ax = canvas(width() / across * below)
    top = 0.0
    for (name, chosen), height in zip(blocks, heights, strict=True):
        ax.text(0, top, f"{capitalised(name)}: {len(chosen)}", va="top", weight="semibold")
        # The verdicts in the block's order, so that colour is not the only key to them.
        listed = [f"{len(same)} {of}" for of, same in chosen.groupby("verdict", sort=False)]
        if list(chosen["verdict"].unique()) != [name]:
            words = ", ".join(listed)
            ax.text(across, top, words, ha="right", va="top", fontsize=SMALL, color=GREY)
        for tile in chosen.itertuples():
            down, right = divmod(tile.place, across)
            _draw_tile(ax, right, top + label + down, tile)
        top += height + _BETWEEN
    ax.set(xlim=(0, across), ylim=(below, 0), aspect="equal")
    ax.axis("off")
    return figure


def _draw_tile(ax: Axes, left: float, top: float, tile: Any) -> None:
    """Draw the tile of a claim, a row of the frame, with the link to the claim's card."""
    colour, weighty = VERDICTS[tile.verdict], tile.weight == "core"
    look = {"edgecolor": INK if weighty else TILE_EDGE, "linewidth": 1.1 if weighty else 0.4}
    ax.add_patch(
        Rectangle((left + 0.04, top + 0.04), 0.92, 0.92, facecolor=colour, url=tile.card, **look)
    )
    word = {"fontsize": SMALL, "weight": "bold" if weighty else "normal"}
    colour = text_on(colour)
    ax.text(left + 0.5, top + 0.53, tile.id[1:], ha="center", va="center", color=colour, **word)
