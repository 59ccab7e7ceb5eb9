"""That nothing was found is said of the book's own rows, or with the search."""

import json
from pathlib import Path

import pytest

from casebook.binding.checks.prose import chapters, check_absences
from casebook.data.place import data_folder
from casebook.data.tables import read_descriptor
from chapters.common.searches import searched

ROOT = Path(__file__).parents[2]
RULES = read_descriptor(data_folder())["casebook:absences"]


@pytest.fixture
def found(tmp_path):
    """Return a function that gives what the check finds in a page and in a sentence of words."""
    data, words = tmp_path / "data", tmp_path / "chapters" / "page" / "words.yml"
    data.mkdir()
    words.parent.mkdir(parents=True)
    page = tmp_path / "chapters" / "page.md"

    def check(prose: str = "", sentence: str = "") -> list[str]:
        descriptor = json.dumps({"casebook:absences": RULES})
        (data / "datapackage.json").write_text(descriptor, encoding="utf-8")
        page.write_text(f"# A page\n\n{prose}\n", encoding="utf-8")
        words.write_text(f"entry:\n  why: >\n    {sentence}\n", encoding="utf-8")
        return [fault.found for fault in check_absences((page, words), data)]

    return check


FREE = [
    "No account was found.",
    "The number was not found, so a fall may mislead.",
    "Nobody has measured it.",
    "No other purpose is on record.",
    "No report says so.",
    "No study\n    of it was found.",
]


@pytest.mark.parametrize("sentence", FREE)
def test_an_absence_told_of_the_world_is_refused(found, sentence):
    assert len(found(prose=sentence.replace("\n    ", "\n"))) == 1
    assert len(found(sentence=sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "No account is in the rows of this book.",
        "In the rows of this book no account was found.",
        "The rows of this book hold no report.",
        "Three were found on record.",
        "None left, and each government is on record.",
    ],
)
def test_an_absence_told_of_the_rows_passes(found, sentence):
    assert found(prose=sentence, sentence=sentence) == []


def test_an_absence_told_with_its_search_passes(found):
    assert found(prose="On it {glue:text}`searched_policy`, and no report.") == []
    assert found(sentence="On it {{ searched_policy }}, and no report.") == []


def test_one_branch_does_not_vouch_for_another(found):
    told = "{% if a %}None is in the rows of this book.{% else %}None was found.{% endif %}"
    assert found(sentence=told) == ["None was found"]


def test_the_book_says_no_absence_of_the_world():
    words = (ROOT / "chapters").rglob("words.yml")
    assert check_absences([*chapters(ROOT), *words], data_folder()) == []


def test_each_search_reads_as_a_clause(evidence):
    for key in evidence["searches"]["id"]:
        assert searched(key)(evidence).split(" found ")[1].startswith("no ")


def test_a_search_carries_no_outright_verdict(evidence):
    assert [search.whole for search in evidence.nothing_in("S01")] == [False]
