from dataclasses import replace

import pytest

from casebook.reasoning.claims import (
    MEANINGS,
    OUTCOMES,
    SCALES,
    Claim,
    Ruling,
    Verdict,
    balance,
    outcome,
    rule_on,
)
from casebook.reasoning.evidence import Cited, CitedRow, NotInEvidence

FACT = Claim("C98", 1, "current_fact", "core", "treaty", "made", "made", "a list", "")
VALUE = replace(FACT, id="C99", kind="normative")


def ruling(*rows: CitedRow, verdict: Verdict = Verdict.SUPPORTED, **more: str) -> Ruling:
    return Ruling(verdict, "so", "for", "against", "more", (Cited("made", rows),), **more)


def row(grade: str, source: str = "one") -> CitedRow:
    return CitedRow("R1", (source,), grade)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("primary")], "high"),
        ([row("secondary", "one"), row("secondary", "two")], "high"),
        ([row("secondary", "one"), row("secondary", "one")], "medium"),
        ([row("secondary"), row("weak", "two")], "medium"),
        ([row("weak")], "low"),
        ([], "low"),
    ],
)
def test_confidence_follows_the_grades(rows, expected):
    assert ruling(*rows).confidence == expected


def test_a_rule_can_hold_confidence_down_but_not_up():
    assert ruling(row("primary"), at_most="medium").confidence == "medium"
    assert ruling(row("weak"), at_most="high").confidence == "low"


def test_weak_rows_alone_give_no_verdict(evidence):
    found = rule_on(FACT, lambda _: ruling(row("weak")), evidence)
    assert found.verdict == Verdict.UNVERIFIABLE
    assert "weak" in found.summary


def test_missing_rows_give_no_verdict(evidence):
    def rule(_):
        raise NotInEvidence("table made has no accepted row")

    found = rule_on(FACT, rule, evidence)
    assert found.verdict == Verdict.UNVERIFIABLE
    assert "table made" in found.summary


def test_a_verdict_of_another_scale_is_refused(evidence):
    with pytest.raises(ValueError, match="C99 is normative"):
        rule_on(VALUE, lambda _: ruling(row("primary")), evidence)


def test_every_kind_of_claim_has_a_scale_and_every_verdict_a_meaning(evidence):
    assert set(evidence["claims"]["kind"]) <= set(SCALES)
    assert set(MEANINGS) == set(Verdict)
    assert sorted(v for verdicts in OUTCOMES.values() for v in verdicts) == sorted(Verdict)
    assert outcome(Verdict.MIXED) == "right in part"


def test_causes_and_predictions_need_a_test_and_both_sides_to_be_mixed():
    sides = [(0, 0), (2, 0), (0, 1), (3, 1)]
    assert [balance(*side) for side in sides] == [
        *(Verdict.UNTESTED, Verdict.EVIDENCE_FOR, Verdict.EVIDENCE_AGAINST, Verdict.MIXED)
    ]
