"""Studies and events that bear on a claim: one test for causes that nothing else puts to one.

Both count on either side. What officials and experts say is a position and puts nothing to a test.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from casebook.reasoning.cited import Cited, Search
from casebook.reasoning.evidence import Evidence
from chapters.common.sides import by_side
from chapters.common.views import cited_views, concluded, one_publisher, sided, tests, works

_WORDS_ONLY = ("statement", "advocacy")
"""Kinds of rows of ``aftermath`` that tell of words, which put no claim on causes to a test."""


def happened(evidence: Evidence, claim_id: str, direction: str) -> pd.DataFrame:
    """Return the dated events since the op-ed that put a claim to a test, of one direction.

    These are the rows of ``aftermath`` that bear on the claim, are not weak and tell of more than
    words. ``direction`` is ``supports`` or ``weakens``.
    """
    rows = evidence.pick("aftermath", solid=True, direction=direction)
    bears = rows["bears_on_claims"].fillna("").str.split().map(lambda ids: claim_id in ids)
    return rows[bears.astype(bool) & ~rows["kind"].isin(_WORDS_ONLY)]


@dataclass(frozen=True)
class Bearing:
    """The studies and the events that bear on a claim, by side."""

    studies: pd.DataFrame
    harm: pd.DataFrame
    none: pd.DataFrame

    @property
    def rungs(self) -> dict[str, object]:
        """Which verdicts hold, in the order asked."""
        for_, against = sided(self.studies)
        return by_side(len(for_) + len(self.harm), len(against) + len(self.none))

    @property
    def rows(self) -> tuple[tuple[str, pd.DataFrame], ...]:
        """The rows of both sides, by table."""
        return cited_views(self.studies), ("aftermath", pd.concat([self.harm, self.none]))

    def sides(self, evidence: Evidence) -> tuple[tuple[Cited, ...], ...]:
        """Return the rows of each side, for ``Case.mixed_by``."""
        for_, against = sided(self.studies)
        return (
            evidence.cites(cited_views(for_), ("aftermath", self.harm)),
            evidence.cites(cited_views(against), ("aftermath", self.none)),
        )

    @property
    def numbers(self) -> dict[str, int]:
        """How many there are by side; works are counted, not rows."""
        for_, against = sided(self.studies)
        return {
            "studies_for": works(for_),
            "studies_against": works(against),
            "events_of_harm": len(self.harm),
            "events_of_none": len(self.none),
        }

    def names(self, evidence: Evidence) -> dict[str, object]:
        """Return what the sentences need.

        ``conclusions`` that part from the point used, and ``one_publisher`` of all studies for the
        claim: see ``views``.
        """
        return {
            "conclusions": concluded(self.studies),
            "one_publisher": one_publisher(evidence, sided(self.studies)[0]),
        }

    def absent(self, evidence: Evidence) -> tuple[Search, ...]:
        """Return the tables searched if none bears on the claim, for ``Case.absent``."""
        seen = pd.concat([rows for _, rows in self.rows])
        return evidence.nothing_in("effectiveness_claims", "aftermath", unless=len(seen))


def bearing(evidence: Evidence, claim_id: str, *, events: bool = True) -> Bearing:
    """Return the studies and events that bear on a claim and are not weak.

    ``events`` is false where the events in the rows tell of one side of a comparison alone.
    """
    harm, none = (happened(evidence, claim_id, way) for way in ("supports", "weakens"))
    if not events:
        harm, none = harm.iloc[:0], none.iloc[:0]
    return Bearing(tests(evidence, claim_id), harm, none)
