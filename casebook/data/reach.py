"""To what day a table is known: a source read in November may end in February."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.data.tables import Package, note_read


def data_date(package: Package) -> date:
    """Return the day on which the data was closed (``casebook:dataDate`` of the descriptor)."""
    return date.fromisoformat(package.descriptor["casebook:dataDate"])


def known_to(package: Package, table: str) -> date | None:
    """Return the day that a table's own dates reach; None if it has none.

    They stand in the field ``casebook:known_to`` (``known_from`` if none is named). Of events it is
    the newest day; rows of which only the day of reading is known count for nothing. Of a
    population (``casebook:dated_by_events``) it is the oldest day, so that one fresh row does not
    vouch for all others, or the newest act that a row reports if that is later. Of a partial date
    its first day counts, of a population's its last.
    """
    key = (known_to, table)
    if key not in package.remembered:
        package.remembered[key] = _known_to(package, table), frozenset({table, "sources"})
    note_read((table, "sources"))
    return package.remembered[key][0]


def newest_of(package: Package, table: str, keys: Iterable[str]) -> date | None:
    """Return the newest day from which one of these rows could be known; None if they do not age.

    Of a population it is the day that the whole table reaches. Rows of which only the day of
    reading is known count for nothing.
    """
    rows = package.frames[table]
    if package.resources[table].get("casebook:dated_by_events") or "known_from" not in rows:
        return known_to(package, table)
    note_read((table, "sources"))
    cited = rows.loc[pd.Index(package.row_keys(table, rows)).isin(list(keys))]
    days = map(earliest_day, _dated(package, cited)["known_from"].dropna().unique())
    return max(days, default=None)


def _known_to(package: Package, table: str) -> date | None:
    resource, rows = package.resources[table], package.frames[table]
    field = resource.get("casebook:known_to", "known_from")
    if field not in rows:
        return None
    rows = rows.dropna(subset=[field])
    if resource.get("casebook:dated_by_events"):
        read = min(map(latest_day, rows[field]), default=None)
        return read and max(read, *_acts(resource, rows))
    dated = _dated(package, rows) if field == "known_from" else rows
    return max(map(earliest_day, dated[field].unique()), default=None)


def _dated(package: Package, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that were known before the day on which their source was read."""
    sources = package.frames["sources"]
    read = dict(zip(sources["key"], sources["accessed"].fillna(""), strict=True))
    known = zip(rows["source"], rows["known_from"].fillna(""), strict=True)
    before = [not read.get(source) or day < read[source][: len(day)] for source, day in known]
    return rows[pd.Series(before, rows.index, bool)]


def _acts(resource: Mapping[str, Any], rows: pd.DataFrame) -> Iterator[date]:
    """Yield the days of the acts that rows report, stated in advance or not."""
    for field in resource["schema"]["fields"]:
        name = field["name"]
        if "casebook:format" in field and name != resource.get("casebook:known_to"):
            yield from rows[name].dropna().map(earliest_day)
