"""How a fault in the data is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

_TOLD = 3
"""So many faults of one kind in one column are told in full; the others by their rows alone."""


class Fault(NamedTuple):
    """One thing wrong with the data; ``row`` counts lines of the file, the header being line 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        place = self.file
        place += f", row {self.row}" if self.row else ""
        place += f", column {self.column}" if self.column else ""
        found = f"found {self.value!r}, " if self.value is not None else ""
        return f"{place}: {found}expected {self.expected}"


def told(faults: Iterable[object]) -> list[str]:
    """Return faults as lines, without saying the same of each row of a column.

    A column of decimal commas is one mistake, however many rows it spoils.
    """
    lines: list[str] = []
    rows: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for fault in faults:
        if not isinstance(fault, Fault) or not fault.row:
            lines.append(str(fault))
            continue
        kind = (fault.file, fault.column, fault.expected)
        rows[kind].append(fault.row)
        if len(rows[kind]) <= _TOLD:
            lines.append(str(fault))
    for (file, column, expected), found in rows.items():
        if rest := found[_TOLD:]:
            where = f"{file}, column {column}" if column else file
            listed = ", ".join(map(str, rest[:20])) + (", ..." if len(rest) > 20 else "")
            lines.append(f"{where}: {len(rest)} more in rows {listed}, expected {expected}")
    return lines


class DataFaultsError(Exception):
    """The data breaks its contract; ``faults`` lists how, its text in a line for each or a few."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{many} in the data:", *told(faults)]))
