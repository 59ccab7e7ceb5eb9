"""What the chapter "A divided NATO?" measures of votes: how the allies voted, and how alike."""

from __future__ import annotations

from datetime import date

import pandas as pd

from casebook.reasoning.evidence import Cited, Evidence, remembered
from casebook.treaty import allies, log_of, status_of


@remembered
def votes(evidence: Evidence) -> pd.DataFrame:
    """Return how every state voted, in the years for which the roll call is known.

    A year counts if the table holds at least half of the United Nations' members for it. Columns:
    ``year``, ``iso3``, ``vote``, ``ally`` and ``status`` (towards the treaty on the day).
    """
    rows = evidence["unga_votes_by_state"]
    half = int(evidence["states"]["un_member"].sum()) / 2
    rows = rows[rows.groupby("year")["iso3"].transform("count") >= half]
    log, parts = log_of(evidence, "ccm_status", evidence.as_of), []
    for year, those in rows.groupby("year"):
        day = date.fromisoformat(str(those["date"].dropna().max()))
        parts.append(
            pd.DataFrame(
                {
                    "year": int(year),
                    "iso3": those["iso3"],
                    "vote": those["vote"],
                    "ally": those["iso3"].isin(allies(evidence["nato_members"], day)),
                    "status": status_of(those["iso3"], log, day),
                }
            )
        )
    empty = pd.DataFrame(columns=["year", "iso3", "vote", "ally", "status"])
    return pd.concat(parts, ignore_index=True) if parts else empty


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
        cast = those[those["vote"].isin(("yes", "abstain", "no"))]
        allied = cast[cast["ally"].astype(bool)]
        tally = allied["vote"].value_counts()
        total, most = len(allied), int(tally.max())
        yes, bound = allied["vote"].eq("yes"), allied["status"].eq("state party")
        rows.append(
            {
                "year": int(year),
                "allies": total,
                **{vote: int(tally.get(vote, 0)) for vote in ("yes", "abstain", "no")},
                "majority": most / total,
                "agreement": (most - (total - most) / 2) / total,
                "parties_yes": float(yes[bound].mean()),
                "outside_yes": float(yes[~bound].mean()),
                "others_yes": float(cast.loc[~cast["ally"].astype(bool), "vote"].eq("yes").mean()),
            }
        )
    columns = ["year", "allies", "yes", "abstain", "no", "majority", "agreement"]
    columns += ["parties_yes", "outside_yes", "others_yes"]
    return pd.DataFrame(rows, columns=columns)


def vote_rows(evidence: Evidence) -> Cited:
    """Return the rows of the allies' votes in the years of :func:`votes`."""
    rows = evidence["unga_votes_by_state"]
    members = allies(evidence["nato_members"], evidence.as_of)
    years = votes(evidence)["year"].unique()
    return evidence.cite(
        "unga_votes_by_state", rows[rows["year"].isin(years) & rows["iso3"].isin(members)]
    )
