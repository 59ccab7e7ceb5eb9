"""Findings of "A divided NATO?" on harm: a liability, a split, a rift."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from casebook.nato_divide_members import allied_status, membership_rows
from casebook.nato_divide_record import TOGETHER, has, side
from casebook.nato_divide_votes import cohesion, vote_rows
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence, NotInEvidence
from casebook.telling.wording import percent, spelled

_APART = 0.5
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
        balance(len(harm), len(none)),
        summary=(
            (
                f"Events on record since: {len(harm)} that show harm, {len(none)} that show none. "
                if len(harm) or len(none)
                else "No operation, plan or exercise harmed by the ban is on record, and no review "
                "that found none. "
            )
            + (
                "Lithuanian officials said that it kept them from buying, hosting and training. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Norway said that such treaties matter most in war. "
            + (
                "In 2025 Britain said that the ban limits neither capability nor joint work. "
                if later
                else ""
            )
            + "These are positions; they show neither harm nor its absence."
        ),
        best_for=(
            "A bound state on Russia's border named concrete limits, no purchase, no training and "
            "no transfer by allies on its soil, and voted to leave."
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
            cited
            for table, ids in _ON_LIABILITY.items()
            for cited in evidence.cite_known(table, *ids)
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
    allowed = evidence.cite_known("ccm_articles", *TOGETHER["questions"]["ccm_articles"])
    shown = happened(evidence, "C42", "weakens")
    if last["parties_yes"] - last["outside_yes"] > _APART:
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
            "found. Whether the treaty made the difference or shows it cannot be told, so "
            "confidence is held at medium."
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
            *evidence.cite_known("omissions", "O03", "O27", "O34"),
        ),
        numbers={"bound": bound, "outside": len(status) - bound, "vote_years": len(roll)},
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
        evidence.cite_known("ccm_articles", *TOGETHER[name]["ccm_articles"])
        for name in ("supports", "questions")
    )
    verdict = balance(len(limits) + len(trouble), len(leave) + len(none))
    if verdict is Verdict.UNTESTED:
        raise NotInEvidence("no rule of the treaty and no event is accepted here")
    later = has(evidence, "political_facts", "P099", "P100")
    return Ruling(
        verdict,
        summary=(
            (
                "Lithuanian officials said that they could not let allies bring or use the weapon "
                "on their soil, nor train with it. "
                if has(evidence, "political_facts", "P080", "P084")
                else ""
            )
            + "Article 21 lets parties operate beside others but not use, store or transfer it. "
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
            "Britain, bound, told its parliament in 2025 that the treaty does not prevent joint "
            "work, and a member said that its forces have fought beside all allies since."
            if later
            else "The treaty allows joint operations in so many words, and Canada's law leaves "
            "room for its soldiers to take part."
        ),
        would_change="A blocked exercise, a refused transit or a ruling, or a record of none.",
        rests_on=(
            *side(evidence, TOGETHER, "supports"),
            *side(evidence, TOGETHER, "questions"),
            *evidence.cite_known("omissions", "O04", "O41"),
        ),
        numbers={"events_of_trouble": len(trouble), "events_of_none": len(none)},
        at_most="low",
    )
