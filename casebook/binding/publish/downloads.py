"""Tables offered for download, as a spreadsheet opens them right."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the same archive whenever it is made."""

_MARK = b"\xef\xbb\xbf"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST_NAME = 31  # of a sheet, by the format


def marked(data: bytes) -> bytes:
    """Return a CSV file with a byte-order mark: without it Excel does not read UTF-8."""
    return _MARK + data.removeprefix(_MARK)


def zip_entry(name: str) -> zipfile.ZipInfo:
    """Return a zip's entry for a file: the same bytes at any time and under any umask."""
    info = zipfile.ZipInfo(name, ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def write_workbook(target: Path, folder: Path, descriptor: Mapping[str, Any]) -> None:
    """Write all tables of a data package as one workbook (Office Open XML), a sheet each.

    Spreadsheets guess what the cells of a CSV file are and make a day of ``2025-03``. Here each
    cell says: numbers are numbers, all else is text, and no text is a formula.
    """
    resources = descriptor["resources"]
    names = _sheet_names([resource["name"] for resource in resources])
    parts = {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
        ),
    }
    for number, resource in enumerate(resources, start=1):
        text = (folder / resource["path"]).read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        types = [field["type"] for field in resource["schema"]["fields"]]
        parts[f"xl/worksheets/sheet{number}.xml"] = "".join(_sheet(rows, types))
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zip_entry(name), content)


def _sheet_names(tables: Sequence[str]) -> list[str]:
    """Return a name for each sheet, as short as the format asks and each used once."""
    names: list[str] = []
    for table in tables:
        name = table[:_LONGEST_NAME]
        if name in names:
            end = f"_{len(names)}"
            name = name[: _LONGEST_NAME - len(end)] + end
        names.append(name)
    return names


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml")]
    parts += [
        (f"/xl/worksheets/sheet{number}.xml", f"{_TYPE}.worksheet+xml")
        for number in range(1, sheets + 1)
    ]
    overrides = "".join(f'<Override PartName="{p}" ContentType="{kind}"/>' for p, kind in parts)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{relations}"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    )


def _sheet(rows: Sequence[Sequence[str]], types: Sequence[str]) -> Iterator[str]:
    """Yield one sheet, whose first row, the names of the columns, stays in sight."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<sheetData>'
    for number, row in enumerate(rows):
        cells = (_cell(cell, kind if number else "") for cell, kind in zip(row, types, strict=True))
        yield f'<row r="{number + 1}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _cell(cell: str, kind: str) -> str:
    if not cell:
        return "<c/>"
    if kind in ("integer", "number"):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
