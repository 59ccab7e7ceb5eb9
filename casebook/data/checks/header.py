"""The first row of a CSV table: the names of its columns, and how they may have been lost.

A file with another separator, a title above its names or its columns in another order is one
mistake, and is told as one, however many columns it has.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from casebook.data.faults import Fault

HEADER_ROW = 1

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}


def header_faults(file: str, first: str, columns: Sequence[str]) -> list[Fault]:
    """Return what is wrong with the first row of a table that should have these columns."""
    header = next(csv.reader([first]), [])
    if header == list(columns):
        return []
    if sign := _separator(first, columns):
        expected = f"commas between the cells, not {_SEPARATORS.get(sign, repr(sign))}"
        return [Fault(file, HEADER_ROW, None, first[:40], expected)]
    if len(set(columns) - set(header)) > len(columns) / 2:
        expected = f"the names of the columns in the first row: {','.join(columns)}"
        return [Fault(file, HEADER_ROW, None, first[:40], expected)]
    extra = len(header) - len(columns)
    if extra > 0 and header == [*columns, *[""] * extra]:
        place, expected = str(len(columns) + 1), f"no empty columns at the end, not {extra}"
        return [Fault(file, HEADER_ROW, place, "", expected)]
    return [Fault(file, HEADER_ROW, *told) for told in _columns(header, columns)]


def _separator(first: str, columns: Sequence[str]) -> str | None:
    """Return the sign that separates the names, where it is something else than a comma."""
    for sign in sorted(set(re.findall(r"[^\w\",]", first))):
        found = next(csv.reader([first], delimiter=sign), [])
        if len({name.strip() for name in found} & set(columns)) > 1:
            return sign
    return None


def _columns(header: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each column that lacks, is none or stands twice; else the first out of its place."""
    lacking = [name for name in columns if name not in header]
    for name in lacking:
        yield name, "", f"column {name} in place {columns.index(name) + 1}"
    for place, name in enumerate(header, start=1):
        if name not in columns:
            yield str(place), name, "no more columns"
    twice = [name for name, times in Counter(header).items() if times > 1 and name in columns]
    for name in twice:
        yield name, name, "this column once"
    if not lacking and not twice and len(header) == len(columns):
        place = next(p for p, name in enumerate(columns) if header[p] != name)
        expected = f"the columns in this order: {','.join(columns)}"
        yield columns[place], header[place], expected
