"""Agreements and what became of them.

The table ``arms_control`` is a list of agreements that the search turned up, not a census: counts
from it say "at least". A promise that a state made alone is in the table, and is no agreement. The
two humanitarian bans are counted from the depositary's own
lists, which are complete.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from chapters.common.treaty import CONSENT, log_of, standing

ROLES = {
    "signed": "opened",
    "adopted": "opened",
    "in_force": "in force",
    "ratified": "joined",
    "acceded": "joined",
    "extended": "extended",
    "suspended": "suspended",
    "suspension_notified": "suspended",
    "withdrawn": "left",
    "signature_renounced": "left",
    "ratification_revoked": "left",
    "terminated": "ended",
    "expired": "ended",
    "ended": "ended",
}
"""What the events of ``arms_control`` and ``apmbc_events`` mean for the life of an agreement.

Notices, decrees, talks and counts change nothing by themselves and are left out.
"""

MINE_BAN, CLUSTER_BAN = "Mine Ban Treaty (APMBC)", "Convention on Cluster Munitions"

BANS = (MINE_BAN, CLUSTER_BAN)
"""The two humanitarian bans."""

ALONE = "nuclear_unilateral"
"""Kind of a promise that one state made alone: no agreement, so counted with none."""

BEFORE = date(2014, 8, 10)
"""Start of the decade before the op-ed, for the record that could be known then."""


@remembered
def acts(evidence: Evidence) -> pd.DataFrame:
    """Return what begot, changed or ended each agreement, sorted by day.

    Columns: ``id``, ``table``, ``agreement``, ``kind``, ``role`` (see :data:`ROLES`), ``date``
    (partial), ``day`` (the middle of what the partial date can mean), ``states`` (tuple of iso3),
    ``actor`` (a group's name or empty), ``organisation`` (whose members act together, or empty),
    ``source``. The mine ban's suspensions come from ``apmbc_events``; all else from
    ``arms_control``.
    """
    rows, paused = evidence["arms_control"], evidence["apmbc_events"]
    paused = paused[paused["event"].eq("suspension_notified")]
    frame = pd.concat(
        [
            rows.assign(table="arms_control"),
            paused.assign(
                table="apmbc_events", agreement=MINE_BAN, agreement_type="humanitarian_disarmament"
            ),
        ],
        ignore_index=True,
    )
    frame = frame.assign(role=frame["event"].map(ROLES)).dropna(subset=["role"])
    known_to = max(evidence.reaches("arms_control"), evidence.reaches("apmbc_events"))
    first, last = frame["date"].map(earliest_day), frame["date"].map(latest_day)
    pairs = frame[["iso3", "actor_iso3", "actor_2_iso3"]].astype(object)
    made = pd.DataFrame(
        {
            "id": frame["id"],
            "table": frame["table"],
            "agreement": frame["agreement"],
            "kind": frame["agreement_type"],
            "role": frame["role"],
            "date": frame["date"],
            "day": [a + (b - a) / 2 for a, b in zip(first, last, strict=True)],
            "states": [tuple(s for s in row if pd.notna(s)) for row in pairs.to_numpy()],
            "actor": frame["actor"].fillna(""),
            "organisation": frame["organisation"].fillna(""),
            "source": frame["source"],
        }
    )
    return made[made["day"] <= known_to].sort_values(["day", "id"], ignore_index=True)


@remembered
def moves(evidence: Evidence) -> pd.DataFrame:
    """Return each state's joining or leaving of an agreement, sorted by day.

    Columns: ``agreement``, ``day``, ``iso3``, ``role``, and ``table`` and ``key`` of the row. For
    the two humanitarian bans these are the depositary's lists (``ccm_status``, ``apmbc_status``),
    which are complete; for the others the rows of :func:`acts`.
    """
    frame = acts(evidence)
    frame = frame[frame["role"].isin(("joined", "left"))]
    frame = frame[~frame["agreement"].isin(BANS)]
    rows = [frame.explode("states").rename(columns={"states": "iso3", "id": "key"})]
    for agreement, table in ((MINE_BAN, "apmbc_status"), (CLUSTER_BAN, "ccm_status")):
        log = log_of(evidence, table)
        log = log[log["event"].isin((*CONSENT, "left"))]
        rows.append(
            pd.DataFrame(
                {
                    "agreement": agreement,
                    "day": log["date"].map(earliest_day),
                    "iso3": log["iso3"],
                    "role": log["event"].where(log["event"].eq("left"), "joined"),
                    "table": table,
                    "key": log["iso3"],
                }
            )
        )
    columns = ["agreement", "day", "iso3", "role", "table", "key"]
    return pd.concat([r[columns] for r in rows]).sort_values(["day", "iso3"], ignore_index=True)


def agreed(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of :func:`acts` that are about agreements between states."""
    frame = acts(evidence)
    return frame[frame["kind"].ne(ALONE)]


def record(evidence: Evidence, start: date, end: date) -> dict[str, int]:
    """Return what happened after ``start`` and up to ``end`` to the agreements followed here.

    Keys: ``new`` (agreements signed or adopted for the first time), ``joined``, ``left`` (acts of
    single states, see :func:`moves`), ``suspended``, ``extended``, ``ended`` (agreements),
    ``events`` (all of these together). Promises that a state made alone are left out. Of accessions
    only those in the rows are known, but for the two humanitarian bans.
    """
    frame, made = agreed(evidence), moves(evidence)
    opened = frame[frame["role"].eq("opened")].groupby("agreement")["day"].min()
    within = frame[(frame["day"] > start) & (frame["day"] <= end)]
    made = made[(made["day"] > start) & (made["day"] <= end)]
    found = {
        "new": int(((opened > start) & (opened <= end)).sum()),
        **{role: int(made["role"].eq(role).sum()) for role in ("joined", "left")},
        **{
            role: int(within.loc[within["role"].eq(role), "agreement"].nunique())
            for role in ("suspended", "extended", "ended")
        },
    }
    return {**found, "events": sum(found.values())}


def joins_and_exits(evidence: Evidence) -> pd.DataFrame:
    """Return how many states joined and left the two humanitarian bans each year since 2000.

    Columns: ``treaty``, ``year``, ``joined`` (instruments deposited), ``left`` (withdrawals that
    took effect); up to the evidence's date, years without either included. From ``ccm_status`` and
    ``apmbc_status``.
    """
    made = moves(evidence)
    made = made[made["agreement"].isin(BANS)]
    years = range(2000, evidence.reaches("ccm_status", "apmbc_status").year + 1)
    tally = (
        made.assign(year=[day.year for day in made["day"]])
        .groupby(["agreement", "year", "role"])
        .size()
        .unstack("role", fill_value=0)
        .reindex(columns=["joined", "left"], fill_value=0)
        .reindex(pd.MultiIndex.from_product([BANS, years]), fill_value=0)
    )
    return tally.rename_axis(["treaty", "year"]).rename_axis(columns=None).reset_index()


def bound(evidence: Evidence) -> dict[str, int]:
    """Return for both bans how many states are parties and how many have left.

    Keys: ``ccm_parties``, ``ccm_left``, ``apmbc_parties``, ``apmbc_left``.
    """
    tally = {
        name: standing(log_of(evidence, f"{name}_status"), evidence.reaches(f"{name}_status"))[
            "status"
        ].value_counts()
        for name in ("ccm", "apmbc")
    }
    return {
        f"{name}_{word}": int(count.get(status, 0))
        for name, count in tally.items()
        for word, status in (("parties", "state party"), ("left", "left"))
    }


def votes(evidence: Evidence) -> pd.DataFrame:
    """Return the plenary votes on the yearly resolution, lowest and highest figure of each year.

    Columns: ``year`` and ``yes_low``, ``yes_high``, ``abstain_low``, ``abstain_high``, ``no_low``,
    ``no_high`` (states); every year from the first to the last, NaN where no total was found.

    Raises
    ------
    NotInEvidence
        If no total is accepted.
    """
    rows = evidence.rows("unga_votes", stage="plenary")
    some(rows[rows["yes"].notna()], "table unga_votes has no accepted total of a plenary vote")
    sides = ["yes", "abstain", "no"]
    ends = rows.groupby("year")[sides].agg(["min", "max"]).astype(float)
    ends.columns = [f"{s}_{'low' if e == 'min' else 'high'}" for s, e in ends.columns]
    years = range(int(ends.index.min()), int(ends.index.max()) + 1)
    return ends.reindex(years).rename_axis("year").reset_index()


def act_rows(evidence: Evidence, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows behind some acts, for ``evidence.cites``."""
    return [(table, evidence.pick(table, *those["id"])) for table, those in frame.groupby("table")]


def status_rows(evidence: Evidence, made: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of the depositary's lists behind some moves, for ``evidence.cites``."""
    return [
        (table, evidence.pick(table, iso3=tuple(those["key"])))
        for table, those in made.groupby("table")
        if table.endswith("_status")
    ]
