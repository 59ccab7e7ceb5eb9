"""The numbers of the prose of "Does arms control have a future?"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from casebook.telling.wording import counted, how_many, spelled
from chapters.arms_control import WORDS
from chapters.arms_control.facts import BANS, BEFORE, agreed, bound, moves, record
from chapters.arms_control.rules import deals_unlikely


def _followed(evidence: Evidence) -> int:
    """Return how many agreements are followed."""
    number = agreed(evidence)["agreement"].nunique()
    if not number:
        raise NotInEvidence("table arms_control has no accepted act")
    return number


def _since(what: str) -> Callable[[Evidence], str]:
    """Return a recipe: how often something happened since the op-ed."""

    def number(evidence: Evidence) -> str:
        _followed(evidence)
        return spelled(record(evidence, evidence.published, evidence.as_of)[what])

    return number


def _before(what: str) -> Callable[[Evidence], str]:
    """Return a recipe: how often something happened in the decade before the op-ed."""

    def number(evidence: Evidence) -> str:
        _followed(evidence)
        return spelled(record(evidence.at_publication(), BEFORE, evidence.published)[what])

    return number


def _leavers(evidence: Evidence) -> pd.Series:
    """Return the border with Russia, in km, of each state that left one of the bans."""
    made = moves(evidence)
    left = made.loc[made["agreement"].isin(BANS) & made["role"].eq("left"), "iso3"].unique()
    return evidence["geography"].set_index("iso3")["land_border_km"].reindex(left)


def _last_vote(evidence: Evidence) -> pd.Series:
    ballots = evidence["unga_votes"].dropna(subset=["yes"]).sort_values("year")
    last = some(ballots, "table unga_votes has no accepted total").iloc[-1]
    if pd.isna(last["non_voting"]):
        raise NotInEvidence("table unga_votes has no accepted number of states that did not vote")
    return last


def _exits(evidence: Evidence) -> str:
    """Return since when states have left the bans, as a sentence."""
    made = moves(evidence)
    left = made[made["agreement"].isin(BANS) & made["role"].eq("left")]
    if left.empty:
        return "No exit from either ban had taken effect"
    return f"Exits took effect only from {min(left['day']).year} on"


def _forecast(evidence: Evidence) -> str:
    """Return how the forecast has fared, as a sentence that follows the verdict on it."""
    return WORDS.say("prose", "forecast", {"verdict": str(deals_unlikely(evidence).verdict)})


def _alone(evidence: Evidence) -> str:
    """Return which states ended a promise made alone since the op-ed, as a sentence."""
    return WORDS.say("prose", "alone", {"names": deals_unlikely(evidence).names["alone"]})


NUMBERS = {
    "chosen_forecast": _forecast,
    "latest_alone": _alone,
    "data_date": lambda e: in_words(e.as_of),
    "new_since": _since("new"),
    "joined_since": _since("joined"),
    "left_since": _since("left"),
    "ended_since": _since("ended"),
    "new_before": _before("new"),
    "left_before": _before("left"),
    "joined_before": _before("joined"),
    "suspended_before": _before("suspended"),
    "agreements": lambda e: spelled(_followed(e)),
    "ccm_parties": lambda e: bound(e)["ccm_parties"],
    "apmbc_parties": lambda e: bound(e)["apmbc_parties"],
    "ccm_left_words": lambda e: counted(bound(e)["ccm_left"], "state"),
    "apmbc_left_words": lambda e: counted(bound(e)["apmbc_left"], "state"),
    "chosen_exits": _exits,
    "leavers": lambda e: spelled(len(_leavers(e))),
    "leavers_at_border": lambda e: how_many(int(_leavers(e).gt(0).sum())),
    "latest_vote_year": lambda e: str(int(_last_vote(e)["year"])),
    "latest_not_voting": lambda e: int(_last_vote(e)["non_voting"]),
    "users": lambda e: spelled(int(e.rows("aftermath", id="A29")["number"].iloc[0])),
    "objectors": lambda e: int(e.by_id("oslo_process", "OP38")["number"].iloc[0]),
}
