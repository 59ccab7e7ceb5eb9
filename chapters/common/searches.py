"""Searches of the world that found nothing, as a sentence tells them (``searches``)."""

from __future__ import annotations

from collections.abc import Callable

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence


def searched(key: str) -> Callable[[Evidence], str]:
    """Return a recipe: what was searched, when, and what was not found, as a clause."""

    def told(evidence: Evidence) -> str:
        row = evidence.by_id("searches", key).iloc[0]
        return f"a search of {row['place']} in {in_words(row['date'][:7])} found {row['lacks']}"

    return told


conference = searched("S11")
"""What came of the treaty's Third Review Conference."""


def compliance(evidence: Evidence) -> str:
    """Return that no use by a party is reported, by whom and to what year, as a sentence."""
    found = evidence.pick("cluster_munition_use", "CU01", "CU02", solid=True, status="none")
    if found.empty:
        return "Whether a party has used the weapon is not in this evidence"
    newest = found.sort_values("last_year").iloc[-1]
    return (
        "No use of the weapon by a party has been reported since the convention was adopted, by "
        f"the campaigners' yearly count up to {newest['last_year']}"
    )
