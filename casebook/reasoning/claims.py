"""Claims, verdicts and findings.

A *claim* is a row of ``data/claims.csv``. A *rule* is a function of a chapter module that looks at
the evidence and returns a *ruling*. The same rule is asked twice, once with what was known when the
op-ed appeared and once with all the data, and both rulings together are the claim's *finding*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from casebook.reasoning.evidence import Cited, Evidence, NotInEvidence


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


def balance(for_it: int, against: int) -> Verdict:
    """Return the verdict on a cause or prediction with so many tests on each side.

    Tests are events, measurements, studies and legal facts that bear on the claim itself, of like
    weight; views and plans are none (see "How do we test?"). Without any the claim is untested.
    """
    if for_it and against:
        return Verdict.MIXED
    if for_it or against:
        return Verdict.EVIDENCE_FOR if for_it else Verdict.EVIDENCE_AGAINST
    return Verdict.UNTESTED


def outcome(verdict: Verdict) -> str:
    """Return what a verdict comes to: a key of :data:`OUTCOMES`."""
    return next(name for name, verdicts in OUTCOMES.items() if verdict in verdicts)


CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True)
class Ruling:
    """What a rule says of a claim on one body of evidence. All text is plain text.

    ``summary`` is the reason in two or three sentences; ``best_for`` and ``best_against`` are the
    strongest points for and against the *claim*; ``would_change`` is what would change the verdict.
    ``at_most`` lets a rule hold confidence below what the grades alone would give, with the reason
    in ``summary``. For a normative claim the summary says what it turns on.
    """

    verdict: Verdict
    summary: str
    best_for: str
    best_against: str
    would_change: str
    rests_on: tuple[Cited, ...]
    numbers: Mapping[str, Any] = field(default_factory=dict)
    at_most: str = "high"

    @property
    def confidence(self) -> str:
        """``high``, ``medium`` or ``low``, from the grades of the rows that it rests on.

        High needs a primary row or two independent secondary sources; one secondary source gives
        medium; weak rows alone give low (and no verdict, see :func:`examine`).
        """
        rows = [row for cited in self.rests_on for row in cited.rows]
        secondary = {row.sources[0] for row in rows if row.grade == "secondary"}
        if any(row.grade == "primary" for row in rows) or len(secondary) > 1:
            earned = "high"
        else:
            earned = "medium" if secondary else "low"
        return max(earned, self.at_most, key=CONFIDENCES.index)


Rule = Callable[[Evidence], Ruling]


@dataclass(frozen=True)
class Claim:
    """One proposition of the argument under test: a row of ``data/claims.csv``."""

    id: str
    paragraph: int
    kind: str
    weight: str
    topic: str
    paraphrase: str
    key_phrase: str
    would_confirm: str
    would_refute: str

    @property
    def scale(self) -> tuple[Verdict, ...]:
        """The verdicts open to a claim of this kind."""
        return SCALES[self.kind]

    @property
    def anchor(self) -> str:
        """The claim's permanent address within its page."""
        return f"claim-{self.id.lower()}"


@dataclass(frozen=True)
class Finding:
    """A claim with its two rulings and the chapter that argues it; no rulings if not examined."""

    claim: Claim
    at_publication: Ruling | None
    now: Ruling | None
    chapter: str | None


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


def rule_on(claim: Claim, rule: Rule, evidence: Evidence) -> Ruling:
    """Ask a rule about its claim and hold the answer to the book's promises.

    Evidence that lacks a needed row, or that is weak throughout, cannot carry a verdict: the ruling
    is then ``unverifiable`` (``untested`` for causes and predictions).

    Raises
    ------
    ValueError
        If the rule gives a verdict that is not open to a claim of this kind.
    """
    undecided = UNDECIDED[claim.scale]
    try:
        ruling = rule(evidence)
    except NotInEvidence as missing:
        return Ruling(
            undecided,
            summary=f"The evidence accepted here cannot settle it: {missing.args[0]}.",
            best_for="Nothing in the evidence accepted here.",
            best_against="Nothing in the evidence accepted here.",
            would_change=claim.would_confirm or "A source of a higher grade.",
            rests_on=(),
        )
    if ruling.verdict not in claim.scale:
        raise ValueError(f"{claim.id} is {claim.kind}: its verdict cannot be {ruling.verdict}")
    grades = {row.grade for cited in ruling.rests_on for row in cited.rows}
    if grades <= {"weak"} and ruling.verdict not in (undecided, Verdict.VALUES):
        return Ruling(
            undecided,
            summary=f"Only weak sources speak to it. They say: {ruling.summary}",
            best_for=ruling.best_for,
            best_against=ruling.best_against,
            would_change=ruling.would_change,
            rests_on=ruling.rests_on,
            numbers=ruling.numbers,
        )
    return ruling


def examine(evidence: Evidence, rules: Mapping[str, Mapping[str, Rule]]) -> dict[str, Finding]:
    """Return the finding of every claim, in the op-ed's order.

    Parameters
    ----------
    evidence
        The evidence; its date is the date of the second ruling.
    rules
        For each chapter (its file name without ending) its rules by claim id.
    """
    home = {claim_id: chapter for chapter, those in rules.items() for claim_id in those}
    then = evidence.at_publication()
    findings = {}
    for claim in read_claims(evidence):
        chapter = home.get(claim.id)
        rule = rules[chapter][claim.id] if chapter else None
        findings[claim.id] = Finding(
            claim,
            rule_on(claim, rule, then) if rule else None,
            rule_on(claim, rule, evidence) if rule else None,
            chapter,
        )
    return findings
