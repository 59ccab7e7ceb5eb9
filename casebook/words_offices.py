"""Findings on Stoltenberg's offices and his part in the treaty."""

from __future__ import annotations

import pandas as pd

from casebook.data.dates import earliest_day, in_words
from casebook.reasoning.claims import Ruling, Verdict
from casebook.reasoning.evidence import PUBLICATION, Evidence, NotInEvidence
from casebook.telling.wording import capitalised, counted, how_many, listed
from casebook.words_record import (
    ADOPTED,
    LAUNCHED,
    NORWAY,
    SECRETARY_GENERAL,
    SIGNED,
    SIGNED_FOR_NORWAY,
    TAKES_UP,
    event_day,
    in_office,
    since_signing,
    term_of,
    words_in_office,
    years_between,
)
from casebook.words_statements import checks_of, reporter

_CLAIMED_YEARS = 2.5
"""The op-ed's period of war, "two-and-a-half years" (C28)."""


def led_nato_in_2008(evidence: Evidence) -> Ruling:
    """C03: did he lead NATO when the treaty was adopted and signed? By who held the office."""
    days = [event_day(evidence, row) for row in (ADOPTED, SIGNED)]
    leaders = [set(in_office(evidence, SECRETARY_GENERAL, day)) for day in days]
    if not all(leaders):
        raise NotInEvidence("no accepted row says who led NATO in 2008")
    his = ["Stoltenberg" in names for names in leaders]
    if all(his):
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if any(his) else Verdict.CONTRADICTED
    here = in_office(evidence, NORWAY, days[1])
    return Ruling(
        verdict,
        summary=(
            f"On {in_words(days[0])} (adoption) and {in_words(days[1])} (signing) NATO's Secretary "
            f"General was {listed(sorted(set().union(*leaders)))}. "
            + (f"{listed(here)} was then prime minister of Norway. " if here else "")
            + f"Stoltenberg took office at NATO {since_signing(evidence):.1f} years after the "
            "signing."
        ),
        best_for="He was there in 2008, as the head of an allied government that led the ban.",
        best_against="Another person held the office, and NATO did not sign: states did.",
        would_change="A record that he held the office on either day.",
        rests_on=(
            evidence.cite_ids("political_facts", "P001", "P002", "P003", "P005"),
            evidence.cite_ids("oslo_process", ADOPTED, SIGNED, SIGNED_FOR_NORWAY, TAKES_UP),
        ),
        numbers={"years_to_nato": round(since_signing(evidence), 1)},
    )


def two_and_a_half_years(evidence: Evidence) -> Ruling:
    """C28: had NATO so many years of war to leave, and did it not? By dates and positions.

    Right in the period if the time from the invasion to the op-ed rounds, in halves, to the claimed
    one; right in the act if no row of ``nato_position`` in that time records a move to leave. Both
    right and NATO a party: *supported*. Both right but NATO not on the depositary's list, so that
    it had nothing to leave: *misleading*. Either wrong: *contradicted*.
    """
    war = evidence.rows("timeline", id="TL01")
    start = earliest_day(war["date"].iloc[0])
    years = years_between(start, PUBLICATION)
    positions = evidence.rows("political_facts", category="nato_position")
    positions = positions[
        positions["date_start"].ge(start.isoformat())
        & positions["date_start"].le(PUBLICATION.isoformat())
    ]
    moves = int(positions["position_taken"].eq("leave_treaty").sum())
    named = evidence["ccm_status"]["iso3"]
    is_party = bool((~named.isin(evidence["states"]["iso3"])).any())
    if round(2 * years) != round(2 * _CLAIMED_YEARS) or moves:
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.SUPPORTED if is_party else Verdict.MISLEADING
    return Ruling(
        verdict,
        summary=(
            f"From {in_words(start)} to the op-ed is {years:.1f} years. "
            f"Of {counted(len(positions), 'report')} in that time on NATO's position, "
            f"{how_many(moves)} has a move to leave the treaty. "
            + (
                ""
                if is_party
                else "But NATO is not a party: every name on the depositary's list is a state, and "
                "leaving is an act of each. The alliance had nothing to leave, though its "
                "Secretary General could have urged members to."
            )
        ),
        best_for="The period is right, and no step by NATO towards an exit was found.",
        best_against="The time was the members' to use, since only they can withdraw.",
        would_change="A NATO decision of 2022 to 2024 on the treaty, or NATO as a party to it.",
        rests_on=(
            evidence.cite("timeline", war),
            evidence.cite("political_facts", positions),
            evidence.cite_rows("ccm_articles", topic="withdrawal: right and notice"),
        ),
        numbers={"years": round(years, 1), "moves": moves},
        at_most="medium",
    )


def leading_part(evidence: Evidence) -> Ruling:
    """C30: had he a leading part in creating the treaty? By three marks.

    He headed the government that began the process; he hosted the signing; he signed for Norway.
    Two marks or more and nobody else named as leading the talks: *supported*; two or more beside
    such others: *mostly supported*; one: *misleading*; none: *contradicted*.
    """
    launched = event_day(evidence, LAUNCHED)
    marks = {
        "headed the government that began the process": (
            "Stoltenberg" in in_office(evidence, NORWAY, launched)
        ),
        "hosted the signing": len(evidence.known("political_facts", "P014")) > 0,
        "signed for Norway": len(evidence.known("oslo_process", SIGNED_FOR_NORWAY)) > 0,
    }
    did = [mark for mark, holds in marks.items() if holds]
    others = evidence.known("political_facts", "P012", "P013")
    if len(did) > 1:
        verdict = Verdict.MOSTLY_SUPPORTED if len(others) else Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if did else Verdict.CONTRADICTED
    return Ruling(
        verdict,
        summary=(
            f"Stoltenberg {listed(did) if did else 'shows no mark of a leading part'}. "
            + (
                "The talks themselves were led by Foreign Minister Støre, and day to day by "
                "Ambassador Kongstad. Leading fits the office and the government as a whole, less "
                "the person."
                if len(others)
                else ""
            )
        ),
        best_for=(
            "A prime minister answers for what his government leads, and Norway began the process, "
            "hosted the signing and ratified the same day."
        ),
        best_against="Accounts of the talks name the foreign minister and an ambassador, not him.",
        would_change=(
            "A record of the talks with him in the chair would strengthen it; one that shows the "
            "prime minister's office had no part would weaken it."
        ),
        rests_on=(
            evidence.cite_ids("oslo_process", LAUNCHED, SIGNED_FOR_NORWAY),
            evidence.cite_ids(
                "political_facts", *("P001", "P010", "P012", "P013", "P014", "P015", "P016")
            ),
        ),
        numbers={"marks": len(did), "others_named": len(others)},
    )


def humanitarian_motive(evidence: Evidence) -> Ruling:
    """C35: was his part driven by humanitarian concern? Read from his own words in 2008.

    *Supported* if two or more reports that are not weak have him name harm to people, *mostly
    supported* if one has, else *unverifiable*. Confidence is held at medium: words show the reason
    given, not the motive.
    """
    checks = checks_of(evidence, "C38")
    told = checks["reason_given"].eq("harm_to_people").fillna(False)
    reports = checks[told & checks["confidence"].ne("weak")]
    scale = (Verdict.UNVERIFIABLE, Verdict.MOSTLY_SUPPORTED, Verdict.SUPPORTED)
    return Ruling(
        scale[min(len(reports), len(scale) - 1)],
        summary=(
            f"{capitalised(counted(len(reports), 'report'))} of his opening words in 2008 "
            f"({listed(reporter(evidence, key) for key in reports['source'])}) give lost lives or "
            "limbs as the reason. No other stated motive was found. Words show the reason given, "
            "not the motive itself."
        ),
        best_for="He named harm to people, in public, at the moment of signing.",
        best_against="What a leader says at a signing need not be the whole of what moves him.",
        would_change="A record from 2006 to 2008 in which he gives another reason.",
        rests_on=(evidence.cite("quote_checks", checks),),
        numbers={"reports": len(reports)},
        at_most="medium",
    )


def responsible_for_deterrence(evidence: Evidence) -> Ruling:
    """C36: is the Secretary General responsible for deterring Russia? By what the office is.

    *Supported* if a row on the office names deterrence as its duty (``duty_to_deter``). Else, if
    rows reach it in part: *misleading* where rows put the duty, the command or the decision with
    others, *mostly supported* where none does. No such row: *contradicted*.
    """
    rows = evidence.rows("background_facts", claim_id="C36")
    duty = rows["duty_to_deter"]
    named = int(duty.eq("secretary_general").sum())
    partly = int(duty.eq("secretary_general_in_part").sum())
    elsewhere = int(duty.eq("others").sum())
    if named:
        verdict = Verdict.SUPPORTED
    elif partly:
        verdict = Verdict.MISLEADING if elsewhere else Verdict.MOSTLY_SUPPORTED
    else:
        verdict = Verdict.CONTRADICTED
    return Ruling(
        verdict,
        summary=(
            f"Of {counted(len(rows), 'recorded fact')} on the office, {how_many(named)} names "
            f"deterrence as its duty and {how_many(partly)} come near it (chair of the Nuclear "
            "Planning Group, right to propose). The Secretary General chairs and speaks for the "
            "alliance. Decisions are taken by consensus, the duty to resist attack lies on the "
            "members, and the military commander directs operations."
        ),
        best_for=(
            "He steers the decisions of an alliance for defence and chairs its group on nuclear "
            "planning. In common speech its leader answers for deterrence."
        ),
        best_against="He commands no forces, and decisions need the consent of every member.",
        would_change="Terms of office that name deterrence as the Secretary General's own duty.",
        rests_on=(evidence.cite("background_facts", rows),),
        numbers={
            "rows": len(rows),
            "naming_deterrence": named,
            "in_part": partly,
            "elsewhere": elsewhere,
        },
        at_most="medium",
    )


def opposed_to_the_weapon(evidence: Evidence) -> Ruling:
    """C43: is he opposed to cluster munitions? By his words before and at NATO.

    Opposition in his words at NATO: *supported*. Opposition only before, with words at NATO that
    take no side: *misleading*. Neither: *unverifiable*. Confidence is held at medium, as the office
    and the private view may differ.
    """
    start = term_of(evidence, "Stoltenberg", SECRETARY_GENERAL)["start"]
    words = pd.concat([checks_of(evidence, claim) for claim in ("C37", "C38")])
    before = words[
        words["found"].isin(["exact", "near"])
        & words["found_date"].lt(start)
        & words["confidence"].ne("weak")
    ]
    said, opposing = words_in_office(evidence)
    if opposing:
        verdict = Verdict.SUPPORTED
    else:
        verdict = Verdict.MISLEADING if len(before) else Verdict.UNVERIFIABLE
    return Ruling(
        verdict,
        summary=(
            f"In 2008 he spoke for the ban ({counted(len(before), 'report')} of his words). Of "
            f"{counted(len(said.rows), 'report')} of what he said at NATO, {how_many(opposing)} "
            "has him oppose the weapon: he said that NATO has no position, and that Ukraine uses "
            "it to defend itself. What he thought himself in those years is not on record."
        ),
        best_for="He signed the ban in strong words, and nothing found takes them back.",
        best_against=(
            "At NATO he left the choice to governments and set Ukraine's use apart from Russia's."
        ),
        would_change="A statement of his at NATO for or against the weapon.",
        rests_on=(evidence.cite("quote_checks", before), said),
        numbers={"before": len(before), "at_nato": len(said.rows), "opposing": opposing},
        at_most="medium",
    )


RULES = {
    "C03": led_nato_in_2008,
    "C28": two_and_a_half_years,
    "C30": leading_part,
    "C35": humanitarian_motive,
    "C36": responsible_for_deterrence,
    "C43": opposed_to_the_weapon,
}
