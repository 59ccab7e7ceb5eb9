"""`make check` names file, line and what is expected where no page need run to see it."""

import sys
from pathlib import Path

import pytest

from casebook.binding.checks.glued import glue_faults, unglued
from casebook.binding.checks.pages import page_faults
from casebook.binding.checks.sphinx_words import _TARGET, faults_told
from tests.small_book import edit, run, small_book

CHECK = (sys.executable, "-m", "casebook.binding", "check")
SOURCES, CLAIMS = frozenset({"baker_2023_ledger"}), frozenset({"B01"})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return small_book(tmp_path / "book")


def told(book: Path) -> list[str]:
    return [str(fault) for fault in page_faults(book, SOURCES, CLAIMS)]


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
        (":::{note}\nA note", "closes it"),
        (":::note\nA note", "closes it"),
        ("::::{note}\nA note\n:::", "closes it"),
        ("- A point\n\n  :::{note}\n  A note", "closes it"),
        ("> ```{note}\n> A note", "closes it"),
        ("<<<<<<< HEAD", "a merge not settled"),
        ('<div class="wide">\n\nWide.', "</div> below it"),
        ("<details><summary>More\n\nHidden.\n\n</details>", "</summary> first"),
        ("Wide.\n\n</section>", "<section> above it"),
        ("See {ref}`nowhere`.", "a label that a page"),
        ("See {ref}`the words <nowhere>`.", "a label that a page"),
        ("See {numref}`nowhere`.", "a label that a page"),
        ("See [there](#nowhere).", "a label that a page"),
        ("See [B09](#claim-b09).", "a label that a page"),
        ("It is {eval}`most`.", "{glue:text}"),
        ("#### Deep", "a heading of level 2"),
        ("A note[^there].", "a line that begins with [^there]:"),
        ("See [the words][there].", "a line that begins with [there]:"),
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
        "(here)=\n\n[B01](#claim-b01) [x](#here) {ref}`x <here>` {ref}`fig-sales`\n\n"
        "A note[^a], a link [x][a] and `[x][b] [^b]`\n\n[^a]: Said here\n\n[a]: https://a.b\n\n"
        "::::{note}\n:::{tip}\nA tip\n:::\n::::\n\n- A point\n\n  :::{note}\n  A note\n  :::\n\n"
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


@pytest.mark.parametrize("name", ["parts", "chapters", "numbered", "file", "caption"])
def test_a_name_in_the_contents_that_nothing_reads_is_told(book, name):
    edit(book / "_toc.yml", f"{name}:", f"{name}z:")
    line = (book / "_toc.yml").read_text("utf-8").partition(f"{name}z:")[0].count("\n") + 1
    assert told(book)[0].startswith(f"{book / '_toc.yml'}:{line}: found '{name}z', expected one of")


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
        ("_config.yml", b"title: Another\n", 1, "a name used once"),
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


def test_a_number_that_the_page_lacks_is_told_without_running(book):
    module = book / "chapters" / "tally" / "numbers.py"
    module.parent.mkdir(parents=True)
    module.write_text('NUMBERS = {"most": lambda e: 1}\n', "utf-8")
    page = book / "index.md"
    taken = "from chapters.tally.numbers import NUMBERS\n"
    text = page.read_text("utf-8").replace("show.numbers(", f"{taken}show.numbers(", 1)
    page.write_text(text, "utf-8")
    assert run(book, *CHECK).returncode == 0
    page.write_text(f"{text}\nIt came to {{glue:text}}`nowhere`.\n", "utf-8")
    result = run(book, *CHECK)
    assert result.returncode == 1
    line = page.read_text("utf-8").count("\n")
    told = f"index.md:{line}: found 'nowhere', expected a number that a cell of this page glues"
    assert told in result.stderr


def test_what_a_page_glues_by_itself_is_left_to_the_build(book):
    page = book / "index.md"
    text = (
        "```{code-cell} ipython3\nfrom myst_nb import glue\nglue('own', 1)\n```\n\n{glue:}`own`\n"
    )
    page.write_text(page.read_text("utf-8") + text, "utf-8")
    assert list(unglued(book, [page], "any state")) == []


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


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapters/more.ipynb", "{}"),
        ("chapters/bread/more.md", "# More"),
        ("more.md", "---\ntitle: More\n---\n# More"),
    ],
)
def test_a_page_that_the_contents_leave_out_is_named(book, name, text):
    (book / "README.md").write_text("# No page", "utf-8")
    (book / name).write_text(text, "utf-8")
    (fault,) = told(book)
    assert fault.startswith(f"{book / name}:1: found 'more', expected an entry in _toc.yml")


def test_a_chart_and_words_that_nothing_shows_are_named(book):
    module, words = book / "chapters" / "bread" / "charts.py", book / "chapters/bread/words.yml"
    module.write_text(
        f"{module.read_text('utf-8')}\n\ndef chart_lost(evidence) -> Picture:\n    ...\n", "utf-8"
    )
    words.write_text(f"{words.read_text('utf-8')}\nlost-words:\n  title: Lost\n", "utf-8")
    chart, entry = told(book)
    assert chart.startswith(f"{module}:")
    assert "found 'chart_lost', expected a page or a module" in chart
    assert entry.startswith(f"{words}:{words.read_text('utf-8').count(chr(10)) - 1}:")
    assert "found 'lost-words', expected a page or a module" in entry


@pytest.mark.parametrize("name", ["loaves.xlsx", "older/loaves.csv", "LOAVES.CSV"])
def test_a_file_of_data_that_nothing_reads_is_named(book, name):
    (book / "data" / "older").mkdir()
    (book / "data" / name).touch()
    (fault,) = run(book, *CHECK).stderr.splitlines()
    assert fault.startswith(f"{name}: expected a table as CSV in data/: nothing reads it")


def test_the_words_of_sphinx_are_told_once_with_what_is_expected():
    text = (
        "a.md:3: WARNING: undefined label: 'x'\n\n"
        "a.md:3: WARNING: 'myst' cross-reference target not found: 'x' [myst.xref_missing]\n"
        'a.md:4: WARNING: Unknown interpreted text role "y". [myst.role_unknown]\n'
        "a.md:5: WARNING: another thing [some.kind]\n"
        "The full traceback has been saved in /tmp/x.log, if you want to report the issue.\n"
        "Please also report this if it was a user error.\n"
        "A bug report can be filed at <https://github.com/sphinx-doc/sphinx/issues>. Thanks!\n"
    )
    target, role, other = faults_told(text)
    assert target == f"a.md:3: found 'x', expected {_TARGET}"
    assert role == "a.md:4: found 'y', expected a role that there is"
    assert other == "a.md:5: another thing"


def test_what_only_the_build_finds_is_told_once_and_last(book):
    page = book / "index.md"
    page.write_text(f"{page.read_text('utf-8')}\nSee {{ref}}`fig-gone` {{odd}}`x`.\n", "utf-8")
    result = run(book)
    assert result.returncode == 1
    line = page.read_text("utf-8").count("\n")
    role, target = sorted(result.stderr.splitlines()[-2:], key=lambda told: "fig-gone" in told)
    assert role == f"{page}:{line}: found 'odd', expected a role that there is"
    assert target == f"{page}:{line}: found 'fig-gone', expected {_TARGET}"
    assert (result.stdout + result.stderr).count("fig-gone") == 1


@pytest.mark.parametrize("name", ["book.css", "charts.js"])
def test_a_style_or_script_that_is_not_there_stops_the_build(book, name):
    (book / "casebook" / "binding" / "site" / "static" / name).unlink()
    result = run(book)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith(f"_static: found no {name}, expected a file")
    assert not (book / "_build" / "html").exists()


@pytest.mark.parametrize(
    "whole",
    [
        '<div class="wide">\n\nWide, with a <br> and an `<i>` shown.\n\n</div>',
        "<ul><li>One<li>Two</ul>",
        "As 1 < 2, see <https://example.org/a>.",
        "<svg><path d='M0 0'/></svg>",
        "```\n<div>\n```",
    ],
)
def test_raw_html_that_is_whole_is_no_fault(book, whole):
    page = book / "index.md"
    page.write_text(f"{page.read_text('utf-8')}\n{whole}\n", "utf-8")
    assert told(book) == []
