"""Chart of the chapter "Leaving": Lithuania's steps by date."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.leaving_measures import whole_months
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.charts import (
    GREY,
    Picture,
    canvas,
)
from casebook.telling.wording import spelled

_STEPS = {
    "P060": ("Defence minister suggests leaving", "Vilnius"),
    "P062": ("Defence ministry asks to consider it", "Vilnius"),
    "P063": ("Minister announces a coming decision", "Vilnius"),
    "P064": ("President backs it", "Vilnius"),
    "P065": ("Government approves", "Vilnius"),
    "P067": ("First vote in parliament", "Vilnius"),
    "P069": ("Final vote", "Vilnius"),
    "P074": ("President signs the law", "Vilnius"),
    "P076": ("Notice reaches the depositary", "treaty"),
    "P077": ("Exit takes effect", "treaty"),
}
"""Steps of ``political_facts`` in few words, and where they were taken."""

_LATER_STEPS = {
    "A20": ("Notice of leaving the mine ban", "after"),
    "A38": ("Minister hopes for a deal in 2026", "after"),
    "A39": ("Mine-ban exit takes effect", "after"),
}
"""The same for rows of ``aftermath``."""


def steps(evidence: Evidence) -> pd.DataFrame:
    """Return Lithuania's steps out of the treaty and after, by date.

    Columns: ``id``, ``first`` and ``last`` (ISO days that the date can mean), ``label``, ``where``
    (``Vilnius``, ``treaty``, ``after`` or ``op-ed``).
    """
    facts = evidence["political_facts"].rename(columns={"date_start": "date"})
    rows = [
        (row.id, row.date, *known[row.id])
        for table, known in ((facts, _STEPS), (evidence["aftermath"], _LATER_STEPS))
        for row in table[table["id"].isin(known)].itertuples()
    ]
    votes = evidence["unga_votes_by_state"]
    votes = votes[votes["iso3"].eq("LTU") & votes["vote"].eq("abstain")]
    rows += [
        (f"LTU/{row.year}", row.date, "Abstains on the treaty at the UN", "after")
        for row in votes.itertuples()
    ]
    rows.append(("op-ed", PUBLICATION.isoformat(), "The op-ed appears", "op-ed"))
    frame = pd.DataFrame(rows, columns=["id", "date", "label", "where"])
    frame.insert(1, "first", frame["date"].map(lambda day: earliest_day(day).isoformat()))
    frame.insert(2, "last", frame["date"].map(lambda day: latest_day(day).isoformat()))
    return frame.drop(columns="date").sort_values(["last", "first", "id"], ignore_index=True)


def chart_steps(evidence: Evidence) -> Picture:
    """Dated steps from the first suggestion to the exit and after."""
    evidence.by_id("political_facts", "P060", "P069")  # the suggestion and the vote
    frame = steps(evidence)
    days = frame.set_index("id")
    months = evidence.rows("ccm_articles", rule="withdrawal_notice_period")
    suggested, voted = days.loc["P060", "first"], days.loc["P069", "last"]
    took = whole_months(suggested, voted)
    finished = "P077" in days.index
    return Picture(
        name="lithuania_steps",
        frame=frame,
        draw=draw_steps,
        title=(
            f"From the first suggestion to the final vote took {spelled(took)} months, "
            + (
                f"from notice to exit {spelled(int(months['number'].iloc[0]))}"
                if finished
                else "and the exit had yet to be notified"
            )
        ),
        subtitle=(
            f"Lithuania's steps by date, {in_words(suggested[:7])} to "
            f"{in_words(frame['last'].iloc[-1][:7])}"
        ),
        caption=(
            "Circles are steps taken in Vilnius, diamonds acts under the treaty, squares later "
            "events; the triangle is the op-ed. A line shows a month where no day was found. The "
            "shaded band is the notice period of Article 20."
        ),
        alt=" ".join(
            f"{in_words(row.last if row.first == row.last else row.last[:7])}: {row.label}."
            for row in frame.itertuples()
        ),
        sources=_step_sources(evidence, frame),
    )


def _step_sources(evidence: Evidence, frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the sources of the steps."""
    votes = evidence["unga_votes_by_state"]
    votes = votes.assign(id=votes["iso3"] + "/" + votes["year"].astype("string"))
    tables = (evidence["political_facts"], evidence["aftermath"], votes)
    return tuple(
        source for table in tables for source in table.loc[table["id"].isin(frame["id"]), "source"]
    )


def draw_steps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_steps`."""
    looks = {
        "Vilnius": ("o", "#1b5e8c"),
        "treaty": ("D", "#8c2d19"),
        "after": ("s", GREY),
        "op-ed": ("^", "#b8860b"),
    }
    figure, ax = canvas(0.27 * len(frame) + 0.5)
    first, last = pd.to_datetime(frame["first"]), pd.to_datetime(frame["last"])
    middle = first + (last - first) / 2
    start, end = first.min() - pd.Timedelta(days=20), last.max() + pd.Timedelta(days=40)
    band = frame[frame["where"].eq("treaty")].index
    if len(band) > 1:
        ax.axvspan(middle[band[0]], middle[band[-1]], color="#f3e1dc", linewidth=0)
        ax.text(
            middle[band[0]] + (middle[band[-1]] - middle[band[0]]) / 2,
            -1.0,
            "notice period",
            ha="center",
            va="center",
            color="#8c2d19",
        )
    for y, row in frame.iterrows():
        marker, colour = looks[row["where"]]
        ax.plot([first[y], last[y]], [y, y], color=colour, linewidth=2)
        ax.plot(middle[y], y, marker=marker, color=colour, markersize=6)
        day = row["last"] if row["first"] == row["last"] else row["last"][:7]
        right = middle[y] < start + (end - start) * 0.5
        ax.annotate(
            f"{row['label']}, {_short(day)}",
            (last[y] if right else first[y], y),
            xytext=(7 if right else -7, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            weight="semibold" if row["where"] in ("treaty", "op-ed") else "normal",
        )
    ax.set(ylim=(len(frame) - 0.4, -1.5), yticks=[], xlim=(start, end))
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_minor_locator(mdates.MonthLocator(bymonth=(4, 7, 10)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    return figure


def _short(day: str) -> str:
    """Return a date with the month cut to three letters: ``18 Jul 2024``."""
    parts = in_words(day).split(" ")
    return " ".join(part[:3] if part.isalpha() else part for part in parts)
