"""Rows that a finding rests on, each with its sources, its grade and its nature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.data.tables import Package

FACT, VIEW, LIST = "fact", "view", "list"
"""The nature of a row: something that happened, was measured, was studied or is law; what somebody
holds, asks or expects; an entry of a list that sets out a population."""


@dataclass(frozen=True)
class CitedRow:
    """One row that a finding rests on.

    ``grade`` is empty if the row has none; ``nature`` is :data:`FACT`, :data:`VIEW` or
    :data:`LIST`. ``origin`` is the publisher whose text its first source carries.
    """

    key: str
    sources: tuple[str, ...]
    grade: str
    nature: str = FACT
    origin: str = ""


@dataclass(frozen=True)
class Search:
    """A search that found nothing: a table by its name, or a row of ``searches`` by its id.

    ``whole`` says that what was searched is known to be complete, so that what it lacks is not.
    """

    id: str
    whole: bool


@dataclass(frozen=True)
class Cited:
    """Rows of one table that a finding rests on."""

    table: str
    rows: tuple[CitedRow, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources of the rows, each once, in order of appearance."""
        return tuple(dict.fromkeys(source for row in self.rows for source in row.sources))


def searched(package: Package, place: str) -> Search:
    """Return a table, or a row of ``searches``, as a place where nothing was found.

    A table is whole if its population is (see the descriptor); a search of the world never is.

    Raises
    ------
    ValueError
        If it is neither, or a table of which nobody said what it should hold.
    """
    population = package.resources.get(place, {}).get("casebook:population")
    if population is not None:
        return Search(place, population["whole"])
    if "searches" in package.frames and place in set(package.frames["searches"]["id"]):
        return Search(place, whole=False)
    raise ValueError(f"{place}: expected a table with casebook:population, or an id of searches")


def natures(package: Package, table: str, rows: pd.DataFrame) -> list[str]:
    """Return the nature of each row, by what the descriptor says of its table."""
    resource = package.resources[table]
    marks = resource.get("casebook:views")
    if marks is None:
        listed = any(resource.get(f"casebook:{mark}") for mark in ("timeless", "dated_by_events"))
        return [LIST if listed or "confidence" not in rows else FACT] * len(rows)
    held = _marked(rows, marks)
    if "unless" in marks:
        held &= ~_marked(rows, marks["unless"])
    return [VIEW if view else FACT for view in held]


def _marked(rows: pd.DataFrame, marks: Mapping[str, Any]) -> pd.Series:
    """Return which rows have one of the values, written as in the file, in the field."""
    text = rows[marks["field"]].astype("string").str.lower()
    return text.isin([value.lower() for value in marks["values"]])
