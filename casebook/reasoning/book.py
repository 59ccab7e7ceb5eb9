"""The book as a set of chapters: which of them test claims, and their rules and definitions.

A chapter that tests claims is a page ``chapters/<name>.md`` with a folder of that name beside it,
which holds ``words.yml`` (what is asked, and the sentences) and ``rules.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from casebook.data.faults import Fault
from casebook.data.place import book_root, read_yaml
from casebook.data.tables import Package
from casebook.reasoning.cases import Rule


def chapters() -> tuple[str, ...]:
    """Return the names of the chapters that test claims, in the order of the contents."""
    return _chapters(book_root())


@cache
def _chapters(root: Path) -> tuple[str, ...]:
    contents = read_yaml(root / "_toc.yml")
    pages = [Path(place) for place in dict.fromkeys(_files(contents))]
    return tuple(page.name for page in pages if (root / page / "rules.py").is_file())


def _files(contents: Any) -> list[str]:
    """Return all places named under ``file``, however deep, in order."""
    if isinstance(contents, list):
        return [place for part in contents for place in _files(part)]
    if not isinstance(contents, dict):
        return []
    own = [contents["file"]] if "file" in contents else []
    return own + [place for part in contents.values() for place in _files(part)]


def module(name: str) -> ModuleType:
    """Return a module of the book's chapters, such as ``china.rules``."""
    root = str(book_root())
    if root not in sys.path:
        sys.path.insert(0, root)
    return import_module(f"chapters.{name}")


def rules(chapter: str) -> Mapping[str, Rule]:
    """Return the rules of a chapter by claim id."""
    return module(f"{chapter}.rules").RULES


def words_file(chapter: str) -> Path:
    """Return the file of a chapter's words."""
    return book_root() / "chapters" / chapter / "words.yml"


@cache
def _definitions(file: Path) -> Mapping[str, Mapping[str, str]]:
    return read_yaml(file).get("definitions") or {}


def definitions() -> dict[str, Mapping[str, str]]:
    """Return every disputed term of the book: its readings and what each means."""
    return {
        term: readings
        for chapter in chapters()
        for term, readings in _definitions(words_file(chapter)).items()
    }


def reconcile(package: Package) -> list[Fault]:
    """Return what the book's own reconciliations find (``chapters/common/reconciliations.py``)."""
    if not (book_root() / "chapters" / "common" / "reconciliations.py").is_file():
        return []
    return module("common.reconciliations").reconcile(package)
