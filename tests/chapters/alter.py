"""Evidence altered a little, each alteration with the words that say what it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence


@dataclass(frozen=True)
class Alteration:
    says: str
    make: Callable[[Evidence], Evidence]


def _with(evidence: Evidence, table: str, rows: pd.DataFrame) -> Evidence:
    return replace(evidence, package=evidence.package.with_tables({table: rows}))


def _on(
    table: str, says: str, change: Callable[[Evidence, pd.DataFrame], pd.DataFrame]
) -> Alteration:
    def make(evidence: Evidence) -> Evidence:
        before = evidence.package.frames[table]
        after = change(evidence, before.copy())
        assert not after.equals(before), f"{says} changes nothing"
        return _with(evidence, table, after)

    return Alteration(says, make)


def _are(evidence: Evidence, table: str, rows: pd.DataFrame, keys: Iterable[str]) -> pd.Series:
    found = pd.Series(evidence.package.row_keys(table, rows), index=rows.index)
    assert (missing := set(keys) - set(found)) == set(), f"{table} has no row {missing}"
    return found.isin(list(keys))


def _cells(cells: dict[str, object]) -> str:
    return ", ".join(f"{column} = {'empty' if pd.isna(v) else v}" for column, v in cells.items())


def put(table: str, *keys: str, **cells: object) -> Alteration:
    """Other cells in the rows with these keys (the parts of a key joined by ``/``)."""

    def change(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
        chosen = _are(evidence, table, rows, keys)
        for column, value in cells.items():
            assert column in rows, f"{table} has no column {column}"
            rows.loc[chosen, column] = value
        return rows

    return _on(table, f"{table} {', '.join(keys)}: {_cells(cells)}", change)


def put_all(table: str, **cells: object) -> Alteration:
    """Other cells in every row of a table."""
    return _on(table, f"{table}, all rows: {_cells(cells)}", lambda _, rows: rows.assign(**cells))


def drop(table: str, *keys: str) -> Alteration:
    """The rows with these keys left out."""

    def change(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[~_are(evidence, table, rows, keys)]

    return _on(table, f"{table} without {', '.join(keys)}", change)


def drop_where(table: str, **equal: object) -> Alteration:
    """The rows with these values left out; all rows if none is named."""

    def change(_: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
        chosen = pd.Series(True, index=rows.index)
        for column, value in equal.items():
            chosen &= rows[column].eq(value).fillna(False)
        return rows[~chosen]

    which = f"the rows with {_cells(equal)}" if equal else "any row"
    return _on(table, f"{table} without {which}", change)


def add(table: str, like: str, **cells: object) -> Alteration:
    """One row more: a copy of the row with this key, with other cells."""

    def change(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
        assert (unknown := set(cells) - set(rows)) == set(), f"{table} has no column {unknown}"
        copied = rows[_are(evidence, table, rows, [like])].assign(**cells).astype(rows.dtypes)
        return pd.concat([rows, copied], ignore_index=True)

    return _on(table, f"{table}, one row more, like {like}: {_cells(cells)}", change)


def as_of(day: str) -> Alteration:
    """What was known on a day."""
    return Alteration(f"as of {day}", lambda e: replace(e, as_of=date.fromisoformat(day)))


def graded(*grades: str) -> Alteration:
    """Rows of these grades alone."""
    says = f"{', '.join(grades)} rows only"
    return Alteration(says, lambda e: e.narrowed(grades=frozenset(grades)))


def defined(**readings: str) -> Alteration:
    """Another reading of a disputed term."""
    return Alteration(_cells(dict(readings)), lambda e: e.narrowed(**readings))


def altered(evidence: Evidence, alterations: Iterable[Alteration]) -> Evidence:
    """Return the evidence after all alterations, in order."""
    for alteration in alterations:
        evidence = alteration.make(evidence)
    return evidence
