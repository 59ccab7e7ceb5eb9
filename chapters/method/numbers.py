"""The numbers of the prose on how we test."""

from __future__ import annotations

from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import LEVEL
from casebook.telling.wording import percent
from chapters.common import package
from chapters.common.searches import conference, searched
from chapters.common.verdicts import examine


def _departures(evidence: Evidence) -> int:
    """Return how many claims have a rule that departs from the test set before."""
    return sum(bool(finding.departs) for finding in examine(evidence).findings.values())


NUMBERS = {
    **package.NUMBERS,
    "departures": _departures,
    "level": lambda _: percent(LEVEL),
    "searched_conference": conference,
    "searched_monitor": searched("S13"),
    "searched_stigma": searched("S14"),
}
