"""The cells of a CSV table as typed, with every fault that a careless hand or program can leave.

One record stands on one line, so that a stray quote spoils its own row and no other, and every
fault can be named with its row. Line ends may be LF or CRLF, and a byte-order mark may lead.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.data.faults import Fault

HEADER_ROW = 1

_BARE, _QUOTED = r'[^",]*', r'"(?:[^"]|"")*"'
_CELL = re.compile(rf"(?:{_QUOTED}|{_BARE})(?=,|$)")
_LINE = re.compile(rf"(?:{_QUOTED}|{_BARE})(?:,(?:{_QUOTED}|{_BARE}))*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True)
class Cells:
    """The rows of a table that could be read: line number and cells, in the order of the file."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def keys(self, names: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """Return the values that the named columns take together."""
        places = [self.columns.index(name) for name in names]
        return frozenset(tuple(cells[place] for place in places) for _, cells in self.rows)


def read_cells(path: Path, columns: Sequence[str]) -> tuple[Cells, list[Fault]]:
    """Read the CSV file of a table that should have these columns, in this order.

    Returns
    -------
    tuple
        The rows that have a cell for each column, and the faults of form. A file of the wrong
        columns gives no rows: what stands under them cannot be judged.
    """
    file, nothing = path.name, Cells(path.name, tuple(columns), ())
    try:
        data = path.read_bytes()
    except OSError as error:
        return nothing, [Fault(file, None, None, None, f"a table ({error.strerror})")]
    lines, faults = _decoded(file, data.removeprefix(b"\xef\xbb\xbf"))
    header = next(csv.reader([lines[0]]), []) if lines and lines[0] is not None else []
    wrong = list(_header_faults(file, header, columns))
    if wrong:
        return nothing, [*faults, *wrong]
    rows = []
    for number, line in enumerate(lines[1:], start=HEADER_ROW + 1):
        cells = [] if line is None else _cells(line)
        fault = None if line is None else _row_fault(file, number, line, cells, columns)
        if fault:
            faults.append(fault)
        elif cells:
            rows.append((number, cells))
    if not rows and not faults:
        faults.append(Fault(file, HEADER_ROW + 1, columns[0], "", "at least one row"))
    return Cells(file, tuple(columns), tuple(rows)), faults


def _decoded(file: str, data: bytes) -> tuple[list[str | None], list[Fault]]:
    """Return the lines of a file, ``None`` for one that is not UTF-8, and the faults of both."""
    lines: list[str | None] = []
    faults = []
    *whole, rest = data.replace(b"\r\n", b"\n").split(b"\n")
    for number, line in enumerate([*whole, rest] if rest else whole, start=HEADER_ROW):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            column = str(line[: error.start].count(b",") + 1)
            value = line[max(0, error.start - 10) : error.end + 10].decode("latin-1")
            faults.append(Fault(file, number, column, value, "text encoded as UTF-8"))
            lines.append(None)
    if rest or not data:
        cut = rest.decode("utf-8", "replace")[-40:]
        expected = "a line end after the last row (the file is cut short)"
        faults.append(Fault(file, max(1, len(lines)), None, cut, expected))
    return lines, faults


def _header_faults(file: str, header: Sequence[str], columns: Sequence[str]) -> Iterator[Fault]:
    for place in range(max(len(header), len(columns))):
        found = header[place] if place < len(header) else None
        wanted = columns[place] if place < len(columns) else None
        if found != wanted:
            expected = f"column {wanted} in place {place + 1}" if wanted else "no more columns"
            yield Fault(file, HEADER_ROW, wanted or found or str(place + 1), found or "", expected)


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], strict=False)) if line else []


def _row_fault(
    file: str, number: int, line: str, cells: Sequence[str], columns: Sequence[str]
) -> Fault | None:
    """Return what is wrong with the form of a row, if anything is."""
    unprintable = _UNPRINTABLE.search(line)
    if unprintable:
        column = _column_at(line, unprintable.start(), columns)
        expected = f"no control character (U+{ord(unprintable[0]):04X})"
        return Fault(file, number, column, line[: unprintable.end()][-40:], expected)
    if not _LINE.fullmatch(line):
        place = _stray_quote(line)
        expected = "quotes around a whole cell, doubled inside it"
        return Fault(file, number, _column_at(line, place, columns), line[place:][:40], expected)
    if len(cells) < len(columns):
        expected = f"{len(columns)} cells, not {len(cells)}"
        return Fault(file, number, columns[len(cells)], "", expected)
    if len(cells) > len(columns):
        expected = f"{len(columns)} cells, not {len(cells)}"
        return Fault(file, number, str(len(columns) + 1), cells[len(columns)], expected)
    return None


def _stray_quote(line: str) -> int:
    """Return where the first cell starts that is not quoted as a whole or not at all."""
    place = 0
    while match := _CELL.match(line, place):
        place = match.end() + 1
    return place


def _column_at(line: str, place: int, columns: Sequence[str]) -> str:
    """Return the name of the column that a place of a line belongs to, or its number."""
    index = len(_cells(line[: place + 1].replace("\x00", " "))) - 1
    return columns[index] if 0 <= index < len(columns) else str(index + 1)
