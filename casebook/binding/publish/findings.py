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


LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of text, figures and data."""

SCHEMA: Mapping[str, str] = {
    "id": "the claim's id in claims.csv",
    "paragraph": "the paragraph of the argument under test in which it stands",
    "kind": "what kind of claim it is, which decides the scale of verdicts",
    "weight": "how much of the argument hangs on it",
    "topic": "what it is about",
    "family": "the name that claims share which say nearly the same, if it has one",
    "paraphrase": "the claim in the book's words",
    "asks": "what is asked of the evidence",
    "verdict_at_publication": "the verdict on what was known when the argument was published",
    "verdict_now": "the verdict on all the evidence",
    "confidence": "how far the evidence carries the verdict now: high, medium or low; "
    "empty for what turns on values",
    "summary": "the reason of the verdict now",
    "reason_at_publication": "the reason of the verdict at publication",
    "reason_now": "the reason of the verdict now, as in summary",
    "numbers": "the numbers that the sentences take from the data",
    "evidence": "the rows that the verdict now rests on, by table, source and grade",
    "for": "the best point for the claim",
    "against": "the best point against it",
    "would_change": "what would change the verdict",
    "no_primary": "why no row that the verdict rests on is primary, where none is",
    "rungs": "what each verdict takes, in the order in which they are asked, and whether it is met",
    "chapter": "the page of the claim's card",
    "anchor": "the place of the card in its page",
}
"""What each property of a finding in ``verdicts.json`` means."""


def as_document(
    findings: Mapping[str, Finding], descriptor: Mapping[str, Any], licence: str
) -> str:
    """Return the text of ``verdicts.json``: findings with what they are of, and when.

    ``findings.json`` is their bare list. This names the data that they follow from, and says what
    each property means.
    """
    records = [
        {
            **finding_record(finding),
            "reason_at_publication": finding.at_publication.summary,
            "reason_now": finding.now.summary,
        }
        for finding in findings.values()
    ]
    document = {
        "title": descriptor["title"],
        **({"version": descriptor["version"]} if "version" in descriptor else {}),
        "data_date": descriptor["casebook:dataDate"],
        "published": descriptor["casebook:subject"]["published"],
        "licence": licence,
        "schema": SCHEMA,
        "findings": records,
    }
    return json.dumps(document, indent=1, ensure_ascii=False, default=lambda n: n.item()) + "\n"


def as_json(findings: Mapping[str, Finding]) -> str:
    """Return findings as the text of ``findings.json``: a list of records, one a claim."""
    records = [finding_record(finding) for finding in findings.values()]
    return json.dumps(records, indent=1, ensure_ascii=False, default=lambda n: n.item()) + "\n"
