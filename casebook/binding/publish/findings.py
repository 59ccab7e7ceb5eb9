"""The findings of all claims as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from casebook.reasoning.evidence import Cited
from casebook.telling.findings import Finding


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
        "family": claim.family,
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
        "no_primary": finding.unread,
        "rungs": [{"verdict": r.verdict, "takes": r.takes, "met": r.met} for r in now.rungs],
        "chapter": f"chapters/{finding.chapter}",
        "anchor": claim.anchor,
    }


def as_json(findings: Mapping[str, Finding]) -> str:
    """Return findings as the text of ``findings.json``: a list of records, one a claim."""
    records = [finding_record(finding) for finding in findings.values()]
    return json.dumps(records, indent=1, ensure_ascii=False, default=lambda n: n.item()) + "\n"
