"""The rows carry their nature, and no rung that is reached breaks the method's rules."""

import copy

import pytest

from casebook.data.descriptor import descriptor_faults
from casebook.reasoning import book
from casebook.reasoning.cases import judge
from casebook.reasoning.claims import EXPLANATORY, read_claims
from casebook.reasoning.sturdiness import GRADE_CHOICES


@pytest.mark.parametrize(
    ("table", "key", "nature"),
    [
        ("effectiveness_claims", "E05", "view"),  # a commentator
        ("effectiveness_claims", "E17", "fact"),  # a commentator's report of an effect seen
        ("effectiveness_claims", "E01", "fact"),  # a study
        ("aftermath", "A18", "view"),  # a minister's answer
        ("aftermath", "A35", "fact"),  # an order
        ("ccm_articles", "AR01", "fact"),
    ],
)
def test_each_row_carries_its_nature(evidence, table, key, nature):
    column = evidence.package.primary_key(table)[0]
    ((row,),) = (
        each.rows for each in evidence.cites((table, evidence.pick(table, **{column: key})))
    )
    assert row.nature == nature


def test_a_list_that_sets_out_a_population_is_told_apart(evidence):
    (cited,) = evidence.cites(("ccm_status", evidence["ccm_status"]))
    assert {row.nature for row in cited.rows} == {"list"}


def test_marks_of_views_that_name_no_field_or_value_are_refused(evidence):
    for marks, told in (
        ({"field": "nothing", "values": ["official"]}, "nothing"),
        ({"field": "basis", "values": ["rumour"]}, "rumour"),
    ):
        broken = copy.deepcopy(dict(evidence.package.descriptor))
        resources = {resource["name"]: resource for resource in broken["resources"]}
        resources["effectiveness_claims"]["casebook:views"] = marks
        assert [fault.value for fault in descriptor_faults(broken)] == [told]


def test_no_cause_is_a_matter_of_words(evidence):
    causes = [claim for claim in read_claims(evidence) if claim.scale == EXPLANATORY]
    assert not any(claim.about_words for claim in causes)


@pytest.mark.parametrize("grades", GRADE_CHOICES.values(), ids=GRADE_CHOICES)
def test_no_verdict_breaks_a_rule_on_either_day_and_any_grades(evidence, grades):
    claims = {claim.id: claim for claim in read_claims(evidence)}
    for body in (evidence, evidence.at_publication()):
        for chapter in book.chapters():
            for claim, rule in book.rules(chapter).items():
                judge(claims[claim], rule, body.narrowed(grades=grades))
