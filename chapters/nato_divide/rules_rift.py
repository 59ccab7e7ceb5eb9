"""The rules of "A divided NATO?" on harm and where it goes: liability, split, rift, growth."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import border_allies, membership_rows, standing_of_allies
from chapters.common.states import alphabetical, in_text, names_in_text
from chapters.common.treaty import laws_to_leave, log_of
from chapters.nato_divide.facts import (
    JOINT,
    arrived,
    bound_and_all,
    happened,
    moved,
    shares_outside,
)
from chapters.nato_divide.facts_votes import cohesion, vote_rows, wholly_apart

_APART = 0.5
"""Difference between the camps' shares in favour from which they vote apart (claim C42)."""

_ON_LIABILITY = (
    ("political_facts", ("P080", "P082", "P084", "P099", "P100")),
    ("government_positions", ("GP22",)),
    ("industrial_base", ("IB61",)),
    ("ccm_articles", ("AR27", "AR28")),
    ("aftermath", ("A18",)),
)
"""Rows by table on whether the treaty harms its members' security (claim C16)."""


def _has(evidence: Evidence, table: str, *ids: str) -> bool:
    """Return whether the evidence holds all the rows with these ids."""
    return len(evidence.pick(table, *ids)) == len(ids)


def _year(evidence: Evidence, table: str, row: str, column: str) -> str | None:
    """Return the year of a date of a row, none if the row is not accepted."""
    rows = evidence.pick(table, row)
    return str(rows[column].iloc[0])[:4] if len(rows) else None


def _said(evidence: Evidence) -> dict[str, object]:
    """Return which statements on joint work are in evidence, for the sentences."""
    britain = _has(evidence, "political_facts", "P099", "P100")
    return {
        "limits_told": _has(evidence, "political_facts", "P080", "P084"),
        "britain_in": _year(evidence, "political_facts", "P099", "date_start") if britain else None,
        "leave": _has(evidence, "ccm_articles", "AR27"),
        "limit": _has(evidence, "ccm_articles", "AR28"),
    }


def liability(evidence: Evidence) -> Case:
    """Return whether the treaty harmed its members' security, by what happened to them.

    What officials, experts and the treaty say of limits is no test of harm done. All were found as
    words: low at most.
    """
    harm, none = (happened(evidence, "C16", way) for way in ("supports", "weakens"))
    return Case(
        {
            "mixed": len(harm) and len(none),
            "evidence for": len(harm),
            "evidence against": len(none),
            "untested": True,
        },
        evidence.cites(*_ON_LIABILITY, ("aftermath", pd.concat([harm, none]))),
        {"events_of_harm": len(harm), "events_of_none": len(none)},
        {
            **_said(evidence),
            "norway": _has(evidence, "government_positions", "GP22"),
            "buyers_in": _year(evidence, "industrial_base", "IB61", "date"),
        },
        at_most="low",
    )


def bifurcated(evidence: Evidence) -> Case:
    """Return whether the treaty split NATO, by votes (politics) and joint work (operations).

    What officials say of it is shown and not weighed. Whether the treaty made the difference or
    shows it cannot be told: medium at most.
    """
    roll = cohesion(evidence)
    if roll.empty:
        raise NotInEvidence("no year of state votes is accepted here")
    last, (bound, allies) = roll.iloc[-1], bound_and_all(evidence)
    apart = last["parties_yes"] - last["outside_yes"] > _APART
    said, shown = _said(evidence), happened(evidence, "C42", "weakens")
    return Case(
        {
            "mixed": apart and (said["leave"] or len(shown)),
            "evidence for": apart,
            "evidence against": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            vote_rows(evidence),
            *JOINT["friction"].items(),
            *JOINT["no bar"].items(),
            ("aftermath", shown),
            ("omissions", ("O03", "O27", "O34")),
        ),
        {"bound": bound, "outside": allies - bound, "vote_years": len(roll)},
        {
            **said,
            "shown": len(shown),
            "wholly": wholly_apart(roll),
            "last": last.to_dict(),
            "year": int(last["year"]),
            "objected_in": _month(evidence, "omissions", "O27"),
            "germany": _has(evidence, "political_facts", "P147"),
        },
        at_most="medium",
    )


def _month(evidence: Evidence, table: str, row: str) -> str | None:
    """Return the month from which a row was known, none if it is not accepted."""
    rows = evidence.pick(table, row)
    return rows["known_from"].iloc[0][: len("2023-07")] if len(rows) else None


def growing(evidence: Evidence) -> Case:
    """Return whether the divide grows, by camps, laws to leave and votes.

    "Growing" has no agreed measure: medium at most.
    """
    left, arrivals = moved(evidence, inside=False), arrived(evidence, outside=True)
    came, all_moved = moved(evidence, inside=True), moved(evidence)
    roll, outside = cohesion(evidence), shares_outside(evidence)
    apart = len(roll) > 1 and roll["agreement"].iloc[-1] < roll["agreement"].iloc[0]
    smaller = bool(outside.iloc[-1] < outside.iloc[0])
    laws = laws_to_leave(evidence["arms_control"])
    laws = laws[laws["actor_iso3"].isin(standing_of_allies(evidence).index)]
    voted = set(laws["actor_iso3"]) - set(left["iso3"])
    growth = len(left) + len(arrivals) + len(voted) + apart
    cites = [*membership_rows(evidence), ("arms_control", laws)]
    if len(roll):
        cites.append(vote_rows(evidence))
    return Case(
        {
            "mixed": growth and smaller,
            "evidence for": growth,
            "evidence against": smaller,
            "untested": True,
        },
        evidence.cites(*cites, ("political_facts", ("P072",)), ("omissions", ("O36",))),
        {
            "moved": len(all_moved),
            "left": len(left),
            "arrived_outside": len(arrivals),
            "share_outside": float(outside.iloc[-1]),
            "votes_apart": bool(apart),
        },
        {
            "share_at_first": float(outside.iloc[0]),
            "moves": [
                {"state": in_text(evidence, row.iso3), "inside": row.inside, "year": row.date[:4]}
                for row in all_moved.itertuples()
            ],
            "arrivals": alphabetical(evidence, arrivals["iso3"]),
            "arrivals_on_border": arrivals["iso3"].isin(border_allies(evidence)).all(),
            "lawmakers": alphabetical(evidence, set(laws["actor_iso3"])),
            "not_yet_out": alphabetical(evidence, voted),
            "none_before": _has(evidence, "omissions", "O36"),
            "votes": _ends(first=roll.head(1), last=roll.tail(1)) if len(roll) > 1 else None,
            "came": alphabetical(evidence, came["iso3"]),
        },
        at_most="medium",
    )


def _ends(**ends: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return the year and the agreement index of rows of :func:`cohesion`, by name."""
    return {name: rows[["year", "agreement"]].to_dict("records")[0] for name, rows in ends.items()}


def rift(evidence: Evidence) -> Case:
    """Return whether the difference harms joint work, by the treaty's rules and by events.

    What officials say is shown and not weighed. Rules are not incidents: low at most.
    """
    trouble, none = (happened(evidence, "C59", way) for way in ("supports", "weakens"))
    said = _said(evidence)
    pro, con = said["limit"] + len(trouble), said["leave"] + len(none)
    if not pro + con:
        raise NotInEvidence("no rule of the treaty and no event is accepted here")
    return Case(
        {"mixed": pro and con, "evidence for": pro, "evidence against": True},
        evidence.cites(
            *JOINT["friction"].items(),
            *JOINT["no bar"].items(),
            ("aftermath", pd.concat([trouble, none])),
            ("omissions", ("O04", "O41")),
        ),
        {"events_of_trouble": len(trouble), "events_of_none": len(none)},
        {
            **said,
            "transit": _has(evidence, "aftermath", "A32"),
            "other_trouble": int(trouble["id"].ne("A32").sum()),
            "worried_in": _year(evidence, "retention_transit", "RT38", "year"),
            "canada": _has(evidence, "retention_transit", "RT36"),
        },
        at_most="low",
    )


def would_unify(evidence: Evidence) -> Case:
    """Return whether exits united the allies, by their votes once most bound ones have left.

    Bound are those of the op-ed's day. One exit tests little: low at most.
    """
    then = evidence.at_publication().as_of
    bound = standing_of_allies(evidence, then)
    bound = bound.index[bound["bound"]]
    log = log_of(evidence, "ccm_status", evidence.as_of)
    log = log[log["iso3"].isin(bound)]
    left, notices = (log[log["event"].eq(act)] for act in ("left", "gave notice of withdrawal"))
    followers = notices[~notices["iso3"].isin(left["iso3"])]
    before, after = _votes_around(sorted(left["date"]), len(bound), cohesion(evidence))
    tested = len(before) and len(after)
    cites = [*membership_rows(evidence), ("government_positions", ("GP22",))]
    if len(left):
        cites += [
            ("aftermath", ("A03", "A08", "A11", "A12", "A14")),
            ("oslo_process", ("OP38",)),
        ]
    objected = evidence.pick("oslo_process", "OP38")
    return Case(
        {
            "untested": not tested,
            "evidence for": tested and after["agreement"].iloc[-1] > before["agreement"].iloc[-1],
            "evidence against": True,
        },
        evidence.cites(*cites, *([vote_rows(evidence)] if tested else [])),
        {"left": len(left), "followers": len(followers), "bound_then": len(bound)},
        {
            "then": then.isoformat()[: len("2024-08")],
            "leavers": alphabetical(evidence, left["iso3"]),
            "first": names_in_text(evidence, left["iso3"].head(1)),
            "objectors": int(objected["number"].iloc[0]) if len(objected) else None,
            "asked": _has(evidence, "aftermath", "A03"),
            "norway_stayed": _has(evidence, "aftermath", "A12") and "NOR" not in set(left["iso3"]),
            "norway": _has(evidence, "government_positions", "GP22"),
            "votes": _ends(before=before.tail(1), after=after.tail(1)) if tested else None,
        },
        at_most="low",
    )


def _votes_around(
    exits: list[str], bound: int, roll: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the years of votes before and from the exit by which most of the bound had left.

    Both are empty while at most half of them have.
    """
    if len(exits) <= bound / 2:
        return roll.head(0), roll.head(0)
    most_left = int(exits[bound // 2][:4])
    return roll[roll["year"] < most_left], roll[roll["year"] >= most_left]
