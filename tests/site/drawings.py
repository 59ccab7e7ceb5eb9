"""Every chart of the book, made as its page makes it, without a build."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import yaml

from casebook.telling import show
from casebook.telling.drawing.pictures import Picture

ROOT = Path(__file__).parents[2]
_CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _pages() -> list[Path]:
    def files(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (value for key, value in part.items() if key in ("file", "root"))
        for below in part if isinstance(part, list) else getattr(part, "values", list)():
            yield from files(below)

    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [ROOT / f"{name}.md" for name in files(contents)]


def pictures() -> dict[str, tuple[Picture, object]]:
    """Return each chart by name, with what it was made of."""
    found: dict[str, tuple[Picture, object]] = {}

    def keep(compute, given):
        picture = compute(given)
        found[picture.name] = (picture, given)

    sys.path.insert(0, str(ROOT / "chapters"))
    silent = contextlib.redirect_stdout(io.StringIO())
    with patch.object(show, "picture", keep), patch.object(show, "put_out"), silent:
        for page in _pages():
            cells = _CELL.findall(page.read_text("utf-8")) if page.exists() else []
            names: dict[str, object] = {}
            if any("show.picture" in cell for cell in cells):
                for cell in cells:
                    exec(re.sub(r"^:.*$", "", cell, flags=re.MULTILINE), names)
    return found
