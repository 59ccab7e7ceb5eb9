"""Both sides get like room and evidence of like grade, in a voice that takes none."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from casebook import Evidence
from casebook.data.dates import in_words
from casebook.reasoning import book
from casebook.reasoning.evidence import GRADES, NotInEvidence
from casebook.reasoning.numbers import numbers_of

ROOT = Path(__file__).parents[2]
FOR, AGAINST = "The case for the op-ed", "The case against"
LEAST, MOST = 0.7, 1.43
"""The ratio in words within which two sections are of like length: its ends mirror each other."""

LOADED = [
    "absurd",
    "alarmist",
    "apologist",
    "apologists",
    "barbaric",
    "bizarre",
    "blatant",
    "blatantly",
    "bogus",
    "cowardly",
    "cynical",
    "cynically",
    "delusional",
    "despicable",
    "disgraceful",
    "disingenuous",
    "evil",
    "fearmongering",
    "foolish",
    "ignorant",
    "immoral",
    "laughable",
    "liar",
    "liars",
    "ludicrous",
    "monstrous",
    "naive",
    "naively",
    "nonsense",
    "obviously",
    "outrageous",
    "peaceniks",
    "preposterous",
    "propaganda",
    "reckless",
    "recklessly",
    "ridiculous",
    "scandalous",
    "shameful",
    "shameless",
    "sinister",
    "so-called",
    "stupid",
    "undeniably",
    "unfortunately",
    "warmonger",
    "warmongers",
    "wicked",
]
_LOADED = re.compile(rf"(?<![\w-])(?:{'|'.join(LOADED)})(?![\w-])", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|\*[^*\n]+\*")
_CELL = re.compile(r"^```+\{code-cell\}.*?^```+$|^%.*?$|^---\n.*?^---$", re.DOTALL | re.MULTILINE)
_GLUED = re.compile(r"\{glue:text\}`(\w+)`")
_CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")


class Side(NamedTuple):
    """The length of one side's section and what it cites."""

    words: int
    sources: tuple[str, ...]
    grade: str | None


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """Return the prose of the section with this label, which may stand above a headline."""
    label = rf"(?:{re.escape(title)}|\[{re.escape(title)}\]\{{\.eyebrow\}} [^\n]+)"
    wanted = rf"^## {label}\n(.*?)(?=^(?:\([\w-]+\)=\n)?## |\Z)"
    return re.search(wanted, text, re.DOTALL | re.MULTILINE)[1]


def prose_of(chapter: str, evidence: Evidence) -> str:
    """Return the prose of a chapter with what is glued into it."""
    values = numbers_of(book.module(f"{chapter}.numbers").NUMBERS, evidence)
    prose = _CELL.sub("", read(ROOT / f"chapters/{chapter}.md"))
    return _GLUED.sub(lambda match: str(values[match[1]]), prose)


def side(chapter: str, title: str, evidence: Evidence, grades: dict[str, str]) -> Side:
    """Return one side of a chapter: its words as a reader counts them, its sources, its grade."""
    prose = section(prose_of(chapter, evidence), title)
    cited = [key.strip() for keys in _CITED.findall(prose) for key in keys.split(",")]
    words = re.sub(r"\{[\w:-]+\}`[^`]*`", "x", _CITED.sub("", prose)).split()
    known = [grades[key] for key in cited if key in grades]
    return Side(
        sum(any(c.isalnum() for c in word) for word in words),
        tuple(dict.fromkeys(cited)),
        min(known, key=GRADES.index) if known else None,
    )


@pytest.fixture(scope="module")
def grades(evidence: Evidence) -> dict[str, str]:
    """The best grade that a row of the tables gives each source."""
    best: dict[str, str] = {}
    for frame in evidence.package.frames.values():
        if "confidence" in frame:
            for column in frame.filter(regex="^source"):
                for key, grade in frame[[column, "confidence"]].dropna().to_numpy():
                    best[key] = min(grade, best.get(key, grade), key=GRADES.index)
    return best


@pytest.mark.parametrize("chapter", book.chapters())
def test_both_sides_get_like_room_and_like_evidence(chapter, evidence, grades):
    pro, con = (side(chapter, title, evidence, grades) for title in (FOR, AGAINST))
    ratio = pro.words / con.words
    print(
        f"{chapter:15} {pro.words:3} words for, {con.words:3} against, ratio {ratio:.2f}; "
        f"best grade {pro.grade} ({len(pro.sources)} sources), "
        f"{con.grade} ({len(con.sources)} sources)"
    )
    assert LEAST <= ratio <= MOST
    assert pro.grade
    assert con.grade
    assert abs(GRADES.index(pro.grade) - GRADES.index(con.grade)) <= 1


def test_a_lopsided_chapter_would_be_seen(grades):
    weighed = section("## The case for the op-ed\n\na b {cite:p}`k`\n\n## More\n", FOR)
    assert weighed.strip() == "a b {cite:p}`k`"
    headed = "## [The case for the op-ed]{.eyebrow} It holds\n\na b\n\n(more)=\n## More\n"
    assert section(headed, FOR).strip() == "a b"
    assert set(grades.values()) == set(GRADES)


def texts(value: object) -> Iterator[str]:
    """Yield every text of a ``words.yml``, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict | list):
            yield from texts(part)


def own_voice() -> list[tuple[str, str]]:
    """Return all text in the book's own voice, by file: prose, and the sentences of its words."""
    pages = [ROOT / "index.md", *sorted((ROOT / "chapters").glob("*.md"))]
    words = sorted((ROOT / "chapters").rglob("words.yml"))
    return [
        *((file.name, _CELL.sub("", read(file))) for file in pages),
        *((file.parent.name, text) for file in words for text in texts(yaml.safe_load(read(file)))),
    ]


def loaded(text: str) -> list[str]:
    return _LOADED.findall(_QUOTED.sub(" ", text))


def test_the_book_uses_no_loaded_words():
    assert {name for name, _ in own_voice()} >= {*book.chapters(), "scorecard", "index.md"}
    assert {(name, *found) for name, text in own_voice() if (found := loaded(text))} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("This is Obviously absurd.", ["Obviously", "absurd"]),
        ("He called it “absurd propaganda”.", []),
        ("The map relies on outlies.", []),
        (" ".join(texts({"C06": {"same": {"for": "A bogus one."}, "why": "x"}})), ["bogus"]),
    ],
)
def test_loaded_words_are_found_outside_quotations(text, found):
    assert loaded(text) == found


@pytest.mark.parametrize("chapter", book.chapters())
def test_every_chapter_states_a_day_that_its_evidence_reaches(chapter, evidence):
    days = set()
    for table in evidence.package.frames:
        with contextlib.suppress(NotInEvidence):
            days.add(in_words(evidence.reaches(table)))
    assert any(day in prose_of(chapter, evidence) for day in days)
    assert not any(day in read(ROOT / f"chapters/{chapter}.md") for day in days)
