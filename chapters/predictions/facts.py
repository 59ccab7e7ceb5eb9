"""What has come due of what the op-ed foretold, and the dated events since that bear on it."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day, latest_day
from casebook.reasoning.evidence import Evidence
from chapters.common.exits import CLUSTER, allied_parties, exits, whole_months

DUE, PART, NOT_DUE, OPEN = "come due", "come due in part", "not come due", "cannot come due"
STANDINGS = (DUE, PART, NOT_DUE, OPEN)

SIDES = ("supports", "weakens", "neutral")

_LEAST_MONTHS = 12
"""Months after which a forecast that needs only time counts as due."""


def ids(evidence: Evidence) -> list[str]:
    """Return the ids of the predictive claims in the op-ed's order."""
    return list(evidence.pick("claims", kind="predictive")["id"])


def months_since(evidence: Evidence) -> int:
    """Return the whole months from the op-ed to the last day that the events reach."""
    return whole_months(evidence.published.isoformat(), evidence.reaches("aftermath").isoformat())


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
    """Return whether a premise has been met by the evidence's date: one of :data:`STANDINGS`.

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


def bearing(evidence: Evidence) -> pd.DataFrame:
    """Return the events since publication, one row an event and claim it bears on.

    Columns are those of ``aftermath`` and ``claim``.
    """
    rows = evidence["aftermath"]
    rows = rows[rows["date"].map(latest_day).gt(evidence.published).astype(bool)]
    rows = rows.assign(claim=rows["bears_on_claims"].str.split()).explode("claim")
    return rows.astype({"claim": "string"})


def marks(evidence: Evidence, claims: list[str]) -> pd.DataFrame:
    """Return what the charts draw: events of one day and direction together, by claim.

    Columns: ``claim``, ``paraphrase``, ``first`` and ``last`` (ISO days that the date can mean,
    none before publication), ``direction``, ``weak`` (whether the source is weak), ``events``
    (number). A claim without events has one row with all but the first two missing.
    """
    rows = bearing(evidence)
    rows = rows[rows["claim"].isin(claims)]
    rows = rows.assign(
        first=rows["date"].map(lambda day: max(earliest_day(day), evidence.published).isoformat()),
        last=rows["date"].map(lambda day: latest_day(day).isoformat()),
        weak=rows["confidence"].eq("weak").astype(bool),
    )
    grouped = rows.groupby(["claim", "first", "last", "direction", "weak"], as_index=False).agg(
        events=("id", "size")
    )
    listing = pd.DataFrame({"claim": claims}, dtype="string")
    said = evidence["claims"].set_index("id")["paraphrase"]
    listing["paraphrase"] = listing["claim"].map(said)
    return listing.merge(grouped, on="claim", how="left")


def tally(evidence: Evidence) -> pd.DataFrame:
    """Return every prediction with its standing and its events, weak ones left out.

    Index: claim id. Columns: ``paraphrase``, ``premise``, ``standing``, ``supports``, ``weakens``,
    ``neutral`` (numbers of days with such an event, since several rows of one day often come from
    one report).
    """
    rows = bearing(evidence)
    rows = rows[rows["confidence"].ne("weak")]
    days = rows.groupby(["claim", "direction"])["date"].nunique().unstack(fill_value=0)
    days = days.reindex(index=ids(evidence), columns=list(SIDES), fill_value=0)
    claims = evidence["claims"].set_index("id").loc[days.index]
    premises = claims["waits_for"].fillna("open")
    return (
        days.fillna(0)
        .astype(int)
        .assign(
            paraphrase=claims["paraphrase"],
            premise=premises,
            standing=premises.map(lambda premise: standing_of(evidence, premise)),
        )
    )


def by_standing(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`tally` with what has come due first."""
    order = {"key": lambda standing: standing.map(STANDINGS.index), "kind": "stable"}
    return tally(evidence).sort_values("standing", **order)


def causal_ids(evidence: Evidence) -> list[str]:
    """Return the causal claims that some event since publication bears on, in order."""
    borne = set(bearing(evidence)["claim"])
    return [claim for claim in evidence.pick("claims", kind="causal")["id"] if claim in borne]


def events(evidence: Evidence) -> pd.DataFrame:
    """Return the events that bear on a prediction, a row each, with ``claims`` (ids to print)."""
    rows = bearing(evidence)
    rows = rows[rows["claim"].isin(ids(evidence))]
    claims = rows.groupby("id", sort=False)["claim"].agg(", ".join)
    return rows.drop_duplicates("id").assign(claims=lambda each: each["id"].map(claims))
