"""What has come due of what the op-ed foretold, and the dated events since that bear on it."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence
from chapters.common.days import of_book
from chapters.common.exits import CLUSTER, allied_parties, exits, whole_months

DUE, PART, NOT_DUE, OPEN = "come due", "come due in part", "not come due", "cannot come due"
GROUPS = {"due": DUE, "part": PART, "not_due": NOT_DUE, "open": OPEN}

CAUSES = "claims about causes"
"""The group of the claims that are no predictions, in the chart."""

SIDES = ("supports", "weakens", "neutral")

_LEAST_MONTHS = 12
"""Months after which a forecast that needs only time counts as due."""


def months_since(evidence: Evidence) -> int:
    """Return the whole months from the op-ed to the last day that the events reach."""
    return whole_months(evidence.published.isoformat(), of_book(evidence).isoformat())


def new_leaders(evidence: Evidence) -> pd.DataFrame:
    """Return the rows on the start in office of Secretaries General since the op-ed appeared."""
    office = "NATO Secretary General"
    starts = evidence.pick("political_facts", office=office, term_mark="start")
    return starts[
        starts["date_start"].map(earliest_day).gt(evidence.published)
        & starts["date_start"].map(latest_day).le(evidence.as_of)
    ]


def bound_then(evidence: Evidence) -> list[str]:
    """Return the allies that were bound by the convention when the op-ed appeared (iso3)."""
    return allied_parties(evidence, CLUSTER, evidence.published)


def leavers(evidence: Evidence) -> list[str]:
    """Return the allies bound at publication that have left the convention since (iso3)."""
    gone = exits(evidence)
    gone = set(gone.loc[gone["treaty"].eq(CLUSTER) & gone["left"].notna(), "iso3"])
    return [state for state in bound_then(evidence) if state in gone]


def makers(evidence: Evidence) -> list[str]:
    """Return the allies bound at publication that are reported to buy or make the weapon (iso3)."""
    rows = bearing(evidence)
    rows = rows[
        rows["claim"].eq("C14") & rows["kind"].eq("procurement") & rows["direction"].eq("supports")
    ]
    return sorted(set(rows["iso3"].dropna()) & set(bound_then(evidence)))


def standing_of(evidence: Evidence, premise: str) -> str:
    """Return whether a premise has been met by the evidence's date: one of :data:`GROUPS`.

    ``time``: at least twelve months have passed. ``leader``: a Secretary General took office after
    publication. ``exits``: of the allies bound at publication all have left (due), some (in part)
    or none. ``production``: a report of a bound ally buying or making the weapon bears on C14.
    ``war`` and ``open`` are set here: the tables record no war on a member, and what has no limit
    never falls due. That a premise is met does not say that the prediction proved right: that is
    the verdict, which the chapter of the claim computes.
    """
    if premise == "open":
        return OPEN
    if premise == "exits":
        bound, left = bound_then(evidence), leavers(evidence)
        return DUE if left == bound else PART if left else NOT_DUE
    met = {
        "time": lambda: months_since(evidence) >= _LEAST_MONTHS,
        "leader": lambda: len(new_leaders(evidence)) > 0,
        "production": lambda: len(makers(evidence)) > 0,
        "war": lambda: False,
    }
    return DUE if met[premise]() else NOT_DUE


def standings(evidence: Evidence) -> pd.Series:
    """Return where each prediction stands (one of :data:`GROUPS`), by claim id, in order."""
    waits = evidence.pick("claims", kind="predictive").set_index("id")["waits_for"]
    return waits.map(lambda premise: standing_of(evidence, premise))


def bearing(evidence: Evidence) -> pd.DataFrame:
    """Return the events since publication, one row an event and claim it bears on.

    Columns are those of ``aftermath`` and ``claim``.
    """
    rows = evidence["aftermath"]
    rows = rows[rows["date"].map(latest_day).gt(evidence.published).astype(bool)]
    rows = rows.assign(claim=rows["bears_on_claims"].str.split()).explode("claim")
    return rows.astype({"claim": "string"})


def by_claim(evidence: Evidence) -> pd.DataFrame:
    """Return what the chart draws: a row for each event and claim that it bears on.

    Columns: ``group`` (the standing of a prediction, or :data:`CAUSES`), ``claim``, ``paraphrase``,
    ``date``, ``event``, ``direction``, ``source``, ``grade``. A prediction without events has one
    row with the last five missing; a claim about causes without events is left out.
    """
    claims = evidence.pick("claims", kind=("predictive", "causal"))[["id", "paraphrase"]]
    claims = claims.rename(columns={"id": "claim"})
    claims["group"] = claims["claim"].map(standings(evidence)).fillna(CAUSES)
    rows = bearing(evidence).rename(columns={"confidence": "grade"})
    rows = rows[["claim", "date", "event", "direction", "source", "grade"]]
    frame = claims.merge(rows, on="claim", how="left")
    frame = frame[frame["event"].notna() | frame["group"].ne(CAUSES)]
    place = frame["group"].map((*GROUPS.values(), CAUSES).index)
    side = frame["direction"].map(SIDES.index, na_action="ignore")
    order = frame.assign(place=place, side=side).sort_values(["place", "claim", "side", "date"])
    return order[["group", "claim", "paraphrase", *rows.columns[1:]]].reset_index(drop=True)
