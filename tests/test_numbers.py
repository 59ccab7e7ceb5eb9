"""The numbers of the prose: whole evidence gives them all, narrowed evidence those it can."""

import pytest

from casebook.evidence import PUBLICATION, NotInEvidence
from casebook.numbers import NOT_KNOWN, known

NUMBERS = {
    "claims": lambda evidence: len(evidence["claims"]),
    "exit": lambda evidence: evidence.rows("oslo_process", id="no such row")["id"].iloc[0],
}


def test_the_whole_evidence_must_give_every_number(evidence):
    with pytest.raises(NotInEvidence, match="number exit: table oslo_process"):
        known(NUMBERS, evidence)


def test_narrowed_evidence_says_which_numbers_it_cannot_give(evidence):
    for narrowed in (
        evidence.at_publication(),
        evidence.narrowed(grades=frozenset({"primary", "secondary"})),
    ):
        assert not narrowed.is_whole
        assert known(NUMBERS, narrowed) == {"claims": 93, "exit": NOT_KNOWN}


def test_definitions_leave_the_evidence_whole(evidence):
    assert evidence.narrowed(threatened="bloc").is_whole
    assert evidence.at_publication().as_of == PUBLICATION
