"""No sentence of a chapter holds on to a year or a reading that its number has moved away from."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from casebook import Evidence, read_evidence
from casebook.binding.checks import prose
from casebook.reasoning import book
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.reasoning.sturdiness import Asked

ROOT = Path(__file__).parents[2]
GLUED = re.compile(r"\{glue:text\}`(\w+)`")
CITED = re.compile(r"\{cite:[pt]\}`([^`]+)`")
NEW_DAY = "2026-11-20"
"""Shortly before the data was closed."""

Frame = pd.DataFrame


class Sentence(NamedTuple):
    chapter: str
    paragraph: str
    text: str

    @property
    def keys(self) -> list[str]:
        return GLUED.findall(self.text)

    @property
    def typed_year(self) -> str | None:
        found = re.search(prose._YEAR, prose._CITED.sub(" ", self.text))
        return found and found[0]

    @property
    def names_a_choice(self) -> bool:
        return any(key.startswith("chosen_") for key in GLUED.findall(self.paragraph))


def all_sentences(chapter: str) -> Iterator[Sentence]:
    """Yield the sentences of a chapter's prose."""
    lines = (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8").splitlines()
    for _, paragraph in prose._paragraphs(prose._prose(lines)):
        for text in prose._SENTENCE_END.split(paragraph):
            yield Sentence(chapter, paragraph, " ".join(text.split()))


def sentences(chapter: str) -> Iterator[Sentence]:
    """Yield the sentences of a chapter's prose that glue a number."""
    return (sentence for sentence in all_sentences(chapter) if GLUED.search(sentence.text))


# --- other evidence ----------------------------------------------------------------------------


def newer(rows: Frame, column: str) -> Frame:
    """Return a table with its newest year once more, a year later, each number greater by one."""
    solid = rows[rows["confidence"].ne("weak")]
    last = int(solid[column].max())
    new = solid[solid[column].eq(last)].copy()
    for name in new:
        if pd.api.types.is_integer_dtype(new[name]):  # years too
            new[name] = new[name] + 1
        elif name == "id":
            new[name] = new[name] + "N"
        elif name == "edition":
            new[name] = new[name].str.replace(str(last), str(last + 1), regex=False)
        elif name in ("known_from", "date", "vote_date"):
            new[name] = new[name].where(new[name].isna(), NEW_DAY)
    return pd.concat([rows, new.astype(rows.dtypes)], ignore_index=True)


def newer_vote(rows: Frame) -> Frame:
    """Return the votes with those of a year later, in which every Yes has become an abstention."""
    more = newer(rows, "year")
    if "vote" in more:
        late = more["year"].eq(more["year"].max()) & more["vote"].eq("yes")
        more.loc[late, "vote"] = "abstain"
    return more


def accession(rows: Frame) -> Frame:
    """Return a treaty's states with one that acceded shortly before the data was closed."""
    outside = [state for state in states() if state not in set(rows["iso3"])]
    last = rows[rows["consent_type"].eq("accession")].sort_values("consent_date").iloc[-1:]
    new = last.assign(iso3=outside[0], consent_date="2026-10-05", known_from="2026-10-05")
    return pd.concat([rows, new[rows.columns].astype(rows.dtypes)], ignore_index=True)


@cache
def states() -> list[str]:
    table = whole()["states"]
    return list(table.loc[table["un_member"], "iso3"])


@cache
def whole() -> Evidence:
    return read_evidence()


def changed(**changes: Callable[[Frame], Frame]) -> Evidence:
    frames = dict(whole().package.frames)
    for table, change in changes.items():
        frames[table] = change(frames[table].copy())
    return replace(whole(), package=replace(whole().package, frames=frames))


@cache
def newer_evidence() -> dict[str, Evidence]:
    """Return the evidence with something newer in it, by what that is."""
    frames = whole().package.frames
    editions = [name for name, frame in frames.items() if "edition_year" in frame]
    return {
        "newer editions": changed(
            **{name: lambda rows: newer(rows, "edition_year") for name in editions}
        ),
        "a newer vote and accessions to both treaties": changed(
            unga_votes=newer_vote,
            unga_votes_by_state=newer_vote,
            ccm_status=accession,
            apmbc_status=accession,
        ),
    }


# --- what moves --------------------------------------------------------------------------------


@cache
def recipes(chapter: str) -> dict[str, Callable[[Evidence], object]]:
    return dict(book.module(f"{chapter}.numbers").NUMBERS)


@cache
def used(chapter: str) -> tuple[str, ...]:
    """Return the names of the numbers that the prose of a chapter glues."""
    keys = {key for sentence in sentences(chapter) for key in sentence.keys}
    return tuple(key for key in recipes(chapter) if key in keys)


def glued(chapter: str, evidence: Evidence, keys: tuple[str, ...] | None = None) -> dict[str, str]:
    """Return numbers of a chapter as they are printed, all that its prose glues unless named."""
    wanted = {key: recipes(chapter)[key] for key in keys or used(chapter)}
    return {key: str(value) for key, value in numbers_of(wanted, evidence).items()}


@cache
def as_printed(chapter: str) -> dict[str, str]:
    return glued(chapter, whole())


def moving(chapter: str, evidence: Evidence, keys: tuple[str, ...] | None = None) -> set[str]:
    after = glued(chapter, evidence, keys)
    return {key for key in after if as_printed(chapter)[key] != after[key]}


@pytest.mark.parametrize("chapter", book.chapters())
def test_no_year_stands_with_what_newer_rows_move(chapter):
    told, held = list(sentences(chapter)), []
    for what, evidence in newer_evidence().items():
        gone = moving(chapter, evidence)
        held += [
            f"{what}: {sentence.text} ({key}, {sentence.typed_year})"
            for sentence in told
            if sentence.typed_year
            for key in sentence.keys
            if key in gone
        ]
    assert held == [], chapter


def terms(chapter: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return each disputed term with the book's own reading, and the numbers that hang on it."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for key in used(chapter):
        asked = Asked(whole().definitions)
        glued(chapter, replace(whole(), definitions=asked), (key,))
        for term in asked.defaults.items():
            found[term] = (*found.get(term, ()), key)
    return found


@pytest.mark.parametrize("chapter", book.chapters())
def test_what_a_reading_moves_is_told_with_the_reading(chapter):
    told, held = list(sentences(chapter)), []
    for (term, own), keys in terms(chapter).items():
        for reading in book.definitions()[term]:
            if reading == own:
                continue
            gone = moving(chapter, whole().narrowed(**{term: reading}), keys)
            held += [
                f"{term}={reading}: {sentence.text} ({key})"
                for sentence in told
                for key in sentence.keys
                if key in gone
                if not key.startswith(("chosen_", "latest_")) and not sentence.names_a_choice
            ]
    assert held == [], chapter


@pytest.mark.parametrize("chapter", book.chapters())
def test_on_the_day_of_the_op_ed_no_sentence_lacks_its_number(chapter):
    then = glued(chapter, whole().at_publication())
    lacking = [
        f"{sentence.text} ({key})"
        for sentence in sentences(chapter)
        for key in sentence.keys
        if then[key] == NOT_KNOWN
    ]
    assert lacking == [], chapter


@cache
def known_first() -> dict[str, str]:
    """Return by source the earliest ``known_from`` of the rows that rest on it."""
    found: dict[str, str] = {}
    for rows in whole().package.frames.values():
        if "known_from" in rows:
            for column in rows.columns[rows.columns.str.fullmatch(r"source(_\d)?")]:
                for source, day in rows[[column, "known_from"]].dropna().itertuples(index=False):
                    found[source] = min(day, found.get(source, day))
    return found


def typed_of_later(sentence: Sentence) -> list[str]:
    """Return the clauses that tell in typed words what was not known when the op-ed appeared.

    A clause is what stands before a citation.
    """
    published, found = whole().published, []
    parts = CITED.split(sentence.text)  # clause, keys, clause, keys, ..., rest
    for clause, keys in zip(parts[::2], parts[1::2], strict=False):
        days = [known_first()[key] for key in keys.split(",") if key in known_first()]
        late = len(days) == len(keys.split(",")) and min(days) > published.isoformat()
        if late and not GLUED.search(clause):
            found.append(clause)
    later_year = int((sentence.typed_year or "0")[:4]) > published.year
    return [sentence.text] if later_year and not sentence.keys else found


@pytest.mark.parametrize("chapter", [*book.chapters(), "predictions"])
def test_what_became_known_later_is_glued(chapter):
    """For a reader who asks for the evidence of the day of the op-ed, or of a day since."""
    typed = [clause for s in all_sentences(chapter) for clause in typed_of_later(s)]
    assert typed == [], chapter


def test_there_is_something_to_find():
    """Else the tests above could not fail."""
    editions, acts = newer_evidence().values()
    assert moving("human_cost", editions)
    assert moving("membership", acts)
    assert moving("nato_divide", acts)
    assert terms("nato_divide")
    text = "In 2025 it was {glue:text}`n`."
    assert Sentence("made", text, text).typed_year == "2025"
    assert not Sentence("made", text, text).names_a_choice
    assert not typed_of_later(Sentence("made", text, text))
    for later, early in (
        ("In 2025 it was.", "In 2023 it was."),
        ("It fell {cite:p}`un_turk2025`.", "It fell {cite:p}`prof_pol_2022,un_turk2025`."),
        ("{glue:text}`n` {cite:p}`prof_pol_2022`, and fell {cite:p}`un_turk2025`.", text),
    ):
        assert typed_of_later(Sentence("made", later, later))
        assert not typed_of_later(Sentence("made", early, early))
    assert Sentence("made", "By {glue:text}`chosen_day`.", text).names_a_choice
