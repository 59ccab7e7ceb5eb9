"""Who is a NATO ally on a day, which allies border Russia, and where they stand to the treaty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered
from chapters.common.states import name
from chapters.common.treaty import allies, log_of, status_of

OVERSEAS = ("USA", "CAN")
"""The allies outside Europe and Asia: on no reading of a border or a distance near Russia."""


def allies_on(evidence: Evidence, on: date | None = None) -> list[str]:
    """Return the NATO members (iso3, sorted) on a day, the evidence's if not given.

    Raises
    ------
    NotInEvidence
        If no row tells who is a member.
    """
    return allies(evidence.rows("nato_members"), on or evidence.reaches("ccm_status"))


def border_allies(evidence: Evidence, on: date | None = None) -> list[str]:
    """Return the allies of a day (iso3) with a land border with Russia, Kaliningrad included."""
    land = evidence["geography"]
    border = set(land.loc[land["land_border_with_russia"].fillna(False), "iso3"])
    return [iso3 for iso3 in allies_on(evidence, on) if iso3 in border]


@remembered
def standing_of_allies(
    evidence: Evidence, on: date | None = None, table: str = "ccm_status"
) -> pd.DataFrame:
    """Return where every ally of a day stood on it, the evidence's day if not given.

    Index ``iso3``; columns ``name``, ``status`` (one of ``treaty.STATUSES``) and ``bound`` (is a
    state party). ``table`` is the depositary's list, of the cluster convention if not given; acts
    after the evidence's date do not count.
    """
    on = on or evidence.reaches(table)
    members = pd.Series(allies_on(evidence, on))
    status = status_of(members, log_of(evidence, table), on)
    return pd.DataFrame(
        {
            "name": [name(evidence, iso3) for iso3 in members],
            "status": status.to_numpy(),
            "bound": status.eq("state party").to_numpy(bool),
        },
        index=pd.Index(members, name="iso3"),
    )


def membership_rows(evidence: Evidence) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Return the rows, by table, that say who is an ally and who of them is bound."""
    members = evidence.pick("nato_members", preferred=True)
    status = evidence.pick("ccm_status", iso3=tuple(members["iso3"]))
    return ("ccm_status", status), ("nato_members", members)


def place_rows(evidence: Evidence) -> tuple[str, pd.DataFrame]:
    """Return the rows, with their table, that say where the allies lie."""
    return "geography", evidence.pick("geography", nato_member=True)


def denials(evidence: Evidence, holders: Iterable[str]) -> pd.DataFrame:
    """Return the rows in which a state (iso3) listed with a stock says that it has none."""
    return evidence.pick(
        "political_facts", category="ally_position", value="denial", iso3=tuple(holders)
    )
