"""Charts of "A divided NATO?": the gap under every reading of "threatened", and the votes."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import INK, SMALL, text_on
from casebook.telling.drawing.forms import is_narrow
from casebook.telling.drawing.marks import beside, dot, labelled_rows
from casebook.telling.drawing.pictures import Picture, picture
from casebook.telling.words import rows as rows_of
from chapters.common.allies import membership_rows, place_rows
from chapters.common.maps import status_legend
from chapters.common.palette import BLUE, STATUS, STATUS_HATCHES, UNCLEAR
from chapters.common.treaty import STATUSES
from chapters.nato_divide import WORDS
from chapters.nato_divide.facts_threat import SPENDING, reading_of, readings, specifications
from chapters.nato_divide.facts_votes import VOTES, cohesion, vote_rows, votes, wholly_apart


def chart_specifications(evidence: Evidence) -> Picture:
    """Return the gap between threatened allies and the rest on the op-ed's day, by reading."""
    then, labels = evidence.at_publication(), readings("threatened")
    frame = specifications(then)
    frame = frame[frame["population"].eq("all allies")].iloc[::-1].reset_index(drop=True)
    frame["label"] = frame["definition"].map(labels)
    frame["chosen"] = frame["definition"].eq(reading_of(evidence, "threatened"))
    return picture(
        WORDS,
        "threat_specifications",
        frame,
        draw_specifications,
        evidence.cites(
            *membership_rows(evidence),
            place_rows(evidence),
            ("distance_to_moscow", evidence["distance_to_moscow"]),
            ("milex", evidence.pick("milex", **SPENDING)),
        ),
        positive=int((frame["difference"] > 0).sum()),
        clear=int((frame["low"] > 0).sum()),
        day=then.as_of,
    )


def draw_specifications(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_specifications`."""
    shorter = WORDS.entry("threat_specifications")["shorter"]
    figure, ax = labelled_rows((shorter.get(x, x) for x in frame["label"]), 0.21, 0.5)
    percents = 100 * frame[["low", "difference", "high"]]
    for y, (row, value) in enumerate(
        zip(frame.itertuples(), percents.itertuples(index=False), strict=True)
    ):
        colour = BLUE if row.clear else UNCLEAR
        ax.hlines(y, value.low, value.high, color=colour, linewidth=1.2)
        dot(ax, value.difference, y, colour, hollow=not row.clear, size=6)
        if row.chosen:
            ax.get_yticklabels()[y].set_weight("semibold")
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.tick_params(axis="y", length=0)
    return figure


def chart_votes(evidence: Evidence) -> Picture:
    """Return the chart of the allies' votes on the yearly resolution, by year, vote and status."""
    frame = some(votes(evidence), "no vote of states in the General Assembly is accepted")
    frame = frame[frame["ally"].astype(bool) & frame["vote"].isin(VOTES)]
    counts = frame.groupby(["year", "vote", "status"], as_index=False).size()
    roll = cohesion(evidence)
    return picture(
        WORDS,
        "nato_votes",
        counts.rename(columns={"size": "allies"}),
        draw_votes,
        evidence.cites(vote_rows(evidence), *membership_rows(evidence)),
        split=wholly_apart(roll),
        roll=rows_of(roll),
        last=rows_of(roll)[-1],
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`: to the right those in favour, to the left all others."""
    words, years = WORDS.entry("nato_votes"), sorted(set(frame["year"]))
    figure, ax = labelled_rows(map(str, years), 0.34, 0.75)
    for y, year in enumerate(years):
        for side, told in ((1, ("yes",)), (-1, ("abstain", "no"))):
            rows, end = frame[frame["year"].eq(year) & frame["vote"].isin(told)], 0
            for row in rows.sort_values("vote").itertuples():
                colour, hatch = STATUS[row.status], STATUS_HATCHES.get(row.status)
                look = {"color": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.8}
                ax.barh(y, side * row.allies, left=side * end, height=0.72, **look)
                end += row.allies
            said = [
                f"{number} {words['votes'][vote]}"
                for vote in told
                if (number := int(rows.loc[rows["vote"].eq(vote), "allies"].sum()))
            ]
            if side > 0:
                ink = {"ha": "center", "color": text_on(STATUS["state party"])}
                beside(ax, "".join(said), end / 2, y, (0, 0), fontsize=SMALL, **ink)
            else:
                beside(ax, ", ".join(said), -end, y, (-4, 0), ha="right", fontsize=SMALL)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set(xlim=(-29 if is_narrow() else -24, frame["allies"].max() + 1), xticks=[])
    ax.spines["bottom"].set_visible(False)
    status_legend(ax, -0.22, [status for status in STATUSES if status in set(frame["status"])], 2)
    return figure
