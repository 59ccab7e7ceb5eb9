"""``make bench``: how long the book takes, against stock Jupyter Book on the same sources.

Every step runs in copies of the book in a scratch folder, ours and stock's in turn, so that both
meet the same machine; a figure is the median of the runs. The last results stand as a table in
``CONTRIBUTING.md``.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from sphinx_external_toc.parsing import parse_toc_yaml

_BOOK = (sys.executable, "-m", "casebook.binding")
_STOCK = (str(Path(sys.executable).with_name("jupyter-book")), "build", ".")
_PDF = (*_STOCK, "--builder", "custom", "--custom-builder", "report")
_OF_THE_TEXT = ("roles", "cite", "bibliography")
_TEX = ("latexmk", "xelatex", "convert")  # what stock's PDF needs; the last for the SVG charts
_ROWS, _CHAPTERS = 10, 5
_RAN = re.compile(r"^running (\d+ of \d+) notebooks", re.MULTILINE)
_TABLE = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- end of bench -->)", re.DOTALL)


class Took(NamedTuple):
    """What a command took, in seconds and in GiB of its largest process, and what it printed."""

    seconds: float
    memory: float
    printed: str


class Line(NamedTuple):
    """A line of the table of results."""

    what: str
    ours: str
    stock: str
    ratio: str
    to_reach: str


def _run(book: Path, *command: str, may_fail: bool = False) -> Took:
    """Run a command on a copy of the book.

    Raises
    ------
    RuntimeError
        If it fails and may not; with the end of what it printed.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CASEBOOK_")}
    environment |= {"PYTHONPATH": str(book), "CASEBOOK_FIGURES": str(book / "_build" / "figures")}
    # LaTeX stops at a caption of two paragraphs, which the book has; told to go on, it makes a PDF.
    environment["LATEXMKOPTS"] = "-f -interaction=nonstopmode"
    print(f"  {book.name}: {' '.join(Path(part).name for part in command)}", end="", flush=True)
    started = time.monotonic()
    with (book.parent / "printed").open("w+") as file:
        process = subprocess.Popen(
            command, cwd=book, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        file.seek(0)
        printed = file.read()
    print(f" {seconds:.1f} s", flush=True)
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)} failed:\n{printed[-3000:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # what a process holds is told in KiB on Linux
    return Took(seconds, usage.ru_maxrss * unit / 2**30, printed)


def _copied(root: Path, target: Path) -> Path:
    """Return a copy of the book without anything that was built."""
    left_out = shutil.ignore_patterns("_build", ".*", "tests", "__pycache__")
    return Path(shutil.copytree(root, target, ignore=left_out))


def _stock(root: Path, target: Path) -> Path:
    """Return a copy that stock Jupyter Book builds: the same text, code and settings.

    Of the binding it keeps what the text itself uses, roles, directive and style, and no more.
    """
    book = _copied(root, target)
    config = yaml.safe_load((book / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["extra_extensions"] = [
        *(f"casebook.binding.{name}" for name in _OF_THE_TEXT),
        "sphinx.ext.imgconverter",
    ]
    for option in [name for name in config["sphinx"]["config"] if name.startswith("report_")]:
        del config["sphinx"]["config"][option]
    (book / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return book


def _cleared(book: Path, *, but_results: bool = False) -> None:
    """Remove what was built in a copy; on demand keep the executed notebooks and their pictures."""
    for built in (book / "_build").glob("*"):
        if not (but_results and built.name in ("notebook_cache", ".jupyter_cache", "figures")):
            shutil.rmtree(built) if built.is_dir() else built.unlink()


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
        _cleared(book)
        ours.append(_run(book, *_BOOK, "book").seconds)
        _cleared(stock)
        theirs.append(_run(stock, *_STOCK).seconds)
    return _against("all three forms from nothing", ours, theirs, "0.60 of stock's HTML alone")


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
        _cleared(book, but_results=True)
        took = _run(book, *_PDF)
        ours.append(took.seconds)
        pages = int(re.findall(r"report: (\d+) pages", took.printed)[-1])
        if has_tex:
            _cleared(stock, but_results=True)
            latex = _run(stock, *_STOCK, "--builder", "pdflatex", may_fail=True)
            theirs.append(latex.seconds)
            if not list((stock / "_build" / "latex").glob("*.pdf")):
                raise RuntimeError(f"LaTeX made no PDF:\n{latex.printed[-3000:]}")
    a_hundred = 100 * _median(ours) / pages
    line = _against(
        "PDF alone, notebooks run before",
        ours,
        theirs or None,
        "0.25 of stock's by LaTeX",
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
    _run(book, *_BOOK, "book")
    ran = ""
    for number in range(runs):
        for name, command in (("html", "html"), ("pdf", "book")):
            with page.open("a", encoding="utf-8") as file:
                file.write(f"\nA sentence added to measure {name}.\n")
            took = _run(book, *_BOOK, command)
            takes[name].append(took.seconds)
            if _RAN.search(took.printed):
                raise RuntimeError("a changed sentence ran a notebook")
        takes["none"].append(_run(book, *_BOOK, "book").seconds)
        text = table.read_text(encoding="utf-8")
        table.write_text(re.sub(r",world,\d+,", f",world,{61 + number},", text, count=1), "utf-8")
        took = _run(book, *_BOOK, "book")
        takes["row"].append(took.seconds)
        found = _RAN.search(took.printed)
        ran = found[1] if found else "none"
        (book / "_build" / "in_order").unlink(missing_ok=True)
        takes["check"].append(_run(book, *_BOOK, "check").seconds)
    return [
        _against("a sentence changed: HTML", takes["html"], None, "4 s, no notebook runs"),
        _against("a sentence changed: all forms", takes["pdf"], None, "12 s, no notebook runs"),
        _against(f"a row changed: all forms ({ran} notebooks run)", takes["row"], None, "-"),
        _against("nothing changed: all forms", takes["none"], None, "2 s"),
        _against("make check", takes["check"], None, "3 s"),
    ]


def _with_more_rows(data: Path, times: int) -> None:
    """Give the package further tables, copies of its own, until it has as many times the rows."""
    file = data / "datapackage.json"
    descriptor: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for resource in list(descriptor["resources"]):
        with (data / resource["path"]).open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = csv.reader(stream)
        fields = resource["schema"]["fields"]
        more = {
            **resource,
            "name": f"{resource['name']}_more",
            "path": f"{resource['name']}_more.csv",
        }
        columns = [("line", "integer"), *((f["name"], f["type"]) for f in fields)]
        more["schema"] = {
            "fields": [
                {"name": name, "type": kind, "title": name, "description": "-"}
                for name, kind in columns
            ]
        }
        more["schema"]["primaryKey"] = ["line"]
        more.pop("casebook:checks", None)
        descriptor["resources"].append(more)
        with (data / more["path"]).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["line", *header])
            writer.writerows([n, *row] for n, row in enumerate(rows * (times - 1), start=1))
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def _with_more_chapters(book: Path, times: int) -> None:
    """Give the book copies of its chapters, each with code of its own, so that each must run."""
    toc = yaml.safe_load((book / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        for entry in list(part["chapters"]):
            text = (book / f"{entry['file']}.md").read_text(encoding="utf-8")
            for number in range(2, times + 1):
                copy = re.sub(r"(```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*)", rf"\1# {number}\n", text)
                name = f"{entry['file']}_{number}"
                (book / f"{name}.md").write_text(copy, encoding="utf-8")
                part["chapters"].append({"file": name})
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")


def _growth(root: Path, scratch: Path) -> list[Line]:
    """Time a book of ten times the rows and five times the chapters against the book, once.

    Copied chapters repeat their labels, which the strict build would refuse; so both are built by
    ``jupyter-book build``, which runs the book's binding too.
    """
    pages, took = [], []
    for name, rows, chapters in (("as it is", 1, 1), ("grown", _ROWS, _CHAPTERS)):
        book = _copied(root, scratch / name)
        if rows > 1:
            _with_more_rows(book / "data", rows)
            _with_more_chapters(book, chapters)
        pages.append(len(list(parse_toc_yaml(book / "_toc.yml"))))
        took.append((_run(book, *_STOCK), _run(book, *_PDF)))
    return [
        Line(
            f"{_ROWS} times the rows, {pages[1]} pages instead of {pages[0]}, once: {form}; "
            f"{after.memory:.2f} GiB, {before.memory:.2f} before",
            f"{after.seconds:.0f} s",
            f"{before.seconds:.0f} s for the book as it is",
            f"{after.seconds / before.seconds:.2f}",
            f"{pages[1] / pages[0]:.1f} (pages) to {_ROWS} (rows); 1.5 GiB",
        )
        for form, before, after in zip(("HTML", "the PDF after it"), *took, strict=True)
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
        lambda book, _: _growth(root, book.parent),
    ]
    lines: list[Line] = []
    page = root / "CONTRIBUTING.md"
    with TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        book, stock = _copied(root, scratch / "ours"), _stock(root, scratch / "stock")
        for number, step in enumerate(steps, start=1):
            print(f"step {number} of {len(steps)}", flush=True)
            lines += step(book, stock)
            # After every step: a later one that fails takes no result along.
            _keep(as_table(lines, runs, datetime.now(UTC).date().isoformat()), page)
    return 0
