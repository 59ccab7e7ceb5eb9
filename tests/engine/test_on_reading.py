"""Outside a build, too, a changed cell is either in order or told: no table is emptied silently."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.second_book import write

READS = "from casebook import read_evidence; print(len(read_evidence()['loaves']))"


@pytest.fixture
def book(tmp_path) -> Path:
    write(tmp_path)
    return tmp_path


def read(book, code=READS, **set_):
    """Read the evidence as a notebook does, in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASEBOOK_")}
    asked = [sys.executable, "-c", code]
    return subprocess.run(
        asked,
        cwd=book,
        env={**environment, "CASEBOOK_ROOT": str(book), **set_},
        capture_output=True,
        text=True,
        check=False,
    )


def spoil(book):
    """Write a grade with a capital letter; return its line as a fault is told."""
    table = book / "data" / "loaves.csv"
    text = table.read_text("utf-8")
    assert "primary" in text
    table.write_text(text.replace("primary", "Primary"), "utf-8")


def test_a_changed_cell_is_told_where_it_is_read(book):
    assert read(book).returncode == 0
    spoil(book)
    told = read(book)
    assert told.returncode != 0
    assert "loaves.csv, row 2, column confidence: found 'Primary'" in told.stderr


def test_what_was_found_in_order_is_not_checked_again(book):
    """With the check out of order, sound files that it passed before are still read."""
    broken = "import casebook.data.checks.contract as c; c.check_data = None; " + READS
    assert "NoneType" in read(book, broken).stderr
    assert read(book).returncode == 0
    assert read(book, broken).returncode == 0
    spoil(book)
    assert "NoneType" in read(book, broken).stderr


def test_a_folder_that_cannot_be_written_is_read(book):
    (book / "_build").write_text("no folder", "utf-8")
    assert read(book).returncode == 0


def test_a_build_has_checked_before(book):
    spoil(book)
    assert read(book, CASEBOOK_CHECKED="by the build").returncode == 0
