"""A statement of a chapter that rests on weak sources alone says in plain words who tells it.

A statement is what stands before a citation, from the citation before or the start of its
sentence on. It names its teller where it says whose account, copy or report it is: a reader then
sees without the list of sources how far to trust it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from casebook import Evidence
from casebook.binding.checks import prose
from casebook.reasoning import book
from casebook.reasoning.evidence import GRADES
from casebook.reasoning.numbers import numbers_of
from chapters.common.verdicts import examine

ROOT = Path(__file__).parents[2]
CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
GLUED = re.compile(r"\{glue:text\}`(\w+)`")
TELLER = re.compile(
    r"\b(?:according to|by the account|agenc(?:y|ies)|(?:news|agency|site)'s (?:account|report)"
    r"|by an? (?:copy|digest|reprint)|in a copy|retells|course notes)\b",
    re.IGNORECASE,
)
ASKS_FOR_VERDICTS = {"predictions"}


class Statement(NamedTuple):
    text: str
    sources: tuple[str, ...]

    @property
    def names_its_teller(self) -> bool:
        return TELLER.search(self.text) is not None


def statements(text: str) -> Iterator[Statement]:
    """Yield what each citation of a text stands for."""
    for _, paragraph in prose._paragraphs(prose._prose(text.splitlines())):
        before = ""
        for number, part in enumerate(CITED.split(paragraph)):
            if number % 2:
                told = prose._SENTENCE_END.split(before.strip())[-1]
                yield Statement(" ".join(told.split()), tuple(re.split(r",\s*", part)))
            else:
                before = part


def filled(chapter: str, evidence: Evidence) -> str:
    """Return the text of a chapter with what is glued into it."""
    text = (ROOT / f"chapters/{chapter}.md").read_text(encoding="utf-8")
    if not GLUED.search(text):
        return text
    asked = examine(evidence) if chapter in ASKS_FOR_VERDICTS else evidence
    values = numbers_of(book.module(f"{chapter}.numbers").NUMBERS, asked)
    return GLUED.sub(lambda match: str(values[match[1]]), text)


def citing() -> list[str]:
    """Return the chapters that cite a source."""
    files = sorted((ROOT / "chapters").glob("*.md"))
    return [file.stem for file in files if CITED.search(file.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def weak(evidence: Evidence) -> frozenset[str]:
    """The sources that no row grades above weak; without rows, what their publishers allow."""
    frames = evidence.package.frames
    best: dict[str, str] = {}
    for frame in frames.values():
        if "confidence" in frame:
            for column in frame.filter(regex=r"^source(?:_\d)?$"):
                for key, grade in frame[[column, "confidence"]].dropna().to_numpy():
                    best[key] = min(grade, best.get(key, grade), key=GRADES.index)
    kinds = frames["publishers"].merge(frames["publisher_grades"], on=["kind", "editorial_control"])
    kinds = kinds.set_index("id")
    for source in frames["sources"].itertuples():
        speaks = source.publisher if pd.isna(source.same_text) else source.reprints
        column = "highest_grade" if pd.isna(source.own_words) else "own_words_grade"
        best.setdefault(source.key, kinds.loc[speaks, column])
    return frozenset(key for key, grade in best.items() if grade == "weak")


@pytest.mark.parametrize("chapter", citing())
def test_what_weak_sources_alone_tell_names_its_teller(chapter, evidence, weak):
    bare = [
        each
        for each in statements(filled(chapter, evidence))
        if weak.issuperset(each.sources) and not each.names_its_teller
    ]
    assert bare == []


def test_there_are_weak_sources_and_statements_to_look_at(evidence, weak):
    cited = [key for each in statements(filled("arsenals", evidence)) for key in each.sources]
    assert {"urdupoint_2023_bonus", "social_2023_asap"} <= weak & {*cited}
    assert "ccm_text_nl" not in weak


@pytest.mark.parametrize(
    ("text", "told", "named"),
    [
        ("It rose. Both left {cite:p}`a`, and one came {cite:p}`b,c`.", ", and one came", False),
        ("By one site's report both left {cite:p}`b`.", "By one site's report both left", True),
        ("The report to Congress says so {cite:p}`b`.", "The report to Congress says so", False),
        ("By a copy it fell. It rose {cite:p}`b`.", "It rose", False),
    ],
)
def test_a_statement_is_what_its_citation_stands_for(text, told, named):
    last = [*statements(text)][-1]
    assert (last.text, last.names_its_teller) == (told, named)
