"""What a schema cannot say of a row: dates that exist and are past, parts within their whole.

A field says how its dates are read (``casebook:format``: ``partial-date`` or ``year``), whether
they may lie ahead of the data (``casebook:plan``) and the day before which nothing of the kind can
have happened (``casebook:not_before``). A table declares its other rules under
``casebook:checks``; an empty cell breaks none of them but ``needs``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from casebook.data.checks.cells import Cells
from casebook.data.checks.equalities import agree
from casebook.data.dates import earliest_day, latest_day
from casebook.data.faults import Fault

Row = Mapping[str, str]


def row_faults(cells: Cells, resource: Mapping[str, Any], data_date: date) -> Iterator[Fault]:
    """Check the dates and the declared rules of one table, whose cells keep the schema."""
    fields = [f for f in resource["schema"]["fields"] if "casebook:format" in f]
    rules = resource.get("casebook:checks", ())
    for number, values in cells.rows:
        row = dict(zip(cells.columns, values, strict=True))
        sound = True
        for field in fields:
            value = row[field["name"]]
            expected = _date_expected(field, value, data_date) if value else None
            if expected:
                sound = False
                yield Fault(cells.file, number, field["name"], value, expected)
        for rule in rules if sound else ():
            expected = RULES[rule["rule"]](row, rule["fields"], rule)
            if expected:
                column = rule["fields"][-1]
                yield Fault(cells.file, number, column, row[column], expected)


def _date_expected(field: Mapping[str, Any], value: str, data_date: date) -> str | None:
    try:
        first, last = earliest_day(value), latest_day(value)
    except ValueError:
        return "a day that exists" if field["casebook:format"] == "partial-date" else "a year"
    start = field.get("casebook:not_before")
    if start and last < date.fromisoformat(start):
        return f"a date not before {start}"
    if first > data_date and not field.get("casebook:plan"):
        return f"a date not after {data_date}, the day of the data"
    return None


def _not_after(row: Row, fields: Sequence[str], _: Mapping[str, Any]) -> str | None:
    first, then = fields
    if row[first] and row[then] and earliest_day(row[first]) > latest_day(row[then]):
        return f"a date not before {first} ({row[first]})"
    return None


def _not_greater(row: Row, fields: Sequence[str], _: Mapping[str, Any]) -> str | None:
    *parts, whole = fields
    total = sum(float(row[part] or 0) for part in parts)
    if row[whole] and any(row[part] for part in parts) and total > float(row[whole]):
        return f"at least {' + '.join(parts)} ({total:g})"
    return None


def _sum_at_most(row: Row, fields: Sequence[str], rule: Mapping[str, Any]) -> str | None:
    total = sum(float(row[part] or 0) for part in fields)
    if total > rule["limit"]:
        return f"{' + '.join(fields)} of at most {rule['limit']}, not {total:g}"
    return None


def _needs(row: Row, fields: Sequence[str], rule: Mapping[str, Any]) -> str | None:
    """Where the first field has a value (one of ``values``, if given), the last has one too."""
    first, needed = fields
    wanted = rule.get("values")
    if row[first] and not row[needed] and (wanted is None or row[first] in wanted):
        return f"a value, since {first} is {row[first]}"
    return None


def _excludes(row: Row, fields: Sequence[str], rule: Mapping[str, Any]) -> str | None:
    first, empty = fields
    if row[empty] and row[first] in rule["values"]:
        return f"no value, since {first} is {row[first]}"
    return None


def _only_for(row: Row, fields: Sequence[str], rule: Mapping[str, Any]) -> str | None:
    """Give the last field a value only where the first one has one of ``values``."""
    first, given = fields
    if row[given] and row[first] not in rule["values"]:
        return f"no value unless {first} is {' or '.join(rule['values'])}"
    return None


def _agrees(row: Row, fields: Sequence[str], _: Mapping[str, Any]) -> str | None:
    first, then = fields
    if row[first] and row[then] and not agree(row[first], row[then]):
        return f"a date that agrees with {first} ({row[first]})"
    return None


RULES: Mapping[str, Callable[[Row, Sequence[str], Mapping[str, Any]], str | None]] = {
    "not_after": _not_after,
    "not_greater": _not_greater,
    "sum_not_greater": _not_greater,
    "sum_at_most": _sum_at_most,
    "needs": _needs,
    "excludes": _excludes,
    "only_for": _only_for,
    "agrees": _agrees,
}
"""The row rules by name: each gives what is expected of a row that breaks it."""

PAIRS = ("not_after", "needs", "excludes", "only_for", "agrees")
"""The rules that join two fields and no more."""
