"""The same rules asked on other evidence and under other definitions."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pandas as pd

from casebook.reasoning import book
from casebook.reasoning.cases import Rule, judge
from casebook.reasoning.claims import Claim, read_claims
from casebook.reasoning.evidence import GRADES, Evidence
from casebook.reasoning.kept_answers import Ask, at_once

KEPT = "CASEBOOK_CHOICES"
"""The variable that says where a build keeps the verdicts under every choice."""

TODAY, AT_PUBLICATION = "with today's data", "as of publication"
AS_BUILT = "as in the book"
WHOLE = "all rows"

GRADE_CHOICES = {
    WHOLE: frozenset(GRADES),
    "without weak rows": frozenset({"primary", "secondary"}),
    "primary rows only": frozenset({"primary"}),
}
FEWER = tuple(name for name in GRADE_CHOICES if name != WHOLE)
"""The choices of grades that leave some rows out."""


class Asked(dict[str, str]):
    """Definitions that remember which terms were asked for, and the reading taken by default."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        super().__init__(definitions)
        self.defaults: dict[str, str] = {}

    def get(self, term: str, default: str | None = None) -> str | None:
        """Return the reading of a term, and note that it was asked for."""
        self.defaults[term] = str(default)
        return super().get(term, default)


def verdicts_by_choice(evidence: Evidence, ask: Ask = at_once) -> pd.DataFrame:
    """Return every verdict under every choice of date, grades and definition.

    Columns: ``id``, ``as_of`` (:data:`TODAY` or :data:`AT_PUBLICATION`), ``grades`` (what is
    accepted, of the grades that the evidence holds), ``term`` and ``reading`` (empty where the
    claim's rule asks for no definition), ``default`` (whether that reading is the book's own) and
    ``verdict``.

    A build asks once for all its notebooks and tells them where the answer lies (:data:`KEPT`).
    """
    kept, is_own = Path(os.environ.get(KEPT, "")), evidence.package.is_books_own
    if kept.is_file() and is_own and evidence.is_whole and not evidence.definitions:
        return pickle.loads(kept.read_bytes())
    claims = {claim.id: claim for claim in read_claims(evidence)}
    ruled = [(claims[i], rule) for c in book.chapters() for i, rule in book.rules(c).items()]
    rows = [row for c, r in ruled for row in ask(c.id, partial(_by_choice, c, r, evidence))]
    columns = ["id", "as_of", "grades", "term", "reading", "default", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def _by_choice(claim: Claim, rule: Rule, evidence: Evidence) -> list[tuple[object, ...]]:
    """Return the rows of one claim."""
    dates = {TODAY: evidence, AT_PUBLICATION: evidence.at_publication()}
    readings, rows = book.definitions(), []
    for (as_of, dated), (name, grades) in product(dates.items(), GRADE_CHOICES.items()):
        body = dated.narrowed(grades=grades & evidence.grades)
        asked = Asked(evidence.definitions)
        own = judge(claim, rule, replace(body, definitions=asked)).verdict
        here = (claim.id, as_of, name)
        if not asked.defaults:
            rows.append((*here, "", "", True, str(own)))
        for term, default in asked.defaults.items():
            for reading in readings[term]:
                verdict = own
                if reading != default:
                    verdict = judge(claim, rule, body.narrowed(**{term: reading})).verdict
                rows.append((*here, term, reading, reading == default, str(verdict)))
    return rows


def verdicts_by_variant(choices: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts where one choice departs from the book.

    ``choices`` is a table of :func:`verdicts_by_choice`. Columns: ``id``, ``variant`` (what
    departs; for a definition its term), ``reading`` (what the reading means; empty but for a
    definition) and ``verdict``.
    """
    today, whole = choices["as_of"].eq(TODAY), choices["grades"].eq(WHOLE)
    own, readings = choices["default"], book.definitions()
    other = choices[today & whole & ~own]
    means = [readings[t][r] for t, r in zip(other["term"], other["reading"], strict=True)]
    parts = [
        choices[today & whole & own].assign(variant=AS_BUILT, reading=""),
        choices[~today & whole & own].assign(variant=AT_PUBLICATION, reading=""),
        *(
            choices[today & choices["grades"].eq(name) & own].assign(variant=name, reading="")
            for name in FEWER
        ),
        other.assign(variant=other["term"], reading=means),
    ]
    return pd.concat(parts, ignore_index=True)[["id", "variant", "reading", "verdict"]]


def moved(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose verdict is not the book's, with the book's as ``in_the_book``.

    ``table`` is one of :func:`verdicts_by_variant`.
    """
    base = table[table["variant"].eq(AS_BUILT)].set_index("id")["verdict"]
    table = table.assign(in_the_book=table["id"].map(base))
    return table[table["verdict"].ne(table["in_the_book"])]
