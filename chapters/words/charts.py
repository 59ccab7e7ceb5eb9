"""Charts and tables of what was said, and of who made the treaty."""

from __future__ import annotations

import textwrap
from collections import Counter
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import INK, PALE, SMALL, canvas
from casebook.telling.pictures import Picture, Table, picture, table
from casebook.telling.wording import capitalised
from chapters.common.palette import SIDES
from chapters.words import WORDS
from chapters.words.facts import MAKING
from chapters.words.facts_statements import days_of, quotations, reporters, threat_statements

_RESULTS = {
    "exact": SIDES["supports"],
    "near": SIDES["supports"],
    "different_context": SIDES["questions"],
    "not_found": SIDES["neutral"],
}
"""Colour of each result, in the order of the columns."""

_KINDS = {
    "risk": (0.0, SIDES["supports"], 26),
    "no imminent threat": (1.0, SIDES["questions"], 35),
}
"""Place and colour of each kind of statement, and how many letters its column holds."""

_HEAD, _ROW, _LINE = 1.25, 0.8, 0.62
"""Heights of a passage's heading, of a row of marks and of a line of context, in row units."""

_LETTERS = 13
"""How many letters of a reporter's name fit into a column."""


def short_day(text: str) -> str:
    """Return a partial date in few letters: ``14 Dec 2023``."""
    return " ".join(word[:3] if word.isalpha() else word for word in in_words(text).split())


def looks(grade: str, colour: str) -> dict[str, object]:
    """Return the marker of a grade in a colour, as options of ``Axes.plot``: weak ones hollow."""
    return {
        "linestyle": "none",
        "marker": "s" if grade == "primary" else "o",
        "markersize": 7,
        "markeredgecolor": colour,
        "markerfacecolor": "white" if grade == "weak" else colour,
        "markeredgewidth": 1.6,
    }


def _grade_key(ax: Axes, grades: pd.Series) -> None:
    """Write the key of the grades that occur below the axes."""
    handles = [
        Line2D([], [], label=name, **looks(grade, INK))
        for grade, name in WORDS.entry("quotation_checks")["grades"].items()
        if grades.eq(grade).any()
    ]
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=len(handles),
        handletextpad=0.1,
        columnspacing=1.0,
        borderaxespad=0,
        borderpad=0,
    )


def chart_quotations(evidence: Evidence) -> Picture:
    """Return the chart of every check of words: what was found, where, and in what context."""
    checks = some(quotations(evidence), "no check of the words is accepted")
    passages = [rows for _, rows in checks[checks["quoted"]].groupby(["claim", "words"])]
    seen = [rows[rows["found"].ne("not_found")] for rows in passages]
    weak_only = [rows["claim"].iloc[0] for rows in seen if set(rows["grade"]) == {"weak"}]
    exact = sum((p["found"].eq("exact") & p["grade"].ne("weak")).any() for p in passages)
    return picture(
        WORDS,
        "quotation_checks",
        checks.drop(columns=["note", "id", "source"]),
        draw_quotations,
        evidence.cites(("quote_checks", evidence["quote_checks"])),
        known_to=evidence.reaches("quote_checks"),
        word_for_word=int(exact),
        quoted=len(passages),
        cut=int(sum(p["found"].eq("different_context").any() for p in passages)),
        passages=checks.groupby(["claim", "words"]).ngroups,
        tally={found: int(checks["found"].eq(found).sum()) for found in _RESULTS},
        weak=int(checks["grade"].eq("weak").sum()),
        weak_only=weak_only,
    )


def _contexts(rows: pd.DataFrame) -> list[str]:
    """Return the contexts found for a passage as lines that fit the chart."""
    texts = rows.loc[rows["found"].eq("different_context"), "found_text"].dropna()
    return [line for text in texts for line in textwrap.wrap(f"context: “{text}”", 76)]


def _step(rows: pd.DataFrame) -> float:
    """Return the height of a passage's rows of marks: more where a name takes two lines."""
    lines = rows["reporter"].map(lambda name: len(textwrap.wrap(name, _LETTERS))).max()
    return _ROW if lines == 1 else _ROW + 0.62 * (lines - 1)


def _height(rows: pd.DataFrame) -> float:
    """Return the height of a passage in row units."""
    marks = _step(rows) * rows["found"].value_counts().max()
    return _HEAD + marks + _LINE * len(_contexts(rows))


def draw_quotations(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_quotations`."""
    passages = [rows for _, rows in frame.groupby(["claim", "words"], sort=False)]
    figure, ax = canvas(0.22 * sum(map(_height, passages)) + 0.6)
    names = WORDS.entry("quotation_checks")["results"]
    for x, (found, colour) in enumerate(_RESULTS.items()):
        ax.text(x - 0.06, -0.35, names[found], color=colour, weight="bold", va="bottom")
    top = 0.0
    for rows in passages:
        _draw_passage(ax, rows, top)
        top += _height(rows)
    ax.set(xlim=(-0.1, len(_RESULTS) - 0.02), ylim=(top + 0.5, -0.4), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    _grade_key(ax, frame["grade"])
    return figure


def _draw_passage(ax: Axes, rows: pd.DataFrame, top: float) -> None:
    """Draw the checks of one passage below a height: heading, marks, contexts."""
    first, columns, step = rows.iloc[0], list(_RESULTS), _step(rows)
    words = f"“{first['words']}”" if first["quoted"] else f"{first['words']} (op-ed's words)"
    ax.axhline(top, color=PALE, linewidth=0.7)
    heading = f"{capitalised(first['claim'])}  {words}"
    ax.text(-0.08, top + 0.62, heading, weight="semibold", fontsize=SMALL, va="center")
    seen: Counter[str] = Counter()
    for row in rows.itertuples():
        x, y = columns.index(row.found), top + _HEAD + 0.25 * step + step * seen[row.found]
        seen[row.found] += 1
        ax.plot([x], [y], **looks(row.grade, _RESULTS[row.found]))
        name = textwrap.fill(row.reporter, _LETTERS)
        ax.text(x + 0.09, y, name, fontsize=SMALL, va="center", linespacing=1.0)
    ax.text(
        -0.06,
        top + _height(rows) - 0.12,
        "\n".join(_contexts(rows)),
        fontsize=SMALL,
        va="bottom",
        color=SIDES["questions"],
        linespacing=1.1,
    )


def chart_threat(evidence: Evidence) -> Picture:
    """Return the chart of Stoltenberg's statements on the Russian threat, in order of date."""
    said = some(threat_statements(evidence), "no words of his on the Russian threat are accepted")
    warned, calmed = (partial(days_of, said, kind) for kind in _KINDS)
    return picture(
        WORDS,
        "threat_statements",
        said[["date", "kind", "words", "use", "grade", "reporter"]],
        draw_threat,
        evidence.cites(("political_facts", said["id"]), ("quote_checks", said["id"])),
        warned=len(warned()),
        warned_solid=len(warned(solid=True)),
        calmed=len(calmed()),
        calmed_solid=len(calmed(solid=True)),
    )


def draw_threat(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_threat`."""
    figure, ax = canvas(0.62 * len(frame) + 0.8)
    names = WORDS.entry("threat_statements")["kinds"]
    for kind, (x, colour, _) in _KINDS.items():
        look = {"color": colour, "weight": "bold", "va": "top", "linespacing": 1.1}
        ax.text(x - 0.03, -1.15, names[kind], **look)
        ax.plot([x, x], [-0.35, len(frame) - 0.6], color=PALE, linewidth=1)
    for y, row in enumerate(frame.itertuples()):
        x, colour, letters = _KINDS[row.kind]
        lines = textwrap.wrap(f"“{row.words}”", letters)
        if pd.notna(row.use):
            lines.append(f"({row.use})")
        ax.plot([x], [y], **looks(row.grade, colour))
        ax.text(x + 0.06, y, "\n".join(lines), fontsize=SMALL, va="center", linespacing=1.05)
        ax.text(-0.1, y, short_day(row.date), ha="right", va="center", weight="semibold")
    ax.set(xlim=(-0.62, 1.98), ylim=(len(frame) - 0.3, -1.2), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    _grade_key(ax, frame["grade"])
    return figure


def table_quotations(evidence: Evidence) -> Table:
    """Return every check of words: result with grade, words found, what else is on record."""
    checks = some(quotations(evidence), "no check of the words is accepted")
    told, results = WORDS.entry("quotations"), WORDS.entry("quotation_checks")["results"]
    rows = list(checks.itertuples())
    shown = checks.assign(
        claim=checks["claim"].replace({"link": told["link"]}),
        words=[f"“{r.words}”" if r.quoted else f"{r.words} ({told['not_quoted']})" for r in rows],
        result=[f"{results[r.found]}, {r.grade} ({r.reporter} {r.year})" for r in rows],
        found_text="“" + checks["found_text"] + "”",
    )
    return table(WORDS, "quotations", shown)


def table_leaders(evidence: Evidence) -> Table:
    """Return who did what in the making of the treaty: who, part, when, source, grade."""
    rows = some(evidence.pick("political_facts", *MAKING), "no row on the making is accepted")
    rows = rows.sort_values("id", key=lambda ids: ids.map(MAKING.index))
    days = zip(rows["date_start"].map(in_words), rows["date_end"].map(in_words), strict=True)
    shown = rows.assign(
        when=[first if first == last else f"{first} to {last}" for first, last in days],
        source=reporters(evidence, rows["source"]),
        grade=rows["confidence"],
    )
    return table(WORDS, "oslo-leaders", shown)
