"""What rows of one table say of another: names that there are, cells told right, values that agree.

``casebook:named_in`` of a table says where each of its ids is named, and how often at least: a
family of one claim is none. ``casebook:cells`` says that each row names a cell of another table and
what stands there, as a correction does. ``casebook:names_tables`` marks a field that lists tables.
``casebook:same_values`` of the package says that columns of several tables tell the same of what
both know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.data.checks.cells import Cells
from casebook.data.checks.equalities import agree
from casebook.data.checks.sets import rows_where
from casebook.data.faults import Fault

Tables = Mapping[str, Cells]


def across_faults(descriptor: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """Yield each name of nothing, each cell told wrong and each value that parts from another."""
    keys = {r["name"]: r["schema"]["primaryKey"] for r in descriptor["resources"]}
    for resource in descriptor["resources"]:
        cells = tables[resource["name"]]
        if rule := resource.get("casebook:named_in"):
            yield from _unnamed(cells, rule, tables)
        if told := resource.get("casebook:cells"):
            yield from _told_wrong(cells, told, tables, keys)
        for field in resource["schema"]["fields"]:
            if field.get("casebook:names_tables"):
                yield from _no_tables(cells, field["name"], tables)
    for same in descriptor.get("casebook:same_values", ()):
        yield from parting_faults(same, tables)


def _unnamed(cells: Cells, rule: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """Yield each id that too few rows name."""
    named: Counter[str] = Counter()
    for place in rule["fields"]:
        column = tables[place["table"]].columns.index(place["field"])
        named.update(row[column] for _, row in tables[place["table"]].rows)
    places = " or ".join(f"{place['field']} of {place['table']}" for place in rule["fields"])
    key = cells.columns.index("id")
    for number, row in cells.rows:
        if named[row[key]] < rule["times"]:
            many = "a row names" if rule["times"] == 1 else f"{rule['times']} rows name"
            expected = f"an id that at least {many} in {places}, not {named[row[key]]}"
            yield Fault(cells.file, number, "id", row[key], expected)


def _told_wrong(
    cells: Cells, told: Mapping[str, str], tables: Tables, keys: Mapping[str, list[str]]
) -> Iterator[Fault]:
    """Yield the first thing wrong with each row that names a cell: table, column, row or value."""
    place = {what: cells.columns.index(field) for what, field in told.items()}
    for number, row in cells.rows:
        table, key, column, value = (row[place[what]] for what in _CELL)
        if table not in tables:
            yield Fault(cells.file, number, told["table"], table, "the name of a table")
            continue
        other = tables[table]
        if column not in other.columns:
            yield Fault(cells.file, number, told["column"], column, f"a column of table {table}")
            continue
        names = [other.columns.index(name) for name in keys[table]]
        found = [cell for _, cell in other.rows if "|".join(cell[n] for n in names) == key]
        if not found:
            yield Fault(cells.file, number, told["row"], key, f"the key of a row of table {table}")
        elif (stands := found[0][other.columns.index(column)]) != value:
            expected = f"{stands!r}, as {other.file} has it in row {key}, column {column}"
            yield Fault(cells.file, number, told["value"], value, expected)


_CELL = ("table", "row", "column", "value")


def _no_tables(cells: Cells, field: str, tables: Tables) -> Iterator[Fault]:
    column = cells.columns.index(field)
    for number, row in cells.rows:
        if not set(row[column].split()) <= tables.keys():
            yield Fault(cells.file, number, field, row[column], "names of tables")


def parting_faults(same: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """Yield each value that parts from what the first column tells under the same key."""
    first, *others = ((column, _by_key(column, tables)) for column in same["columns"])
    for column, values in others:
        for key, (number, value) in values.items():
            row, right = first[1].get(key, (0, value))
            if not agree(right, value):
                there = tables[first[0]["table"]].file
                expected = f"what {right!r} says in {there}, row {row} ({same['says']})"
                file = tables[column["table"]].file
                yield Fault(file, number, column["field"], value, expected)


def _by_key(column: Mapping[str, Any], tables: Tables) -> dict[str, tuple[int, str]]:
    """Return the values of a column by key, each with its row."""
    cells = tables[column["table"]]
    key, field = (cells.columns.index(column[name]) for name in ("key", "field"))
    rows = rows_where(cells, column.get("where", {}))
    return {row[key]: (number, row[field]) for number, row in rows}
