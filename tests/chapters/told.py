"""All that the book tells of the evidence, and what of it moves when cells change."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from casebook.data.tables import tables_read
from casebook.reasoning import book
from casebook.reasoning.claims import read_claims
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.pictures import Picture
from casebook.telling.findings import tell, words_of
from tests.chapters.alter import altered, put
from tests.chapters.cells import Cell

PAGES = ("predictions", "omissions", "oped", "method", "data")
"""Pages without claims of their own that tell something of the evidence."""

_TURNS, _MISSES = 6, 5
"""How many things told are asked about each cell in turn, and after how many misses no more."""

Teller = Callable[[Evidence], object]
"""Something that the book says of the evidence, in a form that can be compared."""


class Book:
    """All that the book tells of the evidence, and what of it moves when cells change."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._before: dict[str, tuple[object, set[str]]] = {}

    @cached_property
    def tellers(self) -> dict[str, Teller]:
        """Return claims by id, and the numbers, charts and tables of all pages."""
        found: dict[str, Teller] = {}
        claims = {claim.id: claim for claim in read_claims(self._evidence)}
        for chapter in book.chapters():
            words = words_of(book.words_file(chapter))
            for claim, rule in book.rules(chapter).items():
                found[claim] = _claim(claims[claim], rule, words)
        for page in (*book.chapters(), *PAGES):
            if page not in ("predictions", "data"):  # numbers of the verdicts, and of the files
                found[f"{page} numbers"] = _numbers(book.module(f"{page}.numbers").NUMBERS)
            found |= {f"{page} {f.__name__}": _shown(f) for f in functions_of(page)}
        return found

    def moving(self, cells: Mapping[Cell, Any], names: Iterable[str] = ()) -> Iterator[str]:
        """Yield what of the things told (all unless named) moves with the cells changed."""
        other = altered(
            self._evidence, [put(c.table, c.key, **{c.column: v}) for c, v in cells.items()]
        )
        tables = {cell.table for cell in cells}
        for name in names or self.tellers:
            said, asked = self._said_before(name)
            if asked & tables and told_by(self.tellers[name], other) != said:
                yield name

    def _said_before(self, name: str) -> tuple[object, set[str]]:
        """Return what is told of the unchanged evidence, and the tables that it asks for."""
        if name not in self._before:
            with tables_read() as asked:
                said = told_by(self.tellers[name], self._evidence)
            self._before[name] = (said, asked)
        return self._before[name]

    def untold(self, cells: Mapping[Cell, Any], names: Iterable[str] = ()) -> Iterator[Cell]:
        """Yield the cells with which nothing told moves.

        What does not move when all cells change at once moves with none of them; what does is
        asked about each cell in turn, as long as it is worth it, and then about each half.
        """
        moving = list(self.moving(cells, names))
        if not moving:
            yield from cells
        elif len(cells) > 1:
            rest = dict(cells)
            for name in moving[:_TURNS]:
                missed = 0
                for cell, value in list(rest.items()):
                    if missed > _MISSES:
                        break
                    if any(self.moving({cell: value}, [name])):
                        del rest[cell]
                        missed = 0
                    else:
                        missed += 1
            half = len(rest) // 2 if len(rest) == len(cells) else len(rest)
            for part in (list(rest.items())[:half], list(rest.items())[half:]):
                if part:
                    yield from self.untold(dict(part), moving)


def told_by(teller: Teller, evidence: Evidence) -> object:
    """Return what is told of the evidence, or what it lacks or is wrong with it."""
    try:
        return teller(evidence)
    except (NotInEvidence, LookupError, ValueError, ArithmeticError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


def _claim(claim: Any, rule: Any, words: Any) -> Teller:
    def say(evidence: Evidence) -> object:
        both = [tell(claim, rule, e, words) for e in (evidence, evidence.at_publication())]
        return [replace(told, ruling=None) for told in both], [
            (told.verdict, told.confidence, repr(dict(told.numbers)), told.rests_on)
            for told in both
        ]

    return say


def _numbers(recipes: Mapping[str, Any]) -> Teller:
    return lambda evidence: {name: str(n) for name, n in numbers_of(recipes, evidence).items()}


def _shown(function: Callable[[Evidence], Any]) -> Teller:
    def show(evidence: Evidence) -> object:
        shown = function(evidence)
        words = [shown.caption]
        if isinstance(shown, Picture):
            words += [shown.title, shown.subtitle, shown.alt]
        return words, shown.frame.to_csv(index=False)

    return show


def functions_of(page: str) -> Iterator[Callable[[Evidence], Any]]:
    """Yield the functions of a page that make a chart or table of the evidence alone."""
    folder = book.words_file(page).parent
    for file in sorted(folder.glob("charts*.py")):
        for name, function in list(vars(book.module(f"{page}.{file.stem}")).items()):
            if name.startswith(("chart_", "table_")) and callable(function):
                given = [p.annotation for p in inspect.signature(function).parameters.values()]
                if given == ["Evidence"]:
                    yield function
