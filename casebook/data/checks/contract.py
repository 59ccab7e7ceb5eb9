"""The data contract: everything the tables promise, checked before anything is built from them.

The descriptor comes first (:mod:`casebook.data.descriptor`). Then each table is checked alone
(:func:`table_faults`): its form as a file, its schema, and the dates and row rules declared there.
What joins tables follows: references, the table of sources against ``sources.bib`` and, once all
else holds, declared equalities, the grades that publishers allow and the book's own reconciliations
with published totals.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casebook.data.checks.across import across_faults
from casebook.data.checks.cells import Cells, read_cells
from casebook.data.checks.equalities import equality_faults
from casebook.data.checks.row_rules import row_faults
from casebook.data.checks.sets import mark_faults, set_faults, whole_faults
from casebook.data.checks.table_schema import Keys, referred, schema_faults
from casebook.data.faults import DataFaultsError, Fault
from casebook.data.grades import grade_faults
from casebook.data.sources import sources_table
from casebook.data.tables import SPREADSHEET_FLAGS, Package, read_descriptor, read_package

Reconciliation = Callable[[Package], list[Fault]]
"""What a book knows of its own tables: the faults of totals that the rows do not reach."""


def check_data(folder: Path, reconcile: Reconciliation = lambda _: []) -> None:
    """Check the data package in the folder against its whole contract.

    ``reconcile`` is asked once all else holds: what the book's rows add up to.

    Raises
    ------
    DataFaultsError
        With every fault found: file, row, column, value and what is expected.
    """
    from casebook.data.descriptor import descriptor_faults  # slow to import

    try:
        descriptor = read_descriptor(folder)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DataFaultsError(
            [Fault("datapackage.json", None, None, None, f"readable JSON ({error})")]
        ) from error
    if faults := descriptor_faults(descriptor):
        raise DataFaultsError(faults)
    faults = [*_undeclared(folder, descriptor)]
    if not faults:
        tables = {r["name"]: read_table(folder, r) for r in descriptor["resources"]}
        keys = keys_of({name: cells for name, (cells, _) in tables.items()}, descriptor)
        for resource in descriptor["resources"]:
            faults += table_faults(*tables[resource["name"]], resource, keys, _day(descriptor))
    if not faults:
        faults += _source_faults(folder, tables["sources"][0])
    if not faults:
        faults += joint_faults({name: table for name, (table, _) in tables.items()}, descriptor)
    if not faults:
        faults += reconcile(read_package(folder))
    if faults:
        raise DataFaultsError(faults)


def read_table(folder: Path, resource: Mapping[str, Any]) -> tuple[Cells, list[Fault]]:
    """Return the cells of one table of the package and the faults of its form.

    ``TRUE`` and ``True``, as spreadsheets write them, are read as ``true``.
    """
    fields = resource["schema"]["fields"]
    cells, faults = read_cells(folder / resource["path"], [field["name"] for field in fields])
    flags = [place for place, field in enumerate(fields) if field["type"] == "boolean"]
    for _, row in cells.rows:
        for place in flags:
            if row[place] in SPREADSHEET_FLAGS:
                row[place] = row[place].lower()
    return cells, faults


def keys_of(tables: Mapping[str, Cells], descriptor: Mapping[str, Any]) -> Keys:
    """Return the keys that other tables refer to, of the tables that could be read."""
    return {
        (name, fields): tables[name].keys(fields)
        for name, fields in referred(descriptor)
        if tables[name].rows
    }


def table_faults(
    cells: Cells, form: list[Fault], resource: Mapping[str, Any], keys: Keys, day: date
) -> list[Fault]:
    """Return every fault of one table, given the faults of its form and the keys of the others.

    The rules that join the cells of a row are asked only of a table whose cells hold one by one.
    """
    distinct = resource.get("casebook:distinct", ())
    faults = [*form, *schema_faults(cells, resource["schema"], keys, distinct)]
    bad = {fault.row for fault in faults}
    sound = Cells(cells.file, cells.columns, tuple(row for row in cells.rows if row[0] not in bad))
    faults += row_faults(sound, resource, day)
    return [*faults, *([] if faults else mark_faults(cells, resource))]


def joint_faults(cells: Mapping[str, Cells], descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong between tables each of which holds alone."""
    yield from equality_faults(descriptor.get("casebook:equalities", []), cells)
    yield from grade_faults(cells, descriptor)
    for resource in descriptor["resources"]:
        yield from whole_faults(cells[resource["name"]], resource)
    yield from set_faults(descriptor, cells)
    yield from across_faults(descriptor, cells)


def _day(descriptor: Mapping[str, Any]) -> date:
    return date.fromisoformat(descriptor["casebook:dataDate"])


def _undeclared(folder: Path, descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each table in the folder that the descriptor does not name."""
    known = {resource["path"] for resource in descriptor["resources"]}
    for file in sorted(folder.glob("*.csv")):
        if file.name not in known:
            yield Fault(file.name, None, None, None, "an entry in datapackage.json")


def _source_faults(folder: Path, found: Cells) -> Iterator[Fault]:
    """Check that ``sources.csv`` is what ``sources.bib`` says, in any order of rows."""
    from pybtex.database import BibliographyDataError
    from pybtex.scanner import PybtexSyntaxError

    try:
        table = sources_table(folder / "sources.bib")
    except (OSError, UnicodeDecodeError, BibliographyDataError, PybtexSyntaxError) as error:
        yield Fault("sources.bib", None, None, None, f"valid BibTeX ({error})")
        return
    for column in ("title", "author", "note"):
        for value in table[column][table[column].str.contains("\\", regex=False)]:
            yield Fault("sources.bib", None, column, value, "letters such as ė, no LaTeX command")
    expected = {row[0]: row for row in table.itertuples(index=False, name=None)}
    for number, row in found.rows:
        wanted = expected.pop(row[0], None)
        if wanted is None:
            yield Fault("sources.csv", number, "key", row[0], "a key of sources.bib: make sources")
            continue
        for column, value, right in zip(found.columns, row, wanted, strict=True):
            if value != right:
                says = f"{right!r}, as sources.bib says: make sources"
                yield Fault("sources.csv", number, column, value, says)
    for key in expected:
        yield Fault(
            "sources.csv", None, "key", None, f"a row for {key} of sources.bib: make sources"
        )
