"""Claims that say nearly the same are put to the same test, or the entry says why not."""

from dataclasses import replace

import pytest

from casebook.reasoning.cases import Case, Ruling
from casebook.reasoning.claims import Claim, Verdict
from casebook.telling.families import DIFFERING, by_family, refuse_other_tests
from casebook.telling.findings import Finding, Rung, Told

TEST = {"supported": "a list has it", "contradicted": "it has not"}


def finding(claim_id, *, family="kin", verdict="supported", takes=TEST, reason=""):
    kind = "normative" if verdict == "a matter of values" else "current_fact"
    claim = Claim(claim_id, 1, kind, "core", "made", "made", "made", "", "", family)
    ruling = Ruling(Verdict(verdict), Case({verdict: True}, ()))
    rungs = tuple(Rung(v, text, v == verdict) for v, text in takes.items())
    told = Told(ruling, "why", "for", "against", "change", rungs)
    return Finding(claim, "bread", "asked", "", "", reason, told, told)


def book(*findings):
    return {each.claim.id: each for each in findings}


OTHER = {**TEST, "supported": "a letter says so"}


def test_other_rungs_without_a_reason_name_claim_file_and_entry():
    with pytest.raises(
        ValueError, match=r"chapters/bread/words.yml, C02, rungs \(family kin\): .* rungs of C01"
    ):
        refuse_other_tests(book(finding("C01"), finding("C02", takes=OTHER)))
    turned = dict(reversed(TEST.items()))
    with pytest.raises(ValueError, match="C02, rungs"):
        refuse_other_tests(book(finding("C01"), finding("C02", takes=turned)))


def test_the_same_rungs_or_a_reason_are_accepted():
    refuse_other_tests(book(finding("C01"), finding("C02")))
    refuse_other_tests(book(finding("C01"), finding("C02", takes=OTHER, reason="it asks more")))
    refuse_other_tests(book(finding("C01"), finding("C02", takes=OTHER, family="others")))
    refuse_other_tests(book(finding("C01", family=""), finding("C02", takes=OTHER, family="")))


def test_a_reason_for_the_same_rungs_is_refused():
    with pytest.raises(ValueError, match=r"C02, rungs .* no reason under family"):
        refuse_other_tests(book(finding("C01"), finding("C02", reason="it asks more")))


def test_a_family_counts_once_and_hides_no_verdict():
    table = by_family(
        book(
            finding("C01"),
            finding("C02", verdict="mostly supported"),
            finding("C03", family="split"),
            finding("C04", family="split", verdict="contradicted"),
            finding("C05", family=""),
            finding("C06", family="", verdict="a matter of values"),
        )
    )
    assert table.to_dict("records") == [
        {"family": "kin", "claims": ("C01", "C02"), "outcome": "holds"},
        {"family": "split", "claims": ("C03", "C04"), "outcome": DIFFERING},
        {"family": "", "claims": ("C05",), "outcome": "holds"},
    ]


def test_the_rungs_compared_are_those_of_the_whole_evidence():
    one = finding("C01")
    earlier = replace(one.now, rungs=())
    refuse_other_tests(book(one, replace(finding("C02"), at_publication=earlier)))
