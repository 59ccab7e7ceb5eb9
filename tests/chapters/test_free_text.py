"""No verdict, number or chart hangs on the wording of a remark: it is told, and decides nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest

from casebook import Evidence, read_evidence
from casebook.data.tables import Package
from casebook.reasoning import book
from casebook.reasoning.cases import judge
from casebook.reasoning.claims import read_claims
from casebook.reasoning.numbers import numbers_of
from chapters.common.verdicts import examine
from tests.narrowing import charts_of

CHAPTERS = (*book.chapters(), "predictions", "omissions", "oped")
KEPT = MappingProxyType(
    {
        ("corrections", "table"): "names a table",
        ("corrections", "row"): "names a row",
        ("corrections", "column"): "names a column",
        ("spot_checks", "row_key"): "names a row",
        ("sources", "author"): "names in the form of BibTeX, parted by the word and",
    }
)
"""Fields without a type of their own that are no remarks: why each stays as it is."""


def is_free(table: str, field: Mapping[str, Any], keys: set[str]) -> bool:
    """Return whether a field holds words that no type, list, pattern or key holds to anything."""
    limits = field.get("constraints", {})
    held = {"enum", "pattern"} & limits.keys() or any(key.startswith("casebook:") for key in field)
    kept = field["name"] in keys or (table, field["name"]) in KEPT
    return field["type"] == "string" and not held and not kept


def free_fields(package: Package) -> Iterator[tuple[str, str]]:
    """Yield table and name of every field of free text."""
    for table, resource in package.resources.items():
        schema = resource["schema"]
        keys = {name for key in schema.get("foreignKeys", ()) for name in key["fields"]}
        keys |= set(schema["primaryKey"])
        for field in schema["fields"]:
            if is_free(table, field, keys):
                yield table, field["name"]


class Reworded:
    """The evidence with other words in every field of free text.

    Equal texts stay equal and keep their order, as names of places do in any language; nothing else
    of them is left.
    """

    def __init__(self, evidence: Evidence) -> None:
        frames = dict(evidence.package.frames)
        fields = list(free_fields(evidence.package))
        texts = sorted({text for t, name in fields for text in frames[t][name].dropna()})
        self.words = {text: self._word(place) for place, text in enumerate(texts)}
        self.texts = {word: text for text, word in self.words.items()}
        for table, name in fields:
            new = frames[table][name].map(self.words, na_action="ignore").astype("string")
            frames[table] = frames[table].assign(**{name: new})
        self.evidence = replace(evidence, package=Package(evidence.package.descriptor, frames))

    @staticmethod
    def _word(place: int) -> str:
        letters = (ascii_lowercase[place // 26**power % 26] for power in (3, 2, 1, 0))
        return f"Zq{''.join(letters)}"

    def undone(self, text: object) -> str:
        """Return a text with the old words in the place of the new, all in lower case."""
        return re.sub(
            r"zq[a-z]{4}", lambda match: self.texts[match[0].capitalize()], str(text).lower()
        ).lower()


@cache
def whole() -> Evidence:
    return read_evidence()


@cache
def other() -> Reworded:
    return Reworded(whole())


def rulings(chapter: str, evidence: Evidence) -> dict[str, Any]:
    """Return verdict and numbers of every claim of a chapter, then and now."""
    claims = {claim.id: claim for claim in read_claims(whole())}
    found = {}
    for claim, rule in book.rules(chapter).items():
        for when, body in (("then", evidence.at_publication()), ("now", evidence)):
            ruling = judge(claims[claim], rule, body)
            found[claim, when] = (str(ruling.verdict), ruling.confidence, dict(ruling.numbers))
    return found


def moved(before: Mapping[Any, object], after: Mapping[Any, object]) -> dict[Any, object]:
    """Return what differs once the old words are put back, but for capitals and quotation marks."""
    marks = str.maketrans("", "", "'\"‘’“”")
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if str(before.get(key)).lower().translate(marks)
        != other().undone(after.get(key)).translate(marks)
    }


def test_there_is_much_to_reword():
    fields = list(free_fields(whole().package))
    assert len(fields) > 80
    assert {("china_russia", "fact"), ("failure_rates", "note")} <= set(fields)
    assert ("claims", "kind") not in fields
    assert other().evidence["china_russia"]["fact"].str.fullmatch("Zq[a-z]{4}").all()


@pytest.mark.parametrize("chapter", book.chapters())
def test_no_verdict_moves_with_the_wording_of_a_remark(chapter):
    before, after = rulings(chapter, whole()), rulings(chapter, other().evidence)
    assert moved(before, after) == {}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_number_moves_with_the_wording_of_a_remark(chapter):
    """In a phrase the words of a cell may stand: they are as they were when put back."""
    recipes = book.module(f"{chapter}.numbers").NUMBERS
    given = examine if chapter == "predictions" else lambda evidence: evidence
    before, after = (numbers_of(recipes, given(e)) for e in (whole(), other().evidence))
    assert moved(before, after) == {}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_chart_moves_with_the_wording_of_a_remark(chapter):
    for chart in charts_of(chapter):
        before, after = cells(chart(whole()).frame), cells(chart(other().evidence).frame)
        assert moved(before, after) == {}, chart.__name__


def cells(frame: pd.DataFrame) -> dict[tuple[int, str], object]:
    """Return the cells of a frame by row, in order, and column."""
    return {
        (place, column): row[column]
        for place, row in enumerate(frame.astype(object).to_dict("records"))
        for column in row
    }


def test_a_pattern_in_a_remark_would_be_found():
    facts = [e.rows("china_russia", id="CR05")["fact"].iloc[0] for e in (whole(), other().evidence)]
    told, read = ([{"fact": f}, {"fact": len(f)}] for f in facts)
    assert moved(told[0], read[0]) == {}
    assert moved(told[1], read[1]) == {"fact": (told[1]["fact"], read[1]["fact"])}
