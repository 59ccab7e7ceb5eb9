"""States by their code (iso3) and by the names that tables and sentences give them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered


def name(evidence: Evidence, iso3: str) -> str:
    """Return the short name of a state, as a table or chart gives it: ``United States``."""
    return _states(evidence).at[iso3, "name"]


def in_text(evidence: Evidence, iso3: str) -> str:
    """Return the name of a state as it stands in a sentence: ``the United States``."""
    return _states(evidence).at[iso3, "name_in_text"]


def names_in_text(evidence: Evidence, states: Iterable[str]) -> list[str]:
    """Return the names of several states as they stand in a sentence, in the order given."""
    return [in_text(evidence, iso3) for iso3 in states]


def alphabetical(evidence: Evidence, states: Iterable[str]) -> list[str]:
    """Return the names of states as they stand in a sentence, sorted by their short names."""
    return names_in_text(evidence, sorted(states, key=lambda iso3: name(evidence, iso3)))


@remembered
def _states(evidence: Evidence) -> pd.DataFrame:
    return evidence["states"].set_index("iso3")
