"""What a reader may narrow the evidence to, and what a chapter must then still give."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, product

from casebook.reasoning import book
from casebook.reasoning.evidence import GRADES, Evidence, NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.drawing.charts import render
from casebook.telling.drawing.pictures import Picture
from casebook.telling.findings import find_in

PUBLICATION = date(2024, 8, 10)
"""The day on which the op-ed appeared: the date in its address (row M01 of ``oped_records``)."""

GRADE_SETS = [
    grades for number in range(1, len(GRADES) + 1) for grades in combinations(GRADES, number)
]
EARLY = date(2016, 1, 1)
"""A day before the war and most of the data: much is not in the evidence yet."""

BODIES = [*product((PUBLICATION, None), GRADE_SETS), (EARLY, ("primary",)), (EARLY, GRADES)]
"""Both days (``None``: that of the data) with every choice of grades, and an early one."""

_BLANK = re.compile(r"\bnan\b|NaT|<NA>|\bNone\b(?! (?:of|is)\b)")
_COUNT = r"(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ODD = re.compile(
    r"  | ,|\(\)|\.\."
    r"|\bfrom (.{1,30}) to \1\b"  # a way that leads nowhere: from 147 to 147
    r"|(?<![\d.,–])(\d[\d.,]*) to \2 times"
    rf"|\b(?:[Aa]ll|of the) one (?:years|allies|states|studies|weapons)\b"
    rf"|\b({_COUNT}) of (?:its |the )?\3(?! of)\b"
    rf"|\bOf (?:no|none)\b(?! \w+ (?:of|on))|\bOf one [^.,]*, none\b|\bOf ({_COUNT}) [^.,]*, \4 \w+"
    r"|\b[Aa]t least no\b|\b[Ii]n 0\b|\b0 others\b|\btwo times\b|\bone time\b",
)
"""What a template says badly of none, of one, or of all: ``two of two``, ``all one years``."""
_RENDERED = ((PUBLICATION, ("primary",)), (PUBLICATION, ("weak",)), (None, ("secondary",)))
"""The bodies of evidence whose charts are drawn too; drawing all takes minutes."""


def readings(definitions: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return every reading of every term that a chapter knows."""
    return [(term, reading) for term, those in definitions.items() for reading in those]


def narrow(evidence: Evidence, as_of: date | None, grades: Iterable[str]) -> Evidence:
    """Return the evidence as it stood on a day, with some grades."""
    return replace(evidence, as_of=as_of or evidence.as_of, grades=frozenset(grades))


def charts_of(chapter: str) -> list[Callable[[Evidence], Picture]]:
    """Return the functions of a chapter's ``charts`` modules that give a chart of the evidence."""
    package = book.module(chapter)
    names = [each.name for each in pkgutil.iter_modules(package.__path__)]
    modules = [book.module(f"{chapter}.{name}") for name in names if name.startswith("charts")]
    functions = {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("chart_") and len(inspect.signature(function).parameters) == 1
    }
    return list(functions.values())


def _unsound(text: str) -> bool:
    return bool(_BLANK.search(text) or _ODD.search(text))


def check_chapter(evidence: Evidence, chapter: str) -> None:
    """Check that numbers, rulings and charts show no blank, and that the whole lacks nothing."""
    recipes = book.module(f"{chapter}.numbers").NUMBERS
    values = {key: str(value) for key, value in numbers_of(recipes, evidence).items()}
    assert {key: text for key, text in values.items() if _unsound(text)} == {}
    if evidence.is_whole:
        assert NOT_KNOWN not in values.values()
    for claim_id, finding in find_in(chapter, evidence).items():
        found = finding.now
        texts = (found.summary, found.best_for, found.best_against, found.would_change)
        assert [text for text in texts if _unsound(text)] == [], claim_id
    for chart in charts_of(chapter):
        try:
            picture = chart(evidence)
        except NotInEvidence:
            assert not evidence.is_whole
            continue
        texts = (picture.title, picture.subtitle, picture.caption, picture.alt)
        assert [text for text in texts if _unsound(text)] == [], picture.name
        as_of = PUBLICATION if evidence.as_of == PUBLICATION else None
        if any((as_of, set(grades)) == (day, set(evidence.grades)) for day, grades in _RENDERED):
            render(picture, "a source")
