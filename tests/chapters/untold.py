"""The list of cited dates and numbers that nothing tells: ``python -m tests.chapters.untold``.

Making it anew goes through all cells one after another, which takes many minutes; the tests check
a sample. Reasons are kept by table and column; a new one has to be written in.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from casebook import read_evidence
from tests.chapters.cells import Cell, Contract, cited_cells
from tests.chapters.told import Book

FILE = Path(__file__).with_name("untold_cells.yml")


def main() -> None:
    """Go through all cells and write the list of those that nothing tells, with the old reasons."""
    evidence = read_evidence()
    contract, told = Contract(evidence.package), Book(evidence)
    reasons = {place: entry["why"] for place, entry in listed().items()}
    places: dict[str, dict[Cell, Any]] = {}
    for cell in cited_cells(evidence):
        if (value := contract.other(cell)) is not None:
            places.setdefault(cell.place, {})[cell] = value
    found = {}
    for place, cells in places.items():
        untold = [c.key for c in told.untold(cells) if contract.adds_up(c, cells[c])]
        print(f"{place}: {len(untold)} of {len(cells)} untold", flush=True)
        if untold:
            found[place] = {"why": reasons.get(place, "?"), "rows": sorted(untold)}
    text = yaml.safe_dump(found, allow_unicode=True, width=100, default_flow_style=None)
    FILE.write_text(text, encoding="utf-8")


def listed() -> dict[str, Mapping[str, Any]]:
    """Return the list of cells that nothing tells: by table and column why, and the rows."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}


if __name__ == "__main__":
    main()
