"""The list of cited dates and numbers that nothing tells: ``python -m tests.chapters.untold``.

Making it anew goes through all cells one after another, which takes half an hour; the tests check
a sample. With places (``milex.usd_millions``) only these are gone through. Reasons are kept by
table and column; a new one has to be written in.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from casebook import read_evidence
from tests.chapters.cells import Cell, Contract, cited_cells
from tests.chapters.told import Book

FILE = Path(__file__).with_name("untold_cells.yml")


def main(*only: str) -> None:
    """Go through all cells and write the list of those that nothing tells, with the old reasons."""
    evidence = read_evidence()
    contract, told = Contract(evidence.package), Book(evidence)
    before = listed()
    places: dict[str, dict[Cell, Any]] = {}
    for cell in cited_cells(evidence):
        if (not only or cell.place in only) and (value := contract.other(cell)) is not None:
            places.setdefault(cell.place, {})[cell] = value
    found = {place: entry for place, entry in before.items() if only and place not in only}
    for place, cells in places.items():
        untold = [c.key for c in told.untold(cells) if contract.adds_up(c, cells[c])]
        print(f"{place}: {len(untold)} of {len(cells)} untold", flush=True)
        if untold:
            why = before[place]["why"] if place in before else "?"
            found[place] = {"why": why, "rows": sorted(untold)}
    found = dict(sorted(found.items()))
    text = yaml.safe_dump(found, allow_unicode=True, width=100, default_flow_style=None)
    FILE.write_text(text, encoding="utf-8")


def listed() -> dict[str, Mapping[str, Any]]:
    """Return the list of cells that nothing tells: by table and column why, and the rows."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


if __name__ == "__main__":
    main(*sys.argv[1:])
