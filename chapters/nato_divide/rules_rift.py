"""The rules of "A divided NATO?" on harm and where it goes: liability, split, rift, growth."""

from __future__ import annotations

import pandas as pd

from casebook.reasoning.cases import Case
from casebook.reasoning.evidence import Evidence, NotInEvidence
from chapters.common.allies import membership_rows, standing_of_allies
from chapters.common.bearing import bearing, happened
from chapters.common.known import known
from chapters.common.standings import bound_states
from chapters.common.states import alphabetical
from chapters.common.treaty import laws_to_leave, log_of
from chapters.common.views import cited_views, views
from chapters.nato_divide.facts import (
    arrived_outside,
    bound_and_all,
    joint_texts,
    moved,
    refusals,
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
            **found.names(evidence),
            "known": known(evidence, said),
            "leaned": len(leaned),
            "bound_states": bound_states(evidence),
        },
        carried_by=evidence.cites(*found.rows),
        mixed_by=found.sides(evidence),
        absent=found.absent(evidence),
        at_most="low",
    )


def bifurcated(evidence: Evidence) -> Case:
    """Return whether the treaty split NATO, by votes (politics) and joint work (operations).

    What officials say of it is shown and not weighed. Whether the treaty made the difference or
    shows it cannot be told: medium at most.
    """
    roll = cohesion(evidence).dropna(subset=["parties_yes", "outside_yes"])
    if roll.empty:
        raise NotInEvidence("no year of state votes is accepted here")
    shown, texts = happened(evidence, "C42", "weakens"), joint_texts(evidence)
    last, (bound, allies) = roll.to_dict("records")[-1], bound_and_all(evidence)
    apart = last["parties_yes"] - last["outside_yes"] > _APART
    leave = evidence.pick("ccm_articles", rule="interoperability")
    allowed = len(leave)
    omitted = ("omissions", ("O03", "O27", "O34"))
    told = {"political_facts": ("P147", "P162", "P163")}
    return Case(
        {
            "mixed": apart and (allowed or len(shown)),
            "evidence for": apart,
            "evidence against": True,
        },
        evidence.cites(
            *membership_rows(evidence),
            vote_rows(evidence),
            *texts,
            ("aftermath", shown),
            omitted,
            *told.items(),
        ),
        {"bound": bound, "outside": allies - bound, "vote_years": len(roll)},
        {
            "known": known(evidence, dict([omitted]), told),
            "allowed": allowed,
            "refused": len(refusals(evidence)),
            "wholly": wholly_apart(roll),
            "last": last,
        },
        carried_by=evidence.cites(vote_rows(evidence)),
        mixed_by=(
            evidence.cites(vote_rows(evidence)),
            evidence.cites(("ccm_articles", leave), ("aftermath", shown)),
        ),
        absent=evidence.nothing_in("ccm_articles", "aftermath", unless=allowed or len(shown)),
        at_most="medium",
    )


def growing(evidence: Evidence) -> Case:
    """Return whether the divide grows, by camps, laws to leave and votes.

    "Growing" has no agreed measure: medium at most.
    """
    moves, arrivals = moved(evidence), arrived_outside(evidence)
    left = set(moves.loc[~moves["inside"].astype(bool), "iso3"])
    roll, outside = cohesion(evidence), shares_outside(evidence)
    apart = len(roll) > 1 and roll["agreement"].iloc[-1] < roll["agreement"].iloc[0]
    smaller = outside.iloc[-1] < outside.iloc[0]
    laws = laws_to_leave(evidence["arms_control"])
    laws = laws[laws["actor_iso3"].isin(standing_of_allies(evidence).index)]
    lawmakers = set(laws["actor_iso3"])
    growth = len(left) + len(arrivals) + len(lawmakers - left) + apart
    carried = (*membership_rows(evidence), vote_rows(evidence), ("arms_control", laws))
    return Case(
        {
            "mixed": growth and smaller,
            "evidence for": growth,
            "evidence against": smaller,
            "untested": True,
        },
        evidence.cites(*carried, ("political_facts", ("P072",)), ("omissions", ("O36",))),
        {
            "moved": len(moves),
            "left": len(left),
            "arrived_outside": len(arrivals),
            "share_outside": float(outside.iloc[-1]),
            "votes_apart": bool(apart),
        },
        {
            "share_at_first": float(outside.iloc[0]),
            "leavers": alphabetical(evidence, left),
            "came": alphabetical(evidence, set(moves["iso3"]) - left),
            "arrivals": alphabetical(evidence, arrivals),
            "lawmakers": alphabetical(evidence, lawmakers),
            "first_exit": len(evidence.pick("omissions", "O36")),
            "votes": _ends(first=roll.head(1), last=roll.tail(1)) if len(roll) > 1 else None,
        },
        carried_by=evidence.cites(*carried),
        mixed_by=(evidence.cites(*carried), evidence.cites(*membership_rows(evidence))),
        absent=evidence.nothing_in("arms_control", unless=len(laws)),
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
    limits, leave = (
        evidence.pick("ccm_articles", rule=rule)
        for rule in ("interoperability_limits", "interoperability")
    )
    refused = refusals(evidence)
    pro, con = len(limits) + len(trouble) + len(refused), len(leave) + len(none)
    if not pro + con:
        raise NotInEvidence("no rule of the treaty and no event is accepted here")
    events = ("aftermath", pd.concat([trouble, none])), ("transfers", refused)
    said = {"political_facts": ("P080", "P084", "P099", "P100")}
    return Case(
        {"mixed": pro and con, "evidence for": pro, "evidence against": True},
        evidence.cites(*joint_texts(evidence), *events, ("omissions", ("O04", "O41"))),
        {"events_of_trouble": len(trouble) + len(refused), "events_of_none": len(none)},
        {
            "known": known(evidence, said),
            "limits": len(limits),
            "leave": len(leave),
            "refused": len(refused),
            "crossed": trouble["id"].eq("A32").any(),
            "bound_states": bound_states(evidence),
        },
        carried_by=evidence.cites(("ccm_articles", pd.concat([limits, leave])), *events),
        mixed_by=(
            evidence.cites(
                ("ccm_articles", limits), ("aftermath", trouble), ("transfers", refused)
            ),
            evidence.cites(("ccm_articles", leave), ("aftermath", none)),
        ),
        absent=evidence.nothing_in("ccm_articles", "aftermath", "transfers", unless=pro and con),
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
        said |= {"aftermath": ("A03", "A08", "A11", "A12", "A14"), "oslo_process": ("OP38",)}
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
            "norway_stayed": "NOR" not in set(left["iso3"]),
            "objectors": next(iter(objected), None),
            "bound_states": bound_states(evidence),
            "known": {"A12": None} | known(evidence, said),
            "votes": _ends(before=before.tail(1), after=after.tail(1)) if tested else None,
        },
        carried_by=evidence.cites(vote_rows(evidence)),
        absent=evidence.nothing_in("ccm_status", unless=tested),
        at_most="low",
    )
