import csv
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from casebook.data.contract import check_data
from casebook.data.faults import DataFaultsError, Fault
from casebook.data.place import data_folder
from casebook.data.sources import sources_table

Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def change(folder: Path, table: str, edit: Callable[[Rows], None]) -> None:
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


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(DataFaultsError) as raised:
        check_data(folder)
    return raised.value.faults


def test_the_books_data_keeps_its_contract():
    check_data(data_folder())


def test_the_package_is_valid_for_frictionless():
    assert frictionless.Package(str(data_folder() / "datapackage.json")).validate().valid


@pytest.mark.parametrize(
    ("table", "line", "column", "value", "expected"),
    [
        ("ccm_status", 3, "consent_date", "2011-02-31", "a day that exists"),
        ("ccm_status", 3, "consent_date", "last week", "pattern"),
        ("ccm_status", 3, "iso3", "XYZ", "a key of table states"),
        ("ccm_status", 3, "source", "nowhere", "a key of table sources"),
        ("ccm_status", 3, "iso3", "", "required"),
        ("casualties_by_year", 2, "total", "-3", "minimum"),
        ("casualties_by_year", 2, "total", "many", "integer"),
        ("casualties_by_year", 2, "civilian_share", "1.2", "maximum"),
        ("claims", 2, "kind", "gossip", "enum"),
    ],
)
def test_a_bad_cell_is_named_with_what_is_expected(folder, table, line, column, value, expected):
    change(folder, table, put(line, column, value))
    found = [f for f in faults(folder) if (f.row, f.column, f.value) == (line, column, value)]
    assert [f.file for f in found] == [f"{table}.csv"]
    assert expected in found[0].expected


def test_a_key_used_twice_is_named(folder):
    change(folder, "ccm_status", put(3, "iso3", "AFG"))
    assert ("ccm_status.csv", 3) in {(f.file, f.row) for f in faults(folder)}


def test_a_part_greater_than_its_whole_is_named(folder):
    change(folder, "casualties_by_year", put(3, "killed", "99999"))
    assert {(f.file, f.row) for f in faults(folder)} == {("casualties_by_year.csv", 3)}


def test_all_faults_of_a_file_come_in_one_run(folder):
    change(folder, "ccm_status", put(3, "iso3", "XYZ"))
    change(folder, "ccm_status", put(5, "source", "nowhere"))
    change(folder, "nato_members", put(2, "preferred", "perhaps"))
    assert {(f.file, f.row) for f in faults(folder)} == {
        ("ccm_status.csv", 3),
        ("ccm_status.csv", 5),
        ("nato_members.csv", 2),
    }


def test_a_row_with_a_cell_too_many_is_named(folder):
    change(folder, "ccm_counts", lambda rows: rows[1].append("more"))
    assert [(f.file, f.row) for f in faults(folder)] == [("ccm_counts.csv", 2)]


def test_a_missing_column_is_named(folder):
    change(folder, "ccm_counts", lambda rows: [row.pop() for row in rows])
    assert faults(folder)[0].column == "confidence"


def test_a_count_that_the_rows_do_not_reach_is_named(folder):
    # One party fewer: every published total after its consent breaks.
    def lose_albania(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != "ALB"]

    change(folder, "ccm_status", lose_albania)
    found = faults(folder)
    assert {f.file for f in found} == {"ccm_counts.csv"}
    assert any(f.column == "states_parties" and "111" in f.expected for f in found)


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


def test_sources_table_must_be_made_from_the_bibliography(folder):
    (folder / "sources.bib").open("a").write(
        "\n@misc{made_up, title = {Made up}, author = {{Nobody}}, year = {2024}}\n"
    )
    (fault,) = faults(folder)
    assert (fault.file, "made_up" in fault.expected) == ("sources.csv", True)


def test_unreadable_descriptor_is_named(folder):
    (folder / "datapackage.json").write_text("{")
    (fault,) = faults(folder)
    assert fault.file == "datapackage.json"


def test_sources_table_reads_what_bibtex_says():
    table = sources_table(data_folder() / "sources.bib").set_index("key")
    assert table.loc["oped_militarytimes", "author"] == "John Nagl and Daniel Rice"
    assert table.index.is_unique


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
