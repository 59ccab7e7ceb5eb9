"""Chapter "Predictions": what the op-ed foretold against the dated events since."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from casebook.data.dates import earliest_day, in_words, latest_day
from casebook.leaving import CLUSTER, allied_parties, exits, whole_months
from casebook.reasoning.claims import Finding, Verdict
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.reasoning.numbers import known
from casebook.reasoning.statistics import wilson_interval
from casebook.telling.wording import how_many, listed, percent, spelled

DUE, PART, NOT_DUE, OPEN = "come due", "come due in part", "not come due", "cannot come due"
STANDINGS = (DUE, PART, NOT_DUE, OPEN)

PREMISES = {
    "C14": "production",
    "C18": "war",
    "C20": "exits",
    "C22": "time",
    "C27": "open",
    "C33": "war",
    "C61": "leader",
    "C75": "exits",
    "C76": "exits",
    "C82": "war",
    "C92": "open",
}
"""What has to happen before a prediction can be tested; reading it from the claim is ours."""

IN_WORDS = {
    "time": "time passing",
    "leader": "a new Secretary General",
    "exits": "members leaving the treaty",
    "production": "a treaty member making or buying the weapon again",
    "war": "a war on a NATO member",
    "open": "nothing: it sets no date and no limit",
}

_LEAST_MONTHS = 12
"""Months after which a forecast that needs only time counts as due."""


_LEVEL = 0.95
"""Level of the interval of the share of allies that followed."""


# --- numbers -----------------------------------------------------------------------------------


def ids(evidence: Evidence) -> list[str]:
    """Return the ids of the predictive claims in the op-ed's order."""
    claims = evidence["claims"]
    return list(claims.loc[claims["kind"].eq("predictive"), "id"])


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
    if premise == "time":
        months = whole_months(PUBLICATION.isoformat(), evidence.as_of.isoformat())
        return DUE if months >= _LEAST_MONTHS else NOT_DUE
    if premise == "leader":
        offices = evidence["political_facts"]
        starts = offices.loc[offices["id"].eq("P009"), "date_start"]
        return DUE if starts.map(latest_day).le(evidence.as_of).any() else NOT_DUE
    if premise == "exits":
        bound, left = allied_parties(evidence, CLUSTER, PUBLICATION), leavers(evidence)
        return DUE if left == bound else PART if left else NOT_DUE
    if premise == "production":
        return DUE if makers(evidence) else NOT_DUE
    return NOT_DUE


def leavers(evidence: Evidence) -> list[str]:
    """Return the allies bound at publication that have left the convention since (iso3)."""
    gone = exits(evidence)
    gone = set(gone.loc[gone["treaty"].eq(CLUSTER) & gone["left"].notna(), "iso3"])
    return [s for s in allied_parties(evidence, CLUSTER, PUBLICATION) if s in gone]


def makers(evidence: Evidence) -> list[str]:
    """Return the allies bound at publication that are reported to buy or make the weapon (iso3)."""
    rows = bearing(evidence)
    rows = rows[
        rows["claim"].eq("C14") & rows["kind"].eq("procurement") & rows["direction"].eq("supports")
    ]
    return sorted(set(rows["iso3"].dropna()) & set(allied_parties(evidence, CLUSTER, PUBLICATION)))


def bearing(evidence: Evidence) -> pd.DataFrame:
    """Return the events since publication, one row an event and claim it bears on.

    Columns are those of ``aftermath`` and ``claim``.
    """
    rows = evidence["aftermath"]
    rows = rows[rows["date"].map(latest_day).gt(PUBLICATION)] if len(rows) else rows
    rows = rows.assign(claim=rows["bears_on_claims"].str.split()).explode("claim")
    return rows.astype({"claim": "string"})


def marks(evidence: Evidence, claims: list[str]) -> pd.DataFrame:
    """Return what the charts draw: events of one day and direction together, by claim.

    Columns: ``claim``, ``paraphrase``, ``first`` and ``last`` (ISO days that the date can mean),
    ``direction``, ``weak`` (whether the source is weak), ``events`` (number). A claim without
    events has one row with all but the first two missing.
    """
    rows = bearing(evidence)
    rows = rows[rows["claim"].isin(claims)].assign(
        first=lambda frame: frame["date"].map(_first_day),
        last=lambda frame: frame["date"].map(lambda day: latest_day(day).isoformat()),
        weak=lambda frame: frame["confidence"].eq("weak").astype(bool),
    )
    grouped = rows.groupby(["claim", "first", "last", "direction", "weak"], as_index=False).agg(
        events=("id", "size")
    )
    words = evidence["claims"].set_index("id")["paraphrase"]
    listing = pd.DataFrame({"claim": claims}, dtype="string")
    listing["paraphrase"] = listing["claim"].map(words)
    return listing.merge(grouped, on="claim", how="left")


def _first_day(day: str) -> str:
    """Return the first day that an event can have been on, none before publication."""
    return max(earliest_day(day), PUBLICATION).isoformat()


def tally(evidence: Evidence) -> pd.DataFrame:
    """Return every prediction with its standing and its events, weak ones left out.

    Index: claim id. Columns: ``paraphrase``, ``premise``, ``standing``, ``supports``, ``weakens``,
    ``neutral`` (numbers of days with such an event, since several rows of one day often come from
    one report) and ``latest`` (ISO date, missing if none).
    """
    chosen = ids(evidence)
    rows = bearing(evidence)
    rows = rows[rows["confidence"].ne("weak")]
    days = rows.groupby(["claim", "direction"])["date"].nunique().unstack(fill_value=0)
    days = days.reindex(index=chosen, columns=list(SIDE_WORDS), fill_value=0).fillna(0).astype(int)
    premises = pd.Series({c: PREMISES.get(c, "open") for c in chosen})
    claims = evidence["claims"].set_index("id")
    return days.assign(
        paraphrase=claims["paraphrase"],
        premise=premises,
        standing=premises.map(lambda p: standing_of(evidence, p)),
        latest=rows.groupby("claim")["date"].max(),
    )


SIDE_WORDS = {"supports": "for", "weakens": "against", "neutral": "neither"}


def causal_ids(evidence: Evidence) -> list[str]:
    """Return the causal claims that some event since publication bears on, in order."""
    claims, rows = evidence["claims"], bearing(evidence)
    causal = claims.loc[claims["kind"].eq("causal"), "id"]
    return [c for c in causal if c in set(rows["claim"])]


def table(evidence: Evidence) -> pd.DataFrame:
    """Return :func:`tally` ready to show, those that came due first."""
    frame = tally(evidence)
    frame = frame.sort_values(
        "standing", key=lambda s: s.map(STANDINGS.index), kind="stable"
    ).reset_index(names="claim")
    return pd.DataFrame(
        {
            "Claim": frame["claim"],
            "Prediction": frame["paraphrase"],
            "Turns on": frame["premise"].map(IN_WORDS),
            "Has it come due?": frame["standing"],
            "Days with an event for / against / neither": [
                f"{row.supports} / {row.weakens} / {row.neutral}" for row in frame.itertuples()
            ],
        }
    )


def events_table(evidence: Evidence) -> pd.DataFrame:
    """Return the events that bear on a prediction, ready to show, by date."""
    rows = bearing(evidence)
    rows = rows[rows["claim"].isin(ids(evidence))]
    rows = rows.groupby("id", sort=False, as_index=False).agg(
        date=("date", "first"),
        event=("event", "first"),
        direction=("direction", "first"),
        claims=("claim", lambda c: ", ".join(c)),
        grade=("confidence", "first"),
    )
    return pd.DataFrame(
        {
            "When": rows["date"].map(in_words),
            "Event": rows["event"],
            "Bears on": rows["claims"],
            "Points": rows["direction"].map(SIDE_WORDS),
            "Grade": rows["grade"],
        }
    )


def numbers(evidence: Evidence, findings: Mapping[str, Finding]) -> dict[str, object]:
    """Return the numbers of this chapter's prose; ``findings`` are those of all claims."""
    groups = (_tally_numbers, _follower_numbers, _step_numbers)
    untested = [c for c in ids(evidence) if findings[c].now.verdict == Verdict.UNTESTED]
    return {
        "data_date": in_words(evidence.as_of),
        "untested": spelled(len(untested)),
        "tested_ids": listed(c for c in ids(evidence) if c not in untested),
        **known(groups, evidence),
    }


def _tally_numbers(evidence: Evidence) -> dict[str, object]:
    frame, borne = tally(evidence), bearing(evidence)
    exiting = borne[borne["claim"].eq("C22") & borne["kind"].eq("withdrawal")]
    groups = {name: list(frame.index[frame["standing"].eq(name)]) for name in STANDINGS}
    return {
        "months": whole_months(PUBLICATION.isoformat(), evidence.as_of.isoformat()),
        "predictions": spelled(len(frame)),
        "due": spelled(len(groups[DUE])),
        "due_ids": listed(groups[DUE]),
        "part_ids": listed(groups[PART]),
        "not_due_ids": listed(groups[NOT_DUE]),
        "open_ids": listed(groups[OPEN]),
        "events": len(evidence["aftermath"]),
        "events_held": len(evidence.package.frames["aftermath"]),
        "last_event": in_words(max(borne["date"], default=PUBLICATION.isoformat())),
        "c22_exits": spelled(exiting["date"].nunique()),
        **{
            f"{claim.lower()}_{word}": spelled(int(frame.loc[claim, side]))
            for claim in ("C22", "C75")
            for side, word in (("supports", "for"), ("weakens", "against"))
        },
    }


def _follower_numbers(evidence: Evidence) -> dict[str, object]:
    bound = allied_parties(evidence, CLUSTER, PUBLICATION)
    left, others = leavers(evidence), len(bound) - 1
    followed = max(len(left) - 1, 0)
    return {
        "list_date": in_words(evidence["ccm_status"]["as_of"].max()),
        "left": spelled(len(left)),
        "bound": len(bound),
        "others": others,
        "followed": how_many(followed),
        "follow_ceiling": percent(wilson_interval(followed, others, _LEVEL)[1]),
        "level": percent(_LEVEL),
    }


def _step_numbers(evidence: Evidence) -> dict[str, object]:
    steps = evidence.by_id("political_facts", "P060", "P069")["date_start"]
    return {"lithuania_months": spelled(whole_months(steps["P060"], steps["P069"]))}
