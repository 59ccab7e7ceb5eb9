"""A small book, made with a copy of the engine: built in seconds, free to be changed or broken."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.engine.second_book import write

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
from casebook import read_evidence, show
from chapters.bread import charts

evidence = read_evidence()
show.numbers({{"most": lambda e: int(e["loaves"]["loaves"].max())}}, evidence)
```

The most loaves in a year were {{glue:text}}`most` {{cite:p}}`baker_2023_ledger`.

```{{code-cell}} ipython3
show.picture(charts.chart_sales, evidence)
```
"""
SOURCES = f"""\
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
      - file: chapters/bread
      - file: chapters/sources
"""


def small_book(folder: Path, index: str = INDEX, sources: str = SOURCES) -> Path:
    """Make a book of three pages, with the engine beside its chapters, and return its folder."""
    folder.mkdir(parents=True)
    write(folder)
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "casebook", folder / "casebook", ignore=left_out)
    (folder / "index.md").write_text(index, "utf-8")
    # The first page shows the chart: no label may stand twice.
    edit(folder / "chapters" / "bread.md", "show.picture(charts.chart_sales, evidence)", "")
    (folder / "chapters" / "sources.md").write_text(sources, "utf-8")
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    return folder


def own_environment() -> dict[str, str]:
    """Return the environment without what could lead to another book or engine."""
    others = ("CASEBOOK_", "PYTHONPATH")
    return {k: v for k, v in os.environ.items() if not k.startswith(others)}


def run(book: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the book, ``make book`` unless told, with its own engine and data."""
    return subprocess.run(
        command or BOOK, cwd=book, env=own_environment(), capture_output=True, text=True
    )


def start(book: Path, *path: Path, command: tuple[str, ...] = BOOK, **environment: str):
    """Start a command on the book in a process group of its own, with modules of further places."""
    return subprocess.Popen(
        command,
        cwd=book,
        env={**own_environment(), "PYTHONPATH": os.pathsep.join(map(str, path)), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def edit(file: Path, old: str, new: str) -> None:
    """Put other text in the place of some that the file must hold."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def state(site: Path) -> dict[str, str]:
    """Return a hash of every file below a folder."""
    return {
        str(file.relative_to(site)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }
