"""Answers that are kept as long as the tables that they were read from are as they were."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from casebook.data.tables import tables_read

Answer = TypeVar("Answer")
Ask = Callable[[str, Callable[[], Any]], Any]
"""Gives the answer of a name: at once, or one that is kept."""


def at_once(_: str, answer: Callable[[], Answer]) -> Answer:
    """Return the answer, worked out now."""
    return answer()


class KeptAnswers:
    """Answers by name in a file, each with the digests of the tables that it was read from.

    The file is for one state of all else that answers hang on: code, words, descriptor. Who makes
    it names it by that.
    """

    def __init__(self, file: Path, digests: Mapping[str, str]) -> None:
        """``digests`` are those of all tables by name."""
        self._file, self._digests = file, digests
        self._before = pickle.loads(file.read_bytes()) if file.is_file() else {}
        self._now: dict[str, tuple[dict[str, str | None], Any]] = {}

    def ask(self, name: str, answer: Callable[[], Answer]) -> Answer:
        """Return the answer kept under a name while its tables are as they were, else a new one.

        A table that was looked for and is not there counts as well: it may come.
        """
        kept = self._before.get(name)
        if kept is None or any(self._digests.get(t) != was for t, was in kept[0].items()):
            with tables_read() as tables:
                made = answer()
            kept = {table: self._digests.get(table) for table in sorted(tables)}, made
        self._now[name] = kept
        return kept[1]

    def save(self) -> None:
        """Put the answers asked for in the file's place at once: a build may be cut short."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        new.write_bytes(pickle.dumps(self._now))
        new.replace(self._file)
