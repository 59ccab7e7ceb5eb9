"""To what day the book and its chapters speak: one rule for all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from casebook.data.dates import in_words
from casebook.data.reach import known_to
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import find_in, newest_day
from casebook.telling.wording import listed


def of_book(evidence: Evidence) -> date:
    """Return the day of the newest dated event; no verdict rests on a row of a later day."""
    return evidence.reaches("aftermath")


def of_chapter(chapter: str) -> Callable[[Evidence], str]:
    """Return a recipe: the newest day of the rows that a chapter's verdicts rest on, in words."""

    def told(evidence: Evidence) -> str:
        day = newest_day(evidence, find_in(chapter, evidence).values())
        return in_words(day) if day else "a day that no row tells"

    return told


def later_tables(evidence: Evidence) -> str:
    """Return the tables that hold rows of a day after the book's, each with its day, in words."""
    ends = {table: known_to(evidence.package, table) for table in evidence.package.frames}
    return listed(_told(ends.items(), of_book(evidence))) or "no table"


def _told(ends: Iterable[tuple[str, date | None]], last: date) -> list[str]:
    return [f"{table} (to {in_words(day)})" for table, day in ends if day and day > last]
