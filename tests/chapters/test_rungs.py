"""Every rung of every claim can be reached, and its sentences follow it there."""

from functools import cache
from importlib import import_module
from itertools import combinations

import pytest

from casebook import read_evidence
from casebook.reasoning import book
from casebook.telling.findings import words_of
from tests.chapters.rungs import FOLDER, Reached, as_text, reached


@cache
def of(chapter: str) -> list[Reached]:
    return list(reached(chapter, read_evidence()))


@pytest.mark.parametrize("chapter", book.chapters())
def test_every_rung_of_every_claim_is_reached(chapter):
    words, ways = (
        words_of(book.words_file(chapter)),
        import_module(f"tests.chapters.reach.{chapter}"),
    )
    assert {c: list(rungs) for c, rungs in ways.REACH.items()} == {
        claim: list(words.entry(claim)["rungs"]) for claim in book.rules(chapter)
    }
    assert {
        (each.claim, each.verdict): str(each.told.verdict)
        for each in of(chapter)
        if each.told.verdict != each.verdict
    } == {}


@pytest.mark.parametrize("chapter", book.chapters())
def test_the_sentences_follow_the_verdict(chapter):
    """Reason and best points differ from rung to rung, or the entry says why they stay."""
    words = words_of(book.words_file(chapter))
    stays = []
    for one, other in combinations(of(chapter), 2):
        if one.claim != other.claim:
            continue
        meant = words.entry(one.claim).get("same", {})
        for key, text in (("why", "summary"), ("for", "best_for"), ("against", "best_against")):
            if getattr(one.told, text) == getattr(other.told, text) and not meant.get(key):
                stays.append(f"{one.claim}, {key}: {one.verdict} = {other.verdict}")
    assert stays == []


@pytest.mark.parametrize("chapter", book.chapters())
def test_the_kept_texts_are_what_the_cards_say(chapter):
    kept = (FOLDER / f"{chapter}.md").read_text(encoding="utf-8")
    assert as_text(chapter, read_evidence()) == kept, "make rungs, then read what changed"
