"""Chapter "Does arms control have a future?": its numbers and all its rules.

The findings stand in ``arms_control_findings``, what the tables record in ``arms_control_record``,
the charts in ``arms_control_charts``.
"""

from __future__ import annotations

import pandas as pd

from casebook.arms_control_findings import contradiction, deals_unlikely, staying_is_pointless
from casebook.arms_control_record import (
    BEFORE,
    CLUSTER_BAN,
    MINE_BAN,
    acts,
    bound,
    moves,
    record,
)
from casebook.data.dates import in_words
from casebook.reasoning.claims import Rule
from casebook.reasoning.evidence import PUBLICATION, Evidence, NotInEvidence, some
from casebook.reasoning.numbers import known
from casebook.telling.wording import counted, spelled

RULES: dict[str, Rule] = {"C21": staying_is_pointless, "C22": deals_unlikely, "C31": contradiction}


def _record_numbers(evidence: Evidence) -> dict[str, object]:
    """Return what happened to the agreements since the op-ed and in the decade before."""
    after = record(evidence, PUBLICATION, evidence.as_of)
    before = record(evidence.at_publication(), BEFORE, PUBLICATION)
    followed = acts(evidence)["agreement"].nunique()
    if not followed:
        raise NotInEvidence("table arms_control has no accepted act")
    return {
        "data_date": in_words(evidence.as_of),
        "new_since": spelled(after["new"]),
        "joined_since": spelled(after["joined"]),
        "left_since": spelled(after["left"]),
        "ended_since": spelled(after["ended"]),
        "new_before": spelled(before["new"]),
        "left_before": spelled(before["left"]),
        "joined_before": spelled(before["joined"]),
        "suspended_before": spelled(before["suspended"]),
        "agreements": spelled(followed),
    }


def _ban_numbers(evidence: Evidence) -> dict[str, object]:
    """Return who is in the two humanitarian bans and who left them, with a border with Russia."""
    count, made = bound(evidence), moves(evidence)
    made = made[made["agreement"].isin((MINE_BAN, CLUSTER_BAN))]
    leavers = made.loc[made["role"].eq("left"), "iso3"].unique()
    places = evidence["geography"].set_index("iso3")["land_border_km"]
    return {
        "ccm_parties": count["ccm_parties"],
        "apmbc_parties": count["apmbc_parties"],
        "ccm_left_words": counted(count["ccm_left"], "state"),
        "apmbc_left_words": counted(count["apmbc_left"], "state"),
        "leavers": spelled(len(leavers)),
        "leavers_at_border": spelled(int(places.reindex(leavers).gt(0).sum())),
    }


def _vote_numbers(evidence: Evidence) -> dict[str, object]:
    ballots = evidence["unga_votes"].dropna(subset=["yes"]).sort_values("year")
    last = some(ballots, "table unga_votes has no accepted total").iloc[-1]
    if pd.isna(last["non_voting"]):
        raise NotInEvidence("table unga_votes has no accepted number of states that did not vote")
    return {"yes_last_year": str(int(last["year"])), "not_voting": int(last["non_voting"])}


def _user_numbers(evidence: Evidence) -> dict[str, object]:
    return {"users": spelled(int(evidence.rows("aftermath", id="A29")["number"].iloc[0]))}


def _objection_numbers(evidence: Evidence) -> dict[str, object]:
    return {"objectors": int(evidence.by_id("oslo_process", "OP38")["number"].iloc[0])}


def numbers(evidence: Evidence) -> dict[str, object]:
    """Return the numbers of this chapter's prose."""
    groups = (_record_numbers, _ban_numbers, _vote_numbers, _user_numbers, _objection_numbers)
    return known(groups, evidence)
