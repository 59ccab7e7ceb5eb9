"""The charts of the wars and of the way from a vote to deterrence, and the studies."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import GREY, INK, PALE, SMALL, canvas
from casebook.telling.drawing.forms import is_wide
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.wording import how_many
from chapters.common.both_ways import both_ways
from chapters.common.palette import BLUE
from chapters.deterrence import WORDS, facts
from chapters.deterrence.rules_effect import sends_signal, strengthens

_THOUSAND = 1000


def chart_wars(evidence: Evidence) -> Picture:
    """Return the chart of battle deaths by war as ranges, one panel a data set.

    Columns: ``panel`` (the data set), ``label``, ``low``, ``best``, ``high`` (deaths),
    ``ours`` (the war in question), ``source``, ``grade``.
    """
    deaths, short = facts.battle_deaths(evidence), WORDS.entry("deaths_by_war")["wars"]
    ours, rivals = facts.ours_and_rivals(evidence)
    rival = rivals.iloc[0]
    drawn = evidence.pick("background_facts", counted="battle_deaths", document=facts.DATA_SETS)
    years = deaths["start"].astype(str)
    years = years.mask(deaths["end"].gt(deaths["start"]), years + "–" + deaths["end"].astype(str))
    frame = deaths.assign(
        panel=deaths["document"],
        label=deaths["war"].replace(short) + ", " + years,
        ours=deaths["war"].eq(facts.SUBJECT),
        grade=deaths["source"].map(drawn.groupby("source")["confidence"].first()),
    )
    order = frame["panel"].map(list(WORDS.entry("deaths_by_war")["panels"]).index)
    frame = frame.assign(order=order)
    frame = frame.sort_values(["order", "best"], ascending=[True, False], ignore_index=True)
    return picture(
        WORDS,
        "deaths_by_war",
        frame[["panel", "label", "low", "best", "high", "ours", "source", "grade"]],
        draw_wars,
        evidence.cites(("background_facts", drawn)),
        nearest=short.get(rival["war"], rival["war"]),
        first=bool(ours["best"] > rival["best"]),
        overlap=bool(ours["low"] <= rival["high"]),
    )


def draw_wars(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_wars`."""
    panels = WORDS.entry("deaths_by_war")["panels"]
    sizes = [int(frame["panel"].eq(panel).sum()) for panel in panels]
    height = 0.23 * sum(sizes) + 0.9
    figure, axes = canvas(height, rows=len(panels), sharex=True, height_ratios=sizes)
    for ax, (panel, title) in zip(axes, panels.items(), strict=True):
        _draw_ranges(ax, frame[frame["panel"].eq(panel)])
        ax.set_title(title, x=1, ha="right")
    # number: a unit
    axes[-1].set(xlim=(0, 1.35 * frame["high"].max()), xlabel="Deaths, thousands")
    axes[-1].xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / _THOUSAND:.0f}"))
    return figure


def _draw_ranges(ax: Axes, ranges: pd.DataFrame) -> None:
    for place, row in enumerate(ranges.itertuples()):
        colour, weight = (BLUE, "semibold") if row.ours else (GREY, "normal")
        (line,) = ax.plot([row.low, row.high], [place] * 2, color=colour, linewidth=4.5, alpha=0.45)
        say(line, row.Index)
        # Not cut at the axis: small wars lie next to it.
        look = {"marker": "D" if row.ours else "o", "color": colour, "clip_on": False}
        say(ax.plot(row.best, place, markersize=6, **look)[0], row.Index)
        words = f"{row.best / _THOUSAND:.{1 if row.best < 10 * _THOUSAND else 0}f}"
        beside(ax, words, row.high, place, gap=(5, 0), color=colour, weight=weight)
    ax.set(yticks=range(len(ranges)), yticklabels=ranges["label"], ylim=(len(ranges) - 0.4, -0.6))
    for label, ours in zip(ax.get_yticklabels(), ranges["ours"], strict=True):
        label.set(weight="semibold" if ours else "normal", color=BLUE if ours else INK)
    ax.grid(axis="x")
    ax.tick_params(axis="y", labelsize=SMALL, pad=6)
    ax.spines["left"].set_visible(False)


def chart_steps(evidence: Evidence) -> Picture:
    """Return the cards of the steps from a vote to deterrence, and how far any state has come."""
    exits, signal = strengthens(evidence), sends_signal(evidence)
    counts = {
        "left": exits.numbers["left"],
        "acquired": exits.numbers["acquired"],
        "reactions": signal.numbers["reactions"],
    }
    labels = WORDS.entry("steps_to_deterrence")["cards"]
    frame = pd.DataFrame(
        {
            "label": [labels[key] for key in (*counts, "deterred")],
            "value": [*map(how_many, counts.values()), "cannot be seen"],
            "moved": [*(number > 0 for number in counts.values()), False],
        }
    )
    given = {**counts, "names": exits.names["names"], "known_to": evidence.reaches("aftermath")}
    cited = (*exits.rests_on, *signal.rests_on)
    return picture(WORDS, "steps_to_deterrence", frame, draw_steps, cited, **given)


def draw_steps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_steps`: one card a row, the value large."""
    across = len(frame) if is_wide() else 2
    lines = -(-len(frame) // across)
    figure, ax = canvas(0.72 * lines)
    for place, row in enumerate(frame.itertuples()):
        x, y = place % across, place // across
        ax.add_patch(Rectangle((x, y), 0.96, 0.9, facecolor="none", edgecolor=PALE, linewidth=1))
        colour = BLUE if row.moved else GREY
        big = {"fontsize": 13, "weight": "semibold", "color": colour}
        ax.text(x + 0.48, y + 0.3, row.value, ha="center", va="center", **big)
        ax.text(x + 0.48, y + 0.67, row.label, ha="center", va="center", fontsize=SMALL)
    ax.set(xlim=(0, across), ylim=(lines, 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return figure


def table_studies(evidence: Evidence) -> Table:
    """Return the table of the studies of Europe's defence and of deterrence, told both ways."""
    frame = both_ways(evidence, "defence_of_europe", "deterrence")
    return table(WORDS, "studies_of_defence", frame)
