"""What joins rows: how many there are, which one is marked, and tables that name the same things.

``casebook:one_true`` of a table says that of the rows that share the values of some fields exactly
one is marked (``preferred``, say), or one at most (``or_none``). ``casebook:counts`` says how many
rows hold some values, ``casebook:rising`` that a field never falls from one id to a later one.
``casebook:same_sets`` of the package says that several tables name the same: a state that leaves
one list of allies cannot stay one in another. What a list may hold besides is named (``besides``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from casebook.data.checks.cells import Cells
from casebook.data.faults import Fault


def mark_faults(cells: Cells, resource: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each group of rows of which not just one is marked."""
    for rule in resource.get("casebook:one_true", ()):
        yield from _not_one_marked(cells, rule)


def _not_one_marked(cells: Cells, rule: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each group of rows of which no row is marked, or several are."""
    each, flag = [cells.columns.index(n) for n in rule["each"]], cells.columns.index(rule["field"])
    rows: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for number, row in cells.rows:
        rows[tuple(row[place] for place in each)].append((number, row[flag]))
    for values, found in rows.items():
        marked = [number for number, cell in found if cell == "true"]
        if len(marked) > 1 or not (marked or rule.get("or_none")):
            row = marked[1] if marked else found[0][0]
            cell = "true" if marked else found[0][1]
            group = ", ".join(map(" ".join, zip(rule["each"], values, strict=True)))
            expected = f"true in one row of {group.strip()}, not in {len(marked)}"
            yield Fault(cells.file, row, rule["field"], cell, expected)


def _falling(cells: Cells, rule: Mapping[str, str]) -> Iterator[Fault]:
    """Yield each row whose number is lower than that of the id before it."""
    key, field = (cells.columns.index(rule[name]) for name in ("by", "field"))
    rows = sorted(cells.rows, key=lambda row: row[1][key])
    for (_, before), (number, row) in pairwise(rows):
        if row[field] and before[field] and float(row[field]) < float(before[field]):
            expected = f"at least {before[field]}, since {before[key]} comes before {row[key]}"
            yield Fault(cells.file, number, rule["field"], row[field], expected)


def whole_faults(cells: Cells, resource: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield where a table as a whole has too many or too few rows, or numbers that fall."""
    for rule in resource.get("casebook:counts", ()):
        found = len(rows_where(cells, rule["where"]))
        if found != rule["rows"]:
            marks = " and ".join(f"{name} is {value}" for name, value in rule["where"].items())
            many = "1 row" if rule["rows"] == 1 else f"{rule['rows']} rows"
            expected = f"{many} where {marks}, not {found}"
            yield Fault(cells.file, None, ", ".join(rule["where"]), None, expected)
    for rule in resource.get("casebook:rising", ()):
        yield from _falling(cells, rule)


def set_faults(descriptor: Mapping[str, Any], tables: Mapping[str, Cells]) -> Iterator[Fault]:
    """Yield a fault for each value that one of the tables lacks and another names."""
    for same in descriptor.get("casebook:same_sets", ()):
        found = [(one, _values(one, tables[one["table"]])) for one in same["sets"]]
        for other, others in found:
            where = "".join(f" with {name} = {it}" for name, it in other.get("where", {}).items())
            expected = f"a row of {other['table']}{where}, too ({same['says']})"
            told = set(others)
            for one, values in found:
                for value in sorted(values.keys() - told - set(one.get("besides", ()))):
                    told.add(value)
                    file = tables[one["table"]].file
                    yield Fault(file, values[value], one["field"], value, expected)


def _values(one: Mapping[str, Any], cells: Cells) -> dict[str, int]:
    """Return the values that a table names, each with its first row."""
    place = cells.columns.index(one["field"])
    values: dict[str, int] = {}
    for number, row in rows_where(cells, one.get("where", {})):
        if row[place]:
            values.setdefault(row[place], number)
    return values


def rows_where(cells: Cells, where: Mapping[str, str]) -> list[tuple[int, list[str]]]:
    """Return the rows that hold these values, each with its number."""
    wanted = {cells.columns.index(name): value for name, value in where.items()}
    return [
        (number, row)
        for number, row in cells.rows
        if all(row[place] == value for place, value in wanted.items())
    ]
