"""What a build has found once serves all its notebooks, and nothing but the book's own evidence."""

import pickle
from pathlib import Path

import pytest

from casebook import find_all, read_evidence
from casebook.reasoning import book, sturdiness
from casebook.reasoning.evidence import Evidence
from casebook.telling.findings import KEPT
from tests.chapters.alter import altered, drop


@pytest.fixture
def evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """The book's evidence, with findings kept that no rule would give, and no rules to ask."""
    kept = tmp_path / "findings.pickle"
    kept.write_bytes(pickle.dumps({"C00": "kept"}))
    monkeypatch.setenv(KEPT, str(kept))
    monkeypatch.setattr(book, "chapters", lambda: ())
    return read_evidence()


def test_kept_findings_serve_the_books_own_evidence(evidence: Evidence) -> None:
    assert find_all(evidence) == {"C00": "kept"}


def test_other_evidence_is_asked_anew(evidence: Evidence) -> None:
    for other in (
        evidence.at_publication(),
        evidence.narrowed(grades=frozenset({"primary"})),
        evidence.narrowed(threatened="bloc"),
        altered(evidence, [drop("ccm_status", "LTU")]),
    ):
        with pytest.raises(ValueError, match="no rule for C01"):
            find_all(other)


def test_findings_that_are_not_there_are_asked_for(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEPT, "nowhere.pickle")
    with pytest.raises(ValueError, match="no rule for C01"):
        find_all(evidence)


def test_kept_choices_serve_the_books_own_evidence_alone(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "choices.pickle"
    kept.write_bytes(pickle.dumps("kept"))
    monkeypatch.setenv(sturdiness.KEPT, str(kept))
    assert sturdiness.verdicts_by_choice(evidence) == "kept"
    for other in (evidence.at_publication(), altered(evidence, [drop("ccm_status", "LTU")])):
        assert len(sturdiness.verdicts_by_choice(other)) == 0
