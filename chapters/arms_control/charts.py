"""The charts and the table of "Does arms control have a future?"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.wording import listed
from casebook.telling.words import rows
from chapters.arms_control import WORDS
from chapters.arms_control.facts import (
    ALONE,
    BANS,
    act_rows,
    acts,
    joins_and_exits,
    moves,
    record,
    status_rows,
    votes,
)
from chapters.common.palette import OCHRE, SIDES, STATUS
from chapters.common.states import name

_LINE, _LEFT = STATUS["state party"], STATUS["left"]
_ROLES = {
    "opened": {"marker": "o", "color": _LINE, "markerfacecolor": "white"},
    "in force": {"marker": "o", "color": _LINE},
    "joined": {"marker": "^", "color": _LINE},
    "extended": {"marker": ">", "color": _LINE, "markerfacecolor": "white"},
    "suspended": {"marker": "s", "color": OCHRE},
    "left": {"marker": "X", "color": _LEFT},
    "ended": {"marker": "|", "color": INK, "markersize": 14, "markeredgewidth": 2.5},
}

_TWO_SIDED = ("INF Treaty", "New START")

_NEAR = timedelta(days=800)
"""Acts nearer than this share one label."""

_LATE = date(2018, 1, 1)
"""Labels of later acts, and of acts before others, run to the left, where there is room."""


def chart_lifelines(evidence: Evidence) -> Picture:
    """Return the chart of every agreement followed, as a line with what happened to it."""
    found = acts(evidence)
    frame = found.assign(until=evidence.reaches("arms_control")).drop(columns=["table", "kind"])
    after = record(evidence, evidence.published, evidence.reaches("arms_control"))
    lives = frame.groupby("agreement", sort=False)
    told = frame.assign(year=frame["date"].str[:4], states=frame["states"].map(", ".join))
    each = {agreement: rows(those) for agreement, those in told.groupby("agreement", sort=False)}
    return picture(
        WORDS,
        "arms_control_lifelines",
        frame,
        partial(draw_lifelines, published=evidence.published),
        evidence.cites(*act_rows(evidence, found)),
        **{what: after[what] for what in ("left", "joined", "ended", "new")},
        alone=list(dict.fromkeys(found.loc[found["kind"].eq(ALONE), "agreement"])),
        no_start=sorted(agreement for agreement, those in lives if not _start(those)),
        lives=[{"agreement": agreement, "acts": those} for agreement, those in each.items()],
        day=evidence.reaches("arms_control"),
    )


def _start(those: pd.DataFrame) -> bool:
    """Return whether the beginning of an agreement is among its acts."""
    return bool(those["role"].isin(("opened", "in force")).any())


def draw_lifelines(frame: pd.DataFrame, published: date) -> Figure:
    """Draw :func:`chart_lifelines`, with a line on the day of publication."""
    order = frame.groupby("agreement", sort=False)["day"].min().sort_values().index
    figure, ax = canvas(0.5 * len(order) + 0.7)
    until = frame["until"].iloc[0]
    for place, agreement in enumerate(order):
        _draw_life(ax, -place, frame[frame["agreement"].eq(agreement)], until)
        ax.text(date(1986, 1, 1), 0.27 - place, agreement, weight="semibold", fontsize=SMALL)
    ax.axvline(published, color=GREY, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
    ax.text(published, 0.95, "op-ed ", ha="right", color=GREY, fontsize=SMALL)
    ax.set(xlim=(date(1986, 1, 1), date(2027, 6, 1)), ylim=(-len(order) + 0.35, 1.25), yticks=[])
    years = range(1990, 2030, 5)
    ax.set_xticks([date(year, 1, 1) for year in years], list(years))
    ax.spines["left"].set_visible(False)
    marks = [
        Line2D([], [], linestyle="", label=role, **{"markersize": 6, **look})
        for role, look in _ROLES.items()
    ]
    room = {"handletextpad": 0.1, "columnspacing": 0.9, "borderaxespad": 0}
    where = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 4}
    ax.legend(handles=marks, fontsize=SMALL, **where, **room)
    return figure


def _draw_life(ax: Axes, y: float, those: pd.DataFrame, until: date) -> None:
    """Draw one agreement's line, marks and labels at height ``y``."""
    ended = those.loc[those["role"].eq("ended"), "day"]
    start, end = those["day"].min(), ended.iloc[0] if len(ended) else until
    if _start(those):
        party = those["agreement"].isin(_TWO_SIDED) | those["actor"].ne("")
        stops = those.loc[those["role"].eq("suspended") & party, "day"]
        pause = stops.min() if len(stops) else end
        ax.hlines(y, start, pause, color=_LINE, linewidth=2.5)
        ax.hlines(y, pause, end, color=_LINE, linewidth=2.5, linestyle=(0, (1.6, 1)))
    else:
        stub = start - timedelta(days=900)
        ax.hlines(y, stub, start, color=GREY, linewidth=1.5, linestyle=(0, (1, 1.2)))
    for role, look in _ROLES.items():
        same = those[those["role"].eq(role)]
        ax.plot(same["day"], [y] * len(same), linestyle="", **{"markersize": 6.5, **look})
    _label(ax, y, those[those["role"].eq("joined")], above=True)
    _label(ax, y, those[those["role"].isin(("left", "suspended"))], above=False)


def _label(ax: Axes, y: float, those: pd.DataFrame, above: bool) -> None:
    """Name the states behind the marks above or below the line, near ones together."""
    groups = (those["day"].diff() > _NEAR).cumsum()
    for number, near in those.groupby(groups):
        parts = []
        for role, same in near.groupby("role"):
            names = [state for states in same["states"] for state in states]
            names += [each for each in same["organisation"] if each]
            parts.append(f"{', '.join(dict.fromkeys(names))} {role}")
        last = near["day"].iloc[-1]
        left = last > _LATE or number < groups.max()
        look = {"ha": "right" if left else "center", "va": "bottom" if above else "top"}
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        gap = (6 if left else 0, 6 if above else -6)
        beside(ax, "; ".join(parts), last, y, gap, fontsize=SMALL, color=INK, bbox=box, **look)


def chart_moves(evidence: Evidence) -> Picture:
    """Return the chart of how many states joined and left each humanitarian ban by year."""
    frame, made = joins_and_exits(evidence), moves(evidence)
    totals = frame.groupby("treaty")[["joined", "left"]].sum()
    first = frame[frame["left"] > 0].groupby("treaty")["year"].min()
    told = [{**row, "first": first.get(row["treaty"])} for row in rows(totals.reset_index())]
    return picture(
        WORDS,
        "arms_control_moves",
        frame,
        draw_moves,
        evidence.cites(*status_rows(evidence, made[made["agreement"].isin(BANS)])),
        left=int(totals["left"].sum()),
        quiet=first.min(),
        totals=told,
        day=evidence.reaches("ccm_status", "apmbc_status"),
    )


def draw_moves(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_moves`."""
    panels = [(treaty, side) for treaty in BANS for side in ("joined", "left")]
    tops = [max(frame.loc[frame["treaty"].eq(t), side].max(), 3) + 4 for t, side in panels]
    figure, axes = canvas(4.8, rows=len(panels), sharex=True, height_ratios=tops)
    for ax, (treaty, side), top in zip(axes, panels, tops, strict=True):
        those, stayed = frame[frame["treaty"].eq(treaty)], side == "joined"
        look = {"color": _LINE if stayed else _LEFT, "hatch": "" if stayed else "xxxx"}
        ax.bar(those["year"], those[side], width=0.7, edgecolor="white", linewidth=0, **look)
        for _, row in those[those[side] > 0].iterrows():
            ax.text(row["year"], row[side] + 0.4, row[side], ha="center", fontsize=SMALL)
        ax.set(ylim=(0, top), yticks=[])
        ax.spines["left"].set_visible(False)
        ax.set_title(f"{treaty}: {side}")
    return figure


def chart_votes(evidence: Evidence) -> Picture:
    """Return the chart of the votes of the General Assembly on the yearly resolution."""
    frame = votes(evidence)
    known = frame.dropna(subset=["yes_high"]).astype({"year": int})
    plenary = evidence.pick("unga_votes", stage="plenary")
    return picture(
        WORDS,
        "arms_control_votes",
        frame,
        draw_votes,
        evidence.cites(("unga_votes", plenary[plenary["yes"].notna()])),
        known=rows(known),
        peak=rows(known)[known["yes_high"].argmax()],
        last=rows(known)[-1],
        gaps=[str(int(year)) for year in frame.loc[frame["yes_high"].isna(), "year"]],
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    figure, ax = canvas(2.9)
    looks = {
        "yes": ("for", SIDES["supports"], "o"),
        "abstain": ("abstained", SIDES["neutral"], "s"),
        "no": ("against", SIDES["questions"], "X"),
    }
    years = frame["year"]
    for side, (word, colour, marker) in looks.items():
        low, high = frame[f"{side}_low"], frame[f"{side}_high"]
        ax.vlines(years, low, high, color=colour, linewidth=2)
        ax.plot(years, high, marker, color=colour, linestyle="", markersize=6)
        ax.plot(years, low, marker, color=colour, linestyle="", markersize=6)
        look = {"ha": "center", "va": "baseline", "fontsize": SMALL, "color": colour}
        for year, value in zip(years, high, strict=True):
            if np.isfinite(value):
                beside(ax, f"{value:.0f}", year, value, (0, 5), **look)
        last = high.last_valid_index()
        beside(ax, word, years[last], high[last], (12, 0), weight="semibold", color=colour)
    look = {"ha": "center", "va": "center", "color": GREY, "fontsize": SMALL}
    for year in frame.loc[frame["yes_high"].isna(), "year"]:
        ax.text(year, 90, "no total\nfound", **look)
    ax.set(xlim=(years.min() - 0.6, years.max() + 1.7), ylim=(-9, 165), yticks=(0, 50, 100, 150))
    ax.set_xticks(list(years), [f"’{year % 100}" for year in years])
    ax.grid(axis="y")
    return figure


def table_since(evidence: Evidence) -> Table:
    """Return the acts since the op-ed: date, agreement, what, who."""
    frame = acts(evidence)
    frame = frame[frame["day"] > evidence.published]
    who = [
        listed(name(evidence, state) for state in states) if states else actor
        for states, actor in zip(frame["states"], frame["actor"], strict=True)
    ]
    shown = frame.assign(date=frame["date"].map(in_words), who=who).reset_index(drop=True)
    return table(WORDS, "arms-control-since", shown)
