"""What the chapter "A divided NATO?" measures of members: who is bound, and who changed camp."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Cited, Evidence, remembered
from casebook.treaty import STATUSES, allies, log_of, status_of

NAMED = ("FIN", "POL", "EST", "LVA")
"""The states that the op-ed names as refusing to join, in its order (claim C41)."""


@remembered
def allied_status(evidence: Evidence, on: date | None = None) -> pd.DataFrame:
    """Return where every ally stands towards the treaty on a day, the evidence's if not given.

    Index ``iso3``; columns ``name``, ``status`` (one of ``treaty.STATUSES``) and ``bound``.
    """
    on = on or evidence.as_of
    members = pd.Series(allies(evidence.rows("nato_members"), on))
    status = status_of(members, log_of(evidence, "ccm_status", evidence.as_of), on)
    return pd.DataFrame(
        {
            "name": [evidence.state_name(iso3) for iso3 in members],
            "status": status.to_numpy(),
            "bound": status.eq("state party").to_numpy(bool),
        },
        index=pd.Index(members, name="iso3"),
    )


def names(evidence: Evidence, states: Iterable[str]) -> list[str]:
    """Return the names of states as they stand in a sentence, in the order of the alphabet."""
    return [evidence.state_in_text(iso3) for iso3 in sorted(states, key=evidence.state_name)]


def points(difference: float) -> str:
    """Return a difference of two shares in whole percentage points: ``-0.09`` gives ``−9``."""
    return f"{round(100 * difference)}".replace("-", "−")


def signed_in_2008(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies had signed by the end of 2008 and how many allies there were."""
    status = allied_status(evidence, date(2008, 12, 31))["status"]
    return int(status.isin(("state party", "signatory only")).sum()), len(status)


def _status_on(log: pd.DataFrame, members: pd.DataFrame, day: str) -> pd.Series:
    """Return the status of each ally (index ``iso3``) on an ISO day."""
    on = date.fromisoformat(day)
    ever = pd.Series(allies(members, on))
    return status_of(ever, log, on).set_axis(pd.Index(ever, name="iso3"))


@remembered
def camps(evidence: Evidence) -> pd.DataFrame:
    """Return how many allies had each status since the treaty was opened for signature.

    One row for each day on which that may have changed and one for the evidence's date: ``date``
    (ISO), one column a status of ``treaty.STATUSES`` (number of allies) and ``allies``.
    """
    log, members = log_of(evidence, "ccm_status", evidence.as_of), evidence.rows("nato_members")
    first = log["date"].min()
    ever = allies(members, evidence.as_of)
    accessions = members.loc[members["preferred"], "accession_date"]
    days = {
        first,
        evidence.as_of.isoformat(),
        *log.loc[log["iso3"].isin(ever), "date"],
        *accessions[accessions.between(first, evidence.as_of.isoformat())],
    }
    rows = []
    for day in sorted(days):
        status = _status_on(log, members, day).value_counts()
        rows.append({"date": day, **{s: int(status.get(s, 0)) for s in STATUSES}})
    frame = pd.DataFrame(rows)
    frame["allies"] = frame[list(STATUSES)].sum(axis=1)
    return frame


@remembered
def camp_changes(evidence: Evidence) -> pd.DataFrame:
    """Return each change of camp by a state while it was an ally, and each ally's arrival.

    The treaty's camp is made of the states that signed it or are bound by it. Columns: ``date``
    (ISO), ``iso3``, ``inside`` (whether the state is in the treaty's camp from then) and ``act``:
    ``changed camp`` or ``joined NATO``. The first signing day is the start and gives no row.
    """
    log, members = log_of(evidence, "ccm_status", evidence.as_of), evidence["nato_members"]
    rows, before = [], None
    for day in camps(evidence)["date"]:
        status = _status_on(log, members, day)
        inside = status.isin(("state party", "signatory only"))
        if before is not None:
            for iso3, now in inside.items():
                if iso3 not in before:
                    rows.append((day, iso3, bool(now), "joined NATO"))
                elif before[iso3] != now:
                    rows.append((day, iso3, bool(now), "changed camp"))
        before = inside
    return pd.DataFrame(rows, columns=["date", "iso3", "inside", "act"])


def membership_rows(evidence: Evidence) -> tuple[Cited, Cited]:
    """Return the rows that say who is an ally and who of them is bound."""
    members, status = evidence["nato_members"], evidence["ccm_status"]
    members = members[members["preferred"]]
    return (
        evidence.cite("nato_members", members),
        evidence.cite("ccm_status", status[status["iso3"].isin(members["iso3"])]),
    )


def keys_of(evidence: Evidence, *tables: str) -> tuple[str, ...]:
    """Return the keys of the sources of whole tables, the most used first."""
    columns = [evidence[table]["source"].value_counts().index for table in tables]
    return tuple(dict.fromkeys(key for column in columns for key in column))
