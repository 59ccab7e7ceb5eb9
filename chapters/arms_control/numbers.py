"""The numbers of the prose of "Does arms control have a future?"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from casebook.data.dates import in_words
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import counted, how_many, spelled
from chapters.arms_control import WORDS
from chapters.arms_control.facts import BANS, BEFORE, agreed, bound, moves, record
from chapters.arms_control.rules import deals_unlikely
from chapters.common.searches import searched
from chapters.common.states import names_in_text


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
        return spelled(record(evidence, evidence.published, evidence.reaches("arms_control"))[what])

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


def _last_vote(evidence: Evidence) -> str:
    """Return who voted against, and how many did not vote, in the newest vote that tells it."""
    told = evidence["unga_votes"].dropna(subset=["yes", "non_voting"]).sort_values("year")
    if told.empty:
        return WORDS.say("prose", "vote", {"year": None})
    last = told.iloc[-1]
    year = int(last["year"])
    against = evidence.pick("unga_votes_by_state", year=year, vote="no")["iso3"]
    facts = {"year": str(year), "absent": int(last["non_voting"])}
    return WORDS.say("prose", "vote", facts | {"against": names_in_text(evidence, against)})


def _told(evidence: Evidence, key: str, table: str, row: str) -> str:
    """Return a sentence on the number of a row, or what stands where it is not accepted."""
    number = evidence.pick(table, row)["number"]
    return WORDS.say("prose", key, {"number": int(number.iloc[0]) if len(number) else None})


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
    "data_date": lambda e: in_words(e.reaches("apmbc_status")),
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
    "searched_totals": searched("S05"),
    "latest_vote": _last_vote,
    "latest_users": lambda e: _told(e, "users", "aftermath", "A29"),
    "latest_objections": lambda e: _told(e, "objections", "oslo_process", "OP38"),
}
