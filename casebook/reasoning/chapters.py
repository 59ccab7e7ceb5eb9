"""The chapters that test claims, and the findings of them all."""

from __future__ import annotations

from importlib import import_module

from casebook.reasoning.claims import Finding, Rule, examine
from casebook.reasoning.evidence import Evidence

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


def rules() -> dict[str, dict[str, Rule]]:
    """Return the rules of every chapter by claim id."""
    return {chapter: import_module(f"casebook.{chapter}").RULES for chapter in CHAPTERS}


def find_in(chapter: str, evidence: Evidence) -> dict[str, Finding]:
    """Return the findings of one chapter's claims, by claim id."""
    those = import_module(f"casebook.{chapter}").RULES
    findings = examine(evidence, {chapter: those})
    return {claim_id: findings[claim_id] for claim_id in those}


def find_all(evidence: Evidence) -> dict[str, Finding]:
    """Return the finding of every claim, by claim id."""
    return examine(evidence, rules())
