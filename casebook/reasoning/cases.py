"""What a rule finds of a claim, and the verdict that follows.

A *rule* looks at the evidence and returns a *case*: for each verdict, in the order in which they
are asked, whether it holds. The first that holds is given. What each takes, in words, stands under
``rungs`` in the chapter's ``words.yml``, in the same order: the card prints the rule as it was
asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casebook.reasoning.cited import LIST, VIEW, Cited, CitedRow, Search
from casebook.reasoning.claims import (
    CONFIDENCES,
    DEFINITE,
    EXPLANATORY,
    UNDECIDED,
    UNSETTLED,
    Claim,
    Verdict,
)
from casebook.reasoning.evidence import Evidence, NotInEvidence


@dataclass(frozen=True)
class Case:
    """What a rule finds on one body of evidence.

    ``holds`` says of each verdict whether the evidence reaches it (anything true or false, a count
    or a frame's length too); ``rests_on`` are the rows used, on both sides. ``numbers`` are
    published with the verdict, ``names`` serve the sentences alone; templates see both. ``at_most``
    holds confidence below what the grades alone would give; the sentences then say why.

    ``carried_by`` are the rows, of those used, by which a verdict that takes a side holds: a claim
    on a cause or a prediction gets no such verdict without them. ``mixed_by`` are the rows of each
    side by which such a claim is mixed. ``absent`` are the searches that found nothing, where the
    verdict holds because they did.
    """

    holds: Mapping[str, object]
    rests_on: tuple[Cited, ...]
    numbers: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, Any] = field(default_factory=dict)
    at_most: str = "high"
    carried_by: tuple[Cited, ...] = ()
    mixed_by: tuple[tuple[Cited, ...], ...] = ()
    absent: tuple[Search, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The first verdict that holds.

        Raises
        ------
        ValueError
            If none does.
        """
        for verdict, holds in self.holds.items():
            if holds:
                return Verdict(verdict)
        raise ValueError(f"none of the rungs {', '.join(self.holds)} holds")


Rule = Callable[[Evidence], Case]


@dataclass(frozen=True)
class Ruling:
    """The verdict on a claim on one body of evidence, and the case that it follows from.

    ``case`` is missing where the evidence lacks rows that the rule needs: ``lacking`` says which.
    ``only_weak`` says that weak rows alone speak, which carry no verdict.
    """

    verdict: Verdict
    case: Case | None
    lacking: str = ""
    only_weak: bool = False

    @property
    def rests_on(self) -> tuple[Cited, ...]:
        """The rows that the verdict rests on, by table."""
        return self.case.rests_on if self.case else ()

    @property
    def numbers(self) -> Mapping[str, Any]:
        """The numbers published with the verdict."""
        return self.case.numbers if self.case else {}

    @property
    def confidence(self) -> str:
        """``high``, ``medium`` or ``low``, from the grades of the rows that it rests on.

        High needs a primary row or two independent secondary sources, which are of two publishers
        and no reprints of one; one secondary source gives medium; weak rows alone give low (and no
        verdict, see :func:`judge`).
        """
        rows = [row for cited in self.rests_on for row in cited.rows]
        secondary = {row.origin for row in rows if row.grade == "secondary"}
        if any(row.grade == "primary" for row in rows) or len(secondary) > 1:
            earned = "high"
        else:
            earned = "medium" if secondary else "low"
        return max(earned, self.case.at_most if self.case else "high", key=CONFIDENCES.index)


def judge(claim: Claim, rule: Rule, evidence: Evidence) -> Ruling:
    """Ask a rule about its claim and hold the answer to the book's promises.

    Evidence that lacks a needed row, or that is weak throughout, cannot carry a verdict: the ruling
    is then ``unverifiable`` (``untested`` for causes and predictions).

    Raises
    ------
    ValueError
        If no rung holds, the verdict is not open to a claim of this kind, or it rests on views
        alone or on nothing but that nothing was found.
    """
    undecided = UNDECIDED[claim.scale]
    try:
        case = rule(evidence)
    except NotInEvidence as missing:
        return Ruling(undecided, None, lacking=str(missing.args[0]))
    try:
        verdict = case.verdict
    except ValueError as error:
        raise ValueError(f"{claim.id}: {error}") from None
    if verdict not in claim.scale:
        raise ValueError(f"{claim.id} is {claim.kind}: its verdict cannot be {verdict}")
    if verdict in (undecided, Verdict.VALUES):
        return Ruling(verdict, case)
    _refuse_unsupported(claim, case, verdict)
    carriers = case.mixed_by if verdict == Verdict.MIXED else (case.carried_by,)
    for rows in [_rows(cited) for cited in carriers if cited] or [_rows(case.rests_on)]:
        if {row.grade for row in rows} <= {"weak"}:
            return Ruling(undecided, case, only_weak=True)
    return Ruling(verdict, case)


def _rows(cited: tuple[Cited, ...]) -> list[CitedRow]:
    return [row for rows in cited for row in rows.rows]


def _refuse_unsupported(claim: Claim, case: Case, verdict: Verdict) -> None:
    """Refuse a verdict that views alone, or nothing but an absence, would carry.

    Mixed needs rows on both sides, or on one if the other half was looked for and not found.
    """
    if verdict == Verdict.MIXED:
        sides = [any(row.nature != VIEW for row in _rows(cited)) for cited in case.mixed_by]
        if not any(sides) or not ((all(sides) and len(sides) > 1) or case.absent):
            raise ValueError(
                f"{claim.id}: mixed needs an event, a measurement, a study or a law on both sides "
                "(mixed_by), or on one with the search that found none for the other (absent)"
            )
    if verdict in UNSETTLED:
        return
    causal = claim.scale == EXPLANATORY
    said = claim.about_words and not causal  # that words were said is then the fact asked for
    carried = [row for row in _rows(case.carried_by) if row.nature != VIEW or said]
    if causal and not carried:
        raise ValueError(
            f"{claim.id}: {verdict} needs an event, a measurement, a study or a law (carried_by): "
            "views are no test"
        )
    used = _rows(case.rests_on)
    views = any(row.nature == VIEW for row in used)
    if views and not said and not carried and all(row.nature in (VIEW, LIST) for row in used):
        raise ValueError(f"{claim.id}: {verdict} rests on views alone, which are no test")
    if case.absent and verdict in DEFINITE and not carried:
        open_ended = [search.id for search in case.absent if not search.whole]
        if open_ended:
            raise ValueError(
                f"{claim.id}: {verdict} holds because nothing was found ({', '.join(open_ended)}), "
                "where no complete list was searched: that is no test"
            )
