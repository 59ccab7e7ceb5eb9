"""Timeline of the phrase "no limits", for the chapter "What does China change?"."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from casebook.china_record import glosses, source_keys
from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, Picture, canvas
from casebook.telling.wording import counted

_KINDS = {"phrase": ("#1b5e8c", "o"), "limit": ("#8c2d19", "D"), "event": (GREY, "s")}
"""Colour and marker of what was said: the phrase, its limits, an event for orientation."""

_CROWDED = 45
"""Days within which two marks of a timeline stand side by side."""


def chart_phrase(evidence: Evidence) -> Picture:
    """Timeline of the phrase "no limits" and of what was said of it."""
    frame = glosses(evidence)
    tally = frame["kind"].value_counts()
    return Picture(
        name="no_limits",
        frame=frame,
        draw=draw_phrase,
        title=(
            f"The phrase has a source and {counted(int(tally.get('limit', 0)), 'qualification')} "
            "that the op-ed leaves out"
        ),
        subtitle="What was said of the tie between China and Russia, by date",
        caption=(
            "Circles: the phrase or a form of it. Diamonds: words that limit it. Squares: events. "
            "A bar marks a day that is known only to the year. Of the Moscow statement only the "
            "opening part was read, in a copy; the phrase is not in it."
        ),
        alt="; ".join(f"{in_words(row.start)}: {row.who} {row.words}" for row in frame.itertuples())
        + ".",
        sources=source_keys(
            evidence,
            ("quote_checks", frame["row"]),
            ("china_russia", frame["row"]),
            ("timeline", frame["row"]),
        ),
    )


def _spread(places: list[float], gap: float) -> list[float]:
    """Return label places in the same order, at least ``gap`` apart, near the true ones."""
    spread = list(places)
    for i in range(1, len(spread)):
        spread[i] = max(spread[i], spread[i - 1] + gap)
    return spread


def draw_phrase(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_phrase`."""
    figure, ax = canvas(4.1)
    first = earliest_day(frame["start"].min()[:4])
    days = [
        ((earliest_day(a) - first).days, (latest_day(b) - first).days)
        for a, b in zip(frame["start"], frame["end"], strict=True)
    ]
    middles = [(a + b) / 2 for a, b in days]
    order = sorted(range(len(frame)), key=middles.__getitem__)
    labels = dict(zip(order, _spread([middles[i] for i in order], 112), strict=True))
    across = dict.fromkeys(order, 0.0)
    for later, earlier in pairwise(reversed(order)):
        if middles[later] - middles[earlier] < _CROWDED:
            across[earlier] = across[later] + 0.07
    for i, row in enumerate(frame.itertuples()):
        colour, marker = _KINDS[row.kind]
        start, end = days[i]
        if end > start:
            ax.plot([0, 0], [start, end], color=colour, linewidth=6, alpha=0.3)
        ax.plot(across[i], middles[i], marker=marker, color=colour, markersize=8)
        ax.plot(
            [across[i] + 0.04, 0.24],
            [middles[i], labels[i]],
            color=GREY,
            linewidth=0.6,
            zorder=0,
        )
        ax.text(
            0.26,
            labels[i],
            f"{in_words(row.start)}: {row.who}\n{row.words}",
            va="center",
            color=colour if row.kind != "event" else INK,
            linespacing=1.15,
            weight="semibold" if row.kind == "phrase" else "normal",
        )
    last = max(labels.values())
    years = range(first.year, latest_day(frame["end"].max()).year + 1)
    ax.set(
        xlim=(-0.1, 1.9),
        ylim=(last + 70, -40),
        xticks=[],
        yticks=[(earliest_day(str(year)) - first).days for year in years],
        yticklabels=[str(year) for year in years],
    )
    ax.spines["bottom"].set_visible(False)
    return figure
