"""One fact in several cells: equalities that the descriptor declares and every build checks.

``casebook:equalities`` lists them: each says in words what the cells tell (``says``) and names the
cells, by table, the values that pick the row (``where``) and field. A date known only to the month
agrees with every day of it; a number in another unit says by what it is multiplied (``times``); a
text that tells the number among its words says so (``names``). Where cells part, the fault names
both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

from casebook.data.checks.cells import Cells
from casebook.data.checks.sets import rows_where
from casebook.data.faults import Fault

FILE = "datapackage.json"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class _Place(NamedTuple):
    """A cell: its file, row and column, what stands there, and what that says in one unit.

    A text says each number that it names; any other cell says one thing.
    """

    file: str
    row: int
    column: str
    value: str
    says: tuple[str, ...]


def equality_faults(
    equalities: list[Mapping[str, Any]], tables: Mapping[str, Cells]
) -> Iterator[Fault]:
    """Yield each cell that parts from one before it, and each row that is not there once."""
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
        for number, place in enumerate(places):
            other = next((p for p in places[:number] if not _agree(p, place)), None)
            if other:
                expected = (
                    f"what {other.value or 'nothing'} says in {other.file}, row {other.row}, "
                    f"column {other.column} ({equality['says']})"
                )
                yield Fault(place.file, place.row, place.column, place.value, expected)


def _found(cell: Mapping[str, Any], cells: Cells) -> list[_Place]:
    column = cells.columns.index(cell["field"])
    says = _numbers if cell.get("names") else partial(_in_unit, times=cell.get("times", 1))
    return [
        _Place(cells.file, number, cell["field"], row[column], says(row[column]))
        for number, row in rows_where(cells, cell["where"])
    ]


def _in_unit(value: str, times: float) -> tuple[str, ...]:
    """Return a cell as text, multiplied where it counts in another unit than its fellows."""
    if times == 1:
        return (value,)
    try:
        return (f"{(Decimal(value) * Decimal(str(times))).normalize():f}",)
    except InvalidOperation:  # an empty cell
        return (value,)


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(number.replace(",", "") for number in _NUMBER.findall(text))


def _agree(one: _Place, other: _Place) -> bool:
    return any(agree(said, told) for said in one.says for told in other.says)


def agree(one: str, other: str) -> bool:
    """Return whether two cells tell the same: a date may be known to the month or year alone."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer or (shorter and longer.startswith(f"{shorter}-")):
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:  # dates, or nothing
        return False
