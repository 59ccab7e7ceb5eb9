"""Charts of the chapter "Leaving": the votes, and who followed."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.leaving_measures import (
    CLUSTER,
    MINES,
    SINCE,
    border_allies,
    exits,
    statuses_over_time,
    vote_reports,
)
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import (
    GREY,
    INK,
    SIDE_COLOURS,
    SMALL,
    STATUS_COLOURS,
    STATUS_HATCHES,
    Picture,
    canvas,
    text_on,
)
from casebook.telling.wording import capitalised, counted, listed, spelled


def chart_votes(evidence: Evidence) -> Picture:
    """Chart of every report of both votes, against the number needed."""
    frame = vote_reports(evidence)
    final = frame[frame["stage"].eq("final")]
    ayes, members, needed = final["votes_for"], final["members"].iloc[0], final["needed"].iloc[0]
    agreed = ayes.nunique() == 1
    sources = evidence["seimas_votes"]
    return Picture(
        name="seimas_votes",
        frame=frame,
        draw=draw_votes,
        title=(
            (
                f"Every report gives {ayes.iloc[0]} of {members} members in favour; "
                if agreed
                else f"Reports give {ayes.min()} to {ayes.max()} of {members} members in favour; "
            )
            + f"{needed} were needed"
        ),
        subtitle="Members of the Seimas voting to leave, by report of each vote",
        caption=(
            "One bar a report; the pale bar is the whole parliament. The reports differ on votes "
            "against and abstentions, so each is shown. The number needed comes from a "
            "later newspaper report. Agencies may repeat each other."
        ),
        alt=" ".join(
            f"{row.stage.capitalize()} vote, {in_words(row.date)}, {row.reporter}: {row.votes_for} "
            f"for, {_or_dash(row.votes_against)} against, "
            f"{_or_dash(row.votes_abstaining)} abstaining."
            for row in frame.itertuples()
        ),
        sources=tuple(sources["source"]),
    )


def _or_dash(value: object) -> str:
    return "not published" if pd.isna(value) else str(value)


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    figure, ax = canvas(2.7)
    frame = frame.reset_index(drop=True)
    members, needed = int(frame["members"].iloc[0]), int(frame["needed"].iloc[0])
    second = frame["stage"].ne(frame["stage"].iloc[0]).to_numpy()
    heights = np.arange(len(frame)) + 1.1 * second
    ax.barh(heights, members, height=0.7, color="#ececec")
    ax.barh(heights, frame["votes_for"].astype(float), height=0.7, color=SIDE_COLOURS["supports"])
    columns = {
        "against": (members * 1.16, "votes_against"),
        "abstained": (members * 1.47, "votes_abstaining"),
    }
    for y, row in zip(heights, frame.itertuples(), strict=True):
        ax.text(3, y, f"{row.votes_for} for", color="white", weight="semibold", va="center")
        for x, column in columns.values():
            value = getattr(row, column)
            missing = pd.isna(value)
            ax.text(
                x,
                y,
                "not published"
                if missing and column == "votes_against"
                else ""
                if missing
                else value,
                ha="left" if missing else "center",
                va="center",
                fontsize=SMALL if missing else 10,
                style="italic" if missing else "normal",
                color=GREY if missing else INK,
            )
    for stage, rows in frame.groupby("stage", sort=False):
        top = heights[rows.index[0]] - 0.75
        ax.text(
            0,
            top,
            f"{stage.capitalize()} vote, {in_words(rows['date'].iloc[0])}",
            weight="semibold",
            va="center",
        )
    for name, (x, _) in columns.items():
        ax.text(x, heights[0] - 0.75, name, ha="center", va="center", color=GREY)
    ax.plot(
        [needed] * 2,
        [heights[second].min() - 0.42, heights[-1] + 0.42],
        color="#b8860b",
        linewidth=1.8,
        linestyle=(0, (3, 1.5)),
    )
    ax.annotate(
        f"{needed} needed",
        (needed, heights[-1] + 0.42),
        xytext=(0, -3),
        textcoords="offset points",
        ha="center",
        va="top",
        color="#7a5a05",
        weight="semibold",
    )
    ax.annotate(
        f"all {members}",
        (members, heights[-1] + 0.42),
        xytext=(0, -3),
        textcoords="offset points",
        ha="right",
        va="top",
        color=GREY,
    )
    ax.set(
        yticks=heights,
        yticklabels=frame["reporter"].str.replace(", citing ", ",\nciting "),
        ylim=(heights[-1] + 1.1, heights[0] - 1.1),
        xlim=(0, members * 1.66),
        xticks=[],
    )
    ax.tick_params(axis="y", labelsize=SMALL)
    ax.spines[["bottom", "left"]].set_visible(False)
    return figure


def chart_followed(evidence: Evidence) -> Picture:
    """Who left the cluster convention and who left the mine ban, side by side."""
    frame = statuses_over_time(evidence)
    gone = exits(evidence)
    gone = gone[gone["ally"] & gone["left"].notna()]
    cluster, mines = (gone[gone["treaty"].eq(t)] for t in (CLUSTER, MINES))
    border = border_allies(evidence)
    names = {
        t: listed(sorted(rows["iso3"].map(evidence.state_in_text)))
        for t, rows in ((CLUSTER, cluster), (MINES, mines))
    }
    others = frame[frame["iso3"].isna()]
    outside = frame["treaty"].eq(CLUSTER) & frame["status"].eq("never joined")
    never = listed(sorted(frame.loc[outside & frame["iso3"].notna(), "name"].unique()))
    return Picture(
        name="who_followed",
        frame=frame,
        draw=draw_followed,
        title=(
            f"{capitalised(counted(len(cluster), 'NATO member'))} left the cluster convention, "
            f"{spelled(len(mines)) if len(mines) else 'none'} left the mine ban"
        ),
        subtitle=(
            f"Treaty status of NATO members on Russia's border, {SINCE[:4]} to "
            f"{in_words(frame['end'].max()[:7])}; diamond: notice given"
        ),
        caption=(
            "The depositary's lists end on "
            f"{in_words(evidence['ccm_status']['as_of'].max())}; Poland's exit of that month was "
            "announced in them. The last row counts the other allies. A state that never joined "
            "could not leave."
        ),
        alt=(
            f"Two panels of bars by state. Cluster munitions: {names[CLUSTER]} left; of the "
            f"{spelled(len(border))} border allies "
            f"{never} "
            f"never joined. Anti-personnel mines: {names[MINES]} left. "
            + " ".join(
                f"Other allies, {treaty.lower()}: "
                + listed(f"{r.states} {r.status}" for r in rows.itertuples())
                + "."
                for treaty, rows in others.groupby("treaty", sort=False)
            )
        ),
        sources=("untc_ccm_2026", "untc_apmbc_2026"),
    )


_EDGE = 0.33
"""Half of a bar's height: marks of notices sit on its lower edge, clear of the words in it."""


def draw_followed(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_followed`."""
    figure, axes = canvas(3.1, columns=2, sharey=True)
    states = frame.dropna(subset=["iso3"])
    order = list(dict.fromkeys(states["name"]))
    place = {name: y for y, name in enumerate(order)}
    for ax, (treaty, rows) in zip(axes, frame.groupby("treaty", sort=False), strict=True):
        first, end = pd.Timestamp(rows["start"].min()), pd.Timestamp(rows["end"].max())
        for row in rows.dropna(subset=["iso3"]).itertuples():
            start, stop = pd.Timestamp(row.start), pd.Timestamp(row.end)
            y, colour = place[row.name], STATUS_COLOURS[row.status]
            ax.barh(
                y,
                stop - start,
                left=start,
                height=2 * _EDGE,
                color=colour,
                hatch=STATUS_HATCHES.get(row.status),
                edgecolor="white",
                linewidth=0,
            )
            left = row.status == "left"
            ax.annotate(
                f"left {in_words(row.start[:7])[:3]} {row.start[:4]}"
                if left
                else row.status.removeprefix("state "),
                (stop if left else start, y),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                weight="semibold" if left else "normal",
                color=colour if left else text_on(colour),
            )
            if pd.notna(row.notified) and row.start <= row.notified < row.end:
                ax.plot(
                    pd.Timestamp(row.notified),
                    place[row.name] + _EDGE,
                    marker="D",
                    markersize=6,
                    color="white",
                    markeredgecolor=INK,
                )
        rest = rows[rows["iso3"].isna()]
        ax.text(
            first,
            len(order) + 0.1,
            ",\n".join(
                f"{r.states} {_PLURAL[r.status] if r.states > 1 else r.status}"
                for r in rest.itertuples()
            ),
            va="center",
            linespacing=1.1,
        )
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


_PLURAL = {
    "state party": "parties",
    "never joined": "never joined",
    "left": "left",
    "signatory only": "signatories only",
}
