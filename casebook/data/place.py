"""Where the book lies, and how its YAML files are read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

_ENGINE = Path(__file__).parents[2]


def book_root() -> Path:
    """Return the folder of the book that is at work.

    ``CASEBOOK_ROOT`` if set; else the nearest folder with a ``_toc.yml``, from the current one
    upwards; else the folder beside the engine.
    """
    if named := os.environ.get("CASEBOOK_ROOT"):
        return Path(named)
    here = Path.cwd()
    return next((f for f in (here, *here.parents) if (f / "_toc.yml").is_file()), _ENGINE)


def read_yaml(file: Path) -> Any:
    """Return the content of a YAML file, read by the fast loader where PyYAML has it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), Loader=loader)


def data_folder() -> Path:
    """Return the folder of the data package: ``CASEBOOK_DATA`` if set, else the book's own."""
    return Path(os.environ.get("CASEBOOK_DATA") or book_root() / "data")
