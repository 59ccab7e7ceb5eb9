"""The numbers of the prose: whole evidence gives them all, narrowed evidence those it can."""

import pytest

from casebook.reasoning.evidence import NotInEvidence
from casebook.reasoning.numbers import NOT_KNOWN, numbers_of

CLAIMS = {"claims": lambda e: len(e["claims"])}
EXIT = {"exit": lambda e: e.rows("oslo_process", id="OP38")["number"].iloc[0]}
NOTHING = {"nothing": lambda e: e.rows("oslo_process", id="no such row")}


def test_the_whole_evidence_must_give_every_number(evidence):
    assert NOT_KNOWN not in numbers_of({**CLAIMS, **EXIT}, evidence).values()
    with pytest.raises(NotInEvidence, match="oslo_process has no accepted row with id = no such"):
        numbers_of({**CLAIMS, **NOTHING}, evidence)


def test_narrowed_evidence_says_which_numbers_it_cannot_give(evidence):
    then = evidence.at_publication()  # row OP38 tells of 2025
    assert numbers_of({**CLAIMS, **EXIT}, then) == {"claims": 93, "exit": NOT_KNOWN}


def test_numbers_may_be_made_of_something_else_than_evidence():
    assert numbers_of({"twice": lambda given: 2 * given}, 21) == {"twice": 42}
