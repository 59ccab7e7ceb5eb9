"""The charts and the tables of "What does China change?"."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.drawing.charts import GREY, canvas
from casebook.telling.drawing.marks import beside, dot, labelled_rows, say
from casebook.telling.drawing.pictures import Picture, Table, picture, table
from chapters.china import WORDS
from chapters.china.facts import TOOLS, shares, trade
from chapters.common.mark_sources import of_rows
from chapters.common.palette import COUNTRIES, GRADE_HATCHES

_COLOUR = COUNTRIES["China"]


def chart_goods(evidence: Evidence) -> Picture:
    """Return the chart of the published Chinese shares of Russian imports."""
    found = some(shares(evidence), "no Chinese share of Russian imports is accepted")
    tools = found.loc[found["good"].isin(TOOLS), "value"]
    names = WORDS.entry("chinese_share_of_imports")["goods"]
    frame = found.assign(goods=found["good"].map(names)).drop(columns="good")
    frame = of_rows(frame, evidence, "china_russia")
    cited = evidence.cites(("china_russia", tuple(frame["row"])))
    facts = {"tools": len(tools), "lowest": tools.min(), "highest": tools.max()}
    return picture(WORDS, "chinese_share_of_imports", frame, draw_goods, cited, **facts)


def draw_goods(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_goods`."""
    labels = (f"{row.goods}\n{row.period}, {row.by}" for row in frame.itertuples())
    figure, ax = labelled_rows(labels)
    for y, row in enumerate(frame.itertuples()):
        if pd.notna(row.before):
            ax.plot([row.before, row.value], [y, y], color=_COLOUR, linewidth=1.2)
            dot(ax, row.before, y, _COLOUR, hollow=True, size=5)
            beside(ax, f"{row.before:.0f}", row.before, y, (-6, 0), ha="right", color=GREY)
        say(dot(ax, row.value, y, _COLOUR, hollow=not row.known_then, marker="D"), y)
        beside(ax, f"{row.value:.0f}", row.value, y, (8, 0), weight="semibold")
    ax.set(xlim=(-6, 106), xticks=range(0, 101, 25), xlabel="Percent")
    return figure


def chart_trade(evidence: Evidence) -> Picture:
    """Return the chart of the yearly trade in dollars as published."""
    frame = of_rows(trade(evidence), evidence, "china_russia")
    cited = evidence.cites(("china_russia", tuple(frame["row"])))
    first, last, top = frame.iloc[0], frame.iloc[-1], frame.loc[frame["value"].idxmax()]
    facts = {"first": first, "last": last, "top": top, "weak": frame["grade"].eq("weak").any()}
    return picture(WORDS, "china_russia_trade", frame, draw_trade, cited, **facts)


def draw_trade(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_trade`."""
    figure, ax = canvas(2.2)
    look = {"facecolor": _COLOUR, "edgecolor": "white", "linewidth": 0, "width": 0.62}
    hatches = [GRADE_HATCHES.get(grade, "") for grade in frame["grade"]]
    bars = ax.bar(frame["year"], frame["value"], hatch=hatches, **look)
    for place, (bar, row) in enumerate(zip(bars, frame.itertuples(), strict=True)):
        say(bar, place)
        look = {"ha": "center", "va": "bottom", "weight": "semibold"}
        beside(ax, f"{row.value:.1f}", row.year, row.value, (0, 2), **look)
    ax.set(xticks=list(frame["year"]), ylim=(0, 1.13 * frame["value"].max()))
    ax.grid(axis="y")
    return figure


def _lines(evidence: Evidence, name: str) -> pd.DataFrame:
    """Return the lines of a table's entry whose rows are accepted, with day, grade and row."""
    lines = []
    for line in WORDS.entry(name)["lines"]:
        for _, row in evidence.pick(line["table"], line["row"]).iterrows():
            day = next(row[c] for c in ("found_date", "period_start", "known_from") if c in row)
            lines.append({**line, "day": day, "known": in_words(day), "grade": row["confidence"]})
    return some(pd.DataFrame(lines), f"no row of the table {name} is accepted")


def table_phrase(evidence: Evidence) -> Table:
    """Return the table of the uses of "no limits" and of what was said of it, by date."""
    return table(WORDS, "no-limits", _lines(evidence, "no-limits").sort_values("day"))


def table_arsenal(evidence: Evidence) -> Table:
    """Return what is known of China's stock and production, with the grade of each row."""
    frame = _lines(evidence, "china-arsenal")
    if evidence.pick("non_party_stockpilers", iso3="CHN").empty:
        missing = pd.DataFrame([WORDS.entry("china-arsenal")["missing"]])
        frame = pd.concat([frame, missing])
    return table(WORDS, "china-arsenal", frame)
