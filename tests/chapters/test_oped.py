"""The op-ed read with marks: every paragraph, every claim, in the book's words."""

import re

import pytest

from casebook import find_all, read_evidence
from chapters.oped import WORDS, charts


@pytest.fixture(scope="module")
def findings():
    return find_all(read_evidence())


def test_every_paragraph_and_every_claim_is_there_once(findings):
    told = charts.marked(findings).markdown
    numbers = [int(number) for number in re.findall(r"^\*\*(\d+)\.\*\*", told, re.M)]
    assert numbers == sorted({finding.claim.paragraph for finding in findings.values()})
    assert sorted(re.findall(r"\(#claim-(c\d+)\)", told)) == sorted(map(str.lower, findings))


def test_a_mark_follows_the_verdict(findings):
    told = charts.marked({"C06": findings["C06"]}).markdown
    assert f"verdict-{findings['C06'].now.verdict}" in told


def test_paragraphs_are_told_in_the_books_own_words(findings):
    """Six words in a row of a key phrase would be a quotation without its marks."""
    for number, says in WORDS.entry("paragraphs").items():
        said = " ".join(re.findall(r"\w+", says.lower()))
        for finding in findings.values():
            if finding.claim.paragraph == number:
                words = re.findall(r"\w+", finding.claim.key_phrase.lower())
                runs = (" ".join(words[at : at + 6]) for at in range(len(words) - 5))
                assert not [run for run in runs if run in said], number
