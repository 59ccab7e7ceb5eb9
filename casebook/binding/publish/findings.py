"""The findings of all claims for pages and downloads, and as JSON."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.binding.notebooks.workspace import reasoning
from casebook.reasoning.evidence import Cited, read_evidence
from casebook.telling.findings import Finding, find_all


def book_findings(root: Path) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id, on the whole evidence.

    They are kept in the build folder together with the hash of the data and the modules that they
    were computed from, and used again only for the same hash.
    """
    current = reasoning(root)
    file = root / "_build" / "findings.pickle"
    if file.exists():
        made_from, _, findings = file.read_bytes().partition(b"\n")
        if made_from.decode() == current:  # only then are its classes those of today
            return pickle.loads(findings)
    findings = find_all(read_evidence())
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")  # renamed when whole: a build may be cut short
    new.write_bytes(current.encode() + b"\n" + pickle.dumps(findings))
    new.replace(file)
    return findings


def _evidence_records(cited: Cited) -> list[dict[str, Any]]:
    """Return the rows of one table grouped by source and grade."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in cited.rows:
        for source in row.sources or ("",):
            groups.setdefault((source, row.grade), []).append(row.key)
    return [
        {"table": cited.table, "rows": rows, "source": source, "confidence": grade}
        for (source, grade), rows in groups.items()
    ]


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as it stands in ``findings.json``."""
    claim, then, now = finding.claim, finding.at_publication, finding.now
    return {
        "id": claim.id,
        "paragraph": claim.paragraph,
        "kind": claim.kind,
        "weight": claim.weight,
        "topic": claim.topic,
        "paraphrase": claim.paraphrase,
        "asks": finding.asks,
        "verdict_at_publication": then.verdict,
        "verdict_now": now.verdict,
        "confidence": now.confidence,
        "summary": now.summary,
        "numbers": dict(now.numbers),
        "evidence": [r for cited in now.rests_on for r in _evidence_records(cited)],
        "for": now.best_for,
        "against": now.best_against,
        "would_change": now.would_change,
        "rungs": [{"verdict": r.verdict, "takes": r.takes, "met": r.met} for r in now.rungs],
        "chapter": f"chapters/{finding.chapter}",
        "anchor": claim.anchor,
    }


def as_json(findings: Mapping[str, Finding]) -> str:
    """Return findings as the text of ``findings.json``: a list of records, one a claim."""
    records = [finding_record(finding) for finding in findings.values()]
    return json.dumps(records, indent=1, ensure_ascii=False, default=lambda n: n.item()) + "\n"
