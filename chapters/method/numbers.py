"""The numbers of the prose on how we test."""

from __future__ import annotations

from collections.abc import Callable

from casebook.reasoning.evidence import Evidence
from casebook.reasoning.statistics import LEVEL
from casebook.telling.word_faults import HELPS
from casebook.telling.wording import percent
from chapters.common import package
from chapters.common.searches import conference, searched
from chapters.common.verdicts import examine
from chapters.method import WORDS


def _departures(*sides: str) -> Callable[[Evidence], int]:
    """Return a recipe: how many departures from the tests set before can help one of the sides."""

    def count(evidence: Evidence) -> int:
        findings = examine(evidence).findings.values()
        return sum(finding.departure_helps in sides for finding in findings)

    return count


def _lean(evidence: Evidence) -> str:
    sides = {"claim": ("the claim",), "other": ("the other side",), "both": ("either", "neither")}
    return WORDS.say(
        "prose", "lean", {name: _departures(*s)(evidence) for name, s in sides.items()}
    )


NUMBERS = {
    **package.NUMBERS,
    "departures": _departures(*HELPS),
    "departures_lean": _lean,
    "level": lambda _: percent(LEVEL),
    "searched_conference": conference,
    "searched_monitor": searched("S13"),
    "searched_stigma": searched("S14"),
}
