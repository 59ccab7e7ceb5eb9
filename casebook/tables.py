"""Reading the data package: CSV tables typed by ``data/datapackage.json``."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

_DTYPES = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}


def data_folder() -> Path:
    """Return the folder of the data package: ``CASEBOOK_DATA`` if set, else the book's own."""
    return Path(os.environ.get("CASEBOOK_DATA") or Path(__file__).parents[1] / "data")


@dataclass(frozen=True)
class Package:
    """The data package: its descriptor and one typed frame a table.

    Missing cells are ``pd.NA``. Dates stay text (ISO, some partial): see :mod:`casebook.dates`.
    """

    descriptor: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]

    @cached_property
    def resources(self) -> dict[str, Mapping[str, Any]]:
        """The descriptor's resources by table name."""
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    @cached_property
    def state_names(self) -> dict[str, str]:
        """The short name of each state by its iso3 code (table ``states``)."""
        states = self.frames["states"]
        return dict(zip(states["iso3"], states["name"], strict=True))

    def primary_key(self, table: str) -> list[str]:
        """Return the names of the fields that identify a row of the table."""
        return list(self.resources[table]["schema"]["primaryKey"])

    def row_keys(self, table: str, rows: pd.DataFrame) -> list[str]:
        """Return one text key a row, the parts of a composite key joined by ``/``."""
        parts = rows[self.primary_key(table)].astype("string")
        return list(parts.agg("/".join, axis=1)) if len(rows) else []


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Return ``datapackage.json`` of the folder as a dictionary."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def read_package(folder: Path | None = None) -> Package:
    """Read all tables of the data package.

    The tables are taken as valid: :mod:`casebook.contract` is what checks them, and the build runs
    it first.
    """
    folder = folder or data_folder()
    descriptor = read_descriptor(folder)
    frames = {
        resource["name"]: pd.read_csv(
            folder / resource["path"],
            encoding="utf-8-sig",
            keep_default_na=False,
            na_values=[""],
            dtype={f["name"]: _DTYPES[f["type"]] for f in resource["schema"]["fields"]},
            true_values=["true"],
            false_values=["false"],
        )
        for resource in descriptor["resources"]
    }
    return Package(descriptor, frames)
