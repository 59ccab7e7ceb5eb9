"""The cells of a CSV table as typed, with every fault that a careless hand or program can leave.

One record stands on one line, so that a stray quote spoils its own row and no other, and every
fault can be named with its row. What spreadsheets write is taken where it says the same: line ends
may be LF, CRLF or those of old Macs, and a byte-order mark may lead. What is wrong with a file as a
whole (its separator, its encoding) is one fault, not one for each row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casebook.data.checks.header import HEADER_ROW, header_faults
from casebook.data.faults import Fault

_UNSETTLED = "no mark of a merge that was not settled: choose one of the two versions"
_UTF_8 = "text encoded as UTF-8 (in a spreadsheet: save as CSV UTF-8)"

_BARE, _QUOTED = r'[^",]*', r'"(?:[^"]|"")*"'
_CELL = re.compile(rf"(?:{_QUOTED}|{_BARE})(?=,|$)")
_LINE = re.compile(rf"(?:{_QUOTED}|{_BARE})(?:,(?:{_QUOTED}|{_BARE}))*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\xad\u200b\u2060-\u2064\ufeff\ufffd]")
"""What controls a text and is none: a reader who looks at the cell does not see it. The marks that
turn text round belong to Hebrew and Arabic; pages show none that would turn what follows."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of spreadsheets begin: those of today, which are archives, and those of old."""
_MOST_LINES = 50
"""Of a cell with line breaks: a quote that is closed later was closed for another reason."""
_MERGE_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")


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
    if fault := _unreadable(file, data):
        return nothing, [fault]
    lines, faults = _decoded(file, data.removeprefix(b"\xef\xbb\xbf"))
    first = lines[0] if lines else ""
    if _MERGE_MARK.fullmatch(first):
        return nothing, [*faults, Fault(file, HEADER_ROW, None, first, _UNSETTLED)]
    if wrong := header_faults(file, first, columns):
        return nothing, [*faults, *wrong]
    rows, number = [], HEADER_ROW
    while number < len(lines):
        line, last = lines[number], _last_line(lines, number, len(columns))
        cells = _cells(line)
        if fault := _row_fault(file, number + 1, line, cells, columns):
            faults.append(fault)
        else:
            rows.append((number + 1, cells))
        number = last + 1
    if not rows and not faults:
        faults.append(Fault(file, HEADER_ROW + 1, columns[0], "", "at least one row"))
    return Cells(file, tuple(columns), tuple(rows)), faults


def _unreadable(file: str, data: bytes) -> Fault | None:
    """Return what is wrong with a file that is no text in UTF-8, told once for the file."""
    if data.startswith(_WORKBOOKS):
        return Fault(file, HEADER_ROW, None, file, f"{_UTF_8}; this file is a workbook")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:2]:
        big = data.startswith((b"\xfe\xff", b"\x00"))
        start = data[:42].decode("utf-16-be" if big else "utf-16-le", "replace").lstrip("\ufeff")
        return Fault(file, HEADER_ROW, None, start, f"{_UTF_8}; this file is UTF-16")
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return None
    bad = []
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", data), start=HEADER_ROW):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            bad.append((number, line, error))
    number, line, error = bad[0]
    column = str(line[: error.start].count(b",") + 1)
    value = line[max(0, error.start - 10) : error.end + 10].decode("cp1252", "replace")
    more = f" (and in {len(bad) - 1} more rows)" if len(bad) > 1 else ""
    return Fault(file, number, column, value, f"{_UTF_8}; this seems to be Windows-1252{more}")


def _decoded(file: str, data: bytes) -> tuple[list[str], list[Fault]]:
    """Return the lines of a file that is UTF-8, and the fault of one that ends in a line."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as old Macs end lines
    *lines, rest = text.split("\n")
    if rest or not data:
        lines += [rest] if rest else []
        expected = "a line end after the last row (the file may be cut short)"
        return lines, [Fault(file, max(1, len(lines)), None, rest[-40:], expected)]
    return lines, []


def _last_line(lines: Sequence[str], first: int, width: int) -> int:
    """Return where the row that starts on a line ends: later only if a cell holds line breaks.

    A row with a stray quote ends where it starts, whatever follows.
    """
    if lines[first].count('"') % 2 == 0:
        return first
    ends = (n for n in range(first + 1, len(lines)) if lines[n].count('"') % 2)
    last = next(ends, first)
    row = next(csv.reader(f"{line}\n" for line in lines[first : last + 1]))
    return last if len(row) == width and last - first < _MOST_LINES else first


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], strict=False)) if line else []


def _row_fault(
    file: str, number: int, line: str, cells: Sequence[str], columns: Sequence[str]
) -> Fault | None:
    """Return what is wrong with the form of a row, if anything is."""
    if _MERGE_MARK.fullmatch(line):
        return Fault(file, number, columns[0], line[:40], _UNSETTLED)
    if not any(cells):
        return Fault(file, number, columns[0], "", "no empty row")
    unprintable = _UNPRINTABLE.search(line)
    if unprintable:
        column = _column_at(line, unprintable.start(), columns)
        expected = f"no control character (U+{ord(unprintable[0]):04X})"
        return Fault(file, number, column, line[: unprintable.end()][-40:], expected)
    if not _LINE.fullmatch(line):
        place = _stray_quote(line)
        expected = "quotes around a whole cell, doubled inside it, and no line break in a cell"
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
