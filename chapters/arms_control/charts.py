"""The charts and the table of "Does arms control have a future?"."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import GREY, INK, SMALL, canvas
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.wording import listed
from casebook.telling.words import rows
from chapters.arms_control import WORDS
from chapters.arms_control.facts import acts, known_to, record, rows_of
from chapters.common.palette import OCHRE, STATUS
from chapters.common.states import name

_FIRST = date(2019, 1, 1)
"""Where the chart of agreements begins."""

_LINE = STATUS["state party"]
_ROLES = {
    "joined": {"marker": "^", "color": _LINE},
    "left": {"marker": "X", "color": STATUS["left"]},
    "suspended": {"marker": "s", "color": OCHRE},
    "ended": {"marker": "|", "color": INK, "markersize": 13, "markeredgewidth": 2.5},
    "extended": {"marker": ">", "color": _LINE, "markerfacecolor": "white"},
    "in force": {"marker": "o", "color": _LINE},
}
_SIDE = {"joined": -1, "left": 1}
"""Whether an act is drawn above the line of its agreement or below it; all others stand on it."""

_FEW = 5
"""As many states as are named beside their marks."""

_NAME, _STEP = 0.26, 0.15
"""Height of an agreement's name and of a mark, in inches."""

_NEAR = timedelta(days=120)
"""Exits with less between them stand on one another."""

_TALL = 6
"""As many marks stand on one another at full distance; more of them stand closer."""


def _told(evidence: Evidence, start: date) -> pd.DataFrame:
    """Return the acts after a day, with the agreement's ``name`` in full and ``who`` acted."""
    frame = acts(evidence)
    frame = frame[frame["day"] > start].reset_index(drop=True)
    names = WORDS.entry("agreements")
    frame["name"] = frame["agreement"].map(lambda each: names.get(each, each))
    frame["who"] = [
        listed(name(evidence, state) for state in states) if states else actor
        for states, actor in zip(frame["states"], frame["actor"], strict=True)
    ]
    return frame


def chart_lifelines(evidence: Evidence) -> Picture:
    """Return the chart of what happened since 2019 to every agreement followed."""
    found, until = some(_told(evidence, _FIRST), "no act of those years"), known_to(evidence)
    place = {name: order for order, name in enumerate(WORDS.entry("agreements").values())}
    found["order"] = found["name"].map(place).fillna(len(place))
    found = found.sort_values(["order", "name", "day", "key"], ignore_index=True)
    frame = found[["name", "role", "date", "who", "day", "source", "grade"]]
    return picture(
        WORDS,
        "arms_control_lifelines",
        frame,
        partial(draw_lifelines, published=evidence.published, until=until),
        evidence.cites(*rows_of(evidence, found)),
        lives=[
            {"name": name, "acts": rows(those)} for name, those in frame.groupby("name", sort=False)
        ],
        first=str(_FIRST.year),
        day=until,
        **record(evidence, evidence.published, until),
    )


def draw_lifelines(frame: pd.DataFrame, published: date, until: date) -> Figure:
    """Draw :func:`chart_lifelines`, with a line on the day of publication."""
    lives, tops, bottom = [], [], 0.0
    for _, those in frame.groupby("name", sort=False):
        lives.append(_stacked(those, published))
        above, below = min(0, lives[-1]["level"].min()), max(0, lives[-1]["level"].max())
        tops.append(bottom + _NAME - _STEP * above)
        bottom = tops[-1] + _STEP * (1.2 + below)
    figure, ax = canvas(max(bottom, _NAME) + 0.8)
    ax.vlines(published, 0, bottom, color=GREY, linewidth=0.9, linestyle=(0, (2, 2)), zorder=0)
    ax.text(published, -0.1, "op-ed", ha="center", color=GREY, fontsize=SMALL)
    for those, y in zip(lives, tops, strict=True):
        _draw_life(ax, y, those, until)
    ax.set(xlim=(_FIRST - _NEAR / 3, until + _NEAR / 2), ylim=(bottom, -0.22), yticks=[])
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    key = [Line2D([], [], linestyle="", label=role, **look) for role, look in _ROLES.items()]
    where = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    ax.legend(handles=key, fontsize=SMALL, ncols=3, handletextpad=0.1, **where)
    return figure


def _stacked(those: pd.DataFrame, published: date) -> pd.DataFrame:
    """Return the acts of an agreement with the place of each mark: ``at`` and ``level``.

    Levels below zero are above the line. The joinings of a year stand on one another, and so do
    exits that are near; no stack reaches across the day of publication.
    """
    role, days = those["role"], pd.to_datetime(those["day"])
    side = role.map(_SIDE).fillna(0)
    runs = days.groupby(role).diff().ge(_NEAR).groupby(role).cumsum()
    stack = [role, days.dt.year.where(role.eq("joined"), runs), those["day"] > published]
    order, size = days.groupby(stack).cumcount() + 1, days.groupby(stack).transform("size")
    middle = days.groupby(stack).transform("mean").where(side.ne(0), days)
    return those.assign(at=middle, level=side * order * (_TALL / size).clip(upper=1))


def _draw_life(ax: Axes, y: float, those: pd.DataFrame, until: date) -> None:
    """Draw one agreement's name, line and marks at height ``y``, and name those who moved."""
    began = min(those.loc[those["role"].eq("opened"), "day"], default=_FIRST)
    ended = min(those.loc[those["role"].eq("ended"), "day"], default=until)
    ax.hlines(y, began, ended, color=_LINE, linewidth=2.5, zorder=1)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    look = {"fontsize": SMALL, "va": "center", "bbox": box}
    top = y + _STEP * min(0, those["level"].min()) - 0.6 * _NAME
    title = ax.text(_FIRST, top, those["name"].iloc[0], weight="semibold", **look)
    title.set_in_layout(False)
    for row, act in those[those["role"].isin(_ROLES)].iterrows():
        (mark,) = ax.plot(act["at"], y + _STEP * act["level"], linestyle="", **_ROLES[act["role"]])
        say(mark, row)
    for _, moved in those[those["level"].ne(0)].groupby("role"):
        right = moved["at"].max() < pd.Timestamp(_FIRST + (until - _FIRST) / 2)
        at = moved["at"].max() if right else moved["at"].min()
        if len(moved) <= _FEW:
            gap, align = ((6, 0), "left") if right else ((-6, 0), "right")
            height = y + _STEP * moved["level"].iloc[0]
            beside(ax, ", ".join(moved["who"]), at, height, gap, ha=align, **look)


def table_since(evidence: Evidence) -> Table:
    """Return the acts since the op-ed: date, agreement, what, who."""
    shown = _told(evidence, evidence.published)
    return table(WORDS, "arms-control-since", shown.assign(date=shown["date"].map(in_words)))


def table_votes(evidence: Evidence) -> Table:
    """Return the plenary votes of the General Assembly on the convention, of each source."""
    votes = evidence.pick("unga_votes", stage="plenary").dropna(subset=["yes"])
    days = votes["date"].map(in_words, na_action="ignore").fillna("not known")
    abstained = votes["abstain"].astype("string").fillna("not known")
    shown = votes.assign(day=days, abstain=abstained).sort_values(["year", "id"])
    return table(WORDS, "arms-control-votes", shown)
