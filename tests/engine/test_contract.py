"""The contract of a data package: each fault is named with its place and what is expected."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from casebook.data.checks.contract import check_data
from casebook.data.faults import DataFaultsError, Fault
from casebook.data.place import data_folder
from casebook.data.sources import sources_table, write_sources_table
from casebook.reasoning import book
from tests.tables import change, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(DataFaultsError) as raised:
        check_data(folder)
    return raised.value.faults


@pytest.mark.parametrize(
    ("table", "line", "column", "value", "expected"),
    [
        ("ccm_status", 3, "consent_date", "2011-02-31", "a day that exists"),
        ("ccm_status", 3, "consent_date", "last week", "a date written as 2024, 2024-07"),
        ("ccm_status", 3, "consent_date", "18/07/2024", "a date written as 2024, 2024-07"),
        ("ccm_status", 3, "consent_date", "Jul-24", "a date written as 2024, 2024-07"),
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


@pytest.mark.parametrize("marked", ["false", "true"])
def test_each_ally_has_one_preferred_date(folder, marked):
    def spoil(rows):
        own = [row for row in rows[1:] if row[1] == "CAN"]
        flag = rows[0].index("preferred")
        for row in own:
            row[flag] = marked
        if marked == "true":
            rows.append(["NM99", *own[0][1:]])

    change(folder, "nato_members", spoil)
    (fault,) = faults(folder)
    assert (fault.file, fault.column) == ("nato_members.csv", "preferred")
    assert "true in one row of iso3 CAN" in fault.expected


def test_an_ally_gone_from_one_table_may_not_stay_one_in_another(folder):
    change(folder, "geography", put(2, "nato_member", "false"))
    change(folder, "geography", put(2, "joined_nato_year", ""))
    found = [fault for fault in faults(folder) if "who is a member of NATO" in fault.expected]
    assert [fault.file for fault in found] == ["nato_members.csv"]


@pytest.mark.parametrize(
    ("table", "told", "edits"),
    [
        ("timeline", ("note", "a value, since disputed is true"), {"disputed": "true", "note": ""}),
        ("geography", ("bloc_left_year", "no value"), {"bloc_left_year": "1968"}),
        ("quote_checks", ("indirect", "no value"), {"found": "not_found", "indirect": "true"}),
        ("ccm_articles", ("reason_for_ban", "a value"), {"reason_quoted": "true"}),
        ("ccm_articles", ("quoted_words", "at most 20 words"), {"quoted_words": "so " * 20 + "on"}),
        (
            "effectiveness_claims",
            ("conclusion_locator", "at most 20 words"),
            {"conclusion_locator": "so " * 20 + "on"},
        ),
    ],
)
def test_what_the_descriptor_says_in_words_of_a_row_is_held(folder, table, told, edits):
    column, expected = told

    def spoil(rows):
        names = rows[0]
        fit = {"geography": ("warsaw_pact_or_ussr_before_1991", "false")}.get(table)
        fit = fit or ("reason_for_ban", "") if table == "ccm_articles" else fit
        row = next(r for r in rows[1:] if not fit or r[names.index(fit[0])] == fit[1])
        for name, value in edits.items():
            row[names.index(name)] = value

    change(folder, table, spoil)
    (fault,) = [fault for fault in faults(folder) if fault.column == column]
    assert fault.expected.startswith(expected)


@pytest.mark.parametrize(
    ("table", "key", "edits", "expected"),
    [
        ("states", "FRA", {"un_member": "false"}, "193 rows where un_member is true"),
        (
            "argument",
            "setting",
            {"part": "conclusion", "role": "", "strongest": ""},
            "1 row where part is conclusion, not 2",
        ),
        ("claims", "C02", {"paragraph": "28"}, "at least 28, since C02"),
        ("corrections", "CO01", {"table": "nowhere"}, "the name of a table"),
        ("corrections", "CO01", {"row": "OP99"}, "the key of a row of table oslo_process"),
        ("corrections", "CO01", {"column": "day"}, "a column of table oslo_process"),
        ("corrections", "CO01", {"value_used": "2010-11-08"}, "'2010-11-09', as oslo_process.csv"),
        ("spot_checks", "SC01", {"tables": "nowhere"}, "names of tables"),
        ("distance_to_moscow", "ALB", {"iso3": "RUS"}, "a row of nato_members, too"),
        ("geography", "ALB", {"joined_nato_year": "2010"}, "what '2009-04-01' says"),
        ("timeline", "TL01", {"reaction": "dismisses"}, "no value unless category is position"),
        ("unga_votes", "UV01", {"date": "2019-12-12"}, "a date that agrees with year"),
        ("searches", "S01", {"date": "2026-02-30"}, "a day that exists"),
        ("quote_checks", "Q01", {"found_text": "so " * 20 + "on"}, "at most 20 words, not 21"),
    ],
)
def test_what_the_descriptor_says_of_rows_together_is_held(folder, table, key, edits, expected):
    def spoil(rows):
        row = next(row for row in rows if row[0] == key)
        for name, value in edits.items():
            row[rows[0].index(name)] = value

    change(folder, table, spoil)
    (fault,) = [fault for fault in faults(folder) if fault.expected.startswith(expected)]
    assert (fault.file, fault.column) == (f"{table}.csv", next(iter(edits)))


def test_a_family_has_members(folder):
    def spoil(rows):
        family = rows[0].index("family")
        counted = Counter(row[family] for row in rows[1:] if row[family])
        two = next(name for name, times in counted.items() if times == 2)
        next(row for row in rows if row[family] == two)[family] = ""

    change(folder, "claims", spoil)
    (fault,) = faults(folder)
    assert (fault.file, fault.column) == ("families.csv", "id")
    assert fault.expected == "an id that at least 2 rows name in family of claims, not 1"


def test_a_publisher_whom_no_source_names_is_told(folder):
    def add(rows):
        rows.append(["nobody", *rows[1][1:]])

    change(folder, "publishers", add)
    (fault,) = faults(folder)
    assert (fault.file, fault.value) == ("publishers.csv", "nobody")


def test_a_stock_is_counted_once_or_not_at_all(folder):
    def spoil(rows):
        names = rows[0]
        row = next(row for row in rows if row[names.index("preferred")] == "true")
        rows.append(["SD99", *row[1:]])

    change(folder, "stockpile_destruction", spoil)
    (fault,) = faults(folder)
    assert "true in one row of iso3" in fault.expected


@pytest.mark.parametrize("column", ["distance_km", "capital_lat"])
def test_a_distance_follows_from_the_coordinates(folder, column):
    def spoil(rows):
        row = next(row for row in rows if row[0] == "ALB")
        place = rows[0].index(column)
        row[place] = f"{float(row[place]) + 2:g}"

    change(folder, "distance_to_moscow" if column == "distance_km" else "geography", spoil)
    with pytest.raises(DataFaultsError) as raised:
        check_data(folder, book.reconcile)
    (fault,) = raised.value.faults
    assert (fault.file, fault.column) == ("distance_to_moscow.csv", "distance_km")
    assert "which the coordinates in geography give" in fault.expected


def test_no_two_tiles_lie_on_one_another(folder):
    def spoil(rows):
        rows[2][3:5] = rows[1][3:5]

    change(folder, "tile_grids", spoil)
    (fault,) = faults(folder)
    assert (fault.row, fault.column) == (3, "grid, panel, tile_column, tile_row")
    assert "a value used once" in fault.expected


def test_a_locator_quotes_at_most_twenty_words(folder):
    change(folder, "ccm_status", put(3, "locator", "word " * 29 + "word"))
    change(folder, "ccm_status", put(4, "locator", 'page 3: "' + "word " * 20 + 'word"'))
    assert {(f.row, f.expected.partition(" (")[0]) for f in faults(folder)} == {
        (3, "at most 20 words, not 30"),
        (4, "at most 20 words, not 21"),
    }


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


def test_a_source_is_named_in_letters_not_in_commands(folder):
    table = sources_table(folder / "sources.bib").set_index("key")
    assert table.loc["hrw_qa2010", "title"].startswith("Q&A on")
    assert table.loc["tur_mfa_2023_cfe", "author"] == "Ministry of Foreign Affairs of Türkiye"
    (folder / "sources.bib").open("a").write(
        "\n@misc{made_up, title = {d{\\e}l}, author = {{N{\\'i}}}, "
        "year = {2024}, publisher = {naujienu-gidas}, urldate = {2024-08-11}, "
        "note = {Read whole.}}\n"
    )
    write_sources_table(folder)
    (fault,) = faults(folder)
    assert (fault.file, fault.column) == ("sources.bib", "title")
    made = sources_table(folder / "sources.bib").set_index("key").loc["made_up"]
    assert made["author"] == "Ní"


def line_of(folder: Path, table: str, column: str, value: str) -> int:
    """Return the line of the first row with this value."""
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return next(n for n, row in enumerate(rows, 1) if row[rows[0].index(column)] == value)


def test_a_row_graded_above_its_publishers_is_named_with_what_they_allow(folder):
    line = line_of(folder, "political_facts", "source", "tass_stoltenberg2023")
    change(folder, "political_facts", put(line, "confidence", "secondary"))
    (fault,) = faults(folder)
    assert (fault.file, fault.row, fault.column) == ("political_facts.csv", line, "confidence")
    assert (fault.value, fault.expected[:12]) == ("secondary", "at most weak")


def test_a_second_source_may_carry_the_grade_that_the_first_does_not(folder):
    line = line_of(folder, "political_facts", "source", "tass_stoltenberg2023")
    change(folder, "political_facts", put(line, "confidence", "secondary"))
    change(folder, "political_facts", put(line, "source_2", "eupravda_stoltenberg2023"))
    check_data(folder)


@pytest.mark.parametrize("flag", ["same_text", "own_words"])
def test_a_reprint_counts_as_its_own_site_and_others_acts_as_second_hand(folder, flag):
    bibliography = folder / "sources.bib"
    entries = bibliography.read_text(encoding="utf-8").split("\n\n")
    place = next(n for n, e in enumerate(entries) if "{rusi_2025_fires," in e)
    entries[place] = (
        entries[place].replace(f"  {flag} = {{yes}},\n", "").replace(f",\n  {flag} = {{yes}}", "")
    )
    bibliography.write_text("\n\n".join(entries), encoding="utf-8")
    write_sources_table(folder)
    found = faults(folder)
    allowed = {"same_text": "at most weak", "own_words": "at most secondary"}[flag]
    assert found
    assert {fault.column for fault in found} == {"confidence"}
    assert all(fault.expected.startswith(allowed) for fault in found)


def test_what_a_kind_allows_is_data(folder):
    line = line_of(folder, "publisher_grades", "kind", "news agency")
    change(folder, "publisher_grades", put(line, "highest_grade", "weak"))
    assert {fault.expected[:12] for fault in faults(folder)} == {"at most weak"}
