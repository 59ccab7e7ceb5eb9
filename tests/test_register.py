"""The register of claims, the rules and the chapters belong together, each with each."""

import re
from pathlib import Path

import pytest

from casebook.reasoning.chapters import CHAPTERS, rules
from casebook.reasoning.claims import read_claims

ROOT = Path(__file__).parents[1]
SECTIONS = [
    "The short answer",
    "The pictures",
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
    homes = [claim_id for those in rules().values() for claim_id in those]
    assert len(homes) == len(set(homes))
    assert set(homes) == {claim.id for claim in read_claims(evidence)}


def test_every_core_claim_is_argued_in_the_prose_of_its_chapter(evidence):
    core = {claim.id for claim in read_claims(evidence) if claim.weight == "core"}
    assert len(core) == 56  # claims/README of the evidence
    silent = [
        claim_id
        for chapter, those in rules().items()
        for claim_id in those
        if claim_id in core and f"(#claim-{claim_id.lower()})" not in text_of(chapter)
    ]
    assert silent == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_analysis_chapter_has_the_whole_anatomy(chapter):
    text = text_of(chapter)
    assert re.findall(r"^# (.+)$", text, re.MULTILINE)[0].rstrip().endswith("?")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert text.count("show.picture(") >= 2
    assert "show.claim_cards(" in text
    assert "show.verdict_table(" in text


def test_the_contents_hold_every_chapter():
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    files = {f"chapters/{file.stem}" for file in (ROOT / "chapters").glob("*.md")}
    assert set(re.findall(r"file: (\S+)", contents)) == files
