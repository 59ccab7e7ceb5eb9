"""Charts of what was said, for the chapter "Stoltenberg, Rutte and the quotations".

The timelines of offices and acts stand in ``words_timelines``.
"""

from __future__ import annotations

import textwrap
from collections import Counter

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, some
from casebook.telling.charts import INK, PALE, SIDE_COLOURS, SMALL, Picture, canvas
from casebook.telling.wording import capitalised, how_many, listed, spelled
from casebook.words_record import short_day
from casebook.words_statements import quotations, threat_statements

_RESULTS = {
    "exact": ("exact", SIDE_COLOURS["supports"]),
    "near": ("near", SIDE_COLOURS["supports"]),
    "different_context": ("other context", SIDE_COLOURS["questions"]),
    "not_found": ("not found", SIDE_COLOURS["neutral"]),
}
"""Name and colour of each result, in the order of the columns."""

_GRADES = {
    "primary": ("s", "own text (primary)"),
    "secondary": ("o", "second hand"),
    "weak": ("o", "weak source"),
}
"""Marker and name of each grade; weak ones are drawn hollow."""

_HEAD, _ROW, _LINE = 1.25, 0.8, 0.62
"""Heights of a passage's heading, of a row of marks and of a line of context, in row units."""

_LETTERS = 13
"""How many letters of a reporter's name fit into a column."""


def _looks(grade: str, colour: str) -> dict[str, object]:
    """Return the marker of a grade in a colour, as options of ``Axes.plot``."""
    return {
        "linestyle": "none",
        "marker": _GRADES[grade][0],
        "markersize": 7,
        "markeredgecolor": colour,
        "markerfacecolor": "white" if grade == "weak" else colour,
        "markeredgewidth": 1.6,
    }


def _grade_key(ax: Axes, grades: pd.Series) -> None:
    """Write the key of the grades that occur below the axes."""
    handles = [
        Line2D([], [], label=name, **_looks(grade, INK))
        for grade, (_, name) in _GRADES.items()
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
    """Chart of every check of words: what was found, in what grade of source, in what context."""
    checks = some(quotations(evidence), "no check of the words is accepted")
    passages = [rows for _, rows in checks[checks["quoted"]].groupby("claim")]
    exact = sum((p["found"].eq("exact") & p["grade"].ne("weak")).any() for p in passages)
    cut = sum(p["found"].eq("different_context").any() for p in passages)
    seen = [p[p["found"].ne("not_found")] for p in passages]
    weak_only = listed(p["claim"].iloc[0] for p in seen if len(p) and p["grade"].eq("weak").all())
    tally = checks["found"].value_counts()
    return Picture(
        name="quotation_checks",
        frame=checks.drop(columns=["note", "id", "source"]),
        draw=draw_quotations,
        title=(
            f"{capitalised(how_many(exact))} of {spelled(len(passages))} quoted passages stand "
            f"word for word; {how_many(cut)} have a context that cuts against their use"
        ),
        subtitle=f"One mark a check of the words against one source, {in_words(evidence.as_of)}",
        caption=(
            "Word for word counts only sources that are not weak. Near means other words of the "
            "same sense; other context, that the source cuts against the use made of the words, "
            "with the words of that context below. Not found means absent from the part of the "
            "source that was read, not proof that it was never said. The words of C44 are the "
            "op-ed's own, checked as a claim. C10 is judged in another chapter."
        ),
        alt=(
            f"A grid of {len(checks)} checks on {checks.groupby(['claim', 'words']).ngroups} "
            f"passages: {tally.get('exact', 0)} exact, {tally.get('near', 0)} near, "
            f"{tally.get('different_context', 0)} with another context, "
            f"{tally.get('not_found', 0)} not found. {checks['grade'].eq('weak').sum()} rest on "
            f"weak sources. Passages known only from weak sources: {weak_only}."
        ),
        sources=tuple(checks["source"].unique()),
    )


def _contexts(rows: pd.DataFrame) -> list[str]:
    """Return the contexts found for a passage as lines that fit the chart."""
    texts = rows.loc[rows["found"].eq("different_context"), "found_text"].dropna()
    return [line for text in texts for line in textwrap.wrap(f"context: “{text}”", 76)]


def _step(rows: pd.DataFrame) -> float:
    """Return the height of a passage's rows of marks: more where a name takes two lines."""
    lines = rows["reporter"].map(lambda name: len(textwrap.wrap(name, _LETTERS))).max()
    return _ROW if lines == 1 else _ROW + 0.62 * (lines - 1)


def draw_quotations(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_quotations`."""
    passages = [rows for _, rows in frame.groupby("claim", sort=False)]
    lines = [_contexts(rows) for rows in passages]
    steps = [_step(rows) for rows in passages]
    heights = [
        _HEAD + step * rows["found"].value_counts().max() + _LINE * len(context)
        for rows, context, step in zip(passages, lines, steps, strict=True)
    ]
    figure, ax = canvas(0.22 * sum(heights) + 0.6)
    columns = list(_RESULTS)
    for x, (name, colour) in enumerate(_RESULTS.values()):
        ax.text(x - 0.06, -0.35, name, color=colour, weight="bold", va="bottom")
    top = 0.0
    for rows, context, height, step in zip(passages, lines, heights, steps, strict=True):
        first = rows.iloc[0]
        words = f"“{first['words']}”" if first["quoted"] else f"{first['words']} (op-ed's words)"
        ax.axhline(top, color=PALE, linewidth=0.7)
        ax.text(
            -0.08,
            top + 0.62,
            f"{capitalised(first['claim'])}  {words}",
            weight="semibold",
            fontsize=SMALL,
            va="center",
        )
        seen: Counter[str] = Counter()
        for row in rows.itertuples():
            x, y = columns.index(row.found), top + _HEAD + 0.25 * step + step * seen[row.found]
            seen[row.found] += 1
            ax.plot([x], [y], **_looks(row.grade, _RESULTS[row.found][1]))
            name = textwrap.fill(row.reporter, _LETTERS)
            ax.text(x + 0.09, y, name, fontsize=SMALL, va="center", linespacing=1.0)
        top += height
        ax.text(
            -0.06,
            top - 0.12,
            "\n".join(context),
            fontsize=SMALL,
            va="bottom",
            color=SIDE_COLOURS["questions"],
            linespacing=1.1,
        )
    ax.set(xlim=(-0.1, len(columns) - 0.02), ylim=(top + 0.5, -0.4), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    _grade_key(ax, frame["grade"])
    return figure


def chart_threat(evidence: Evidence) -> Picture:
    """Chart of Stoltenberg's statements on the Russian threat, both kinds, in order of date."""
    said = threat_statements(evidence)
    days = said.groupby("kind")["date"].nunique()
    solid = said[said["grade"].ne("weak")].groupby("kind")["date"].nunique()
    warned, calmed = (int(days.get(kind, 0)) for kind in ("risk", "no imminent threat"))
    firm, calm = (int(solid.get(kind, 0)) for kind in ("risk", "no imminent threat"))
    return Picture(
        name="threat_statements",
        frame=said[["date", "kind", "words", "use", "grade", "reporter"]],
        draw=draw_threat,
        title=(
            f"On {spelled(warned)} of the days on record Stoltenberg warned of Russia, on "
            f"{spelled(calmed)} he said that no attack was imminent"
        ),
        subtitle="His words as reported, in order of date (not to scale)",
        caption=(
            f"In sources that are not weak: {how_many(firm)} of the warnings, {how_many(calm)} of "
            "the others. The two kinds fit together: one says what may follow, the other that it "
            "is not near. The reports come from a search and are not all that he said."
        ),
        alt="; ".join(
            f"{in_words(row.date)}, {row.kind}, {row.reporter} ({row.grade}): “{row.words}”"
            for row in said.itertuples()
        )
        + ".",
        sources=tuple(said["source"].unique()),
    )


def draw_threat(frame: pd.DataFrame) -> Figure:
    """Draw :func:`chart_threat`."""
    figure, ax = canvas(0.62 * len(frame) + 0.8)
    sides = {
        "risk": (0.0, SIDE_COLOURS["supports"], "Russia may go on,\nor seeks control", 26),
        "no imminent threat": (
            *(1.0, SIDE_COLOURS["questions"], "no imminent attack\non an ally", 35),
        ),
    }
    for x, colour, name, _ in sides.values():
        ax.text(x - 0.03, -1.15, name, color=colour, weight="bold", va="top", linespacing=1.1)
        ax.plot([x, x], [-0.35, len(frame) - 0.6], color=PALE, linewidth=1)
    for y, row in enumerate(frame.itertuples()):
        x, colour, _, letters = sides[row.kind]
        lines = textwrap.wrap(f"“{row.words}”", letters)
        if pd.notna(row.use):
            lines.append(f"({row.use})")
        ax.plot([x], [y], **_looks(row.grade, colour))
        ax.text(x + 0.06, y, "\n".join(lines), fontsize=SMALL, va="center", linespacing=1.05)
        ax.text(-0.1, y, short_day(row.date), ha="right", va="center", weight="semibold")
    ax.set(xlim=(-0.62, 1.98), ylim=(len(frame) - 0.3, -1.2), xticks=[], yticks=[])
    ax.spines[["left", "bottom"]].set_visible(False)
    _grade_key(ax, frame["grade"])
    return figure
