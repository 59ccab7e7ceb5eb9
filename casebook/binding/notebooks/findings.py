"""The findings on the book's own evidence, made once a build for all who ask."""

from __future__ import annotations

import pickle
from pathlib import Path

from casebook.binding.notebooks.workspace import reasoning
from casebook.reasoning.evidence import read_evidence
from casebook.telling.findings import Finding, find_all


def findings_file(root: Path) -> Path:
    """Return the file of the findings on the data and the reasoning as they are now."""
    return root / "_build" / "findings" / f"{reasoning(root)[:16]}.pickle"


def book_findings(root: Path) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id, on the whole evidence.

    They are kept in the build folder under the hash of the data and the modules that they were
    computed from, and used again only for the same hash.
    """
    file = findings_file(root)
    if file.exists():  # only then are its classes those of today
        return pickle.loads(file.read_bytes())
    findings = find_all(read_evidence())
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")  # renamed when whole: a build may be cut short
    new.write_bytes(pickle.dumps(findings))
    for old in file.parent.glob("*.pickle"):
        old.unlink()
    new.replace(file)
    return findings
