"""Which verdicts move, and the short cut of asking a rule again only under what it reads."""

import pandas as pd
import pytest

from casebook import Evidence, sturdiness
from casebook.chapters import find_in, rules
from casebook.claims import Verdict, read_claims, rule_on


@pytest.fixture(scope="module")
def table(evidence: Evidence) -> pd.DataFrame:
    return sturdiness.verdicts_by_variant(evidence)


def readings() -> list[tuple[str, str, str]]:
    """Return one reading of every term that is not the book's own, with its label."""
    return [
        (term, list(labels)[-1], list(labels.values())[-1])
        for term, labels in sturdiness.definitions().items()
    ]


@pytest.mark.parametrize(("term", "reading", "label"), readings())
def test_no_verdict_moves_with_a_definition_that_its_rule_does_not_read(
    term, reading, label, evidence, table
):
    claims = {claim.id: claim for claim in read_claims(evidence)}
    asked = set(table.loc[table["variant"].eq(f"{term}: {label}"), "id"])
    base = table[table["variant"].eq(sturdiness.AS_BUILT)].set_index("id")["verdict"]
    assert asked
    body = evidence.narrowed(**{term: reading})
    rest = {i: r for those in rules().values() for i, r in those.items() if i not in asked}
    assert rest
    moved = {i for i, rule in rest.items() if rule_on(claims[i], rule, body).verdict != base[i]}
    assert moved == set()


def test_the_claims_that_hang_on_a_definition_move(evidence, table):
    moved = sturdiness.movers(table)
    assert "C52" in set(moved["id"])
    loose = evidence.narrowed(gain_counted="permitted")
    strict, free = (find_in("leaving", body)["C53"].now.verdict for body in (evidence, loose))
    assert (strict, free) == (Verdict.EVIDENCE_AGAINST, free)
    assert free != strict


def test_the_numbers_count_what_the_table_holds(table):
    number = sturdiness.numbers(table)
    assert number["moved"] + number["steady"] == number["tested"]
    assert number["moved"] == sturdiness.movers(table)["id"].nunique()
    assert 0 < number["moved_by_definition"] <= number["moved"]


def test_values_never_move(evidence, table):
    normative = {claim.id for claim in read_claims(evidence) if claim.kind == "normative"}
    assert normative
    assert normative.isdisjoint(sturdiness.movers(table)["id"])


def test_the_chart_frames_what_moves(evidence, table):
    chart = sturdiness.chart_movers(evidence, table)
    framed = chart.frame[chart.frame["moved"]]
    base = chart.frame[chart.frame["variant"].eq(sturdiness.AS_BUILT)].set_index("id")["verdict"]
    assert (framed["verdict"] != framed["id"].map(base)).all()
    assert str(sturdiness.numbers(table)["moved"]) in chart.title
