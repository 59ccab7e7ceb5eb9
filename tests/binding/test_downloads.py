"""What is offered for download opens in a spreadsheet as it stands in the book."""

import csv
import io
import zipfile
from pathlib import Path

import frictionless
import pytest
from lxml import etree

from casebook.binding.publish.downloads import write_workbook
from casebook.binding.publish.publish import publish_tables
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor, read_package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data package as published."""
    folder = tmp_path_factory.mktemp("published") / "data"
    publish_tables(folder)
    return folder


def test_published_tables_are_marked_as_utf_8_and_say_what_the_book_s_do(published):
    own = read_package().frames
    for name, frame in read_package(published).frames.items():
        assert (published / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf"), name
        assert frame.equals(own[name]), name


def test_published_tables_are_a_valid_data_package(published):
    report = frictionless.Package(str(published / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_what_an_editor_leaves_in_the_folder_is_not_published(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    publish_tables(folder)
    (folder / ".~lock.claims.csv#").write_text("me", "utf-8")
    (folder / ".DS_Store").write_text("", "utf-8")
    monkeypatch.setenv("CASEBOOK_DATA", str(folder))
    publish_tables(tmp_path / "out")
    assert not [file.name for file in (tmp_path / "out").iterdir() if file.name[0] == "."]


def cells(archive: zipfile.ZipFile, number: int) -> list[list[str]]:
    """Return the cells of a sheet, with a sign where one is a number or a formula."""
    sheet = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    assert not list(sheet.iter(f"{MAIN}f"))
    return [
        [
            "".join(cell.itertext()) if cell.get("t") or not len(cell) else f"#{cell[0].text}"
            for cell in row
        ]
        for row in sheet.iter(f"{MAIN}row")
    ]


def test_the_workbook_holds_every_cell_and_no_spreadsheet_takes_a_month_for_a_day(tmp_path):
    descriptor = read_descriptor(data_folder())
    write_workbook(tmp_path / "tables.xlsx", data_folder(), descriptor)
    months = 0
    with zipfile.ZipFile(tmp_path / "tables.xlsx") as archive:
        for number, resource in enumerate(descriptor["resources"], start=1):
            text = (data_folder() / resource["path"]).read_text("utf-8")
            header, *rows = csv.reader(io.StringIO(text, newline=""))
            types = [field["type"] for field in resource["schema"]["fields"]]
            found = cells(archive, number)
            assert found[0] == header
            for row, shown in zip(rows, found[1:], strict=True):
                for cell, kind, there in zip(row, types, shown, strict=True):
                    is_number = cell and kind in ("integer", "number")
                    assert there == (f"#{cell}" if is_number else cell)
                    months += len(cell) == 7 and cell[4:5] == "-"
    assert months > 100
