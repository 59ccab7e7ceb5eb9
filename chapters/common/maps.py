"""Maps and keys of standing under the treaty."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from casebook.telling.drawing.forms import is_narrow
from casebook.telling.drawing.tiles import draw_tiles
from chapters.common.palette import STATUS, STATUS_HATCHES

_IN_A_LINE = 3
"""So many keys fit side by side on a phone."""


def draw_status_tiles(ax: Axes, tiles: pd.DataFrame, *, codes: bool = True) -> None:
    """Draw tiles (see ``telling.tiles.placed``) coloured and hatched by their ``status``."""
    draw_tiles(ax, tiles, "status", STATUS, STATUS_HATCHES, codes=codes)


def status_legend(ax: Axes, y: float, statuses: Sequence[str], columns: int | None = None) -> None:
    """Write the key of treaty status into the axes at height ``y`` (axes fraction)."""
    handles = [
        Patch(
            facecolor=STATUS[status],
            edgecolor="white" if status in STATUS_HATCHES else "none",
            linewidth=0,
            hatch=STATUS_HATCHES.get(status),
            label=status,
        )
        for status in statuses
    ]
    ax.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, y),
        ncols=columns or (2 if is_narrow() and len(statuses) > _IN_A_LINE else len(statuses)),
        handlelength=1.2,
        handleheight=1.2,
        columnspacing=1.2,
        borderaxespad=0,
        borderpad=0,
    )
