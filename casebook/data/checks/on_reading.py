"""The check of the data when a notebook reads it outside a build.

A reader who changes a cell and runs a notebook again must not get empty tables without a word. The
check takes a second or two, so it is made only of what is new: files that were found in order, by
this very check, are not looked through again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from casebook.data.place import book_root

CHECKED = "CASEBOOK_CHECKED"
"""Set by a build, which has checked the data before it runs anything."""

_ROOM = Path(__file__).parents[1]


def check_on_reading(folder: Path) -> None:
    """Check the data package in the folder, unless just this was found in order before.

    Raises
    ------
    DataFaultsError
        With every fault found: file, row, column, value and what is expected.
    """
    if os.environ.get(CHECKED):
        return
    digest = _digest(folder)
    known = book_root() / "_build" / "data_in_order"
    with suppress(OSError):
        if known.read_text("utf-8") == digest:
            return
    from casebook.data.checks.contract import check_data  # slow to import

    check_data(folder)
    with suppress(OSError):  # where nothing can be written, the next reading checks again
        known.parent.mkdir(exist_ok=True)
        known.write_text(digest, "utf-8")


def _digest(folder: Path) -> str:
    """Return a hash of the package's files and of the code that checks them."""
    found = hashlib.sha256()
    package = [*folder.glob("*.csv"), folder / "datapackage.json", folder / "sources.bib"]
    for file in sorted(filter(Path.is_file, [*package, *_ROOM.rglob("*.py")])):
        content = file.read_bytes()
        found.update(f"{file.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
