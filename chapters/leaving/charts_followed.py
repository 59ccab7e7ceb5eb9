"""Chart of the states that left the cluster convention or the ban on mines."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import INK, SMALL, canvas, text_on
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, picture
from chapters.common.allies import allies_on, border_allies
from chapters.common.exits import CLUSTER, MINES, list_date
from chapters.common.palette import STATUS, STATUS_HATCHES
from chapters.common.states import names_in_text
from chapters.leaving import WORDS
from chapters.leaving.facts import SINCE, exits_of_allies, statuses_over_time


def chart_followed(evidence: Evidence) -> Picture:
    """Return the chart of who left the cluster convention and who left the mine ban."""
    frame, listed_to = statuses_over_time(evidence), list_date(evidence)
    left = {treaty: exits_of_allies(evidence, treaty) for treaty in (CLUSTER, MINES)}
    left = {treaty: rows.dropna(subset=["left"]) for treaty, rows in left.items()}
    names = {t: sorted(names_in_text(evidence, rows["iso3"])) for t, rows in left.items()}
    after = pd.concat(list(left.values()))
    after = after[(after["left"] > listed_to) & after["left"].str.startswith(listed_to[:7])]
    outside = frame["treaty"].eq(CLUSTER) & frame["status"].eq("never joined")
    members = tuple(allies_on(evidence))
    return picture(
        WORDS,
        "who_followed",
        frame,
        draw_followed,
        evidence.cites(
            ("ccm_status", evidence.pick("ccm_status", iso3=members)),
            ("apmbc_status", evidence.pick("apmbc_status", iso3=members)),
        ),
        cluster=names[CLUSTER],
        mines=names[MINES],
        since=SINCE[:4],
        until=frame["end"].max()[:7],
        list_ends=listed_to,
        announced=names_in_text(evidence, after["iso3"]),
        border=len(border_allies(evidence)),
        never=sorted(frame.loc[outside & frame["iso3"].notna(), "name"].unique()),
        others=[
            {"treaty": t, "standings": [f"{r.states} {r.status}" for r in rows.itertuples()]}
            for t, rows in frame[frame["iso3"].isna()].groupby("treaty", sort=False)
        ],
    )


_EDGE = 0.33
"""Half of a bar's height: marks of notices sit on its lower edge, clear of the words in it."""

_PLURAL = {
    "state party": "parties",
    "never joined": "never joined",
    "left": "left",
    "signatory only": "signatories only",
}


def draw_followed(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_followed`."""
    figure, axes = canvas(3.1, columns=2, sharey=True)
    order = list(dict.fromkeys(frame.dropna(subset=["iso3"])["name"]))
    for ax, (treaty, rows) in zip(axes, frame.groupby("treaty", sort=False), strict=True):
        first, end = pd.Timestamp(rows["start"].min()), pd.Timestamp(rows["end"].max())
        for spell in rows.dropna(subset=["iso3"]).itertuples():
            _draw_spell(ax, order.index(spell.name), spell)
        rest = rows[rows["iso3"].isna()].itertuples()
        words = (f"{r.states} {_PLURAL[r.status] if r.states > 1 else r.status}" for r in rest)
        ax.text(first, len(order) + 0.1, ",\n".join(words), va="center", linespacing=1.1)
        ax.set_title(treaty, fontsize=SMALL)
        ax.set(
            yticks=range(len(order) + 1),
            yticklabels=[*order, "Other allies"],
            ylim=(len(order) + 0.6, -0.6),
            xlim=(first, end + (end - first) * 0.45),
            xticks=pd.date_range(first, end, freq="YS"),
        )
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(mdates.date2num(first), mdates.date2num(end))
    return figure


def _draw_spell(ax: Axes, y: int, spell: object) -> None:
    """Draw how long a state had one standing, with its notice if that fell into it."""
    start, stop = pd.Timestamp(spell.start), pd.Timestamp(spell.end)
    colour, left = STATUS[spell.status], spell.status == "left"
    ax.barh(
        y,
        stop - start,
        left=start,
        height=2 * _EDGE,
        color=colour,
        hatch=STATUS_HATCHES.get(spell.status),
        edgecolor="white",
        linewidth=0,
    )
    month = f"{in_words(spell.start[:7])[:3]} {spell.start[:4]}"
    beside(
        ax,
        f"left {month}" if left else spell.status.removeprefix("state "),
        stop if left else start,
        y,
        gap=(4, 0),
        fontsize=SMALL,
        weight="semibold" if left else "normal",
        color=colour if left else text_on(colour),
    )
    if pd.notna(spell.notified) and spell.start <= spell.notified < spell.end:
        look = {"marker": "D", "markersize": 6, "color": "white", "markeredgecolor": INK}
        ax.plot(pd.Timestamp(spell.notified), y + _EDGE, **look)
