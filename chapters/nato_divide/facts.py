"""Who of the allies is bound, changed camp, holds the weapon, spoke for it or acted to leave."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.allies import standing_of_allies
from chapters.common.treaty import STATUSES, allies, log_of, membership_days, status_of

NAMED = ("FIN", "POL", "EST", "LVA")
"""The states that the op-ed names as refusing to join, in its order (claim C41)."""

INSIDE = ("state party", "signatory only")
"""The statuses of the treaty's camp: bound by it, or signed."""

_JOINT = {
    "ccm_articles": {"rule": ("interoperability", "interoperability_limits")},
    "retention_transit": {
        "position": ("concern_of_non_party", "interoperability_exception_criticised")
    },
    "political_facts": {"joint_work": ("friction", "no_bar")},
}
"""By table, what marks the texts and statements on work beside allies that are not bound."""


def joint_texts(evidence: Evidence) -> list[tuple[str, pd.DataFrame]]:
    """Return what the treaty and officials say of work beside allies that are not bound."""
    return [(table, evidence.pick(table, **marks)) for table, marks in _JOINT.items()]


def refusals(evidence: Evidence) -> pd.DataFrame:
    """Return the transfers that an ally forbade, citing the treaty."""
    return evidence.pick("transfers", solid=True, cites_convention=True)


def bound_and_all(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies are bound and how many there are."""
    status = standing_of_allies(evidence)
    return int(status["bound"].sum()), len(status)


def status_in_2008(evidence: Evidence) -> pd.Series:
    """Return the status at the end of the year of signing of each ally of that day (iso3).

    Raises
    ------
    NotInEvidence
        If no accepted row names an ally of that day.
    """
    status = standing_of_allies(evidence, date(2008, 12, 31))
    return some(status, "no row names an ally of 2008")["status"]


def signed_in_2008(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies had signed by the end of 2008 and how many allies there were."""
    status = status_in_2008(evidence)
    return int(status.isin(INSIDE).sum()), len(status)


@remembered
def _statuses(evidence: Evidence) -> pd.DataFrame:
    """Return the status of each ally on each day on which one may have changed, and on the last.

    One row a day and ally: ``date`` (ISO), ``iso3``, ``status``.
    """
    log = some(log_of(evidence, "ccm_status"), "no act under the convention is accepted")
    members = evidence.rows("nato_members")
    first, last = log["date"].min(), evidence.reaches("ccm_status").isoformat()
    days = {
        first,
        last,
        *log.loc[log["iso3"].isin(members["iso3"]), "date"],
        *(day for day in membership_days(members) if first <= day <= last),
    }
    parts = []
    for day in sorted(days):
        on = date.fromisoformat(day)
        ever = pd.Series(allies(members, on))
        parts.append(pd.DataFrame({"date": day, "iso3": ever, "status": status_of(ever, log, on)}))
    return pd.concat(parts, ignore_index=True)


@remembered
def camps(evidence: Evidence) -> pd.DataFrame:
    """Return how many allies had each status since the treaty was opened for signature.

    One row for each day on which that may have changed and one for the evidence's date: ``date``
    (ISO), one column a status of ``treaty.STATUSES`` (number of allies) and ``allies``.
    """
    statuses = _statuses(evidence)
    counts = pd.crosstab(statuses["date"], statuses["status"])
    frame = counts.reindex(columns=list(STATUSES), fill_value=0).astype(int).reset_index()
    frame["allies"] = frame[list(STATUSES)].sum(axis=1)
    return frame.rename_axis(columns=None)


def shares_outside(evidence: Evidence) -> pd.Series:
    """Return the share of allies outside the treaty's camp on each day of :func:`camps`."""
    frame = camps(evidence)
    return (frame["never joined"] + frame["left"]) / frame["allies"]


@remembered
def camp_changes(evidence: Evidence) -> pd.DataFrame:
    """Return each change of camp by a state while it was an ally, and each ally's arrival.

    The treaty's camp is made of the states that signed it or are bound by it. Columns: ``date``
    (ISO), ``iso3``, ``inside`` (whether the state is in the treaty's camp from then) and ``act``:
    ``changed camp`` or ``joined NATO``. The first signing day is the start and gives no row.
    """
    rows, before = [], None
    for day, allied in _statuses(evidence).groupby("date"):
        inside = allied.set_index("iso3")["status"].isin(INSIDE)
        for iso3, now in inside.items() if before is not None else ():
            if iso3 not in before:
                rows.append((day, iso3, bool(now), "joined NATO"))
            elif before[iso3] != now:
                rows.append((day, iso3, bool(now), "changed camp"))
        before = inside
    return pd.DataFrame(rows, columns=["date", "iso3", "inside", "act"])


def moved(evidence: Evidence) -> pd.DataFrame:
    """Return the changes of camp of :func:`camp_changes`."""
    rows = camp_changes(evidence)
    return rows[rows["act"].eq("changed camp")]


def arrived_outside(evidence: Evidence) -> list[str]:
    """Return the states (iso3) that came into NATO from outside the treaty."""
    rows = camp_changes(evidence)
    return list(rows.loc[rows["act"].eq("joined NATO") & rows["inside"].eq(False), "iso3"])


def stock_rows(evidence: Evidence) -> pd.DataFrame:
    """Return the latest row of each state that says whether it holds a stock."""
    rows = evidence["non_party_stockpilers"].dropna(subset=["stockpile"])
    return rows.sort_values("as_of").drop_duplicates("iso3", keep="last")


def holders(evidence: Evidence) -> set[str]:
    """Return the states (iso3) that by the latest statement hold a stock."""
    rows = stock_rows(evidence)
    return set(rows.loc[rows["stockpile"].astype(bool), "iso3"])


def favourable_words(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which an office of an ally speaks for using, making or giving it."""
    return evidence.pick("political_facts", category="ally_position", stance="favours_weapon")


def acts_to_leave(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which a government, president or parliament acts to leave the treaty."""
    return evidence.pick("government_positions", stance="leave")


def supporters(evidence: Evidence) -> pd.Index:
    """Return the allies that hold the weapon outside the treaty, act to leave or speak for it."""
    bound = standing_of_allies(evidence)["bound"]
    in_favour = {*acts_to_leave(evidence)["iso3"], *favourable_words(evidence)["iso3"]}
    return bound.index[bound.index.isin(in_favour) | (bound.index.isin(holders(evidence)) & ~bound)]


def no_position(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that NATO as an alliance has no position on the convention."""
    return evidence.pick("political_facts", stance="no_position")


def alliance_decisions(evidence: Evidence, *stances: str) -> pd.DataFrame:
    """Return the rows that record a decision of the alliance on the convention.

    ``stances`` are those counted: ``adopts_treaty``, ``rejects_treaty`` or both.
    """
    return evidence.pick("political_facts", category="nato_position", stance=stances)
