"""Charts and tables of the chapter "Leaving"."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from casebook.charts import (
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
from casebook.claims import examine
from casebook.dates import earliest_day, in_words, latest_day
from casebook.evidence import PUBLICATION, Evidence
from casebook.leaving import (
    CLUSTER,
    DEFINITIONS,
    MINES,
    RULES,
    STATUS_TABLES,
    border_allies,
    by_date,
    exits,
    purchases,
    treaty_log,
    vote_reports,
    whole_months,
)
from casebook.treaty import STATUSES, allies, status_of
from casebook.wording import capitalised, counted, listed, spelled

# --- tables ------------------------------------------------------------------------------------


def article_20(evidence: Evidence) -> pd.DataFrame:
    """Return the rules on leaving, ready to show: paragraph, rule, words of the treaty."""
    rules = evidence.rows("ccm_articles", article=20)
    return pd.DataFrame(
        {
            "Paragraph": "20(" + rules["paragraph"] + ")",
            "Rule, in our words": rules["paraphrase"],
            "Words of the treaty": "“" + rules["quoted_words"] + "”",
        }
    )


_DEBATE = "Parliamentary debate elsewhere"

SPEAKERS = {
    "Presidents of the treaty's meetings": ("P087", "P094", "P097"),
    "The parties together": ("P095", "P098"),
    "Governments": ("P089", "P090", "P099"),
    "Red Cross and campaigners": ("P088", "P091", "P092", "P093", "P096"),
    _DEBATE: ("P100",),
}
"""Who speaks in the rows on reactions in ``political_facts``; the sorting is ours."""

_AFTERWARDS = {"For leaving too": ("A14",), _DEBATE: ("A16",)}
"""The same for rows of ``aftermath``."""


def reactions(evidence: Evidence) -> pd.DataFrame:
    """Return the reactions found, by who speaks: ``kind``, ``date``, ``what``, ``grade``."""
    facts = evidence["political_facts"].rename(columns={"fact": "what", "date_start": "date"})
    later = evidence["aftermath"].rename(columns={"event": "what"})
    parts = [
        table[table["id"].isin(ids)].assign(kind=kind)
        for table, kinds in ((facts, SPEAKERS), (later, _AFTERWARDS))
        for kind, ids in kinds.items()
    ]
    rows = pd.concat(parts, ignore_index=True)
    figures = ["" if pd.isna(number) else f": {number:.0f}" for number in rows["number"]]
    rows["what"] = rows["what"] + pd.Series(figures, index=rows.index, dtype="string")
    return rows.rename(columns={"confidence": "grade"})[["kind", "date", "what", "grade"]]


def reactions_table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`reactions` ready to show, each kind named once."""
    rows = reactions(evidence)
    return pd.DataFrame(
        {
            "Who": rows["kind"].mask(rows["kind"].duplicated(), ""),
            "When": rows["date"].map(in_words),
            "What": rows["what"].map(capitalised),
            "Grade": rows["grade"],
        }
    )


def acquired_table(evidence: Evidence) -> pd.DataFrame:
    """Return what Lithuania bought or planned after leaving, ready to show, by date."""
    bought = purchases(evidence)
    plans = evidence["industrial_base"]
    plans = plans[plans["actor_iso3"].eq("LTU") & plans["id"].isin(("IB54", "IB58"))]
    rows = pd.concat(
        [
            bought.rename(columns={"event": "what"})[["date", "what", "confidence"]],
            plans.assign(what=plans["indicator"] + ": " + plans["note"])[
                ["date", "what", "confidence"]
            ],
        ]
    )
    rows = by_date(rows.reset_index(drop=True))
    return pd.DataFrame(
        {
            "When": rows["date"].map(in_words),
            "What is reported": rows["what"].map(capitalised),
            "Grade": rows["confidence"],
        }
    )


def readings_table(evidence: Evidence) -> pd.DataFrame:
    """Return the verdicts under every reading of the disputed terms, ready to show."""
    rows = []
    for (term, readings), claim in zip(DEFINITIONS.items(), ("C52", "C53"), strict=True):
        for reading, meaning in readings.items():
            narrowed = evidence.narrowed(**{**evidence.definitions, term: reading})
            finding = examine(narrowed, {"leaving": RULES})[claim]
            rows.append(
                {
                    "Claim": claim,
                    "Reading": meaning,
                    "When published": str(finding.at_publication.verdict),
                    "Today": str(finding.now.verdict),
                }
            )
    return pd.DataFrame(rows)


# --- charts ------------------------------------------------------------------------------------


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
    months = evidence.rows("ccm_articles", topic="withdrawal: notice period (months)")
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


_SINCE = "2024-01-01"


def statuses_over_time(evidence: Evidence) -> pd.DataFrame:
    """Return the border allies' status under both treaties, one row a spell since 2024.

    Columns: ``treaty``, ``name``, ``iso3``, ``status``, ``start`` and ``end`` (ISO days; the end is
    the date of the depositary's list, or of the last exit if that is later), ``notified`` (day of
    the notice, missing if none). Other allies are one row a treaty and status with ``iso3``
    missing, their number in ``states`` (1 for a border ally).
    """
    border = sorted(border_allies(evidence), key=evidence.state_name)
    nato = allies(evidence["nato_members"], evidence.as_of)
    gone, rows = exits(evidence), []
    listed_on = min(evidence["ccm_status"]["as_of"].max(), evidence.as_of.isoformat())
    last = max([listed_on, *gone["left"].dropna()])
    for treaty in STATUS_TABLES:
        log = treaty_log(evidence, treaty)
        acts = gone[gone["treaty"].eq(treaty)].set_index("iso3")
        for iso3 in border:
            day = acts["left"].get(iso3)
            cuts = [_SINCE, last] if pd.isna(day) else [_SINCE, day, last]
            for start, end in pairwise(cuts):
                status = status_of(pd.Series([iso3]), log, date.fromisoformat(start)).iloc[0]
                if start < end or day == last:
                    rows.append(
                        (
                            treaty,
                            evidence.state_name(iso3),
                            iso3,
                            status,
                            start,
                            end,
                            acts["notified"].get(iso3),
                            1,
                        )
                    )
        others = pd.Series([s for s in nato if s not in border])
        tally = status_of(others, log, date.fromisoformat(last)).value_counts()
        rows += [
            (treaty, "Other allies", None, status, _SINCE, last, None, int(tally[status]))
            for status in STATUSES
            if status in tally
        ]
    return pd.DataFrame(
        rows,
        columns=["treaty", "name", "iso3", "status", "start", "end", "notified", "states"],
    )


def chart_followed(evidence: Evidence) -> Picture:
    """Who left the cluster convention and who left the mine ban, side by side."""
    frame = statuses_over_time(evidence)
    gone = exits(evidence)
    gone = gone[gone["ally"] & gone["left"].notna()]
    cluster, mines = (gone[gone["treaty"].eq(t)] for t in (CLUSTER, MINES))
    border = border_allies(evidence)
    names = {
        t: listed(sorted(rows["iso3"].map(evidence.state_name)))
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
            f"Treaty status of NATO members on Russia's border, {_SINCE[:4]} to "
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
