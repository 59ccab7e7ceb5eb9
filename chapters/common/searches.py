"""Searches of the world that found nothing, as a sentence tells them (``searches``)."""

from __future__ import annotations

from collections.abc import Callable

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence
from chapters.common import WORDS


def searched(key: str) -> Callable[[Evidence], str]:
    """Return a recipe: what was searched, when, and what was not found, as a clause."""

    def told(evidence: Evidence) -> str:
        row = evidence.by_id("searches", key).iloc[0]
        return f"a search of {row['place']} in {in_words(row['date'][:7])} found {row['lacks']}"

    return told


conference = searched("S11")
"""What came of the treaty's Third Review Conference."""


def compliance(evidence: Evidence) -> str:
    """Return that no use by a party has been reported, by whom and to what year."""
    none = evidence.pick("cluster_munition_use", solid=True, user_type="aggregate", status="none")
    year = int(none["last_year"].max()) if len(none) else None
    return WORDS.say("compliance", "told", {"year": year})
