"""Files of a data package changed as an editor would change them."""

import csv
from collections.abc import Callable
from pathlib import Path

Rows = list[list[str]]


def change(folder: Path, table: str, edit: Callable[[Rows], None]) -> None:
    """Write a table anew after an edit of its rows, the header being the first."""
    path = folder / f"{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    edit(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(line: int, column: str, value: str) -> Callable[[Rows], None]:
    """Return an edit that puts a value into a cell; ``line`` counts as faults do."""

    def edit(rows: Rows) -> None:
        rows[line - 1][rows[0].index(column)] = value

    return edit
