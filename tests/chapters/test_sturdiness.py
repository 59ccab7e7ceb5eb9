"""Which verdicts move, and the short cut of asking a rule again only under what it reads."""

from dataclasses import replace

import pandas as pd
import pytest

from casebook import Evidence, find_in
from casebook.reasoning import book, sturdiness
from casebook.reasoning.cases import judge
from casebook.reasoning.claims import Verdict, read_claims
from casebook.reasoning.sturdiness import AS_BUILT, AT_PUBLICATION, Asked
from casebook.telling.show_claims import claim_card
from chapters.sturdiness.facts import Choices
from chapters.sturdiness.numbers import NUMBERS

RULES = {claim: rule for name in book.chapters() for claim, rule in book.rules(name).items()}


@pytest.fixture(scope="module")
def asked(evidence: Evidence) -> dict[str, tuple[Verdict, set[str]]]:
    """The verdict of every claim, and the terms that its rule was seen to ask for."""
    claims, found = {claim.id: claim for claim in read_claims(evidence)}, {}
    for claim_id, rule in RULES.items():
        terms = Asked(evidence.definitions)
        ruling = judge(claims[claim_id], rule, replace(evidence, definitions=terms))
        found[claim_id] = (ruling.verdict, set(terms.defaults))
    return found


@pytest.mark.parametrize("term", book.definitions())
def test_no_verdict_moves_with_a_definition_that_its_rule_does_not_read(term, evidence, asked):
    claims = {claim.id: claim for claim in read_claims(evidence)}
    body = evidence.narrowed(**{term: list(book.definitions()[term])[-1]})
    moved = {
        claim_id
        for claim_id, rule in RULES.items()
        if term not in asked[claim_id][1]
        and judge(claims[claim_id], rule, body).verdict != asked[claim_id][0]
    }
    assert moved == set()


def test_the_claim_that_hangs_on_a_definition_moves(evidence, asked):
    assert "gain_counted" in asked["C53"][1]
    loose = evidence.narrowed(gain_counted="permitted")
    strict, free = (find_in("leaving", body)["C53"].now.verdict for body in (evidence, loose))
    assert (strict, free) == (Verdict.UNTESTED, Verdict.EVIDENCE_FOR)


def test_a_reader_who_accepts_primary_rows_gets_no_others(evidence, monkeypatch):
    monkeypatch.setattr(book, "chapters", lambda: ("words",))
    monkeypatch.setattr(book, "rules", lambda _: {"C37": RULES["C37"]})
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    told = {"misleading", "unverifiable"}  # his speech is known at second hand
    assert set(sturdiness.verdicts_by_choice(evidence)["verdict"]) == told
    assert set(sturdiness.verdicts_by_choice(primary)["verdict"]) == {"unverifiable"}


def test_the_numbers_count_what_the_table_holds(evidence):
    choices = Choices(evidence)
    table = [
        ("C01", AS_BUILT, "", "supported"),
        ("C01", AT_PUBLICATION, "", "supported"),
        ("C02", AS_BUILT, "", "mixed"),
        ("C02", AT_PUBLICATION, "", "untested"),
        ("C02", "term", "a reading", "mixed"),
        ("C03", AS_BUILT, "", "supported"),
        ("C03", "term", "a reading", "contradicted"),
        ("C03", "term", "another", "supported"),
        ("C04", AS_BUILT, "", "a matter of values"),
    ]
    columns = ["id", "variant", "reading", "verdict"]
    choices.__dict__["variants"] = pd.DataFrame(table, columns=columns)
    number = {name: recipe(choices) for name, recipe in NUMBERS.items()}
    assert (number["tested"], number["moved"], number["steady"]) == (3, 2, 1)
    assert (number["moved_at_publication"], number["moved_by_definition"]) == (1, 1)
    assert number["variants"] == 3
    assert choices.movers == {"C02", "C03"}


def test_variants_are_the_choices_that_depart_one_at_a_time():
    columns = ["id", "as_of", "grades", "term", "reading", "default", "verdict"]
    today, then, whole = sturdiness.TODAY, sturdiness.AT_PUBLICATION, sturdiness.WHOLE
    term, (own, other, *_) = next((t, list(r)) for t, r in book.definitions().items())
    primary = "primary rows only"
    choices = pd.DataFrame(
        [
            ("C01", today, whole, term, own, True, "mixed"),
            ("C01", today, whole, term, other, False, "untested"),
            ("C01", then, whole, term, own, True, "evidence for"),
            ("C01", then, whole, term, other, False, "departs twice"),
            ("C01", today, primary, term, own, True, "evidence against"),
            ("C01", today, primary, term, other, False, "departs twice"),
        ],
        columns=columns,
    )
    variants = sturdiness.verdicts_by_variant(choices)
    assert dict(zip(variants["variant"], variants["verdict"], strict=True)) == {
        AS_BUILT: "mixed",
        AT_PUBLICATION: "evidence for",
        primary: "evidence against",
        term: "untested",
    }
    assert set(sturdiness.moved(variants)["verdict"]) == set(variants["verdict"]) - {"mixed"}


def test_each_verdict_that_falls_on_primary_rows_alone_says_which_text_was_not_reached(evidence):
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    claims = {claim.id: claim for claim in read_claims(evidence)}
    fall = {
        claim_id
        for claim_id, rule in RULES.items()
        if judge(claims[claim_id], rule, evidence).verdict
        != judge(claims[claim_id], rule, primary).verdict
    }
    assert fall == set(evidence["no_primary"]["claim"])


def test_the_card_says_which_text_was_not_reached(evidence):
    findings = find_in("china", evidence)
    said = findings["C89"].unread
    assert "China told" in said
    assert said[1:] in claim_card(findings["C89"]).html
    assert findings["C86"].unread == ""
    assert "No primary text" not in claim_card(findings["C86"]).html
