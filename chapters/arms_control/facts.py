"""Agreements and what became of them.

The table ``arms_control`` is a list of agreements that the search turned up, not a census: counts
from it say "at least". A promise that a state made alone is in the table, and is no agreement. Who
joined and who left the two humanitarian bans is read from the depositary's own lists, which are
complete. So are the joinings since August 2014 of the other three treaties open to all (nuclear
weapons, nuclear tests, arms trade), which stand in the table itself.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, remembered
from chapters.common.treaty import CONSENT, log_of

ROLES = {
    "signed": "opened",
    "adopted": "opened",
    "in_force": "in force",
    "ratified": "joined",
    "acceded": "joined",
    "extended": "extended",
    "suspended": "suspended",
    "withdrawn": "left",
    "signature_renounced": "left",
    "ratification_revoked": "left",
    "terminated": "ended",
    "expired": "ended",
    "ended": "ended",
}
"""What the events of ``arms_control`` mean for the life of an agreement.

Notices, decrees, talks and counts change nothing by themselves and are left out.
"""

MINE_BAN, CLUSTER_BAN = "Mine Ban Treaty (APMBC)", "Convention on Cluster Munitions"
LISTS = {MINE_BAN: "apmbc_status", CLUSTER_BAN: "ccm_status"}
"""The two humanitarian bans, and the depositary's list of each."""

ALONE = "nuclear_unilateral"
"""Kind of a promise that one state made alone: no agreement, so counted with none."""

BEFORE = date(2014, 8, 10)
"""Start of the decade before the op-ed, for the record that could be known then."""


@remembered
def acts(evidence: Evidence) -> pd.DataFrame:
    """Return what begot, changed or ended each agreement, sorted by day.

    Columns: ``table`` and ``key`` of the row, ``agreement``, ``kind``, ``role`` (see
    :data:`ROLES`), ``date`` (partial), ``day`` (the middle of what the partial date can mean),
    ``states`` (tuple of iso3), ``actor`` (a group's name or empty), ``source``, ``grade``.
    """
    rows = evidence["arms_control"]
    rows = rows.assign(table="arms_control", key=rows["id"], role=rows["event"].map(ROLES))
    doubled = rows["agreement"].isin(LISTS) & rows["role"].isin(("joined", "left"))
    paused = evidence.pick("apmbc_events", event="suspension_notified")
    paused = paused.assign(
        table="apmbc_events", key=paused["id"], role="suspended", agreement=MINE_BAN
    )
    parts = [rows[~doubled], paused, *(_listed(evidence, ban) for ban in LISTS)]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.dropna(subset=["role"])
    first, last = frame["date"].map(earliest_day), frame["date"].map(latest_day)
    pairs = frame[["iso3", "actor_iso3", "actor_2_iso3"]].astype(object)
    made = pd.DataFrame(
        {
            "table": frame["table"],
            "key": frame["key"],
            "agreement": frame["agreement"],
            "kind": frame["agreement_type"].fillna("humanitarian_disarmament"),
            "role": frame["role"],
            "date": frame["date"],
            "day": [a + (b - a) / 2 for a, b in zip(first, last, strict=True)],
            "states": [tuple(s for s in row if pd.notna(s)) for row in pairs.to_numpy()],
            "actor": frame["actor"].fillna(""),
            "source": frame["source"],
            "grade": frame["confidence"],
        }
    )
    return made[made["day"] <= known_to(evidence)].sort_values(["day", "key"], ignore_index=True)


def _listed(evidence: Evidence, ban: str) -> pd.DataFrame:
    """Return who joined and who left one of the two bans, by the depositary's list."""
    rows = evidence[LISTS[ban]][["iso3", "source", "confidence"]]
    log = log_of(evidence, LISTS[ban]).merge(rows, on="iso3")
    log = log[log["event"].isin((*CONSENT, "left"))]
    role = log["event"].where(log["event"].eq("left"), "joined")
    return log.assign(table=LISTS[ban], key=log["iso3"], agreement=ban, role=role)


def known_to(evidence: Evidence) -> date:
    """Return the last day of which all acts can be told."""
    return max(evidence.reaches(table) for table in ("arms_control", *LISTS.values()))


def agreed(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of :func:`acts` that are about agreements between states."""
    frame = acts(evidence)
    return frame[frame["kind"].ne(ALONE)]


def moves(evidence: Evidence) -> pd.DataFrame:
    """Return each state's joining or leaving of an agreement, sorted by day.

    Columns: those of :func:`acts`, with ``iso3`` in place of ``states``.
    """
    frame = agreed(evidence)
    frame = frame[frame["role"].isin(("joined", "left"))]
    return frame.explode("states").rename(columns={"states": "iso3"})


def between(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Return the acts or moves after the first day and up to the second."""
    return frame[(frame["day"] > start) & (frame["day"] <= end)]


def record(evidence: Evidence, start: date, end: date) -> dict[str, int]:
    """Return what happened after ``start`` and up to ``end`` to the agreements followed here.

    Keys: ``new`` (agreements signed or adopted for the first time), ``joined``, ``left`` (acts of
    single states), ``suspended``, ``extended``, ``ended`` (agreements), ``events`` (all of these
    together). Promises that a state made alone are left out.
    """
    frame = agreed(evidence)
    opened = frame[frame["role"].eq("opened")].drop_duplicates("agreement")
    roles = between(moves(evidence), start, end)["role"]
    within = between(frame, start, end)
    changed = within.groupby("role")["agreement"].nunique()
    found = {
        "new": len(between(opened, start, end)),
        **{role: int(roles.eq(role).sum()) for role in ("joined", "left")},
        **{role: int(changed.get(role, 0)) for role in ("suspended", "extended", "ended")},
    }
    return {**found, "events": sum(found.values())}


def rows_of(evidence: Evidence, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows behind some acts, for ``evidence.cites``."""
    keys = dict.fromkeys(LISTS.values(), "iso3")
    return [
        (table, evidence.pick(table, **{keys.get(table, "id"): tuple(those["key"])}))
        for table, those in frame.groupby("table")
    ]
