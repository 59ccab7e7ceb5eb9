"""The picture of the argument: its steps, the claims under each, and the way to the conclusion."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from casebook.telling.drawing.charts import GREY, INK, PALE, SMALL, canvas, text_on
from casebook.telling.drawing.pictures import Picture, picture
from casebook.telling.wording import capitalised
from casebook.telling.words import rows
from chapters.argument import WORDS
from chapters.argument.facts import standings, tiles
from chapters.common.argument import ORDER, tally, weigh
from chapters.common.days import of_book
from chapters.common.palette import STANDING_MARKS, STANDINGS, TILE_EDGE
from chapters.common.verdicts import Examined

_POINTS = 72
_WIDE = 340
"""Width of the drawing in points, in which all places are given."""

_RIGHT = 312
"""Where the boxes end; the ways to the conclusion run beyond."""

_TILE, _ACROSS = 25.6, 12
"""Side of a tile with the room around it, and how many stand in a row.

Drawn 340 points wide on a phone of 360 pixels, a tile is over the 24 pixels that WCAG 2.5.8 asks.
"""

_LINE, _BETWEEN, _TOP = 13.5, 9, 34
"""Height of a line of words; the room between boxes; the height of the conclusion."""

_HEADS = {True: "The conclusion cannot do without", False: "They only support it"}
_WAYS = {True: (322, "-"), False: (333, (0, (2, 2)))}
"""Where the way to the conclusion runs, and its line, for needed steps and for supports."""


def chart_argument(examined: Examined) -> Picture:
    """Return the picture of the argument: a box a step, a tile a claim."""
    weighed = weigh(examined)
    needed = weighed.argument.needed
    return picture(
        WORDS,
        "argument_map",
        tiles(examined),
        partial(draw_argument, conclusion=weighed.argument.in_short),
        (),
        needed=len(needed),
        needed_stand=tally(needed, weighed, named=False),
        conclusion=weighed.argument.conclusion,
        said=rows(standings(examined).rename(columns={"now": "standing"})),
        day=of_book(examined.evidence),
    )


def draw_argument(frame: pd.DataFrame, conclusion: str) -> Figure:
    """Draw :func:`chart_argument`, the conclusion at the top."""
    steps = [those for _, those in frame.groupby("step", sort=False)]
    tops, y = [], _TOP + 14.0
    for before, those in zip([None, *steps], steps, strict=False):
        if before is None or before["is_needed"].iloc[0] != those["is_needed"].iloc[0]:
            y += 17
        tops.append(y)
        y += _height(those) + _BETWEEN
    below = y + 20
    figure, ax = canvas(below / _POINTS)
    ax.add_patch(Rectangle((0, 0), _WIDE, _TOP, facecolor=INK, linewidth=0))
    look = {"ha": "center", "va": "center", "color": "white", "weight": "bold"}
    ax.text(_WIDE / 2, _TOP / 2, capitalised(conclusion), **look)
    for is_needed, (x, line) in _WAYS.items():
        of_kind = [
            (top, those)
            for top, those in zip(tops, steps, strict=True)
            if those["is_needed"].iloc[0] == is_needed
        ]
        if of_kind:
            ax.text(0, of_kind[0][0] - 5, _HEADS[is_needed], va="bottom", weight="semibold")
            _way(ax, x, line, [top + _height(those) / 2 for top, those in of_kind])
        for top, those in of_kind:
            _box(ax, top, those)
    _key(ax, below - 9)
    ax.set(xlim=(-1, _WIDE + 1), ylim=(below, -1))
    ax.axis("off")
    return figure


def _words(those: pd.DataFrame) -> list[str]:
    """Return a step's clause in lines as wide as its box."""
    return textwrap.wrap(capitalised(those["in_short"].iloc[0]), 58)


def _height(those: pd.DataFrame) -> float:
    """Return the height of a step's box in points."""
    lines = 1 + len(_words(those))
    return _LINE * lines + 8 + _TILE * -(-len(those) // _ACROSS)


def _way(ax: Axes, x: float, line: Any, places: list[float]) -> None:
    """Draw the way from boxes up to the conclusion."""
    look = {"color": GREY, "linewidth": 1.3, "linestyle": line}
    for y in places:
        ax.plot([_RIGHT, x], [y, y], **look)
    ax.plot([x, x], [max(places), _TOP + 7], **look)
    ax.plot([x], [_TOP + 4], marker="^", markersize=6.5, color=GREY, markeredgewidth=0)


def _mark(ax: Axes, x: float, y: float, standing: str, size: float, colour: str) -> None:
    marker, filled = STANDING_MARKS[standing]
    look = {"markerfacecolor": colour, "markerfacecoloralt": "none", "markeredgecolor": colour}
    ax.plot([x], [y], marker=marker, fillstyle=filled, markersize=size, markeredgewidth=0.9, **look)


def _box(ax: Axes, top: float, those: pd.DataFrame) -> None:
    """Draw the box of a step with its standing, its clause and its tiles."""
    step, height = those.iloc[0], _height(those)
    colour = STANDINGS[step["standing"]]
    frame = FancyBboxPatch(
        (0, top),
        _RIGHT,
        height,
        boxstyle="round,pad=0,rounding_size=3",
        facecolor="white",
        edgecolor=PALE,
        linewidth=1,
    )
    ax.add_patch(frame)
    chip = Rectangle((0, top), _RIGHT, _LINE + 1.5, facecolor=colour, edgecolor=PALE, linewidth=0.8)
    chip.set_clip_path(frame)
    ax.add_patch(chip)
    ink, y = text_on(colour), top + _LINE / 2 + 1
    _mark(ax, 9, y, step["standing"], 6.5, ink)
    word = {"va": "center", "fontsize": SMALL, "color": ink}
    sure = f" {WORDS.say('argument_map', 'unsure', {})}" if step["is_unsure"] else ""
    ax.text(17, y, capitalised(step["standing"]) + sure, weight="bold", **word)
    if step["in_strongest"]:
        ax.text(_RIGHT - 5, y, "in the strongest version too", ha="right", **word)
    y = top + _LINE + 4
    for line in _words(those):
        ax.text(5, y, line, va="top", weight="semibold")
        y += _LINE
    for place, tile in enumerate(those.itertuples()):
        down, across = divmod(place, _ACROSS)
        _tile(ax, 2.4 + across * _TILE, y + 2 + down * _TILE, tile)


def _tile(ax: Axes, left: float, top: float, tile: Any) -> None:
    """Draw the tile of a claim with its number, its mark and the link to its card."""
    colour, is_needed = STANDINGS[tile.comes_to], tile.how == "needed"
    look = {"edgecolor": INK if is_needed else TILE_EDGE, "linewidth": 1.5 if is_needed else 0.4}
    look |= {"facecolor": colour, "url": tile.card, "clip_on": False}
    side = _TILE - 1.5
    ax.add_patch(Rectangle((left, top), side, side, **look))
    word = {"ha": "center", "va": "center", "weight": "bold" if is_needed else "normal"}
    ink = text_on(colour)
    ax.text(left + side / 2, top + 8.4, tile.claim[1:], fontsize=SMALL, color=ink, **word)
    _mark(ax, left + side / 2, top + 18.4, tile.comes_to, 4.5, ink)


def _key(ax: Axes, y: float) -> None:
    """Draw what the marks mean."""
    x = 5.0
    for standing, wide in zip(ORDER, (44, 76, 81, 58, 0), strict=True):
        _mark(ax, x, y, standing, 6, INK)
        ax.text(x + 7, y, standing, va="center", fontsize=SMALL, color=GREY)
        x += wide
