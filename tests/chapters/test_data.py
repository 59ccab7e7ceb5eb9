"""The book's own data: it keeps its contract, and agrees with what others published."""

import shutil
from importlib import resources
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from casebook.data.checks.contract import check_data
from casebook.data.faults import DataFaultsError, Fault
from casebook.data.place import data_folder
from casebook.reasoning import book
from tests.tables import Rows, change, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(DataFaultsError) as raised:
        check_data(folder, book.reconcile)
    return raised.value.faults


def test_the_books_data_keeps_its_contract():
    check_data(data_folder(), book.reconcile)


def test_the_package_is_valid_for_frictionless():
    assert frictionless.Package(str(data_folder() / "datapackage.json")).validate().valid


def test_a_count_that_the_rows_do_not_reach_is_named(folder):
    # One party fewer: every published total after its consent breaks.
    def lose_albania(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != "ALB"]

    change(folder, "ccm_status", lose_albania)
    found = faults(folder)
    assert {f.file for f in found} == {"ccm_counts.csv"}
    assert any(f.column == "states_parties" and "111" in f.expected for f in found)


@pytest.mark.parametrize(
    ("act", "counted"),
    [
        ({"consent_date": "2026-10-01"}, []),  # after the last count that is dated to the day
        ({"consent_date": "2026"}, []),  # may be later than that count too
        ({"consent_date": "2026-01-15"}, ["CC07"]),  # but not earlier
        ({"consent_date": "2025-12-01"}, ["CC07", "CC08", "CC09"]),
    ],
)
def test_an_accession_breaks_only_counts_of_days_on_which_it_held(folder, act, counted):
    """The counts of 2026 that name no day (CC08, CC09) are right if right on a day of 2026."""

    def accede(rows: Rows) -> None:
        columns, row = rows[0], list(next(row for row in rows if row[0] == "VUT"))
        for column, value in {"iso3": "SUR", "as_of": "2026-11-01", **act}.items():
            row[columns.index(column)] = value
        rows.append(row)

    change(folder, "ccm_status", accede)
    if not counted:
        check_data(folder, book.reconcile)
        return
    lines = (folder / "ccm_counts.csv").read_text("utf-8").splitlines()
    assert {lines[fault.row - 1][:4] for fault in faults(folder)} == set(counted)


def test_a_changed_vote_breaks_the_tally(folder):
    def flip(rows: Rows) -> None:
        column = rows[0].index("vote")
        row = next(r for r in rows if r[0] == "ALB" and r[1] == "2025")
        row[column] = "no"

    change(folder, "unga_votes_by_state", flip)
    assert {(f.file, f.column) for f in faults(folder)} == {
        ("unga_votes.csv", "yes"),
        ("unga_votes.csv", "no"),
    }


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        # Germany by its other figure, 58 for 63 million: 178,822,046 less five million.
        ("submunitions_destroyed", "58000000", [(13, "submunitions"), (14, "submunitions")]),
        ("munitions_destroyed", "500000", [(13, "munitions")]),
        (
            "preferred",
            "false",
            [(13, "munitions"), (13, "submunitions"), (14, "submunitions")],
        ),
    ],
)
def test_a_changed_stock_misses_the_published_totals(folder, column, value, expected):
    # Published when all declared stocks were gone: 1.49 million and 179 million (lines 13 and 14).
    change(folder, "stockpile_destruction", put(2, column, value))
    found = faults(folder)
    assert {f.file for f in found} == {"stockpile_totals_by_edition.csv"}
    assert [(f.row, f.column) for f in found] == [(row, f"{c}_destroyed") for row, c in expected]
    if value == "58000000":
        assert found[0].value == "179,000,000"
        assert found[0].expected == (
            "173,822,046 within 1%, which the preferred rows of stockpile_destruction add up to"
        )


def test_regions_agree_with_the_package_that_carries_m49(evidence):
    # country_converter carries the UN Statistics Division's classification (its data file is read
    # as text: its own reader fails on pandas 3). Nauru's departure is declared in corrections.
    file = resources.files("country_converter") / "country_data.tsv"
    with resources.as_file(file) as path:
        theirs = pd.read_csv(path, sep="\t", keep_default_na=False).set_index("ISO3")["UNregion"]
    states = evidence["states"]
    states = states[states["un_member"]].set_index("iso3")["m49_subregion"]
    differ = states[states.str.lower() != theirs.reindex(states.index).str.lower()]
    declared = evidence["corrections"]
    declared = declared[declared["table"].eq("states") & declared["column"].eq("m49_subregion")]
    assert set(differ.index) == set(declared["row"]) == {"NRU"}


def test_locators_are_short(evidence):
    # The evidence's own rule: a locator quotes at most 20 words.
    for name, frame in evidence.package.frames.items():
        if "locator" in frame:
            long = frame[frame["locator"].fillna("").str.split().str.len() > 30]
            assert long.empty, (name, list(long["locator"])[:2])


def test_key_phrases_are_at_most_twelve_words(evidence):
    assert evidence["claims"]["key_phrase"].str.split().str.len().max() <= 12
