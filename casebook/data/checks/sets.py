"""What joins rows: one of several that is marked, and tables that speak of the same things.

``casebook:one_true`` of a table says that for each value of a field exactly one row is marked
(``preferred``, say). ``casebook:same_sets`` of the package says that several tables name the same:
a state that leaves one list of allies cannot stay one in another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.data.checks.cells import Cells
from casebook.data.faults import Fault


def mark_faults(cells: Cells, resource: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each value of which no row is marked, or several are."""
    for rule in resource.get("casebook:one_true", ()):
        each, flag = (cells.columns.index(rule[name]) for name in ("each", "field"))
        rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, row in cells.rows:
            rows[row[each]].append((number, row[flag]))
        for value, found in rows.items():
            marked = [number for number, cell in found if cell == "true"]
            if len(marked) != 1:
                row = marked[1] if marked else found[0][0]
                cell = "true" if marked else found[0][1]
                expected = f"true in one row of {rule['each']} {value}, not in {len(marked)}"
                yield Fault(cells.file, row, rule["field"], cell, expected)


def set_faults(descriptor: Mapping[str, Any], tables: Mapping[str, Cells]) -> Iterator[Fault]:
    """Yield a fault for each value that one of the tables names and another does not."""
    for same in descriptor.get("casebook:same_sets", ()):
        found = [(one, _values(one, tables[one["table"]])) for one in same["sets"]]
        for one, values in found:
            for other, others in found:
                for value in sorted(values.keys() - others.keys()):
                    where = "".join(
                        f" with {column} = {wanted}"
                        for column, wanted in other.get("where", {}).items()
                    )
                    expected = f"a row of {other['table']}{where}, too ({same['says']})"
                    file = tables[one["table"]].file
                    yield Fault(file, values[value], one["field"], value, expected)


def _values(one: Mapping[str, Any], cells: Cells) -> dict[str, int]:
    """Return the values that a table names, each with its first row."""
    place = cells.columns.index(one["field"])
    wanted = {cells.columns.index(name): value for name, value in one.get("where", {}).items()}
    values: dict[str, int] = {}
    for number, row in cells.rows:
        if row[place] and all(row[column] == value for column, value in wanted.items()):
            values.setdefault(row[place], number)
    return values
