"""Tile-grid maps: one square a state, so that small states are as visible as large ones."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import SMALL, STATUS_COLOURS, STATUS_HATCHES, text_on


def placed(evidence: Evidence, grid: str, values: pd.Series) -> pd.DataFrame:
    """Return the tiles of a grid with a value each.

    Columns: ``panel``, ``iso3``, ``tile_column``, ``tile_row`` and the value under its series name;
    states of the grid that the series lacks are left out.
    """
    tiles = evidence["tile_grids"]
    tiles = tiles[tiles["grid"].eq(grid) & tiles["iso3"].isin(values.index)]
    return tiles.drop(columns="grid").assign(**{str(values.name): tiles["iso3"].map(values)})


def draw_tiles(ax: Axes, tiles: pd.DataFrame) -> None:
    """Draw the tiles with their status as colour, hatch and (for the text) contrast."""
    for tile in tiles.itertuples():
        colour = STATUS_COLOURS[tile.status]
        ax.add_patch(
            Rectangle(
                (tile.tile_column, tile.tile_row),
                0.92,
                0.92,
                facecolor=colour,
                edgecolor="white" if tile.status in STATUS_HATCHES else "none",
                linewidth=0,
                hatch=STATUS_HATCHES.get(tile.status),
            )
        )
        ax.text(
            tile.tile_column + 0.46,
            tile.tile_row + 0.49,
            tile.iso3,
            ha="center",
            va="center",
            fontsize=SMALL,
            color=text_on(colour) if tile.status != "left" else "white",
            bbox={"facecolor": colour, "edgecolor": "none", "pad": 0.6}
            if tile.status in STATUS_HATCHES
            else None,
        )
    ax.set(
        xlim=(0, tiles["tile_column"].max() + 1),
        ylim=(tiles["tile_row"].max() + 1, 0),
        aspect="equal",
    )
    ax.axis("off")
