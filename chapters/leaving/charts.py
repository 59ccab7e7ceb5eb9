"""Charts of the votes and of Lithuania's steps, and the chapter's tables."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.charts import GREY, INK, SMALL, canvas
from casebook.telling.findings import find_in
from casebook.telling.marks import beside
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.wording import capitalised
from chapters.common.exits import months_to_vote
from chapters.common.palette import (
    NOTICE_PERIOD,
    SIDES,
    STEPS,
    THRESHOLD,
    THRESHOLD_WORDS,
    WHOLE,
)
from chapters.leaving import WORDS
from chapters.leaving.facts import (
    by_date,
    lithuanias_exit,
    notice_months,
    purchase_plans,
    purchases,
    reactions,
    steps,
    vote_reports,
    votes_on_resolution,
)


def chart_votes(evidence: Evidence) -> Picture:
    """Return the chart of every report of both votes, against the number needed."""
    frame, table_of_reports = vote_reports(evidence), evidence["seimas_votes"]
    final = frame[frame["stage"].eq("final")]
    rest = frame.groupby("stage")[["votes_against", "votes_abstaining"]].nunique()
    return picture(
        WORDS,
        "seimas_votes",
        frame,
        draw_votes,
        evidence.cites(("seimas_votes", table_of_reports)),
        least=final["votes_for"].min(),
        most=final["votes_for"].max(),
        members=final["members"].iloc[0],
        needed=final["needed"].iloc[0],
        stated=bool(table_of_reports["votes_needed"].notna().any()),
        differ=bool(rest.gt(1).any(axis=None)),
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    figure, ax = canvas(2.7)
    frame = frame.reset_index(drop=True)
    members, needed = int(frame["members"].iloc[0]), int(frame["needed"].iloc[0])
    second = frame["stage"].ne(frame["stage"].iloc[0]).to_numpy()
    heights = np.arange(len(frame)) + 1.1 * second
    ax.barh(heights, members, height=0.7, color=WHOLE)
    ax.barh(heights, frame["votes_for"].astype(float), height=0.7, color=SIDES["supports"])
    against, abstained = members * 1.16, members * 1.47
    for y, row in zip(heights, frame.itertuples(), strict=True):
        ax.text(3, y, f"{row.votes_for} for", color="white", weight="semibold", va="center")
        _write_votes(ax, against, y, row.votes_against, "not published")
        _write_votes(ax, abstained, y, row.votes_abstaining, "")
    for stage, rows in frame.groupby("stage", sort=False):
        head = f"{stage.capitalize()} vote, {in_words(rows['date'].iloc[0])}"
        ax.text(0, heights[rows.index[0]] - 0.75, head, weight="semibold", va="center")
    for word, x in (("against", against), ("abstained", abstained)):
        ax.text(x, heights[0] - 0.75, word, ha="center", va="center", color=GREY)
    foot = heights[-1] + 0.42
    ax.plot(
        [needed] * 2,
        [heights[second].min() - 0.42, foot],
        color=THRESHOLD,
        linewidth=1.8,
        linestyle=(0, (3, 1.5)),
    )
    below = {"gap": (0, -3), "va": "top"}
    needed_look = {"ha": "center", "color": THRESHOLD_WORDS, "weight": "semibold"}
    beside(ax, f"{needed} needed", needed, foot, **below, **needed_look)
    beside(ax, f"all {members}", members, foot, **below, ha="right", color=GREY)
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


def _write_votes(ax: Axes, x: float, y: float, votes: int | None, missing: str) -> None:
    """Write a number of votes beside a bar, or the word for a missing one."""
    if pd.isna(votes):
        look = {"ha": "left", "fontsize": SMALL, "style": "italic", "color": GREY}
        ax.text(x, y, missing, va="center", **look)
    else:
        ax.text(x, y, votes, ha="center", va="center", color=INK)


def chart_steps(evidence: Evidence) -> Picture:
    """Return the chart of dated steps from the first suggestion to the exit and after."""
    took, frame = months_to_vote(evidence), steps(evidence)
    labels, votes = WORDS.entry("lithuania_steps")["labels"], votes_on_resolution(evidence)
    shown = frame.assign(label=frame["step"].map(labels))
    days = [
        {"day": row.last if row.first == row.last else row.last[:7], "label": row.label}
        for row in shown.itertuples()
    ]
    return picture(
        WORDS,
        "lithuania_steps",
        shown[["id", "first", "last", "label", "where"]],
        draw_steps,
        evidence.cites(
            ("political_facts", frame["id"]),
            ("aftermath", frame["id"]),
            ("unga_votes_by_state", votes[votes["id"].isin(frame["id"])]),
        ),
        **lithuanias_exit(evidence),
        took=took,
        notice_months=notice_months(evidence),
        first=frame["first"].iloc[0][:7],
        last_day=frame["last"].iloc[-1][:7],
        steps=days,
    )


def draw_steps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_steps`."""
    markers = {"Vilnius": "o", "treaty": "D", "after": "s", "op-ed": "^"}
    figure, ax = canvas(0.27 * len(frame) + 0.5)
    first, last = pd.to_datetime(frame["first"]), pd.to_datetime(frame["last"])
    middle = first + (last - first) / 2
    start, end = first.min() - pd.Timedelta(days=20), last.max() + pd.Timedelta(days=40)
    band = frame.index[frame["where"].eq("treaty")]
    if len(band) > 1:
        ax.axvspan(middle[band[0]], middle[band[-1]], color=NOTICE_PERIOD, linewidth=0)
        centre = middle[band[0]] + (middle[band[-1]] - middle[band[0]]) / 2
        look = {"ha": "center", "va": "center", "color": STEPS["treaty"]}
        ax.text(centre, -1.0, "notice period", **look)
    for y, row in frame.iterrows():
        colour = STEPS[row["where"]]
        ax.plot([first[y], last[y]], [y, y], color=colour, linewidth=2)
        ax.plot(middle[y], y, marker=markers[row["where"]], color=colour, markersize=6)
        day = row["last"] if row["first"] == row["last"] else row["last"][:7]
        right = middle[y] < start + (end - start) * 0.5
        beside(
            ax,
            f"{row['label']}, {_short(day)}",
            last[y] if right else first[y],
            y,
            gap=(7 if right else -7, 0),
            ha="left" if right else "right",
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


def table_article_20(evidence: Evidence) -> Table:
    """Return the table of the rules on leaving."""
    rules = evidence.rows("ccm_articles", article=20)
    frame = pd.DataFrame(
        {
            "Paragraph": "20(" + rules["paragraph"] + ")",
            "Rule, in our words": rules["paraphrase"],
            "Words of the treaty": "“" + rules["quoted_words"] + "”",
        }
    )
    return table(WORDS, "article-20", frame)


def table_law(evidence: Evidence) -> Table:
    """Return the table of the law, by kind: whom it binds, what it says, what leaving changes."""
    said, rows = WORDS.entry("law"), evidence.rows("law")
    rows = rows.sort_values(
        "kind", key=lambda kind: kind.map(list(said["kinds"]).index), kind="stable"
    )
    place = rows["article"].fillna("") + rows["paragraph"].fillna("")
    after = rows["after_leaving"].map(said["after"]).fillna(said["not_asked"])
    frame = pd.DataFrame(
        {
            "Kind": rows["kind"].map(said["kinds"]).mask(rows["kind"].duplicated(), ""),
            "Where": (rows["instrument"] + ", " + place).str.removesuffix(", "),
            "Whom it binds": rows["binds"].map(capitalised),
            "Rule, in our words": rows["rule"],
            "For a state that leaves": after,
            "Grade": rows["confidence"],
        }
    )
    return table(WORDS, "law", frame)


def table_reactions(evidence: Evidence) -> Table:
    """Return the table of the reactions found, each kind of speaker named once."""
    who, rows = WORDS.entry("reactions")["who"], by_date(reactions(evidence))
    rows = rows.sort_values("by", key=lambda by: by.map(list(who).index), kind="stable")
    numbers = ["" if pd.isna(number) else f": {number:.0f}" for number in rows["number"]]
    frame = pd.DataFrame(
        {
            "Who": rows["by"].map(who).mask(rows["by"].duplicated(), ""),
            "When": rows["date"].map(in_words),
            "What": rows["what"].map(capitalised) + pd.Series(numbers, rows.index, "string"),
            "Grade": rows["grade"],
        }
    )
    return table(WORDS, "reactions", frame)


def table_acquired(evidence: Evidence) -> Table:
    """Return the table of what Lithuania bought or plans to make since leaving, by date."""
    bought, plans = purchases(evidence).rename(columns={"event": "what"}), purchase_plans(evidence)
    plans = plans.assign(what=plans["indicator"] + ": " + plans["note"])
    columns = ["date", "what", "confidence"]
    rows = by_date(pd.concat([bought[columns], plans[columns]], ignore_index=True))
    frame = pd.DataFrame(
        {
            "When": rows["date"].map(in_words),
            "What is reported": rows["what"].map(capitalised),
            "Grade": rows["confidence"],
        }
    )
    since = rows["date"].min()[:4] if len(rows) else None
    return table(WORDS, "acquired", frame, since=since)


_DECIDES = {"acts_counted": "C52", "gain_counted": "C53"}
"""The claim whose verdict hangs on a term."""


def table_readings(evidence: Evidence) -> Table:
    """Return the table of the verdicts under every reading of the disputed terms."""
    rows = []
    for term, readings in WORDS.entry("definitions").items():
        for reading, meaning in readings.items():
            finding = find_in("leaving", evidence.narrowed(**{term: reading}))[_DECIDES[term]]
            then, now = str(finding.at_publication.verdict), str(finding.now.verdict)
            rows.append((_DECIDES[term], meaning, then, now))
    columns = ["Claim", "Reading", "When published", "Today"]
    return table(WORDS, "leaving-readings", pd.DataFrame(rows, columns=columns))
