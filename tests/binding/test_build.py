"""``make book`` on a small book: strict, never stale, and published only if whole."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from jupyter_cache import get_cache

from casebook.binding.notebooks.workspace import digests, names_of, reasoning_names
from casebook.binding.site import search
from tests.engine.second_book import write
from tests.small_book import BOOK, HEADER, edit, run, small_book, state

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book, built once."""
    book = small_book(tmp_path_factory.mktemp("small") / "book")
    result = run(book)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return book


@pytest.fixture
def book(built: Path, tmp_path: Path) -> Path:
    """The small book as built, free to be changed."""
    return Path(shutil.copytree(built, tmp_path / "book"))


def test_a_build_names_its_three_forms_and_is_not_repeated(book):
    before = state(book / "_build" / "html")
    assert {"index.html", "report.pdf", "notebooks.zip", "notebooks/index.ipynb"} <= set(before)
    again = run(book)
    assert again.returncode == 0
    assert "Nothing has changed" in again.stdout
    assert all(name in again.stdout for name in ("index.html", "report.pdf", "notebooks.zip"))
    assert state(book / "_build" / "html") == before


@pytest.mark.parametrize("name", ["chapters/bread.html", "data/loaves.csv", "report.pdf"])
def test_a_file_of_the_book_that_is_gone_or_changed_is_made_again(book, name):
    file = book / "_build" / "html" / name
    before = state(book / "_build" / "html")
    file.unlink()
    assert "Nothing has changed" not in run(book).stdout
    assert state(book / "_build" / "html") == before
    file.write_bytes(file.read_bytes() + b" ")
    assert "Nothing has changed" not in run(book).stdout
    assert state(book / "_build" / "html") == before


def test_everyone_may_read_what_is_published_whatever_the_umask(book):
    (book / "data" / "loaves.csv").chmod(0o600)
    shutil.rmtree(book / "_build")
    before = os.umask(0o077)
    try:
        assert run(book).returncode == 0
    finally:
        os.umask(before)
    site = book / "_build" / "html"
    files = [site, *site.rglob("*")]
    wanted = {True: 0o555, False: 0o444}
    closed = [file for file in files if ~file.stat().st_mode & wanted[file.is_dir()]]
    assert closed == []


def test_bad_data_stops_the_build_before_any_notebook_runs(book):
    before = state(book / "_build" / "html")
    edit(book / "data" / "loaves.csv", "2024-01-10", "2024-13-10")
    edit(book / "index.md", "evidence = ", "open('has-run', 'w').close()\nevidence = ")
    result = run(book)
    assert result.returncode == 1
    (fault,) = [line for line in result.stderr.splitlines() if "loaves.csv" in line]
    for part in ("row 3", "known_from", "2024-13-10", "expected"):
        assert part in fault
    assert list(book.rglob("has-run")) == []
    assert state(book / "_build" / "html") == before


def test_a_notebook_that_raises_fails_every_time_and_leaves_the_site_alone(book):
    before = state(book / "_build" / "html")
    edit(book / "chapters" / "sources.md", 'print("well")', 'raise RuntimeError("not well")')
    for _ in range(2):
        result = run(book)
        assert result.returncode == 1
        assert "not well" in result.stdout + result.stderr
        assert state(book / "_build" / "html") == before


def test_a_changed_style_alone_reaches_the_site(book):
    style = book / "casebook" / "binding" / "site" / "static" / "book.css"
    style.write_text(style.read_text("utf-8") + "\nbody { --only-changed: 1 }\n", "utf-8")
    result = run(book)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    site = book / "_build" / "html" / "_static" / "site.css"
    assert "--only-changed" in site.read_text("utf-8")


@pytest.mark.parametrize(
    ("gone", "told"),
    [("site/static/board.css", "found no board.css"), ("pdf/look.typ", "look.typ")],
)
def test_a_style_that_is_gone_is_missed_as_in_a_build_from_nothing(book, gone, told):
    before = state(book / "_build" / "html")
    (book / "casebook" / "binding" / gone).unlink()
    result = run(book)
    assert result.returncode == 1
    assert told in result.stdout + result.stderr
    assert state(book / "_build" / "html") == before


def test_a_static_file_that_is_gone_is_published_no_longer(book):
    own = book / "casebook" / "binding" / "site" / "static" / "extra.txt"
    published = book / "_build" / "html" / "_static" / own.name
    own.write_text("A file of no bundle.", "utf-8")
    assert run(book).returncode == 0
    assert published.exists()
    own.unlink()
    assert run(book).returncode == 0
    assert not published.exists()


def test_while_writing_no_notebooks_are_made_for_others(book):
    archive = book / "_build" / "staging" / "html" / "notebooks.zip"
    archive.unlink()
    edit(book / "index.md", "A small book", "A small book to write")
    assert run(book, *BOOK[:-1], "html").returncode == 0
    assert "to write" in (archive.parent / "index.html").read_text("utf-8")
    assert not archive.exists()
    assert run(book).returncode == 0
    assert "to write" in (book / "_build" / "html" / "notebooks" / "index.ipynb").read_text("utf-8")


TITLE = "Ledger of the bakery"


def test_a_changed_source_is_set_anew_in_the_list_and_the_others_stand(book):
    pages = book / "_build" / "staging" / "html"
    before = (pages / "chapters" / "sources.html").read_text("utf-8")
    edit(book / "index.md", "The most", "By far the most")
    assert run(book, *BOOK[:-1], "html").returncode == 0
    assert "By far the most" in (pages / "index.html").read_text("utf-8")
    assert (pages / "chapters" / "sources.html").read_text("utf-8") == before
    edit(book / "data" / "sources.bib", TITLE, f"{TITLE} (a later state)")
    assert run(book, *BOOK[:-1], "sources").returncode == 0
    assert run(book, *BOOK[:-1], "html").returncode == 0
    after = (pages / "chapters" / "sources.html").read_text("utf-8")
    assert after.replace(f"{TITLE} (a later state)", TITLE) == before != after


def test_a_word_taken_out_is_forgotten_by_the_search(book):
    page = book / "index.md"
    index = book / "_build" / "html" / "_static" / search.RECORDS
    text, before = page.read_text("utf-8"), index.read_bytes()
    page.write_text(text + "\nA zebra.\n", "utf-8")
    assert run(book).returncode == 0
    assert "zebra" in index.read_text("utf-8")
    page.write_text(text, "utf-8")
    assert run(book).returncode == 0
    assert index.read_bytes() == before


@pytest.fixture(scope="module")
def rebuilt(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small book, built again from changed data."""
    book = Path(shutil.copytree(built, tmp_path_factory.mktemp("again") / "book"))
    edit(book / "data" / "loaves.csv", "2023,130", "2023,19999")
    result = run(book)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]
    return book / "_build" / "html"


def test_changed_data_changes_the_number_under_the_same_cell(built, rebuilt):
    for name in ("index.html", "notebooks/index.ipynb"):
        assert "year were 130 " in (built / "_build" / "html" / name).read_text("utf-8")
        assert "year were 19,999 " in (rebuilt / name).read_text("utf-8")
    assert "19999" in (rebuilt / "data" / "loaves.csv").read_text("utf-8")


# What runs again after a change: three pages, each with tables and modules of its own.

LETTERS = """\
from casebook import read_evidence
print(len(read_evidence()["letters"]))
"""
CHART = """\
from casebook import read_evidence, show
from chapters.bread import charts
show.picture(charts.chart_sales, read_evidence())
"""
WORDS = """\
from importlib import import_module
print(import_module("casebook.telling.wording").counted(3, "state"))
"""
PAGES = {"letters": LETTERS, "chart": CHART, "words": WORDS}
EXECUTE = (
    "from pathlib import Path; from casebook.binding.notebooks.execute import execute_pages; "
    "execute_pages(Path.cwd())"
)
ALONE = (
    "from casebook.binding.notebooks import warm_kernels; warm_kernels._CAN_FORK = False; "
    + EXECUTE
)
KEPT = (
    "import json; from pathlib import Path; from casebook.binding.notebooks.execute import *; "
    "root = Path.cwd(); print(json.dumps(dict(executed_notebooks(root, cache_folder(root)))))"
)


def copied(book: Path, target: Path) -> Path:
    """Return a copy of a book without anything that was built."""
    left_out = shutil.ignore_patterns("_build", "__pycache__")
    return Path(shutil.copytree(book, target, ignore=left_out))


def ran_again(book: Path, execute: str = EXECUTE) -> set[str]:
    """Execute the book's pages; return the names of those whose notebooks ran."""
    result = run(book, sys.executable, "-c", execute)
    assert result.returncode == 0, result.stderr
    return set(re.findall(r"^  \d+ of \d+, (\w+): \d+ s ", result.stdout, re.MULTILINE))


def results(book: Path) -> tuple[object, dict[str, str]]:
    """Return what the notebooks gave, and a hash of each picture."""
    notebooks = json.loads(run(book, sys.executable, "-c", KEPT).stdout)
    outputs = {
        name: [cell.get("outputs") for cell in notebook["cells"]]
        for name, notebook in notebooks.items()
    }
    return outputs, state(book / "_build" / "figures")


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    """A book of three pages with code, each run once."""
    book = small_book(tmp_path / "three", "# A book")
    for name, code in PAGES.items():
        page = f"{HEADER}# {name}\n\n```{{code-cell}} ipython3\n{code}```\n"
        (book / "chapters" / f"{name}.md").write_text(page, "utf-8")
    entries = "".join(f"  - file: chapters/{name}\n" for name in PAGES)
    (book / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n{entries}", "utf-8")
    assert ran_again(book) == set(PAGES)
    return book


def test_a_change_runs_the_pages_that_used_what_changed_and_none_stays_stale(three_pages, tmp_path):
    book, data = three_pages, three_pages / "data"
    assert ran_again(book) == set()
    edit(data / "letters.csv", "V1,for", "V1,against")
    assert ran_again(book) == {"letters"}
    edit(data / "loaves.csv", "2023,130", "2023,131")
    assert ran_again(book) == {"chart"}
    edit(data / "corrections.csv", "A letter in place", "A letter  in place")
    assert ran_again(book) == set()  # a table that no page here reads
    edit(book / "chapters" / "bread" / "words.yml", "Loaves by year", "Loaves, year by year")
    assert ran_again(book) == {"chart"}
    edit(book / "chapters" / "bread" / "charts.py", "canvas(2)", "canvas(3)")
    assert ran_again(book) == {"chart"}
    edit(book / "chapters" / "bread" / "rules.py", "oven", "old_oven")
    assert ran_again(book) == set()  # rules that no page here asks
    edit(book / "casebook" / "telling" / "wording.py", '"three"', '"3"')
    assert ran_again(book) == {"chart", "words"}  # charts use words too
    edit(
        book / "casebook" / "telling" / "drawing" / "style.mplstyle",
        "font.size: 10",
        "font.size: 11",
    )
    assert ran_again(book) == {"chart"}
    (picture,) = (book / "_build" / "figures").glob("*.svg")
    picture.write_text("<svg/>", "utf-8")
    assert ran_again(book) == {"chart"}
    page = book / "chapters" / "chart.md"
    edit(page, "show.picture", "2 + 2  # show.picture")
    assert ran_again(book) == {"chart"}
    assert state(book / "_build" / "figures") == {}  # no page draws it any more
    edit(page, "2 + 2  # show.picture", "show.picture")
    assert ran_again(book) == {"chart"}
    edit(data / "datapackage.json", '"casebook:dataDate"', '"casebook:dataDate" ')
    assert ran_again(book) == {"letters", "chart"}

    clean = copied(book, tmp_path / "clean")
    assert ran_again(clean) == set(PAGES)
    assert results(clean) == results(book)


def used(folder: Path) -> dict[str, set[str]]:
    """Return the names of the files that each kept notebook used, by its page's name."""
    records = get_cache(str(folder / "notebook_cache")).list_cache_records()
    return {Path(record.data["page"]).stem: set(record.data["files"]) for record in records}


def test_forked_kernels_give_and_record_what_those_started_alone_do(three_pages, tmp_path):
    alone = copied(three_pages, tmp_path / "alone")
    assert ran_again(alone, ALONE) == set(PAGES)
    assert results(alone) == results(three_pages)
    assert used(alone / "_build") == used(three_pages / "_build")


def test_an_engine_that_lies_elsewhere_is_an_input_too(tmp_path):
    write(tmp_path)
    names = reasoning_names(tmp_path)
    assert {"casebook/telling/show.py", "chapters/bread/words.yml", "chapters/bread/rules.py"} <= {
        *names
    }
    show = "casebook/telling/show.py"
    assert names_of([str(ROOT / show)], tmp_path) == {show} <= {*names}
    assert all(digests(names, tmp_path).values())
    assert not [name for name in names if name.startswith("casebook/binding/")]


def test_a_real_chapter_is_kept_with_the_tables_and_modules_that_it_used(site):
    of = used(site.parent)
    assert "data/casualties_by_year.csv" in of["human_cost"] - of["china"]
    kinds = ("words.yml", "rules.py", "facts.py", "numbers.py", "charts.py")
    assert {f"chapters/human_cost/{kind}" for kind in kinds} <= of["human_cost"] - of["china"]
    # These count the rows of all tables, so that any change runs them again.
    tables = {f"data/{file.name}" for file in (ROOT / "data").glob("*.csv")}
    assert all(tables <= of[page] for page in ("method", "data"))


CHANGES = (
    ("chapters/sources.md", "# A page of its own", "# A page by another name"),
    ("data/loaves.csv", "2023,130", "2023,19999"),
)


def test_print_is_the_same_whether_its_pages_were_kept_or_made_anew(book):
    document = book / "_build" / "staging" / "report" / "report.xml"
    kept_pages = book / "_build" / "staging" / "doctrees" / "print"
    before = document.read_bytes()
    for place, old, new in CHANGES:
        edit(book / place, old, new)
        assert run(book).returncode == 0
        from_kept = document.read_bytes()
        assert from_kept != before, place
        shutil.rmtree(kept_pages)
        (book / "_build" / "html.inputs").unlink()
        assert run(book).returncode == 0
        assert document.read_bytes() == from_kept
        before = from_kept
