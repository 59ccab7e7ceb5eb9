"""Claims that studies, trials and effects seen in use put to the test, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side
from chapters.common.views import cited_views, concluded, one_publisher, sided, tests, works


def by_tests(
    evidence: Evidence,
    claim_id: str,
    told: pd.DataFrame,
    *more: tuple[str, pd.DataFrame | Iterable[str]],
    numbers: Mapping[str, Any] | None = None,
    names: Mapping[str, Any] | None = None,
    at_most: str = "medium",
) -> Case:
    """Return the case of a claim that the tests which bear on it settle, a work counting once.

    Views (``told``) and other rows (``more``) are cited and decide nothing. Numbers: ``works``,
    ``works_for``, ``works_against``. Names: ``seen`` (ids of the tests), ``both`` (whether a work
    stands on both sides), ``one_publisher`` (of all works for the claim) and ``conclusions``: see
    ``views``.
    """
    found = tests(evidence, claim_id)
    for_, against = sided(found)
    cited = cited_views(found, told)
    return Case(
        by_side(len(for_), len(against)),
        evidence.cites(cited, *more),
        {
            "works": works(found),
            "works_for": works(for_),
            "works_against": works(against),
            **(numbers or {}),
        },
        {
            "seen": list(found["claim_id"]),
            "both": for_["source"].isin(against["source"]).any(),
            "one_publisher": one_publisher(evidence, for_),
            "conclusions": concluded(cited[1]),
            **(names or {}),
        },
        carried_by=evidence.cites(cited_views(found)),
        mixed_by=(evidence.cites(cited_views(for_)), evidence.cites(cited_views(against))),
        absent=evidence.nothing_in("effectiveness_claims", unless=len(found)),
        at_most=at_most,
    )
