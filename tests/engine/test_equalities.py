"""One fact in several cells: what parts is named with both places."""

from collections.abc import Mapping

import pytest

from casebook.data.checks.cells import Cells
from casebook.data.checks.equalities import equality_faults
from casebook.data.descriptor import descriptor_faults
from casebook.data.faults import Fault
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor

Cell = Mapping[str, object]


def tables(day: str = "2024-09-06", told: str = "2024-09-06", share: str = "0.42") -> dict:
    """Two small tables that tell one day twice, and one share, once in percent."""
    log = Cells("log.csv", ("id", "day"), ((2, ["L1", "2001"]), (3, ["L2", day])))
    news = Cells(
        "news.csv",
        ("id", "date", "percent", "share", "headline"),
        (
            (2, ["N1", told, "42", share, "In 2024 some 42 percent of 1,200 left"]),
            (3, ["N2", "2030", "", "", ""]),
        ),
    )
    return {"log": log, "news": news}


def cell(table: str, key: str, field: str, **more: object) -> Cell:
    return {"table": table, "where": {"id": key}, "field": field, **more}


SAME_DAY = (cell("log", "L2", "day"), cell("news", "N1", "date"))
SAME_SHARE = (cell("news", "N1", "share"), cell("news", "N1", "percent", times=0.01))


def faults(found: dict, *cells: Cell) -> list[Fault]:
    return list(equality_faults([{"says": "the notice", "cells": list(cells)}], found))


def test_cells_that_part_are_named_with_both_places():
    (fault,) = faults(tables(told="2024-09-07"), *SAME_DAY)
    assert (fault.file, fault.row, fault.column) == ("news.csv", 2, "date")
    assert fault.value == "2024-09-07"
    for part in ("2024-09-06", "log.csv", "row 3", "column day", "the notice"):
        assert part in fault.expected


@pytest.mark.parametrize("told", ["2024-09-06", "2024-09", "2024"])
def test_a_date_agrees_with_one_known_to_the_month_or_year(told):
    assert faults(tables(told=told), *SAME_DAY) == []


@pytest.mark.parametrize("told", ["2024-10", "2023", "20", "2024-0", ""])
def test_another_month_or_year_and_an_empty_cell_part(told):
    assert len(faults(tables(told=told), *SAME_DAY)) == 1


def test_two_days_part_though_both_agree_with_the_month():
    cells = (cell("log", "L2", "day"), cell("news", "N1", "date"), cell("log", "L2", "day"))
    assert faults(tables(day="2024-09", told="2024-09-06"), *cells) == []
    found = tables(day="2024-09", told="2024-09-06")
    later = Cells("later.csv", ("id", "date"), ((2, ["T1", "2024-09-07"]),))
    (fault,) = faults({**found, "later": later}, *SAME_DAY, cell("later", "T1", "date"))
    assert fault.file == "later.csv"
    assert "news.csv" in fault.expected


@pytest.mark.parametrize(("share", "part"), [("0.42", 0), ("0.420", 0), ("0.43", 1), ("", 1)])
def test_a_number_in_another_unit_says_by_what_it_is_multiplied(share, part):
    assert len(faults(tables(share=share), *SAME_SHARE)) == part


def test_a_text_names_the_number_that_another_cell_holds():
    headline = cell("news", "N1", "headline", names=True)
    assert faults(tables(), cell("news", "N1", "percent"), headline) == []
    (fault,) = faults(tables(), cell("news", "N1", "share"), headline)
    assert (fault.column, fault.value) == ("headline", "In 2024 some 42 percent of 1,200 left")
    assert "0.42 says in news.csv" in fault.expected
    assert faults(tables(share="1200"), cell("news", "N1", "share"), headline) == []


def test_numbers_are_compared_as_written_in_decimal():
    found = tables(share="2.35")
    hundredth = (cell("news", "N1", "share", times=0.01), cell("news", "N1", "percent", times=1))
    (fault,) = faults(found, *hundredth)
    assert fault.value == "42"


def test_a_row_that_is_not_there_is_refused():
    (fault,) = faults(tables(), cell("log", "L9", "day"), cell("news", "N1", "date"))
    assert fault.file == "datapackage.json"
    assert fault.value == "0 rows"
    assert "id = L9" in fault.expected


@pytest.mark.parametrize(
    "wrong",
    [
        cell("ccm_statuses", "LTU", "withdrawal_notified"),
        {"table": "ccm_status", "where": {"iso3": "LTU"}, "field": "withdrawn"},
        {"table": "ccm_status", "where": {"iso": "LTU"}, "field": "withdrawal_notified"},
        {"table": "ccm_status", "where": {}, "field": "withdrawal_notified"},
        {"table": "ccm_status", "where": {"iso3": "LTU"}, "field": "as_of", "times": 0},
    ],
)
def test_an_unknown_table_or_field_is_refused_by_the_descriptor(wrong):
    descriptor = read_descriptor(data_folder())
    right = {"table": "ccm_status", "where": {"iso3": "LTU"}, "field": "withdrawal_notified"}
    equality = {"says": "a fact", "cells": [right, right]}
    assert descriptor_faults({**descriptor, "casebook:equalities": [equality]}) == []
    equality = {"says": "a fact", "cells": [right, wrong]}
    found = descriptor_faults({**descriptor, "casebook:equalities": [equality]})
    assert found
    assert all("casebook:equalities" in fault.column for fault in found)


def test_one_cell_alone_is_no_equality():
    descriptor = read_descriptor(data_folder())
    right = {"table": "ccm_status", "where": {"iso3": "LTU"}, "field": "withdrawal_notified"}
    lonely = [{"says": "a fact", "cells": [right]}]
    assert descriptor_faults({**descriptor, "casebook:equalities": lonely})
