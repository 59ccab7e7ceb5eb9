"""The words of a chapter: ``words.yml``, sentences filled with what rules and charts found.

A sentence is a template in the language of Jinja, of which only ``if``, ``for``, comparisons and
the filters named here may be used: what has to be computed is computed by a rule or a chart. A name
that nobody gave, or anything else, stops the build with the file and the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined, Template, TemplateError, nodes

from casebook.data.dates import in_words
from casebook.data.place import read_yaml
from casebook.telling.wording import (
    among,
    capitalised,
    counted,
    doing,
    how_many,
    in_points,
    listed,
    millions,
    part_of,
    percent,
    points,
    rounded,
    span,
    spelled,
    times,
)

FILTERS = {
    "among": among,
    "capitalised": capitalised,
    "counted": counted,
    "doing": doing,
    "how_many": how_many,
    "in_points": in_points,
    "in_words": in_words,
    "listed": listed,
    "millions": millions,
    "part_of": part_of,
    "percent": percent,
    "points": points,
    "rounded": rounded,
    "span": span,
    "spelled": spelled,
    "times": times,
}
"""The filters of the templates: the functions of ``wording``, days in words, rounded numbers."""

_BUILT_IN = ("length", "lower")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.CondExpr),
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Tuple),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Keyword),
)
_TESTS = ("none", "defined")

_JINJA = Environment(undefined=StrictUndefined, autoescape=False)
_JINJA.filters |= FILTERS


class WordsError(ValueError):
    """A sentence of ``words.yml`` cannot be told: says file, entry and why."""


class Words:
    """The words of one chapter.

    ``entries`` are those of claims (by id), charts and tables (by name), and ``definitions``.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._templates: dict[tuple[str, str], Template] = {}

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, Any]]:
        """All entries of the file, by name."""
        return read_yaml(self.file)

    def entry(self, name: str) -> Mapping[str, Any]:
        """Return one entry.

        Raises
        ------
        WordsError
            If there is none of this name.
        """
        if name not in self.entries:
            raise self.fault(name, "an entry of this name")
        return self.entries[name]

    def say(self, name: str, key: str, facts: Mapping[str, object]) -> str:
        """Return one text of an entry on one line, filled with the facts.

        Raises
        ------
        WordsError
            If the entry lacks the text, or the text names a fact that was not given.
        """
        if (name, key) not in self._templates:
            self._templates[name, key] = self._template(name, key)
        try:
            return " ".join(self._templates[name, key].render(facts).split())
        except (TemplateError, TypeError, ValueError, AttributeError) as error:
            raise self.fault(f"{name}, {key}", f"a text that can be filled ({error})") from error

    def fault(self, place: str, expected: str) -> WordsError:
        """Return the error that something is wrong at a place of the file."""
        return WordsError(f"{self.file.parent.name}/{self.file.name}, {place}: expected {expected}")

    def _template(self, name: str, key: str) -> Template:
        text = self.entry(name).get(key)
        if not isinstance(text, str):
            raise self.fault(f"{name}, {key}", "a text")
        try:
            return _JINJA.from_string(parsed_template(text))
        except (TemplateError, ValueError) as error:
            raise self.fault(f"{name}, {key}", f"a template ({error})") from error


def parsed_template(text: str) -> nodes.Template:
    """Return a template as a tree, which holds nothing but what a template may hold.

    Raises
    ------
    ValueError
        If it holds more than ``if``, ``for``, comparisons and the named filters; says what.
    """
    tree = _JINJA.parse(text)
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Filter) and node.name not in (*FILTERS, *_BUILT_IN):
            raise ValueError(f"no filter but {', '.join((*FILTERS, *_BUILT_IN))}: {node.name}")
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise ValueError(f"no test but {', '.join(_TESTS)}: {node.name}")
        if not isinstance(node, _ALLOWED):
            raise ValueError(f"only if, for and filters: {type(node).__name__.lower()}")
    return tree


def rows(frame: pd.DataFrame) -> list[Mapping[str, object]]:
    """Return the rows of a frame for a template, which reads ``row.column``; no value as none."""
    cells = frame.astype(object).where(frame.notna(), None)
    return cells.to_dict("records")


def in_order(names: Iterable[str]) -> list[str]:
    """Return each name once, in order of appearance."""
    return list(dict.fromkeys(names))
