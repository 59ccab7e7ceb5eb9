"""The chapters that test claims, and the findings of them all."""

from __future__ import annotations

from importlib import import_module

from casebook.claims import Finding, examine
from casebook.evidence import Evidence

CHAPTERS = (
    "membership",
    "nato_divide",
    "leaving",
    "arsenals",
    "human_cost",
    "failure_rates",
    "military_value",
    "industry",
    "deterrence",
    "china",
    "arms_control",
    "words",
)


def find_in(chapter: str, evidence: Evidence) -> dict[str, Finding]:
    """Return the findings of one chapter's claims, by claim id."""
    rules = import_module(f"casebook.{chapter}").RULES
    findings = examine(evidence, {chapter: rules})
    return {claim_id: findings[claim_id] for claim_id in rules}


def find_all(evidence: Evidence) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id."""
    return examine(evidence, {c: import_module(f"casebook.{c}").RULES for c in CHAPTERS})
