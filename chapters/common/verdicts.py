"""All verdicts together, for the pages that look back over the whole book."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.claims import OUTCOMES, Verdict, outcome
from casebook.reasoning.evidence import Evidence
from casebook.telling.families import DIFFERING, by_family
from casebook.telling.findings import Finding, find_all
from casebook.telling.wording import capitalised, spelled
from chapters.common.days import of_book


@dataclass(frozen=True)
class Examined:
    """The evidence with the findings of all claims on it."""

    evidence: Evidence
    findings: Mapping[str, Finding]

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the data package holds is left out."""
        return self.evidence.is_whole

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a claim, in the op-ed's order.

        Columns: ``id``, ``paragraph``, ``topic``, ``kind``, ``weight``, ``paraphrase``,
        ``chapter``, ``at_publication``, ``now``, ``confidence``, ``outcome`` and ``outcome_then``
        (a key of ``claims.OUTCOMES``).
        """
        return pd.DataFrame([_row(finding) for finding in self.findings.values()])


def examine(evidence: Evidence) -> Examined:
    """Return the evidence with the findings of all claims."""
    return Examined(evidence, find_all(evidence))


def _row(finding: Finding) -> dict[str, object]:
    claim, then, now = finding.claim, finding.at_publication, finding.now
    return {
        "id": claim.id,
        "paragraph": claim.paragraph,
        "topic": claim.topic,
        "kind": claim.kind,
        "weight": claim.weight,
        "paraphrase": claim.paraphrase,
        "chapter": finding.chapter,
        "at_publication": str(then.verdict),
        "now": str(now.verdict),
        "confidence": now.confidence,
        "outcome": outcome(now.verdict),
        "outcome_then": outcome(then.verdict),
    }


def topic_name(topic: str) -> str:
    """Return a topic of the register in words."""
    return capitalised(topic.replace("_", " ")).replace("Nato", "NATO")


def core(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts on the claims on which the argument rests."""
    return verdicts[verdicts["weight"].eq("core")]


def tested(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts on all claims but those of values."""
    return verdicts[verdicts["now"].ne(Verdict.VALUES)]


def _of(outcome_name: str, *, core_only: bool = False) -> Callable[[Examined], str]:
    """Return a recipe: how many claims come to an outcome, as it stands in a sentence."""

    def number(given: Examined) -> str:
        table = core(given.verdicts) if core_only else given.verdicts
        return spelled(int(table["outcome"].eq(outcome_name).sum()))

    return number


def _unsure(*, core_only: bool = False) -> Callable[[Examined], str]:
    """Return a recipe: how many of those that hold do so with low confidence."""

    def number(given: Examined) -> str:
        table = core(given.verdicts) if core_only else given.verdicts
        return spelled(int((table["outcome"].eq("holds") & table["confidence"].eq("low")).sum()))

    return number


def _families(given: Examined) -> pd.DataFrame:
    return by_family(given.findings)


def _of_families(outcome_name: str) -> Callable[[Examined], str]:
    """Return a recipe: how many come to an outcome when each family of claims counts once."""
    return lambda given: spelled(int(_families(given)["outcome"].eq(outcome_name).sum()))


NUMBERS: Mapping[str, Callable[[Examined], object]] = {
    "claims": lambda g: len(g.verdicts),
    "core": lambda g: len(core(g.verdicts)),
    "tested": lambda g: len(tested(g.verdicts)),
    "moved": lambda g: spelled(int(g.verdicts["at_publication"].ne(g.verdicts["now"]).sum())),
    **{name.replace(" ", "_"): _of(name) for name in OUTCOMES},
    **{f"core_{name.replace(' ', '_')}": _of(name, core_only=True) for name in OUTCOMES},
    "unsure": _unsure(),
    "core_unsure": _unsure(core_only=True),
    "families": lambda g: spelled(len(g.evidence["families"])),
    "in_families": lambda g: spelled(int(g.evidence["claims"]["family"].notna().sum())),
    "once_all": lambda g: len(_families(g)),
    **{
        f"once_{name.replace(' ', '_')}": _of_families(name)
        for name in (*OUTCOMES, DIFFERING)
        if name != "a matter of values"
    },
    "data_date": lambda g: in_words(of_book(g.evidence)),
    "list_date": lambda g: in_words(g.evidence.reaches("ccm_status")),
    "sources": lambda g: len(g.evidence["sources"]),
    "tables": lambda g: len(g.evidence.package.frames),
}
"""The numbers that the front page and the scorecard share."""
