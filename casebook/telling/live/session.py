"""What runs in the reader's browser: changed tables in, verdicts, sentences and charts out.

The same code runs at the build, where it writes down the answers for unchanged evidence and the
tables that each of them was read from. After a change, only what was read from a changed table is
asked again.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from casebook.data.checks.contract import joint_faults, keys_of, read_table, table_faults
from casebook.data.faults import Fault
from casebook.data.place import book_root
from casebook.data.reach import data_date
from casebook.data.tables import Package, read_frame, read_package, tables_read
from casebook.reasoning import book
from casebook.reasoning.claims import read_claims
from casebook.reasoning.evidence import Evidence, NotInEvidence, read_evidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.findings import Told, tell, words_of

if TYPE_CHECKING:
    from casebook.telling.drawing.pictures import Picture

DAYS = ("then", "now")
PARTS = (*DAYS, "numbers")
"""What can be asked for alone: claims on the day of publication, claims today, numbers."""

_CANNOT = (LookupError, ValueError, ArithmeticError, TypeError, AttributeError)
"""What a rule may raise on evidence that no one foresaw; a missing module is no such thing."""


@dataclass(frozen=True)
class Request:
    """What a reader has changed: tables as CSV, a day, grades, readings of terms."""

    tables: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    grades: tuple[str, ...] | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        """Whether more is changed than cells: then every answer may move."""
        return bool(self.as_of or self.grades or self.definitions)


class Session:
    """The book's evidence, and what is asked of it changed."""

    def __init__(self) -> None:
        self._package = read_package()
        self._folder = Path(mkdtemp())
        """Where changed tables lie while they are read."""

    def evidence(self, request: Request) -> Evidence:
        """Return the evidence as the reader has changed it."""
        frames = {
            name: read_frame(self._folder, resource)
            for name, resource in self._written(request.tables).items()
        }
        chosen = {"grades": request.grades} if request.grades else {}
        read = read_evidence(as_of=request.as_of, **chosen, **request.definitions)
        package = self._package.with_tables(frames) if frames else self._package
        return replace(read, package=package)

    def answers(
        self,
        request: Request,
        reads: Mapping[str, Any] | None = None,
        parts: Collection[str] = PARTS,
        chapters: Iterable[str] | None = None,
    ) -> dict[str, Any]:
        """Return what the book says: ``claims`` by id and ``numbers`` by ``chapter/name``.

        ``reads`` gives the tables from which the answers on unchanged evidence were read; answers
        that no changed table touches are left out. ``parts`` and ``chapters`` ask for some alone.
        """
        evidence = self.evidence(request)

        def touched(kind: str, name: str) -> bool:
            if reads is None or request.narrows:
                return True
            return bool(request.tables.keys() & set(reads[kind][name]["reads"]))

        found: dict[str, dict[str, Any]] = {"claims": {}, "numbers": {}}
        claims = {claim.id: claim for claim in read_claims(evidence)}
        days = {"then": evidence.at_publication(), "now": evidence}
        asked = {part: days[part] for part in DAYS if part in parts}
        for chapter in book.chapters() if chapters is None else chapters:
            words = words_of(book.words_file(chapter))
            for name, rule in book.rules(chapter).items() if asked else ():
                if name in claims and touched("claims", name):
                    ask = partial(tell, claims[name], rule, words=words)
                    found["claims"][name] = _answer(ask, asked)
            numbers = book.module(f"{chapter}.numbers").NUMBERS if "numbers" in parts else {}
            for name, recipe in numbers.items():
                if touched("numbers", f"{chapter}/{name}"):
                    found["numbers"][f"{chapter}/{name}"] = _number(name, recipe, evidence)
        return found

    def faults(self, request: Request) -> list[Fault]:
        """Return the faults of the changed tables one by one: with any, nothing can be computed."""
        descriptor = self._package.descriptor
        tables = self._tables | self._changed(request)
        keys = keys_of({name: cells for name, (cells, _) in tables.items()}, descriptor)
        day = data_date(self._package)
        return [
            fault
            for resource in descriptor["resources"]
            if _refers(resource) & request.tables.keys()
            for fault in table_faults(*tables[resource["name"]], resource, keys, day)
        ]

    def joint_faults(self, request: Request) -> list[Fault]:
        """Return where changed tables that hold one by one part from the others."""
        tables = self._tables | self._changed(request)
        cells = {name: table for name, (table, _) in tables.items()}
        found = list(joint_faults(cells, self._package.descriptor))
        return found or book.reconcile(self.evidence(request).package)

    def _changed(self, request: Request) -> dict[str, Any]:
        return {
            name: read_table(self._folder, resource)
            for name, resource in self._written(request.tables).items()
        }

    def _written(self, tables: Mapping[str, str]) -> dict[str, Any]:
        """Write changed tables where they can be read, and return their resources by name."""
        resources = {name: self._package.resources[name] for name in tables}
        for name, resource in resources.items():
            (self._folder / resource["path"]).write_text(tables[name], "utf-8", newline="")
        return resources

    @cached_property
    def _tables(self) -> dict[str, Any]:
        folder = book_root() / "data"
        return {r["name"]: read_table(folder, r) for r in self._package.descriptor["resources"]}

    def charts(
        self, request: Request, reads: Mapping[str, Any] | None = None
    ) -> dict[str, dict[str, Any]]:
        """Return the charts by name that the changes move, drawn anew, with what they rest on.

        Without ``reads`` all charts are given, none of them drawn.
        """
        after, before = self.evidence(request), self.evidence(Request())
        found = {}
        for chapter, function in chart_functions():
            key = f"{chapter}/{function.__name__}"
            if reads is None:
                with tables_read() as names:
                    chart = function(before)
                found[key] = {**_told_by(chart), "reads": sorted(names)}
            elif request.narrows or request.tables.keys() & set(reads[key]["reads"]):
                was = _told_by(function(before))
                try:
                    chart = function(after)
                except NotInEvidence as missing:
                    found[key] = {**was, "cannot": str(missing.args[0])}
                    continue
                except _CANNOT as error:
                    found[key] = {**was, "cannot": f"the chart cannot be made ({error})"}
                    continue
                if (now := _told_by(chart)) != was:
                    found[key] = {**now, "before": was, "png": _drawn(chart, after.package)}
        return found


def _answer(ask: Callable[[Evidence], Told], days: Mapping[str, Evidence]) -> dict[str, Any]:
    with tables_read() as names:
        try:
            told = {day: _record(ask(evidence)) for day, evidence in days.items()}
        except _CANNOT as error:
            told = {"cannot": str(error)}
    return {**told, "reads": sorted(names)}


def _record(told: Told) -> dict[str, Any]:
    return {
        "verdict": str(told.verdict),
        "confidence": told.confidence,
        "why": told.summary,
        "for": told.best_for,
        "against": told.best_against,
        "change": told.would_change,
        "rungs": [[rung.verdict, rung.takes, rung.met] for rung in told.rungs],
        "numbers": dict(told.numbers),
    }


def _number(name: str, recipe: Callable[[Any], object], evidence: Evidence) -> dict[str, Any]:
    with tables_read() as names:
        try:
            value = numbers_of({name: recipe}, evidence)[name]
            text = f"{value:,}" if isinstance(value, int) else str(value)
        except _CANNOT as error:
            text = f"cannot be told ({error})"
    return {"text": text, "reads": sorted(names)}


def _refers(resource: Mapping[str, Any]) -> set[str]:
    """Return a table and those whose keys it names: a change of any may leave it without one."""
    named = {key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", ())}
    for one in resource["schema"]["fields"]:
        named |= set(one.get("casebook:each_in", ()))
    return {resource["name"], *named}


def chart_functions() -> Iterator[tuple[str, Callable[[Evidence], Picture]]]:
    """Yield each function of the chapters that makes a chart of the evidence alone."""
    folder = book_root() / "chapters"
    for file in sorted(folder.glob("*/charts*.py")):
        chapter = file.parent.name
        for function in list(vars(book.module(f"{chapter}.{file.stem}")).values()):
            if not inspect.isfunction(function) or not function.__module__.endswith(file.stem):
                continue
            signature = inspect.signature(function)
            takes = [given.annotation for given in signature.parameters.values()]
            gives = signature.return_annotation
            if takes == ["Evidence"] and gives == "Picture" and function.__name__[0] != "_":
                yield chapter, function


def _told_by(chart: Picture) -> dict[str, Any]:
    return {
        "name": chart.name,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.alt,
        "csv": chart.frame.to_csv(index=False, lineterminator="\n"),
        "sources": list(chart.sources),
    }


def _drawn(chart: Picture, package: Package) -> bytes:
    """Return a chart whole, as a picture."""
    from casebook.data.sources import short_names
    from casebook.telling.drawing.charts import half, pixels, render

    credit = f"Source: {short_names(package, chart.sources)}" if chart.sources else ""
    return half(pixels(render(chart, credit)))
