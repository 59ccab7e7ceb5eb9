"""Tile-grid maps: one square a state, so that small states are as visible as large ones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import SMALL, text_on
from casebook.telling.drawing.marks import say


def placed(evidence: Evidence, grid: str, values: pd.Series) -> pd.DataFrame:
    """Return the tiles of a grid with a value each.

    Columns: ``panel``, ``iso3``, ``tile_column``, ``tile_row`` and the value under its series name;
    states of the grid that the series lacks are left out.
    """
    tiles = evidence["tile_grids"]
    tiles = tiles[tiles["grid"].eq(grid) & tiles["iso3"].isin(values.index)]
    return tiles.drop(columns="grid").assign(**{str(values.name): tiles["iso3"].map(values)})


def draw_tiles(
    ax: Axes,
    tiles: pd.DataFrame,
    column: str,
    colours: Mapping[str, str],
    hatches: Mapping[str, str],
    *,
    codes: bool = True,
) -> None:
    """Draw the tiles, each in the colour and hatch of its value in a column.

    Each bears its code, unless they are too small for ``codes``.

    ``colours`` are given for all values, ``hatches`` for those that have one. A tile says the row
    of its number in the index.
    """
    for tile, value in zip(tiles.itertuples(), tiles[column], strict=True):
        colour, hatch = colours[value], hatches.get(value)
        square = ax.add_patch(
            Rectangle(
                (tile.tile_column, tile.tile_row),
                0.92,
                0.92,
                facecolor=colour,
                edgecolor="white" if hatch else "none",
                linewidth=0,
                hatch=hatch,
            )
        )
        say(square, tile.Index)
        if not codes:
            continue
        code = ax.text(
            tile.tile_column + 0.46,
            tile.tile_row + 0.49,
            tile.iso3,
            ha="center",
            va="center",
            fontsize=SMALL,
            color=text_on(colour),
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 0.6} if hatch else None,
        )
        say(code, tile.Index)  # it covers the middle of its tile
    ax.set(
        xlim=(0, tiles["tile_column"].max() + 1),
        ylim=(tiles["tile_row"].max() + 1, 0),
        aspect="equal",
    )
    ax.axis("off")
