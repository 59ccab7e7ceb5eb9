"""Where the book lies, and how its YAML files are read."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_ENGINE = Path(__file__).parents[2]
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, ten times as fast, where PyYAML has it."""


class ForeignEngineError(RuntimeError):
    """A book that has an engine of its own was met by that of another folder."""


def book_root() -> Path:
    """Return the folder of the book that is at work.

    ``CASEBOOK_ROOT`` if set; else the nearest folder with a ``_toc.yml``, from the current one
    upwards; else the folder beside the engine.

    Raises
    ------
    ForeignEngineError
        If that book has an engine of its own, and this is not it: the environment was made for
        another folder, from which rules and chapters would come, too.
    """
    if named := os.environ.get("CASEBOOK_ROOT"):
        return _with_own_engine(Path(named))
    here = Path.cwd()
    root = next((f for f in (here, *here.parents) if (f / "_toc.yml").is_file()), _ENGINE)
    return _with_own_engine(root)


@cache
def _with_own_engine(root: Path) -> Path:
    own = root / Path(__file__).relative_to(_ENGINE)
    if own.is_file() and not own.samefile(__file__):
        raise ForeignEngineError(
            f"The book in {root} has an engine of its own, but this Python loads that of {_ENGINE}:"
            f" its environment was made for another folder. Run `make check` in {root}, which makes"
            " an environment for it, and use that one."
        )
    return root


def read_yaml(file: Path) -> Any:
    """Return the content of a YAML file; one that holds JSON, which is YAML, is read faster."""
    text = file.read_text(encoding="utf-8")
    return json.loads(text) if text.startswith("{") else yaml.load(text, Loader=_FAST)


def yaml_nodes(file: Path) -> yaml.Node | None:
    """Return a YAML file as nodes, which know on which line they stand; None of an empty one."""
    return yaml.compose(file.read_text(encoding="utf-8"), Loader=_FAST)


def data_folder() -> Path:
    """Return the folder of the data package: ``CASEBOOK_DATA`` if set, else the book's own."""
    return Path(os.environ.get("CASEBOOK_DATA") or book_root() / "data")
