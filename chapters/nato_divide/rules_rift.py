"""The rules of "A divided NATO?" on harm and where it goes: liability, split, rift, growth."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import border_allies, membership_rows, standing_of_allies
from chapters.common.bearing import bearing, happened
from chapters.common.states import alphabetical, in_text, names_in_text
from chapters.common.treaty import laws_to_leave, log_of
from chapters.common.views import cited_views, views
from chapters.nato_divide.facts import (
    JOINT,
    arrived,
    bound_and_all,
    known,
    moved,
    shares_outside,
)
from chapters.nato_divide.facts_votes import cohesion, vote_rows, wholly_apart

_APART = 0.5
"""Difference between the camps' shares in favour from which they vote apart (claim C42)."""


def liability(evidence: Evidence) -> Case:
    """Return whether the treaty harmed its members' security, by studies and events.

    What officials and the treaty say of limits is no test of harm done. What forces may lack is not
    yet harm done: low at most.
    """
    found = bearing(evidence, "C16")
    said = {
        "political_facts": ("P080", "P082", "P084", "P099", "P100"),
        "government_positions": ("GP22",),
        "ccm_articles": ("AR27", "AR28"),
        "aftermath": ("A18",),
    }
    leaned = views(evidence, "E06", "E66")  # exercises that leaned on an ally: told, not counted
    return Case(
        found.rungs,
        evidence.cites(*said.items(), cited_views(leaned), *found.rows),
        found.numbers,
        {
            **found.names,
            "known": known(evidence, said),
            "leaned": len(leaned),
        },
        carried_by=evidence.cites(*found.rows),
        at_most="low",
    )


def bifurcated(evidence: Evidence) -> Case:
    """Return whether the treaty split NATO, by votes (politics) and joint work (operations).

    What officials say of it is shown and not weighed. Whether the treaty made the difference or
    shows it cannot be told: medium at most.
    """
    roll, shown = cohesion(evidence), happened(evidence, "C42", "weakens")
    roll = roll.dropna(subset=["parties_yes", "outside_yes"])
    if roll.empty:
        raise NotInEvidence("no year of state votes is accepted here")
    last, (bound, allies) = roll.to_dict("records")[-1], bound_and_all(evidence)
    apart = last["parties_yes"] - last["outside_yes"] > _APART
    texts = known(evidence, *JOINT.values(), {"omissions": ("O03", "O27", "O34")})
    return Case(
        {
            "mixed": apart and (texts["AR27"] or len(shown)),
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
        {"known": texts, "shown": len(shown), "wholly": wholly_apart(roll), "last": last},
        carried_by=evidence.cites(vote_rows(evidence)),
        at_most="medium",
    )


def growing(evidence: Evidence) -> Case:
    """Return whether the divide grows, by camps, laws to leave and votes.

    "Growing" has no agreed measure: medium at most.
    """
    moves, arrivals = moved(evidence), arrived(evidence, outside=True)["iso3"]
    left = moves.loc[~moves["inside"].astype(bool), "iso3"]
    roll, outside = cohesion(evidence), shares_outside(evidence)
    apart = len(roll) > 1 and roll["agreement"].iloc[-1] < roll["agreement"].iloc[0]
    smaller = outside.iloc[-1] < outside.iloc[0]
    laws = laws_to_leave(evidence["arms_control"])
    laws = laws[laws["actor_iso3"].isin(standing_of_allies(evidence).index)]
    lawmakers = set(laws["actor_iso3"])
    growth = len(left) + len(arrivals) + len(lawmakers - set(left)) + apart
    return Case(
        {
            "mixed": growth and smaller,
            "evidence for": growth,
            "evidence against": smaller,
            "untested": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            vote_rows(evidence),
            ("arms_control", laws),
            ("political_facts", ("P072",)),
            ("omissions", ("O36",)),
        ),
        {
            "moved": len(moves),
            "left": len(left),
            "arrived_outside": len(arrivals),
            "share_outside": float(outside.iloc[-1]),
            "votes_apart": bool(apart),
        },
        {
            "share_at_first": float(outside.iloc[0]),
            "moves": [
                {"state": in_text(evidence, row.iso3), "inside": row.inside, "year": row.date[:4]}
                for row in moves.itertuples()
            ],
            "arrivals": alphabetical(evidence, arrivals),
            "arrivals_on_border": arrivals.isin(border_allies(evidence)).all(),
            "lawmakers": alphabetical(evidence, lawmakers),
            "not_yet_out": alphabetical(evidence, lawmakers - set(left)),
            "known": known(evidence, {"omissions": ("O36",)}),
            "votes": _ends(first=roll.head(1), last=roll.tail(1)) if len(roll) > 1 else None,
            "came": alphabetical(evidence, set(moves["iso3"]) - set(left)),
        },
        carried_by=evidence.cites(
            *membership_rows(evidence), vote_rows(evidence), ("arms_control", laws)
        ),
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
    texts = known(evidence, *JOINT.values())
    pro, con = bool(texts["AR28"]) + len(trouble), bool(texts["AR27"]) + len(none)
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
        {"known": texts, "other_trouble": int(trouble["id"].ne("A32").sum())},
        carried_by=evidence.cites(
            ("ccm_articles", ("AR27", "AR28")), ("aftermath", pd.concat([trouble, none]))
        ),
        at_most="low",
    )


def would_unify(evidence: Evidence) -> Case:
    """Return whether exits united the allies, by their votes once most bound ones have left.

    Bound are those of the op-ed's day. One exit tests little: low at most.
    """
    then, roll = evidence.at_publication().as_of, cohesion(evidence)
    bound = standing_of_allies(evidence, then).query("bound").index
    log = log_of(evidence, "ccm_status")
    log = log[log["iso3"].isin(bound)]
    left, notices = (log[log["event"].eq(act)] for act in ("left", "gave notice of withdrawal"))
    most_left = left["date"].iloc[len(bound) // 2][:4] if len(left) > len(bound) / 2 else "9999"
    before, after = (roll[roll["year"].ge(int(most_left)) == later] for later in (False, True))
    tested = len(before) and len(after)
    said = {"government_positions": ("GP22",)}
    if len(left):
        said["aftermath"] = ("A03", "A08", "A11", "A12", "A14")
        said["oslo_process"] = ("OP38",)
    objected = evidence.pick("oslo_process", "OP38")["number"].astype(int)
    return Case(
        {
            "untested": not tested,
            "evidence for": tested and after["agreement"].iloc[-1] > before["agreement"].iloc[-1],
            "evidence against": True,
        },
        evidence.cites(
            *membership_rows(evidence), *said.items(), *([vote_rows(evidence)] if tested else [])
        ),
        {
            "left": len(left),
            "followers": len(set(notices["iso3"]) - set(left["iso3"])),
            "bound_then": len(bound),
        },
        {
            "then": then.isoformat()[: len("2024-08")],
            "leavers": alphabetical(evidence, left["iso3"]),
            "first": names_in_text(evidence, left["iso3"].head(1)),
            "objectors": next(iter(objected), None),
            "known": {"A03": None, "A12": None} | known(evidence, said),
            "votes": _ends(before=before.tail(1), after=after.tail(1)) if tested else None,
        },
        carried_by=evidence.cites(vote_rows(evidence)),
        at_most="low",
    )
