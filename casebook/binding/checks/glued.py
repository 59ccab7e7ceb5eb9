"""The numbers that pages name: each is one that a cell of the page glues."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from casebook.binding.checks.line_fault import LineFault

_GLUED = re.compile(r"\{glue:\w*\}`([^`:]+)[^`]*`")
_TAKES = re.compile(r"^from chapters\.([\w.]+) import [^\n]*\bNUMBERS\b", re.MULTILINE)
"""How a page takes the numbers that it glues with ``show.numbers(NUMBERS, ...)``."""

_OWN = re.compile(r"^\s*(?:[\w.]+\.)?glue\(", re.MULTILINE)
"""A page that glues by itself: what it glues is known once it has run, and the build tells."""


def glue_faults(page: Path, glued: Collection[str]) -> Iterator[LineFault]:
    """Yield each number that a page names and no cell of it has glued."""
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), start=1):
        for match in _GLUED.finditer(line):
            if match[1] not in glued:
                yield LineFault(page, number, match[1], "a number that a cell of this page glues")


def unglued(root: Path, pages: Iterable[Path], state: str) -> Iterator[LineFault]:
    """Yield each number that a page names and its ``NUMBERS`` lack, without running any.

    The names are kept in the build folder for as long as the ``state`` of the modules is the same:
    to import these takes most of a second.
    """
    record = root / "_build" / "glued.json"
    kept = _read(record)
    names = kept["names"] if kept.get("state") == state else {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        taken = _TAKES.findall(text)
        if taken and not _OWN.search(text):
            names |= {name: _names(name) for name in taken if name not in names}
            yield from glue_faults(page, {each for name in taken for each in names[name]})
    with suppress(OSError):  # where nothing can be written, the next check imports again
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps({"state": state, "names": names}), encoding="utf-8")


def _read(record: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        return json.loads(record.read_text(encoding="utf-8"))
    return {}


def _names(module: str) -> list[str]:
    """Return the names of the numbers of a module of the chapters, such as ``china.numbers``."""
    from casebook.reasoning import book  # brings Pandas

    return sorted(book.module(module).NUMBERS)
