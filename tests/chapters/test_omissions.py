"""The chapter on what the op-ed leaves out."""

import re

import pytest

from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import numbers_of
from casebook.telling.drawing.charts import render
from chapters.omissions import charts, facts
from chapters.omissions.numbers import NUMBERS
from tests.narrowing import BODIES, narrow


def test_both_sides_are_counted_from_the_table(evidence, altered):
    # By hand from omissions.csv: 47 facts, of which 14 help, 28 hurt and 5 do neither.
    number = numbers_of(NUMBERS, evidence)
    assert [number[key] for key in ("omissions", "helping", "hurting", "neither")] == [
        *(47, "14", "28", "five do")
    ]

    def turned(table):
        table.loc[table["id"].eq("O38"), "direction"] = "supports"
        return table

    assert numbers_of(NUMBERS, altered(evidence, "omissions", turned))["helping"] == "15"


def test_weight_is_the_core_claims_touched(evidence, altered):
    weight = facts.weighed(evidence).set_index("id")["core_touched"]
    assert weight["O02"] == 1  # C27 supporting, C12 core, C28 supporting

    def core(claims):
        claims.loc[claims["id"].eq("C27"), "weight"] = "core"
        return claims

    heavier = facts.weighed(altered(evidence, "claims", core)).set_index("id")
    assert heavier.loc["O02", "core_touched"] == 2


@pytest.mark.parametrize(("as_of", "grades"), BODIES)
def test_narrowed_evidence_leaves_a_chart_or_says_why_not(evidence, as_of, grades):
    narrowed = narrow(evidence, as_of, grades)
    number = numbers_of(NUMBERS, narrowed)
    assert number["omissions"] == len(narrowed["omissions"])
    if narrowed["omissions"].empty:
        with pytest.raises(NotInEvidence, match="no omission is accepted"):
            charts.chart_omissions(narrowed)
        return
    picture = charts.chart_omissions(narrowed)
    assert str(number["hurting"]) in picture.title
    assert not re.search(r"\bnan\b", picture.alt)
    render(picture, "a source")
