"""One fact, one cell: a changed date or number moves what tells it, or is refused, or is listed."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from casebook.data.checks.cells import Cells
from casebook.data.checks.contract import read_table
from casebook.data.checks.equalities import equality_faults
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor
from tests.chapters.cells import SEED, Cell, Contract, cited_cells, drawn
from tests.chapters.told import Book
from tests.chapters.untold import listed

SAMPLE = 24

DESCRIPTOR = read_descriptor(data_folder())
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
EQUALITIES = DESCRIPTOR["casebook:equalities"]
UNTOLD = {
    Cell(table, key, column)
    for place, entry in listed().items()
    for table, column in [place.split(".")]
    for key in entry["rows"]
}


@pytest.fixture(scope="module")
def cited(evidence) -> dict[Cell, list[str]]:
    return cited_cells(evidence)


def elsewhere(cells: Cells, cell: Mapping) -> Cells:
    """Return a table with other numbers, or a day of another year, in a cell of an equality."""
    place = cells.columns.index(cell["field"])
    ((column, key),) = cell["where"].items()
    fields = {f["name"]: f for f in RESOURCES[cell["table"]]["schema"]["fields"]}
    rows = []
    for number, row in cells.rows:
        if row[cells.columns.index(column)] == key:
            value, date = row[place], "casebook:format" in fields[cell["field"]]
            if date:
                other = f"{int(value[:4]) + 3}{value[4:]}"
            elif cell.get("names"):
                other = re.sub(r"\d[\d,]*", lambda number: f"{number[0]}7", value)
            else:
                other = f"{float(value) * 2 + 3:g}"
            row = [*row[:place], other, *row[place + 1 :]]
        rows.append((number, row))
    return replace(cells, rows=tuple(rows))


def test_no_cell_of_an_equality_can_be_changed_alone():
    tables = {name: read_table(data_folder(), r)[0] for name, r in RESOURCES.items()}
    passed = [
        (equality["says"], cell)
        for equality in EQUALITIES
        for cell in equality["cells"]
        if not any(
            equality_faults(
                [equality], {**tables, cell["table"]: elsewhere(tables[cell["table"]], cell)}
            )
        )
    ]
    assert len(EQUALITIES) > 200
    assert passed == []


def test_a_state_cannot_vote_on_another_day(evidence):
    contract, cell = Contract(evidence.package), Cell("unga_votes_by_state", "USA/2016", "date")
    assert contract.adds_up(cell, "2016-12-05")
    assert contract.adds_up(cell, "2016-12")
    assert not contract.adds_up(cell, "2016-12-06")
    assert not contract.adds_up(cell, "2017-12-05")


def test_the_list_names_cells_of_cited_rows_and_why_nothing_tells_them(cited):
    assert sorted(UNTOLD - set(cited)) == []
    assert all(len(entry["why"]) > 20 for entry in listed().values())


def test_a_sampled_cell_moves_what_tells_it_or_is_refused_or_listed(evidence, cited):
    chosen = sorted(cited, key=drawn)[:SAMPLE]
    print(f"{SAMPLE} of {len(cited)} cells, seed {SEED}:")
    contract, book, quiet, wrong = Contract(evidence.package), Book(evidence), {}, []
    for cell in chosen:
        value = contract.other(cell)
        names = [*cited[cell], *(name for name in book.tellers if name not in cited[cell])]
        if value is None:
            found = "refused"
        elif cell in UNTOLD:
            found, quiet[cell] = "listed", value
        else:
            found = next(book.moving({cell: value}, names), None)
            found = found or (None if contract.adds_up(cell, value) else "refused")
        print(f"  {cell.place} {cell.key}: {found}")
        if found is None or (cell in UNTOLD and found != "listed"):
            wrong.append((cell, found))
    assert wrong == []
    assert list(book.moving(quiet)) == []
