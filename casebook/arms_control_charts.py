"""Charts of the chapter "Does arms control have a future?"."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebook.arms_control_record import CLUSTER_BAN, MINE_BAN, acts, joins_and_exits, record, votes
from casebook.data.dates import in_words
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    SIDE_COLOURS,
    SMALL,
    STATUS_COLOURS,
    Picture,
    canvas,
)
from casebook.telling.wording import counted, listed

_LINE, _LEFT, _PAUSED = STATUS_COLOURS["state party"], STATUS_COLOURS["left"], "#b8860b"
_ROLES = {
    "opened": {"marker": "o", "color": _LINE, "markerfacecolor": "white"},
    "in force": {"marker": "o", "color": _LINE},
    "joined": {"marker": "^", "color": _LINE},
    "extended": {"marker": ">", "color": _LINE, "markerfacecolor": "white"},
    "suspended": {"marker": "s", "color": _PAUSED},
    "left": {"marker": "X", "color": _LEFT},
    "ended": {"marker": "|", "color": INK, "markersize": 14, "markeredgewidth": 2.5},
}
_NEAR = timedelta(days=800)
"""Acts nearer than this share one label."""

_LATE = date(2018, 1, 1)
"""Labels of later acts, and of acts before others, run to the left, where there is room."""


def chart_lifelines(evidence: Evidence) -> Picture:
    """Chart of every agreement followed, as a line with what happened to it."""
    frame = acts(evidence).assign(until=evidence.as_of)
    frame = frame.drop(columns=["table", "kind"])
    after = record(evidence, PUBLICATION, evidence.as_of)
    no_start = [name for name, rows in frame.groupby("agreement") if not _start(rows)]
    return Picture(
        name="arms_control_lifelines",
        frame=frame,
        draw=draw_lifelines,
        title=(
            f"Since the op-ed: {counted(after['left'], 'exit')}, "
            f"{counted(after['joined'], 'joining', 'joinings')}, "
            f"{counted(after['ended'], 'agreement')} ended, {counted(after['new'], 'new one')}"
        ),
        subtitle=f"Agreements followed in this book, first act to {in_words(evidence.as_of)}",
        caption=(
            "A line runs from the first act in the data to the end or to the date of the data; it "
            "is dashed once a party to a two-sided pact, or a group of parties, has suspended it. "
            f"No beginning is in the data for {listed(no_start)} (dotted stub); a line without a "
            "filled circle has no entry into force there. To leave takes in the revoked "
            "ratification of the test ban and the renounced signature of the arms trade treaty. "
            "Of the two "
            "humanitarian bans only joinings since the op-ed are marked; the next chart has them "
            "all. The vertical line is the day of the op-ed. State codes are those of ISO 3166. "
            "The list is what the search turned up, not every agreement there is."
        ),
        alt="; ".join(
            f"{name}: "
            + ", ".join(
                f"{row['role']} {row['date'][:4]}"
                + (f" ({', '.join(row['states'])})" if row["states"] else "")
                for _, row in rows.iterrows()
            )
            for name, rows in frame.groupby("agreement", sort=False)
        )
        + ".",
        sources=tuple(dict.fromkeys(frame["source"])),
    )


def _start(rows: pd.DataFrame) -> bool:
    """Return whether the beginning of an agreement is among its acts."""
    return bool(rows["role"].isin(("opened", "in force")).any())


def draw_lifelines(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_lifelines`."""
    order = frame.groupby("agreement", sort=False)["day"].min().sort_values().index
    figure, ax = canvas(0.5 * len(order) + 0.7)
    until = frame["until"].iloc[0]
    for place, name in enumerate(order):
        rows = frame[frame["agreement"].eq(name)]
        _draw_life(ax, -place, rows, until)
        ax.text(date(1986, 1, 1), 0.27 - place, name, weight="semibold", fontsize=SMALL)
    ax.axvline(PUBLICATION, color=GREY, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
    ax.text(PUBLICATION, 0.95, "op-ed ", ha="right", color=GREY, fontsize=SMALL)
    ax.set(xlim=(date(1986, 1, 1), date(2027, 6, 1)), ylim=(-len(order) + 0.35, 1.25), yticks=[])
    ax.set_xticks([date(year, 1, 1) for year in range(1990, 2030, 5)])
    ax.set_xticklabels(list(range(1990, 2030, 5)))
    ax.spines["left"].set_visible(False)
    ax.legend(
        handles=[
            Line2D([], [], linestyle="", label=role, **{"markersize": 6, **look})
            for role, look in _ROLES.items()
        ],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=4,
        handletextpad=0.1,
        columnspacing=0.9,
        borderaxespad=0,
        fontsize=SMALL,
    )
    return figure


def _draw_life(ax: Axes, y: float, rows: pd.DataFrame, until: date) -> None:
    """Draw one agreement's line, marks and labels at height ``y``."""
    ended = rows.loc[rows["role"].eq("ended"), "day"]
    start, end = rows["day"].min(), ended.iloc[0] if len(ended) else until
    if _start(rows):
        stop = rows["role"].eq("suspended") & (
            rows["agreement"].isin(("INF Treaty", "New START")) | rows["actor"].ne("")
        )
        pause = rows.loc[stop, "day"].min() if stop.any() else end
        ax.hlines(y, start, pause, color=_LINE, linewidth=2.5)
        ax.hlines(y, pause, end, color=_LINE, linewidth=2.5, linestyle=(0, (1.6, 1)))
    else:
        stub = start - timedelta(days=900)
        ax.hlines(y, stub, start, color=GREY, linewidth=1.5, linestyle=(0, (1, 1.2)))
    for role, look in _ROLES.items():
        same = rows[rows["role"].eq(role)]
        ax.plot(same["day"], [y] * len(same), linestyle="", **{"markersize": 6.5, **look})
    _label(ax, y, rows[rows["role"].eq("joined")], above=True)
    _label(ax, y, rows[rows["role"].isin(("left", "suspended"))], above=False)


def _label(ax: Axes, y: float, rows: pd.DataFrame, above: bool) -> None:
    """Name the states behind the marks above or below the line, near ones together."""
    groups = (rows["day"].diff() > _NEAR).cumsum()
    for number, near in rows.groupby(groups):
        parts = []
        for role, same in near.groupby("role"):
            names = [s for states in same["states"] for s in states]
            names += [name for name in same["organisation"] if name]
            parts.append(f"{', '.join(dict.fromkeys(names))} {role}")
        last = near["day"].iloc[-1]
        left = last > _LATE or number < groups.max()
        ax.annotate(
            "; ".join(parts),
            (last, y),
            xytext=(6 if left else 0, 6 if above else -6),
            textcoords="offset points",
            ha="right" if left else "center",
            va="bottom" if above else "top",
            fontsize=SMALL,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )


def chart_moves(evidence: Evidence) -> Picture:
    """Chart of how many states joined and left each humanitarian ban by year."""
    frame = joins_and_exits(evidence)
    totals = frame.groupby("treaty")[["joined", "left"]].sum()
    first = frame[frame["left"] > 0].groupby("treaty")["year"].min()
    quiet = frame[frame["left"] > 0]["year"].min()
    return Picture(
        name="arms_control_moves",
        frame=frame,
        draw=draw_moves,
        title=(
            f"Nobody left either ban until {quiet}; "
            f"{counted(int(totals['left'].sum()), 'exit')} since"
            if totals["left"].sum()
            else "Nobody has left either ban"
        ),
        subtitle=f"States a year, 2000 to {in_words(evidence.as_of)}; one scale in all panels",
        caption=(
            "Joined: instruments deposited. Left: withdrawals that took effect. Years without a "
            "bar had none. The mine ban gained many members before 2000, which are not shown; the "
            "cluster ban opened in 2008. The numbers of late years are small, so one more state "
            "would change the picture. Lebanon's joining of the mine ban in 2026 rests on a weak "
            "source with no day and is left out."
        ),
        alt="; ".join(
            f"{treaty}: {row['joined']} joined and {row['left']} left since 2000"
            + (f", the first exit in {first[treaty]}" if treaty in first else "")
            for treaty, row in totals.iterrows()
        )
        + ".",
        sources=("untc_apmbc_2026", "untc_ccm_2026"),
    )


def draw_moves(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_moves`."""
    panels = [(t, side) for t in (MINE_BAN, CLUSTER_BAN) for side in ("joined", "left")]
    tops = [max(frame.loc[frame["treaty"].eq(t), side].max(), 3) + 4 for t, side in panels]
    figure, axes = canvas(4.8, rows=len(panels), sharex=True, height_ratios=tops)
    for ax, (treaty, side), top in zip(axes, panels, tops, strict=True):
        rows = frame[frame["treaty"].eq(treaty)]
        ax.bar(
            rows["year"],
            rows[side],
            width=0.7,
            color=_LINE if side == "joined" else _LEFT,
            hatch="" if side == "joined" else "xxxx",
            edgecolor="white",
            linewidth=0,
        )
        for _, row in rows[rows[side] > 0].iterrows():
            ax.text(row["year"], row[side] + 0.4, row[side], ha="center", fontsize=SMALL)
        ax.set(ylim=(0, top), yticks=[])
        ax.spines["left"].set_visible(False)
        ax.set_title(f"{treaty}: {side}")
    return figure


def chart_votes(evidence: Evidence) -> Picture:
    """Chart of the votes of the General Assembly on the yearly resolution."""
    frame = votes(evidence)
    known = frame.dropna(subset=["yes_high"])
    peak, last = known.loc[known["yes_high"].idxmax()], known.iloc[-1]
    gaps = [str(int(year)) for year in frame.loc[frame["yes_high"].isna(), "year"]]
    return Picture(
        name="arms_control_votes",
        frame=frame,
        draw=draw_votes,
        title=(
            f"In the United Nations {int(last['yes_high'])} states backed the convention in "
            f"{int(last['year'])}; the most was {int(peak['yes_high'])} in {int(peak['year'])}"
        ),
        subtitle="General Assembly votes on the yearly resolution, in states",
        caption=(
            f"Plenary votes only. For {listed(gaps)} no total was found. Where two sources differ "
            "by a vote, both ends are drawn. States that were absent or did not vote are not "
            "shown, and their number changes from year to year."
        ),
        alt="; ".join(
            f"{int(row['year'])}: {row['yes_high']:.0f} yes, {row['abstain_high']:.0f} abstained, "
            f"{row['no_high']:.0f} no"
            for _, row in known.iterrows()
        )
        + f". No totals for {listed(gaps)}.",
        sources=tuple(
            dict.fromkeys(
                evidence["unga_votes"].query("stage == 'plenary' and yes.notna()")["source"]
            )
        ),
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    figure, ax = canvas(2.9)
    looks = {
        "yes": (SIDE_COLOURS["supports"], "o"),
        "abstain": (SIDE_COLOURS["neutral"], "s"),
        "no": (SIDE_COLOURS["questions"], "X"),
    }
    for side, (colour, marker) in looks.items():
        low, high = frame[f"{side}_low"], frame[f"{side}_high"]
        ax.vlines(frame["year"], low, high, color=colour, linewidth=2)
        ax.plot(frame["year"], high, marker, color=colour, linestyle="", markersize=6)
        ax.plot(frame["year"], low, marker, color=colour, linestyle="", markersize=6)
        for year, value in zip(frame["year"], high, strict=True):
            if np.isfinite(value):
                ax.annotate(
                    f"{value:.0f}",
                    (year, value),
                    xytext=(0, 5),
                    textcoords="offset points",
                    ha="center",
                    fontsize=SMALL,
                    color=colour,
                )
        last = frame[f"{side}_high"].last_valid_index()
        ax.annotate(
            {"yes": "for", "abstain": "abstained", "no": "against"}[side],
            (frame["year"][last], high[last]),
            xytext=(12, 0),
            textcoords="offset points",
            va="center",
            weight="semibold",
            color=colour,
        )
    for year in frame.loc[frame["yes_high"].isna(), "year"]:
        ax.text(year, 90, "no total\nfound", ha="center", va="center", color=GREY, fontsize=SMALL)
    years = frame["year"]
    ax.set(xlim=(years.min() - 0.6, years.max() + 1.7), ylim=(-9, 165), yticks=(0, 50, 100, 150))
    ax.set_xticks(list(years))
    ax.set_xticklabels([f"’{year % 100}" for year in years])
    ax.grid(axis="y")
    return figure
