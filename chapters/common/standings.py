"""How a state stands to the convention, as words that follow the depositary's list."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.reasoning.evidence import Evidence, some
from chapters.common import WORDS
from chapters.common.treaty import log_of, standing


def _statuses(evidence: Evidence) -> pd.Series:
    """Return where each state that acted stands on the list's last day; none without the list."""
    if evidence["ccm_status"].empty:
        return pd.Series(dtype="string")
    return standing(log_of(evidence, "ccm_status"), evidence.reaches("ccm_status"))["status"]


def is_bound(evidence: Evidence, iso3: str) -> bool:
    """Return whether the list shows a state as a party."""
    return _statuses(evidence).get(iso3) == "state party"


def is_free(evidence: Evidence, iso3: str) -> bool:
    """Return whether the list shows that a state is no party."""
    return not evidence["ccm_status"].empty and not is_bound(evidence, iso3)


def bound_states(evidence: Evidence) -> list[str]:
    """Return the codes (iso3) of the states that the list shows as parties."""
    acted = _statuses(evidence)
    return list(acted.index[acted.eq("state party")])


def stands(iso3: str, words: str) -> Callable[[Evidence], str]:
    """Return the recipe of a phrase on a state: ``words`` names it under ``standing``.

    It raises NotInEvidence without the depositary's list.
    """

    def told(evidence: Evidence) -> str:
        some(evidence["ccm_status"], "the depositary's list is not accepted")
        status = _statuses(evidence).get(iso3, "never joined")
        return WORDS.say("standing", words, {"status": status})

    return told
