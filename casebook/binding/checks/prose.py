"""The prose check: no number of the data is typed, each comes from a cell.

Chapters glue their numbers (``{glue:text}``), modules put them into f-strings. What may be typed
are years, dates, article, paragraph and claim numbers, calibres, and what stands in quotation
marks. "One" and "two" pass; a line may be exempted by a comment above it that gives the reason:
``% number: reason`` in a chapter, ``# number: reason`` in a module.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_ALLOWED = re.compile(
    rf"""
    “[^”]*” | "[^"]*"                                   # quoted
  | \b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b                    # ISO date
  | \b\d{{1,2}}(?:\s(?:{_MONTH})\b)                     # day and month
  | \b(?:1[89]|20)\d\d(?:s|\b)                          # year, decade
  | \b(?:[Aa]rticles?|[Pp]aragraphs?|[Cc]hapter)
    \s\d+(?:\(\w+\))*(?:(?:,|\sand|\sto)\s\d+(?:\(\w+\))*)*
  | \b(?:[COQAPM]\d{{2,3}}|M49|ISO\s3166)\b             # ids of the tables
  | \b(?:Python|CC\sBY|UA-?)\s?\d+(?:\.\d+)*           # versions
  | \b(?:120|122|152|155|203|227)\smm\b                 # calibres, which are names
  | \b[A-Z]+-?\d+\w*\b                                  # names of weapons and documents: M864
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"\d[\d.,]*"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"`[^`]*`"  # code, and the text of roles
    r"|\]\([^)]*\)"  # targets of links
    r"|\{[^}]*\}"  # names of roles and directives
    r"|https?://\S+"
)
_EXEMPT = re.compile(r"^\s*[%#] number: \S")


class TypedNumber(NamedTuple):
    """A number that was typed into prose where a cell should give it."""

    file: Path
    line: int
    number: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.number!r} is typed; take it from a data cell (or say "
            "why not in a 'number:' comment above the line)"
        )


def _typed(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(_ALLOWED.sub(" ", _MARKUP.sub(" ", text))):
        yield match[0]


def check_chapter(file: Path) -> list[TypedNumber]:
    """Return the typed numbers in the prose of a MyST Markdown file."""
    found: list[TypedNumber] = []
    lines = file.read_text(encoding="utf-8").splitlines()
    in_code, in_matter = False, bool(lines) and lines[0] == "---"
    for number, line in enumerate(lines, start=1):
        if in_matter:
            in_matter = number == 1 or line != "---"
        elif line.startswith("```"):
            in_code = line.startswith("```{code-cell}") or (
                line.strip("`") != "" and "{" not in line
            )
        elif not in_code and not line.startswith(("%", ":")) and not _exempt(lines, number):
            found += [TypedNumber(file, number, typed) for typed in _typed(line)]
    return found


def check_module(file: Path) -> list[TypedNumber]:
    """Return the typed numbers in the sentences of a module: its strings that hold a space."""
    source = file.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        TypedNumber(file, node.lineno, typed)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in docstrings
        and not _exempt(lines, node.lineno)
        for typed in _typed(node.value)
    ]


def _exempt(lines: list[str], number: int) -> bool:
    return number > 1 and _EXEMPT.match(lines[number - 2]) is not None


def chapters(root: Path) -> list[Path]:
    """Return the pages of the book."""
    return [root / "index.md", *sorted((root / "chapters").glob("*.md"))]


def check_chapters(root: Path) -> list[TypedNumber]:
    """Return the typed numbers of all chapters."""
    return [typed for file in chapters(root) for typed in check_chapter(file)]


def check_modules(root: Path) -> list[TypedNumber]:
    """Return the typed numbers of the modules that write sentences: those named like a chapter."""
    modules = sorted(
        module
        for chapter in chapters(root)
        for module in (root / "casebook").glob(f"{chapter.stem}*.py")
    )
    return [typed for file in modules for typed in check_module(file)]
