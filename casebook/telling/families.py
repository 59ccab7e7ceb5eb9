"""Families of claims: claims that say nearly the same are put to the same test.

A claim names its family in ``claims.csv``. Within a family the rungs (what each verdict takes) are
the same, or the entry in ``words.yml`` says under ``family`` why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from casebook.reasoning.claims import Verdict, outcome
from casebook.telling.findings import Finding

DIFFERING = "differing verdicts"
"""What a family comes to whose claims do not all come to the same."""


def refuse_other_tests(findings: Mapping[str, Finding]) -> None:
    """Refuse a family in which a claim has rungs of its own and no reason for them.

    Raises
    ------
    ValueError
        With the file, the claim and the entry.
    """
    for members in _families(findings.values()).values():
        shared = [finding for finding in members if not finding.stands_apart]
        tests = {finding.claim.id: _test(finding) for finding in members}
        for finding in shared[1:]:
            if tests[finding.claim.id] != tests[shared[0].claim.id]:
                first = shared[0].claim.id
                raise _fault(finding, f"the rungs of {first}, or why not under family")
        for finding in members:
            others = [test for claim, test in tests.items() if claim != finding.claim.id]
            if finding.stands_apart and tests[finding.claim.id] in others:
                raise _fault(finding, "no reason under family, since its rungs are its family's")


def by_family(findings: Mapping[str, Finding]) -> pd.DataFrame:
    """Return the tested claims with each family as one row, in the order of the claims.

    Columns: ``family`` (empty for a claim that has none), ``claims`` (ids) and ``outcome``: what
    all its claims come to (a key of ``claims.OUTCOMES``), or :data:`DIFFERING`. No verdict of a
    family is chosen where its claims disagree: the commonest would hide the others.
    """
    tested = [each for each in findings.values() if each.now.verdict != Verdict.VALUES]
    groups: dict[str, list[Finding]] = {}
    for finding in tested:
        groups.setdefault(finding.claim.family or finding.claim.id, []).append(finding)
    rows = []
    for members in groups.values():
        outcomes = {outcome(finding.now.verdict) for finding in members}
        rows.append(
            {
                "family": members[0].claim.family,
                "claims": tuple(finding.claim.id for finding in members),
                "outcome": outcomes.pop() if len(outcomes) == 1 else DIFFERING,
            }
        )
    return pd.DataFrame(rows, columns=["family", "claims", "outcome"])


def _families(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.claim.family:
            found.setdefault(finding.claim.family, []).append(finding)
    return found


def _test(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what each verdict takes, in the order asked."""
    return tuple((rung.verdict, rung.takes) for rung in finding.now.rungs)


def _fault(finding: Finding, expected: str) -> ValueError:
    place = f"chapters/{finding.chapter}/words.yml, {finding.claim.id}, rungs"
    return ValueError(f"{place} (family {finding.claim.family}): expected {expected}")
