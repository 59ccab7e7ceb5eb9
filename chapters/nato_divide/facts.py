"""Who of the allies is bound, changed camp, holds the weapon, spoke for it or acted to leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered
from chapters.common.allies import allies_on, border_allies, standing_of_allies
from chapters.common.treaty import STATUSES, allies, log_of, status_of

NAMED = ("FIN", "POL", "EST", "LVA")
"""The states that the op-ed names as refusing to join, in its order (claim C41)."""

INSIDE = ("state party", "signatory only")
"""The statuses of the treaty's camp: bound by it, or signed."""

JOINT: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "friction": {
            "political_facts": ("P080", "P084", "P120"),
            "retention_transit": ("RT38", "RT39"),
            "ccm_articles": ("AR28",),
            "aftermath": ("A32",),
        },
        "no bar": {
            "ccm_articles": ("AR27",),
            "retention_transit": ("RT36",),
            "political_facts": ("P147", "P099", "P100"),
        },
    }
)
"""Texts and statements on fighting beside allies outside the treaty: ids by side and table."""


_DATED = {
    "political_facts": "date_start",
    "aftermath": "date",
    "industrial_base": "date",
    "retention_transit": "year",
}
"""The column that says when what a row tells of took place; elsewhere ``known_from``."""


def known(
    evidence: Evidence, *texts: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, str] | None]:
    """Return the ``year`` and ``month`` of rows (ids by table), none for those not accepted."""
    found: dict[str, dict[str, str] | None] = {}
    for table, ids in (each for tables in texts for each in tables.items()):
        found |= dict.fromkeys(ids)
        for row in evidence.pick(table, *ids).to_dict("records"):
            day = str(row[_DATED.get(table, "known_from")])
            found[row["id"]] = {"year": day[:4], "month": day[: len("2024-08")]}
    return found


def bound_and_all(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies are bound and how many there are."""
    status = standing_of_allies(evidence)
    return int(status["bound"].sum()), len(status)


def status_in_2008(evidence: Evidence) -> pd.Series:
    """Return the status at the end of the year of signing of each ally of that day (iso3)."""
    return standing_of_allies(evidence, date(2008, 12, 31))["status"]


def signed_in_2008(evidence: Evidence) -> tuple[int, int]:
    """Return how many allies had signed by the end of 2008 and how many allies there were."""
    status = status_in_2008(evidence)
    return int(status.isin(INSIDE).sum()), len(status)


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
    log, members = log_of(evidence, "ccm_status"), evidence.rows("nato_members")
    first, last = log["date"].min(), evidence.reaches("ccm_status").isoformat()
    accessions = members.loc[members["preferred"], "accession_date"]
    days = {
        first,
        last,
        *log.loc[log["iso3"].isin(allies_on(evidence)), "date"],
        *accessions[accessions.between(first, last)],
    }
    rows = []
    for day in sorted(days):
        status = _status_on(log, members, day).value_counts()
        rows.append({"date": day, **{s: int(status.get(s, 0)) for s in STATUSES}})
    frame = pd.DataFrame(rows)
    frame["allies"] = frame[list(STATUSES)].sum(axis=1)
    return frame


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
    log, members = log_of(evidence, "ccm_status"), evidence["nato_members"]
    rows, before = [], None
    for day in camps(evidence)["date"]:
        inside = _status_on(log, members, day).isin(INSIDE)
        for iso3, now in inside.items() if before is not None else ():
            if iso3 not in before:
                rows.append((day, iso3, bool(now), "joined NATO"))
            elif before[iso3] != now:
                rows.append((day, iso3, bool(now), "changed camp"))
        before = inside
    return pd.DataFrame(rows, columns=["date", "iso3", "inside", "act"])


def moved(evidence: Evidence, *, inside: bool | None = None) -> pd.DataFrame:
    """Return the changes of camp of :func:`camp_changes`; of one direction if it is given."""
    rows = camp_changes(evidence)
    rows = rows[rows["act"].eq("changed camp")]
    return rows if inside is None else rows[rows["inside"].eq(inside)]


def arrived(evidence: Evidence, *, outside: bool = False) -> pd.DataFrame:
    """Return the allies' arrivals of :func:`camp_changes`, or those from outside the treaty."""
    rows = camp_changes(evidence)
    rows = rows[rows["act"].eq("joined NATO")]
    return rows[~rows["inside"].astype(bool)] if outside else rows


def stocks(evidence: Evidence) -> pd.Series:
    """Return ``yes`` or ``no`` for each state on which a row says whether it holds a stock.

    The latest statement counts (table ``non_party_stockpilers``).
    """
    latest = stock_rows(evidence).set_index("iso3")["stockpile"]
    return latest.map({True: "yes", False: "no"}).astype("object")


def stock_rows(evidence: Evidence) -> pd.DataFrame:
    """Return the latest row of each state that says whether it holds a stock."""
    rows = evidence["non_party_stockpilers"].dropna(subset=["stockpile"])
    return rows.sort_values("as_of").drop_duplicates("iso3", keep="last")


def favourable_words(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which an office of an ally speaks for using, making or giving it."""
    return evidence.pick("political_facts", category="ally_position", stance="favours_weapon")


def acts_to_leave(evidence: Evidence) -> pd.DataFrame:
    """Return the rows in which a government, president or parliament acts to leave the treaty."""
    return evidence.pick("government_positions", stance="leave")


def supporters(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that hold the weapon outside the treaty, act to leave or speak for it.

    Index ``iso3``; columns ``stock``, ``act`` and ``words`` (booleans; see :func:`stocks`,
    :func:`acts_to_leave` and :func:`favourable_words`).
    """
    status = standing_of_allies(evidence)
    frame = pd.DataFrame(
        {
            "stock": stocks(evidence).reindex(status.index).eq("yes") & ~status["bound"],
            "act": status.index.isin(acts_to_leave(evidence)["iso3"]),
            "words": status.index.isin(favourable_words(evidence)["iso3"]),
        }
    )
    return frame[frame.any(axis=1)]


def outsiders(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that border Russia or were outside the treaty on either day.

    Index ``iso3``; columns ``name``, ``named`` (by the op-ed), ``border``, ``outside_then`` (when
    the op-ed appeared), ``outside_now``, ``stock`` (``yes``, ``no``, ``destroyed`` or ``not
    published``) and ``status``. Named states come first, then those that stay out, then the rest.
    """
    destroyed, stock = set(evidence["stockpile_destruction"]["iso3"]), stocks(evidence)
    now = standing_of_allies(evidence)
    then = standing_of_allies(evidence, evidence.at_publication().as_of)["bound"]
    frame = pd.DataFrame(
        {
            "name": now["name"],
            "named": now.index.isin(NAMED),
            "border": now.index.isin(border_allies(evidence)),
            "outside_then": ~then.reindex(now.index, fill_value=True),
            "outside_now": ~now["bound"],
            "stock": [
                stock.get(iso3, "destroyed" if iso3 in destroyed else "not published")
                for iso3 in now.index
            ],
            "status": now["status"],
        }
    )
    frame = frame[frame["border"] | frame["outside_then"] | frame["outside_now"]]
    order = ["named", "outside_then", "outside_now", "name"]
    return frame.sort_values(order, ascending=[False, False, False, True])


def no_position(evidence: Evidence) -> pd.DataFrame:
    """Return the reports that NATO as an alliance has no position on the convention."""
    return evidence.pick("political_facts", stance="no_position")


def alliance_decisions(evidence: Evidence, *stances: str) -> pd.DataFrame:
    """Return the rows that record a decision of the alliance on the convention.

    ``stances`` are those counted: ``adopts_treaty``, ``rejects_treaty`` or both.
    """
    return evidence.pick("political_facts", category="nato_position", stance=stances)
