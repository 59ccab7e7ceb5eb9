"""What a reader may narrow the evidence to, and what a chapter must then still give."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from types import ModuleType

from casebook.reasoning.claims import read_claims, rule_on
from casebook.reasoning.evidence import GRADES, PUBLICATION, Evidence, NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN
from casebook.telling.charts import Picture, render

GRADE_SETS = [
    grades for number in range(1, len(GRADES) + 1) for grades in combinations(GRADES, number)
]
BODIES = list(product((PUBLICATION, None), GRADE_SETS))
"""Every day (``None``: that of the data) with every choice of grades."""

_BLANK = re.compile(r"\bnan\b|NaT|<NA>|\bNone\b(?! (?:of|is)\b)")
_RENDERED = ((PUBLICATION, ("primary",)), (PUBLICATION, ("weak",)), (None, ("secondary",)))
"""The bodies of evidence whose charts are drawn too; drawing all takes minutes."""


def readings(definitions: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return every reading of every term that a chapter knows."""
    return [(term, reading) for term, those in definitions.items() for reading in those]


def narrow(evidence: Evidence, as_of: date | None, grades: Iterable[str]) -> Evidence:
    """Return the evidence as it stood on a day, with some grades."""
    return replace(evidence, as_of=as_of or evidence.as_of, grades=frozenset(grades))


def check_chapter(
    evidence: Evidence, chapter: ModuleType, charts: Iterable[Callable[[Evidence], Picture]]
) -> None:
    """Check that numbers, rulings and charts show no blank, and that the whole lacks nothing."""
    values = {key: str(value) for key, value in chapter.numbers(evidence).items()}
    assert {key: text for key, text in values.items() if _BLANK.search(text)} == {}
    if evidence.is_whole:
        assert NOT_KNOWN not in values.values()
    for claim in read_claims(evidence):
        if claim.id in chapter.RULES:
            found = rule_on(claim, chapter.RULES[claim.id], evidence)
            texts = (found.summary, found.best_for, found.best_against, found.would_change)
            assert not _BLANK.search(" ".join(texts)), claim.id
    for chart in charts:
        try:
            picture = chart(evidence)
        except NotInEvidence:
            assert not evidence.is_whole
            continue
        texts = (picture.title, picture.subtitle, picture.caption, picture.alt)
        assert not _BLANK.search(" ".join(texts)), picture.name
        as_of = PUBLICATION if evidence.as_of == PUBLICATION else None
        if any((as_of, set(grades)) == (day, set(evidence.grades)) for day, grades in _RENDERED):
            render(picture, "a source")
