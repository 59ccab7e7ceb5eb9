"""Reading the data package: CSV tables typed by ``data/datapackage.json``."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.data.place import data_folder

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}

SPREADSHEET_FLAGS = ("TRUE", "True", "FALSE", "False")
"""What spreadsheets and Pandas make of ``true`` and ``false``; read as these."""

_readers: ContextVar[tuple[set[str], ...]] = ContextVar("readers", default=())


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Give a set that holds the names of all tables asked for within.

    Whatever is made within need be made again only once one of them has changed.
    """
    names: set[str] = set()
    token = _readers.set((*_readers.get(), names))
    try:
        yield names
    finally:
        _readers.reset(token)


def note_read(names: Iterable[str]) -> None:
    """Tell those who want to know (:func:`tables_read`) that these tables were asked for."""
    for reader in _readers.get():
        reader.update(names)


@dataclass(frozen=True)
class Package:
    """The data package: its descriptor and one typed frame a table.

    Missing cells are ``pd.NA``. Dates stay text (ISO, some partial): see ``dates``.
    """

    descriptor: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    remembered: dict[Hashable, tuple[Any, frozenset[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was made of these frames and is kept, with the names of the tables that it was made of:
    see ``evidence.remembered``."""

    @property
    def is_books_own(self) -> bool:
        """Whether these are the tables of the book's own data package, as they lie in its files."""
        return isinstance(self.frames, Tables) and self.frames.folder == data_folder().resolve()

    @cached_property
    def resources(self) -> dict[str, Mapping[str, Any]]:
        """The descriptor's resources by table name."""
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @property
    def sources(self) -> pd.DataFrame:
        """The table ``sources`` indexed by the keys of the sources."""
        note_read(("sources",))
        return self._sources

    @property
    def origins(self) -> dict[str, str]:
        """Whose text each source carries, by key: two sources of one origin are not independent.

        The publisher whose text is reprinted or retold, else the source's own publisher, else the
        source itself.
        """
        note_read(("sources",))
        return self._origins

    @cached_property
    def _sources(self) -> pd.DataFrame:
        return self.frames["sources"].set_index("key")

    @cached_property
    def _origins(self) -> dict[str, str]:
        found = self.sources["reprints"].fillna(self.sources["publisher"])
        return dict(found.fillna(found.index.to_series()))

    def with_tables(self, changed: Mapping[str, pd.DataFrame]) -> Package:
        """Return the package with these tables in the place of its own of the same names.

        What was made of other tables is kept.
        """
        other = replace(self, frames=_Changed(dict(changed), self.frames))
        kept = {key: made for key, made in self.remembered.items() if not made[1] & changed.keys()}
        other.remembered.update(kept)
        return other

    def primary_key(self, table: str) -> list[str]:
        """Return the names of the fields that identify a row of the table."""
        return list(self.resources[table]["schema"]["primaryKey"])

    def row_keys(self, table: str, rows: pd.DataFrame) -> list[str]:
        """Return one text key a row, the parts of a composite key joined by ``/``."""
        parts = (rows[field] for field in self.primary_key(table))
        return ["/".join(map(str, key)) for key in zip(*parts, strict=True)]


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return ``datapackage.json`` of the folder as a dictionary."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


class _Changed(ChainMap[str, "pd.DataFrame"]):
    """Tables of which some take the place of others of the same name."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        note_read((name,))
        return super().__getitem__(name)


class Tables(Mapping[str, "pd.DataFrame"]):
    """The tables of a data package by name, each read from its file when it is first asked for.

    A chapter thus opens the files of the tables that it uses and no others. The build goes by that:
    a notebook runs again if a file that it opened has changed.
    """

    def __init__(self, folder: Path, descriptor: Mapping[str, Any]) -> None:
        self.folder = folder
        self._resources = {resource["name"]: resource for resource in descriptor["resources"]}
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        note_read((name,))
        if name not in self._read:
            self._read[name] = read_frame(self.folder, self._resources[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)


def read_frame(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    """Return one table of the package, typed as the descriptor says."""
    import pandas as pd  # slow to import: not for those who only ask where the data lies

    return pd.read_csv(
        folder / resource["path"],
        encoding="utf-8-sig",
        keep_default_na=False,
        na_values=[""],
        dtype={f["name"]: _DTYPES[f["type"]] for f in resource["schema"]["fields"]},
        true_values=["true", *SPREADSHEET_FLAGS[:2]],
        false_values=["false", *SPREADSHEET_FLAGS[2:]],
    )


def read_package(folder: Path | None = None) -> Package:
    """Return the data package, whose tables are read as they are asked for.

    The tables are taken as valid: :mod:`casebook.data.checks.contract` is what checks them, and the
    build runs it first.
    """
    folder = (folder or data_folder()).resolve()
    descriptor = read_descriptor(folder)
    return Package(descriptor, Tables(folder, descriptor))
