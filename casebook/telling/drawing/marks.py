"""Marks that many charts share: rows with labels, dots, words beside them."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.telling.drawing.chart_files import MARK
from casebook.telling.drawing.charts import SMALL, canvas


def labelled_rows(
    labels: Iterable[str], step: float = 0.42, room: float = 0.4
) -> tuple[Figure, Axes]:
    """Return a canvas with one row a label, from the top; ``step`` and ``room`` are in inches."""
    labels = list(labels)
    figure, ax = canvas(step * len(labels) + room)
    ax.set(ylim=(len(labels) - 0.4, -0.6), yticks=range(len(labels)), yticklabels=labels)
    ax.tick_params(axis="y", labelsize=SMALL)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    return figure, ax


def say(artist: Artist, row: int) -> None:
    """Let a mark say, where a reader points at it, what a row of the drawn frame holds.

    ``row`` is the row's place in the frame. What it says is the text ``mark`` of the chart's entry
    in ``words.yml``. Several artists may say the same row.
    """
    artist.set_gid(f"{MARK}{row}")


def dot(
    ax: Axes,
    x: float,
    y: float,
    colour: str,
    *,
    hollow: bool = False,
    marker: str = "o",
    size: float = 8,
) -> Artist:
    """Draw one mark and return it, ``hollow`` as the second cue; ``size`` is in points."""
    look = {"markeredgecolor": colour, "markerfacecolor": "white" if hollow else colour}
    return ax.plot(x, y, marker=marker, markersize=size, **look)[0]


def beside(
    ax: Axes, text: str, x: float, y: float, gap: tuple[float, float] = (7, 0), **look: object
) -> None:
    """Write words beside a point, ``gap`` points away from it."""
    look = {"va": "center", **look}
    ax.annotate(text, (x, y), xytext=gap, textcoords="offset points", **look)


def spread(places: Iterable[float], gap: float) -> list[float]:
    """Return places in the same order, at least ``gap`` apart, none before its true one."""
    apart: list[float] = []
    for place in places:
        apart.append(max(place, apart[-1] + gap) if apart else place)
    return apart
