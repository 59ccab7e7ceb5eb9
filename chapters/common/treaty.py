"""Treaty membership as a log of dated acts, and what follows from it on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pandas as pd

from casebook.data.dates import latest_day
from casebook.reasoning.evidence import Evidence, remembered

STATUSES = ("state party", "signatory only", "never joined", "left")

_ACTS = {
    "signature_date": "signed",
    "withdrawal_notified": "gave notice of withdrawal",
    "withdrawal_effective": "left",
}


def events(
    status: pd.DataFrame,
    until: date | None = None,
    day_meant: Callable[[str], date] = latest_day,
) -> pd.DataFrame:
    """Return the event log of a status table (``ccm_status`` or ``apmbc_status``), up to a day.

    Columns: ``date`` (ISO day; of a partial date the ``day_meant``), ``iso3``, ``event``.
    Events are ``signed``; ``ratified``, ``accepted``, ``approved``, ``acceded`` or ``succeeded``
    (the ways of consent); ``gave notice of withdrawal``; ``left``. Sorted by date, then state.
    """
    verbs = {
        "ratification": "ratified",
        "acceptance": "accepted",
        "approval": "approved",
        "accession": "acceded",
        "succession": "succeeded",
    }
    logs = [
        status[["iso3", column]].rename(columns={column: "date"}).assign(event=act)
        for column, act in _ACTS.items()
    ]
    consent = status[["iso3", "consent_date"]].rename(columns={"consent_date": "date"})
    logs.append(consent.assign(event=status["consent_type"].map(verbs)))
    log = pd.concat(logs).dropna(subset=["date"])
    partial = log["date"].str.len() < len("2008-12-03")
    log.loc[partial, "date"] = [day_meant(day).isoformat() for day in log.loc[partial, "date"]]
    if until:
        log = log[log["date"] <= until.isoformat()]
    return log.sort_values(["date", "iso3"], ignore_index=True)[["date", "iso3", "event"]]


@remembered
def log_of(evidence: Evidence, table: str) -> pd.DataFrame:
    """Return the :func:`events` of a status table's accepted rows, up to the day it reaches."""
    return events(evidence[table], evidence.reaches(table))


CONSENT = frozenset({"ratified", "accepted", "approved", "acceded", "succeeded"})


def standing(log: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return where each state stood on a day: one row a state that had acted by then.

    Index ``iso3``; columns ``status`` (one of :data:`STATUSES` but ``never joined``) and ``signed``
    (whether it had ever signed). A state counts as a party from the deposit of its consent, as the
    depositary counts it; it leaves on the day its withdrawal takes effect.
    """
    acts: dict[str, set[str]] = defaultdict(set)
    day = on.isoformat()
    for when, iso3, event in zip(log["date"], log["iso3"], log["event"], strict=True):
        if when <= day:
            acts[iso3].add(event)
    states = sorted(acts)
    return pd.DataFrame(
        {
            "status": [_standing(acts[state]) for state in states],
            "signed": ["signed" in acts[state] for state in states],
        },
        index=pd.Index(states, name="iso3"),
    )


def _standing(acts: set[str]) -> str:
    """Return where a state stands that has done all these acts."""
    if "left" in acts:
        return "left"
    return "state party" if acts & CONSENT else "signatory only"


def status_of(states: pd.Series, log: pd.DataFrame, on: date) -> pd.Series:
    """Return the status of each given state (iso3) on a day, ``never joined`` if it never acted."""
    return states.map(standing(log, on)["status"]).astype("string").fillna("never joined")


def laws_to_leave(arms_control: pd.DataFrame) -> pd.DataFrame:
    """Return the laws to leave the cluster convention that parliaments passed (``arms_control``).

    The table holds what was looked for; unlike the depositary's list it is not complete.
    """
    return arms_control[
        arms_control["agreement"].eq("Convention on Cluster Munitions")
        & arms_control["event"].eq("withdrawal_law_adopted")
    ]


def membership_days(nato_members: pd.DataFrame) -> set[str]:
    """Return the days (ISO) on which states came into NATO or left it, as ``allies`` counts."""
    days = nato_members.loc[nato_members["preferred"], ["accession_date", "withdrawal_date"]]
    return {latest_day(day).isoformat() for day in days.stack().dropna()}


def allies(nato_members: pd.DataFrame, on: date) -> list[str]:
    """Return the NATO members (iso3) on a day, sorted, by the preferred accession dates.

    A partial date counts from the last day that it can mean.
    """
    joined = nato_members["accession_date"].map(latest_day) <= on
    left = nato_members["withdrawal_date"].map(latest_day, na_action="ignore") <= on
    return sorted(nato_members.loc[nato_members["preferred"] & joined & ~left, "iso3"])


def applied_provisionally(evidence: Evidence) -> list[str]:
    """Return the states (iso3), by day, that applied the ban before it was in force for them."""
    rows = evidence["ccm_status"].dropna(subset=["provisional_application_date"])
    return list(rows.sort_values(["provisional_application_date", "iso3"])["iso3"])


def in_force_from(consent: date, months: int) -> date:
    """Return the day from which the convention binds a state that deposited its consent on a day.

    It is the first of the ``months``-th month after the deposit (Article 17(2)), for states that
    came in after the thirtieth.
    """
    month = consent.month - 1 + months
    return date(consent.year + month // 12, month % 12 + 1, 1)


def awaiting_force(evidence: Evidence) -> dict[str, date]:
    """Return the parties (iso3) for which the convention was not in force yet on the list's day.

    They count as parties from their deposit. The value is the day from which they are bound.
    """
    rows = evidence["ccm_status"].dropna(subset=["consent_date"])
    months = int(evidence.by_id("law", "LW04")["number"].iloc[0])
    today = evidence.reaches("ccm_status")
    consents = zip(rows["iso3"], rows["consent_date"].map(latest_day), strict=True)
    days = {state: in_force_from(day, months) for state, day in consents if day <= today}
    return {state: day for state, day in days.items() if day > today}
