"""Votes and steps of Lithuania, who else left which treaty, and what was bought since."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, NotInEvidence, some
from chapters.common.allies import allies_on, border_allies
from chapters.common.exits import (
    CLUSTER,
    STATUS_TABLES,
    allied_parties,
    exits,
    list_date,
    treaty_log,
)
from chapters.common.states import name
from chapters.common.treaty import laws_to_leave, status_of

LITHUANIA = "LTU"

SINCE = "2024-01-01"
"""From when the border allies' status is followed."""


def vote_reports(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of both votes, a row each: the first vote's reports, then the final's.

    Columns: ``id``, ``date``, ``stage``, ``reporter``, ``votes_for``, ``votes_against``,
    ``votes_abstaining`` (members; missing where the report does not give it), ``members`` and
    ``needed`` (of the whole parliament, from whichever report states it; more than half of all
    members where none says how many votes were needed).

    Raises
    ------
    NotInEvidence
        If no report of the final vote, or none of the number of members, is accepted.
    """
    evidence.rows("seimas_votes", stage="final")
    table = evidence["seimas_votes"]
    total = table["members_total"].dropna()
    members = int(some(total, "no accepted report says how many members the parliament has").max())
    columns = ["id", "date", "stage", "reporter", "votes_for", "votes_against", "votes_abstaining"]
    return table.loc[table["stage"].notna(), columns].assign(
        members=members, needed=table["votes_needed"].fillna(0).max() or members // 2 + 1
    )


def final_vote(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of the final vote (see :func:`vote_reports`)."""
    votes = vote_reports(evidence)
    return votes[votes["stage"].eq("final")]


def distinct(values: pd.Series) -> list[int]:
    """Return the different values that reports give, in order; none if no report gives any."""
    return sorted({int(value) for value in values.dropna()})


def exits_of_allies(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the allies that gave notice under a treaty, perhaps none (see ``common.exits``)."""
    gone = exits(evidence)
    return gone[gone["treaty"].eq(treaty) & gone["ally"]]


def lithuanias_exit(evidence: Evidence) -> dict[str, str | None]:
    """Return the ISO days of Lithuania's notice (``notified``) and exit (``left``), else none."""
    gone = exits(evidence)
    gone = gone[gone["treaty"].eq(CLUSTER) & gone["iso3"].eq(LITHUANIA)]
    days = gone.iloc[0] if len(gone) else {"notified": None, "left": None}
    return {key: None if pd.isna(days[key]) else days[key] for key in ("notified", "left")}


def is_first(evidence: Evidence) -> bool:
    """Return whether no state left the cluster convention before Lithuania."""
    gone = exits(evidence).dropna(subset=["left"])
    gone = gone[gone["treaty"].eq(CLUSTER)].sort_values("left")
    return gone["iso3"].head(1).eq(LITHUANIA).any()


def acting_allies(evidence: Evidence) -> list[str]:
    """Return the allies that were leaving the cluster convention by the evidence's date (iso3).

    What counts as leaving follows the definition ``acts_counted``. Notices and exits are read from
    the depositary's list, which is complete; laws to leave from ``arms_control``, which is not.

    Raises
    ------
    NotInEvidence
        If votes count but no law to leave and no notice is accepted here.
    """
    reading = evidence.definitions.get("acts_counted", "vote")
    gone = exits_of_allies(evidence, CLUSTER)
    if reading == "effect":
        gone = gone[gone["left"].notna()]
    acting = set(gone["iso3"])
    if reading == "vote":
        laws = laws_to_leave(evidence["arms_control"])
        if not acting:
            some(laws, "no law to leave the convention is accepted and no notice was given")
        acting |= set(laws["actor_iso3"]) & set(allies_on(evidence))
    return sorted(acting)


def others_bound(evidence: Evidence, acting: list[str]) -> list[str]:
    """Return the allies in the cluster convention that are not among those acting (iso3)."""
    parties = allied_parties(evidence, CLUSTER, evidence.reaches("ccm_status"))
    return [state for state in parties if state not in acting]


def by_date(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows sorted by the first day that their date can mean."""
    return rows.loc[rows["date"].map(earliest_day).sort_values(kind="stable").index]


def purchases(evidence: Evidence) -> pd.DataFrame:
    """Return the reports on what Lithuania bought (``aftermath``), by date, perhaps none."""
    rows = evidence.pick("aftermath", kind="procurement", iso3=LITHUANIA)
    on_claim = rows["bears_on_claims"].str.split().map(lambda ids: "C53" in ids).astype(bool)
    return by_date(rows[on_claim])


def purchases_since(evidence: Evidence) -> pd.DataFrame:
    """Return the :func:`purchases` of the time since Lithuania left, or all if it has not."""
    rows, left = purchases(evidence), lithuanias_exit(evidence)["left"]
    return rows[rows["date"].map(earliest_day) >= earliest_day(left)] if left else rows


def statuses_over_time(evidence: Evidence) -> pd.DataFrame:
    """Return where the border allies stood under both treaties, a row each, by name, since 2024.

    Columns: ``treaty``, ``name``, ``iso3``, ``status`` (on the day ``start``), ``notified`` and
    ``left`` (ISO days, missing if none), ``start`` and ``end`` (the date of the depositary's list,
    or of the last exit if that is later).
    """
    names = {name(evidence, iso3): iso3 for iso3 in border_allies(evidence)}
    near = pd.DataFrame(sorted(names.items()), columns=["name", "iso3"])
    gone, first, parts = exits(evidence), date.fromisoformat(SINCE), []
    for treaty in STATUS_TABLES:
        status = status_of(near["iso3"], treaty_log(evidence, treaty), first)
        acts = gone[gone["treaty"].eq(treaty)].set_index("iso3")[["notified", "left"]]
        parts.append(near.assign(treaty=treaty, status=status).join(acts, on="iso3"))
    end = max([list_date(evidence), *gone["left"].dropna()])
    if end <= SINCE:
        raise NotInEvidence(f"the lists end before {SINCE}")
    frame = pd.concat(parts, ignore_index=True).assign(start=SINCE, end=end)
    return frame[["treaty", "name", "iso3", "status", "start", "end", "notified", "left"]]


def steps(evidence: Evidence) -> pd.DataFrame:
    """Return Lithuania's steps out of the treaty and after, by date.

    Columns: ``id``, ``first`` and ``last`` (ISO days that the date can mean), ``step`` (as the
    tables name it; ``op_ed``), ``where`` (``Vilnius``, ``treaty``, ``after`` or ``op-ed``).
    """
    taken = evidence["political_facts"].dropna(subset=["step"])
    under_treaty = taken["step"].isin(("notice_deposited", "exit_in_effect"))
    published = {"id": "op-ed", "date": evidence.published.isoformat(), "step": "op_ed"}
    parts = (
        taken.assign(
            date=taken["date_start"],
            where=under_treaty.map({True: "treaty", False: "Vilnius"}),
        ),
        evidence["aftermath"].dropna(subset=["step"]).assign(where="after"),
        pd.DataFrame([{**published, "where": "op-ed"}]),
    )
    frame = pd.concat([part[["id", "date", "step", "where"]] for part in parts])
    for column, day in (("first", earliest_day), ("last", latest_day)):
        frame[column] = frame["date"].map(day).map(date.isoformat)
    frame = frame[["id", "first", "last", "step", "where"]]
    return frame.sort_values(["last", "first", "id"], ignore_index=True)


def notice_months(evidence: Evidence) -> int:
    """Return the months between a notice and the exit, by Article 20."""
    return int(evidence.rows("ccm_articles", rule="withdrawal_notice_period")["number"].iloc[0])
