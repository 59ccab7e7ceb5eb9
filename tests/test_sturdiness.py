"""Which verdicts move, and the short cut of asking a rule again only under what it reads."""

from dataclasses import replace

import pandas as pd
import pytest

from casebook import Evidence, sturdiness, words
from casebook.reasoning.chapters import find_in, rules
from casebook.reasoning.claims import Verdict, read_claims, rule_on
from casebook.sturdiness import AS_BUILT, AT_PUBLICATION, _Asked


@pytest.fixture(scope="module")
def asked(evidence: Evidence) -> dict[str, tuple[Verdict, set[str]]]:
    """The verdict of every claim, and the terms that its rule was seen to ask for."""
    claims, found = {claim.id: claim for claim in read_claims(evidence)}, {}
    for those in rules().values():
        for claim_id, rule in those.items():
            terms = _Asked(evidence.definitions)
            ruling = rule_on(claims[claim_id], rule, replace(evidence, definitions=terms))
            found[claim_id] = (ruling.verdict, set(terms.defaults))
    return found


@pytest.mark.parametrize("term", sturdiness.definitions())
def test_no_verdict_moves_with_a_definition_that_its_rule_does_not_read(term, evidence, asked):
    claims = {claim.id: claim for claim in read_claims(evidence)}
    body = evidence.narrowed(**{term: list(sturdiness.definitions()[term])[-1]})
    moved = {
        claim_id
        for those in rules().values()
        for claim_id, rule in those.items()
        if term not in asked[claim_id][1]
        and rule_on(claims[claim_id], rule, body).verdict != asked[claim_id][0]
    }
    assert moved == set()


def test_the_claim_that_hangs_on_a_definition_moves(evidence, asked):
    assert "gain_counted" in asked["C53"][1]
    loose = evidence.narrowed(gain_counted="permitted")
    strict, free = (find_in("leaving", body)["C53"].now.verdict for body in (evidence, loose))
    assert (strict, free) == (Verdict.UNTESTED, Verdict.EVIDENCE_FOR)


def test_a_reader_who_accepts_primary_rows_gets_no_others(evidence, monkeypatch):
    monkeypatch.setattr(sturdiness, "rules", lambda: {"words": {"C62": words.RULES["C62"]}})
    primary = evidence.narrowed(grades=frozenset({"primary"}))
    told = {"misleading", "unverifiable"}  # the acts of Rutte's government are second hand
    assert set(sturdiness.verdicts_by_choice(evidence)["verdict"]) == told
    assert set(sturdiness.verdicts_by_choice(primary)["verdict"]) == {"unverifiable"}


def test_the_numbers_count_what_the_table_holds():
    table = pd.DataFrame(
        [
            ("C01", AS_BUILT, "supported"),
            ("C01", AT_PUBLICATION, "supported"),
            ("C02", AS_BUILT, "mixed"),
            ("C02", AT_PUBLICATION, "untested"),
            ("C02", "term: reading", "mixed"),
            ("C03", AS_BUILT, "supported"),
            ("C03", "term: reading", "contradicted"),
            ("C04", AS_BUILT, "a matter of values"),
        ],
        columns=["id", "variant", "verdict"],
    )
    number = sturdiness.numbers(table)
    assert (number["tested"], number["moved"], number["steady"]) == (3, 2, 1)
    assert (number["moved_at_publication"], number["moved_by_definition"]) == (1, 1)
    assert set(sturdiness.movers(table)["id"]) == {"C02", "C03"}
