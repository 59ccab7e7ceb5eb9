"""A rule finds a case; the first rung that holds is the verdict, as far as the rows carry it."""

from dataclasses import replace

import pytest

from casebook.reasoning.cases import Case, judge
from casebook.reasoning.cited import FACT as FACT_ROW
from casebook.reasoning.cited import LIST, VIEW, Cited, CitedRow, Search
from casebook.reasoning.claims import MEANINGS, OUTCOMES, SCALES, Claim, Verdict, outcome
from casebook.reasoning.evidence import NotInEvidence

FACT = Claim("C98", 1, "current_fact", "core", "topic", "made", "made", "a list", "")
CAUSE = replace(FACT, id="C97", kind="causal")
VALUE = replace(FACT, id="C99", kind="normative")


def row(grade: str, source: str = "one") -> CitedRow:
    return CitedRow("R1", (source,), grade, origin=source)


def case(*rows: CitedRow, holds: dict[str, object] | None = None, **more: object) -> Case:
    return Case(holds or {"supported": True}, (Cited("made", rows),), **more)


def ruled(found: Case, claim: Claim = FACT):
    return judge(claim, lambda _: found, None)


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [
        ({"contradicted": False, "supported": True, "misleading": True}, "supported"),
        ({"contradicted": [], "supported": 0, "misleading": 3}, "misleading"),
        ({"misleading": True, "supported": True}, "misleading"),
    ],
)
def test_the_first_rung_that_holds_is_the_verdict(holds, verdict):
    assert ruled(case(row("primary"), holds=holds)).verdict == verdict


def test_a_case_in_which_no_rung_holds_is_an_error_that_names_the_claim():
    with pytest.raises(ValueError, match="C98: none of the rungs supported, contradicted holds"):
        ruled(case(row("primary"), holds={"supported": False, "contradicted": 0}))


def test_a_rung_that_is_no_verdict_is_an_error_that_names_the_claim():
    with pytest.raises(ValueError, match=r"C98: .*perhaps"):
        ruled(case(row("primary"), holds={"perhaps": True}))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("primary")], "high"),
        ([row("secondary", "one"), row("secondary", "two")], "high"),
        ([row("secondary", "one"), row("secondary", "one")], "medium"),
        ([row("secondary"), CitedRow("R2", ("a reprint",), "secondary", origin="one")], "medium"),
        ([row("secondary"), row("weak", "two")], "medium"),
        ([row("weak")], "low"),
        ([], "low"),
    ],
)
def test_confidence_follows_the_grades(rows, expected):
    assert ruled(case(*rows)).confidence == expected


def test_a_rule_can_hold_confidence_down_but_not_up():
    assert ruled(case(row("primary"), at_most="medium")).confidence == "medium"
    assert ruled(case(row("weak"), at_most="high")).confidence == "low"


@pytest.mark.parametrize(
    ("claim", "rung", "undecided"),
    [(FACT, "supported", "unverifiable"), (CAUSE, "evidence against", "untested")],
)
def test_weak_rows_alone_give_no_verdict(claim, rung, undecided):
    weak, other = (row("weak"), row("weak", "two")), (row("weak"), row("secondary"))
    found, with_another = (
        ruled(case(*rows, holds={rung: True}, carried_by=(Cited("made", rows),)), claim)
        for rows in (weak, other)
    )
    assert (found.verdict, found.only_weak) == (undecided, True)
    assert (with_another.verdict, with_another.only_weak) == (rung, False)


def nature(kind: str, grade: str = "secondary") -> Cited:
    return Cited("made", (CitedRow("R1", ("one",), grade, kind),))


WORDS = replace(FACT, id="C96", about_words=True)
SIDE = {"evidence for": True}


def test_a_cause_needs_a_row_that_carries_it_and_no_view_does():
    for carried in ((), (nature(VIEW),)):
        found = Case(SIDE, (nature(FACT_ROW),), carried_by=carried)
        with pytest.raises(ValueError, match=r"C97: evidence for needs an event"):
            ruled(found, CAUSE)
    found = Case(SIDE, (nature(VIEW),), carried_by=(nature(VIEW), nature(FACT_ROW)))
    assert ruled(found, CAUSE).verdict == "evidence for"
    for words in (CAUSE, replace(CAUSE, about_words=True)):  # a cause is never a matter of words
        with pytest.raises(ValueError, match="views are no test"):
            ruled(Case(SIDE, (), carried_by=(nature(VIEW),)), words)


def test_views_may_stand_where_nothing_was_tested():
    assert ruled(Case({"untested": True}, (nature(VIEW),)), CAUSE).verdict == "untested"


MIXED, FOUND, HELD = {"mixed": True}, (nature(FACT_ROW),), (nature(VIEW),)
LOOKED = (Search("S01", False),)


@pytest.mark.parametrize("sides", [(), (FOUND,), (FOUND, ()), (FOUND, HELD), (HELD, HELD)])
def test_mixed_needs_rows_that_may_carry_a_verdict_on_both_sides(sides):
    with pytest.raises(ValueError, match=r"C9.: mixed needs .* on both sides"):
        ruled(Case(MIXED, FOUND, mixed_by=sides), CAUSE)
    assert ruled(Case(MIXED, FOUND, mixed_by=(FOUND, FOUND)), CAUSE).verdict == "mixed"


def test_mixed_may_be_one_half_found_and_the_other_looked_for():
    half = Case(MIXED, FOUND, mixed_by=(FOUND,), absent=LOOKED)
    assert ruled(half, CAUSE).verdict == "mixed"
    with pytest.raises(ValueError, match="mixed needs"):
        ruled(Case(MIXED, FOUND, mixed_by=(HELD,), absent=LOOKED), CAUSE)


def test_a_side_of_mixed_that_weak_rows_alone_carry_leaves_it_untested():
    weak = (nature(FACT_ROW, "weak"),)
    assert ruled(Case(MIXED, FOUND, mixed_by=(FOUND, weak)), CAUSE).only_weak


@pytest.mark.parametrize("rung", ["supported", "mostly supported", "misleading", "contradicted"])
def test_a_fact_cannot_rest_on_views_and_a_population_alone(rung):
    with pytest.raises(ValueError, match=f"C98: {rung} rests on views alone"):
        ruled(Case({rung: True}, (nature(VIEW), nature(LIST))))
    assert ruled(Case({rung: True}, (nature(VIEW), nature(FACT_ROW)))).verdict == rung
    assert ruled(Case({rung: True}, (nature(LIST),))).verdict == rung
    assert ruled(Case({rung: True}, (nature(VIEW),)), WORDS).verdict == rung


@pytest.mark.parametrize("rung", ["supported", "contradicted"])
def test_that_nothing_was_found_carries_no_verdict_unless_the_list_is_whole(rung):
    open_ended, whole = Search("S01", False), Search("S02", True)
    for absent in ((open_ended,), (whole, open_ended)):
        found = Case({rung: True}, (nature(FACT_ROW),), absent=absent)
        with pytest.raises(ValueError, match=r"C98: .* nothing was found \(S01\)"):
            ruled(found)
    assert ruled(Case({rung: True}, (nature(FACT_ROW),), absent=(whole,))).verdict == rung
    both = Case({rung: True}, (), absent=(open_ended,), carried_by=(nature(FACT_ROW),))
    assert ruled(both).verdict == rung
    softer = Case({"misleading": True}, (nature(FACT_ROW),), absent=(open_ended,))
    assert ruled(softer).verdict == "misleading"


def test_a_side_carried_by_weak_rows_alone_is_not_taken():
    weak = Case(SIDE, (nature(FACT_ROW),), carried_by=(nature(FACT_ROW, "weak"),))
    assert (ruled(weak, CAUSE).verdict, ruled(weak, CAUSE).only_weak) == ("untested", True)


def test_a_matter_of_values_needs_no_rows():
    assert ruled(case(holds={"a matter of values": True}), VALUE).verdict == Verdict.VALUES


def test_missing_rows_give_no_verdict_and_are_named():
    def rule(_):
        raise NotInEvidence("table made has no accepted row")

    found = judge(FACT, rule, None)
    assert found.verdict == Verdict.UNVERIFIABLE
    assert (found.case, found.rests_on, dict(found.numbers)) == (None, (), {})
    assert found.lacking == "table made has no accepted row"


def test_a_verdict_of_another_scale_is_refused():
    with pytest.raises(ValueError, match="C99 is normative: its verdict cannot be supported"):
        ruled(case(row("primary")), VALUE)


def test_every_kind_of_claim_has_a_scale_and_every_verdict_a_meaning(evidence):
    assert set(evidence["claims"]["kind"]) <= set(SCALES)
    assert set(MEANINGS) == set(Verdict)
    assert sorted(v for verdicts in OUTCOMES.values() for v in verdicts) == sorted(Verdict)
    assert outcome(Verdict.MIXED) == "right in part"
