"""The charts and the table of "What does China change?"."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import GREY, INK, PALE, SMALL, canvas, legible
from casebook.telling.marks import Tile, beside, dot, labelled_rows, spread, tile_table
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.words import rows
from chapters.china import WORDS
from chapters.china.facts import TOOLS, shares, trade, trade_rows, votes
from chapters.common.palette import BLUE, BRICK, OCHRE
from chapters.common.states import name

_KINDS = {"phrase": (BLUE, "o"), "limit": (BRICK, "D"), "event": (GREY, "s")}
"""Colour and marker of what was said: the phrase, its limits, an event for orientation."""

_CROWDED = 45
"""Days within which two marks of the timeline stand side by side."""

_EMPTY = {"facecolor": "white", "edgecolor": GREY}
_VOTES = {
    "yes": Tile("yes", {"facecolor": BLUE, "edgecolor": "none"}, "white"),
    "abstain": Tile("abstain", {"facecolor": PALE, "edgecolor": "none"}),
    "no": Tile("no", {"facecolor": BRICK, "edgecolor": "none"}, "white"),
    "non_voting": Tile("absent", {**_EMPTY, "hatch": "...."}),
    "not found": Tile("?", {**_EMPTY, "linestyle": "--"}, GREY),
}


def said_of_the_tie(evidence: Evidence) -> pd.DataFrame:
    """Return the uses of "no limits" and what was said of it, by date.

    Columns: ``start``, ``end`` (partial dates; they differ where the day is not known), ``who``,
    ``words`` (quotation or our summary), ``kind`` (``phrase``, ``limit``, ``event``), ``row``.

    Raises
    ------
    NotInEvidence
        If no accepted report has the phrase.
    """
    lines = []
    for mark in WORDS.entry("no_limits")["marks"]:
        for _, row in evidence.pick(mark["table"], mark["row"]).iterrows():
            start = next(row[c] for c in ("found_date", "period_start", "date") if c in row)
            words = (mark["who"], mark["words"], mark["kind"])
            lines.append((start, row.get("period_end", start), *words, mark["row"], mark["table"]))
    columns = ["start", "end", "who", "words", "kind", "row", "table"]
    frame = pd.DataFrame(lines, columns=columns)
    reports = frame["kind"].eq("phrase") & frame["table"].ne("timeline")
    some(frame[reports], "no report accepted that has the phrase")
    return frame.drop(columns="table").sort_values("start", kind="stable", ignore_index=True)


def chart_phrase(evidence: Evidence) -> Picture:
    """Return the timeline of the phrase "no limits" and of what was said of it."""
    frame = said_of_the_tie(evidence)
    cited = evidence.cites(
        *((each, tuple(frame["row"])) for each in ("quote_checks", "china_russia", "timeline"))
    )
    limits = int(frame["kind"].eq("limit").sum())
    return picture(WORDS, "no_limits", frame, draw_phrase, cited, limits=limits)


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
    labels = dict(zip(order, spread((middles[i] for i in order), 112), strict=True))
    across = dict.fromkeys(order, 0.0)
    for later, earlier in pairwise(reversed(order)):
        if middles[later] - middles[earlier] < _CROWDED:
            across[earlier] = across[later] + 0.07
    for i, row in enumerate(frame.itertuples()):
        colour, marker = _KINDS[row.kind]
        if days[i][0] < days[i][1]:
            ax.plot([0, 0], days[i], color=colour, linewidth=6, alpha=0.3)
        ax.plot(across[i], middles[i], marker=marker, color=colour, markersize=8)
        ends = [across[i] + 0.04, 0.24], [middles[i], labels[i]]
        ax.plot(*ends, color=GREY, linewidth=0.6, zorder=0)
        look = {
            "color": INK if row.kind == "event" else colour,
            "weight": "semibold" if row.kind == "phrase" else "normal",
        }
        words = f"{in_words(row.start)}: {row.who}\n{row.words}"
        ax.text(0.26, labels[i], words, va="center", linespacing=1.15, **look)
    years = range(first.year, latest_day(frame["end"].max()).year + 1)
    ax.set(xlim=(-0.1, 1.9), ylim=(max(labels.values()) + 70, -40), xticks=[])
    ax.set_yticks([(earliest_day(str(y)) - first).days for y in years], map(str, years))
    ax.spines["bottom"].set_visible(False)
    return figure


def chart_trade(evidence: Evidence) -> Picture:
    """Return the chart of the yearly trade: dollars as published, the yuan conversion apart."""
    frame = trade(evidence)
    dollars = frame[frame["basis"].eq("dollars")].dropna()
    told = rows(some(dollars, "no trade in dollars is accepted"))
    return picture(
        WORDS,
        "china_russia_trade",
        frame,
        draw_trade,
        evidence.cites(("china_russia", trade_rows(evidence))),
        first=told[0],
        last=told[-1],
        top=max(told, key=lambda year: year["value"]),
        dollars=told,
        yuan=rows(frame[frame["basis"].ne("dollars")]),
        missing=[str(year) for year in frame.loc[frame["value"].isna(), "year"]],
    )


def draw_trade(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_trade`."""
    figure, ax = canvas(2.6)
    for row in frame.itertuples():
        if pd.isna(row.value):
            ax.text(row.year, 6, "not\nfound", ha="center", color=GREY, fontsize=SMALL)
        elif row.basis == "dollars":
            ax.bar(row.year, row.value, color=BLUE, width=0.62)
            ax.text(row.year, row.value + 4, f"{row.value:.1f}", ha="center", weight="semibold")
        else:
            x, words = row.year + 0.42, f"{row.value:.0f} from\nyuan"
            dot(ax, x, row.value, OCHRE, hollow=True, marker="s", size=7)
            beside(ax, words, x, row.value, color=legible(OCHRE), fontsize=SMALL)
    years = sorted(set(frame["year"]))
    ax.set(xticks=years, xlim=(years[0] - 0.6, years[-1] + 1.3))
    ax.set_ylim(0, 1.13 * frame["value"].max())
    ax.grid(axis="y")
    return figure


def chart_goods(evidence: Evidence) -> Picture:
    """Return the chart of the published Chinese shares of Russian imports."""
    found = some(shares(evidence), "no Chinese share of Russian imports is accepted")
    tools = found.loc[found["good"].isin(TOOLS), "value"]
    names = WORDS.entry("chinese_share_of_imports")["goods"]
    frame = found.assign(goods=found["good"].map(names))
    frame = frame.sort_values(["value", "goods"], ascending=[False, True], ignore_index=True)
    cited = evidence.cites(("china_russia", tuple(frame["row"])))
    facts = {"tools": list(tools), "lowest": tools.min(), "highest": tools.max()}
    frame = frame.drop(columns="good")
    return picture(WORDS, "chinese_share_of_imports", frame, draw_goods, cited, **facts)


def draw_goods(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_goods`."""
    labels = (f"{row.goods}\n{row.period}, {row.by}" for row in frame.itertuples())
    figure, ax = labelled_rows(labels)
    for y, row in enumerate(frame.itertuples()):
        if pd.notna(row.before):
            ax.plot([row.before, row.value], [y, y], color=BLUE, linewidth=1.2)
            dot(ax, row.before, y, BLUE, hollow=True, size=5)
            ax.text(row.before - 3, y, f"{row.before:.0f}", va="center", ha="right", color=GREY)
        dot(ax, row.value, y, BLUE, hollow=not row.known_then, marker="D")
        ax.text(row.value + 3.5, y, f"{row.value:.0f}", va="center", weight="semibold")
    ax.set(xlim=(0, 106), xticks=range(0, 101, 25), xlabel="Percent")
    return figure


def chart_votes(evidence: Evidence) -> Picture:
    """Return the strip of the votes on the yearly resolution: China, Russia, the United States."""
    states = ("CHN", "RUS", "USA")
    frame = votes(evidence, *states).assign(name=lambda v: [name(evidence, s) for s in v["iso3"]])
    own = frame[frame["iso3"].eq("CHN")]
    cast = evidence.pick("unga_votes_by_state", solid=True, iso3=states)
    return picture(
        WORDS,
        "china_votes",
        frame,
        draw_votes,
        evidence.cites(("unga_votes_by_state", cast)),
        abstained=int(own["vote"].eq("abstain").sum()),
        yes=int(own["vote"].eq("yes").sum()),
        first=own["year"].min(),
        last=own["year"].max(),
        states=[
            {"name": state, "votes": rows(those)}
            for state, those in frame.groupby("name", sort=False)
        ],
    )


def draw_votes(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_votes`."""
    tiles = {(str(cell.year), cell.name): _VOTES[cell.vote] for cell in frame.itertuples()}
    years = [str(year) for year in sorted(set(frame["year"]))]
    return tile_table(years, list(dict.fromkeys(frame["name"])), tiles)


def table_arsenal(evidence: Evidence) -> Table:
    """Return what is known of China's stock and production, with the grade of each row."""
    entry, lines = WORDS.entry("china-arsenal"), []
    for line in entry["lines"]:
        for _, row in evidence.pick(line["table"], line["row"]).iterrows():
            known, place = in_words(row["known_from"]), f"{line['table']} {line['row']}"
            lines.append((line["what"], known, row["confidence"], place))
    if evidence.pick("non_party_stockpilers", iso3="CHN").empty:
        lines.append((entry["missing"], None, "not published", None))
    frame = pd.DataFrame(lines, columns=["what", "known", "grade", "row"])
    return table(WORDS, "china-arsenal", frame)
