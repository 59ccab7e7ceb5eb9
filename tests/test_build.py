"""``make book`` on a book of two pages: strict, never stale, and published only if whole."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.binding import pango, workspace

ROOT = Path(__file__).parents[1]
BOOK = (sys.executable, "-m", "casebook.binding", "book")

HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  name: python3
---

"""
INDEX = f"""\
{HEADER}# A small book

```{{code-cell}} ipython3
from casebook import membership_charts, read_evidence, show

evidence = read_evidence()
show.numbers({{"farthest": int(evidence["distance_to_moscow"]["distance_km"].max())}})
```

The farthest capital lies {{glue:text}}`farthest` km from Moscow {{cite:p}}`untc_ccm_2026`.

```{{code-cell}} ipython3
show.picture(membership_charts.chart_by_year, evidence)
```
"""
CHAPTER = f"""\
{HEADER}# A page of its own

```{{code-cell}} ipython3
print("well")
```

```{{bibliography}}
:cited:
```
"""
TOC = """\
format: jb-book
root: index
parts:
  - caption: The case
    numbered: true
    chapters:
      - file: chapters/sources
"""


def run(book: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the book, with the book's own package and data."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASEBOOK_")}
    return subprocess.run(
        command or BOOK,
        cwd=book,
        env={**environment, "PYTHONPATH": str(book)},
        capture_output=True,
        text=True,
    )


def state(site: Path) -> dict[str, str]:
    """Return a hash of every file of a published site."""
    return {
        str(file.relative_to(site)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def small_book(folder: Path, index: str = INDEX, chapter: str = CHAPTER) -> Path:
    """Make a small book of the real package and data in a folder, and return the folder."""
    left_out = shutil.ignore_patterns("_build", ".*", "chapters", "tests", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=left_out)
    (folder / "chapters").mkdir()
    (folder / "index.md").write_text(index, "utf-8")
    (folder / "chapters" / "sources.md").write_text(chapter, "utf-8")
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book of the real package and data, built once."""
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


def test_bad_data_stops_the_build_before_any_notebook_runs(book):
    before = state(book / "_build" / "html")
    edit(book / "data" / "ccm_status.csv", "ALB,2008-12-03", "ALB,2008-13-03")
    edit(book / "index.md", "evidence = ", "open('has-run', 'w').close()\nevidence = ")
    result = run(book)
    assert result.returncode == 1
    (fault,) = [line for line in result.stderr.splitlines() if "ccm_status.csv" in line]
    for part in ("row 3", "signature_date", "2008-13-03", "expected"):
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


@pytest.fixture(scope="module")
def rebuilt(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str, int]:
    """The small book built again from changed data on a machine without Pango.

    Its site, what the build printed and complained of, and its exit status.
    """
    book = Path(shutil.copytree(built, tmp_path_factory.mktemp("again") / "book"))
    edit(book / "data" / "distance_to_moscow.csv", farthest(book), "19999")
    without = (
        "import sys; from pathlib import Path; from casebook.binding import build, pango; "
        "pango.provide = lambda: False; sys.exit(build.build_book(Path.cwd()))"
    )
    result = run(book, sys.executable, "-c", without)
    return book / "_build" / "html", result.stdout, result.stderr, result.returncode


def farthest(book: Path) -> str:
    header, *rows = (book / "data" / "distance_to_moscow.csv").read_text("utf-8").splitlines()
    column = header.split(",").index("distance_km")
    return max((row.split(",")[column] for row in rows), key=int)


def test_changed_data_changes_the_number_under_the_same_cell(built, rebuilt):
    site = rebuilt[0]
    for name in ("index.html", "notebooks/index.ipynb"):
        assert f"{int(farthest(built)):,}" in (built / "_build" / "html" / name).read_text("utf-8")
        assert "19,999" in (site / name).read_text("utf-8")
    assert "19999" in (site / "data" / "distance_to_moscow.csv").read_text("utf-8")


def test_without_pango_the_site_is_published_and_the_command_printed(rebuilt):
    site, printed, complaint, status = rebuilt
    assert status == 1
    assert pango.HOW_TO in complaint
    assert "apt-get install" in pango.HOW_TO
    assert (site / "notebooks.zip").exists()
    assert not (site / "report.pdf").exists()
    assert "report.pdf" not in printed


@pytest.mark.parametrize(
    "change", ["casebook/membership.py", "casebook/style.mplstyle", "data/ccm_status.csv"]
)
def test_what_was_computed_is_kept_only_for_the_same_data_and_code(tmp_path, monkeypatch, change):
    shutil.copytree(ROOT / "casebook", tmp_path / "casebook")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(workspace, "__file__", str(tmp_path / "casebook" / "binding" / "w.py"))
    monkeypatch.setenv("CASEBOOK_FIGURES", "restored after the test")
    build, data = tmp_path / "_build", tmp_path / "data"
    first, cache = workspace.prepare(build, data)
    cache.mkdir()
    assert workspace.prepare(build, data)[0] == first
    assert cache.exists()
    with (tmp_path / change).open("a") as file:
        file.write("\n")
    assert workspace.prepare(build, data)[0] != first
    assert not cache.exists()
