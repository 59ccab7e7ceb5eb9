"""Findings of "A divided NATO?" on where it goes: a growing divide, and what would close it."""

from __future__ import annotations

import pandas as pd

from casebook.nato_divide_members import allied_status, camp_changes, camps, membership_rows, names
from casebook.nato_divide_votes import cohesion, vote_rows
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import PUBLICATION, Evidence
from casebook.telling.wording import capitalised, counted, listed, percent, spelled
from casebook.treaty import laws_to_leave, log_of


def growing(evidence: Evidence) -> Ruling:
    """C56: is the divide growing? By camps and by votes.

    For it count moves apart (an ally left the treaty, passed a law to leave it or joined NATO from
    outside it) and votes less alike (the agreement index of the latest year with state votes below
    that of the first). Against it counts a share of allies outside that is smaller than at the
    signing. Mixed if both, else the side that has; untested if nothing has moved.
    """
    changes, by_camp, roll = camp_changes(evidence), camps(evidence), cohesion(evidence)
    moved = changes[changes["act"].eq("changed camp")]
    came, left = (moved[moved["inside"].eq(inside)] for inside in (True, False))
    apart = len(roll) > 1 and roll["agreement"].iloc[-1] < roll["agreement"].iloc[0]
    outside = (by_camp["never joined"] + by_camp["left"]) / by_camp["allies"]
    smaller = bool(outside.iloc[-1] < outside.iloc[0])
    arrived = changes[changes["act"].eq("joined NATO") & ~changes["inside"].astype(bool)]
    laws = laws_to_leave(evidence["arms_control"])
    laws = laws[laws["actor_iso3"].isin(allied_status(evidence).index)]
    voted = set(laws["actor_iso3"]) - set(left["iso3"])
    verdict = balance(len(left) + len(arrived) + len(voted) + apart, smaller)
    moves = listed(
        f"{evidence.state_in_text(row.iso3)} {'joined' if row.inside else 'left'} in {row.date[:4]}"
        for row in moved.itertuples()
    )
    rows = [*membership_rows(evidence)]
    if len(roll):
        rows.append(vote_rows(evidence))
    if len(laws):
        rows.append(evidence.cite("arms_control", laws))
    rows += [
        *evidence.cite_known("political_facts", "P072"),
        *evidence.cite_known("omissions", "O36"),
    ]
    return Ruling(
        verdict,
        summary=(
            f"The share of allies outside went from {percent(outside.iloc[0])} at the signing to "
            f"{percent(outside.iloc[-1])}. "
            f"{capitalised(counted(len(moved), 'ally', 'allies'))} changed camp: {moves}. "
            + (
                f"{listed(names(evidence, arrived['iso3']))} joined NATO from outside the treaty. "
                if len(arrived)
                else ""
            )
            + (f"{listed(names(evidence, voted))} passed a law to leave it. " if voted else "")
            + (
                f"Agreement in their United Nations votes was {roll['agreement'].iloc[0]:.3f} in "
                f"{roll['year'].iloc[0]} and {roll['agreement'].iloc[-1]:.3f} in "
                f"{roll['year'].iloc[-1]}. "
                if len(roll) > 1
                else "Their votes cannot be compared over time. "
            )
            + "“Growing” has no agreed measure, so confidence is held at medium."
        ),
        best_for=(
            "Lithuania's parliament voted to leave, where no state had left such a treaty before, "
            "and Finland, which borders Russia, joined the alliance from outside the treaty."
        ),
        best_against=(
            f"In the treaty's whole life {counted(len(left), 'ally has', 'allies have')} left it"
            + (f", and {listed(names(evidence, came['iso3']))} came in late." if len(came) else ".")
        ),
        would_change=(
            "Exits that make the share outside larger than at the signing, or state votes for the "
            "missing years."
        ),
        rests_on=tuple(rows),
        numbers={
            "moved": len(moved),
            "left": len(left),
            "arrived_outside": len(arrived),
            "share_outside": float(outside.iloc[-1]),
            "votes_apart": bool(apart),
        },
        at_most="medium",
    )


def would_unify(evidence: Evidence) -> Ruling:
    """C75: would withdrawals unite NATO's stance? By the allies' votes once most have left.

    The claim supposes that members leave, not that one does. Untested until more than half of the
    allies bound when the op-ed appeared have left and a year of state votes has followed. Then
    evidence for if the agreement index of the latest such year is above that of the last year
    before, else evidence against.
    """
    bound_then = allied_status(evidence, min(PUBLICATION, evidence.as_of))
    bound_then = bound_then.index[bound_then["bound"]]
    log = log_of(evidence, "ccm_status", evidence.as_of)
    log = log[log["iso3"].isin(bound_then)]
    left = log[log["event"].eq("left")]
    notices = log[log["event"].eq("gave notice of withdrawal")]
    followers = notices[~notices["iso3"].isin(left["iso3"].head(1))]
    rows = [*membership_rows(evidence), *evidence.cite_known("government_positions", "GP22")]
    if len(left):
        rows += [
            *evidence.cite_known("aftermath", "A03", "A08", "A11", "A12", "A14"),
            *evidence.cite_known("oslo_process", "OP38"),
        ]
    return Ruling(
        _united(left["date"], len(bound_then), cohesion(evidence)),
        summary=_unity_summary(evidence, left, len(followers), len(bound_then)),
        best_for=(
            f"By arithmetic it would: were all {len(bound_then)} allies bound in August 2024 to "
            "leave, no ally would be bound."
        ),
        best_against=(
            "The one exit so far opened a dispute: the parties asked Lithuania to reconsider, and "
            "Norway stayed."
            if len(left)
            else "Norway, bound and on Russia's border, argued against leaving from the start."
        ),
        would_change="Exits of most of the bound allies, and how the allies then vote.",
        rests_on=tuple(rows),
        numbers={"left": len(left), "followers": len(followers), "bound_then": len(bound_then)},
        at_most="low",
    )


def _united(exits: pd.Series, bound_then: int, roll: pd.DataFrame) -> Verdict:
    """Return the verdict on C75 from the days of the exits and the votes (:func:`cohesion`)."""
    if len(exits) <= bound_then / 2:
        return Verdict.UNTESTED
    most_left = int(sorted(exits)[bound_then // 2][:4])
    before, after = roll[roll["year"] < most_left], roll[roll["year"] >= most_left]
    if before.empty or after.empty:
        return Verdict.UNTESTED
    closer = after["agreement"].iloc[-1] > before["agreement"].iloc[-1]
    return Verdict.EVIDENCE_FOR if closer else Verdict.EVIDENCE_AGAINST


def _unity_summary(evidence: Evidence, left: pd.DataFrame, followers: int, bound_then: int) -> str:
    """Return why :func:`would_unify` rules as it does."""
    if left.empty:
        return (
            "No ally had left yet, so nothing shows what withdrawals would do. An early reaction "
            "was Norway's: it regretted Lithuania's vote and had tried to dissuade it."
        )
    objected = evidence["oslo_process"]
    objected = objected[objected["id"].eq("OP38")]
    return (
        f"Of the {bound_then} allies bound in August 2024 {spelled(len(left))} left "
        f"({listed(names(evidence, left['iso3']))}) and "
        f"{counted(followers, 'other has', 'others have')} given notice, by the depositary's list. "
        + (f"{objected['number'].iloc[0]:.0f} states condemned the exit. " if len(objected) else "")
        + "The claim supposes that members leave. Once most have, their votes at the United "
        "Nations will test it."
    )
