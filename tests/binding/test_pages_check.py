"""`make check` names file, line and what is expected where no page need run to see it."""

import sys
from pathlib import Path

import pytest

from casebook.binding.checks.pages import glue_faults, page_faults
from tests.small_book import edit, run, small_book

CHECK = (sys.executable, "-m", "casebook.binding", "check")
SOURCES = frozenset({"baker_2023_ledger"})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return small_book(tmp_path / "book")


def told(book: Path) -> list[str]:
    return [str(fault) for fault in page_faults(book, SOURCES)]


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("Cited {cite:p}`baker_2023_ledger, nobody_2020`.", "a key of data/sources.bib"),
        ("Cited {cite:t}`nobody_2020`.", "a key of data/sources.bib"),
        ("See {doc}`chapters/nowhere`.", "a page of the book"),
        ("See {doc}`the words <chapters/nowhere>`.", "a page of the book"),
        ("![](pictures/there.png)", "alternative text"),
        ("![A loaf](pictures/gone.png)", "a file"),
        ("See [the words](chapters/nowhere.md).", "a page of the book"),
        ("See [the words](chapters/nowhere.md#end).", "a page of the book"),
        ("![][loaf]\n\n[loaf]: pictures/there.png", "alternative text"),
        ("![A loaf][loaf]\n\n[loaf]: pictures/gone.png", "a file"),
        ('<img src="pictures/there.png">', "alternative text"),
        ('<img src="pictures/there.png" alt=" ">', "alternative text"),
        ('<p><IMG alt="A loaf" src="pictures/gone.png"></p>', "a file"),
        ("```{image} pictures/there.png\n:width: 50%\n```", "an option :alt:"),
        (":::{figure} pictures/there.png\nA caption\n:::", "an option :alt:"),
        ("```{code-cell} ipython3\nprint(\n```", "Python code"),
        ("```\nshown as code", "closes it"),
        ("```{note}\nA note", "closes it"),
        ("<<<<<<< HEAD", "a merge that was not settled"),
    ],
)
def test_a_fault_of_a_page_is_named_with_file_and_line(book, added, expected):
    (book / "pictures").mkdir()
    (book / "pictures" / "there.png").touch()
    page = book / "index.md"
    lines = page.read_text("utf-8").count("\n") + 2
    page.write_text(f"{page.read_text('utf-8')}\n{added}\n", "utf-8")
    (fault,) = told(book)
    place, _, rest = fault.partition(": ")
    file, _, line = place.rpartition(":")
    assert Path(file) == page
    assert lines <= int(line) <= lines + added.count("\n")
    assert expected in rest


def test_what_is_right_or_shown_as_code_is_no_fault(book):
    (book / "pictures").mkdir()
    (book / "pictures" / "there.png").touch()
    page = book / "index.md"
    good = (
        "![A loaf][loaf] ![Loaf][] <img alt='A loaf' src='pictures/there.png'>\n\n"
        "[loaf]: pictures/there.png\n\n[bread](chapters/bread.md#here) [x](https://a.b/c.md)\n\n"
        "![A loaf](pictures/there.png) {cite:p}`baker_2023_ledger` {doc}`chapters/bread`\n\n"
        "```{image} pictures/there.png\n:alt: A loaf\n```\n\n"
        "````\n{cite:p}`nobody` ![](no.png)\n````\n\n"
        "```{code-cell} ipython3\n:tags: [hide-input]\n%matplotlib inline\nprint(1)\n```\n"
    )
    page.write_text(f"{page.read_text('utf-8')}\n{good}", "utf-8")
    assert told(book) == []


def test_a_page_that_is_missing_or_not_in_the_contents_is_named(book):
    edit(book / "_toc.yml", "chapters/sources", "chapters/nowhere")
    missing, lost = told(book)
    assert missing.startswith(f"{book / '_toc.yml'}:8: found 'chapters/nowhere'")
    assert lost.startswith(f"{book / 'chapters' / 'sources.md'}:1:")


def test_a_page_that_stands_twice_in_the_contents_is_named(book):
    edit(book / "_toc.yml", "chapters/sources", "chapters/bread")
    result = run(book, *CHECK)
    twice, lost = result.stderr.splitlines()
    assert twice.startswith(f"{book / '_toc.yml'}:8: found 'chapters/bread', expected each page")
    assert lost.startswith(f"{book / 'chapters' / 'sources.md'}:1:")


@pytest.mark.parametrize(
    ("file", "added", "line", "expected"),
    [
        ("_toc.yml", b"parts: [\n", 2, "YAML"),
        ("_config.yml", b"title: a: b\n", 1, "YAML"),
        ("chapters/bread/words.yml", b"\tB01: 1\n", 1, "YAML"),
        ("chapters/bread/rules.py", b"def (\n", 1, "Python code"),
        ("chapters/bread/rules.py", b"import no_such_module\n", 1, "ModuleNotFoundError"),
        ("_config.yml", b"repositry:\n  url: https://a.b/c\n", 1, "repository"),
        ("_config.yml", b"repository:\n  adress: https://a.b/c\n", 2, "url"),
        ("chapters/bread.md", b"A caf\xe9\n", 1, "text encoded as UTF-8"),
        ("index.md", b"\xff\xfe\n", 1, "text encoded as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line_alone(book, file, added, line, expected):
    path = book / file
    above = path.read_bytes()
    path.write_bytes(above + added)
    result = run(book, *CHECK)
    assert result.returncode == 1
    (fault,) = result.stderr.splitlines()
    place, _, told = fault.partition(": found ")
    named, _, number = place.rpartition(":")
    assert Path(named) == path
    assert abs(int(number) - above.count(b"\n") - line) <= 1
    assert expected in told


def test_the_lines_above_a_page_are_yaml(book):
    edit(book / "index.md", "kernelspec:", "kernelspec: [")
    (fault,) = told(book)
    assert "expected YAML" in fault
    assert 1 < int(fault.split(":")[1]) < 12


def test_contents_that_are_not_there_are_told(book):
    (book / "_toc.yml").unlink()
    (fault,) = run(book, *CHECK).stderr.splitlines()
    assert fault.startswith(f"{book / '_toc.yml'}:1:")


def test_an_archive_without_pages_has_a_check_of_its_data(book):
    for page in (book / "index.md", *(book / "chapters").glob("*.md")):
        page.unlink()
    assert run(book, *CHECK).returncode == 0
    edit(book / "data" / "loaves.csv", "2024-01-10", "2024-13-10")
    result = run(book, *CHECK)
    assert result.returncode == 1
    assert "loaves.csv, row 3" in result.stderr


def test_a_number_that_no_cell_glues_is_named(book):
    (fault,) = glue_faults(book / "index.md", {"other"})
    assert str(fault).endswith("found 'most', expected a number that a cell of this page glues")
    assert list(glue_faults(book / "index.md", {"most"})) == []


def test_a_cell_that_raises_runs_once_and_all_faults_stand_at_the_end(book, tmp_path):
    ran = tmp_path / "ran"
    code = f"open({str(ran)!r}, 'a').write('x'); 1 / 0"
    edit(book / "chapters" / "sources.md", 'print("well")', code)
    edit(book / "index.md", "evidence = read", "evidence = nothing")
    result = run(book)
    assert result.returncode == 1
    assert ran.read_text("utf-8") == "x"
    end = (result.stdout + result.stderr)[-1200:]
    line = (book / "chapters" / "sources.md").read_text("utf-8").split("\n").index(code) + 1
    starts = [f"{book / 'chapters' / 'sources.md'}:{n}: cell 1 raises" for n in (line - 1, line)]
    assert any(start in end for start in starts), end
    assert "ZeroDivisionError: division by zero" in end
    assert f"{book / 'index.md'}:" in end
    assert "github.com" not in result.stdout + result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_a_page_is_not_built_with_a_number_that_none_of_its_cells_glues(book):
    edit(book / "index.md", "{glue:text}`most`", "{glue:text}`fewest`")
    result = run(book)
    assert result.returncode == 1
    lines = (book / "index.md").read_text("utf-8").split("\n")
    line = next(n for n, line in enumerate(lines, start=1) if "`fewest`" in line)
    assert f"index.md:{line}: found 'fewest'" in result.stdout + result.stderr
