"""The engine knows no treaty and no op-ed: it makes another book, in all three forms."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import lxml.html
import pikepdf
import pytest

from tests.engine.second_book import write

ENGINE = Path(__file__).parents[2]


def run(root: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{ENGINE}"}
    for name in ("CASEBOOK_DATA", "CASEBOOK_ROOT", "CASEBOOK_FIGURES", "SOURCE_DATE_EPOCH"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "casebook.binding", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def bread(tmp_path_factory) -> Path:
    """The book about bread, built."""
    root = tmp_path_factory.mktemp("second") / "bread"
    root.mkdir()
    write(root)
    built = run(root, "book")
    assert built.returncode == 0, built.stdout + built.stderr
    return root


def test_its_pages_tell_its_verdicts(bread):
    page = lxml.html.parse(bread / "_build/html/chapters/bread.html").getroot()
    text = " ".join(page.find(".//article").text_content().split())
    assert "It sold 130 loaves, 100 the year before." in text
    assert "Supported: the last year’s number is above the year’s before." in text
    assert "The ledger holds 2 years" in text
    assert page.xpath("//*[@id='claim-b01']")


def test_its_pdf_is_set(bread):
    with pikepdf.open(bread / "_build/html/report.pdf") as report:
        assert report.Root.MarkInfo.Marked
        assert len(report.pages) > 1


def test_its_notebook_travels_with_its_code(bread):
    with zipfile.ZipFile(bread / "_build/html/notebooks.zip") as archive:
        names = set(archive.namelist())
    assert {"notebooks/bread.ipynb", "chapters/bread/words.yml", "data/loaves.csv"} <= names


def test_its_verdicts_follow_its_cells(bread):
    file = bread / "data" / "loaves.csv"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("2023,130,", "2023,90,"), encoding="utf-8")
        found = run(bread, "verdicts")
    finally:
        file.write_text(before, encoding="utf-8")
    record = json.loads(found.stdout)[0]
    assert record["verdict_now"] == "contradicted"
    assert record["rungs"][1] == {"verdict": "contradicted", "takes": "it is not", "met": True}
    assert record["summary"] == "It sold 90 loaves, 100 the year before."


def test_a_rung_without_words_stops_it_with_the_claim(bread):
    file = bread / "chapters" / "bread" / "words.yml"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("    contradicted: it is not\n", ""), encoding="utf-8")
        stopped = run(bread, "verdicts")
    finally:
        file.write_text(before, encoding="utf-8")
    assert stopped.returncode != 0
    assert "B01, rungs" in stopped.stderr


def test_nothing_of_this_book_stands_in_the_engine():
    """Not its subject, in code, comments or style; ISO codes and words that others share may."""
    words = re.compile(
        r"cluster|munition|\bNATO\b|\bop-ed\b|\bNagl\b|treat(?:y|ies)\b|Lithuania", re.I
    )
    said = {
        f"{file.relative_to(ENGINE)}: {match[0]}"
        for file in sorted((ENGINE / "casebook").rglob("*"))
        if file.suffix in (".py", ".typ", ".css", ".js", ".mplstyle")
        for match in words.finditer(file.read_text(encoding="utf-8"))
    }
    assert said == set()
