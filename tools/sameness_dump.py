"""Write down all that a checkout says, of the first edition's layout or of today's, as JSON.

Run by ``sameness.py`` with the Python of the checkout; of the book it imports nothing else.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations, product
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl

_GRADES = ("primary", "secondary", "weak")
_PUBLISHED = date(2024, 8, 10)
_BODIES = [
    (day, grades)
    for day, number in product((None, _PUBLISHED), range(3, 0, -1))
    for grades in combinations(_GRADES, number)
]
_TEXTS = ("verdict", "confidence", "summary", "best_for", "best_against", "would_change")
_WORDS = ("title", "subtitle", "caption", "alt", "sources")


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=str))


class FirstEdition:
    """The layout of flat modules in ``casebook/``."""

    credit = "a source"

    def __init__(self) -> None:
        self._claims = importlib.import_module("casebook.claims")
        self.chapters = importlib.import_module("casebook.chapters").CHAPTERS

    def ruling(self, claim: Any, chapter: str, evidence: Any) -> Any:
        """Return the ruling on a claim, told."""
        rules = importlib.import_module(f"casebook.{chapter}").RULES
        return self._claims.rule_on(claim, rules[claim.id], evidence)

    def claims(self, chapter: str, evidence: Any) -> list[Any]:
        """Return the chapter's claims."""
        rules = importlib.import_module(f"casebook.{chapter}").RULES
        return [claim for claim in self._claims.read_claims(evidence) if claim.id in rules]

    def numbers(self, chapter: str, evidence: Any) -> dict[str, object]:
        """Return the numbers of the chapter's prose."""
        return importlib.import_module(f"casebook.{chapter}").numbers(evidence)

    def modules(self, chapter: str) -> Iterator[ModuleType]:
        """Yield the chapter's modules that may hold charts."""
        package = importlib.import_module("casebook")
        for found in pkgutil.iter_modules(package.__path__):
            name = found.name
            if name == chapter or name.startswith(f"{chapter}_"):
                yield importlib.import_module(f"casebook.{name}")

    def drawing(self) -> ModuleType:
        """Return the module that draws and saves."""
        return importlib.import_module("casebook.charts")


class Rooms:
    """Today's layout: the engine in rooms, a folder a chapter."""

    credit = "Source: a source"

    def __init__(self) -> None:
        self._book = importlib.import_module("casebook.reasoning.book")
        self._findings = importlib.import_module("casebook.telling.findings")
        self.chapters = self._book.chapters()

    def ruling(self, claim: Any, chapter: str, evidence: Any) -> Any:
        """Return the ruling on a claim, told."""
        words = self._findings.words_of(self._book.words_file(chapter))
        return self._findings.tell(claim, self._book.rules(chapter)[claim.id], evidence, words)

    def claims(self, chapter: str, evidence: Any) -> list[Any]:
        """Return the chapter's claims."""
        read = importlib.import_module("casebook.reasoning.claims").read_claims
        return [claim for claim in read(evidence) if claim.id in self._book.rules(chapter)]

    def numbers(self, chapter: str, evidence: Any) -> dict[str, object]:
        """Return the numbers of the chapter's prose."""
        recipes = importlib.import_module(f"chapters.{chapter}.numbers").NUMBERS
        return importlib.import_module("casebook.reasoning.numbers").numbers_of(recipes, evidence)

    def modules(self, chapter: str) -> Iterator[ModuleType]:
        """Yield the chapter's modules that may hold charts."""
        package = importlib.import_module(f"chapters.{chapter}")
        for found in pkgutil.iter_modules(package.__path__):
            if found.name.startswith("charts"):
                yield importlib.import_module(f"chapters.{chapter}.{found.name}")

    def drawing(self) -> ModuleType:
        """Return the module that draws and saves."""
        return importlib.import_module("casebook.telling.drawing.charts")


def _charts(modules: Iterator[ModuleType]) -> dict[str, Callable[[Any], Any]]:
    """Return the functions that give a chart of the evidence alone, by name."""
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("chart_") and len(inspect.signature(function).parameters) == 1
    }


def _chart(
    chart: Callable[[Any], Any], evidence: Any, drawing: ModuleType | None, credit: str
) -> tuple[str, dict[str, object]]:
    try:
        picture = chart(evidence)
    except LookupError as missing:
        return chart.__name__, {"missing": str(missing)}
    told: dict[str, object] = {word: getattr(picture, word) for word in _WORDS}
    told["frame"] = picture.frame.to_csv(index=False)
    if drawing:
        pixels = BytesIO()
        with mpl.rc_context(drawing.style()):
            drawing.render(picture, credit).savefig(pixels, format="png")
        told["picture"] = hashlib.sha256(pixels.getvalue()).hexdigest()
    return picture.name, told


def dump(target: Path, wanted: list[str]) -> None:
    """Write what the checkout on the path says of the wanted chapters, all if none is named."""
    rooms = importlib.util.find_spec("casebook.reasoning") is not None
    book = Rooms() if rooms else FirstEdition()
    whole = importlib.import_module("casebook").read_evidence()
    said: dict[str, Any] = {}
    for day, grades in _BODIES:
        evidence = replace(whole, as_of=day or whole.as_of, grades=frozenset(grades))
        body = f"[{day or 'all'} {'+'.join(grades)}]"
        said[body] = {}
        for chapter in wanted or book.chapters:
            for claim in book.claims(chapter, evidence):
                ruling = book.ruling(claim, chapter, evidence)
                said[body][claim.id] = {text: str(getattr(ruling, text)) for text in _TEXTS}
                rows: dict[str, set[str]] = {}
                for cited in ruling.rests_on:
                    rows.setdefault(cited.table, set()).update(row.key for row in cited.rows)
                said[body][claim.id]["rows"] = {t: sorted(keys) for t, keys in rows.items() if keys}
                said[body][claim.id]["numbers"] = _plain(dict(ruling.numbers))
            said[body][f"{chapter} numbers"] = _plain(book.numbers(chapter, evidence))
            drawing = book.drawing() if evidence.is_whole else None
            for chart in _charts(book.modules(chapter)).values():
                name, told = _chart(chart, evidence, drawing, book.credit)
                said[body][f"{chapter} chart {name}"] = _plain(told)
    target.write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    sys.path[0] = sys.argv[1]
    dump(Path(sys.argv[2]), sys.argv[3:])
