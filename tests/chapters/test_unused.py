"""No row is kept that nothing uses, unless a reason is written down."""

import pytest

from casebook import read_evidence
from tests.chapters.alter import drop
from tests.chapters.told import Book, told_by
from tests.chapters.unused import keys_of, reasons, unexplained

TOLD = [
    (table, group) for table, groups in reasons().items() for group in groups if "told_by" in group
]


def test_every_unused_row_has_a_reason():
    # Read anew: what another test has remembered of a package is not picked again.
    assert unexplained(read_evidence()) == []


def test_a_reason_says_why():
    assert [g for groups in reasons().values() for g in groups if len(g["why"]) < 20] == []


@pytest.fixture(scope="module")
def told(evidence):
    return Book(evidence)


@pytest.mark.parametrize(("table", "group"), TOLD)
def test_rows_said_to_be_told_are_told(evidence, told, table, group):
    frame = evidence.package.frames[table]
    keys = keys_of(group, frame.set_axis(evidence.package.row_keys(table, frame)), evidence)
    tell = told.tellers[group["told_by"]]
    before, sample = told_by(tell, evidence), keys[:: max(1, len(keys) // 4)]
    assert [k for k in sample if told_by(tell, drop(table, k).make(evidence)) == before] == []
