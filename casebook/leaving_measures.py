"""What the chapter "Leaving" measures: votes, exits, who was bound, what was bought."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence, remembered, some
from casebook.telling.wording import spelled
from casebook.treaty import CONSENT, STATUSES, allies, laws_to_leave, log_of, standing, status_of

DEFINITIONS: dict[str, dict[str, str]] = {
    "acts_counted": {
        "vote": "A state is withdrawing once its parliament has passed the law to leave",
        "notice": "A state is withdrawing once the depositary has its notice",
        "effect": "A state is withdrawing only when it has left",
    },
    "gain_counted": {
        "acquired": "Leaving strengthens a defence once the weapons are bought or ordered",
        "permitted": "The freedom to buy, train and host counts as strength in itself",
    },
}
"""Readings of disputed terms; the first of each is used unless the evidence names another."""

CLUSTER, MINES = "Cluster munitions", "Anti-personnel mines"

SINCE = "2024-01-01"
"""From when the border allies' status is followed."""

STATUS_TABLES = {CLUSTER: "ccm_status", MINES: "apmbc_status"}

_MONTHS_A_YEAR = 12


def reading_of(evidence: Evidence, term: str) -> str:
    """Return the reading of a term in force here (see :data:`DEFINITIONS`)."""
    return evidence.definitions.get(term, next(iter(DEFINITIONS[term])))


def whole_months(start: str, end: str) -> int:
    """Return the whole months from one partial date (its first day) to another (its last)."""
    first, last = earliest_day(start), latest_day(end)
    months = (last.year - first.year) * _MONTHS_A_YEAR + last.month - first.month
    return months - (last.day < first.day)


def vote_reports(evidence: Evidence) -> pd.DataFrame:
    """Return the reports of both votes, a row each: the first vote's reports, then the final's.

    Columns: ``id``, ``date``, ``stage``, ``reporter``, ``votes_for``, ``votes_against``,
    ``votes_abstaining`` (members; missing where the report does not give it), ``members`` and
    ``needed`` (of the whole parliament, from whichever report states it).

    Raises
    ------
    NotInEvidence
        If no report of the final vote is accepted.
    """
    evidence.rows("seimas_votes", stage="final")
    table = evidence["seimas_votes"]
    counts = table[table["stage"].notna()]
    columns = [
        *("id", "date", "stage", "reporter"),
        *("votes_for", "votes_against", "votes_abstaining"),
    ]
    return counts[columns].assign(
        members=table["members_total"].max(), needed=table["votes_needed"].max()
    )


def one_or_range(values: pd.Series) -> str:
    """Return the distinct values of conflicting reports in words: ``none or one``."""
    distinct = sorted({int(value) for value in values.dropna()})
    words = ["none" if value == 0 else spelled(value) for value in distinct]
    return " or ".join(words) or "a number not given"


def treaty_log(evidence: Evidence, treaty: str) -> pd.DataFrame:
    """Return the acts under one of the two treaties up to the evidence's date."""
    return log_of(evidence, STATUS_TABLES[treaty], evidence.as_of)


@remembered
def exits(evidence: Evidence) -> pd.DataFrame:
    """Return every state that gave notice under either treaty.

    Columns: ``treaty``, ``iso3``, ``notified``, ``left`` (ISO days; missing if not yet left),
    ``ally`` (whether a member of NATO on the evidence's date).
    """
    nato, parts = allies(evidence["nato_members"], evidence.as_of), []
    for treaty in STATUS_TABLES:
        acts = treaty_log(evidence, treaty).set_index("iso3")
        notified = acts.loc[acts["event"].eq("gave notice of withdrawal"), "date"]
        left = acts.loc[acts["event"].eq("left"), "date"]
        parts.append(
            pd.DataFrame({"notified": notified, "left": left})
            .rename_axis("iso3")
            .reset_index()
            .assign(treaty=treaty)
        )
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(ally=frame["iso3"].isin(nato)).sort_values(
        ["treaty", "notified", "iso3"], ignore_index=True
    )


def border_allies(evidence: Evidence) -> list[str]:
    """Return the NATO members with a land border with Russia (iso3), Kaliningrad included."""
    places = evidence["geography"]
    on_border = places.loc[places["land_border_with_russia"].fillna(False), "iso3"]
    return [s for s in allies(evidence["nato_members"], evidence.as_of) if s in set(on_border)]


def allied_parties(evidence: Evidence, treaty: str, on: date) -> list[str]:
    """Return the allies of a day that were parties to a treaty on it (iso3)."""
    nato = pd.Series(allies(evidence["nato_members"], on))
    bound = status_of(nato, treaty_log(evidence, treaty), on).eq("state party")
    return list(nato[bound])


def ever_bound(evidence: Evidence, states: list[str], treaty: str) -> list[str]:
    """Return which of the states ever consented to a treaty by the evidence's date."""
    log = treaty_log(evidence, treaty)
    consented = set(log.loc[log["event"].isin(CONSENT), "iso3"])
    return [state for state in states if state in consented]


def parties_on(evidence: Evidence, on: date) -> int:
    """Return the number of parties to the cluster convention on a day."""
    return int(standing(treaty_log(evidence, CLUSTER), on)["status"].eq("state party").sum())


def acting_allies(evidence: Evidence) -> list[str]:
    """Return the allies that were leaving the cluster convention by the evidence's date (iso3).

    What counts as leaving follows the definition ``acts_counted``. Notices and exits are read from
    the depositary's list, which is complete; laws to leave from ``arms_control``, which is not.

    Raises
    ------
    NotInEvidence
        If votes count but no law to leave and no notice is accepted here.
    """
    reading = reading_of(evidence, "acts_counted")
    gone = exits(evidence)
    gone = gone[gone["treaty"].eq(CLUSTER) & gone["ally"]]
    if reading == "effect":
        gone = gone[gone["left"].notna()]
    acting = set(gone["iso3"])
    if reading == "vote":
        nato = allies(evidence["nato_members"], evidence.as_of)
        laws = laws_to_leave(evidence["arms_control"])
        if not acting:
            some(laws, "no law to leave the convention is accepted and no notice was given")
        acting |= set(laws["actor_iso3"]) & set(nato)
    return sorted(acting)


def purchases(evidence: Evidence) -> pd.DataFrame:
    """Return the reports on what Lithuania bought (``aftermath``), by date."""
    rows = evidence["aftermath"]
    mine = rows["kind"].eq("procurement") & rows["iso3"].eq("LTU")
    on_claim = rows["bears_on_claims"].str.split().map(lambda ids: "C53" in ids).astype(bool)
    return by_date(rows[mine & on_claim])


def by_date(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows sorted by the first day that their date can mean."""
    return rows.loc[rows["date"].map(earliest_day).sort_values(kind="stable").index]


def statuses_over_time(evidence: Evidence) -> pd.DataFrame:
    """Return the border allies' status under both treaties, one row a spell since 2024.

    Columns: ``treaty``, ``name``, ``iso3``, ``status``, ``start`` and ``end`` (ISO days; the end is
    the date of the depositary's list, or of the last exit if that is later), ``notified`` (day of
    the notice, missing if none). Other allies are one row a treaty and status with ``iso3``
    missing, their number in ``states`` (1 for a border ally).
    """
    border = sorted(border_allies(evidence), key=evidence.state_name)
    nato = allies(evidence["nato_members"], evidence.as_of)
    gone, rows = exits(evidence), []
    listed_on = min(evidence["ccm_status"]["as_of"].max(), evidence.as_of.isoformat())
    last = max([listed_on, *gone["left"].dropna()])
    for treaty in STATUS_TABLES:
        log = treaty_log(evidence, treaty)
        acts = gone[gone["treaty"].eq(treaty)].set_index("iso3")
        for iso3 in border:
            day = acts["left"].get(iso3)
            cuts = [SINCE, last] if pd.isna(day) else [SINCE, day, last]
            for start, end in pairwise(cuts):
                status = status_of(pd.Series([iso3]), log, date.fromisoformat(start)).iloc[0]
                if start < end or day == last:
                    rows.append(
                        (
                            treaty,
                            evidence.state_name(iso3),
                            iso3,
                            status,
                            start,
                            end,
                            acts["notified"].get(iso3),
                            1,
                        )
                    )
        others = pd.Series([s for s in nato if s not in border])
        tally = status_of(others, log, date.fromisoformat(last)).value_counts()
        rows += [
            (treaty, "Other allies", None, status, SINCE, last, None, int(tally[status]))
            for status in STATUSES
            if status in tally
        ]
    return pd.DataFrame(
        rows,
        columns=["treaty", "name", "iso3", "status", "start", "end", "notified", "states"],
    )
