"""Charts and tables to show: a frame, what it rests on, and its words from ``words.yml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from casebook.reasoning.evidence import GRADES, Cited
from casebook.telling.words import Words, rows


@dataclass(frozen=True)
class Picture:
    """A chart with all that belongs to it.

    ``frame`` holds exactly what is drawn and is offered for download. ``title`` says the finding,
    ``subtitle`` the measure, unit and date. ``caption`` adds how to read it, ``alt`` says in words
    what the chart shows. ``sources`` are keys of the sources table, none where the chart shows this
    book's own assessment. ``marks`` are what the marks say, a text for each row of the frame, or
    nothing. ``rests_on`` are the rows drawn.
    """

    name: str
    frame: pd.DataFrame
    draw: Callable[[pd.DataFrame], Figure]
    title: str
    subtitle: str
    caption: str
    alt: str
    sources: tuple[str, ...]
    marks: tuple[str, ...] = ()
    rests_on: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table ready to print: text and numbers as they stand, column names as headings."""

    name: str
    frame: pd.DataFrame
    caption: str


def sources_of(cited: Iterable[Cited]) -> tuple[str, ...]:
    """Return the sources of rows, each once: those of the best grade first, then as they come."""
    best: dict[str, int] = {}
    for row in (row for table in cited for row in table.rows):
        rank = GRADES.index(row.grade) if row.grade in GRADES else 0
        for source in row.sources:
            best[source] = min(rank, best.get(source, rank))
    return tuple(sorted(best, key=best.__getitem__))


def picture(
    words: Words,
    name: str,
    frame: pd.DataFrame,
    draw: Callable[[pd.DataFrame], Figure],
    cited: Iterable[Cited],
    **facts: object,
) -> Picture:
    """Return a chart with the words of its entry.

    The templates see the facts, and the rows of the frame as ``rows`` (see ``words.rows``).
    ``cited`` are the rows drawn: the chart's sources are theirs. A text ``mark`` is filled once a
    row, as ``row``.
    """
    if frame.index.dtype.kind == "i":  # marks name their row by its place in the frame
        frame = frame.reset_index(drop=True)
    shown = rows(frame)
    given = {"rows": shown, **facts}
    texts = (words.say(name, key, given) for key in ("title", "subtitle", "caption", "alt"))
    spoken = shown if "mark" in words.entry(name) else []
    marks = tuple(words.say(name, "mark", {**given, "row": row}) for row in spoken)
    drawn = tuple(cited)
    return Picture(name, frame, draw, *texts, sources_of(drawn), marks, drawn)


def table(words: Words, name: str, frame: pd.DataFrame, **facts: object) -> Table:
    """Return a table with the words of its entry: its caption, and its headings by column.

    An entry without ``columns`` keeps the frame's own names.
    """
    headings = words.entry(name).get("columns", {})
    shown = frame[list(headings)].rename(columns=headings) if headings else frame
    return Table(name, shown, words.say(name, "caption", {"rows": rows(frame), **facts}))
