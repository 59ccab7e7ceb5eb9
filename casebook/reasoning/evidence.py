"""The evidence a finding may use: what was known on a date, of the grades accepted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec

import numpy as np
import pandas as pd

from casebook.data.checks.on_reading import check_on_reading
from casebook.data.dates import latest_day
from casebook.data.grades import GRADES
from casebook.data.reach import data_date, known_to
from casebook.data.tables import Package, note_read, read_package, tables_read
from casebook.reasoning.asked import (
    day_asked,
    definitions_asked,
    folder_asked,
    grades_asked,
)
from casebook.reasoning.cited import Cited, CitedRow, Search, natures, searched

P = ParamSpec("P")


class NotInEvidence(LookupError):
    """The evidence accepted here holds no row that a rule needs."""


def some(rows: pd.DataFrame, lacking: str) -> pd.DataFrame:
    """Return the rows as they are.

    Raises
    ------
    NotInEvidence
        If there is none; ``lacking`` then says what is missing, in words.
    """
    if rows.empty:
        raise NotInEvidence(lacking)
    return rows


@dataclass(frozen=True)
class Evidence:
    """The data package seen from one day, with some grades of evidence and some definitions.

    ``evidence["table"]`` gives the rows known on that day and of those grades. Tables that set out
    a population or a text (``casebook:dated_by_events``, ``casebook:timeless`` or without a grade)
    come whole: dropping allies from the list of allies would test another alliance. Their dates are
    read by the functions that use them.
    """

    package: Package
    as_of: date
    grades: frozenset[str] = frozenset(GRADES)
    definitions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the data package holds is left out."""
        return self.as_of >= data_date(self.package) and self.grades >= set(GRADES)

    def __getitem__(self, table: str) -> pd.DataFrame:
        return _accepted(self, table)

    def rows(self, table: str, **equal: object) -> pd.DataFrame:
        """Return the rows whose fields equal the given values.

        Raises
        ------
        NotInEvidence
            If there is none.
        """
        found = self[table]
        for column, value in equal.items():
            found = found[found[column].eq(value).fillna(False)]
        if found.empty:
            wanted = ", ".join(f"{column} = {value}" for column, value in equal.items())
            which = f" with {wanted}" if wanted else ""
            raise NotInEvidence(f"table {table} has no accepted row{which}")
        return found

    def by_id(self, table: str, *ids: str) -> pd.DataFrame:
        """Return the rows with these ids, in this order, indexed by them.

        Raises
        ------
        NotInEvidence
            If one of them is not accepted here.
        """
        rows = self[table].set_index("id", drop=False)
        lacking = [row_id for row_id in ids if row_id not in rows.index]
        if lacking:
            raise NotInEvidence(f"table {table} has no accepted row {', '.join(lacking)}")
        return rows.loc[list(ids)]

    def reaches(self, *tables: str) -> date:
        """Return the last day of which all these tables can speak.

        A source read in November may end in February: nobody who reads it knows of March. So "now",
        counts of months and the ends of curves use this day, never the day on which the data was
        closed (see ``reach.known_to``). Tables that do not age do not count. Never later than
        ``as_of``.

        Raises
        ------
        NotInEvidence
            If none of the tables has a row that says so.
        """
        days = [day for table in tables if (day := known_to(self.package, table))]
        if not days:
            raise NotInEvidence(f"no row says to what day {', '.join(tables)} is known")
        return min(self.as_of, *days)

    def cite(self, table: str, rows: pd.DataFrame) -> Cited:
        """Return a reference to the given rows of a table: sources, grades and natures."""
        columns = [column for column in rows if column.startswith("source")]
        cells = zip(*(rows[column] for column in columns), strict=True)
        sources = [tuple(str(key) for key in row if pd.notna(key)) for row in cells]
        sources = sources or [()] * len(rows)
        grades = rows["confidence"] if "confidence" in rows else [""] * len(rows)
        keys = self.package.row_keys(table, rows)
        origins = [self.package.origins.get(row[0], row[0]) if row else "" for row in sources]
        found = natures(self.package, table, rows)
        cells = zip(keys, sources, map(str, grades), found, origins, strict=True)
        return Cited(table, tuple(CitedRow(*row) for row in cells))

    def independent(self, rows: pd.DataFrame) -> int:
        """Return from how many publishers the rows come: reprints count with what they reprint."""
        return int(rows["source"].map(self.package.origins).nunique())

    @property
    def published(self) -> date:
        """The day on which the argument under test was published."""
        return date.fromisoformat(self.package.descriptor["casebook:subject"]["published"])

    def pick(self, table: str, *ids: str, solid: bool = False, **equal: object) -> pd.DataFrame:
        """Return the accepted rows with these ids and values, perhaps none.

        ``equal`` gives a value, or a tuple of values, by column. ``solid`` leaves out weak rows.
        """
        return _picked(self, table, solid=solid, **({"id": ids} if ids else {}), **equal)

    def cites(self, *found: tuple[str, pd.DataFrame | Iterable[str]]) -> tuple[Cited, ...]:
        """Return references to rows, by table as a frame or as ids, leaving out empty ones."""
        frames = (
            (table, rows if isinstance(rows, pd.DataFrame) else self.pick(table, *rows))
            for table, rows in found
        )
        return tuple(self.cite(table, rows) for table, rows in frames if len(rows))

    def nothing_in(self, *places: str, unless: object = False) -> tuple[Search, ...]:
        """Return tables and searches in which nothing was found, for ``Case.absent``.

        None ``unless`` nothing was: it is what would have been found, or whether it was.
        """
        return () if unless else tuple(searched(self.package, place) for place in places)

    def whole(self) -> Evidence:
        """Return the same evidence with all that the data package holds."""
        return replace(self, as_of=data_date(self.package), grades=frozenset(GRADES))

    def at_publication(self) -> Evidence:
        """Return the same evidence as it stood on the day of publication."""
        return replace(self, as_of=min(self.as_of, self.published))

    def narrowed(self, *, grades: frozenset[str] | None = None, **definitions: str) -> Evidence:
        """Return the evidence with fewer grades or with other definitions."""
        return replace(
            self,
            grades=self.grades if grades is None else grades,
            definitions=MappingProxyType({**self.definitions, **definitions}),
        )


class _NoDefinitions(dict[str, str]):
    """Refuses to be asked: what is remembered may not hang on a definition."""

    def get(self, term: str, default: str | None = None) -> str | None:
        raise TypeError(f"what is remembered may not hang on the definition of {term!r}")


def remembered(
    make: Callable[Concatenate[Evidence, P], pd.DataFrame],
) -> Callable[Concatenate[Evidence, P], pd.DataFrame]:
    """Let a function that makes a table of the rows accepted do so once a package, day and grades.

    The same verdicts are asked for under many definitions, and most of what they rest on does not
    hang on them. Each caller gets a copy of its own, whose cells pandas copies when they change.
    A function that asks for a definition raises a TypeError.
    """

    @wraps(make)
    def asked(evidence: Evidence, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        kept = evidence.package.remembered
        key: Hashable = (make, evidence.as_of, evidence.grades, args, *sorted(kwargs.items()))
        if key not in kept:
            with tables_read() as names:
                made = make(replace(evidence, definitions=_NoDefinitions()), *args, **kwargs)
            kept[key] = made, frozenset(names)
        made, of = kept[key]
        note_read(of)
        return made.copy(deep=False)

    return asked


@remembered
def _accepted(evidence: Evidence, table: str) -> pd.DataFrame:
    """Return the rows of a table known on the evidence's day and of its grades."""
    rows = evidence.package.frames[table]
    if "known_from" not in rows:
        return rows
    closed = data_date(evidence.package)  # what the data holds was known when it was closed
    known = rows["known_from"].map(lambda day: min(latest_day(day), closed)) <= evidence.as_of
    return rows[known & rows["confidence"].isin(evidence.grades)]


@remembered
def _picked(evidence: Evidence, table: str, *, solid: bool, **wanted: object) -> pd.DataFrame:
    rows = evidence[table]
    chosen = [
        rows[column].isin(value if isinstance(value, tuple) else (value,))
        for column, value in wanted.items()
    ]
    if solid:
        chosen.append(rows["confidence"].ne("weak"))
    return rows[np.logical_and.reduce(chosen)] if chosen else rows


def read_evidence(
    folder: str | Path | None = None,
    *,
    as_of: str | date | None = None,
    grades: Iterable[str] = GRADES,
    **definitions: str,
) -> Evidence:
    """Read the data package and return the evidence of it.

    Parameters
    ----------
    folder
        The data package; the book's own if not given.
    as_of
        The last day from which facts count; the date of the data if not given.
    grades
        The grades of evidence accepted, of ``primary``, ``secondary`` and ``weak``.
    definitions
        Readings of a disputed term by name, for instance ``threatened="border"``. The page on how
        sturdy the verdicts are lists all of them.

    Raises
    ------
    ValueError
        If a day, a grade, a term or a reading is not one that the book knows, or the folder holds
        no data package; says what is allowed.
    DataFaultsError
        If a cell is not what the package promises; outside a build, which checks before.
    """
    place = folder_asked(folder)
    check_on_reading(place)
    package = read_package(place)
    day = day_asked(as_of, data_date(package))
    readings = MappingProxyType(definitions_asked(definitions))
    return Evidence(package, day, grades_asked(grades), readings)
