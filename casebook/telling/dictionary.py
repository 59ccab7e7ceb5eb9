"""The dictionary of the data: what each table holds, how it is graded, where it is disputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casebook.reasoning.evidence import GRADES, Evidence


@dataclass(frozen=True)
class TableEntry:
    """A table of the data package in words."""

    name: str
    title: str
    description: str
    file: str
    rows: int
    grades: dict[str, int]
    """Number of rows by grade; empty where the table has none."""
    fields: tuple[tuple[str, str, str], ...]
    """Name, type and description (with the unit) of each field."""
    conflicts: tuple[str, ...]
    """Keys of the rows that another row or source contradicts."""
    set_aside: int
    """Number of rows beside which the data prefers another on the same subject."""
    departures: tuple[str, ...]
    """Ids of the declared departures from what a source printed."""
    population: Mapping[str, Any]
    """``casebook:population`` of the descriptor; empty where nothing is counted from the table."""


def entries(evidence: Evidence) -> Iterator[TableEntry]:
    """Give every table of the data package, by the book's parts and order."""
    package = evidence.package
    corrections = package.frames["corrections"]
    for resource in sorted(
        package.descriptor["resources"], key=lambda r: (r["casebook:part"], r["casebook:order"])
    ):
        name, rows = resource["name"], package.frames[resource["name"]]
        counts = rows["confidence"].value_counts() if "confidence" in rows else {}
        disputed = rows[:0]
        if "disputed" in rows:
            disputed = rows[rows["disputed"].fillna(False).astype(bool)]
        yield TableEntry(
            name=name,
            title=resource["title"],
            description=resource["description"],
            file=resource["path"],
            rows=len(rows),
            grades={grade: int(counts.get(grade, 0)) for grade in GRADES} if len(counts) else {},
            fields=tuple(
                (field["name"], field["type"], field["description"])
                for field in resource["schema"]["fields"]
            ),
            conflicts=tuple(package.row_keys(name, disputed)),
            set_aside=int((~rows["preferred"].astype(bool)).sum()) if "preferred" in rows else 0,
            departures=tuple(corrections.loc[corrections["table"].eq(name), "id"]),
            population=resource.get("casebook:population", {}),
        )
