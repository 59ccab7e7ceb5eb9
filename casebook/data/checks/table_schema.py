"""The schema of a table, checked on its cells: types, constraints, keys and references.

This is the part of the Frictionless Table Schema that :mod:`casebook.data.descriptor` lets
``data/datapackage.json`` use. The tests hold it against the Frictionless library, which takes
longer to start than a whole check may take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any
from unicodedata import is_normalized, normalize

from casebook.data.checks.cells import Cells
from casebook.data.faults import Fault

Keys = Mapping[tuple[str, tuple[str, ...]], frozenset[tuple[str, ...]]]
"""The values of the key of each table that others refer to, by table and fields."""

TYPES = {
    "string": re.compile(r"(?s).*"),
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "number": re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
}
"""The types of a field, and how a cell of each is written."""

_WRITTEN = {
    "integer": "a whole number such as 1234 (no comma, space, % or exponent)",
    "number": "a number such as 1234.5 (a decimal point; no comma, space, % or exponent)",
    "boolean": "true or false",
}
_DATE_WRITTEN = "a date written as 2024, 2024-07 or 2024-07-18"
_MISREAD = re.compile(r"[\u00c2-\u00df][^\x00-\x7f]|[\u00e0-\u00ef][^\x00-\x7f]{2}")
_WORD = re.compile(r"\S*\w\S*")  # a sign alone is none
_QUOTATION = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, be it in a text."""

_NO_VALUE = re.compile(
    r"nan|null|n/a|\?+|-+|#+|#n/a|#nv|#\S*[!?]|(?:err|fehler):\d+|<na>", re.IGNORECASE
)
"""What spreadsheets and programs write where they have no value, in any language."""

CONSTRAINTS = ("required", "unique", "enum", "pattern", "minimum", "maximum")


def referred(descriptor: Mapping[str, Any]) -> set[tuple[str, tuple[str, ...]]]:
    """Return the tables and fields that foreign keys and lists of keys refer to."""
    found = set()
    for resource in descriptor["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            found.add((key["reference"]["resource"], tuple(key["reference"]["fields"])))
        for field in resource["schema"]["fields"]:
            found |= {(table, ("id",)) for table in field.get("casebook:each_in", ())}
    return found


def schema_faults(
    cells: Cells, schema: Mapping[str, Any], keys: Keys, distinct: Sequence[Sequence[str]] = ()
) -> Iterator[Fault]:
    """Check one table against its schema. A reference to a table not in ``keys`` is passed over.

    ``distinct`` names fields whose values together no two rows share (``casebook:distinct``).
    """
    for place, field in enumerate(schema["fields"]):
        check = _cell_check(field, keys)
        for number, row in cells.rows:
            expected = check(row[place])
            if expected:
                yield Fault(cells.file, number, field["name"], row[place], expected)
    single = [f["name"] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    together = [schema["primaryKey"], *([name] for name in single), *distinct]
    for fields in dict.fromkeys(map(tuple, together)):
        yield from _repeated(cells, fields)
    for key in schema.get("foreignKeys", ()):
        target = (key["reference"]["resource"], tuple(key["reference"]["fields"]))
        if target in keys:
            yield from _dangling(cells, tuple(key["fields"]), target[0], keys[target])


def _cell_check(field: Mapping[str, Any], keys: Keys) -> Callable[[str], str | None]:
    """Return a function that says what is expected of a cell that breaks its field's promises."""
    limits = field.get("constraints", {})
    numeric = field["type"] in ("integer", "number")
    enum = frozenset(limits.get("enum", ()))
    lists = [keys[table, ("id",)] for table in field.get("casebook:each_in", ())
             if (table, ("id",)) in keys]  # fmt: skip

    @cache
    def check(cell: str) -> str | None:
        if not cell:
            return "a value (required)" if limits.get("required") else None
        if cell != cell.strip():
            return "no space before or after the value"
        if not TYPES[field["type"]].fullmatch(cell):
            return f"type {field['type']}: {_WRITTEN[field['type']]}"
        if right := _misread(cell):
            return f"{right}: the file was read in another encoding than UTF-8, then saved"
        if field["type"] == "string" and not enum and (expected := _of_text(cell)):
            return expected
        if numeric and float(cell) < limits.get("minimum", float("-inf")):
            return f"minimum {limits['minimum']}"
        if numeric and float(cell) > limits.get("maximum", float("inf")):
            return f"maximum {limits['maximum']}"
        if enum and cell not in enum:
            return f"enum: one of {', '.join(sorted(enum))}"
        if "pattern" in limits and not re.fullmatch(limits["pattern"], cell, re.ASCII):
            is_date = field.get("casebook:format") == "partial-date"
            return _DATE_WRITTEN if is_date else f"pattern {limits['pattern']}"
        most = field.get("casebook:most_words")
        if most and (words := _words(cell)) > most:
            return f"at most {most} words, not {words} (of a quotation, its words alone count)"
        if lists and not all(any((word,) in ids for ids in lists) for word in cell.split()):
            return f"keys of table {' or '.join(field['casebook:each_in'])}"
        return None

    return check


def _of_text(cell: str) -> str | None:
    """Say what is expected of a text that a spreadsheet would read otherwise, or has spoilt."""
    if _NO_VALUE.fullmatch(cell):
        return "a text, or an empty cell for what is not known"
    if cell.startswith(_FORMULA):
        return f"no text that begins with {cell[0]}, which a spreadsheet runs as a formula"
    if cell[0] == "'" and "'" not in cell[1:]:
        return "no apostrophe before the text: it marks a text in a spreadsheet alone"
    if not is_normalized("NFC", cell):
        return f"letters with their accents as one sign: {normalize('NFC', cell)}"
    return None


def _words(cell: str) -> int:
    """Return how many words a cell quotes; of one that quotes nothing, how many it has."""
    quoted = _QUOTATION.findall(cell)
    return sum(len(_WORD.findall(part)) for part in quoted or [cell])


def _misread(cell: str) -> str | None:
    """Return the letter meant where the bytes of one in UTF-8 were read as Windows-1252."""
    for misread in _MISREAD.finditer(cell):
        with suppress(UnicodeError):
            return misread[0].encode("cp1252").decode("utf-8")
    return None


def _repeated(cells: Cells, fields: tuple[str, ...]) -> Iterator[Fault]:
    places = [cells.columns.index(name) for name in fields]
    seen: dict[tuple[str, ...], int] = {}
    for number, row in cells.rows:
        key = tuple(row[place] for place in places)
        if any(key) and key in seen:
            expected = f"a value used once (the same as in row {seen[key]})"
            yield Fault(cells.file, number, ", ".join(fields), ", ".join(key), expected)
        seen.setdefault(key, number)


def _dangling(
    cells: Cells, fields: tuple[str, ...], table: str, known: frozenset[tuple[str, ...]]
) -> Iterator[Fault]:
    places = [cells.columns.index(name) for name in fields]
    for number, row in cells.rows:
        key = tuple(row[place] for place in places)
        if any(key) and key not in known:
            expected = f"a key of table {table}"
            yield Fault(cells.file, number, ", ".join(fields), ", ".join(key), expected)
