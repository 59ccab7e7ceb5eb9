"""Findings of the chapter "Would leaving deter Russia?" on the weapon and the treaty.

Deterrence that works leaves no trace: an attack that did not come is not observed. The rules ask
for what can be observed (an attack on an ally or on a party, a study) and return ``untested`` where
nothing of the kind is on record.
"""

from __future__ import annotations

from casebook.deterrence_record import standing_of_allies, strikes, targets
from casebook.deterrence_views import (
    CAN_DO_WITHOUT,
    CANNOT_DO_WITHOUT,
    NO_SUBSTITUTE,
    SUBSTITUTE,
    heard,
    said,
    status_rows,
)
from casebook.reasoning.claims import Ruling, Verdict, balance
from casebook.reasoning.evidence import Evidence
from casebook.telling.wording import capitalised, counted, how_many, listed

_ENOUGH = 3
"""Cases from which the record of attacks counts as evidence rather than as single cases."""


def hinges_on_leaving(evidence: Evidence) -> Ruling:
    """C12: does effective deterrence depend on leaving? Judged by Russian attacks on allies.

    The claim is one of necessity. Evidence for: an ally bound by the convention was attacked;
    evidence against: one outside it was; both: mixed; neither: untested. An attack counts if the
    record of cross-border use has it as confirmed. A state outside NATO that held the weapon and
    was attacked shows that holding is no shield, not that the alliance could do without: it is told
    and decides nothing. What officials say of substitutes is no test.
    """
    status = standing_of_allies(evidence, evidence.as_of)
    stocks = evidence["non_party_stockpilers"]
    held = stocks[stocks["stockpile"].fillna(False) & stocks["confidence"].ne("weak")]
    outside = status.index[status.ne("state party")]
    holders = sorted(set(held["iso3"]) & set(outside))
    hit = strikes(evidence)
    hit = hit[hit["user_iso3"].eq("RUS") & hit["status"].eq("confirmed")]
    struck = set(hit["location_iso3"]) & set(status.index)
    bound_hit, outside_hit = len(struck - set(outside)), len(struck & set(outside))
    elsewhere = sorted((set(hit["location_iso3"]) & set(held["iso3"])) - struck)
    names = listed(evidence.state_in_text(state) for state in elsewhere)
    for_it, _ = heard(evidence, NO_SUBSTITUTE)
    against, _ = heard(evidence, SUBSTITUTE)
    no_shield = (
        f"{capitalised(names)} held the weapon and was attacked all the same" if elsewhere else ""
    )
    return Ruling(
        balance(bound_hit, outside_hit),
        summary=(
            "Russian attacks with the weapon on allies on record: "
            f"{how_many(bound_hit)} on those bound, {how_many(outside_hit)} on those outside. "
            + (
                ""
                if struck
                else "Deterrence that works is not seen, so nothing shows whether it depends on "
                "leaving. "
            )
            + (
                f"{no_shield}, but outside the alliance: that tells of the weapon, not of NATO."
                if elsewhere
                else ""
            )
        ).strip(),
        best_for=(
            "A weapon that Russia itself uses may well weigh in its reckoning."
            + said(for_it, "On substitutes")
        ),
        best_against=(
            f"{capitalised(counted(len(holders), 'ally', 'allies'))} outside the convention "
            f"{'holds' if len(holders) == 1 else 'hold'} the weapon, so NATO has it without anyone "
            "leaving." + (f" {no_shield}." if elsewhere else "") + said(against, "On substitutes")
        ),
        would_change=(
            "Russian planning papers, war games that vary only this weapon, or a change in "
            "Russian conduct after several states left."
        ),
        rests_on=(
            evidence.cite("non_party_stockpilers", held),
            evidence.cite("cluster_munition_use", hit),
            *heard(evidence, (*NO_SUBSTITUTE, *SUBSTITUTE))[1],
            status_rows(evidence),
        ),
        numbers={
            "bound_allies_struck": bound_hit,
            "other_allies_struck": outside_hit,
            "allied_holders": len(holders),
        },
        at_most="low",
    )


def able_to_defend(evidence: Evidence) -> Ruling:
    """C18: would NATO be less able to defend its members? Judged by studies of its defence.

    A test is a study (``effectiveness_claims``, not weak) of a defence plan or a war game of
    NATO's. Evidence for: one that supports the weapon; against: one that questions it; both: mixed;
    none: untested. What officials and experts say of their own forces is no test.
    """
    studies = evidence["effectiveness_claims"]
    studies = studies[
        studies["basis"].eq("study")
        & studies["confidence"].ne("weak")
        & studies["subject"].eq("defence_of_europe")
    ]
    sides = studies["direction"].value_counts()
    for_it, _ = heard(evidence, CANNOT_DO_WITHOUT)
    against, _ = heard(evidence, CAN_DO_WITHOUT)
    return Ruling(
        balance(int(sides.get("supports", 0)), int(sides.get("questions", 0))),
        summary=(
            "Studies found of NATO's defence plans with and without the weapon: "
            f"{how_many(len(studies))}. "
            + (
                ""
                if len(studies)
                else "Officials and experts speak on both sides, mostly of their own forces; that "
                "puts nothing to the test."
            )
        ).strip(),
        best_for=(
            "States nearest to Russia said in public that their defence would suffer."
            + said(for_it, "Hard to do without, by their word")
        ),
        best_against=(
            "No published plan was found that fails without it."
            + said(against, "Less needed, by their word")
        ),
        would_change=(
            "A published exercise or study of a defence plan that changes only this weapon."
        ),
        rests_on=(
            evidence.cite("effectiveness_claims", studies),
            *heard(evidence, (*CANNOT_DO_WITHOUT, *CAN_DO_WITHOUT))[1],
        ),
        numbers={"studies": len(studies), "for": len(for_it), "against": len(against)},
        at_most="low",
    )


def necessary(evidence: Evidence) -> Ruling:
    """C19: is it necessary to leave and use the weapon again? No verdict: what it turns on."""
    for_it, _ = heard(evidence, NO_SUBSTITUTE)
    against, _ = heard(evidence, SUBSTITUTE)
    notice = evidence.rows("ccm_articles", id="AR23")
    return Ruling(
        Verdict.VALUES,
        summary=(
            "It turns on whether substitutes fall short, and on what harm to civilians is "
            "accepted for what gain. "
            f"Leaving takes {counted(int(notice['number'].iloc[0]), 'month')} and cannot take "
            "effect during a war that the state is in, so waiting has a price."
        ),
        best_for=(
            "If the weapon will be needed, the decision must fall long before the war."
            + said(for_it, "On substitutes")
        ),
        best_against=(
            "A promise that ends when it becomes costly protects nobody."
            + said(against, "On substitutes")
        ),
        would_change="Nothing in the data: a reader's weighing of risk and harm.",
        rests_on=(
            *heard(evidence, (*NO_SUBSTITUTE, *SUBSTITUTE))[1],
            evidence.cite_ids("ccm_articles", "AR23", "AR24"),
        ),
    )


def emboldens(evidence: Evidence) -> Ruling:
    """C32: does keeping to the treaty make Russia bolder? Judged by its words and its attacks.

    Direct test: Russian statements that cite the ban. Indirect test: whom Russia struck. Evidence
    for: a statement, or a party struck. Evidence against: no statement, and at least ``_ENOUGH``
    states struck, none a party. Fewer cases: untested. States beside whose government Russia fought
    are no cases. A state struck outside NATO cannot tell the treaty's effect from the alliance's.
    """
    said = evidence["timeline"]
    said = said[said["category"].eq("position") & said["actor_iso3"].eq("RUS")]
    on_ban = said[said["speaks_of"].eq("convention").fillna(False)]
    hit = targets(evidence)
    hit = hit[hit["user"].eq("RUS") & hit["confirmed"] & ~hit["beside"]]
    parties = hit[hit["status"].eq("state party")]
    rows = strikes(evidence)
    rows = rows[rows["user_iso3"].eq("RUS")]
    if len(on_ban) or len(parties):
        verdict = Verdict.EVIDENCE_FOR
    else:
        verdict = Verdict.EVIDENCE_AGAINST if len(hit) >= _ENOUGH else Verdict.UNTESTED
    names = listed(evidence.state_in_text(state) for state in hit["target"])
    holders = listed(evidence.state_in_text(state) for state in hit.loc[hit["stock"], "target"])
    lean = {
        Verdict.EVIDENCE_FOR: "That fits the claim.",
        Verdict.EVIDENCE_AGAINST: "That speaks against the claim.",
        Verdict.UNTESTED: "That leans against the claim, but so few cases cannot tell the treaty's "
        "effect from that of belonging to NATO.",
    }
    return Ruling(
        verdict,
        summary=(
            f"Russian statements found that cite the ban: {how_many(len(on_ban))}. States that "
            f"Russia attacked with the weapon: {names}; parties among them: "
            f"{how_many(len(parties))}. {lean[verdict]}"
        ),
        best_for="Russia has used the weapon widely, while most of NATO has promised never to.",
        best_against=(
            f"Attacked although stocks of its own were on record: {holders}. Attacks by Russia on "
            f"parties on record: {how_many(len(parties))}."
        ),
        would_change="Russian statements or plans that name the ban, or attacks that follow it.",
        rests_on=(
            evidence.cite("timeline", said),
            evidence.cite("cluster_munition_use", rows),
            *evidence.cite_known("omissions", "O15", "O31"),
            *evidence.cite_known("non_party_stockpilers", "NS21"),
            status_rows(evidence),
        ),
        numbers={"statements": len(on_ban), "struck": len(hit), "parties_struck": len(parties)},
        at_most="low",
    )
