"""What a sentence says of a state's standing, and how it counts, follows the depositary's list."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from casebook import Evidence, read_evidence
from casebook.binding.checks import prose
from casebook.data.tables import tables_read
from casebook.reasoning import book
from casebook.reasoning.cases import Rule
from casebook.reasoning.claims import Claim, read_claims
from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of
from casebook.telling.findings import tell, words_of
from casebook.telling.words import Words
from tests.chapters.alter import Alteration, add, altered, as_of, put
from tests.chapters.rungs import FOLDER
from tests.chapters.test_prose_follows import GLUED

ROOT = Path(__file__).parents[2]
PAGES = (*book.chapters(), "oped", "omissions")

OUTSIDE = re.compile(
    r"\b(?:never (?:signed|joined)|(?:not|never) bound|(?:stay|stays|stayed) out|refused to join"
    r"|outside the (?:treaty|convention)|no party|is not among)\b"
)
INSIDE = re.compile(r"\b(?:bound(?! by its own)|is a party|are parties|(?:stays|stayed) in)\b")

FREE = ("CHN", "USA", "RUS", "UKR", "POL", "FIN", "EST", "LVA", "TUR", "GRC", "ROU")
BOUND = ("NOR", "DEU", "GBR", "CZE", "SVK", "BGR", "NLD")
"""States that sentences name: those outside join in the tests, and those inside leave."""

SAID_THEN = {
    "stayed out from the start": "the states that the op-ed names, as they stood for years",
    "joined NATO from outside": "an arrival, which stays one whatever the state did later",
    "joined the alliance from outside": "the same",
}
"""Words with which a sentence tells of the past, whatever the list shows today, and of what."""


def joined(*states: str) -> list[Alteration]:
    return [add("ccm_status", "VUT", iso3=iso3, consent_date="2024-01-15") for iso3 in states]


def left(*states: str) -> list[Alteration]:
    days = {"withdrawal_notified": "2025-02-01", "withdrawal_effective": "2025-08-01"}
    return [put("ccm_status", *states, **days)]


LISTS = {
    "all that are named change sides": [*joined(*FREE), *left(*BOUND)],
    "every ally is bound": joined("EST", "FIN", "GRC", "LVA", "POL", "ROU", "TUR", "USA"),
    "few have joined": [as_of("2008-12-10")],
}


@cache
def whole() -> Evidence:
    return read_evidence()


Say = Callable[[Evidence], str]


def texts(page: str) -> Iterator[tuple[str, Say]]:
    """Yield what a page says of the evidence: texts of its claims, and numbers of its prose."""
    for name, recipe in book.module(f"{page}.numbers").NUMBERS.items():
        yield name, partial(_number, name, recipe)
    if page in book.chapters():
        words = words_of(book.words_file(page))
        claims = {claim.id: claim for claim in read_claims(whole())}
        for claim, rule in book.rules(page).items():
            yield claim, partial(_card, claims[claim], rule, words)


def _number(name: str, recipe: Say, evidence: Evidence) -> str:
    """Return a number; what lacks its rows says so, as in narrowed evidence."""
    try:
        return str(numbers_of({name: recipe}, evidence)[name])
    except NotInEvidence:
        return NOT_KNOWN


def _card(claim: Claim, rule: Rule, words: Words, evidence: Evidence) -> str:
    card = tell(claim, rule, evidence, words)
    return "\n".join((card.summary, card.best_for, card.best_against))


@cache
def said(page: str) -> dict[str, tuple[str, bool]]:
    """Return each text of a page on the book's own evidence, and whether it reads the list."""
    found = {}
    for name, say in texts(page):
        with tables_read() as asked:
            text = say(whole())
        found[name] = text, "ccm_status" in asked
    return found


@cache
def told(page: str, which: str = "") -> tuple[str, ...]:
    """Return the sentences of a page, under a changed list if one is named."""
    evidence, parts = altered(whole(), LISTS.get(which, [])), dict(texts(page))
    values = {
        name: parts[name](evidence) if which and reads else text
        for name, (text, reads) in said(page).items()
    }
    lines = (ROOT / f"chapters/{page}.md").read_text(encoding="utf-8").splitlines()
    filled = [
        GLUED.sub(lambda match: values[match[1]], text)
        for _, text in prose._paragraphs(prose._prose(lines))
    ]
    claims = book.rules(page) if page in book.chapters() else ()
    cards = [line for claim in claims for line in values[claim].splitlines()]
    return tuple(
        " ".join(sentence.split())
        for text in (*filled, *cards)
        for sentence in prose._SENTENCE_END.split(text)
    )


@cache
def names(*states: str) -> re.Pattern[str]:
    table = whole()["states"].set_index("iso3").loc[list(states), "name"]
    return re.compile(rf"\b(?:{'|'.join([*table, 'Britain'] if 'GBR' in states else table)})\b")


def says(sentence: str, standing: re.Pattern[str], *states: str) -> bool:
    """Return whether a sentence says of one of the states that it stands so today."""
    past = any(words in sentence for words in SAID_THEN)
    return not past and bool(standing.search(sentence) and names(*states).search(sentence))


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_keeps_a_standing_that_the_list_has_changed(page):
    after = set(told(page, "all that are named change sides"))
    held = [
        sentence
        for sentence in told(page)
        if sentence in after
        if says(sentence, OUTSIDE, *FREE) or says(sentence, INSIDE, *BOUND)
    ]
    assert held == []


MANY = r"allies|states|parties|members|others|studies|reports|exits|producers"
AMISS = {
    "one with many": rf"(?<![\d.,])\b(?:1|[Oo]ne) (?:other )?(?:{MANY})\b",
    "one with a verb for many": r"(?<!or )\b(?:1|[Oo]ne) (?:are|were|have|do|hold|see)\b",
    "none of none": (
        r"\b(?:of|all|the|these) (?:the )?(?:no|none|0) (?:allies|states|others|outside)"
    ),
    "no for none": r"\b[Nn]o (?:of|are|is|have|had|were|was)\b|\b(?:all|but|in all:) no[.,;]",
    "a value of the computer": r"\b(?:nan|NaN|NaT|<NA>|True|False)\b",
    "a list with a hole": r"\band [.,;:]|, ,|\(\)| [.,;](?:\s|$)",
}


def amiss(sentence: str) -> list[str]:
    return [what for what, pattern in AMISS.items() if re.search(pattern, sentence)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("which", LISTS)
def test_numbers_fit_their_sentences_under_other_lists(page, which):
    faults = [
        f"{sentence} ({', '.join(found)})"
        for sentence in told(page, which)
        if NOT_KNOWN not in sentence and (found := amiss(sentence))
    ]
    assert faults == []


@pytest.mark.parametrize("chapter", book.chapters())
def test_numbers_fit_their_sentences_on_every_rung(chapter):
    lines = (FOLDER / f"{chapter}.md").read_text(encoding="utf-8").splitlines()
    cards = (line for line in lines if not line.startswith(("#", "Evidence:")))
    faults = [f"{s} ({amiss(s)})" for t in cards for s in prose._SENTENCE_END.split(t) if amiss(s)]
    assert faults == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("In all one allies are bound.", "one with many"),
        ("31 are bound and one are not.", "one with a verb for many"),
        ("They leave the no outside.", "none of none"),
        ("No of them did.", "no for none"),
        ("It names Estonia and .", "a list with a hole"),
    ],
)
def test_what_is_amiss_is_found(sentence, what):
    assert what in amiss(sentence)
    assert (
        amiss("One of the two studies holds it; no ally has left, and 21 others are bound.") == []
    )


def test_a_standing_is_found():
    assert says("China has never signed it.", OUTSIDE, "CHN")
    assert says("Britain, bound, reports no limit.", INSIDE, "GBR")
    assert not says("China has joined it.", OUTSIDE, "CHN")
