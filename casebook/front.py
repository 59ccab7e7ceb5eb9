"""The front page: five findings, each told by the rulings of the claims that it joins."""

from __future__ import annotations

from collections.abc import Mapping

from casebook import scorecard
from casebook.reasoning.claims import Finding
from casebook.reasoning.evidence import Evidence
from casebook.telling.markup import Block
from casebook.telling.show_claims import headed_findings

FIVE = (
    ("The treaty", ("C07", "C06")),
    ("NATO", ("C41", "C04")),
    ("Lithuania", ("C55", "C52")),
    ("Cluster munitions in Ukraine", ("C69", "C67")),
    ("Industry and deterrence", ("C26", "C12")),
)
"""Heading and claims of each finding: chosen for weight, one that supports the op-ed where there is
one; what they say is computed."""


def numbers(evidence: Evidence, findings: Mapping[str, Finding]) -> dict[str, object]:
    """Return the numbers of the front page's prose."""
    return scorecard.numbers(evidence, findings)


def five_findings(findings: Mapping[str, Finding]) -> Block:
    """Show the five findings: the ruling's own summary, its verdict and the way to its card."""
    return headed_findings((heading, [findings[i] for i in ids]) for heading, ids in FIVE)
