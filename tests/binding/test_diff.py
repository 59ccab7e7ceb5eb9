import shutil
from pathlib import Path

import pytest

from casebook.binding.checks.diff import changed_findings, changed_rows, diff
from casebook.data.place import data_folder
from casebook.data.tables import read_package


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An edition of before Lithuania's exit took effect."""
    folder = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    status = folder / "ccm_status.csv"
    status.write_text(status.read_text(encoding="utf-8").replace("2025-03-06", "2027-03-06"))
    return folder


def test_the_same_edition_differs_in_nothing():
    package = read_package()
    assert list(changed_rows(package, package)) == []


def test_a_changed_cell_and_what_follows_are_named(older):
    rows = list(changed_rows(read_package(older), read_package()))
    assert rows == ["ccm_status LTU: withdrawal_effective was 2027-03-06, is 2025-03-06."]
    said = list(changed_findings(older, data_folder()))
    assert "C06 (now): parties was 113, is 112." in said
    assert "C13 (now): allied parties was 24, is 23." in said


def test_added_and_removed_rows_are_named(older):
    counts = older / "ccm_counts.csv"
    lines = counts.read_text(encoding="utf-8").splitlines(keepends=True)
    counts.write_text("".join(lines[:-1]), encoding="utf-8")
    assert "ccm_counts: one row added (CC09)." in list(
        changed_rows(read_package(older), read_package())
    )


def test_an_unknown_edition_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="neither a folder"):
        diff("no-such-edition", tmp_path)
