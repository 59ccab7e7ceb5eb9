"""Damaged copies of every table: each is refused with the place and the reason of its fault."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.data.checks.contract import keys_of, read_table, table_faults
from casebook.data.checks.row_rules import RULES
from casebook.data.faults import Fault, told
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor, read_package

DESCRIPTOR = read_descriptor(data_folder())
DAY = date.fromisoformat(DESCRIPTOR["casebook:dataDate"])
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
KEYS = keys_of({n: read_table(data_folder(), r)[0] for n, r in RESOURCES.items()}, DESCRIPTOR)

Rows = list[list[str]]


def rows_of(table: str) -> Rows:
    text = (data_folder() / RESOURCES[table]["path"]).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def as_bytes(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def check(folder: Path, table: str, data: bytes) -> list[Fault]:
    """Return the faults of one table whose file holds these bytes, all others being sound."""
    (folder / RESOURCES[table]["path"]).write_bytes(data)
    return table_faults(*read_table(folder, RESOURCES[table]), RESOURCES[table], KEYS, DAY)


def bad_values(field: dict, referring: bool) -> Iterator[str]:
    """Yield a value for each way in which a cell of this field can be wrong."""
    limits = field.get("constraints", {})
    yield " padded "
    yield "bad\x0bcell"
    if limits.get("required"):
        yield ""
    if field["type"] in ("integer", "number"):
        yield from ("many", "1,5", "NaN")
        yield from ["1.5"] * (field["type"] == "integer")
        if "minimum" in limits:
            yield str(limits["minimum"] - 1)
        if "maximum" in limits:
            yield str(limits["maximum"] + 1)
    if field["type"] == "boolean":
        yield from ("perhaps", "1", "WAHR")
    if "enum" in limits:
        yield "gossip"
    if "pattern" in limits:
        yield " ".join("§" * 13)  # no id, and more words than a quotation may have
    if field.get("casebook:format") == "partial-date":
        yield from ("2011-02-31", "2011-13", "10/08/2024", "٢٠٢٤")
    if "casebook:format" in field and not field.get("casebook:plan"):
        late = DAY + timedelta(days=1)
        year = field["casebook:format"] == "year"
        yield str(DAY.year + 1) if year else late.isoformat()
    if referring:
        yield "ZZZ"
    if "casebook:each_in" in field:
        yield "C99 O99"


def cell_mutations() -> Iterator[tuple[str, int, str]]:
    for table, resource in RESOURCES.items():
        schema = resource["schema"]
        refer = {key["fields"][0] for key in schema.get("foreignKeys", ())}
        for place, field in enumerate(schema["fields"]):
            for value in bad_values(field, field["name"] in refer):
                yield table, place, value


MUTATIONS = list(cell_mutations())


def test_there_are_at_least_two_thousand_damaged_copies():
    assert len(MUTATIONS) >= 2000


@pytest.mark.parametrize("table", RESOURCES)
def test_a_bad_cell_is_named_with_row_column_value_and_reason(tmp_path, table):
    rows = rows_of(table)
    columns = rows[0]
    for _, place, value in (m for m in MUTATIONS if m[0] == table):
        damaged = [rows[0], [*rows[1]], *rows[2:]]
        damaged[1][place] = value
        found = check(tmp_path, table, as_bytes(damaged))
        named = [f for f in found if f.row == 2 and columns[place] in (f.column or "")]
        assert named, (columns[place], value, found)
        assert all(f.expected and f.value is not None for f in named)


@pytest.mark.parametrize("table", RESOURCES)
def test_all_bad_cells_of_a_file_come_in_one_run(tmp_path, table):
    rows = rows_of(table)
    for row in rows[1:]:
        row[0] = " padded "
    found = check(tmp_path, table, as_bytes(rows))
    assert {f.row for f in found} == set(range(2, len(rows) + 1))


def structural(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Yield damaged files: what was done, and the bytes."""
    whole = as_bytes(rows)
    line = whole.split(b"\n")
    yield "empty", b""
    yield "header only", line[0] + b"\n"
    yield "truncated", whole[: len(whole) * 2 // 3].rstrip(b"\n")
    yield "latin-1", whole + "é".encode("latin-1") + b"\n"
    yield "NUL", line[0] + b"\n" + b"\x00" + b"\n".join(line[1:])
    yield "stray quote", b"\n".join([line[0], b'"' + line[1].replace(b'"', b""), *line[2:]])
    yield "blank row", b"\n".join([line[0], b"", *line[1:]])
    yield "UTF-16", whole.decode().encode("utf-16")
    yield "row twice", as_bytes([*rows, rows[1]])
    yield "cell too many", as_bytes([rows[0], [*rows[1], "more"], *rows[2:]])
    yield "cell too few", as_bytes([rows[0], rows[1][:-1], *rows[2:]])
    yield "column missing", as_bytes([row[:-1] for row in rows])
    yield "column added", as_bytes([[*row, "x"] for row in rows])
    yield "columns swapped", as_bytes([[row[1], row[0], *row[2:]] for row in rows])
    yield "header missing", as_bytes(rows[1:])


@pytest.mark.parametrize("table", RESOURCES)
def test_a_damaged_file_is_refused_with_its_row(tmp_path, table):
    for what, data in structural(rows_of(table)):
        found = check(tmp_path, table, data)
        assert found, what
        assert all(f.file and f.row and f.expected and f.value is not None for f in found), what


@pytest.mark.parametrize(
    ("rule", "row", "extra"),
    [
        ("not_after", {"a": "2012-01-02", "b": "2012-01-01"}, {}),
        ("not_greater", {"a": "3", "b": "2"}, {}),
        ("sum_not_greater", {"a": "2", "b": "2", "c": "3"}, {}),
        ("sum_at_most", {"a": "100", "b": "94"}, {"limit": 193}),
        ("needs", {"a": "2012", "b": ""}, {}),
        ("excludes", {"a": "accession", "b": "2012"}, {"values": ["accession"]}),
        ("only_for", {"a": "accession", "b": "2012"}, {"values": ["ratification"]}),
        ("agrees", {"a": "2012", "b": "2013-01-01"}, {}),
    ],
)
def test_a_row_rule_says_what_it_expects(rule, row, extra):
    assert RULES[rule](row, list(row), extra)


@pytest.mark.parametrize(
    ("table", "column", "value", "named"),
    [
        ("ccm_status", "withdrawal_notified", "2009", "withdrawal_notified"),
        ("ccm_status", "consent_date", "2008-12-02", "consent_date"),
        ("ccm_status", "consent_type", "", "consent_type"),
        ("seimas_votes", "votes_for", "141", "votes_abstaining"),
        ("unga_votes", "yes", "193", "non_voting"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(tmp_path, table, column, value, named):
    rows = rows_of(table)
    rows[1][rows[0].index(column)] = value
    assert named in {f.column for f in check(tmp_path, table, as_bytes(rows)) if f.row == 2}


@pytest.mark.parametrize("table", RESOURCES)
def test_line_ends_mark_and_order_of_rows_change_nothing(tmp_path, table):
    rows, whole = rows_of(table), read_package().frames[table]
    (tmp_path / "datapackage.json").write_bytes((data_folder() / "datapackage.json").read_bytes())
    for other, resource in RESOURCES.items():
        if other != table:
            (tmp_path / resource["path"]).symlink_to(data_folder() / resource["path"])
    shuffled = as_bytes([rows[0], *reversed(rows[1:])])
    for mark, end in ((b"\xef\xbb\xbf", b"\r\n"), (b"", b"\r")):
        assert check(tmp_path, table, mark + shuffled.replace(b"\n", end)) == []
        frame = read_package(tmp_path).frames[table]
        assert frame.iloc[::-1].reset_index(drop=True).equals(whole)


def spreadsheet_files(rows: Rows) -> Iterator[tuple[str, bytes]]:
    """Yield what spreadsheets and careless hands make of a file: a word of the fault, the bytes."""
    whole = as_bytes(rows).decode()
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"), ("~", "'~'")):
        text = io.StringIO()
        csv.writer(text, delimiter=sign, lineterminator="\r\n").writerows(rows)
        yield f"commas between the cells, not {name}", text.getvalue().encode()
    yield "names of the columns in the first row", b"sep=,\r\n" + whole.encode()
    yield "UTF-16", whole.encode("utf-16")
    yield "UTF-16", whole.encode("utf-16-be")
    accents = [rows[0], *([["é" + cell for cell in row] for row in rows[1:]])]
    yield "Windows-1252", as_bytes(accents).decode().encode("cp1252", "replace")
    header, first, rest = whole.split("\n", 2)
    marked = f"<<<<<<< HEAD\n{first}\n=======\n{rest}>>>>>>> theirs\n"
    yield "a merge that was not settled", f"{header}\n{marked}".encode()
    yield "a merge that was not settled", f"<<<<<<< HEAD\n{header}\n{first}\n{rest}".encode()
    yield "no empty row", whole.encode() + b"," * (len(rows[0]) - 1) + b"\r\n"
    yield "no empty row", whole.encode() + b",,,\r\n\r\n"
    yield "no empty columns", whole.replace("\n", ",,,\n").encode()
    yield "a workbook", b"PK\x03\x04\x14\x00\x06\x00" * 9
    names = ",".join(rows[0])
    for first in (f"Table 1{',' * len(rows[0])}", "," * len(rows[0]), "<html><body>", "[[1, 2]]"):
        yield f"in the first row: {names}", f"{first}\n{whole}".encode()
    for changed in (str.capitalize, lambda name: f" {name}", lambda name: f"{name} "):
        damaged = as_bytes([[changed(name) for name in rows[0]], *rows[1:]])
        yield f"in the first row: {names}", damaged
    order = sorted(range(len(rows[0])), key=rows[0].__getitem__)
    yield f"in this order: {names}", as_bytes([[row[n] for n in order] for row in rows])
    yield "no more columns", as_bytes([[str(n), *row] for n, row in enumerate(rows)])
    yield (
        "no line break in a cell",
        as_bytes([rows[0], ["two\nor\nthree", *rows[1][1:]], *rows[2:]]),
    )


@pytest.mark.parametrize("table", ["ccm_status", "casualties_by_year"])
def test_what_a_spreadsheet_did_to_a_file_is_told_in_one_line(tmp_path, table):
    for word, data in spreadsheet_files(rows_of(table)):
        found = check(tmp_path, table, data)
        kinds = {fault.expected for fault in found}
        assert len(kinds) == 1, (word, kinds)
        assert word in kinds.pop(), word
        assert len(found) <= 3, word  # the marks of a merge are three


def test_flags_as_spreadsheets_write_them_are_read(tmp_path):
    data = (data_folder() / "nato_members.csv").read_text("utf-8")
    for yes, no in (("TRUE", "FALSE"), ("True", "False")):
        changed = data.replace(",true,", f",{yes},").replace(",false,", f",{no},")
        assert changed != data
        assert check(tmp_path, "nato_members", changed.encode()) == []
        (tmp_path / "datapackage.json").write_bytes(
            (data_folder() / "datapackage.json").read_bytes()
        )
        frame = read_package(tmp_path).frames["nato_members"]
        assert frame.equals(read_package().frames["nato_members"])


def test_decimal_commas_are_told_once_for_their_column_with_all_rows(tmp_path):
    rows = rows_of("failure_rates")
    place = rows[0].index("rate_low")
    spoiled = [[*row[:place], row[place].replace(".", ","), *row[place + 1 :]] for row in rows[1:]]
    faults = check(tmp_path, "failure_rates", as_bytes([rows[0], *spoiled]))
    bad = [number for number, row in enumerate(spoiled, start=2) if "," in row[place]]
    assert [fault.row for fault in faults] == bad
    assert len(bad) > 4
    *full, rest = told(faults)
    assert len(full) == 3
    assert f"{len(bad) - 3} more in rows {bad[3]}, {bad[4]}" in rest
    assert all("a decimal point" in line for line in (*full, rest))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_a_text_that_a_spreadsheet_would_run_is_refused(tmp_path, sign):
    rows = rows_of("ccm_status")
    rows[1][rows[0].index("locator")] = f'{sign}HYPERLINK("http://example.org")'
    (fault,) = check(tmp_path, "ccm_status", as_bytes(rows))
    assert (fault.row, fault.column) == (2, "locator")
    assert "formula" in fault.expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *((text, "an empty cell") for text in ("#REF!", "#BEZUG!", "#N/A", "#NV", "####", "-")),
        *((text, "an empty cell") for text in ("Err:502", "NaN", "NULL", "n/a", "<NA>", "?")),
        ("'page 3", "no apostrophe"),
        ("Kas\u030cciunas", "as one sign"),
        *((f"page{sign}3", "no control character") for sign in "\u200b\u2060\ufeff\xad"),
    ],
)
def test_a_text_that_a_spreadsheet_has_spoilt_is_refused(tmp_path, text, word):
    rows = rows_of("ccm_counts")
    rows[1][rows[0].index("locator")] = text
    (fault,) = check(tmp_path, "ccm_counts", as_bytes(rows))
    assert (fault.row, fault.column) == (2, "locator")
    assert word in fault.expected


def test_text_read_in_another_encoding_and_saved_is_refused(tmp_path):
    rows = rows_of("ccm_status")
    rows[1][rows[0].index("locator")] = "Genève – traité".encode().decode("cp1252")
    (fault,) = check(tmp_path, "ccm_status", as_bytes(rows))
    assert (fault.row, fault.column) == (2, "locator")
    assert fault.expected.startswith("è:")
