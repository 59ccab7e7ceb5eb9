"""One fact in several cells: equalities that the descriptor declares and every build checks.

``casebook:equalities`` lists them: each says in words what the cells tell (``says``) and names the
cells, by table, the values that pick the row (``where``) and field. A date known only to the month
agrees with every day of it. Where cells part, the fault names both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from casebook.data.cells import Cells
from casebook.data.faults import Fault

FILE = "datapackage.json"


class _Place(NamedTuple):
    """A cell: its file, row and column, and what stands there."""

    file: str
    row: int
    column: str
    value: str


def equality_faults(
    equalities: list[Mapping[str, Any]], tables: Mapping[str, Cells]
) -> Iterator[Fault]:
    """Yield each cell that parts from the first of its equality, and each row that is not there."""
    for equality in equalities:
        places = []
        for cell in equality["cells"]:
            found = _found(cell, tables[cell["table"]])
            if len(found) == 1:
                places += found
            else:
                where = ", ".join(f"{column} = {value}" for column, value in cell["where"].items())
                expected = f"one row of {cell['table']} with {where}, for: {equality['says']}"
                yield Fault(FILE, None, "casebook:equalities", f"{len(found)} rows", expected)
        for place in places[1:]:
            first = places[0]
            if not _agree(first.value, place.value):
                expected = (
                    f"{first.value}, as in {first.file}, row {first.row}, column {first.column} "
                    f"({equality['says']})"
                )
                yield Fault(place.file, place.row, place.column, place.value, expected)


def _found(cell: Mapping[str, Any], cells: Cells) -> list[_Place]:
    wanted = {cells.columns.index(column): value for column, value in cell["where"].items()}
    column = cells.columns.index(cell["field"])
    return [
        _Place(cells.file, number, cell["field"], row[column])
        for number, row in cells.rows
        if all(row[place] == value for place, value in wanted.items())
    ]


def _agree(one: str, other: str) -> bool:
    """Return whether two cells tell the same: a date may be known to the month or year alone."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (bool(shorter) and longer.startswith(f"{shorter}-"))
