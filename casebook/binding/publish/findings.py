"""The findings of all claims for pages and downloads: computed once for the same data and rules."""

from __future__ import annotations

import pickle
from pathlib import Path

from casebook.binding.notebooks.workspace import reasoning
from casebook.reasoning.evidence import read_evidence
from casebook.telling.findings import Finding, find_all


def book_findings(root: Path) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id, on the whole evidence.

    They are kept in the build folder together with the hash of the data and the modules that they
    were computed from, and used again only for the same hash.
    """
    current = reasoning(root)
    file = root / "_build" / "findings.pickle"
    if file.exists():
        made_from, findings = pickle.loads(file.read_bytes())
        if made_from == current:
            return findings
    findings = find_all(read_evidence())
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")  # renamed when whole: a build may be cut short
    new.write_bytes(pickle.dumps((current, findings)))
    new.replace(file)
    return findings
