"""The data contract: everything the tables promise, checked before anything is built from them.

Types, required cells, enumerations, bounds, unique keys and foreign keys stand in
``data/datapackage.json`` and are checked by the Frictionless library. This module adds what a
schema cannot say: real calendar dates, the row rules that each table declares under
``casebook:checks``, the table of sources against ``sources.bib``, and (once all else holds) the
reconciliations with published totals.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
from pybtex.database import BibliographyDataError
from pybtex.scanner import PybtexSyntaxError

from casebook.dates import earliest_day, latest_day
from casebook.faults import DataFaultsError, Fault
from casebook.reconcile import reconcile
from casebook.sources import sources_table
from casebook.tables import read_descriptor, read_package

_HEADER_ROW = 1


def check_data(folder: Path) -> None:
    """Check the data package in the folder against its whole contract.

    Raises
    ------
    DataFaultsError
        With every fault found: file, row, column, value and what is expected.
    """
    try:
        descriptor = read_descriptor(folder)
    except (OSError, json.JSONDecodeError) as error:
        raise DataFaultsError(
            [Fault("datapackage.json", None, None, None, f"readable JSON ({error})")]
        ) from error
    faults = [*_schema_faults(folder)]
    broken = {fault.file for fault in faults}
    for resource in descriptor["resources"]:
        if resource["path"] not in broken:
            faults += _row_faults(folder, resource)
    if not faults:
        faults += _source_faults(folder)
    if not faults:
        faults += reconcile(read_package(folder))
    if faults:
        raise DataFaultsError(faults)


def _schema_faults(folder: Path) -> Iterator[Fault]:
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    for error in report.errors:
        yield Fault("datapackage.json", None, None, None, f"a valid data package ({error.note})")
    for task in report.tasks:
        for error in task.errors:
            yield _schema_fault(Path(task.place).name, error.to_dict())


def _schema_fault(file: str, error: Mapping[str, Any]) -> Fault:
    row, column, value = error.get("rowNumber"), error.get("fieldName"), error.get("cell")
    note = error.get("note", "")
    match error["type"]:
        case "type-error":
            expected = note.removeprefix("type is ").strip('"').split("/")[0]
        case "constraint-error":
            expected = note.removeprefix("constraint ").replace('" is "', " ").strip('"')
        case "unique-error" | "primary-key":
            expected = f"a value used once ({note})"
        case "foreign-key":
            column, value = ", ".join(error["fieldNames"]), ", ".join(error["fieldCells"])
            expected = f"a key of table {error['referenceName']}"
        case "missing-cell" | "extra-cell" | "blank-row":
            expected = f"one cell a column, no more and no fewer ({error['type']})"
        case "missing-label" | "extra-label" | "incorrect-label" | "duplicate-label":
            row, value = _HEADER_ROW, error.get("label") or None
            expected = f"the columns of the schema in their order ({error['type']})"
        case _:
            expected = f"a readable table ({note or error['message']})"
    return Fault(file, row, column, value, expected)


def _row_faults(folder: Path, resource: Mapping[str, Any]) -> Iterator[Fault]:
    """Check calendar dates and the declared row rules of one table, on its cells as typed."""
    with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    dates = [
        field["name"]
        for field in resource["schema"]["fields"]
        if field.get("casebook:format") == "partial-date"
    ]
    for number, row in enumerate(rows, start=_HEADER_ROW + 1):
        impossible = False
        for column in dates:
            try:
                if row[column]:
                    latest_day(row[column])
            except ValueError:
                impossible = True
                yield Fault(resource["path"], number, column, row[column], "a day that exists")
        for rule in resource.get("casebook:checks", ()):
            broken = None if impossible else _broken(rule["rule"], rule["fields"], row)
            if broken:
                last = rule["fields"][-1]
                yield Fault(resource["path"], number, last, row[last], broken)


def _broken(rule: str, fields: list[str], row: Mapping[str, str]) -> str | None:
    """Return what a row rule expects if the row breaks it. Empty cells break no rule."""
    *parts, whole = fields
    if not row[whole] or not any(row[part] for part in parts):
        return None
    if rule == "not_after":
        late = earliest_day(row[parts[0]]) > latest_day(row[whole])
        return f"a date not before {parts[0]} ({row[parts[0]]})" if late else None
    total = sum(float(row[part] or 0) for part in parts)
    if total > float(row[whole]):
        return f"at least {' + '.join(parts)} ({total:g})"
    return None


def _source_faults(folder: Path) -> Iterator[Fault]:
    """Check that ``sources.csv`` is what ``sources.bib`` says."""
    try:
        expected = sources_table(folder / "sources.bib")
    except (BibliographyDataError, PybtexSyntaxError) as error:
        yield Fault("sources.bib", None, None, None, f"valid BibTeX ({error})")
        return
    found = pd.read_csv(folder / "sources.csv", dtype="string", keep_default_na=False)
    if not expected.astype("string").equals(found):
        keys = set(expected["key"]) ^ set(found["key"])
        which = f" (keys {', '.join(sorted(keys)[:5])})" if keys else ""
        yield Fault(
            "sources.csv", None, None, None, f"the table made from sources.bib{which}: make sources"
        )
