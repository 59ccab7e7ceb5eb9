"""The charts of Lithuania's steps and of who left which treaty, and the chapter's tables."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from casebook.telling.drawing.charts import INK, SMALL, canvas, text_on
from casebook.telling.drawing.forms import is_narrow
from casebook.telling.drawing.marks import beside, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from casebook.telling.findings import find_in
from casebook.telling.wording import capitalised
from chapters.common.exits import CLUSTER, MINES, list_date, months_to_vote
from chapters.common.mark_sources import with_sources
from chapters.common.palette import NOTICE_PERIOD, STATUS, STATUS_HATCHES, STEPS
from chapters.leaving import WORDS
from chapters.leaving.facts import (
    LITHUANIA,
    by_date,
    lithuanias_exit,
    notice_months,
    purchases,
    statuses_over_time,
    steps,
    vote_reports,
)


def chart_steps(evidence: Evidence) -> Picture:
    """Return the chart of dated steps from the first suggestion to the exit and after."""
    frame = steps(evidence)
    frame["label"] = frame["step"].map(WORDS.entry("lithuania_steps")["labels"])
    frame["day"] = frame["last"].where(frame["first"].eq(frame["last"]), frame["last"].str[:7])
    told = pd.concat([evidence["political_facts"], evidence["aftermath"]])
    frame = with_sources(frame, told[told["id"].isin(frame["id"])], "id")
    return picture(
        WORDS,
        "lithuania_steps",
        frame[["id", "first", "last", "day", "label", "where", "source", "grade"]],
        draw_steps,
        evidence.cites(("political_facts", frame["id"]), ("aftermath", frame["id"])),
        **lithuanias_exit(evidence),
        took=months_to_vote(evidence),
        notice_months=notice_months(evidence),
    )


def draw_steps(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_steps`."""
    markers = {"Vilnius": "o", "treaty": "D", "after": "s", "op-ed": "^"}
    figure, ax = canvas(0.27 * len(frame) + 0.5)
    first, last = pd.to_datetime(frame["first"]), pd.to_datetime(frame["last"])
    middle, centre = first + (last - first) / 2, first.min() + (last.max() - first.min()) / 2
    notice = middle[frame["where"].eq("treaty")]
    if len(notice) > 1:
        ax.axvspan(notice.min(), notice.max(), color=NOTICE_PERIOD, linewidth=0)
        look = {"ha": "center", "va": "center", "color": STEPS["treaty"]}
        ax.text(notice.mean(), -1.0, "notice period", **look)
    for y, row in frame.iterrows():
        colour, early = STEPS[row["where"]], middle[y] < centre
        ax.plot([first[y], last[y]], [y, y], color=colour, linewidth=2)
        (mark,) = ax.plot(middle[y], y, marker=markers[row["where"]], color=colour, markersize=6)
        say(mark, y)
        beside(
            ax,
            row["label"] if is_narrow() else f"{row['label']}, {in_words(row['day'])}",
            last[y] if early else first[y],
            y,
            gap=(7 if early else -7, 0),
            ha="left" if early else "right",
            weight="semibold" if row["where"] in ("treaty", "op-ed") else "normal",
        )
    ax.set(ylim=(len(frame) - 0.4, -1.5), yticks=[])
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines["left"].set_visible(False)
    return figure


def chart_followed(evidence: Evidence) -> Picture:
    """Return the chart of who left the cluster convention and who left the mine ban."""
    frame = statuses_over_time(evidence)
    near, left = tuple(frame["iso3"]), frame[frame["left"].notna()]
    never = frame["treaty"].eq(CLUSTER) & frame["status"].eq("never joined")
    return picture(
        WORDS,
        "who_followed",
        frame,
        draw_followed,
        evidence.cites(
            ("ccm_status", evidence.pick("ccm_status", iso3=near)),
            ("apmbc_status", evidence.pick("apmbc_status", iso3=near)),
        ),
        cluster=list(left.loc[left["treaty"].eq(CLUSTER), "name"]),
        mines=list(left.loc[left["treaty"].eq(MINES), "name"]),
        never=list(frame.loc[never, "name"]),
        list_ends=list_date(evidence),
    )


def draw_followed(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_followed`."""
    figure, axes = canvas(2.7, columns=2, sharey=True)
    names = list(dict.fromkeys(frame["name"]))
    for ax, (treaty, rows) in zip(axes, frame.groupby("treaty", sort=False), strict=True):
        first, end = pd.Timestamp(rows["start"].min()), pd.Timestamp(rows["end"].max())
        for row in rows.itertuples():
            y, words = names.index(row.name), row.status.removeprefix("state ")
            stop = end if pd.isna(row.left) else pd.Timestamp(row.left)
            for status, since, until in ((row.status, first, stop), ("left", stop, end)):
                look = {"color": STATUS[status], "hatch": STATUS_HATCHES.get(status)}
                bar = ax.barh(y, until - since, left=since, height=0.66, **look)
                bar[0].set(edgecolor="white", linewidth=0)
            beside(ax, words, first, y, (4, 0), fontsize=SMALL, color=text_on(STATUS[row.status]))
            if pd.notna(row.left):
                beside(ax, f"left {stop:%b %Y}", end, y, (4, 0), fontsize=SMALL, weight="semibold")
            if pd.notna(row.notified):
                look = {"marker": "D", "markersize": 6, "color": "white", "markeredgecolor": INK}
                ax.plot(pd.Timestamp(row.notified), y + 0.33, **look)
        ax.set_title(treaty, fontsize=SMALL)
        ax.set(
            yticks=range(len(names)),
            yticklabels=names,
            ylim=(len(names) - 0.4, -0.6),
            xlim=(first, end + (end - first) * 0.45),
            xticks=pd.date_range(first, end, freq="2YS"),
        )
        ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
        ax.spines["left"].set_visible(False)
        ax.spines["bottom"].set_bounds(mdates.date2num(first), mdates.date2num(end))
    return figure


def table_votes(evidence: Evidence) -> Table:
    """Return the table of every report of both votes."""
    frame = vote_reports(evidence)
    frame = frame.assign(vote=frame["stage"].str.capitalize() + ", " + frame["date"].map(in_words))
    return table(WORDS, "seimas-votes", frame, needed=int(frame["needed"].max()))


def table_article_20(evidence: Evidence) -> Table:
    """Return the table of the rules on leaving."""
    rules = evidence.rows("ccm_articles", article=20)
    rules = rules.assign(
        paragraph="20(" + rules["paragraph"] + ")",
        quoted_words="“" + rules["quoted_words"] + "”",
    )
    return table(WORDS, "article-20", rules)


def table_law(evidence: Evidence) -> Table:
    """Return the table of the law: whom it binds, what it says, what leaving changes."""
    said, rows = WORDS.entry("law"), evidence.rows("law")
    places = rows[["instrument", "article", "paragraph"]].fillna("").itertuples(index=False)
    rows = rows.assign(
        where=[" ".join(filter(None, place)) for place in places],
        binds=rows["binds"].map(capitalised),
        after=rows["after_leaving"].map(said["after"]).fillna(said["not_asked"]),
    )
    return table(WORDS, "law", rows)


def table_reactions(evidence: Evidence) -> Table:
    """Return the table of the reactions that are reported, by date."""
    facts = evidence["political_facts"].rename(columns={"fact": "what", "date_start": "date"})
    later = evidence["aftermath"].rename(columns={"event": "what"})
    rows = by_date(pd.concat([facts, later]).dropna(subset=["reaction_by"]).reset_index())
    numbers = ["" if pd.isna(number) else f": {number:.0f}" for number in rows["number"]]
    rows = rows.assign(
        who=rows["reaction_by"].map(WORDS.entry("reactions")["who"]),
        when=rows["date"].map(in_words),
        what=rows["what"].map(capitalised) + pd.Series(numbers, rows.index, "string"),
    )
    return table(WORDS, "reactions", rows)


def table_acquired(evidence: Evidence) -> Table:
    """Return the table of what Lithuania bought or plans to make since leaving, by date."""
    made = ("shell_plant", "mine_production_restart")
    plans = evidence.pick("industrial_base", solid=True, actor_iso3=LITHUANIA, measure=made)
    plans = plans.assign(event=plans["indicator"] + ": " + plans["note"])
    rows = by_date(pd.concat([purchases(evidence), plans], ignore_index=True))
    rows = rows.assign(when=rows["date"].map(in_words), event=rows["event"].map(capitalised))
    return table(WORDS, "acquired", rows)


def table_readings(evidence: Evidence) -> Table:
    """Return the table of the verdicts under every reading of the disputed terms."""
    decides = {"acts_counted": "C52", "gain_counted": "C53"}
    rows = []
    for term, claim in decides.items():
        for reading, meaning in WORDS.entry("definitions")[term].items():
            finding = find_in("leaving", evidence.narrowed(**{term: reading}))[claim]
            then, now = str(finding.at_publication.verdict), str(finding.now.verdict)
            rows.append((claim, meaning, then, now))
    columns = ["Claim", "Reading", "When published", "Today"]
    return table(WORDS, "leaving-readings", pd.DataFrame(rows, columns=columns))
