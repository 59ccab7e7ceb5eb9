"""Findings of "A divided NATO?" on causes and calls: a rift, its growth, what would close it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from casebook.claims import Ruling, Verdict
from casebook.evidence import PUBLICATION, Evidence, NotInEvidence
from casebook.nato_divide_measures import (
    TOGETHER,
    allied_status,
    camp_changes,
    camps,
    cohesion,
    has,
    known,
    membership_rows,
    names,
    side,
    vote_rows,
)
from casebook.treaty import events, laws_to_leave
from casebook.wording import capitalised, counted, listed, percent, spelled

_HALF = 0.5
"""Difference between the camps' shares in favour from which they vote apart (claim C42)."""

_WORDS_ONLY = ("statement", "advocacy")
"""Kinds of rows of ``aftermath`` that tell of words, which put no claim on causes to a test."""

_ON_LIABILITY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "political_facts": ("P080", "P082", "P084", "P099", "P100"),
        "government_positions": ("GP22",),
        "industrial_base": ("IB61",),
        "ccm_articles": ("AR27", "AR28"),
        "aftermath": ("A18",),
    }
)
"""Rows by table on whether the treaty harms its members' security (claim C16)."""


def happened(evidence: Evidence, claim_id: str, direction: str) -> pd.DataFrame:
    """Return the dated events since the op-ed that put a claim to a test, of one direction.

    These are the rows of ``aftermath`` that bear on the claim, are not weak and tell of more than
    words. ``direction`` is ``supports`` or ``weakens``.
    """
    rows = evidence["aftermath"]
    bears = rows["bears_on_claims"].fillna("").str.split().map(lambda ids: claim_id in ids)
    counts = ~rows["kind"].isin(_WORDS_ONLY) & rows["confidence"].ne("weak")
    return rows[bears.astype(bool) & counts & rows["direction"].eq(direction)]


def weighed(for_it: int, against: int) -> Verdict:
    """Return the verdict on a cause from whether tests were found on either side.

    The number of tests is not counted: it shows what was searched, not the balance of events.
    """
    if for_it and against:
        return Verdict.MIXED
    if for_it or against:
        return Verdict.EVIDENCE_FOR if for_it else Verdict.EVIDENCE_AGAINST
    return Verdict.UNTESTED


def strategic_liability(evidence: Evidence) -> Ruling:
    """C16: has the treaty harmed its members' security? By what happened to them.

    Evidence for or against if events since are on record that show harm, or that show none where
    the ban was felt; mixed if both; untested if neither. What officials, experts and the treaty
    say of limits is no test of harm done. All were found as words, so confidence is low.
    """
    harm, none = (happened(evidence, "C16", way) for way in ("supports", "weakens"))
    later = has(evidence, "political_facts", "P099", "P100")
    buyers = has(evidence, "industrial_base", "IB61")
    return Ruling(
        weighed(len(harm), len(none)),
        summary=(
            (
                f"Events on record since: {len(harm)} that show harm, {len(none)} that show none. "
                if len(harm) or len(none)
                else "No operation, plan or exercise harmed by the ban is on record, and no review "
                "that found none. "
            )
            + (
                "Lithuanian officials said that the treaty kept them from buying the weapon, "
                "training with it and hosting it. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Norway, which also borders Russia, said that such treaties matter most in war. "
            + (
                "In 2025 Britain said that its ban limits neither capability nor joint work. "
                if later
                else ""
            )
            + "These are positions; they do not show harm or its absence."
        ),
        best_for=(
            "A bound state on Russia's border named concrete limits, no purchase, no training and "
            "no transfer by allies on its soil, and left."
            + (
                " In 2025 researchers at RUSI wrote that European buyers of such warheads would "
                "have to leave."
                if buyers
                else ""
            )
        ),
        best_against=(
            "Britain, bound, reports no limit from it; a member of its upper house said that its "
            "forces have since fought beside all allies."
            if later
            else "Article 21 lets parties operate beside allies that might use the weapon."
        ),
        would_change=(
            "A record of an operation, plan or exercise that the ban made worse, or a party's "
            "review that finds no such case."
        ),
        rests_on=tuple(
            cited for table, ids in _ON_LIABILITY.items() for cited in known(evidence, table, *ids)
        ),
        numbers={"events_of_harm": len(harm), "events_of_none": len(none)},
        at_most="low",
    )


def bifurcated(evidence: Evidence) -> Ruling:
    """C42: has the treaty split NATO in two? By votes (politics) and by joint work (operations).

    Evidence for if allies inside and outside vote apart (shares in favour differ by more than half
    in the latest year with state votes) and nothing shows that joint work goes on; mixed if they
    vote apart but the treaty allows joint work (Article 21) or events show it; against if they do
    not vote apart. What officials say of it is shown and not weighed.
    """
    roll = cohesion(evidence)
    if roll.empty:
        raise NotInEvidence("no year of state votes is accepted here")
    last = roll.iloc[-1]
    allowed = known(evidence, "ccm_articles", *TOGETHER["questions"]["ccm_articles"])
    shown = happened(evidence, "C42", "weakens")
    if last["parties_yes"] - last["outside_yes"] > _HALF:
        verdict = Verdict.MIXED if allowed or len(shown) else Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST
    status = allied_status(evidence)
    bound = int(status["bound"].sum())
    if roll["parties_yes"].eq(1).all() and roll["outside_yes"].eq(0).all():
        voted = (
            f"In all {spelled(len(roll))} years with full state votes every bound ally voted for "
            "the United Nations resolution and no other ally did. "
        )
    else:
        voted = (
            f"In {last['year']:.0f} {percent(last['parties_yes'])} of the bound allies and "
            f"{percent(last['outside_yes'])} of the others voted for the United Nations "
            "resolution. "
        )
    return Ruling(
        verdict,
        summary=(
            f"NATO has two camps, {bound} bound and {len(status) - bound} not. {voted}"
            "But Article 21 lets them operate together, and no operation that failed over it was "
            "found. How far the treaty made the difference and how far it shows it cannot be told, "
            "so confidence is held at medium."
        ),
        best_for=(
            "On the treaty itself the allies' votes split along membership, and in July 2023 "
            "several bound allies spoke against the American transfers."
        ),
        best_against=(
            "Article 21 was written so that both can fight together, and Germany's president said "
            "that his country could not stand in the way of the United States."
        ),
        would_change="A joint operation or exercise on record as stopped by the treaty.",
        rests_on=(
            *membership_rows(evidence),
            vote_rows(evidence),
            *side(evidence, TOGETHER, "supports"),
            *side(evidence, TOGETHER, "questions"),
            *known(evidence, "omissions", "O03", "O27", "O34"),
        ),
        numbers={"bound": bound, "outside": len(status) - bound, "vote_years": len(roll)},
        at_most="medium",
    )


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
    verdict = weighed(len(left) + len(arrived) + len(voted) + apart, smaller)
    moves = listed(
        f"{evidence.state_name(row.iso3)} {'joined' if row.inside else 'left'} in {row.date[:4]}"
        for row in moved.itertuples()
    )
    rows = [*membership_rows(evidence)]
    if len(roll):
        rows.append(vote_rows(evidence))
    if len(laws):
        rows.append(evidence.cite("arms_control", laws))
    rows += [*known(evidence, "political_facts", "P072"), *known(evidence, "omissions", "O36")]
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


def rift(evidence: Evidence) -> Ruling:
    """C59: does the difference harm unity and operations? By the treaty's rules and by events.

    For it count the limit on joint work in Article 21(4) and events since that show trouble;
    against it the leave for joint work in Article 21(3) and events that show none. Mixed if both
    sides have one, else the side that has; untested if neither. What officials say is shown and
    not weighed. Rules are not incidents, so confidence is low.
    """
    trouble, none = (happened(evidence, "C59", way) for way in ("supports", "weakens"))
    limits, leave = (
        known(evidence, "ccm_articles", *TOGETHER[name]["ccm_articles"])
        for name in ("supports", "questions")
    )
    verdict = weighed(len(limits) + len(trouble), len(leave) + len(none))
    if verdict is Verdict.UNTESTED:
        raise NotInEvidence("no rule of the treaty and no event is accepted here")
    later = has(evidence, "political_facts", "P099", "P100")
    return Ruling(
        verdict,
        summary=(
            (
                "Lithuanian officials said that, while bound, they could not let allies bring or "
                "use the weapon on their soil, nor train with it. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Article 21 lets parties operate beside "
            "non-parties but not use, store or transfer the weapon themselves. "
            + (
                "In 2025 a member of Britain's upper house said that its forces have operated with "
                "all allies, in combat too, since it ratified. "
                if later
                else ""
            )
            + (
                "American shells apparently crossed Germany, which is bound. "
                if has(evidence, "aftermath", "A32")
                else ""
            )
            + "No blocked exercise or operation was found, so confidence is low."
        ),
        best_for=(
            "The doubt of a host state is real: the treaty bans transfer and assistance, and the "
            "United States was worried about storage and transit in 2008."
        ),
        best_against=(
            "Britain, bound, told its parliament that the treaty does not prevent joint work."
            if later
            else "The treaty allows joint operations in so many words, and Canada's law leaves "
            "room for its soldiers to take part."
        ),
        would_change="A blocked exercise, a refused transit or a ruling, or a record of none.",
        rests_on=(
            *side(evidence, TOGETHER, "supports"),
            *side(evidence, TOGETHER, "questions"),
            *known(evidence, "omissions", "O04", "O41"),
        ),
        numbers={"events_of_trouble": len(trouble), "events_of_none": len(none)},
        at_most="low",
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
    log = events(evidence["ccm_status"], evidence.as_of)
    log = log[log["iso3"].isin(bound_then)]
    left = log[log["event"].eq("left")]
    notices = log[log["event"].eq("gave notice of withdrawal")]
    followers = notices[~notices["iso3"].isin(left["iso3"].head(1))]
    rows = [*membership_rows(evidence), *known(evidence, "government_positions", "GP22")]
    if len(left):
        rows += [
            *known(evidence, "aftermath", "A03", "A08", "A11", "A12", "A14"),
            *known(evidence, "oslo_process", "OP38"),
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
        + "The claim supposes that members leave, and is tested by their votes once most have."
    )


def take_a_stand(evidence: Evidence) -> Ruling:
    """C79: should NATO take a stand? A matter of values; the facts say what it would take."""
    status = allied_status(evidence)
    bound = int(status["bound"].sum())
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether one voice is worth more than each state's choice. NATO decides by "
            f"consensus, and {bound} of {len(status)} allies are bound by Article 21 to discourage "
            "use. A stand for the weapon would need all of those to agree, and a stand against it "
            f"the {spelled(len(status) - bound)} outside."
        ),
        best_for=(
            "An alliance that plans and fights together gains from one rule, and Russia keeps to "
            "none."
        ),
        best_against=(
            "A forced line could deepen the split that silence covers; the Netherlands reads the "
            "duty to discourage use as its own."
        ),
        would_change="Nothing in the data: which course is right is for the reader to judge.",
        rests_on=(
            evidence.cite_rows("ccm_articles", topic="duty to discourage use"),
            *known(evidence, "background_facts", "BG132"),
            *known(evidence, "omissions", "O31", "O33"),
            *membership_rows(evidence),
        ),
        numbers={"bound": bound, "outside": len(status) - bound},
    )
