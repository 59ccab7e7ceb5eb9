"""How the allies voted on the treaty's yearly resolution, and how alike."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Evidence, remembered
from chapters.common.allies import allies_on
from chapters.common.treaty import log_of, status_of

VOTES = ("yes", "abstain", "no")


@remembered
def votes(evidence: Evidence) -> pd.DataFrame:
    """Return how every state voted, in the years for which the roll call is known.

    A year counts if the table holds at least half of the United Nations' members for it. Columns:
    ``year``, ``iso3``, ``vote``, ``ally`` and ``status`` (towards the treaty on the day).
    """
    rows = evidence["unga_votes_by_state"]
    half = int(evidence["states"]["un_member"].sum()) / 2
    rows = rows[rows.groupby("year")["iso3"].transform("count") >= half]
    log, parts = log_of(evidence, "ccm_status"), []
    for year, those in rows.groupby("year"):
        day = date.fromisoformat(str(those["date"].dropna().max()))
        parts.append(
            pd.DataFrame(
                {
                    "year": int(year),
                    "iso3": those["iso3"],
                    "vote": those["vote"],
                    "ally": those["iso3"].isin(allies_on(evidence, day)),
                    "status": status_of(those["iso3"], log, day),
                }
            )
        )
    empty = pd.DataFrame(columns=["year", "iso3", "vote", "ally", "status"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def _share_in_favour(rows: pd.DataFrame) -> float:
    """Return the share of rows of :func:`votes` in favour, not a number if there is none."""
    return float(rows["vote"].eq("yes").astype(float).mean())


@remembered
def cohesion(evidence: Evidence) -> pd.DataFrame:
    """Return how alike the allies voted in each year of :func:`votes`.

    Columns: ``year``, ``allies`` (that voted), ``yes``, ``abstain``, ``no`` (numbers of allies),
    ``majority`` (share in the largest of the three), ``agreement``, ``parties_yes`` and
    ``outside_yes`` (shares in favour among allies bound and not bound) and ``others_yes`` (share
    among the states outside NATO). ``agreement`` is the index of Hix, Noury and Roland for votes
    with abstentions: the largest of the three numbers less half of the other two, over all votes.
    It is one if all vote alike and nought if the three are equal.
    """
    rows = []
    for year, those in votes(evidence).groupby("year"):
        cast = those[those["vote"].isin(VOTES)]
        ally = cast["ally"].astype(bool)
        allied, others = cast[ally], cast[~ally]
        tally = allied["vote"].value_counts()
        total, most = len(allied), int(tally.max())
        bound = allied["status"].eq("state party")
        rows.append(
            {
                "year": int(year),
                "allies": total,
                **{vote: int(tally.get(vote, 0)) for vote in VOTES},
                "majority": most / total,
                "agreement": (most - (total - most) / 2) / total,
                "parties_yes": _share_in_favour(allied[bound]),
                "outside_yes": _share_in_favour(allied[~bound]),
                "others_yes": _share_in_favour(others),
            }
        )
    columns = ["year", "allies", *VOTES, "majority", "agreement"]
    return pd.DataFrame(rows, columns=[*columns, "parties_yes", "outside_yes", "others_yes"])


def wholly_apart(roll: pd.DataFrame) -> bool:
    """Return whether in every year of :func:`cohesion` the bound allies alone were in favour."""
    return bool(roll["parties_yes"].eq(1).all() and roll["outside_yes"].eq(0).all())


def years_between(roll: pd.DataFrame) -> list[int]:
    """Return the years between the first and last of :func:`cohesion` without votes by state."""
    known = set(roll["year"].astype(int))
    return [year for year in range(min(known), max(known)) if year not in known] if known else []


def turns(evidence: Evidence) -> pd.DataFrame:
    """Return the allies that voted in the first and the last year of :func:`votes`, unlike.

    Index ``iso3``; columns ``before`` and ``after`` (votes).
    """
    rows = votes(evidence)
    allied = rows[rows["ally"].astype(bool)]
    by_year = allied.pivot_table(index="iso3", columns="year", values="vote", aggfunc="first")
    ends = pd.DataFrame(
        {"before": by_year[by_year.columns[0]], "after": by_year[by_year.columns[-1]]}
    ).dropna()
    return ends[ends["before"].ne(ends["after"])]


def vote_rows(evidence: Evidence) -> tuple[str, pd.DataFrame]:
    """Return the rows, with their table, of the allies' votes in the years of :func:`votes`."""
    years = tuple(int(year) for year in votes(evidence)["year"].unique())
    members = tuple(allies_on(evidence))
    return "unga_votes_by_state", evidence.pick("unga_votes_by_state", year=years, iso3=members)
