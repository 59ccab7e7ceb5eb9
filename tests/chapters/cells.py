"""Cells of dates and numbers on which findings rest, and what the data contract says of others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import pandas as pd

from casebook.data.checks.across import parting_faults
from casebook.data.checks.contract import keys_of, read_table, table_faults
from casebook.data.checks.equalities import equality_faults
from casebook.data.place import data_folder
from casebook.data.tables import Package
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import find_all
from chapters.common.reconciliations import reconcile

SEED = 20240810
"""Of the draw of cells and of the values that they are changed to."""


class Cell(NamedTuple):
    """A cell by its table, the key of its row and its column."""

    table: str
    key: str
    column: str

    @property
    def place(self) -> str:
        """Table and column: cells of one place stand for the same kind of fact."""
        return f"{self.table}.{self.column}"


def cited_cells(evidence: Evidence) -> dict[Cell, list[str]]:
    """Return the dates and numbers of all rows that findings cite, with the claims that cite them.

    Left out are ``known_from``, which says when a row was known and not what it tells, the parts of
    primary keys, and what is empty.
    """
    found: dict[Cell, list[str]] = {}
    for claim, finding in find_all(evidence).items():
        cited = (*finding.now.rests_on, *finding.at_publication.rests_on)
        for table, key in {(those.table, row.key) for those in cited for row in those.rows}:
            for column in _columns(evidence.package, table):
                found.setdefault(Cell(table, key, column), []).append(claim)
    rows = {table: _by_key(evidence.package, table) for table in {cell.table for cell in found}}
    return {
        cell: sorted(claims)
        for cell, claims in sorted(found.items())
        if pd.notna(rows[cell.table].loc[cell.key, cell.column])
    }


def drawn(cell: Cell) -> str:
    """Return where a cell stands in a draw, in hexadecimal: by its name, not its row."""
    return sha256(f"{SEED} {cell.place} {cell.key}".encode()).hexdigest()


def _columns(package: Package, table: str) -> list[str]:
    left_out = {"known_from", *package.primary_key(table)}
    return [
        name
        for name, field in _fields(package, table).items()
        if name not in left_out
        and (field["type"] in ("integer", "number") or "casebook:format" in field)
    ]


def _fields(package: Package, table: str) -> dict[str, Mapping[str, Any]]:
    return {field["name"]: field for field in package.resources[table]["schema"]["fields"]}


def _by_key(package: Package, table: str) -> pd.DataFrame:
    frame = package.frames[table]
    return frame.set_axis(package.row_keys(table, frame))


def steps(value: Any, field: Mapping[str, Any]) -> Iterator[Any]:
    """Yield clearly other values of a cell: a date some weeks or years away, a number apart."""
    if field.get("casebook:format") == "year":
        yield from (int(value) - 3, int(value) + 2)
    elif field.get("casebook:format") == "partial-date":
        yield from _other_days(value)
    elif field["type"] == "integer":
        yield from (v for v in (value * 2 + 3, value // 2, value + 1) if v != value)
    else:
        yield from (v for v in (value * 2 + 3, value / 2, value + 0.01) if v != value)


def _other_days(value: str) -> Iterator[str]:
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        yield from ((day + timedelta(days=by)).isoformat() for by in (-400, 400, -40, 40))
    elif len(parts) == 2:
        months = parts[0] * 12 + parts[1] - 1
        yield from (f"{m // 12}-{m % 12 + 1:02}" for m in (months - 2, months + 2))
    else:
        yield from (str(parts[0] - 2), str(parts[0] + 2))


class Contract:
    """The data contract asked about one cell after another."""

    def __init__(self, package: Package) -> None:
        self._package = package
        resources = package.resources
        self._tables = {name: read_table(data_folder(), r)[0] for name, r in resources.items()}
        self._keys = keys_of(self._tables, package.descriptor)
        self._day = date.fromisoformat(package.descriptor["casebook:dataDate"])
        self._equalities = package.descriptor["casebook:equalities"]
        self._same = package.descriptor["casebook:same_values"]
        self._lines: dict[str, dict[str, int]] = {}

    def other(self, cell: Cell) -> Any:
        """Return a clearly other value that the table alone would take; None if there is none.

        Whether the first or the second of them is tried first hangs on the name of the cell: where
        all cells of a column change alike, what is told of their ratio or their order stays.
        """
        field = _fields(self._package, cell.table)[cell.column]
        value = self._package.frames[cell.table][cell.column].iloc[self._line(cell)]
        others = list(steps(value, field))
        turned = others[1::-1] + others[2:] if int(drawn(cell), 16) % 2 else others
        return next((v for v in turned if not self.refuses(cell, v)), None)

    def refuses(self, cell: Cell, value: Any) -> bool:
        """Return whether another value in a cell breaks its schema, a rule or what others say."""
        line, cells = self._line(cell), self._tables[cell.table]
        number, row = cells.rows[line]
        place = cells.columns.index(cell.column)
        other = (number, [*row[:place], str(value), *row[place + 1 :]])
        resource = self._package.resources[cell.table]
        if table_faults(replace(cells, rows=(other,)), [], resource, self._keys, self._day):
            return True
        touched = [
            equality
            for equality in self._equalities
            for told in equality["cells"]
            if (told["table"], told["field"]) == (cell.table, cell.column)
            and cell.key in told["where"].values()
        ]
        rows = (*cells.rows[:line], other, *cells.rows[line + 1 :])
        tables = {**self._tables, cell.table: replace(cells, rows=rows)}
        if any(equality_faults(touched, tables)):
            return True
        return any(
            any(parting_faults(same, tables))
            for same in self._same
            if (cell.table, cell.column) in {(c["table"], c["field"]) for c in same["columns"]}
        )

    def adds_up(self, cell: Cell, value: Any) -> bool:
        """Return whether the rows still reach the published totals with another value in a cell."""
        frame = self._package.frames[cell.table].copy()
        frame.iloc[self._line(cell), frame.columns.get_loc(cell.column)] = value
        frames = {**self._package.frames, cell.table: frame}
        return not reconcile(replace(self._package, frames=frames))

    def _line(self, cell: Cell) -> int:
        if cell.table not in self._lines:
            keys = self._package.row_keys(cell.table, self._package.frames[cell.table])
            self._lines[cell.table] = {key: line for line, key in enumerate(keys)}
        return self._lines[cell.table][cell.key]
