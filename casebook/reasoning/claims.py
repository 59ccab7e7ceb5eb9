"""Claims and the scales of verdicts on them.

A *claim* is a row of ``data/claims.csv``; its kind decides which verdicts are open to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from casebook.reasoning.evidence import Evidence


class Verdict(StrEnum):
    """What a ruling says. Which of these a claim can get depends on its kind: see ``SCALES``."""

    SUPPORTED = "supported"
    MOSTLY_SUPPORTED = "mostly supported"
    MISLEADING = "misleading"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"
    EVIDENCE_FOR = "evidence for"
    MIXED = "mixed"
    EVIDENCE_AGAINST = "evidence against"
    UNTESTED = "untested"
    VALUES = "a matter of values"


FACTUAL = (
    Verdict.SUPPORTED,
    Verdict.MOSTLY_SUPPORTED,
    Verdict.MISLEADING,
    Verdict.CONTRADICTED,
    Verdict.UNVERIFIABLE,
)
EXPLANATORY = (
    Verdict.EVIDENCE_FOR,
    Verdict.MIXED,
    Verdict.EVIDENCE_AGAINST,
    Verdict.UNTESTED,
)
SCALES: Mapping[str, tuple[Verdict, ...]] = MappingProxyType(
    {
        "historical_fact": FACTUAL,
        "current_fact": FACTUAL,
        "quotation": FACTUAL,
        "statistic": FACTUAL,
        "legal": FACTUAL,
        "causal": EXPLANATORY,
        "predictive": EXPLANATORY,
        "normative": (Verdict.VALUES,),
    }
)
"""The verdicts open to each kind of claim, best to worst for the claim, the undecided one last."""

UNDECIDED = MappingProxyType(
    {
        FACTUAL: Verdict.UNVERIFIABLE,
        EXPLANATORY: Verdict.UNTESTED,
        (Verdict.VALUES,): Verdict.VALUES,
    }
)

UNSETTLED = (Verdict.UNVERIFIABLE, Verdict.UNTESTED, Verdict.MIXED, Verdict.VALUES)
"""The verdicts that take no side."""

DEFINITE = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.EVIDENCE_FOR,
    Verdict.EVIDENCE_AGAINST,
)
"""The verdicts that say outright how it is: that nothing was found cannot carry them alone."""

MEANINGS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.SUPPORTED: "The evidence bears the statement out.",
        Verdict.MOSTLY_SUPPORTED: "Right in what matters; a detail is wrong or left out.",
        Verdict.MISLEADING: "Rests on something true, but leaves a reader with a wrong picture.",
        Verdict.CONTRADICTED: "The evidence says otherwise.",
        Verdict.UNVERIFIABLE: "The evidence found cannot settle it.",
        Verdict.EVIDENCE_FOR: (
            "Something that happened, was measured, was studied or is law bears on it, and points "
            "its way."
        ),
        Verdict.MIXED: "Evidence of this kind and of like weight points both ways.",
        Verdict.EVIDENCE_AGAINST: (
            "Something that happened, was measured, was studied or is law bears on it, and points "
            "the other way."
        ),
        Verdict.UNTESTED: (
            "Nothing that happened, was measured or was studied puts it to the test: there are "
            "views and plans only, or its condition has not come about."
        ),
        Verdict.VALUES: "No verdict: it turns on what a reader values.",
    }
)

OUTCOMES: Mapping[str, tuple[Verdict, ...]] = MappingProxyType(
    {
        "holds": (Verdict.SUPPORTED, Verdict.MOSTLY_SUPPORTED, Verdict.EVIDENCE_FOR),
        "right in part": (Verdict.MISLEADING, Verdict.MIXED),
        "does not hold": (Verdict.CONTRADICTED, Verdict.EVIDENCE_AGAINST),
        "cannot be told": (Verdict.UNVERIFIABLE, Verdict.UNTESTED),
        "a matter of values": (Verdict.VALUES,),
    }
)
"""The verdicts of all scales gathered by what they come to, for counting across kinds."""

BY_OUTCOME = tuple(verdict for verdicts in OUTCOMES.values() for verdict in verdicts)
"""All verdicts in the order in which they are shown together."""


def outcome(verdict: Verdict) -> str:
    """Return what a verdict comes to: a key of :data:`OUTCOMES`."""
    return next(name for name, verdicts in OUTCOMES.items() if verdict in verdicts)


CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True)
class Claim:
    """One proposition of the argument under test: a row of ``data/claims.csv``.

    ``family`` names the claims that say nearly the same; it is empty where there are none.
    ``about_words`` is whether the claim is about what somebody said or holds, so that a statement
    is the fact asked for and not a view on one.
    """

    id: str
    paragraph: int
    kind: str
    weight: str
    topic: str
    paraphrase: str
    key_phrase: str
    would_confirm: str
    would_refute: str
    family: str = ""
    about_words: bool = False

    @property
    def scale(self) -> tuple[Verdict, ...]:
        """The verdicts open to a claim of this kind."""
        return SCALES[self.kind]

    @property
    def anchor(self) -> str:
        """The claim's permanent address within its page."""
        return f"claim-{self.id.lower()}"


def read_claims(evidence: Evidence) -> list[Claim]:
    """Return all claims in the order of the table."""
    columns = list(Claim.__dataclass_fields__)
    frame = evidence.package.frames["claims"]
    return [
        Claim(**{c: "" if v is None else v for c, v in row.items()})
        for row in frame[columns]
        .astype(object)
        .where(frame[columns].notna(), None)
        .to_dict("records")
    ]
