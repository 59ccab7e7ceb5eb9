"""``make bench``: how long the book takes, against stock Jupyter Book on the same sources.

Every step runs in copies of the book in a scratch folder, ours and stock's in turn, so that both
meet the same machine; a figure is the median of the runs. The last results stand as a table in
``CONTRIBUTING.md``.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sphinx_external_toc.parsing import parse_toc_yaml

from casebook.data.place import book_root
from tools.bench_books import (
    as_stock_builds_it,
    cleared,
    copied,
    with_more_chapters,
    with_more_rows,
)
from tools.bench_live import TO_REACH, live_times
from tools.bench_run import run, weighed

_BOOK = (sys.executable, "-m", "casebook.binding")
_STOCK = (str(Path(sys.executable).with_name("jupyter-book")), "build", ".")
_PDF = (*_STOCK, "--builder", "custom", "--custom-builder", "report")
_TEX = ("latexmk", "xelatex", "convert")  # what stock's PDF needs; the last for the SVG charts
_ROWS, _CHAPTERS = 10, 5
_RAN = re.compile(r"^running (\d+ of \d+) notebooks", re.MULTILINE)
_TABLE = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- end of bench -->)", re.DOTALL)


class Line(NamedTuple):
    """A line of the table of results."""

    what: str
    ours: str
    stock: str
    ratio: str
    to_reach: str


def _median(runs: list[float]) -> float:
    return statistics.median(runs)


def _against(
    what: str, ours: list[float], stock: list[float] | None, to_reach: str, missing: str = "-"
) -> Line:
    """Return a line with the medians of ours and of stock, and their ratio."""
    if stock is None:
        return Line(what, f"{_median(ours):.1f} s", missing, "-", to_reach)
    ratio = _median(ours) / _median(stock)
    return Line(what, f"{_median(ours):.1f} s", f"{_median(stock):.1f} s", f"{ratio:.2f}", to_reach)


def _from_nothing(book: Path, stock: Path, runs: int) -> Line:
    """Time all three forms against stock's HTML, with nothing kept."""
    ours, theirs = [], []
    for _ in range(runs):
        cleared(book)
        ours.append(run(book, *_BOOK, "book").seconds)
        cleared(stock)
        theirs.append(run(stock, *_STOCK).seconds)
    return _against("all three forms from nothing", ours, theirs, "0.33 of stock's HTML alone")


def _pdf(book: Path, stock: Path, runs: int) -> list[Line]:
    """Time the PDF alone, all notebooks being run, against stock's by LaTeX.

    Raises
    ------
    RuntimeError
        If LaTeX makes no PDF.
    """
    has_tex = all(map(shutil.which, _TEX))
    ours, theirs, pages = [], [], 0
    for _ in range(runs):
        cleared(book, but_results=True)
        took = run(book, *_PDF)
        ours.append(took.seconds)
        pages = int(re.findall(r"report: (\d+) pages", took.printed)[-1])
        if has_tex:
            cleared(stock, but_results=True)
            latex = run(stock, *_STOCK, "--builder", "pdflatex", may_fail=True)
            theirs.append(latex.seconds)
            if not list((stock / "_build" / "latex").glob("*.pdf")):
                raise RuntimeError(f"LaTeX made no PDF:\n{latex.printed[-3000:]}")
    a_hundred = 100 * _median(ours) / pages
    line = _against(
        "PDF alone, notebooks run before",
        ours,
        theirs or None,
        "0.12 of stock's by LaTeX",
        "not measured: no TeX here",
    )
    return [
        line,
        Line(f"the same, a hundred of its {pages} pages", f"{a_hundred:.1f} s", "-", "-", "10 s"),
    ]


def _again(book: Path, runs: int) -> list[Line]:
    """Time what a writer waits for: after a word, after a row, after nothing, and the check."""
    page = book / "chapters" / "membership.md"
    table = book / "data" / "casualties_by_year.csv"
    takes: dict[str, list[float]] = {name: [] for name in ("html", "pdf", "row", "none", "check")}
    run(book, *_BOOK, "book")
    ran = ""
    for number in range(runs):
        for name, command in (("html", "html"), ("pdf", "book")):
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\nA sentence added to measure {name}.\n")
            took = run(book, *_BOOK, command)
            takes[name].append(took.seconds)
            if _RAN.search(took.printed):
                raise RuntimeError("a changed sentence ran a notebook")
        takes["none"].append(run(book, *_BOOK, "book").seconds)
        text = table.read_text(encoding="utf-8")
        table.write_text(re.sub(r",world,\d+,", f",world,{61 + number},", text, count=1), "utf-8")
        took = run(book, *_BOOK, "book")
        takes["row"].append(took.seconds)
        found = _RAN.search(took.printed)
        ran = found[1] if found else "none"
        (book / "_build" / "in_order").unlink(missing_ok=True)
        takes["check"].append(run(book, *_BOOK, "check").seconds)
    return [
        _against("a sentence changed: HTML", takes["html"], None, "2 s, no notebook runs"),
        _against("a sentence changed: all forms", takes["pdf"], None, "5 s, no notebook runs"),
        _against(f"a row changed: all forms ({ran} notebooks run)", takes["row"], None, "12 s"),
        _against("nothing changed: all forms", takes["none"], None, "0.1 s"),
        _against("make check", takes["check"], None, "1.5 s"),
    ]


def _live(book: Path, runs: int) -> list[Line]:
    """Time the live edition in a browser: the book of the copy, built before."""
    run(book, *_BOOK, "live")
    times = live_times(book / "_build" / "html", runs)
    return [_against(what, times[what], None, to_reach) for what, to_reach in TO_REACH.items()]


def _growth(root: Path, scratch: Path) -> list[Line]:
    """Time a book of ten times the rows and five times the chapters against the book, once.

    Copied chapters repeat their labels, which the strict build would refuse; so both are built by
    ``jupyter-book build``, which runs the book's binding too.
    """
    pages, took = [], []
    for name, rows, chapters in (("as it is", 1, 1), ("grown", _ROWS, _CHAPTERS)):
        book = copied(root, scratch / name)
        if rows > 1:
            with_more_rows(book / "data", rows)
            with_more_chapters(book, chapters)
        pages.append(len(list(parse_toc_yaml(book / "_toc.yml"))))
        took.append([weighed(partial(run, book, *command)) for command in (_STOCK, _PDF)])
    return [
        Line(
            f"{_ROWS} times the rows, {pages[1]} pages instead of {pages[0]}, once: {form}; "
            f"{memory:.2f} GiB, {memory_before:.2f} before",
            f"{after.seconds:.0f} s",
            f"{before.seconds:.0f} s for the book as it is",
            f"{after.seconds / before.seconds:.2f}",
            f"{pages[1] / pages[0]:.1f} (pages) to {_ROWS} (rows)",
        )
        for form, (before, memory_before), (after, memory) in zip(
            ("HTML", "the PDF after it"), *took, strict=True
        )
    ]


def as_table(lines: list[Line], runs: int, day: str) -> str:
    """Return the results as a Markdown table, with when and on how much of a machine."""
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return (
        f"Measured on {day}, Python {sys.version_info.major}.{sys.version_info.minor}, "
        f"{os.cpu_count()} processor cores, medians of {runs}.\n\n"
        "| what | this book | stock Jupyter Book | ratio | to reach |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def _keep(table: str, page: Path) -> None:
    """Print the table, and put it in the place of the last one on the page."""
    print(f"\n{table}", flush=True)
    page.write_text(_TABLE.sub(lambda _: table, page.read_text(encoding="utf-8")), "utf-8")


def bench(root: Path, runs: int = 3) -> int:
    """Measure everything, write the table into ``CONTRIBUTING.md`` and return the exit status."""
    steps: list[Callable[[Path, Path], list[Line]]] = [
        lambda book, stock: [_from_nothing(book, stock, runs)],
        lambda book, stock: _pdf(book, stock, runs),
        lambda book, _: _again(book, runs),
        lambda book, _: _live(book, runs),
        lambda book, _: _growth(root, book.parent),
    ]
    lines: list[Line] = []
    page = root / "CONTRIBUTING.md"
    with TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        book, stock = copied(root, scratch / "ours"), as_stock_builds_it(root, scratch / "stock")
        for number, step in enumerate(steps, start=1):
            print(f"step {number} of {len(steps)}", flush=True)
            lines += step(book, stock)
            # After every step: a later one that fails takes no result along.
            _keep(as_table(lines, runs, datetime.now(UTC).date().isoformat()), page)
    return 0


if __name__ == "__main__":
    sys.exit(bench(book_root(), *map(int, sys.argv[1:])))
