"""Who left the cluster convention and the ban on mines, and who was bound by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, remembered
from chapters.common.allies import allies_on, standing_of_allies
from chapters.common.states import alphabetical
from chapters.common.treaty import CONSENT, log_of

CLUSTER, MINES = "Cluster munitions", "Anti-personnel mines"

STATUS_TABLES = {CLUSTER: "ccm_status", MINES: "apmbc_status"}
"""The depositary's list of each treaty."""

_MONTHS_A_YEAR = 12


def treaty_log(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the acts under one of the two treaties, up to the day its list reaches."""
    return log_of(evidence, STATUS_TABLES[treaty])


@remembered
def exits(evidence: Evidence) -> pd.DataFrame:
    """Return every state that gave notice under either treaty by the evidence's date.

    Columns: ``treaty``, ``iso3``, ``notified``, ``left`` (ISO days; missing if not yet left),
    ``ally`` (whether a member of NATO on the evidence's date).
    """
    nato, parts = allies_on(evidence), []
    for treaty in STATUS_TABLES:
        acts = treaty_log(evidence, treaty).set_index("iso3")
        notified = acts.loc[acts["event"].eq("gave notice of withdrawal"), "date"]
        left = acts.loc[acts["event"].eq("left"), "date"]
        frame = pd.DataFrame({"notified": notified, "left": left}).rename_axis("iso3")
        parts.append(frame.reset_index().assign(treaty=treaty))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(ally=frame["iso3"].isin(nato))
    return frame.sort_values(["treaty", "notified", "iso3"], ignore_index=True)


def acts_since(evidence: Evidence) -> dict[str, list[str]]:
    """Return the states, as in a sentence, that have left a ban or joined since the op-ed appeared.

    Keys: ``left_cluster``, ``left_mines``, ``joined`` (the cluster convention).
    """
    day, log = evidence.published.isoformat(), treaty_log(evidence, CLUSTER)
    gone = exits(evidence)
    gone = gone[(gone["left"] > day).fillna(False)]
    acts = {
        "left_cluster": gone.loc[gone["treaty"].eq(CLUSTER), "iso3"],
        "left_mines": gone.loc[gone["treaty"].eq(MINES), "iso3"],
        "joined": log.loc[log["event"].isin(CONSENT) & (log["date"] > day), "iso3"],
    }
    return {act: alphabetical(evidence, states) for act, states in acts.items()}


def list_date(evidence: Evidence) -> str:
    """Return the day (ISO) up to which the depositary's list shows who acted."""
    return evidence.reaches("ccm_status").isoformat()


def allied_parties(evidence: Evidence, treaty: str, on: date) -> list[str]:
    """Return the allies of a day that were parties to a treaty on it (iso3)."""
    where = standing_of_allies(evidence, on, STATUS_TABLES[treaty])
    return list(where.index[where["bound"]])


def ever_bound(evidence: Evidence, states: Iterable[str], treaty: str) -> list[str]:
    """Return which of the states ever consented to a treaty by the evidence's date."""
    log = treaty_log(evidence, treaty)
    consented = set(log.loc[log["event"].isin(CONSENT), "iso3"])
    return [state for state in states if state in consented]


def whole_months(start: str, end: str) -> int:
    """Return the whole months from one partial date (its first day) to another (its last)."""
    first, last = earliest_day(start), latest_day(end)
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    return months - (last.day < first.day)


def months_to_vote(evidence: Evidence) -> int:
    """Return the whole months from the first suggestion of leaving to the final vote.

    Raises
    ------
    NotInEvidence
        If the suggestion or the vote is not accepted here.
    """
    suggested, voted = (
        evidence.rows("political_facts", step=step)["date_start"].iloc[0]
        for step in ("suggested", "final_vote")
    )
    return whole_months(suggested, voted)
