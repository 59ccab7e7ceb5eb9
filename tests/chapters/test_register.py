"""The register of claims, the rules and the chapters belong together, each with each."""

import re
from pathlib import Path

import pytest

from casebook.binding.checks.check import _claim_faults
from casebook.reasoning import book
from casebook.reasoning.claims import read_claims
from casebook.telling.word_faults import entries_of

ROOT = Path(__file__).parents[2]
SECTIONS = [
    "The short answer",
    "The case for the op-ed",
    "The case against",
    "How sure we are",
    "What would change this",
    "What has happened since",
    "The claims, one by one",
]


def text_of(chapter: str) -> str:
    return (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")


def test_every_claim_has_one_rule_and_every_rule_a_claim(evidence):
    homes = [claim_id for chapter in book.chapters() for claim_id in book.rules(chapter)]
    assert len(homes) == len(set(homes))
    assert set(homes) == {claim.id for claim in read_claims(evidence)}


@pytest.mark.parametrize("chapter", book.chapters())
def test_rules_and_words_tell_the_same_claims_in_the_same_order(chapter, evidence):
    claims = {claim.id for claim in read_claims(evidence)}
    told = [entry for entry in entries_of(book.words_file(chapter)) if entry in claims]
    assert told == list(book.rules(chapter))


def test_claims_rules_and_words_have_no_fault():
    assert [str(fault) for fault in _claim_faults(ROOT)] == []


@pytest.fixture
def changed(monkeypatch):
    """Return a function that gives the faults with the rules of some chapters changed."""

    def faults(**rules: dict[str, object]) -> list[str]:
        real = book.rules
        monkeypatch.setattr(book, "rules", lambda name: rules.get(name) or real(name))
        return [str(fault) for fault in _claim_faults(ROOT)]

    return faults


def test_a_rule_too_many_too_few_or_twice_is_named(changed):
    china, leaving = book.rules("china"), book.rules("leaving")
    claim = next(iter(china))
    without = {key: rule for key, rule in china.items() if key != claim}
    found = changed(china={**without, "C00": len}, leaving={**leaving, "C52": len, "C06": len})
    assert any("china/rules.py: found 'C00', expected a claim of claims.csv" in f for f in found)
    assert any(f"claims.csv, column id: found '{claim}'" in f for f in found)
    twice = next(f for f in found if "found 'C06'" in f)
    assert "no rule, since chapters/" in twice
    assert any(f.startswith("china/words.yml") for f in found)


def test_rules_in_another_order_than_their_words_are_named(changed):
    china = book.rules("china")
    (found,) = changed(china=dict(reversed(china.items())))
    assert found.startswith("china/words.yml")
    assert ", ".join(reversed(china)) in found


def test_every_core_claim_is_argued_in_the_prose_of_its_chapter(evidence):
    core = {claim.id for claim in read_claims(evidence) if claim.weight == "core"}
    assert len(core) == 56  # claims/README of the evidence
    silent = [
        claim_id
        for chapter in book.chapters()
        for claim_id in book.rules(chapter)
        if claim_id in core and f"(#claim-{claim_id.lower()})" not in text_of(chapter)
    ]
    assert silent == []


@pytest.mark.parametrize("chapter", book.chapters())
def test_an_analysis_chapter_has_the_whole_anatomy(chapter):
    text = text_of(chapter)
    assert re.findall(r"^# (.+)$", text, re.MULTILINE)[0].rstrip().endswith("?")
    labels = re.findall(r"^## (?:\[(.+?)\]\{\.eyebrow\} .+|(.+))$", text, re.MULTILINE)
    labels = [first or second for first, second in labels]
    fixed = [label for label in SECTIONS if label != "The pictures"]
    assert [label for label in labels if label in fixed] == fixed
    assert text.count("show.picture(") >= 1
    assert text.count("show.picture(") + text.count("show.table(") >= 2
    assert "show.claim_cards(" in text
    assert "show.verdict_table(" in text


def test_the_contents_hold_every_chapter():
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    files = {f"chapters/{file.stem}" for file in (ROOT / "chapters").glob("*.md")}
    assert set(re.findall(r"file: (\S+)", contents)) == files
