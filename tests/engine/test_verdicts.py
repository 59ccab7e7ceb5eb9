"""``verdicts``: the findings on any evidence as JSON, without a build, from another book's data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.second_book import write

ENGINE = Path(__file__).parents[2]
RULES = '''
def much(evidence):
    """Return whether the ledger shows much bread, by the reading of much."""
    least = {"any": 1, "many": 1000}[evidence.definitions.get("much", "any")]
    rows = evidence.rows("loaves")
    return Case(
        {"supported": rows["loaves"].max() >= least, "contradicted": True},
        evidence.cites(("loaves", rows)),
        {"last": int(rows["loaves"].max()), "before": 0},
    )


RULES["B01"] = much
'''
DEFINITIONS = """
definitions:
  much:
    any: one loaf is much
    many: less than 1,000 are not
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """A book about bread in which one verdict hangs on a definition, not built."""
    root = tmp_path_factory.mktemp("bread")
    write(root)
    bread = root / "chapters" / "bread"
    for file, more in ((bread / "rules.py", RULES), (bread / "words.yml", DEFINITIONS)):
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return root


def run(book: Path, *words: str) -> subprocess.CompletedProcess:
    """Run the command on the book, with the engine under test."""
    others = ("CASEBOOK_", "PYTHON")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    command = [sys.executable, "-m", "casebook.binding", "verdicts", *words]
    return subprocess.run(
        command,
        cwd=book,
        env={**environment, "PYTHONPATH": f"{book}{os.pathsep}{ENGINE}"},
        capture_output=True,
        text=True,
    )


def verdict(book: Path, *words: str) -> dict:
    found = run(book, *words)
    assert (found.returncode, found.stderr) == (0, "")
    return {record["id"]: record for record in json.loads(found.stdout)}["B01"]


def test_it_prints_every_finding_and_builds_nothing(book):
    found = run(book)
    assert (found.returncode, found.stderr) == (0, "")
    assert [record["id"] for record in json.loads(found.stdout)] == ["B01", "B02", "B03"]
    assert not (book / "_build").exists()
    record = verdict(book)
    assert (record["verdict_now"], record["numbers"]["last"]) == ("supported", 130)
    assert record["rungs"][0]["met"]


def test_a_day_narrows_the_evidence(book):
    # The ledger's second row was known from 10 January 2024.
    assert verdict(book, "--as-of", "2023-06-01")["numbers"]["last"] == 100
    assert verdict(book, "--as-of", "2024-01-10")["numbers"]["last"] == 130


def test_grades_narrow_the_evidence(book):
    assert verdict(book, "--grades", "primary,weak")["verdict_now"] == "supported"
    assert verdict(book, "--grades", "weak")["verdict_now"] == "unverifiable"


def test_a_definition_moves_what_hangs_on_it(book):
    assert verdict(book, "--define", "much=any")["verdict_now"] == "supported"
    assert verdict(book, "--define", "much=many")["verdict_now"] == "contradicted"


@pytest.fixture
def other(book, tmp_path) -> Path:
    """Another data package, in which a cell breaks the contract."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in (book / "data").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    loaves = folder / "loaves.csv"
    text = loaves.read_text(encoding="utf-8").replace("130", "555")
    loaves.write_text(text.replace("page one,primary", "page one,gossip"), encoding="utf-8")
    return folder


def test_another_data_package_is_checked_and_refused_with_its_faults(book, other):
    refused = run(book, "--data", str(other))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "loaves.csv, row 2, column confidence: found 'gossip'" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_unchecked_data_is_judged_as_it_is(book, other):
    assert verdict(book, "--data", str(other), "--unchecked")["numbers"]["last"] == 555
    assert verdict(book)["numbers"]["last"] == 130


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--as-of", "May"], ["such as 2024-08-10", "May"]),
        (["--as-of", "2024-05-03"], ["2024-05-02", "2024-05-03"]),
        (["--grades", "primry"], ["primary, secondary, weak", "primry"]),
        (["--define", "most=any"], ["much", "most"]),
        (["--define", "much=few"], ["much", "any, many", "few"]),
        (["--define", "much"], ["TERM=READING", "much"]),
        (["--define", "as_of=2024-05-02"], ["much", "as_of"]),
        (["--define", "much=any", "--define", "much=many"], ["one reading", "much"]),
        (["--grades", ""], ["primary, secondary, weak", "''"]),
        (["--grade", "primary"], ["--grade"]),
        (["--data", "no-such-folder"], ["datapackage.json"]),
        (["--data", ""], ["such as", "''"]),
        (["--gossip"], ["--gossip"]),
    ],
)
def test_what_cannot_be_asked_is_refused_with_all_that_can(book, words, allowed):
    refused = run(book, *words)
    assert refused.returncode in (1, 2)
    assert refused.stdout == ""
    assert [part for part in allowed if part not in refused.stderr] == []
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("place", ["CASEBOOK_ROOT", "CASEBOOK_DATA"])
@pytest.mark.parametrize("command", ["check", "verdicts", "book"])
def test_a_place_that_holds_no_book_is_told_and_left_alone(tmp_path, place, command):
    place = {place: str(tmp_path), "PYTHONPATH": str(ENGINE)}
    asked = [sys.executable, "-m", "casebook.binding", command]
    found = subprocess.run(
        asked, cwd=tmp_path, env={**os.environ, **place}, capture_output=True, text=True
    )
    assert found.returncode == 1
    assert str(tmp_path) in found.stderr
    assert "CASEBOOK_ROOT" in found.stderr
    assert "Traceback" not in found.stderr
    assert not any(tmp_path.iterdir())
