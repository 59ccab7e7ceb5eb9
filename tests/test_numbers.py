"""The numbers of the prose: whole evidence gives them all, narrowed evidence those it can."""

import pytest

from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, known


def of_the_claims(evidence):
    return {"claims": len(evidence["claims"])}


def of_an_exit(evidence):
    return {"exit": evidence.rows("oslo_process", id="OP38")["number"].iloc[0]}


def of_nothing(evidence):
    return {"nothing": evidence.rows("oslo_process", id="no such row")}


def test_the_whole_evidence_must_give_every_number(evidence):
    assert NOT_KNOWN not in known((of_the_claims, of_an_exit), evidence).values()
    with pytest.raises(NotInEvidence, match="oslo_process has no accepted row with id = no such"):
        known((of_the_claims, of_nothing), evidence)


def test_narrowed_evidence_says_which_numbers_it_cannot_give(evidence):
    then = evidence.at_publication()  # row OP38 tells of 2025
    assert known((of_the_claims, of_an_exit), then) == {"claims": 93, "exit": NOT_KNOWN}


def test_what_counts_as_the_whole_evidence(evidence):
    assert evidence.narrowed(threatened="bloc").is_whole
    assert not evidence.at_publication().is_whole
    assert not evidence.narrowed(grades=frozenset({"primary", "secondary"})).is_whole
    assert evidence.at_publication().whole().is_whole
