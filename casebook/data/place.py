"""Where the book lies: its root, with ``_toc.yml`` and ``chapters/``, and its data package."""

from __future__ import annotations

import os
from pathlib import Path

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


def data_folder() -> Path:
    """Return the folder of the data package: ``CASEBOOK_DATA`` if set, else the book's own."""
    return Path(os.environ.get("CASEBOOK_DATA") or book_root() / "data")
