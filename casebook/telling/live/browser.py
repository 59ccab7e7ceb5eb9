"""Between the worker's messages, which are JSON, and the session."""

from __future__ import annotations

import base64
import importlib
import io
import json
import pkgutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casebook.data.faults import Fault
from casebook.data.place import book_root
from casebook.reasoning import book
from casebook.telling.live.session import Request, Session

_UNCHECKED = (1).to_bytes(4, "little") + bytes(8)
"""In the head of compiled code: it is taken without a look at its source."""


class Answering:
    """A session that is asked in JSON and answers in JSON.

    An answer ``{"lacks": "matplotlib"}`` asks to be asked again with that package there.
    """

    def __init__(self) -> None:
        self._session = Session()
        text = (book_root() / "answers.json").read_text(encoding="utf-8")
        self._known = json.loads(text)
        self._first = frozenset(_packages())
        for chapter in book.chapters():  # the first change is to wait neither for these
            book.rules(chapter)
        self._session.faults(Request())  # nor for the tables as text

    def answers(self, asked: str) -> str:
        """Return the answers that a change touches, of the parts asked for."""
        parts = json.loads(asked)["parts"]
        return _told(lambda: self._session.answers(_request(asked), self._known, parts))

    def everything(self, asked: str) -> str:
        """Return all answers, made anew: for the test that they are the same as elsewhere."""
        return _told(lambda: self._session.answers(_request(asked)))

    def warm(self, asked: str) -> str:
        """Ask a chapter about unchanged evidence: what later answers share with it is there then.

        Where it lacks a package it stops: charts are loaded for a reader's question alone.
        """
        given = json.loads(asked)
        _told(lambda: self._session.answers(Request(), None, given["parts"], given["chapters"]))
        return "{}"

    def faults(self, asked: str) -> str:
        """Return the faults of each changed table alone."""
        return _told(lambda: _in_words(self._session.faults(_request(asked))))

    def joint_faults(self, asked: str) -> str:
        """Return where changed tables part from the others."""
        return _told(lambda: _in_words(self._session.joint_faults(_request(asked))))

    def charts(self, asked: str) -> str:
        """Return the charts that a change moves, drawn."""
        return _told(lambda: self._session.charts(_request(asked), self._known["charts"]))

    def every_chart(self, asked: str) -> str:
        """Return what all charts are drawn of."""
        return _told(lambda: self._session.charts(_request(asked)))

    def forget_paths(self) -> None:
        """Look anew which packages are there."""
        importlib.invalidate_caches()

    def compiled(self) -> bytes:
        """Return what Python has compiled so far, as an archive to be unpacked at the root.

        What came later than this session is left out: a part of a package hides the whole.
        """
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, module in list(sys.modules.items()):
                file = getattr(module, "__cached__", None)
                if name.partition(".")[0] in self._first and file and Path(file).is_file():
                    code = Path(file).read_bytes()
                    archive.writestr(file.lstrip("/"), code[:4] + _UNCHECKED + code[16:])
        return written.getvalue()


def _packages() -> Iterator[str]:
    """Yield the names of what can be imported."""
    return (module.name for module in pkgutil.iter_modules())


def _request(asked: str) -> Request:
    given = json.loads(asked)
    grades = given.get("grades")
    return Request(
        given.get("tables", {}),
        given.get("as_of"),
        tuple(grades) if grades else None,
        given.get("definitions", {}),
    )


def _in_words(faults: list[Fault]) -> list[dict[str, Any]]:
    return [{**fault._asdict(), "says": str(fault)} for fault in faults]


def _told(make: Callable[[], Any]) -> str:
    try:
        return json.dumps(make(), default=_plain)
    except ModuleNotFoundError as missing:
        return json.dumps({"lacks": (missing.name or "").partition(".")[0]})


def _plain(value: Any) -> Any:
    """Return numbers of NumPy as Python's own, and a picture as text."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value.item()
