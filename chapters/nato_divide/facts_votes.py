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
    for _, those in rows.groupby("year"):
        day = date.fromisoformat(str(those["date"].dropna().max()))
        ally = those["iso3"].isin(allies_on(evidence, day))
        parts.append(those.assign(ally=ally, status=status_of(those["iso3"], log, day)))
    columns = ["year", "iso3", "vote", "ally", "status"]
    return pd.concat([pd.DataFrame(columns=columns), *parts], ignore_index=True)[columns]


@remembered
def cohesion(evidence: Evidence) -> pd.DataFrame:
    """Return how alike the allies voted in each year of :func:`votes`.

    Columns: ``year``, ``allies`` (that voted), ``yes``, ``abstain``, ``no`` (numbers of allies),
    ``agreement``, ``parties_yes`` and ``outside_yes`` (shares in favour among allies bound and not
    bound). ``agreement`` is the index of Hix, Noury and Roland for votes with abstentions: the
    largest of the three numbers less half of the other two, over all votes. It is one if all vote
    alike and nought if the three are equal.
    """
    rows, cast = [], votes(evidence)
    for year, those in cast[cast["ally"].eq(True) & cast["vote"].isin(VOTES)].groupby("year"):
        tally, total = those["vote"].value_counts(), len(those)
        in_favour = those["vote"].eq("yes").groupby(those["status"].eq("state party")).mean()
        rows.append(
            {
                "year": int(year),
                "allies": total,
                **{vote: int(tally.get(vote, 0)) for vote in VOTES},
                "agreement": (1.5 * tally.max() - total / 2) / total,
                "parties_yes": in_favour.get(True, float("nan")),
                "outside_yes": in_favour.get(False, float("nan")),
            }
        )
    columns = ["year", "allies", *VOTES, "agreement", "parties_yes", "outside_yes"]
    return pd.DataFrame(rows, columns=columns)


def wholly_apart(roll: pd.DataFrame) -> bool:
    """Return whether in every year of :func:`cohesion` the bound allies alone were in favour."""
    return bool(roll["parties_yes"].eq(1).all() and roll["outside_yes"].eq(0).all())


def vote_rows(evidence: Evidence) -> tuple[str, pd.DataFrame]:
    """Return the rows, with their table, of the allies' votes in the years of :func:`votes`."""
    years = tuple(int(year) for year in votes(evidence)["year"].unique())
    members = tuple(allies_on(evidence))
    return "unga_votes_by_state", evidence.pick("unga_votes_by_state", year=years, iso3=members)
