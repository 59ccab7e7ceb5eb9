"""The grades of rows, and the rule that no row stands above what its publishers allow.

The rule is data. ``publishers`` gives each publisher a kind and an editorial control,
``publisher_grades`` says for both the highest grade of what it tells of others and of its own words
(``own_words`` of a source). A reprint counts as what its own publisher allows, unless ``same_text``
says that the text is shown to be the same: then as what is reprinted. A row may reach what the best
of its sources allows. A book without these two tables is not held to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casebook.data.checks.cells import Cells
from casebook.data.faults import Fault

GRADES = ("primary", "secondary", "weak")
"""The grades of a row, best first."""

NEEDED = frozenset({"sources", "publishers", "publisher_grades"})


def grade_faults(tables: Mapping[str, Cells], descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield each row graded above what the publishers of its sources allow."""
    if NEEDED - tables.keys():
        return
    allowed = highest_grades(tables)
    for resource in descriptor["resources"]:
        cells = tables[resource["name"]]
        cited = [cells.columns.index(name) for name in cited_fields(resource)]
        if not cited or "confidence" not in cells.columns:
            continue
        graded = cells.columns.index("confidence")
        for number, row in cells.rows:
            best = min((allowed[row[place]] for place in cited if row[place]), default=None)
            if best is not None and GRADES.index(row[graded]) < best:
                keys = ", ".join(row[place] for place in cited if row[place])
                expected = f"at most {GRADES[best]}, which the publisher of {keys} allows"
                yield Fault(cells.file, number, "confidence", row[graded], expected)


def cited_fields(resource: Mapping[str, Any]) -> list[str]:
    """Return the fields of a table that hold keys of sources."""
    keys = resource["schema"].get("foreignKeys", ())
    return [
        name for key in keys if key["reference"]["resource"] == "sources" for name in key["fields"]
    ]


def highest_grades(tables: Mapping[str, Cells]) -> dict[str, int]:
    """Return the place in :data:`GRADES` of the highest grade that each source allows, by key."""
    limits = {(r["kind"], r["editorial_control"]): r for r in _records(tables["publisher_grades"])}
    publishers = {
        r["id"]: limits[r["kind"], r["editorial_control"]] for r in _records(tables["publishers"])
    }
    found = {}
    for source in _records(tables["sources"]):
        speaks = source["reprints"] if source["same_text"] else source["publisher"]
        column = "own_words_grade" if source["own_words"] else "highest_grade"
        found[source["key"]] = GRADES.index(publishers[speaks][column])
    return found


def _records(cells: Cells) -> Iterator[dict[str, str]]:
    return (dict(zip(cells.columns, row, strict=True)) for _, row in cells.rows)
