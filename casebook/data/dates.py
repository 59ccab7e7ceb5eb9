"""Partial ISO dates: ``2024``, ``2024-07`` or ``2024-07-18``."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = PARTIAL_DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    # Raises ValueError for a month or day that does not exist, 00 included.
    date(year, 1 if month is None else month, 1 if day is None else day)
    return year, month, day


@cache
def earliest_day(text: str) -> date:
    """Return the first day that a partial date can mean.

    Raises
    ------
    ValueError
        If the text is not a partial ISO date or names a day that does not exist.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


@cache
def latest_day(text: str) -> date:
    """Return the last day that a partial date can mean.

    A fact dated "2024" counts as known on 10 August 2024 only if it was surely known by then, so
    what was knowable is always judged by this day.

    Raises
    ------
    ValueError
        If the text is not a partial ISO date or names a day that does not exist.
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def in_words(text: str | date) -> str:
    """Return a full or partial date as prose: ``18 July 2024``, ``July 2024`` or ``2024``."""
    year, month, day = _parts(text.isoformat() if isinstance(text, date) else text)
    name = [calendar.month_name[month]] if month else []
    return " ".join([*([str(day)] if day else []), *name, str(year)])
