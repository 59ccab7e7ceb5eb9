"""A fault at a line of one of the book's own files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class LineFault(NamedTuple):
    """Something wrong at a line; ``form`` is how what was found and what is expected are told."""

    file: Path
    line: int
    found: str
    expected: str
    form: str = "found {!r}, expected {}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.form.format(self.found, self.expected)}"
